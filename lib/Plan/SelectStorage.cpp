//===- SelectStorage.cpp - Signed or unsigned activations -----------------===//
//
// Moving stored values, zero point and ranges by half of all codes together leaves every real
// value, every difference `q - zero_point` and every order as it was, so no op
// but constants and clamps has to know. 16 bits are signed everywhere: dot products of
// 16-bit numbers are.
//
// Tested by test/Plan/select-storage.mlir, select-storage-invalid.mlir and
// variable-weights.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Machine/Artefact.h"
#include "quantc/Machine/ModuleMachine.h"
#include "quantc/Plan/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_SELECTSTORAGEPASS
#include "quantc/Plan/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

namespace {
/// Rewrites types to one sign of 8-bit storage, and to signed storage of 16 bits.
class StorageChange {
public:
  explicit StorageChange(bool toUnsigned) : toUnsigned(toUnsigned) {}

  /// Returns what is added to stored values of the type of `type`, a tensor of another sign than wanted; else 0.
  int64_t getOffset(Type type) const {
    auto tensor = dyn_cast<RankedTensorType>(type);
    auto element = tensor ? dyn_cast<quant::UniformQuantizedType>(tensor.getElementType()) : nullptr;
    unsigned width = element ? element.getStorageTypeIntegralWidth() : 0;
    if (width == 16)
      return element.isSigned() ? 0 : -32768;
    if (width != 8 || element.isSigned() != toUnsigned)
      return 0;
    return toUnsigned ? 128 : -128;
  }

  /// Returns the type with the wanted sign, or null if `type` is not an
  /// activation of the other sign.
  Type convert(Type type) const {
    int64_t offset = getOffset(type);
    if (offset == 0)
      return {};
    auto tensor = cast<RankedTensorType>(type);
    auto element = cast<quant::UniformQuantizedType>(tensor.getElementType());
    return tensor.clone(quant::UniformQuantizedType::get(
        offset > 0 ? 0 : quant::QuantizationFlags::Signed, element.getStorageType(), element.getExpressedType(),
        element.getScale(), element.getZeroPoint() + offset, element.getStorageTypeMin() + offset,
        element.getStorageTypeMax() + offset));
  }

private:
  bool toUnsigned;
};
} // namespace

/// Gives `value` the id of what it replaces, if that has one.
static void copyId(Value value, Value replaced) {
  if (StringRef id = qnn::getId(replaced); !id.empty())
    qnn::setId(value, id);
}

/// Whether a use wants signed weights rather than an activation.
static bool isWeightUse(OpOperand &use) {
  auto contraction = dyn_cast<qnn::ContractionOpInterface>(use.getOwner());
  return contraction && use.getOperandNumber() != contraction.getActivationOperand().getOperandNumber();
}

/// Moves a constant's stored values; uses as a weight keep the old constant.
static void convertConstant(qnn::ConstantOp op, Type type, const StorageChange &change) {
  if (llvm::all_of(op->getUses(), isWeightUse))
    return;
  OpBuilder builder(op);
  SmallVector<char> bytes = qnn::getElementBytes(op.getValue());
  int64_t offset = change.getOffset(op.getType());
  if (offset == -32768) // the uppermost bit, in the second byte of each element
    for (size_t i = 1; i < bytes.size(); i += 2)
      bytes[i] = static_cast<char>(bytes[i] ^ 0x80);
  else
    for (char &byte : bytes)
      byte = static_cast<char>(byte + offset);
  auto attrType = cast<RankedTensorType>(op.getValue().getType());
  auto moved = qnn::ConstantOp::create(builder, op.getLoc(), type, qnn::makeElementsAttr(attrType, bytes));
  copyId(moved.getOutput(), op.getOutput());
  op.getOutput().replaceUsesWithIf(moved.getOutput(), [](OpOperand &use) { return !isWeightUse(use); });
  if (op->use_empty())
    op.erase();
}

/// Makes `fused { requantize }` of `value` to `type`: exact, because the scales agree.
static Value changeSign(OpBuilder &builder, Value value, Type type) {
  Location loc = value.getLoc();
  auto fused = qnn::FusedOp::create(builder, loc, TypeRange(type), ValueRange(value), Attribute());
  Block *block = builder.createBlock(&fused.getBody(), {}, value.getType(), loc);
  Value inner =
      qnn::RequantizeOp::create(builder, loc, type, block->getArgument(0), nullptr, nullptr, nullptr, nullptr, nullptr);
  qnn::YieldOp::create(builder, loc, inner);
  builder.setInsertionPointAfter(fused);
  return fused.getResult(0);
}

/// A weight that is computed or given at run time, and its type.
using WeightOperand = std::pair<OpOperand *, Type>;

static SmallVector<WeightOperand> findVariableWeights(func::FuncOp function) {
  SmallVector<WeightOperand> weights;
  function.walk([&](qnn::ContractionOpInterface op) {
    OpOperand &weight = op.getWeightOperand();
    if (!weight.get().getDefiningOp<qnn::ConstantOp>())
      weights.push_back({&weight, weight.get().getType()});
  });
  return weights;
}

/// Gives a weight its type back: its zero point is always 0.
static void restoreWeight(OpOperand &weight, Type type) {
  Operation *op = weight.getOwner();
  OpBuilder builder(op);
  Value value = weight.get();
  if (value.getType() == type)
    return;
  if (isa<qnn::FusedOp>(op->getParentOp()))
    weight.set(
        qnn::RequantizeOp::create(builder, op->getLoc(), type, value, nullptr, nullptr, nullptr, nullptr, nullptr));
  else
    weight.set(changeSign(builder, value, type));
}

/// Zero points of operands and results, 0 where there is none.
static SmallVector<int64_t> getZeroPoints(Operation *op) {
  SmallVector<int64_t> zeroPoints;
  for (TypeRange types : {TypeRange(op->getOperandTypes()), TypeRange(op->getResultTypes())})
    for (Type type : types) {
      quant::QuantizedType element = qnn::getQuantizedType(type);
      zeroPoints.push_back(element ? qnn::getZeroPoints(element).front() : 0);
    }
  return zeroPoints;
}

/// Zero points as the network states them; nothing for ops to whose profile they are nothing.
static SmallVector<int64_t> getStatedZeroPoints(Operation *op) {
  return qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::After ? SmallVector<int64_t>() : getZeroPoints(op);
}

/// Says how far the stored values of `op` have moved, which its profile needs to know.
static void attachOffsets(Operation *op, ArrayRef<int64_t> before) {
  if (before.empty())
    return;
  SmallVector<int64_t> offsets = getZeroPoints(op);
  for (auto [index, zeroPoint] : llvm::enumerate(before))
    offsets[index] += qnn::getStorageOffset(op, index) - zeroPoint;
  op->removeAttr(qnn::kStorageOffsetsAttr);
  if (!llvm::all_of(offsets, [](int64_t offset) { return offset == 0; }))
    op->setAttr(qnn::kStorageOffsetsAttr, DenseI64ArrayAttr::get(op->getContext(), offsets));
}

namespace {
struct SelectStorage : public quantc::impl::SelectStoragePassBase<SelectStorage> {
  using SelectStoragePassBase::SelectStoragePassBase;

  void convertValue(Value value, const StorageChange &change) {
    if (Type type = change.convert(value.getType()))
      value.setType(type);
  }

  void convertOp(Operation *op, const StorageChange &change) {
    if (auto constant = dyn_cast<qnn::ConstantOp>(op)) {
      if (Type type = change.convert(constant.getType()))
        convertConstant(constant, type, change);
      return;
    }
    // A clamp is stated in stored values of the op's result.
    if (auto clamp = op->getAttrOfType<DenseI64ArrayAttr>("clamp"))
      if (op->getNumResults() == 1 && change.convert(op->getResult(0).getType())) {
        SmallVector<int64_t> moved(clamp.asArrayRef());
        for (int64_t &bound : moved)
          bound += change.getOffset(op->getResult(0).getType());
        op->setAttr("clamp", DenseI64ArrayAttr::get(op->getContext(), moved));
      }
    for (Value result : op->getResults())
      convertValue(result, change);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Value argument : block.getArguments())
          convertValue(argument, change);
  }

  void convertFunction(func::FuncOp function, const StorageChange &change) {
    SmallVector<Operation *> ops;
    function.getBody().walk([&](Operation *op) { ops.push_back(op); });
    SmallVector<WeightOperand> weights = findVariableWeights(function);
    SmallVector<SmallVector<int64_t>> zeroPoints = llvm::map_to_vector(ops, getStatedZeroPoints);
    for (Operation *op : ops)
      convertOp(op, change);

    // The signature keeps its types: change the sign just inside of it.
    Block &body = function.getBody().front();
    OpBuilder builder = OpBuilder::atBlockBegin(&body);
    for (Value argument : body.getArguments())
      if (Type type = change.convert(argument.getType())) {
        Value inside = changeSign(builder, argument, type);
        copyId(inside, argument);
        argument.replaceAllUsesExcept(inside, inside.getDefiningOp());
      }
    for (auto [weight, type] : weights)
      restoreWeight(*weight, type);
    Operation *terminator = body.getTerminator();
    builder.setInsertionPoint(terminator);
    for (auto [operand, type] : llvm::zip_equal(terminator->getOpOperands(), function.getResultTypes()))
      if (operand.get().getType() != type) {
        Value outside = changeSign(builder, operand.get(), type);
        copyId(outside, operand.get());
        operand.set(outside);
      }
    for (auto [op, before] : llvm::zip_equal(ops, zeroPoints))
      attachOffsets(op, before);
  }

  void runOnOperation() override {
    FailureOr<Machine> machine = getMachine(getOperation(), target);
    if (failed(machine))
      return signalPassFailure();
    StorageChange change(machine->activationsUnsigned());
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        convertFunction(function, change);
    getOperation()->setAttr(kTargetAttr, StringAttr::get(&getContext(), machine->name));
  }
};
} // namespace

//===- ToKernels.cpp - Fused ops become calls on flat buffers -------------===//
//
// Tested by test/Lower/to-kernels.mlir and to-kernels-invalid.mlir.
//
// The network becomes a straight sequence of calls. A value is a buffer, a
// reshape another name of it, and what the network returns is written where the
// caller wants it by the kernel that makes it, so that copies are rare.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"

#include "Generic/GenericEmitters.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Machine/Artefact.h"
#include "quantc/Machine/ModuleMachine.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace quantc {
#define GEN_PASS_DEF_TOKERNELSPASS
#include "quantc/Lower/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Whether buffers may hold the elements of a tensor. Constants may have others: they are read as they are packed.
static bool isStorable(Type tensor) {
  Type element = getBufferType(tensor).getElementType();
  return element.isF32() || element.isF64() || element.isInteger(8) || element.isInteger(16) || element.isInteger(32) ||
         element.isInteger(64);
}

/// Reports what no kernel can take: ops that Fuse has put in no `qnn.fused`, values of 4 bits.
static LogicalResult checkOps(func::FuncOp main) {
  bool failedAny = false;
  for (Type type : main.getArgumentTypes())
    if (!isStorable(type)) {
      main.emitOpError("has an argument of ") << type << ", which kernels do not store";
      failedAny = true;
    }
  main.walk([&](Operation *op) {
    for (Type type : op->getResultTypes())
      if (!isa<qnn::ConstantOp, qnn::FusedOp>(op) && !isStorable(type)) {
        op->emitOpError("has a result of ") << type << ", which kernels do not store";
        failedAny = true;
      }
  });
  for (Operation &op : main.getBody().front())
    if (!isa<qnn::FusedOp, qnn::ConstantOp, qnn::ReshapeOp, func::ReturnOp>(op)) {
      op.emitOpError("is in no qnn.fused");
      failedAny = true;
    }
  return failure(failedAny);
}

/// Whether a value may be NaN for some input: f32, and no dequantized integer.
static bool mayBeNaN(Value value) {
  if (!qnn::isFloat(value))
    return false;
  if (auto reshape = value.getDefiningOp<qnn::ReshapeOp>())
    return mayBeNaN(reshape.getInput());
  if (auto fused = value.getDefiningOp<qnn::FusedOp>())
    return mayBeNaN(fused.getBody().front().getTerminator()->getOperand(cast<OpResult>(value).getResultNumber()));
  return !value.getDefiningOp<qnn::DequantizeOp>();
}

namespace {
/// Builds `quantc_run` from `main`.
class Sequence {
public:
  Sequence(func::FuncOp main, KernelContext &context)
      : main(main), context(context), module(context.getModule()), builder(main.getContext()) {
    emitters = makeContractionEmitters();
    emitters.push_back(makeGenericEmitter());
  }
  LogicalResult build();

private:
  void makeFunction();
  void placeResults();
  LogicalResult emitFused(qnn::FusedOp op);
  Value makeGlobal(ElementsAttr value);
  Value alloc(MemRefType type) { return memref::AllocOp::create(builder, main.getLoc(), type); }
  Value getBuffer(Value value);
  void call(func::FuncOp function, ValueRange arguments, unsigned firstOutput, ArrayRef<Value> outputs);
  void finishResults();

  func::FuncOp main, run;
  KernelContext &context;
  ModuleOp module;
  OpBuilder builder;
  std::vector<std::unique_ptr<KernelEmitter>> emitters;
  llvm::DenseMap<Value, Value> buffers; ///< by root value
  llvm::DenseMap<Value, Value> padded;  ///< network inputs copied to where kernels may read past the end
  llvm::DenseMap<Attribute, Value> globals;
};
} // namespace

void Sequence::makeFunction() {
  SmallVector<Type> types;
  SmallVector<DictionaryAttr> attrs;
  auto describe = [&](Type tensor, StringAttr name, Attribute input, StringRef kind, unsigned index) {
    types.push_back(getBufferType(tensor));
    StringAttr given = name ? name : builder.getStringAttr(kind + Twine(index));
    SmallVector<NamedAttribute> own{builder.getNamedAttr(qnn::kNameAttr, given),
                                    builder.getNamedAttr("qnn.type", TypeAttr::get(tensor)),
                                    builder.getNamedAttr("qnn.role", builder.getStringAttr(kind))};
    if (input)
      own.push_back(builder.getNamedAttr(qnn::kInputAttr, input));
    attrs.push_back(builder.getDictionaryAttr(own));
  };
  for (unsigned i = 0; i < main.getNumArguments(); ++i)
    describe(main.getArgument(i).getType(), main.getArgAttrOfType<StringAttr>(i, qnn::kNameAttr),
             main.getArgAttr(i, qnn::kInputAttr), "input", i);
  for (unsigned i = 0; i < main.getNumResults(); ++i)
    describe(main.getResultTypes()[i], main.getResultAttrOfType<StringAttr>(i, qnn::kNameAttr), {}, "output", i);
  builder.setInsertionPoint(main);
  run = func::FuncOp::create(builder, main.getLoc(), kRunSymbol, builder.getFunctionType(types, {}));
  run.setAllArgAttrs(attrs);
  builder.setInsertionPointToStart(run.addEntryBlock());
  for (auto [argument, buffer] : llvm::zip(main.getArguments(), run.getArguments()))
    buffers[argument] = buffer;
}

/// The first result that names a value made by a kernel is where it is made.
void Sequence::placeResults() {
  for (auto [index, value] : llvm::enumerate(main.getBody().front().getTerminator()->getOperands())) {
    Value root = getRoot(value);
    if (root.getDefiningOp<qnn::FusedOp>())
      buffers.try_emplace(root, run.getArgument(main.getNumArguments() + index));
  }
}

Value Sequence::makeGlobal(ElementsAttr value) {
  if (Value known = globals.lookup(value))
    return known;
  auto tensor = cast<RankedTensorType>(value.getType());
  MemRefType type = getBufferType(tensor);
  // Flat, of the buffer's element type: globals hold bytes in row-major order.
  auto flat = RankedTensorType::get(type.getShape(), type.getElementType());
  ElementsAttr initial = flat == tensor ? value : qnn::makeElementsAttr(flat, qnn::getElementBytes(value));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(run);
  std::string name = ("qk_constant_" + Twine(globals.size())).str();
  memref::GlobalOp::create(builder, run.getLoc(), name, builder.getStringAttr("private"), type, initial,
                           /*constant=*/true, builder.getI64IntegerAttr(kBufferAlignment));
  builder.setInsertionPointToEnd(&run.getBody().front());
  return globals[value] = memref::GetGlobalOp::create(builder, run.getLoc(), type, name);
}

Value Sequence::getBuffer(Value value) {
  Value root = getRoot(value);
  if (auto constant = root.getDefiningOp<qnn::ConstantOp>())
    return makeGlobal(constant.getValue());
  return buffers.lookup(root);
}

void Sequence::call(func::FuncOp function, ValueRange arguments, unsigned firstOutput, ArrayRef<Value> outputs) {
  SmallVector<Attribute> ids, types;
  for (Value output : outputs) {
    ids.push_back(builder.getStringAttr(qnn::getId(output)));
    types.push_back(TypeAttr::get(output.getType()));
  }
  auto op = func::CallOp::create(builder, main.getLoc(), function, arguments);
  op->setAttr(kCallIdsAttr, builder.getArrayAttr(ids));
  op->setAttr(kCallTypesAttr, builder.getArrayAttr(types));
  op->setAttr(kCallFirstOutputAttr, builder.getI64IntegerAttr(firstOutput));
}

LogicalResult Sequence::emitFused(qnn::FusedOp op) {
  auto emitter = llvm::find_if(emitters, [&](auto &e) { return e->matches(op); });
  if (emitter == emitters.end()) {
    InFlightDiagnostic diagnostic = op.emitOpError("has no kernel for");
    for (Operation &inner : op.getBody().front())
      if (!isa<qnn::ConstantOp, qnn::YieldOp>(inner))
        diagnostic << " " << inner.getName();
    return diagnostic;
  }
  FailureOr<Kernel> kernel = (*emitter)->emit(op, context);
  if (failed(kernel))
    return failure();
  SmallVector<Value> arguments, outputs;
  for (Value input : op.getInputs()) {
    Value buffer = getBuffer(input);
    // The caller's buffers have no slack after them.
    if (kernel->readsSlack && isa<BlockArgument>(buffer)) {
      Value &copy = padded[buffer];
      if (!copy) {
        auto type = cast<MemRefType>(buffer.getType());
        copy = alloc(type);
        call(makeCopy(context, type), {buffer, copy}, 1, {});
      }
      buffer = copy;
    }
    arguments.push_back(buffer);
  }
  for (Value output : op->getResults()) {
    Value &buffer = buffers[output];
    if (!buffer)
      buffer = alloc(getBufferType(output.getType()));
    arguments.push_back(buffer);
    outputs.push_back(op.getBody().front().getTerminator()->getOperand(cast<OpResult>(output).getResultNumber()));
    if (!qnn::getId(output).empty())
      outputs.back() = output;
  }
  for (ElementsAttr constant : kernel->constants)
    arguments.push_back(makeGlobal(constant));
  for (int64_t bytes : kernel->scratchBytes)
    arguments.push_back(alloc(MemRefType::get({bytes}, builder.getI8Type())));
  call(kernel->function, arguments, op.getInputs().size(), outputs);
  return success();
}

/// Copies results that are made elsewhere, and makes NaNs canonical.
void Sequence::finishResults() {
  Operation *terminator = main.getBody().front().getTerminator();
  for (auto [index, value] : llvm::enumerate(terminator->getOperands())) {
    Value target = run.getArgument(main.getNumArguments() + index), buffer = getBuffer(value);
    auto type = cast<MemRefType>(target.getType());
    if (buffer != target)
      call(makeCopy(context, type), {buffer, target}, 1, {});
    if (mayBeNaN(value))
      call(makeCanonicalizeNan(context, type), {target}, 0, {});
  }
}

LogicalResult Sequence::build() {
  makeFunction();
  placeResults();
  for (auto op : main.getBody().front().getOps<qnn::FusedOp>())
    if (failed(emitFused(op)))
      return failure();
  finishResults();
  func::ReturnOp::create(builder, main.getLoc());
  return success();
}

namespace {
struct ToKernels : public quantc::impl::ToKernelsPassBase<ToKernels> {
  using ToKernelsPassBase::ToKernelsPassBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto main = module.lookupSymbol<func::FuncOp>("main");
    if (!main || !main.getBody().hasOneBlock()) {
      module.emitError("has no function @main of one block");
      return signalPassFailure();
    }
    FailureOr<Machine> machine = getMachine(module, target);
    if (failed(machine) || failed(checkOps(main)))
      return signalPassFailure();
    module->setAttr(kTargetAttr, StringAttr::get(&getContext(), machine->name));
    KernelContext context(module, *machine);
    Sequence sequence(main, context);
    if (failed(sequence.build()))
      return signalPassFailure();
    main.erase();
  }
};
} // namespace

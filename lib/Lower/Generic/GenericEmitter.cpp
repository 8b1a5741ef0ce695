//===- GenericEmitter.cpp - A fused op as its ops run one by one ----------===//
//
// Tested by test/Lower/to-kernels.mlir and test/Target/run-*.mlir.
//
// Functions are shared by their text: two layers whose bodies print alike call
// one function with constants of their own.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
class GenericEmitter : public KernelEmitter {
public:
  GenericEmitter() {
    addBinaryEmitters(emitters);
    addCastEmitters(emitters);
    addContractionEmitters(emitters);
    addDynamicEmitters(emitters);
    addMoveEmitters(emitters);
    addNormalizeEmitters(emitters);
    addPoolEmitters(emitters);
    addReduceEmitters(emitters);
    addResizeEmitters(emitters);
    addTopKEmitters(emitters);
    addUnaryEmitters(emitters);
  }
  bool matches(qnn::FusedOp op) const override {
    return llvm::all_of(op.getBody().front(), [&](Operation &inner) {
      return isa<qnn::ConstantOp, qnn::ReshapeOp, qnn::YieldOp>(inner) || emitters.contains(&inner);
    });
  }
  FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;

private:
  SmallVector<int64_t> findInPlaceInputs(qnn::FusedOp op, unsigned result) const;
  LogicalResult emitBody(qnn::FusedOp op, LoopEmitter &emitter, func::FuncOp function) const;
  OpEmitters emitters;
};
} // namespace

/// "u8", "s8", "i32", "f32": for symbols.
static std::string describeElement(Type tensor) {
  if (auto type = qnn::getQuantizedType(tensor))
    return ((type.isSigned() ? type.getStorageTypeIntegralWidth() == 32 ? "i" : "s" : "u") +
            Twine(type.getStorageTypeIntegralWidth()))
        .str();
  Type element = cast<ShapedType>(tensor).getElementType();
  return ((isa<FloatType>(element) ? "f" : "i") + Twine(element.getIntOrFloatBitWidth())).str();
}

/// qk_OPS_RESULT_OPERANDS, from the ops inside and the types outside.
static std::string makeSymbol(qnn::FusedOp op) {
  std::string symbol = "qk";
  for (Operation &inner : op.getBody().front())
    if (!isa<qnn::ConstantOp, qnn::ReshapeOp, qnn::YieldOp>(inner))
      symbol += ("_" + inner.getName().stripDialect()).str();
  for (TypeRange types : {TypeRange(op->getResultTypes()), TypeRange(op.getInputs().getTypes())})
    for (Type type : types.take_front(3))
      symbol += "_" + describeElement(type);
  return symbol;
}

/// Copies one whole buffer.
static void emitCopy(LoopEmitter &emitter, const TensorBuffer &from, const TensorBuffer &to) {
  emitter.loop(from.type.getNumElements(), [&](Value i) { emitter.store(to, i, emitter.load(from, i)); });
}

LogicalResult GenericEmitter::emitBody(qnn::FusedOp op, LoopEmitter &emitter, func::FuncOp function) const {
  Block &body = op.getBody().front();
  llvm::DenseMap<Value, Value> memrefs; // of roots
  auto bufferOf = [&](Value value) {
    return TensorBuffer{memrefs.lookup(getRoot(value)), cast<RankedTensorType>(value.getType())};
  };
  unsigned next = 0;
  for (Value argument : body.getArguments())
    memrefs[argument] = function.getArgument(next++);
  struct Copy {
    Value value, output;
  };
  SmallVector<Copy> copies; // of what is yielded twice or made elsewhere
  for (Value value : body.getTerminator()->getOperands()) {
    Value output = function.getArgument(next++), root = getRoot(value);
    bool isMadeHere = root.getDefiningOp() && !isa<qnn::ConstantOp>(root.getDefiningOp());
    if (isMadeHere && !memrefs.contains(root))
      memrefs[root] = output;
    else
      copies.push_back({value, output});
  }

  for (Operation &inner : body.without_terminator()) {
    if (isa<qnn::ReshapeOp>(inner))
      continue;
    if (auto constant = dyn_cast<qnn::ConstantOp>(inner)) {
      memrefs[constant] = emitter.addConstant(constant.getValue(), cast<RankedTensorType>(constant.getType())).memref;
      continue;
    }
    emitter.b.setLoc(inner.getLoc());
    SmallVector<TensorBuffer> inputs, outputs;
    for (Value result : inner.getResults()) {
      if (!memrefs.contains(result))
        memrefs[result] = emitter.addScratch(cast<RankedTensorType>(result.getType())).memref;
      outputs.push_back(bufferOf(result));
    }
    for (Value operand : inner.getOperands())
      inputs.push_back(bufferOf(operand));
    if (failed(emitters.emit(&inner, inputs, outputs, emitter)))
      return failure();
  }
  for (const Copy &copy : copies) {
    TensorBuffer from = bufferOf(copy.value);
    emitCopy(emitter, from, {copy.output, from.type});
  }
  return success();
}

/// The inputs that result `result` may be written over. The op that makes the result writes it; until then an input may
/// be read at will, by that op only where it writes, and later not at all.
SmallVector<int64_t> GenericEmitter::findInPlaceInputs(qnn::FusedOp op, unsigned result) const {
  Block &body = op.getBody().front();
  OperandRange yielded = body.getTerminator()->getOperands();
  Value made = getRoot(yielded[result]);
  Operation *maker = made.getDefiningOp();
  // A value that is yielded twice is made in its first place and copied to the others.
  bool isCopied = llvm::any_of(yielded.take_front(result), [&](Value value) { return getRoot(value) == made; });
  if (!maker || isa<qnn::ConstantOp>(maker) || isCopied)
    return {};
  auto shapeOf = [](Value value) { return cast<ShapedType>(value.getType()).getShape(); };
  SmallVector<int64_t> inputs;
  for (BlockArgument argument : body.getArguments()) {
    bool isLegal = llvm::all_of(body, [&](Operation &inner) {
      for (Value operand : inner.getOperands()) {
        if (isa<qnn::ReshapeOp>(inner) || getRoot(operand) != argument || inner.isBeforeInBlock(maker))
          continue;
        if (&inner != maker || emitters.getReads(maker) != Reads::SamePosition || shapeOf(operand) != shapeOf(made))
          return false;
      }
      return true;
    });
    if (isLegal)
      inputs.push_back(argument.getArgNumber());
  }
  return inputs;
}

/// Removes constant arguments that no loop reads: an emitter took them in another form.
static void dropUnusedConstants(func::FuncOp function, unsigned first, SmallVector<ElementsAttr> &constants) {
  for (unsigned i = constants.size(); i-- > 0;)
    if (function.getArgument(first + i).use_empty()) {
      (void)function.eraseArgument(first + i);
      constants.erase(constants.begin() + i);
    }
}

FailureOr<Kernel> GenericEmitter::emit(qnn::FusedOp op, KernelContext &context) const {
  SmallVector<Type> types = getBufferTypes(op);
  OpBuilder builder(op.getContext());
  OwningOpRef<func::FuncOp> draft(func::FuncOp::create(builder, op.getLoc(), "k", builder.getFunctionType(types, {})));
  draft->addEntryBlock();
  LoopEmitter emitter(*draft, op.getLoc(), types.size());
  func::ReturnOp::create(emitter.b);
  emitter.b.setInsertionPoint(&draft->getBody().front().back());
  if (failed(emitBody(op, emitter, *draft)))
    return failure();
  dropUnusedConstants(*draft, types.size(), emitter.constants);

  std::string symbol = makeSymbol(op), spec;
  llvm::raw_string_ostream(spec) << symbol << "\n" << *draft;
  func::FuncOp function = context.lookup(spec);
  if (!function) {
    function = context.create(symbol, spec, draft->getArgumentTypes());
    function.getBody().takeBody(draft->getBody());
    for (unsigned result = 0; result < op->getNumResults(); ++result)
      markInPlace(function, op.getInputs().size() + result, findInPlaceInputs(op, result));
  }
  return Kernel{function, emitter.constants, emitter.scratchBytes};
}

std::unique_ptr<KernelEmitter> lower::makeGenericEmitter() { return std::make_unique<GenericEmitter>(); }

/// Makes or finds a function on `types` whose body is one loop over the first.
static func::FuncOp makeLoop(KernelContext &context, StringRef symbol, TypeRange types,
                             function_ref<void(LoopEmitter &, ValueRange arguments, Value i)> body) {
  std::string spec = symbol.str();
  llvm::raw_string_ostream os(spec);
  llvm::interleaveComma(types, os);
  if (func::FuncOp function = context.lookup(spec))
    return function;
  func::FuncOp function = context.create(symbol, spec, types);
  LoopEmitter emitter(function, function.getLoc(), types.size());
  func::ReturnOp::create(emitter.b);
  emitter.b.setInsertionPoint(&function.getBody().front().back());
  emitter.loop(cast<MemRefType>(types[0]).getNumElements(),
               [&](Value i) { body(emitter, function.getArguments(), i); });
  return function;
}

func::FuncOp lower::makeCanonicalizeNan(KernelContext &context, MemRefType buffer) {
  return makeLoop(context, "qk_canonicalize_nan", {buffer}, [](LoopEmitter &e, ValueRange arguments, Value i) {
    Value x = memref::LoadOp::create(e.b, arguments[0], i);
    Value nan = arith::ConstantOp::create(
        e.b, e.b.getFloatAttr(e.b.getF32Type(), APFloat(APFloat::IEEEsingle(), APInt(32, 0x7fc00000))));
    Value y = e.select(arith::CmpFPredicate::UNO, x, x, nan, x);
    memref::StoreOp::create(e.b, y, arguments[0], i);
  });
}

func::FuncOp lower::makeCopy(KernelContext &context, MemRefType buffer) {
  return makeLoop(context, "qk_copy", {buffer, buffer}, [](LoopEmitter &e, ValueRange arguments, Value i) {
    memref::StoreOp::create(e.b, memref::LoadOp::create(e.b, arguments[0], i), arguments[1], i);
  });
}

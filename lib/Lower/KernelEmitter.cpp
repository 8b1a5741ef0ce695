//===- KernelEmitter.cpp - Kernel functions and their uniquing ------------===//
//
// Tested by test/Lower.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/KernelEmitter.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

func::FuncOp KernelContext::create(StringRef symbol, StringRef spec, TypeRange arguments) {
  std::string name = symbol.str();
  // From the last suffix on: hundreds of layers may ask for one name.
  int &suffix = suffixes.try_emplace(symbol, 1).first->second;
  while (symbols.lookup(name))
    name = (symbol + "_" + Twine(++suffix)).str();
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto type = FunctionType::get(getContext(), arguments, {});
  auto function = func::FuncOp::create(builder, module.getLoc(), name, type);
  function.setPrivate();
  symbols.insert(function);
  // A kernel inlined beside others loses registers to them.
  function->setAttr("passthrough", builder.getStrArrayAttr({"noinline"}));
  function.addEntryBlock();
  functions[spec] = function;
  return function;
}

void lower::markInPlace(func::FuncOp kernel, unsigned output, ArrayRef<int64_t> inputs) {
  ArrayRef<Type> types = kernel.getArgumentTypes();
  SmallVector<int64_t> equal;
  llvm::copy_if(inputs, std::back_inserter(equal), [&](int64_t input) { return types[input] == types[output]; });
  if (!equal.empty())
    kernel.setArgAttr(output, kInPlaceAttr, DenseI64ArrayAttr::get(kernel.getContext(), equal));
}

Value lower::getRoot(Value value) {
  while (auto reshape = value.getDefiningOp<qnn::ReshapeOp>())
    value = reshape.getInput();
  return value;
}

MemRefType lower::getBufferType(Type tensor) {
  Type element = qnn::getStorageElementType(tensor);
  if (element.isInteger(1))
    element = IntegerType::get(tensor.getContext(), 8);
  if (auto integer = dyn_cast<IntegerType>(element); integer && !integer.isSignless())
    element = IntegerType::get(tensor.getContext(), integer.getWidth());
  return MemRefType::get({cast<ShapedType>(tensor).getNumElements()}, element);
}

SmallVector<Type> lower::getBufferTypes(qnn::FusedOp op) {
  SmallVector<Type> types;
  for (Type type : op.getInputs().getTypes())
    types.push_back(getBufferType(type));
  for (Type type : op->getResultTypes())
    types.push_back(getBufferType(type));
  return types;
}

SmallVector<Type> lower::getArgumentTypes(qnn::FusedOp op, const Kernel &kernel) {
  SmallVector<Type> types = getBufferTypes(op);
  for (ElementsAttr constant : kernel.constants)
    types.push_back(getBufferType(constant.getType()));
  for (int64_t bytes : kernel.scratchBytes)
    types.push_back(MemRefType::get({bytes}, IntegerType::get(op.getContext(), 8)));
  return types;
}

//===- ReferenceRunner.cpp - Run a module on the reference ----------------===//
//
// Tested by test/Reference/runner.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Runner/ReferenceRunner.h"

#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/ToolError.h"

using namespace mlir;
using namespace quantc;

/// Describes a network input or output; without a name it is `<fallback><index>`.
static TensorInfo describe(Type type, Attribute name, Attribute input, StringRef fallback, unsigned index) {
  TensorInfo info;
  auto given = dyn_cast_if_present<StringAttr>(name);
  info.name = given ? given.str() : (fallback + Twine(index)).str();
  info.kind = reference::getElementKind(type);
  auto shape = cast<RankedTensorType>(type).getShape();
  info.shape.assign(shape.begin(), shape.end());
  if (auto quantized = dyn_cast_or_null<quant::UniformQuantizedType>(qnn::getQuantizedType(type)))
    info.codes = {static_cast<float>(quantized.getScale()), quantized.getZeroPoint()};
  if (auto format = dyn_cast_if_present<DictionaryAttr>(input))
    if (auto layout = format.getAs<StringAttr>("layout"))
      info.layout = layout.str();
  return info;
}

llvm::Expected<std::unique_ptr<ReferenceRunner>> ReferenceRunner::create(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  if (!function)
    return badInput("the module has no function 'main'");
  if (function.isExternal() || !llvm::hasSingleElement(function.getBody()))
    return badInput("'main' is expected to have one block");
  if (function.getNumResults() == 0)
    return badInput("'main' returns nothing");
  std::unique_ptr<ReferenceRunner> runner(new ReferenceRunner(function));
  for (Type type : llvm::concat<const Type>(function.getArgumentTypes(), function.getResultTypes()))
    if (auto tensor = dyn_cast<RankedTensorType>(type); !tensor || !tensor.hasStaticShape())
      return badInput("'main' has an input or output that is no tensor of static shape");
    else if (tensor.getNumElements() == 0)
      return badInput("'main' has an input or output without elements");
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    runner->inputs.push_back(describe(type, function.getArgAttr(index, qnn::kNameAttr),
                                      function.getArgAttr(index, qnn::kInputAttr), "input", index));
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    runner->outputs.push_back(describe(type, function.getResultAttr(index, qnn::kNameAttr), {}, "output", index));
  return runner;
}

llvm::Expected<std::vector<HostTensor>> ReferenceRunner::run(ArrayRef<HostTensor> tensors, LayerCallback onLayer) {
  if (!onLayer)
    return reference::evaluate(function, tensors);
  auto report = [&](Value value, const HostTensor &tensor) {
    if (StringRef id = qnn::getId(value); !id.empty())
      onLayer(id, reference::toReal(tensor, value.getType()));
  };
  if (tensors.size() == function.getNumArguments())
    for (auto [argument, tensor] : llvm::zip(function.getArguments(), tensors))
      report(argument, tensor);
  return reference::evaluate(function, tensors, report);
}

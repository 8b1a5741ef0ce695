//===- VerifyNetwork.cpp - The outer form of a module ---------------------===//
//
// Tested by test/Pipeline/networks-invalid.test.
//
// Ops verify themselves, but not what stands around them: the steps take for
// granted that there is one function, and nothing in it but qnn.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Network.h"

#include "VerifyHelpers.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace quantc;

static LogicalResult verifyType(func::FuncOp main, StringRef what, size_t index, Type type) {
  std::string role = (what + " " + Twine(index)).str();
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor)
    return main.emitOpError(role) << " is " << type << ", expected a ranked tensor";
  Type element = tensor.getElementType();
  // What the signature and the header have a name for.
  bool isPlain = element.isF32() || element.isF64() || element.isSignlessInteger(1) ||
                 llvm::any_of(std::initializer_list<unsigned>{8, 16, 32, 64},
                              [&](unsigned bits) { return element.isInteger(bits); });
  if (!isPlain && !isa<quant::QuantizedType>(element))
    return main.emitOpError(role) << " has elements of type " << element
                                  << ", expected f32, f64, i1, an integer of 8, 16, 32 or 64 bits or a quantized type";
  return qnn::verifyTensorType(main, role, tensor);
}

LogicalResult qnn::verifyNetwork(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main)
    return module.emitError("has no function @main");
  for (Operation &op : *module.getBody())
    if (&op != main)
      return op.emitError() << "'" << op.getName() << "' beside @main, expected one function in the module";
  if (main.isExternal())
    return main.emitOpError("@main has no body");
  if (!main.getBody().hasOneBlock())
    return main.emitOpError("@main has ") << main.getBody().getBlocks().size() << " blocks, expected one";
  for (auto [index, type] : llvm::enumerate(main.getArgumentTypes()))
    if (failed(verifyType(main, "argument", index, type)))
      return failure();
  for (auto [index, type] : llvm::enumerate(main.getResultTypes()))
    if (failed(verifyType(main, "result", index, type)))
      return failure();
  Operation *end = main.front().getTerminator();
  WalkResult walked = main.front().walk([&](Operation *op) {
    if (isa<qnn::QnnDialect>(op->getDialect()) || (op == end && isa<func::ReturnOp>(op)))
      return WalkResult::advance();
    op->emitError() << "'" << op->getName() << "' in a network, expected ops of qnn"
                    << (op == end ? " and a return" : "");
    return WalkResult::interrupt();
  });
  return failure(walked.wasInterrupted());
}

//===- ExportOnnx.cpp - Entry points of the ONNX exporter -----------------===//
//
// Tested by test/Export.
//
//===----------------------------------------------------------------------===//

#include "quantc/Export/Onnx.h"

#include "GraphExporter.h"

#include "mlir/Tools/mlir-translate/Translation.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Support/ToolError.h"

using namespace mlir;
using namespace quantc;

llvm::Expected<std::string> quantc::exportOnnxQdq(ModuleOp module) {
  if (failed(qnn::verifyNetwork(module)))
    return badInput("the module is no network (see above)");
  bool isFused = module.walk([](qnn::FusedOp) { return WalkResult::interrupt(); }).wasInterrupted();
  if (isFused)
    return badInput("the module's ops are fused already; ONNX is made of one that stands after 'quantize'");
  return exporter::GraphExporter(module).run();
}

void quantc::registerOnnxExport() {
  static TranslateFromMLIRRegistration registration(
      "export-onnx-qdq", "Write an ONNX network with QuantizeLinear and DequantizeLinear",
      [](Operation *op, raw_ostream &os) -> LogicalResult {
        auto module = dyn_cast<ModuleOp>(op);
        if (!module)
          return op->emitError("expected a module");
        llvm::Expected<std::string> bytes = exportOnnxQdq(module);
        if (bytes) {
          os << *bytes;
          return success();
        }
        reportAndGetExitCode("quant-translate", bytes.takeError());
        return failure();
      },
      [](DialectRegistry &registry) { registry.insert<qnn::QnnDialect, func::FuncDialect, quant::QuantDialect>(); });
}

//===- quant-translate.cpp - Networks to MLIR and back --------------------===//

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "quantc/Export/Onnx.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Support/OutputFiles.h"

int main(int argc, char **argv) {
  quantc::installMemoryHandlers();
  quantc::registerOnnxTranslation();
  quantc::registerOnnxExport();
  return mlir::failed(mlir::mlirTranslateMain(argc, argv, "quantc translation driver"));
}

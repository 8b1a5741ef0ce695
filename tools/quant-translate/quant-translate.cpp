//===- quant-translate.cpp - Networks of other formats to MLIR ------------===//

#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Support/OutputFiles.h"

int main(int argc, char **argv) {
  quantc::installMemoryHandlers();
  quantc::registerOnnxTranslation();
  return mlir::failed(mlir::mlirTranslateMain(argc, argv, "quantc translation driver"));
}

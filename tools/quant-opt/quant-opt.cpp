//===- quant-opt.cpp - Run quantc passes on MLIR files --------------------===//

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "quantc/InitAll.h"
#include "quantc/Support/OutputFiles.h"

namespace quantc::test {
void registerTestPasses(); // test/lib
} // namespace quantc::test

int main(int argc, char **argv) {
  quantc::installMemoryHandlers();
  mlir::registerTransformsPasses();
  quantc::registerAllPasses();
  quantc::test::registerTestPasses();

  mlir::DialectRegistry registry;
  quantc::registerAllDialects(registry);

  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "quantc pass driver\n", registry));
}

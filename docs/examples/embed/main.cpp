//===- main.cpp - Compile a network from a C++ program --------------------===//
//
// Usage: embed NET.onnx SAMPLES.npz OUT.o. Tested by test/Tools/install.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Pipeline/Driver.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  if (argc != 4) {
    llvm::errs() << "usage: embed NET.onnx SAMPLES.npz OUT.o\n";
    return 2;
  }
  quantc::CompileOptions options;
  options.model = argv[1];
  options.samples = argv[2];
  options.output = argv[3];
  options.printSummary = false;
  if (llvm::Error error = quantc::compileNetwork(options)) {
    llvm::errs() << llvm::toString(std::move(error)) << "\n";
    return 1;
  }
  return 0;
}

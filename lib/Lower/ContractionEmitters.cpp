//===- ContractionEmitters.cpp - The list of contraction kernels ----------===//
//
// Tested by test/Lower.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/KernelEmitter.h"

using namespace quantc;

std::vector<std::unique_ptr<lower::KernelEmitter>> lower::makeContractionEmitters() { return {}; }

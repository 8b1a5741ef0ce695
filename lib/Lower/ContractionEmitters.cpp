//===- ContractionEmitters.cpp - The list of special kernels -------------===//
//
// Tested by test/Lower.
//
//===----------------------------------------------------------------------===//

#include "Contraction/ContractionEmitter.h"
#include "Contraction/DepthwiseEmitter.h"
#include "Contraction/PackedEmitter.h"
#include "Recurrent/RecurrentEmitter.h"

using namespace quantc;

std::vector<std::unique_ptr<lower::KernelEmitter>> lower::makeContractionEmitters() {
  std::vector<std::unique_ptr<KernelEmitter>> emitters;
  emitters.push_back(std::make_unique<DepthwiseEmitter>());
  emitters.push_back(std::make_unique<PackedEmitter>());
  emitters.push_back(std::make_unique<ContractionEmitter>());
  emitters.push_back(std::make_unique<RecurrentEmitter>());
  return emitters;
}

//===- mutate-onnx.cpp - Damage an ONNX file in one or a few places -------===//
//
// Usage: mutate-onnx SEED IN.onnx OUT.onnx
//
// The mutator of the fuzzer as a program: the same seed gives the same file.
//
// Tested by test/Fuzz/mutate-files.test.
//
//===----------------------------------------------------------------------===//

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed);

static std::mt19937 byteRandom;

/// Where the mutator asks libFuzzer to change some bytes: one byte here, or the length.
extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize) {
  switch (size == 0 ? 0 : byteRandom() % 8) {
  case 0:
    if (size < maxSize)
      data[size++] = uint8_t(byteRandom());
    return size;
  case 1:
    return 1 + byteRandom() % size;
  default:
    data[byteRandom() % size] = uint8_t(byteRandom());
    return size;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) {
    std::cerr << "usage: mutate-onnx SEED IN.onnx OUT.onnx\n";
    return 2;
  }
  auto seed = unsigned(std::strtoul(argv[1], nullptr, 10));
  byteRandom.seed(seed);
  std::ifstream in(argv[2], std::ios::binary);
  std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) {
    std::cerr << "mutate-onnx: cannot read " << argv[2] << "\n";
    return 1;
  }
  size_t size = bytes.size();
  bytes.resize(size + (1 << 16));
  size = LLVMFuzzerCustomMutator(reinterpret_cast<uint8_t *>(bytes.data()), size, bytes.size(), seed);
  std::ofstream out(argv[3], std::ios::binary);
  out.write(bytes.data(), std::streamsize(size));
  out.close();
  return out ? 0 : 1;
}

//===- OutputCollector.h - Outputs of all runs as arrays --------*- C++ -*-===//

#ifndef QUANTC_LIB_TOOLS_OUTPUTCOLLECTOR_H
#define QUANTC_LIB_TOOLS_OUTPUTCOLLECTOR_H

#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>

namespace quantc {

/// Joins tensors of one name along the first axis: of the samples of a batch if
/// the tensor has that axis, else a new one that counts runs.
class OutputCollector {
public:
  explicit OutputCollector(int64_t batchSize) : batchSize(batchSize) {}

  /// Adds the tensor of a run with `count` samples that are no padding. Code 3
  /// if all arrays together exceed 4 GiB.
  llvm::Error add(llvm::StringRef name, HostTensor tensor, int64_t count);
  /// Writes a .npz file, arrays in the order of their first `add`.
  void write(llvm::raw_pwrite_stream &os) const;

private:
  int64_t batchSize, bytes = 0;
  std::vector<std::string> order;
  std::map<std::string, HostTensor> arrays;
};

} // namespace quantc

#endif // QUANTC_LIB_TOOLS_OUTPUTCOLLECTOR_H

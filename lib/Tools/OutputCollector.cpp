//===- OutputCollector.cpp - Outputs of all runs as arrays ----------------===//
//
// Tested by test/Runner/quant-run.test.
//
//===----------------------------------------------------------------------===//

#include "OutputCollector.h"

#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/ToolError.h"
#include "quantc/Support/ZipWriter.h"

using namespace quantc;

static constexpr int64_t kBudget = int64_t(4) << 30;

llvm::Error OutputCollector::add(llvm::StringRef name, HostTensor tensor, int64_t count) {
  if (!tensor.shape.empty() && tensor.shape.front() == batchSize)
    dropPadding(tensor, batchSize, count);
  else
    tensor.shape.insert(tensor.shape.begin(), 1);
  bytes += tensor.bytes.size();
  if (bytes > kBudget)
    return makeError(ExitCode::Resources,
                     "the results exceed " + llvm::Twine(kBudget) + " bytes; --samples limits them");
  auto [it, isNew] = arrays.try_emplace(name.str());
  if (isNew) {
    order.push_back(name.str());
    it->second = std::move(tensor);
    return llvm::Error::success();
  }
  HostTensor &array = it->second;
  array.shape.front() += tensor.shape.front();
  array.bytes.insert(array.bytes.end(), tensor.bytes.begin(), tensor.bytes.end());
  return llvm::Error::success();
}

void OutputCollector::write(llvm::raw_pwrite_stream &os) const {
  ZipWriter zip(os);
  for (const std::string &name : order)
    zip.addArray(name, arrays.at(name), ZipWriter::Method::Store);
  zip.finish();
}

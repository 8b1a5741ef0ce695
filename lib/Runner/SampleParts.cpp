//===- SampleParts.cpp - How arrays fit a network's inputs ----------------===//
//
// Tested by test/Calibrate/sample-source.test and sample-folder.test.
//
//===----------------------------------------------------------------------===//

#include "SampleParts.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace quantc;

bool quantc::isFloatKind(ElementKind kind) {
  return kind == ElementKind::F32 || kind == ElementKind::F64 || kind == ElementKind::F16;
}

std::string quantc::describeShape(llvm::ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "[";
  llvm::interleaveComma(shape, os);
  os << "]";
  return text;
}

static int64_t countElements(llvm::ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

/// Whether two shapes have the same axes longer than 1, in different orders.
static bool isPermuted(llvm::ArrayRef<int64_t> one, llvm::ArrayRef<int64_t> two) {
  auto getLongAxes = [](llvm::ArrayRef<int64_t> shape) {
    llvm::SmallVector<int64_t> sizes(shape);
    llvm::erase(sizes, 1);
    return sizes;
  };
  llvm::SmallVector<int64_t> first = getLongAxes(one), second = getLongAxes(two);
  return first != second && first.size() == second.size() &&
         std::is_permutation(first.begin(), first.end(), second.begin());
}

/// Whether two shapes are the same but for axes of 1 in front.
static bool isSame(llvm::ArrayRef<int64_t> one, llvm::ArrayRef<int64_t> two) {
  auto isOne = [](int64_t size) { return size == 1; };
  return one.drop_while(isOne) == two.drop_while(isOne);
}

namespace {
/// How an array may be read for an input.
struct Fit {
  bool whole = false;   ///< a sample is all that the network takes
  bool batched = false; ///< a sample is one of the batch that the network takes
  bool single = false;  ///< the array is one sample, without an axis that counts
  int64_t count = 0;
};
} // namespace

static Fit findFit(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> wanted, bool hasBatch) {
  Fit fit;
  if (!shape.empty()) {
    int64_t elements = countElements(shape.drop_front());
    fit.count = shape.front();
    fit.whole = elements == countElements(wanted);
    fit.batched = hasBatch && elements == countElements(wanted.drop_front());
  }
  if (fit.whole || fit.batched)
    return fit;
  fit.whole = isSame(shape, wanted);
  fit.batched = hasBatch && isSame(shape, wanted.drop_front());
  fit.single = fit.whole || fit.batched;
  if (fit.single)
    fit.count = 1;
  return fit;
}

llvm::Error SampleParts::check(SamplePart &part) {
  std::vector<std::string> faults;
  bool isWhole = true, isBatched = true;
  std::optional<int64_t> count;
  for (auto [input, array] : llvm::zip_equal(inputs, part.arrays)) {
    const ArrayInfo &info = array->getInfo();
    std::string found = "array '" + info.name + "' is " + getElementName(info.kind).str() + describeShape(info.shape) +
                        ", input '" + input.name + "' is " + getElementName(input.kind).str() +
                        describeShape(input.shape);
    const auto &first = inputs.front().shape; // of any rank, a scalar's included
    bool hasBatch = !input.shape.empty() && !first.empty() && input.shape.front() == first.front();
    Fit fit = findFit(info.shape, input.shape, hasBatch);
    if (info.shape.empty() && !fit.single) {
      faults.push_back(found + ": a first axis that counts samples is missing");
      continue;
    }
    if (isFloatKind(info.kind) && !isFloatKind(input.kind))
      faults.push_back(found + ": float data for an integer input");
    if (count && fit.count != *count)
      faults.push_back(found + ": " + std::to_string(fit.count) + " samples, other inputs have " +
                       std::to_string(*count));
    count = fit.count;
    llvm::ArrayRef<int64_t> sample = llvm::ArrayRef(info.shape).drop_front(fit.single ? 0 : 1);
    if (!fit.whole && !fit.batched)
      faults.push_back(found + ": a sample of " + std::to_string(countElements(sample)) + " elements does not fit");
    else if (options.warns && batchSize == 0 && isPermuted(sample, input.shape))
      llvm::errs()
          << "warning: " << part.path << ": " << found
          << ": the same sizes in another order, taken as they lie in memory; transpose them if their axes are "
             "in another order, too\n";
    isWhole &= fit.whole;
    isBatched &= fit.batched;
  }
  if (faults.empty() && !isWhole && !isBatched)
    faults.push_back("some arrays hold batches and some single samples");
  // Both fit a batch of one.
  int64_t found = isBatched && !inputs.empty() ? inputs.front().shape.front() : 1;
  if (faults.empty() && batchSize != 0 && found != batchSize)
    faults.push_back(isBatched ? "holds single samples, and others hold batches of " + std::to_string(found)
                               : "holds batches of " + std::to_string(batchSize) + ", and others hold single samples");
  if (!faults.empty()) {
    llvm::Error errors = llvm::Error::success();
    for (const std::string &fault : faults)
      errors = llvm::joinErrors(std::move(errors), badInput(part.path + ": " + fault));
    return errors;
  }
  batchSize = found;
  part.count = count.value_or(inputs.empty() ? 1 : 0); // a network of constants runs once
  return llvm::Error::success();
}

//===- test-onnx-nodes.cpp - ONNX's own node tests, by the reference ------===//
//
// Usage: test-onnx-nodes [-v] FOLDER...
//
// Each folder below FOLDER holds model.onnx and test_data_set_0 with inputs and
// outputs. The model is imported, evaluated by the reference and compared. Node
// tests pass shapes and scales as inputs: a model that cannot be imported as it is
// gets all inputs but its first as constants, then all of them. Models of the
// opsets 1 to 6 are read as opset 7, later ones than the last as that; symbolic
// sizes are those of the data.
//
// Left out: bfloat16, whose test data are u16; and a resize whose expected output
// follows an older definition of align_corners than ONNX Runtime and later versions.
//
// Prints each difference, then the counts. Exits 1 if a model differs.
//
//===----------------------------------------------------------------------===//

#include "GraphImporter.h"
#include "OpTable.h"

#include "mlir/IR/Verifier.h"
#include "quantc/Reference/Reference.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <cmath>
#include <map>
#include <set>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;
using llvm::Expected;

namespace {
enum class Outcome { Equal, Refused, Differs };
struct Result {
  Outcome outcome;
  std::string why;
};
} // namespace

static std::optional<std::string> readFile(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, false, false);
  return buffer ? std::optional((*buffer)->getBuffer().str()) : std::nullopt;
}

static std::vector<Tensor> readTensors(const std::string &prefix) {
  std::vector<Tensor> tensors;
  for (int i = 0;; ++i) {
    std::optional<std::string> bytes = readFile(prefix + std::to_string(i) + ".pb");
    if (!bytes)
      return tensors;
    Expected<Tensor> tensor = readTensor(*bytes);
    if (!tensor) {
      llvm::consumeError(tensor.takeError());
      return {};
    }
    tensors.push_back(std::move(*tensor));
  }
}

/// Elements agree to 1e-3, as ONNX's own runner asks; integers are equal.
static bool isClose(const HostTensor &got, const HostTensor &want, double tolerance, std::string &why) {
  if (got.shape != want.shape) {
    why = "shape " + formatShape(got.shape) + ", expected " + formatShape(want.shape);
    return false;
  }
  std::vector<double> a = got.toDoubles(), b = want.toDoubles();
  for (size_t i = 0; i < a.size(); ++i) {
    bool equal = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])) ||
                 (got.kind == ElementKind::F32 && std::abs(a[i] - b[i]) <= 1e-6 + tolerance * std::abs(b[i]));
    if (!equal) {
      why = "element " + std::to_string(i) + " is " + formatNumber(a[i]) + ", expected " + formatNumber(b[i]);
      return false;
    }
  }
  return true;
}

/// Imports with inputs from `firstConstant` on as constants, evaluates, compares.
static Result runModel(StringRef bytes, std::vector<Tensor> inputs, const std::vector<Tensor> &outputs,
                       size_t firstConstant) {
  auto readExternal = [](const ExternalLocation &) -> Expected<std::vector<char>> { return badInput("external data"); };
  Expected<Model> model = readModel(bytes, readExternal);
  if (!model)
    return {Outcome::Refused, llvm::toString(model.takeError())};
  bool isHalf = false;
  for (const ValueInfo &value : model->inputs)
    isHalf |= value.dataType == 10 || value.dataType == 16;
  for (auto &[domain, version] : model->opsets)
    if (domain.empty())
      version = std::clamp(version, kMinOpset, kMaxOpset);
  if (inputs.size() > model->inputs.size())
    return {Outcome::Refused, "inputs do not fit"};
  std::vector<HostTensor> arguments;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (i < firstConstant) {
      if (model->inputs[i].hasShape) {
        model->inputs[i].dims.clear();
        for (int64_t size : inputs[i].value.shape)
          model->inputs[i].dims.push_back({size, ""});
      }
      arguments.push_back(std::move(inputs[i].value));
    } else {
      model->initializers.push_back({model->inputs[i].name, std::move(inputs[i].value)});
    }
  }
  if (llvm::Error error = sortNodes(*model))
    return {Outcome::Refused, llvm::toString(std::move(error))};
  MLIRContext context(MLIRContext::Threading::DISABLED);
  ImportOptions options;
  GraphImporter importer(*model, options, context);
  OwningOpRef<ModuleOp> module = importer.run();
  if (!module)
    return {Outcome::Refused, importer.getFaults().messages.front()};
  if (failed(verify(*module)))
    return {Outcome::Differs, "invalid ops"};
  auto function = *module->getOps<func::FuncOp>().begin();
  Expected<std::vector<HostTensor>> results = reference::evaluate(function, arguments);
  if (!results)
    return {Outcome::Differs, llvm::toString(results.takeError())};
  if (results->size() != outputs.size())
    return {Outcome::Differs, "number of outputs"};
  std::string why;
  for (size_t i = 0; i < outputs.size(); ++i)
    if (!isClose((*results)[i], outputs[i].value, isHalf ? 1e-2 : 1e-3, why))
      return {Outcome::Differs, "output " + std::to_string(i) + ": " + why};
  return {Outcome::Equal, ""};
}

static Result runFolder(const std::string &folder) {
  std::optional<std::string> bytes = readFile(folder + "/model.onnx");
  std::vector<Tensor> inputs = readTensors(folder + "/test_data_set_0/input_");
  std::vector<Tensor> outputs = readTensors(folder + "/test_data_set_0/output_");
  StringRef name = StringRef(folder).rsplit('/').second;
  if (name.contains("BFLOAT16") || name == "test_resize_downsample_scales_linear_align_corners")
    return {Outcome::Refused, "not compared"};
  if (!bytes || outputs.empty())
    return {Outcome::Refused, "unsupported test data"};
  Result result = runModel(*bytes, inputs, outputs, inputs.size());
  for (size_t firstConstant : {size_t(1), size_t(0)})
    if (result.outcome == Outcome::Refused && firstConstant < inputs.size()) {
      Result retry = runModel(*bytes, inputs, outputs, firstConstant);
      if (retry.outcome != Outcome::Refused)
        return retry;
    }
  return result;
}

int main(int argc, char **argv) {
  bool verbose = argc > 1 && StringRef(argv[1]) == "-v";
  int64_t counts[3] = {};
  for (int i = 1 + verbose; i < argc; ++i) {
    std::set<std::string> folders;
    std::error_code error;
    for (llvm::sys::fs::directory_iterator entry(argv[i], error), end; entry != end && !error; entry.increment(error))
      folders.insert(entry->path());
    for (const std::string &folder : folders) {
      Result result = runFolder(folder);
      ++counts[int(result.outcome)];
      if (result.outcome == Outcome::Differs || (verbose && result.outcome == Outcome::Refused))
        llvm::outs() << (result.outcome == Outcome::Differs ? "differs: " : "refused: ")
                     << StringRef(folder).rsplit('/').second << ": " << result.why << "\n";
    }
  }
  llvm::outs() << "equal " << counts[0] << ", refused " << counts[1] << ", differ " << counts[2] << "\n";
  return counts[int(Outcome::Differs)] != 0;
}

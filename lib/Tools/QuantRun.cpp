//===- QuantRun.cpp - The tool quant-run ----------------------------------===//
//
// Tested by test/Runner/quant-run*.test.
//
//===----------------------------------------------------------------------===//

#include "Compare.h"
#include "LoadNetwork.h"
#include "OutputCollector.h"

#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ProgressBar.h"
#include "quantc/Tools/Tools.h"
#include "llvm/Support/Format.h"

#include <chrono>
#include <cmath>
#include <optional>

#define QUANTC_OPTIONS_FILE "QuantRunOptions.inc"
#include "quantc/Support/DefineOptions.inc"

#include "ReadImportOptions.inc"

using namespace quantc;
using llvm::Error;
using llvm::Expected;
using llvm::opt::InputArgList;

namespace {
/// A share of samples, printed as `0.9137 (9137 of 10000)`.
struct Share {
  int64_t hits = 0, all = 0;
  void print(llvm::raw_ostream &os) const {
    os << llvm::format("%.4f (%lld of %lld)\n", double(hits) / double(std::max<int64_t>(all, 1)), (long long)hits,
                       (long long)all);
  }
};

/// The least and the greatest element of an output.
struct Extremes {
  double least = INFINITY, greatest = -INFINITY;
  int64_t samples = 0;
  void add(const HostTensor &tensor, int64_t count) {
    samples += count;
    for (double value : tensor.toDoubles()) {
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
  }
  void print(llvm::raw_ostream &os) const {
    os << samples << (samples == 1 ? " sample" : " samples") << llvm::format(", from %.6g to %.6g\n", least, greatest);
  }
};

/// A network with its view of the data.
struct Subject {
  LoadedNetwork network;
  std::unique_ptr<SampleSource> source;
  Share top1;
};

class Session {
public:
  explicit Session(const InputArgList &args) : args(args) {}
  Error run();

private:
  Error open(Subject &subject, llvm::StringRef model, llvm::StringRef data);
  Error runAll();
  Error runBatch(Subject &subject, const SampleBatch &batch, std::vector<HostTensor> &outputs, LayerMap *layers);
  Error keep(llvm::ArrayRef<HostTensor> results, const LayerMap &layers, const SampleBatch &batch);
  Error countTop1(Subject &subject, llvm::ArrayRef<HostTensor> outputs, const SampleBatch &batch);
  void compare(llvm::ArrayRef<HostTensor> expected, llvm::ArrayRef<HostTensor> found, const LayerMap &expectedLayers,
               const LayerMap &foundLayers, const SampleBatch &batch);
  void report();
  Error time(llvm::StringRef model, llvm::StringRef data, int64_t rounds);

  const InputArgList &args;
  SampleOptions sampleOptions;
  Subject first;
  std::optional<Subject> second;
  std::vector<int64_t> labels;
  std::optional<OutputCollector> kept;
  std::vector<Difference> outputDifferences;
  llvm::MapVector<std::string, Difference, std::map<std::string, unsigned>> layerDifferences;
  Share agreement;
  std::vector<Extremes> extremes; ///< of each output, if nothing else is asked for
};
} // namespace

Error Session::open(Subject &subject, llvm::StringRef model, llvm::StringRef data) {
  Expected<ImportOptions> import = readImportOptions(args);
  if (!import)
    return import.takeError();
  LoadOptions options;
  options.import = *import;
  Expected<NetworkFormats> formats = readFormats(args);
  if (!formats)
    return formats.takeError();
  options.formats = *formats;
  options.prepare = second.has_value() || args.hasArg(OPT_keep_layers);
  Expected<LoadedNetwork> network = loadNetwork(model, options);
  if (!network)
    return network.takeError();
  subject.network = std::move(*network);
  Expected<std::unique_ptr<SampleSource>> source =
      SampleSource::open(data, subject.network.runner->getInputs(), sampleOptions);
  if (!source)
    return source.takeError();
  subject.source = std::move(*source);
  return Error::success();
}

Error Session::runBatch(Subject &subject, const SampleBatch &batch, std::vector<HostTensor> &outputs,
                        LayerMap *layers) {
  auto onLayer = [&](llvm::StringRef id, const HostTensor &value) {
    if (!subject.network.constants.contains(id))
      (*layers)[id.str()] = value;
  };
  auto results =
      layers ? subject.network.runner->run(batch.inputs, onLayer) : subject.network.runner->run(batch.inputs);
  if (!results)
    return llvm::handleErrors(results.takeError(), [&](const ToolError &error) -> Error {
      std::string text;
      llvm::raw_string_ostream os(text);
      error.log(os);
      return makeError(error.getCode(), subject.network.path + ": " + text);
    });
  outputs = std::move(*results);
  return Error::success();
}

Error Session::countTop1(Subject &subject, llvm::ArrayRef<HostTensor> outputs, const SampleBatch &batch) {
  int64_t batchSize = subject.source->getBatchSize(), classes = outputs.front().getNumElements() / batchSize;
  for (int64_t i = 0; i < batch.count && !labels.empty(); ++i, ++subject.top1.all) {
    int64_t label = labels[batch.first + i];
    if (classes > 1 && !holdsClasses(outputs.front().kind) && (label < 0 || label >= classes))
      return badInput(args.getAllArgValues(OPT_INPUT)[1] + ": label " + llvm::Twine(label) + " of sample " +
                      llvm::Twine(batch.first + i) + ", but output '" + subject.network.runner->getOutputs()[0].name +
                      "' has classes 0 to " + llvm::Twine(classes - 1));
    subject.top1.hits += findTop(outputs.front(), i, batchSize) == label;
  }
  return Error::success();
}

Error Session::keep(llvm::ArrayRef<HostTensor> results, const LayerMap &layers, const SampleBatch &batch) {
  for (auto [info, tensor] : llvm::zip_equal(first.network.runner->getOutputs(), results))
    if (Error error = kept->add(info.name, tensor, batch.count))
      return error;
  if (args.hasArg(OPT_keep_layers))
    for (auto &[id, tensor] : layers)
      if (Error error = kept->add(id, tensor, batch.count))
        return error;
  return Error::success();
}

void Session::compare(llvm::ArrayRef<HostTensor> expected, llvm::ArrayRef<HostTensor> found,
                      const LayerMap &expectedLayers, const LayerMap &foundLayers, const SampleBatch &batch) {
  int64_t batchSize = first.source->getBatchSize();
  auto trim = [&](HostTensor tensor) {
    dropPadding(tensor, batchSize, batch.count);
    return tensor;
  };
  auto ours = first.network.runner->getOutputs(), theirs = second->network.runner->getOutputs();
  for (auto [i, difference] : llvm::enumerate(outputDifferences))
    difference.add(trim(ours[i].toReal(expected[i])), trim(theirs[i].toReal(found[i])));
  for (auto &[id, y] : expectedLayers)
    if (auto z = foundLayers.find(id); z != foundLayers.end())
      layerDifferences[id].add(trim(y), trim(z->second));
  if (!expected.empty() && expected.front().getNumElements() == found.front().getNumElements())
    for (int64_t i = 0; i < batch.count; ++i, ++agreement.all)
      agreement.hits += findTop(expected.front(), i, batchSize) == findTop(found.front(), i, batchSize);
}

Error Session::runAll() {
  ProgressBar progress("running", first.source->getNumSamples().value_or(-1));
  bool wantsLayers = second || args.hasArg(OPT_keep_layers);
  while (true) {
    Expected<SampleBatch> batch = first.source->next();
    if (!batch)
      return batch.takeError();
    if (batch->count == 0)
      return Error::success();
    LayerMap layers, otherLayers;
    std::vector<HostTensor> outputs, otherOutputs;
    if (Error error = runBatch(first, *batch, outputs, wantsLayers ? &layers : nullptr))
      return error;
    if (Error error = countTop1(first, outputs, *batch))
      return error;
    if (kept)
      if (Error error = keep(outputs, layers, *batch))
        return error;
    for (auto [range, tensor] : llvm::zip(extremes, outputs)) { // none unless wanted
      dropPadding(tensor, first.source->getBatchSize(), batch->count);
      range.add(tensor, batch->count);
    }
    if (second) {
      Expected<SampleBatch> same = second->source->next();
      if (!same)
        return same.takeError();
      if (Error error = runBatch(*second, *same, otherOutputs, &otherLayers))
        return error;
      if (Error error = countTop1(*second, otherOutputs, *batch))
        return error;
      compare(outputs, otherOutputs, layers, otherLayers, *batch);
    }
    progress.advance(batch->count);
  }
}

void Session::report() {
  llvm::raw_ostream &os = llvm::outs();
  if (!labels.empty()) {
    first.top1.print(os << "top-1 ");
    if (second)
      second->top1.print(os << "top-1 of " << second->network.path << " ");
  }
  for (auto [info, range] : llvm::zip(first.network.runner->getOutputs(), extremes))
    range.print(os << "output " << info.name << ": ");
  if (!second)
    return;
  agreement.print(os << "agree ");
  for (auto [info, difference] : llvm::zip_equal(first.network.runner->getOutputs(), outputDifferences)) {
    difference.print(os << "output " << info.name << ": ");
    os << "\n";
  }
  for (size_t i = 0; i < outputDifferences.size(); ++i) {
    std::string id = first.network.getSoftmaxInputId(i);
    if (id.empty())
      id = second->network.getSoftmaxInputId(i);
    if (id.empty())
      continue;
    os << "before softmax " << id << ": ";
    if (auto it = layerDifferences.find(id); it != layerDifferences.end())
      it->second.print(os);
    else
      os << "not known to both";
    os << "\n";
  }
  for (auto &[id, difference] : layerDifferences) {
    difference.print(os << "layer " << id << ": ");
    std::string text = first.network.describeLayer(id);
    if (text.empty())
      text = second->network.describeLayer(id);
    os << (text.empty() ? "" : ", ") << text << "\n";
  }
}

/// Times runs on samples in memory, at most 256 MiB of them.
Error Session::time(llvm::StringRef model, llvm::StringRef data, int64_t rounds) {
  Subject subject;
  if (Error error = open(subject, model, data))
    return error;
  std::vector<SampleBatch> batches;
  for (size_t bytes = 0; bytes < size_t(256) << 20;) {
    Expected<SampleBatch> batch = subject.source->next();
    if (!batch)
      return batch.takeError();
    if (batch->count == 0)
      break;
    for (const HostTensor &input : batch->inputs)
      bytes += input.bytes.size();
    batches.push_back(std::move(*batch));
  }
  std::vector<double> microseconds;
  for (int64_t round = 0; round < rounds; ++round)
    for (const SampleBatch &batch : batches) {
      auto start = std::chrono::steady_clock::now();
      auto outputs = subject.network.runner->run(batch.inputs);
      std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
      if (!outputs)
        return outputs.takeError();
      microseconds.push_back(spent.count());
    }
  llvm::sort(microseconds);
  llvm::outs() << llvm::format("time min %.1f us, median %.1f us", microseconds.front(),
                               microseconds[microseconds.size() / 2])
               << " (" << rounds << " rounds of " << batches.size() << " runs, batch " << subject.source->getBatchSize()
               << ")\n";
  return Error::success();
}

/// Returns an error unless both networks give as many samples a run and outputs.
static Error checkPair(const Subject &first, const Subject &second) {
  auto fail = [&](llvm::StringRef what, size_t one, size_t two) {
    return badInput("cannot compare: " + first.network.path + " has " + llvm::Twine(one) + " " + what + ", " +
                    second.network.path + " has " + llvm::Twine(two));
  };
  if (first.source->getBatchSize() != second.source->getBatchSize())
    return fail("samples in a batch", first.source->getBatchSize(), second.source->getBatchSize());
  size_t one = first.network.runner->getOutputs().size(), two = second.network.runner->getOutputs().size();
  return one == two ? Error::success() : fail("outputs", one, two);
}

/// Whether a model may be one that is not prepared yet.
static bool isSource(llvm::StringRef model) {
  return model.ends_with(".onnx") || model.ends_with(".mlir") || model == "-";
}

Error Session::run() {
  std::vector<std::string> inputs = args.getAllArgValues(OPT_INPUT);
  if (inputs.size() != 2)
    return usageError("expected MODEL and DATA");
  if (inputs[0] == "-" && inputs[1] == "-")
    return usageError("MODEL and DATA cannot both come from stdin");
  if (args.hasArg(OPT_keep_layers) && !args.hasArg(OPT_output))
    return usageError("--keep-layers needs -o");
  if (args.hasArg(OPT_shape, OPT_batch) && !llvm::StringRef(inputs[0]).ends_with(".onnx") &&
      !args.getLastArgValue(OPT_compare).ends_with(".onnx"))
    return usageError("--batch and --shape are for ONNX models; '" + inputs[0] + "' has its shapes");
  if (args.hasArg(OPT_input_type, OPT_input_mean, OPT_input_scale, OPT_input_layout, OPT_top_k) &&
      !isSource(inputs[0]) && !isSource(args.getLastArgValue(OPT_compare)))
    return usageError("--input-... options and --top-k are for ONNX models and MLIR; '" + inputs[0] +
                      "' has its inputs and outputs");
  if (Error error = checkOutputs({args.getLastArgValue(OPT_output).str()},
                                 {inputs[0], inputs[1], args.getLastArgValue(OPT_compare).str()}))
    return error;
  auto limit = getIntegerOption(args, OPT_samples, 1);
  if (!limit)
    return limit.takeError();
  auto rounds = getIntegerOption(args, OPT_time, 1, 1000000);
  if (!rounds)
    return rounds.takeError();
  sampleOptions.limit = limit->value_or(INT64_MAX);
  sampleOptions.labels = args.getLastArgValue(OPT_labels).str();

  if (args.hasArg(OPT_compare))
    second.emplace();
  sampleOptions.warns = true; // once
  if (Error error = open(first, inputs[0], inputs[1]))
    return error;
  sampleOptions.warns = false;
  if (first.source->isStream() && args.hasArg(OPT_compare, OPT_time, OPT_time_FLAG))
    return usageError("--compare and --time read DATA more than once: it cannot be a pipe");
  if (second) {
    if (Error error = open(*second, args.getLastArgValue(OPT_compare), inputs[1]))
      return error;
    if (Error error = checkPair(first, *second))
      return error;
  }
  if (!sampleOptions.labels.empty()) {
    auto read = first.source->readLabels();
    if (!read)
      return read.takeError();
    labels = std::move(*read);
  }
  if (!args.hasArg(OPT_output, OPT_labels, OPT_time, OPT_time_FLAG, OPT_compare))
    extremes.resize(first.network.runner->getOutputs().size());
  OutputFiles files;
  llvm::raw_pwrite_stream *output = nullptr;
  if (args.hasArg(OPT_output)) {
    auto created = files.create(args.getLastArgValue(OPT_output));
    if (!created)
      return created.takeError();
    output = *created;
    kept.emplace(first.source->getBatchSize());
  }
  outputDifferences.resize(first.network.runner->getOutputs().size());

  if (Error error = runAll())
    return error;
  if (output) {
    kept->write(*output);
    if (Error error = files.commit())
      return error;
  }
  report();
  if (args.hasArg(OPT_time) || args.hasArg(OPT_time_FLAG))
    return time(inputs[0], inputs[1], rounds->value_or(5));
  return Error::success();
}

int quantc::runQuantRun(int argc, const char *const *argv) {
  return runTool(
      {"quant-run", "quant-run MODEL DATA [options]",
       "Runs a network on samples: .onnx and .mlir on the reference, objects in this process. DATA is a .npz\n"
       "or .npy file, a PNG or JPEG image, a folder of one kind, or - for .npy arrays from stdin"},
      getOptionTable(), argc, argv, [](const InputArgList &args) { return Session(args).run(); });
}

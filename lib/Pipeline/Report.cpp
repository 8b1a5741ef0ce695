//===- Report.cpp - What a compilation says at its end --------------------===//
//
// Tested by test/Pipeline/summary.test.
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Machine/Artefact.h"
#include "quantc/Machine/Signature.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace quantc;

/// The signature of the lowered module, if it has one.
static std::optional<Signature> getSignature(const Session &session) {
  auto text = session.module.get()->getAttrOfType<mlir::StringAttr>(kSignatureAttr);
  if (!text)
    return std::nullopt;
  Expected<Signature> signature = parseSignature(text);
  if (!signature) {
    consumeError(signature.takeError());
    return std::nullopt;
  }
  return std::move(*signature);
}

/// "76.4 KB".
static std::string formatBytes(int64_t bytes) {
  return bytes < 10000 ? formatv("{0} bytes", bytes).str() : formatv("{0:F1} KB", double(bytes) / 1000).str();
}

std::string quantc::countOf(int64_t count, StringRef noun) {
  return (Twine(count) + " " + noun + (count == 1 ? "" : "s")).str();
}

std::string quantc::listFloatLayers(ArrayRef<FloatLayer> layers) {
  std::string text = countOf(layers.size(), "op") + (layers.size() == 1 ? " stays in float:" : " stay in float:");
  for (const FloatLayer &layer : layers) {
    text += (layers.size() == 1 ? " " : "\n  ") + layer.operation;
    if (!layer.name.empty() || !layer.id.empty())
      text += " '" + (layer.name.empty() ? layer.id : layer.name) + "'";
    text += ": " + (layer.reason.empty() ? "not quantized" : layer.reason);
  }
  return text;
}

/// Says how far the outputs are from float, or why that is not known.
static void summarizeQuality(const Session &session, raw_ostream &os) {
  for (const OutputQuality &quality : session.quality) {
    os << "  output " << quality.name << ": ";
    if (quality.decibel == kEqualDecibel)
      os << "equal to float on ";
    else
      os << formatv("{0:F1} dB to float on ", quality.decibel);
    os << countOf(quality.samples, "sample") << " held back\n";
  }
  if (session.numSamples > 0 && session.numHeldBack == 0)
    os << "  no dB to float: of " << countOf(session.numSamples, "sample") << " none is held back"
       << (session.options.heldBack ? "\n" : "; of 16, one is\n");
  if (session.usesCalibrationFile)
    os << "  no dB to float: with --calibration there are no samples to hold back; quant-run --compare measures\n";
  for (const OutputQuality &quality : session.quality)
    if (quality.decibel < kPoorDecibel)
      os << formatv(
          "quantc: warning: output {0} is {1:F1} dB to float, which is little: see \"When accuracy falls\" in "
          "docs/getting-started.md\n",
          quality.name, quality.decibel);
}

/// Says how inputs are handed in, if not as the network has them.
static void summarizeInputs(const Signature &signature, raw_ostream &os) {
  for (const SignatureTensor &input : signature.inputs)
    if (!input.mean.empty())
      os << "  input " << input.name << ": " << getElementName(input.kind) << (input.layout.empty() ? "" : " ")
         << StringRef(input.layout).upper() << ", (q - mean) * scale is "
         << (input.normalization == "folded" ? "folded into the first layer"
                                             : "computed before the first layer, which cannot take it")
         << "\n";
}

static json::Array reportInputs(const Signature &signature) {
  json::Array inputs;
  for (const SignatureTensor &input : signature.inputs) {
    json::Object object{
        {"name", json::fixUTF8(input.name)}, {"type", getElementName(input.kind)}, {"shape", json::Array(input.shape)}};
    if (!input.mean.empty()) {
      object["mean"] = json::Array(input.mean);
      object["scale"] = json::Array(input.scale);
      object["normalization"] = input.normalization;
    }
    if (!input.layout.empty())
      object["layout"] = input.layout;
    inputs.push_back(std::move(object));
  }
  return inputs;
}

std::string quantc::makeSummary(const Session &session, StringRef output, int64_t objectBytes) {
  std::string text;
  raw_string_ostream os(text);
  os << output << ": " << formatBytes(objectBytes);
  std::optional<Signature> signature = getSignature(session);
  if (signature)
    os << ", arena " << formatBytes(signature->arenaBytes) << ", " << countOf(signature->calls.size(), "kernel call")
       << ", " << signature->target;
  os << "\n";
  if (signature)
    summarizeInputs(*signature, os);
  if (!session.summary)
    return text;
  const QuantizeSummary &summary = *session.summary;
  os << "  " << countOf(summary.numInteger, "op") << " in int8, ";
  if (summary.numDynamic)
    os << summary.numDynamic << " of them in mode dynamic, ";
  os << summary.floatLayers.size() << " in float\n";
  MapVector<StringRef, SmallVector<StringRef>> byReason;
  for (const FloatLayer &layer : summary.floatLayers)
    byReason[layer.reason.empty() ? StringRef("not quantized") : StringRef(layer.reason)].push_back(layer.operation);
  for (const auto &[reason, operations] : byReason) {
    os << "    " << operations.size() << " float: " << reason << " (";
    MapVector<StringRef, int> counts;
    for (StringRef operation : operations)
      ++counts[operation];
    interleaveComma(counts, os, [&](const auto &entry) { os << entry.first << " x" << entry.second; });
    os << ")\n";
  }
  if (!summary.storedLayers.empty()) {
    int64_t bytes = 0, floatBytes = 0;
    for (const StoredLayer &layer : summary.storedLayers)
      bytes += layer.bytes, floatBytes += layer.floatBytes;
    os << "  " << countOf(int64_t(summary.storedLayers.size()), "layer")
       << " with weights in fewer bits: " << formatBytes(bytes) << " instead of " << formatBytes(floatBytes) << "\n";
  }
  summarizeChoice(session, os);
  summarizeQuality(session, os);
  return text;
}

json::Value quantc::makeReport(const Session &session, std::optional<int64_t> objectBytes) {
  json::Array floats, outputs, calls;
  for (const OutputQuality &quality : session.quality)
    outputs.push_back(json::Object{
        {"name", json::fixUTF8(quality.name)}, {"sqnr_db", quality.decibel}, {"samples", quality.samples}});
  json::Object report{{"version", 1}, {"outputs", std::move(outputs)}, {"calibration_samples", session.numSamples}};
  if (session.summary) {
    for (const FloatLayer &layer : session.summary->floatLayers)
      floats.push_back(json::Object{{"op", layer.operation},
                                    {"id", layer.id},
                                    {"name", json::fixUTF8(layer.name)},
                                    {"reason", json::fixUTF8(layer.reason)}});
    report["integer_ops"] = session.summary->numInteger;
    report["dynamic_ops"] = session.summary->numDynamic;
    report["float_ops"] = std::move(floats);
    json::Array stored;
    for (const StoredLayer &layer : session.summary->storedLayers)
      stored.push_back(json::Object{{"op", layer.operation},
                                    {"id", layer.id},
                                    {"name", json::fixUTF8(layer.name)},
                                    {"mode", "weight-only"},
                                    {"type", layer.type},
                                    {"bytes", layer.bytes},
                                    {"float_bytes", layer.floatBytes}});
    if (!stored.empty())
      report["stored_weights"] = std::move(stored);
  }
  reportSensitivity(session, report);
  if (objectBytes)
    report["object_bytes"] = *objectBytes;
  if (std::optional<Signature> signature = getSignature(session)) {
    for (const KernelCall &call : signature->calls) {
      json::Array ids;
      for (const LayerValue &value : call.values)
        ids.push_back(value.id);
      json::Object object{{"kernel", call.kernel}, {"ids", std::move(ids)}};
      auto found = call.values.empty() ? session.origins.end() : session.origins.find(call.values.front().id);
      if (found != session.origins.end()) {
        object["op"] = found->second.operation;
        object["name"] = json::fixUTF8(found->second.name);
      }
      calls.push_back(std::move(object));
    }
    report["inputs"] = reportInputs(*signature);
    report["arena_bytes"] = signature->arenaBytes;
    report["target"] = signature->target;
    report["profile"] = signature->profile;
    report["model_hash"] = signature->modelHash;
    report["calls"] = std::move(calls);
  }
  return report;
}

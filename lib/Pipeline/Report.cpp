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

std::string quantc::makeSummary(const Session &session, StringRef output, int64_t codeBytes) {
  std::string text;
  raw_string_ostream os(text);
  os << output << ": " << formatBytes(codeBytes);
  if (std::optional<Signature> signature = getSignature(session))
    os << ", arena " << formatBytes(signature->arenaBytes) << ", " << signature->calls.size() << " kernel calls, "
       << signature->target;
  os << "\n";
  const QuantizeSummary &summary = session.summary;
  os << "  " << summary.numInteger << " ops in int8, " << summary.floatLayers.size() << " in float\n";
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
  for (const OutputQuality &quality : session.quality)
    os << formatv("  output {0}: {1:F1} dB to float on {2} samples held back\n", quality.name, quality.decibel,
                  quality.samples);
  return text;
}

json::Value quantc::makeReport(const Session &session, int64_t codeBytes) {
  json::Array floats, outputs, calls;
  for (const FloatLayer &layer : session.summary.floatLayers)
    floats.push_back(json::Object{{"op", layer.operation}, {"id", layer.id}, {"reason", json::fixUTF8(layer.reason)}});
  for (const OutputQuality &quality : session.quality)
    outputs.push_back(json::Object{
        {"name", json::fixUTF8(quality.name)}, {"sqnr_db", quality.decibel}, {"samples", quality.samples}});
  json::Object report{{"version", 1},
                      {"integer_ops", session.summary.numInteger},
                      {"float_ops", std::move(floats)},
                      {"outputs", std::move(outputs)},
                      {"calibration_samples", session.numSamples},
                      {"object_bytes", codeBytes}};
  if (std::optional<Signature> signature = getSignature(session)) {
    for (const KernelCall &call : signature->calls) {
      json::Array ids;
      for (const LayerValue &value : call.values)
        ids.push_back(value.id);
      calls.push_back(json::Object{{"kernel", call.kernel}, {"ids", std::move(ids)}});
    }
    report["arena_bytes"] = signature->arenaBytes;
    report["target"] = signature->target;
    report["model_hash"] = signature->modelHash;
    report["calls"] = std::move(calls);
  }
  return report;
}

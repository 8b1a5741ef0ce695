//===- ReportSensitivity.cpp - What is said of sensitivity ----------------===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace quantc;

/// Characters of the longest bar.
static constexpr int kBarWidth = 20;

static double getTotal(const LayerNoises &ranking) {
  double total = 0;
  for (const LayerNoise &layer : ranking.layers)
    total += layer.getNoise();
  return total;
}

/// Percent; of no noise at all 0.
static double getShare(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }

std::string quantc::printRanking(const LayerNoises &ranking) {
  std::string text;
  raw_string_ostream os(text);
  os << "dB to float with one layer alone quantized, on " << countOf(ranking.samples, "sample")
     << "; its share of all noise, and how much of its own is by its weights\n";
  os << formatv("{0,8} {1,7} {2,8}  {3,-20}  {4,-20} {5,12}  {6,-16}  {7}\n", "dB", "share", "weights", "", "op",
                "products", "id", "name");
  double total = getTotal(ranking), most = ranking.layers.empty() ? 0 : ranking.layers.front().getNoise();
  for (const LayerNoise &layer : ranking.layers) {
    double decibel = getDecibel(1, layer.getNoise());
    std::string level = decibel == kEqualDecibel ? "equal" : formatv("{0:F2}", decibel).str();
    std::string bar(size_t(most > 0 ? std::lround(kBarWidth * layer.getNoise() / most) : 0), '#');
    os << formatv("{0,8} {1,6:F1}% {2,7:F0}%  {3,-20}  {4,-20} {5,12}  {6,-16}  {7}", level,
                  getShare(layer.getNoise(), total), getShare(layer.weights, layer.getNoise()), bar, layer.operation,
                  layer.products, layer.id, layer.name)
       << "\n";
  }
  return text;
}

/// "qnn.conv2d 'v9'".
static std::string describe(const LayerNoise &layer) {
  return layer.operation + " '" + (layer.name.empty() ? layer.id : layer.name) + "'";
}

void quantc::summarizeChoice(const Session &session, raw_ostream &os) {
  if (!session.search || !session.search->choice)
    return;
  const LayerChoice &choice = *session.search->choice;
  const AccuracyBound &bound = choice.bound;
  int64_t floats = count_if(choice.kept, [](const KeptLayer &kept) { return kept.isFloat; });
  os << "  " << bound.describe(choice.after) << " on " << countOf(choice.samples, "sample") << " of calibration";
  if (choice.kept.empty()) {
    os << ": no layer is kept\n";
    return;
  }
  os << formatv(", with {0} of {1} at 16 by 8 bits and {2} in float; without {3}\n", choice.kept.size() - floats,
                countOf(session.search->ranking.layers.size(), "layer"), floats, bound.describe(choice.before));
  for (const KeptLayer &kept : choice.kept)
    os << "    " << (kept.isFloat ? "float: " : "16x8: ") << describe(session.search->ranking.layers[kept.layer])
       << "\n";
  os << formatv("    that costs about {0:F0} clocks a run more than {1:F0}, {2:F1} % (estimated)\n",
                choice.after.clocks - choice.before.clocks, choice.before.clocks,
                getShare(choice.after.clocks - choice.before.clocks, choice.before.clocks));
}

static json::Object report(const LayerNoise &layer, double total) {
  return json::Object{{"op", layer.operation},
                      {"id", layer.id},
                      {"name", json::fixUTF8(layer.name)},
                      {"products", layer.products},
                      {"sqnr_db", getDecibel(1, layer.getNoise())},
                      {"sqnr_db_inputs", getDecibel(1, layer.inputs)},
                      {"sqnr_db_weights", getDecibel(1, layer.weights)},
                      {"share", getShare(layer.getNoise(), total) / 100}};
}

static json::Object report(const LayerTrial &trial, const AccuracyBound &bound) {
  json::Object object{{"sqnr_db", trial.decibel}, {"clocks", std::round(trial.clocks)}};
  if (bound.drop)
    object["top1"] = trial.top1;
  return object;
}

void quantc::reportSensitivity(const Session &session, json::Object &object) {
  if (!session.search)
    return;
  double total = getTotal(session.search->ranking);
  json::Array layers, kept;
  for (const LayerNoise &layer : session.search->ranking.layers)
    layers.push_back(report(layer, total));
  object["sensitivity"] = json::Object{{"samples", session.search->ranking.samples}, {"layers", std::move(layers)}};
  if (!session.search->choice)
    return;
  const LayerChoice &choice = *session.search->choice;
  for (const KeptLayer &entry : choice.kept) {
    const LayerNoise &layer = session.search->ranking.layers[entry.layer];
    kept.push_back(json::Object{{"op", layer.operation},
                                {"id", layer.id},
                                {"name", json::fixUTF8(layer.name)},
                                {"as", entry.isFloat ? "float" : "16x8"}});
  }
  json::Object bound{{"samples", choice.samples},
                     {"kept", std::move(kept)},
                     {"with", report(choice.after, choice.bound)},
                     {"without", report(choice.before, choice.bound)}};
  if (choice.bound.sqnr)
    bound["min_sqnr_db"] = *choice.bound.sqnr;
  if (choice.bound.drop) {
    bound["max_drop"] = *choice.bound.drop;
    bound["float_top1"] = choice.bound.floatTop1;
  }
  object["bound"] = std::move(bound);
}

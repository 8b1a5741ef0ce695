//===- ChooseLayers.cpp - The fewest layers for a bound -------------------===//
//
// Tested by test/Pipeline/sensitivity.test.
//
// Noises of layers add up, so that the worst layers are those to keep: only how many are needed is searched, by
// halving. Each try is a whole quantization, because corrections make good part of the noise.
//
//===----------------------------------------------------------------------===//

#include "ChooseLayers.h"

#include "Session.h"

#include "llvm/Support/FormatVariadic.h"

using namespace quantc;

/// Layers that may turn out to be needed before no more is tried.
static constexpr int kMaxVain = 3;

bool AccuracyBound::isMet(const LayerTrial &trial) const {
  return (!sqnr || trial.decibel >= *sqnr) && (!drop || floatTop1 - trial.top1 <= *drop);
}

std::string AccuracyBound::describe(const LayerTrial &trial) const {
  if (drop)
    return llvm::formatv("{0:F2} % top-1 (float {1:F2} %)", trial.top1, floatTop1);
  return trial.decibel == kEqualDecibel ? "equal to float" : llvm::formatv("{0:F2} dB", trial.decibel).str();
}

std::string AccuracyBound::getText() const {
  return sqnr ? llvm::formatv("--min-sqnr={0}", *sqnr).str() : llvm::formatv("--max-drop={0}", *drop).str();
}

/// The changes in the order in which they are made: each layer once, then those with 16 bits again, for float.
static std::vector<KeptLayer> listChanges(llvm::ArrayRef<LayerNoise> layers) {
  std::vector<KeptLayer> changes, more;
  for (auto [number, layer] : llvm::enumerate(layers)) {
    bool isFloat = layer.sources.empty() || layer.weights > layer.inputs;
    changes.push_back({number, isFloat});
    if (!isFloat)
      more.push_back({number, true});
  }
  llvm::sort(more, [&](const KeptLayer &a, const KeptLayer &b) {
    return std::pair(-layers[a.layer].weights, a.layer) < std::pair(-layers[b.layer].weights, b.layer);
  });
  llvm::append_range(changes, more);
  return changes;
}

/// What the first `count` changes make of the layers, in the order of the changes.
static std::vector<KeptLayer> applyFirst(llvm::ArrayRef<KeptLayer> changes, size_t count) {
  std::vector<KeptLayer> kept;
  for (const KeptLayer &change : changes.take_front(count)) {
    auto found = llvm::find_if(kept, [&](const KeptLayer &other) { return other.layer == change.layer; });
    if (found == kept.end())
      kept.push_back(change);
    else
      found->isFloat = change.isFloat;
  }
  return kept;
}

llvm::Expected<LayerChoice> quantc::chooseLayers(llvm::ArrayRef<LayerNoise> layers, const AccuracyBound &bound,
                                                 TryLayers attempt) {
  LayerChoice choice;
  choice.bound = bound;
  auto none = attempt({});
  if (!none)
    return none.takeError();
  choice.before = choice.after = *none;
  if (bound.isMet(*none))
    return choice;

  std::vector<KeptLayer> changes = listChanges(layers);
  // The least number of changes that meet the bound lies in (low, high]: first among those that keep a layer.
  size_t low = 0, high = layers.size();
  bool isReached = false;
  for (size_t most : {layers.size(), changes.size()}) {
    auto all = attempt(applyFirst(changes, most));
    if (!all)
      return all.takeError();
    choice.after = *all;
    high = most;
    isReached = bound.isMet(*all);
    if (isReached || most == changes.size())
      break;
    low = most;
  }
  if (!isReached)
    return badInput(bound.getText() + " cannot be met: with every layer at 16 by 8 bits or in float it is " +
                    bound.describe(choice.after) + ", with none " + bound.describe(choice.before));
  while (high > low + 1) {
    size_t middle = (low + high) / 2;
    auto trial = attempt(applyFirst(changes, middle));
    if (!trial)
      return trial.takeError();
    bool isMet = bound.isMet(*trial);
    (isMet ? high : low) = middle;
    if (isMet)
      choice.after = *trial;
  }
  choice.kept = applyFirst(changes, high);
  // Beside the others some may not be needed; those with the least noise are the likeliest. Without the last one the
  // bound was missed.
  int vain = 0;
  for (size_t next = choice.kept.size(); next-- > 0 && vain < kMaxVain;) {
    if (choice.kept.size() == 1 || choice.kept[next].layer == changes[high - 1].layer)
      continue;
    std::vector<KeptLayer> fewer = choice.kept;
    fewer.erase(fewer.begin() + next);
    auto trial = attempt(fewer);
    if (!trial)
      return trial.takeError();
    if (!bound.isMet(*trial)) {
      ++vain;
      continue;
    }
    choice.kept = std::move(fewer);
    choice.after = *trial;
  }
  llvm::sort(choice.kept, [](const KeptLayer &a, const KeptLayer &b) { return a.layer < b.layer; });
  return choice;
}

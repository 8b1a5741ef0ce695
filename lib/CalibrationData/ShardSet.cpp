//===- ShardSet.cpp - Which shards a calibration holds --------------------===//
//
// Tested by test/Calibrate/shards.test and calibration-file-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/ShardSet.h"

using namespace quantc;
namespace json = llvm::json;

/// Numbers that `describe` lists of one run.
static constexpr size_t kListed = 8;

bool ShardSet::add(int64_t number, int64_t count) {
  if (count == 1)
    return true;
  std::set<int64_t> &numbers = held[count];
  if (!numbers.insert(number).second)
    return false;
  if (int64_t(numbers.size()) == count)
    held.erase(count);
  return true;
}

std::optional<std::string> ShardSet::merge(const ShardSet &other) {
  // All before any: a complete run leaves the set, and its shards could then come again.
  for (auto &[count, numbers] : other.held)
    if (auto mine = held.find(count); mine != held.end())
      for (int64_t number : numbers)
        if (mine->second.count(number))
          return std::to_string(number) + "/" + std::to_string(count);
  for (auto &[count, numbers] : other.held)
    for (int64_t number : numbers)
      add(number, count);
  return std::nullopt;
}

std::string ShardSet::describe(bool wantsHeld) const {
  std::string text;
  for (auto &[count, numbers] : held) {
    size_t listed = 0;
    for (int64_t number = 1; number <= count && listed <= kListed; ++number)
      if (wantsHeld == (numbers.count(number) != 0)) {
        text += text.empty() ? "" : ", ";
        text += listed++ < kListed ? std::to_string(number) : "...";
      }
    text += " of " + std::to_string(count);
  }
  return text;
}

void ShardSet::toJson(json::OStream &json) const {
  json.array([&] {
    for (auto &[count, numbers] : held)
      json.object([&, &count = count, &numbers = numbers] {
        json.attribute("of", count);
        json.attributeArray("held", [&] {
          for (int64_t number : numbers)
            json.value(number);
        });
      });
  });
}

bool ShardSet::fromJson(const json::Value &value, json::Path path) {
  const json::Array *runs = value.getAsArray();
  if (!runs) {
    path.report("expected array");
    return false;
  }
  for (size_t i = 0; i < runs->size(); ++i) {
    json::Path item = path.index(i);
    json::ObjectMapper map((*runs)[i], item);
    int64_t count = 0;
    std::vector<int64_t> numbers;
    if (!map || !map.map("of", count) || !map.map("held", numbers))
      return false;
    bool isValid =
        count >= 2 && count <= kMaxCount && !held.count(count) && !numbers.empty() && int64_t(numbers.size()) < count;
    for (int64_t number : numbers)
      isValid = isValid && number >= 1 && number <= count && add(number, count);
    if (!isValid) {
      item.field("held").report("expected different numbers of 1 to 'of', but not all of them");
      return false;
    }
  }
  return true;
}

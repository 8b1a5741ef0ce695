//===- ObserverRecords.cpp - Ranges that statistics do not give -----------===//
//
// Tested by test/Calibrate/order-dependent.test and calibration-file-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/ObserverRecords.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace quantc;
namespace json = llvm::json;

const ObserverRecords::OfObserver *ObserverRecords::find(llvm::StringRef observer) const {
  auto it = observers.find(observer.str());
  return it == observers.end() ? nullptr : &it->second;
}

std::vector<std::string> ObserverRecords::getObservers() const {
  std::vector<std::string> names;
  for (const auto &[name, records] : observers)
    names.push_back(name);
  return names;
}

void ObserverRecords::add(llvm::StringRef observer, bool dependsOnOrder, llvm::StringRef id, ObserverRecord record) {
  llvm::sort(record.mins);
  llvm::sort(record.maxs);
  OfObserver &mine = observers[observer.str()];
  mine.dependsOnOrder = dependsOnOrder;
  mine.values[id.str()] = std::move(record);
}

llvm::Error ObserverRecords::checkMergeable(const ObserverRecords &other) const {
  for (const ObserverRecords *one : {this, &other})
    for (const auto &[name, records] : one->observers)
      if (records.dependsOnOrder)
        return badInput("observer '" + name +
                        "' depends on the order of the samples: its shards cannot be merged; calibrate in one run, or "
                        "with an observer that does not");
  for (const std::string &name : getObservers())
    if (!other.find(name))
      return badInput("observer '" + name + "' is in the first only");
  for (const std::string &name : other.getObservers())
    if (!find(name))
      return badInput("observer '" + name + "' is in the second only");
  return llvm::Error::success();
}

void ObserverRecords::merge(const ObserverRecords &other) {
  for (const auto &[name, records] : other.observers)
    for (const auto &[id, record] : records.values) {
      ObserverRecord joined = observers[name].values[id];
      llvm::append_range(joined.mins, record.mins);
      llvm::append_range(joined.maxs, record.maxs);
      add(name, records.dependsOnOrder, id, std::move(joined));
    }
}

void ObserverRecords::toJson(json::OStream &json) const {
  if (isEmpty())
    return;
  auto write = [&](llvm::StringRef key, const std::vector<float> &values) {
    json.attributeArray(key, [&] {
      for (float value : values)
        json.value(double(value));
    });
  };
  json.attributeArray("observers", [&] {
    for (const auto &[name, records] : observers)
      json.object([&, &name = name, &records = records] {
        json.attribute("observer", name);
        json.attribute("order_dependent", records.dependsOnOrder);
        json.attributeArray("values", [&] {
          for (const auto &[id, record] : records.values)
            json.object([&, &id = id, &record = record] {
              json.attribute("id", id);
              write("min", record.mins);
              write("max", record.maxs);
            });
        });
      });
  });
}

/// Reads finite f32 numbers in ascending order.
static bool readNumbers(json::ObjectMapper &map, llvm::StringLiteral key, std::vector<float> &values, json::Path path) {
  std::vector<double> numbers;
  if (!map.map(key, numbers))
    return false;
  for (double number : numbers) {
    if (!std::isfinite(number) || double(float(number)) != number ||
        (!values.empty() && float(number) < values.back())) {
      path.field(key).report("expected finite f32 numbers, ascending");
      return false;
    }
    values.push_back(float(number));
  }
  return true;
}

bool ObserverRecords::fromJson(const json::Object &object, ObserverRecords &records, json::Path path) {
  const json::Value *field = object.get("observers");
  if (!field)
    return true;
  // A path points to its parent, so that parents need names.
  json::Path list = path.field("observers");
  const json::Array *array = field->getAsArray();
  if (!array) {
    list.report("expected array");
    return false;
  }
  for (size_t i = 0; i < array->size(); ++i) {
    json::Path item = list.index(i);
    std::string name;
    bool dependsOnOrder = false;
    json::ObjectMapper map((*array)[i], item);
    if (!map || !map.map("observer", name) || !map.map("order_dependent", dependsOnOrder))
      return false;
    const json::Array *values = (*array)[i].getAsObject()->getArray("values");
    json::Path inner = item.field("values");
    if (!values) {
      inner.report("expected array");
      return false;
    }
    for (size_t k = 0; k < values->size(); ++k) {
      json::Path at = inner.index(k);
      std::string id;
      ObserverRecord record;
      json::ObjectMapper fields((*values)[k], at);
      if (!fields || !fields.map("id", id) || !readNumbers(fields, "min", record.mins, at) ||
          !readNumbers(fields, "max", record.maxs, at))
        return false;
      if (record.mins.empty() || record.mins.size() != record.maxs.size() ||
          (dependsOnOrder && record.mins.size() != 1)) {
        at.field("max").report("expected as many as min, at least one, and one if order_dependent");
        return false;
      }
      records.add(name, dependsOnOrder, id, std::move(record));
    }
  }
  return true;
}

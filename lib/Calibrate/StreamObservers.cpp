//===- StreamObservers.cpp - Observers that see batches in order ----------===//
//
// Tested by test/Calibrate/order-dependent.test.
//
//===----------------------------------------------------------------------===//

#include "StreamObservers.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;

llvm::Expected<std::unique_ptr<StreamObservers>> StreamObservers::create(llvm::ArrayRef<std::string> observers) {
  auto result = std::make_unique<StreamObservers>();
  for (const std::string &text : observers) {
    llvm::Expected<Specification> observer = parseObserver(text);
    if (!observer)
      return observer.takeError();
    if (isPerChannel(*observer))
      return badInput("observer '" + observer->getName() +
                      "' gives a range for each channel, and a network's values have one each");
    ObserverNeed need = getNeed(*observer);
    bool isKnown = llvm::any_of(result->specifications,
                                [&](const Specification &other) { return other.getText() == observer->getText(); });
    if (!isKnown && (need == ObserverNeed::Samples || need == ObserverNeed::Order))
      result->specifications.push_back(std::move(*observer));
  }
  return result;
}

llvm::Error StreamObservers::add(llvm::StringRef id, int64_t number, llvm::ArrayRef<float> floats,
                                 llvm::ArrayRef<int64_t> shape) {
  if (isEmpty())
    return llvm::Error::success();
  std::unique_lock<std::mutex> lock(mutex);
  Value &value = values[id.str()]; // stays where it is when others are added
  advanced.wait(lock, [&] { return isAborted || value.numSeen == number; });
  if (isAborted)
    return llvm::Error::success();
  if (value.observers.empty())
    for (const Specification &specification : specifications)
      value.observers.push_back(createObserver(specification));
  lock.unlock();
  llvm::Error error = llvm::Error::success();
  for (auto [observer, specification] : llvm::zip_equal(value.observers, specifications))
    if (!error)
      if (llvm::Error own = observer->add(floats, shape))
        error = badInput("observer '" + specification.getName() + "' of " + id + ": " + llvm::toString(std::move(own)));
  lock.lock();
  ++value.numSeen;
  advanced.notify_all();
  return error;
}

void StreamObservers::abort() {
  std::lock_guard<std::mutex> lock(mutex);
  isAborted = true;
  advanced.notify_all();
}

llvm::Expected<ObserverRecords> StreamObservers::takeRecords() {
  ObserverRecords records;
  for (auto &[id, value] : values)
    for (auto [observer, specification] : llvm::zip_equal(value.observers, specifications)) {
      std::string text = specification.getText();
      if (const ObservedRanges *samples = observer->getSamples()) {
        records.add(text, /*dependsOnOrder=*/false, id, {samples->min, samples->max});
        continue;
      }
      llvm::Expected<ObservedRanges> range = observer->getRanges();
      if (!range)
        return badInput("observer '" + specification.getName() + "' of " + id + ": " +
                        llvm::toString(range.takeError()));
      records.add(text, /*dependsOnOrder=*/true, id, {range->min, range->max});
    }
  return records;
}

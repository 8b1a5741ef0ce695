//===- StreamObservers.cpp - Observers that see batches in order ----------===//
//
// Tested by test/Calibrate/order-dependent.test and shared-observers.test.
//
//===----------------------------------------------------------------------===//

#include "StreamObservers.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Support/ToolError.h"

using namespace mlir;
using namespace quantc;

/// Whether the result of `op` has the type of its operand, in PyTorch and where a recipe shares pools and means.
static bool passesRange(Operation *op) {
  if (auto reduce = dyn_cast<qnn::ReduceOp>(op))
    return reduce.getKind() == qnn::ReduceKind::Mean || reduce.getKind() == qnn::ReduceKind::Max;
  return isa<qnn::SameScalesOpInterface, qnn::AvgPool2DOp, qnn::ResizeOp>(op);
}

SharedValues quantc::findSharedValues(func::FuncOp function) {
  SharedValues shared;
  function.walk([&](qnn::ObserveOp observe) {
    Operation *producer = observe.getInput().getDefiningOp();
    auto operand =
        producer && passesRange(producer) ? producer->getOperand(0).getDefiningOp<qnn::ObserveOp>() : qnn::ObserveOp();
    std::string id = observe.getId().str(), first = operand ? shared.places[operand.getId().str()].first : id;
    bool isShown = !operand || !isa<qnn::TransposeOp>(producer);
    int64_t &count = shared.counts[first];
    shared.places[id] = {first, isShown ? std::optional(count++) : std::nullopt};
  });
  return shared;
}

llvm::Expected<std::unique_ptr<StreamObservers>> StreamObservers::create(ArrayRef<std::string> observers,
                                                                         SharedValues shared) {
  auto result = std::make_unique<StreamObservers>();
  result->sharing = std::move(shared);
  for (const std::string &text : observers) {
    llvm::Expected<Specification> observer = parseObserver(text);
    if (!observer)
      return observer.takeError();
    if (isPerChannel(*observer))
      return badInput("observer '" + observer->getName() +
                      "' gives a range for each channel, and a network's values have one each");
    ObserverNeed need = getNeed(*observer);
    Specifications &specifications = isShared(*observer) ? result->shared : result->own;
    bool isKnown = llvm::any_of(specifications,
                                [&](const Specification &other) { return other.getText() == observer->getText(); });
    if (!isKnown && (need == ObserverNeed::Samples || need == ObserverNeed::Order))
      specifications.push_back(std::move(*observer));
  }
  return result;
}

/// Shows a value to its observers when it is its turn.
llvm::Error StreamObservers::show(std::map<std::string, Value> &values, const Specifications &specifications,
                                  StringRef id, int64_t turn, ArrayRef<float> floats, ArrayRef<int64_t> shape) {
  if (specifications.empty())
    return llvm::Error::success();
  std::unique_lock<std::mutex> lock(mutex);
  Value &value = values[id.str()]; // stays where it is when others are added
  advanced.wait(lock, [&] { return isAborted || value.numSeen == turn; });
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

llvm::Error StreamObservers::add(StringRef id, int64_t number, ArrayRef<float> floats, ArrayRef<int64_t> shape) {
  if (llvm::Error error = show(ownValues, own, id, number, floats, shape))
    return error;
  const SharedValues::Place &place = sharing.places.at(id.str());
  if (!place.number)
    return llvm::Error::success();
  int64_t turn = number * sharing.counts.at(place.first) + *place.number;
  return show(sharedValues, shared, place.first, turn, floats, shape);
}

void StreamObservers::abort() {
  std::lock_guard<std::mutex> lock(mutex);
  isAborted = true;
  advanced.notify_all();
}

/// Records under `id` what the observers of a value have found.
llvm::Error StreamObservers::record(const Value &value, const Specifications &specifications, StringRef id,
                                    ObserverRecords &records) {
  for (auto [observer, specification] : llvm::zip_equal(value.observers, specifications)) {
    std::string text = specification.getText();
    if (const ObservedRanges *samples = observer->getSamples()) {
      records.add(text, /*dependsOnOrder=*/false, id, {samples->min, samples->max});
      continue;
    }
    llvm::Expected<ObservedRanges> range = observer->getRanges();
    if (!range)
      return badInput("observer '" + specification.getName() + "' of " + id + ": " + llvm::toString(range.takeError()));
    records.add(text, /*dependsOnOrder=*/true, id, {range->min, range->max});
  }
  return llvm::Error::success();
}

llvm::Expected<ObserverRecords> StreamObservers::takeRecords() {
  ObserverRecords records;
  for (auto &[id, value] : ownValues)
    if (llvm::Error error = record(value, own, id, records))
      return error;
  for (auto &[id, place] : sharing.places)
    if (auto found = sharedValues.find(place.first); found != sharedValues.end())
      if (llvm::Error error = record(found->second, shared, id, records))
        return error;
  return records;
}

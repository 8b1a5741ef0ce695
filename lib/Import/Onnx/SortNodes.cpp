//===- SortNodes.cpp - Order nodes by what they read ----------------------===//
//
// Files list nodes in order, mostly. Taking, again and again, the first node
// whose inputs are there leaves an ordered file as it is, and what is left over
// at the end is a cycle.
//
// Tested by test/Import/graph-faults.test.
//
//===----------------------------------------------------------------------===//

#include "Model.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringMap.h"

#include <queue>

using namespace quantc;
using namespace quantc::onnx;
using llvm::Error;
using llvm::Twine;

static std::string describe(const Model &model, size_t index) {
  const Node &node = model.nodes[index];
  return "node " + (node.name.empty() ? Twine(index).str() : quote(node.name)) + " (" + escape(node.opType) + ")";
}

/// Maps each value to the node that makes it; graph inputs and constants to -1.
static Error collectMakers(const Model &model, llvm::StringMap<int64_t> &makers) {
  for (const Tensor &tensor : model.initializers)
    if (!makers.try_emplace(tensor.name, -1).second)
      return badInput("two initializers are named " + quote(tensor.name));
  llvm::StringMap<bool> inputs;
  for (const ValueInfo &input : model.inputs) {
    if (!inputs.try_emplace(input.name).second)
      return badInput("two inputs are named " + quote(input.name));
    makers.try_emplace(input.name, -1); // an initializer may be listed as input, too
  }
  for (auto [index, node] : llvm::enumerate(model.nodes))
    for (const std::string &output : node.outputs) {
      if (output.empty())
        continue;
      auto [entry, inserted] = makers.try_emplace(output, int64_t(index));
      if (!inserted)
        return badInput(
            describe(model, index) + " makes " + quote(output) + ", which " +
            (entry->second < 0 ? "is an input or initializer" : describe(model, entry->second) + " makes as well"));
    }
  return Error::success();
}

/// Names up to eight of the nodes that wait for each other.
static Error reportCycle(const Model &model, const std::vector<int64_t> &missing) {
  std::string text;
  int64_t count = 0;
  for (size_t i = 0; i < missing.size(); ++i)
    if (missing[i] > 0 && ++count <= 8)
      text += (count > 1 ? ", " : "") + describe(model, i);
  return badInput("the graph has a cycle: " + Twine(count) + " nodes wait for each other's results: " + text +
                  (count > 8 ? ", ..." : ""));
}

Error onnx::sortNodes(Model &model) {
  llvm::StringMap<int64_t> makers;
  if (Error error = collectMakers(model, makers))
    return error;

  std::vector<std::vector<int64_t>> readers(model.nodes.size());
  std::vector<int64_t> missing(model.nodes.size(), 0);
  std::string unknown;
  int64_t numUnknown = 0;
  auto addUnknown = [&](const Twine &reader) {
    if (++numUnknown <= 50)
      unknown += "\n  " + reader.str();
  };
  for (auto [index, node] : llvm::enumerate(model.nodes))
    for (const std::string &input : node.inputs) {
      if (input.empty())
        continue;
      auto maker = makers.find(input);
      if (maker == makers.end()) {
        addUnknown(describe(model, index) + " reads " + quote(input));
      } else if (maker->second >= 0) {
        readers[maker->second].push_back(index);
        ++missing[index];
      }
    }
  for (const ValueInfo &output : model.outputs)
    if (!makers.contains(output.name))
      addUnknown("the graph returns " + quote(output.name));
  if (numUnknown)
    return badInput("values that no node, input or initializer makes:" + unknown +
                    (numUnknown > 50 ? "\n  and " + std::to_string(numUnknown - 50) + " more" : std::string()));

  std::priority_queue<int64_t, std::vector<int64_t>, std::greater<>> ready;
  for (size_t i = 0; i < missing.size(); ++i)
    if (missing[i] == 0)
      ready.push(i);
  std::vector<int64_t> order;
  while (!ready.empty()) {
    order.push_back(ready.top());
    ready.pop();
    for (int64_t reader : readers[order.back()])
      if (--missing[reader] == 0)
        ready.push(reader);
  }
  if (order.size() != model.nodes.size())
    return reportCycle(model, missing);
  std::vector<Node> sorted;
  for (int64_t index : order)
    sorted.push_back(std::move(model.nodes[index]));
  model.nodes = std::move(sorted);
  return Error::success();
}

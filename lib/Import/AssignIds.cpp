//===- AssignIds.cpp - Give every value an id -----------------------------===//
//
// The one idea: a value is what it computes. An op's hash covers its operands'
// ids, so it covers the whole expression, and nothing that a converter may choose
// freely (names, locations, where a constant is stored).
//
// Tested by test/Import/assign-ids.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Import/Passes.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/xxhash.h"

namespace quantc {
#define GEN_PASS_DEF_ASSIGNIDSPASS
#include "quantc/Import/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

static std::string toHex(uint64_t hash) { return llvm::utohexstr(hash, /*LowerCase=*/true, /*Width=*/16); }
static uint64_t hashText(StringRef text) {
  return llvm::xxh3_64bits(ArrayRef(reinterpret_cast<const uint8_t *>(text.data()), text.size()));
}

/// Appends the type and the bytes, however the attribute stores them.
static void describeElements(ElementsAttr elements, raw_ostream &os) {
  auto bytes = qnn::getElementBytes(elements);
  os << elements.getType() << ':' << hashText({bytes.data(), bytes.size()});
}

namespace {
class IdAssigner {
public:
  void run(ModuleOp module);

private:
  void visitFunction(func::FuncOp function);
  void visitOperation(Operation *op);
  std::string describe(Operation *op);
  /// Returns the first free id that starts from the hash of `description`.
  std::string makeId(StringRef description);

  llvm::StringSet<> used;
  llvm::StringMap<int64_t> twins; ///< of each id made from a description, how many have been made since
  DenseMap<Value, std::string> ids;
  std::string all;
};
} // namespace

std::string IdAssigner::makeId(StringRef description) {
  std::string id = toHex(hashText(description));
  // Going on where the last twin was found keeps thousands of equal values from costing their square.
  int64_t &twin = twins[id];
  while (!used.insert(id).second)
    id = toHex(hashText((description + "#" + Twine(++twin)).str()));
  return id;
}

std::string IdAssigner::describe(Operation *op) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << op->getName().getStringRef() << '(';
  for (Value operand : op->getOperands())
    os << ids.lookup(operand) << ',';
  os << ')';
  for (NamedAttribute attribute : op->getAttrs()) {
    StringRef name = attribute.getName();
    if (name.starts_with("qnn."))
      continue;
    os << name << '=';
    if (auto elements = dyn_cast<ElementsAttr>(attribute.getValue()); elements && isa<qnn::ConstantOp>(op))
      describeElements(elements, os);
    else
      os << attribute.getValue();
    os << ';';
  }
  os << "->" << op->getResultTypes();
  return text;
}

void IdAssigner::visitOperation(Operation *op) {
  if (op->getNumResults()) {
    std::string id = qnn::getId(op->getResult(0)).str();
    if (id.empty()) {
      id = makeId(describe(op));
      qnn::setId(op->getResult(0), id);
    }
    all += id;
    for (auto [index, result] : llvm::enumerate(op->getResults()))
      ids[result] = index ? (id + "." + Twine(index)).str() : id;
  }
  // Inside a fused region arguments are the operands.
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      for (auto [argument, operand] : llvm::zip(block.getArguments(), op->getOperands()))
        ids[argument] = ids.lookup(operand);
      for (Operation &inner : block)
        visitOperation(&inner);
    }
}

void IdAssigner::visitFunction(func::FuncOp function) {
  for (BlockArgument argument : function.getArguments()) {
    std::string id = qnn::getId(argument).str();
    if (id.empty()) {
      std::string text;
      llvm::raw_string_ostream(text) << "argument " << argument.getArgNumber() << ' ' << argument.getType();
      id = makeId(text);
      qnn::setId(argument, id);
    }
    ids[argument] = id;
    all += id;
  }
  for (Operation &op : function.getBody().front())
    visitOperation(&op);
}

void IdAssigner::run(ModuleOp module) {
  // Ids that are there keep their owners: collect them before making new ones.
  module.walk([&](Operation *op) {
    if (op->getNumResults())
      if (StringRef id = qnn::getId(op->getResult(0)); !id.empty())
        used.insert(id);
    if (auto function = dyn_cast<func::FuncOp>(op); function && !function.isExternal())
      for (BlockArgument argument : function.getArguments())
        if (StringRef id = qnn::getId(argument); !id.empty())
          used.insert(id);
  });
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isExternal())
      visitFunction(function);
  Builder builder(module.getContext());
  module->setAttr("qnn.model_hash", builder.getStringAttr(toHex(hashText(all))));
  if (!module->hasAttr(qnn::kStepAttr))
    module->setAttr(qnn::kStepAttr, builder.getStringAttr("import"));
}

void quantc::assignIds(ModuleOp module) { IdAssigner().run(module); }

namespace {
struct AssignIds : public quantc::impl::AssignIdsPassBase<AssignIds> {
  void runOnOperation() override { assignIds(getOperation()); }
};
} // namespace

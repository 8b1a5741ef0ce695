//===- ConvertOutputs.cpp - Outputs as a program wants them ---------------===//
//
// Tested by test/Prepare/convert-outputs.mlir.
//
//===----------------------------------------------------------------------===//

#include "FormatHelpers.h"
#include "Rewriting.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_CONVERTOUTPUTSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
/// What the function returns, while it changes.
struct Results {
  SmallVector<Value> values;
  SmallVector<DictionaryAttr> attrs;

  void add(Value value, DictionaryAttr attr) {
    values.push_back(value);
    attrs.push_back(attr);
  }
};
} // namespace

/// Adds indices and values of the greatest `count` in place of a result.
static void addTopK(OpBuilder &builder, Value value, NamedAttrList attrs, int64_t count, Results &results) {
  SmallVector<int64_t> shape(shapeOf(value));
  shape.back() = count;
  Location loc = value.getLoc();
  StringRef name = cast<StringAttr>(attrs.get(qnn::kNameAttr)).getValue();
  auto add = [&](Value result, StringRef what) {
    if (!attrs.get(qnn::kOutputTypeAttr))
      result.getDefiningOp()->setAttr(qnn::kFloatReasonAttr, builder.getStringAttr("chooses among float values"));
    if (StringRef id = qnn::getId(value); !id.empty())
      qnn::setId(result, deriveId(id, (Twine("top ") + Twine(count) + " " + what).str()));
    NamedAttrList own(attrs);
    own.set(qnn::kNameAttr, builder.getStringAttr(name + "_" + what));
    results.add(result, own.getDictionary(builder.getContext()));
  };
  add(qnn::TopKIndicesOp::create(builder, loc, RankedTensorType::get(shape, builder.getI32Type()), value), "indices");
  add(qnn::TopKValuesOp::create(builder, loc, withShape(value, shape), value), "values");
}

namespace {
struct ConvertOutputs : public quantc::impl::ConvertOutputsPassBase<ConvertOutputs> {
  using ConvertOutputsPassBase::ConvertOutputsPassBase;

  void runOnOperation() override {
    NetworkFormats formats;
    formats.outputTypes = splitWords(type), formats.topKs = splitWords(topK);
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (formats.empty() || !main || main.isExternal())
      return;
    std::map<unsigned, OutputFormat> wanted;
    llvm::Error error = checkFormats(getOperation(), formats);
    if (!error)
      error = forEachOutput(main, formats, [&](unsigned index, StringRef, const OutputFormat &format) {
        wanted[index] = format;
        return llvm::Error::success();
      });
    if (error) {
      main.emitError(llvm::toString(std::move(error)));
      return signalPassFailure();
    }

    Operation *terminator = main.front().getTerminator();
    OpBuilder builder(terminator);
    Results results;
    for (auto [index, value] : llvm::enumerate(terminator->getOperands())) {
      OutputFormat format = wanted[index];
      NamedAttrList attrs(main.getResultAttrDict(index));
      if (format.type && *format.type != "f32")
        attrs.set(qnn::kOutputTypeAttr, builder.getStringAttr(*format.type));
      if (format.topK)
        addTopK(builder, value, attrs, format.topK, results);
      else
        results.add(value, attrs.getDictionary(&getContext()));
    }
    terminator->setOperands(results.values);
    main.setType(FunctionType::get(&getContext(), main.getArgumentTypes(), ValueRange(results.values).getTypes()));
    main.setAllResultAttrs(results.attrs);
  }
};
} // namespace

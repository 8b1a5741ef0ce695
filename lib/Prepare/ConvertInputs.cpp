//===- ConvertInputs.cpp - Images as they are -----------------------------===//
//
// Tested by test/Prepare/convert-inputs.mlir and convert-inputs-layout.mlir.
//
// What a program would do to an image before it runs the network becomes part of
// the network: the passes after this one fold it into the first layer.
//
//===----------------------------------------------------------------------===//

#include "FormatHelpers.h"
#include "Rewriting.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Prepare/Passes.h"
#include "llvm/Support/Format.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_CONVERTINPUTSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

static StringRef getWord(ImageLayout layout) { return layout == ImageLayout::Nhwc ? "nhwc" : "nchw"; }

namespace {
/// Changes one argument of a function.
class InputConversion {
public:
  InputConversion(BlockArgument argument, const InputFormat &format)
      : argument(argument), format(format), builder(argument.getContext()) {
    builder.setInsertionPointToStart(argument.getOwner());
    own = typeOf(argument).getRank() == 4 ? std::optional(findLayout(argument)) : std::nullopt;
    channels = typeOf(argument).getRank() ? shapeOf(argument)[getChannelAxis(argument)] : 1;
  }
  void run(func::FuncOp function);

private:
  Type chooseElement();
  Value normalize(Value value);
  Value applyConstant(Value value, bool multiplies, ArrayRef<double> values);
  std::vector<double> spread(const std::vector<double> &values, double without) const {
    return std::vector<double>(channels, values.empty() ? without : values.front());
  }

  BlockArgument argument;
  const InputFormat &format;
  OpBuilder builder;
  std::optional<ImageLayout> own; ///< the network's layout, of images
  int64_t channels = 1;
  std::vector<double> mean, scale; ///< what the ops after the type still do
};
} // namespace

/// Chooses the type of the argument and what it leaves to do: of one mean that is a code and one scale, nothing.
Type InputConversion::chooseElement() {
  mean = format.mean.size() > 1 ? format.mean : spread(format.mean, 0);
  scale = format.scale.size() > 1 ? format.scale : spread(format.scale, 1);
  if (!format.type || *format.type == "f32")
    return builder.getF32Type();
  bool isSigned = *format.type == "s8";
  int64_t low = isSigned ? -128 : 0, high = low + 255;
  auto makeType = [&](double step, int64_t zeroPoint) {
    return quant::UniformQuantizedType::get(isSigned ? quant::QuantizationFlags::Signed : 0, builder.getI8Type(),
                                            builder.getF32Type(), step, zeroPoint, low, high);
  };
  double middle = 0;
  for (double value : mean)
    middle += value / double(channels);
  int64_t zeroPoint = int64_t(std::clamp(std::nearbyint(middle), double(low), double(high)));
  bool isOne = llvm::all_equal(mean) && llvm::all_equal(scale) && mean.front() == double(zeroPoint) && scale[0] > 0;
  double step = isOne ? static_cast<float>(scale.front()) : 1.0f;
  for (double &value : mean)
    value -= double(zeroPoint);
  if (isOne)
    scale.assign(channels, 1.0);
  return makeType(step, zeroPoint);
}

/// Emits a sum or product with one value a channel; nothing where that changes nothing.
Value InputConversion::applyConstant(Value value, bool multiplies, ArrayRef<double> values) {
  if (llvm::all_of(values, [&](double one) { return one == (multiplies ? 1 : 0); }))
    return value;
  SmallVector<float> constants;
  for (double one : values)
    constants.push_back(static_cast<float>(multiplies ? one : -one));
  SmallVector<int64_t> shape;
  if (llvm::all_equal(constants)) {
    constants.resize(1);
  } else {
    // The last axis of what enters, or of images with channels first the third from the end.
    bool isFirst = own && format.layout.value_or(*own) == ImageLayout::Nchw;
    shape = isFirst ? SmallVector<int64_t>{channels, 1, 1} : SmallVector<int64_t>{channels};
  }
  Location loc = argument.getLoc();
  Value constant = makeFloats(builder, loc, shape, constants);
  Type type = value.getType();
  Operation *op = multiplies ? qnn::MulOp::create(builder, loc, type, value, constant, nullptr, nullptr).getOperation()
                             : qnn::AddOp::create(builder, loc, type, value, constant, nullptr, nullptr);
  op->setAttr(qnn::kNormalizationAttr, builder.getUnitAttr());
  return op->getResult(0);
}

Value InputConversion::normalize(Value value) {
  if (!qnn::isFloat(value))
    value = qnn::DequantizeOp::create(builder, argument.getLoc(), typeOf(value).clone(builder.getF32Type()), value);
  return applyConstant(applyConstant(value, /*multiplies=*/false, mean), /*multiplies=*/true, scale);
}

void InputConversion::run(func::FuncOp function) {
  RankedTensorType real = typeOf(argument);
  Type element = chooseElement();
  SmallVector<int64_t> shape(real.getShape()), back;
  if (own && format.layout && *format.layout != *own) {
    bool isOwnFirst = *own == ImageLayout::Nchw;
    shape = isOwnFirst ? SmallVector<int64_t>{shape[0], shape[2], shape[3], shape[1]}
                       : SmallVector<int64_t>{shape[0], shape[3], shape[1], shape[2]};
    back = isOwnFirst ? SmallVector<int64_t>{0, 3, 1, 2} : SmallVector<int64_t>{0, 2, 3, 1};
  }
  auto describe = [](const std::vector<double> &values) {
    std::string text;
    llvm::raw_string_ostream os(text);
    for (double value : values)
      os << llvm::format("%.17g ", value);
    return text;
  };
  std::string id = qnn::getId(argument).str();
  SmallVector<Operation *> users(argument.getUsers());
  argument.setType(RankedTensorType::get(shape, element));
  Value value = normalize(argument);
  if (!back.empty())
    value = qnn::TransposeOp::create(builder, argument.getLoc(), real, value, builder.getDenseI64ArrayAttr(back));
  argument.replaceUsesWithIf(value, [&](OpOperand &use) { return llvm::is_contained(users, use.getOwner()); });

  // What the network reads keeps its id; what enters has one of its own, and what is between.
  unsigned index = argument.getArgNumber();
  StringRef layout = own ? getWord(format.layout.value_or(*own)) : "";
  std::string change = format.type.value_or("f32") + " " + layout.str() + " mean " + describe(format.mean) + " scale " +
                       describe(format.scale);
  if (!id.empty())
    qnn::setId(argument, deriveId(id, change));
  for (Value step = value; step != argument && !id.empty(); step = step.getDefiningOp()->getOperand(0))
    qnn::setId(step, step == value ? id : deriveId(id, step.getDefiningOp()->getName().getStringRef()));
  if (auto module = function->getParentOfType<ModuleOp>())
    if (auto hash = module->getAttrOfType<StringAttr>("qnn.model_hash"); hash && !id.empty())
      module->setAttr("qnn.model_hash", builder.getStringAttr(deriveId(hash, id + change)));

  auto list = [&](const std::vector<double> &values, double without) {
    return builder.getDenseF64ArrayAttr(values.empty() ? ArrayRef<double>(without) : ArrayRef<double>(values));
  };
  SmallVector<NamedAttribute> description{builder.getNamedAttr("mean", list(format.mean, 0)),
                                          builder.getNamedAttr("scale", list(format.scale, 1))};
  if (!layout.empty())
    description.push_back(builder.getNamedAttr("layout", builder.getStringAttr(layout)));
  function.setArgAttr(index, qnn::kInputAttr, builder.getDictionaryAttr(description));
}

namespace {
struct ConvertInputs : public quantc::impl::ConvertInputsPassBase<ConvertInputs> {
  using ConvertInputsPassBase::ConvertInputsPassBase;

  void runOnOperation() override {
    NetworkFormats formats;
    formats.inputTypes = splitWords(type), formats.inputMeans = splitWords(mean);
    formats.inputScales = splitWords(scale), formats.inputLayouts = splitWords(layout);
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (formats.empty() || !main || main.isExternal())
      return;
    llvm::Error error = checkFormats(getOperation(), formats);
    if (!error)
      error = forEachInput(main, formats, [&](unsigned index, StringRef, const InputFormat &format) {
        InputConversion(main.getArgument(index), format).run(main);
        return llvm::Error::success();
      });
    if (error) {
      main.emitError(llvm::toString(std::move(error)));
      return signalPassFailure();
    }
    main.setType(FunctionType::get(&getContext(), main.front().getArgumentTypes(), main.getResultTypes()));
  }
};
} // namespace

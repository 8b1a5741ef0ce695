//===- Formats.cpp - Options of inputs and outputs ------------------------===//
//
// Tested by test/Prepare/formats-invalid.test and test/Pipeline/input-types-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Prepare/Formats.h"

#include "FormatHelpers.h"
#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/Suggest.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <set>

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;
using llvm::Error;
using llvm::Expected;

bool NetworkFormats::keepsInputs() const {
  return inputTypes.empty() && inputMeans.empty() && inputScales.empty() && inputLayouts.empty();
}
bool NetworkFormats::empty() const { return keepsInputs() && outputTypes.empty() && topKs.empty(); }

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

static Error parseType(StringRef option, StringRef text, std::optional<std::string> &type) {
  if (text != "u8" && text != "s8" && text != "f32")
    return usageError(option + ": no type '" + text + "'" + suggestName(text, {"u8", "s8", "f32"}));
  type = text.str();
  return Error::success();
}

static Error parseNumbers(StringRef option, StringRef text, std::vector<double> &values) {
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  for (StringRef part : parts) {
    double value = 0;
    if (part.trim().getAsDouble(value) || !std::isfinite(static_cast<float>(value)))
      return usageError(option + ": '" + part + "' is no finite number");
    if (option == "--input-scale" && !std::isnormal(static_cast<float>(value)))
      return usageError(option + ": " + part + " is no scale, expected a number other than 0, normal in f32");
    values.push_back(value);
  }
  return Error::success();
}

static Error parseLayout(StringRef option, StringRef text, std::optional<ImageLayout> &layout) {
  if (text != "nhwc" && text != "nchw")
    return usageError(option + ": no layout '" + text + "'" + suggestName(text, {"nhwc", "nchw"}));
  layout = text == "nhwc" ? ImageLayout::Nhwc : ImageLayout::Nchw;
  return Error::success();
}

static Error parseTopK(StringRef option, StringRef text, int64_t &topK) {
  if (text.getAsInteger(10, topK) || topK < 1 || topK > INT32_MAX)
    return usageError(option + ": '" + text + "' is no number of classes, expected at least 1");
  return Error::success();
}

/// Splits each `[NAME:]VALUE` and hands it to `parse(option, value, field of the name's format)`. A name has one value.
template <typename Format, typename Field, typename Parse>
static Error parseAll(StringRef option, const std::vector<std::string> &texts, std::map<std::string, Format> &formats,
                      Field Format::*field, Parse parse) {
  std::set<std::string> seen;
  for (StringRef text : texts) {
    // Names may have colons, values none.
    auto [name, value] = text.contains(':') ? text.rsplit(':') : std::pair(StringRef(), text);
    if (!seen.insert(name.str()).second)
      return usageError(option + " is given twice" + (name.empty() ? "" : " for '" + name + "'"));
    if (Error error = parse(option, value, formats[name.str()].*field))
      return error;
  }
  return Error::success();
}

Expected<std::map<std::string, InputFormat>> NetworkFormats::parseInputs() const {
  std::map<std::string, InputFormat> formats;
  Error error = parseAll("--input-type", inputTypes, formats, &InputFormat::type, parseType);
  error = llvm::joinErrors(std::move(error),
                           parseAll("--input-mean", inputMeans, formats, &InputFormat::mean, parseNumbers));
  error = llvm::joinErrors(std::move(error),
                           parseAll("--input-scale", inputScales, formats, &InputFormat::scale, parseNumbers));
  error = llvm::joinErrors(std::move(error),
                           parseAll("--input-layout", inputLayouts, formats, &InputFormat::layout, parseLayout));
  if (error)
    return error;
  return formats;
}

Expected<std::map<std::string, OutputFormat>> NetworkFormats::parseOutputs() const {
  std::map<std::string, OutputFormat> formats;
  Error error = parseAll("--output-type", outputTypes, formats, &OutputFormat::type, parseType);
  error = llvm::joinErrors(std::move(error), parseAll("--top-k", topKs, formats, &OutputFormat::topK, parseTopK));
  if (error)
    return error;
  return formats;
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

ImageLayout prepare::findLayout(Value input) {
  // What the network does with it first says most: ONNX's convolutions read channels first, after a transpose here.
  if (input.hasOneUse())
    if (auto transpose = dyn_cast<qnn::TransposeOp>(*input.user_begin())) {
      ArrayRef<int64_t> p = transpose.getPermutation();
      if (p == ArrayRef<int64_t>{0, 2, 3, 1})
        return ImageLayout::Nchw;
      if (p == ArrayRef<int64_t>{0, 3, 1, 2})
        return ImageLayout::Nhwc;
    }
  // Then which axis can be the colours.
  ArrayRef<int64_t> shape = shapeOf(input);
  return shape[1] > 4 && shape[3] <= 4 ? ImageLayout::Nhwc : ImageLayout::Nchw;
}

int64_t prepare::getChannelAxis(Value input) {
  int64_t rank = int64_t(shapeOf(input).size());
  return rank == 4 && findLayout(input) == ImageLayout::Nchw ? 1 : rank - 1;
}

static Error checkInput(StringRef name, Value input, const InputFormat &format) {
  std::string what = ("input '" + name + "'").str();
  RankedTensorType type = typeOf(input);
  if (!type.getElementType().isF32())
    return usageError(what + " is no f32: --input-type, -mean, -scale and -layout are for those");
  if (format.layout && type.getRank() != 4)
    return usageError("--input-layout: " + what + " has rank " + Twine(type.getRank()) + ", an image has 4");
  int64_t channels = type.getRank() ? type.getDimSize(getChannelAxis(input)) : 1;
  for (auto [option, values] : {std::pair("--input-mean", &format.mean), std::pair("--input-scale", &format.scale)})
    if (values->size() > 1 && int64_t(values->size()) != channels)
      return usageError(llvm::Twine(option) + " has " + Twine(values->size()) + " values, " + what + " has " +
                        Twine(channels) + " channels; expected 1 or as many");
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Against a network
//===----------------------------------------------------------------------===//

/// What is said of one name goes before what is said of none.
static InputFormat merge(InputFormat own, const InputFormat &all) {
  own.type = own.type ? own.type : all.type;
  own.mean = own.mean.empty() ? all.mean : own.mean;
  own.scale = own.scale.empty() ? all.scale : own.scale;
  own.layout = own.layout ? own.layout : all.layout;
  return own;
}
static OutputFormat merge(OutputFormat own, const OutputFormat &all) {
  own.type = own.type ? own.type : all.type;
  own.topK = own.topK ? own.topK : all.topK;
  return own;
}

/// Calls `check(index, name, format)` for each input or output of which something is said.
template <typename Format, typename Check>
static Error matchNames(StringRef what, ArrayRef<StringRef> names, const std::map<std::string, Format> &formats,
                        bool oneIsAll, Check check) {
  auto all = formats.find("");
  if (all != formats.end() && names.size() > 1 && !oneIsAll)
    return usageError("the network has " + Twine(names.size()) + " " + what + "s, " + llvm::join(names, ", ") +
                      ": say of which an option is, NAME:VALUE");
  for (const auto &[name, format] : formats)
    if (!name.empty() && !llvm::is_contained(names, name))
      return usageError("the network has no " + what + " '" + name + "'" + suggestName(name, names));
  for (auto [index, name] : llvm::enumerate(names)) {
    auto own = formats.find(name.str());
    if (own == formats.end() && all == formats.end())
      continue;
    Format format = merge(own == formats.end() ? Format() : own->second, all == formats.end() ? Format() : all->second);
    if (Error error = check(index, name, format))
      return error;
  }
  return Error::success();
}

Error prepare::forEachInput(func::FuncOp main, const NetworkFormats &formats,
                            llvm::function_ref<Error(unsigned, StringRef, const InputFormat &)> body) {
  auto parsed = formats.parseInputs();
  if (!parsed)
    return parsed.takeError();
  return matchNames("input", getNames(main, /*ofResults=*/false), *parsed, /*oneIsAll=*/false, body);
}

Error prepare::forEachOutput(func::FuncOp main, const NetworkFormats &formats,
                             llvm::function_ref<Error(unsigned, StringRef, const OutputFormat &)> body) {
  auto parsed = formats.parseOutputs();
  if (!parsed)
    return parsed.takeError();
  return matchNames("output", getNames(main, /*ofResults=*/true), *parsed, /*oneIsAll=*/true, body);
}

std::vector<std::string> prepare::splitWords(StringRef option) {
  SmallVector<StringRef> words;
  option.split(words, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return std::vector<std::string>(words.begin(), words.end());
}

SmallVector<StringRef> prepare::getNames(func::FuncOp main, bool ofResults) {
  SmallVector<StringRef> names;
  for (unsigned i = 0, end = ofResults ? main.getNumResults() : main.getNumArguments(); i < end; ++i) {
    auto name = ofResults ? main.getResultAttrOfType<StringAttr>(i, qnn::kNameAttr)
                          : main.getArgAttrOfType<StringAttr>(i, qnn::kNameAttr);
    names.push_back(name ? name.getValue() : StringRef());
  }
  return names;
}

static Error checkOutput(StringRef name, Type type, const OutputFormat &format) {
  auto tensor = cast<RankedTensorType>(type);
  std::string what = ("output '" + name + "'").str();
  if (!tensor.getElementType().isF32())
    return usageError(what + " is no f32: --output-type and --top-k are for those");
  int64_t size = tensor.getRank() ? tensor.getShape().back() : 0;
  if (format.topK > size)
    return usageError("--top-k=" + Twine(format.topK) + ": " + what + " has " + Twine(size) +
                      " elements along its last axis");
  return Error::success();
}

Error quantc::checkFormats(ModuleOp module, const NetworkFormats &formats) {
  if (formats.empty())
    return Error::success();
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (Error error = prepare::forEachInput(main, formats, [&](unsigned i, StringRef name, const InputFormat &format) {
        return checkInput(name, main.getArgument(i), format);
      }))
    return error;
  return prepare::forEachOutput(main, formats, [&](unsigned i, StringRef name, const OutputFormat &format) {
    return checkOutput(name, main.getResultTypes()[i], format);
  });
}

static std::string join(const std::vector<std::string> &texts) { return llvm::join(texts, ";"); }

void quantc::setFormats(PreparePipelineOptions &options, const NetworkFormats &formats) {
  options.inputType = join(formats.inputTypes), options.inputMean = join(formats.inputMeans);
  options.inputScale = join(formats.inputScales), options.inputLayout = join(formats.inputLayouts);
  options.outputType = join(formats.outputTypes), options.topK = join(formats.topKs);
}

void quantc::addFormatPasses(OpPassManager &manager, const NetworkFormats &formats) {
  PreparePipelineOptions options;
  setFormats(options, formats);
  addFormatPasses(manager, options);
}

void quantc::addFormatPasses(OpPassManager &manager, const PreparePipelineOptions &options) {
  manager.addPass(createConvertInputsPass(
      ConvertInputsPassOptions{options.inputType, options.inputMean, options.inputScale, options.inputLayout}));
  manager.addPass(createConvertOutputsPass(ConvertOutputsPassOptions{options.outputType, options.topK}));
}

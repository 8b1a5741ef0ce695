//===- Signature.cpp - Read the signature of an object --------------------===//
//
// Tested by test/Target/header.test and test/Machine/bad-signatures.test.
//
// An object is input like any other: every number is checked before it is an
// address.
//
//===----------------------------------------------------------------------===//

#include "quantc/Machine/Signature.h"

#include "quantc/Machine/Artefact.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>

using namespace llvm;
using namespace quantc;

int64_t StoredTensor::getNumElements() const {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

std::string quantc::makeIdentifier(StringRef text) {
  std::string result;
  for (char c : text)
    result += isAlnum(c) || c == '_' ? c : '_';
  if (result.empty() || isDigit(result.front()))
    result.insert(result.begin(), '_');
  return result;
}

/// Keywords of C and C++, types that other members have, and what the standard headers may define in lower case.
static constexpr StringLiteral kReserved =
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class "
    "co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype "
    "default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int "
    "long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register "
    "reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct switch "
    "template this thread_local throw true try typedef typeid typename typeof typeof_unqual union unsigned using "
    "virtual void volatile wchar_t while xor xor_eq "
    "int8_t uint8_t int16_t uint16_t int32_t uint32_t int64_t uint64_t "
    "complex errno I linux noreturn stderr stdin stdout unix";

/// Whether a struct cannot have a member of that name, or some header could forbid it.
static bool isReserved(StringRef word) {
  static const StringSet<> words = [] {
    SmallVector<StringRef> list;
    kReserved.split(list, ' ');
    StringSet<> set;
    set.insert_range(list);
    return set;
  }();
  // Names such as EOF are those of macros; such as _Bool and __linux, the compiler's.
  bool isMacro = word.size() > 1 && any_of(word, isAlpha) && word.upper() == word;
  StringRef rest = word;
  bool isCompilers =
      rest.consume_front("_") &&
      (rest.consume_front("_") ? !rest.empty() && isAlpha(rest.front()) : !rest.empty() && llvm::isUpper(rest.front()));
  return words.contains(word) || isMacro || isCompilers;
}

/// Returns `base`, or `base_2`, `base_3`, ... if that is taken.
static std::string makeUnique(const std::string &base, StringSet<> &taken) {
  std::string name = base;
  for (int suffix = 2; !taken.insert(name).second; ++suffix)
    name = base + "_" + std::to_string(suffix);
  return name;
}

static std::optional<ElementKind> parseKind(StringRef name) {
  for (ElementKind kind :
       {ElementKind::F32, ElementKind::F64, ElementKind::I8, ElementKind::U8, ElementKind::I16, ElementKind::U16,
        ElementKind::I32, ElementKind::U32, ElementKind::I64, ElementKind::U64, ElementKind::Bool})
    if (getElementName(kind) == name)
      return kind;
  return std::nullopt;
}

/// Reads type, shape and quantization; false if something is missing or wrong.
static bool parseTensor(const json::Object &object, StoredTensor &tensor) {
  std::optional<StringRef> type = object.getString("type");
  const json::Array *shape = object.getArray("shape");
  std::optional<ElementKind> kind = type ? parseKind(*type) : std::nullopt;
  if (!kind || !shape)
    return false;
  tensor.kind = *kind;
  int64_t count = 1;
  for (const json::Value &size : *shape) {
    std::optional<int64_t> value = size.getAsInteger();
    if (!value || *value < 0 || MulOverflow(count, *value, count) || count > INT64_C(1) << 40)
      return false;
    tensor.shape.push_back(*value);
  }
  if (const json::Array *scales = object.getArray("scales"))
    for (const json::Value &scale : *scales)
      tensor.scales.push_back(scale.getAsNumber().value_or(0));
  if (const json::Array *zeroPoints = object.getArray("zero_points"))
    for (const json::Value &zeroPoint : *zeroPoints)
      tensor.zeroPoints.push_back(zeroPoint.getAsInteger().value_or(0));
  tensor.axis = object.getInteger("axis").value_or(0);
  size_t scales = tensor.scales.size();
  return scales == tensor.zeroPoints.size() &&
         (scales <= 1 || (tensor.axis >= 0 && tensor.axis < int64_t(tensor.shape.size()) &&
                          tensor.shape[tensor.axis] == int64_t(scales)));
}

/// Reads how an input is handed in; false if something is wrong.
static bool parseInputFormat(const json::Object &object, SignatureTensor &tensor) {
  for (auto [key, values] : {std::pair("mean", &tensor.mean), std::pair("scale", &tensor.scale)})
    if (const json::Array *array = object.getArray(key))
      for (const json::Value &value : *array) {
        std::optional<double> number = value.getAsNumber();
        if (!number || !std::isfinite(*number))
          return false;
        values->push_back(*number);
      }
  tensor.layout = object.getString("layout").value_or("").str();
  tensor.normalization = object.getString("normalization").value_or("").str();
  bool isImage = tensor.layout == "nhwc" || tensor.layout == "nchw";
  return tensor.mean.empty() == tensor.scale.empty() &&
         (tensor.layout.empty() || (isImage && tensor.shape.size() == 4));
}

static bool parseTensors(const json::Array *array, std::vector<SignatureTensor> &tensors, StringSet<> &fields) {
  if (!array)
    return false;
  StringSet<> macros;
  for (const json::Value &value : *array) {
    const json::Object *object = value.getAsObject();
    SignatureTensor tensor;
    if (!object || !object->getString("name") || !parseTensor(*object, tensor) || !parseInputFormat(*object, tensor))
      return false;
    tensor.name = object->getString("name")->str();
    std::string field = makeIdentifier(tensor.name);
    tensor.field = makeUnique(isReserved(field) ? field + "_" : field, fields);
    tensor.macro = makeUnique(StringRef(tensor.field).upper(), macros);
    tensors.push_back(std::move(tensor));
  }
  return true;
}

static bool parseCalls(const json::Array *array, Signature &signature) {
  if (!array)
    return false;
  for (const json::Value &value : *array) {
    const json::Object *object = value.getAsObject();
    const json::Array *values = object ? object->getArray("values") : nullptr;
    if (!values || !object->getString("kernel"))
      return false;
    KernelCall call;
    call.kernel = object->getString("kernel")->str();
    for (const json::Value &written : *values) {
      const json::Object *entry = written.getAsObject();
      LayerValue layer;
      if (!entry || !entry->getString("id") || !parseTensor(*entry, layer))
        return false;
      layer.id = entry->getString("id")->str();
      layer.arenaOffset = entry->getInteger("arena");
      layer.output = entry->getInteger("output");
      if (layer.arenaOffset &&
          (*layer.arenaOffset < 0 || *layer.arenaOffset > signature.arenaBytes - layer.getNumBytes()))
        return false;
      if (layer.output && (*layer.output < 0 || *layer.output >= int64_t(signature.outputs.size())))
        return false;
      call.values.push_back(std::move(layer));
    }
    signature.calls.push_back(std::move(call));
  }
  return true;
}

Expected<Signature> quantc::parseSignature(StringRef text) {
  Expected<json::Value> value = json::parse(text);
  if (!value)
    return badInput("the signature is no JSON: " + toString(value.takeError()));
  const json::Object *object = value->getAsObject();
  std::optional<int64_t> version = object ? object->getInteger("version") : std::nullopt;
  if (!version)
    return badInput("the signature has no version");
  if (*version != kSignatureVersion)
    return badInput("the signature has version " + Twine(*version) + ", expected " + Twine(kSignatureVersion));
  Signature signature;
  signature.name = object->getString("name").value_or("").str();
  signature.target = object->getString("target").value_or("").str();
  signature.profile = object->getString("profile").value_or("").str();
  signature.modelHash = object->getString("model_hash").value_or("").str();
  signature.arenaBytes = object->getInteger("arena_bytes").value_or(-1);
  signature.arenaAlignment = object->getInteger("arena_alignment").value_or(0);
  if (signature.arenaBytes <= 0 || !isPowerOf2_64(uint64_t(std::max<int64_t>(signature.arenaAlignment, 0))))
    return badInput("the signature has an arena of " + Twine(signature.arenaBytes) + " bytes aligned to " +
                    Twine(signature.arenaAlignment));
  StringSet<> fields;
  fields.insert(signature.name + "_io"); // in C++ no member has the name of its struct
  if (!parseTensors(object->getArray("inputs"), signature.inputs, fields) ||
      !parseTensors(object->getArray("outputs"), signature.outputs, fields))
    return badInput("the signature's inputs and outputs are incomplete");
  if (!parseCalls(object->getArray("calls"), signature))
    return badInput("the signature's kernel calls are incomplete");
  return signature;
}

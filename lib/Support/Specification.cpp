//===- Specification.cpp - NAME(key=value, ...) ---------------------------===//
//
// Tested by test/Calibrate/observers-invalid.test and test/Calibrate/observe.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Specification.h"

#include "quantc/Support/Suggest.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace quantc;
using llvm::StringRef;

/// Prints the fewest digits that give the number back.
static std::string print(double value) {
  if (value == std::floor(value) && std::fabs(value) < 0x1p53)
    return std::to_string(int64_t(value));
  for (int digits = 1;; ++digits) {
    std::string text;
    llvm::raw_string_ostream(text) << llvm::format("%.*g", digits, value);
    if (digits == 17 || std::strtod(text.c_str(), nullptr) == value)
      return text;
  }
}

static llvm::SmallVector<StringRef> getChoices(const Parameter &parameter) {
  llvm::SmallVector<StringRef> choices;
  parameter.choices.split(choices, ' ');
  return choices;
}

std::string Parameter::describe() const {
  if (kind == Kind::Flag)
    return "true or false";
  if (kind == Kind::Choice)
    return "one of " + llvm::join(getChoices(*this), ", ");
  std::string text = kind == Kind::Integer ? "an integer" : "a number";
  if (std::isfinite(low))
    text += (isLowOpen ? " above " : " from ") + print(low);
  if (std::isfinite(high))
    text += std::string(std::isfinite(low) && isLowOpen ? " and" : "") + " up to " + print(high);
  return text;
}

/// Reads the value of a parameter, or returns `nullopt`.
static std::optional<double> readValue(const Parameter &parameter, StringRef text) {
  if (parameter.kind == Parameter::Kind::Flag) {
    if (text == "true" || text == "1")
      return 1;
    if (text == "false" || text == "0")
      return 0;
    return std::nullopt;
  }
  if (parameter.kind == Parameter::Kind::Choice) {
    llvm::SmallVector<StringRef> choices = getChoices(parameter);
    auto it = llvm::find(choices, text);
    return it == choices.end() ? std::nullopt : std::optional<double>(it - choices.begin());
  }
  double value = 0;
  if (text.getAsDouble(value) || !std::isfinite(value) || value < parameter.low || value > parameter.high)
    return std::nullopt;
  if (parameter.isLowOpen && value == parameter.low)
    return std::nullopt;
  if (parameter.kind == Parameter::Kind::Integer && value != std::floor(value))
    return std::nullopt;
  return value;
}

double Specification::get(StringRef parameter) const {
  for (auto [i, known] : llvm::enumerate(kind->parameters))
    if (known.name == parameter)
      return values[i];
  llvm_unreachable("a parameter that the kind has not");
}

std::string Specification::getText() const {
  llvm::SmallVector<std::string> parts;
  for (auto [parameter, value] : llvm::zip_equal(kind->parameters, values)) {
    if (value == parameter.initial || std::isnan(value))
      continue;
    std::string text = parameter.kind == Parameter::Kind::Flag     ? (value != 0 ? "true" : "false")
                       : parameter.kind == Parameter::Kind::Choice ? getChoices(parameter)[size_t(value)].str()
                                                                   : print(value);
    parts.push_back((parameter.name + "=" + text).str());
  }
  return parts.empty() ? kind->name.str() : (kind->name + "(" + llvm::join(parts, ",") + ")").str();
}

llvm::Expected<Specification> Specification::parse(StringRef what, StringRef text,
                                                   llvm::ArrayRef<SpecificationKind> kinds) {
  StringRef name = text.trim().split('(').first.trim(), rest = text.trim().split('(').second;
  const SpecificationKind *kind = llvm::find_if(kinds, [&](const SpecificationKind &one) { return one.name == name; });
  if (kind == kinds.end()) {
    llvm::SmallVector<StringRef> names;
    for (const SpecificationKind &one : kinds)
      names.push_back(one.name);
    return badInput("unknown " + what + " '" + name + "'" + suggestName(name, names));
  }
  Specification result;
  result.kind = kind;
  for (const Parameter &parameter : kind->parameters)
    result.values.push_back(parameter.initial);
  if (!text.contains('('))
    return result;
  rest = rest.trim();
  if (!rest.consume_back(")"))
    return badInput(what + " '" + text + "': expected ')' at the end");
  llvm::SmallVector<StringRef> parts;
  rest.trim().split(parts, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/true);
  if (rest.trim().empty())
    return result;
  std::vector<bool> isGiven(result.values.size());
  for (auto [position, part] : llvm::enumerate(parts)) {
    auto [key, value] = part.split('=');
    bool hasKey = part.contains('=');
    key = hasKey ? key.trim() : kind->parameters.empty() ? "" : kind->parameters.front().name;
    value = hasKey ? value.trim() : part.trim();
    if (!hasKey && position > 0)
      return badInput(what + " '" + name + "': expected key=value, found '" + value + "'");
    if (kind->parameters.empty())
      return badInput(what + " '" + name + "' has no parameters, found '" + part.trim() + "'");
    llvm::SmallVector<StringRef> keys;
    for (const Parameter &parameter : kind->parameters)
      keys.push_back(parameter.name);
    size_t index = llvm::find(keys, key) - keys.begin();
    if (index == keys.size())
      return badInput(what + " '" + name + "': unknown parameter '" + key + "'" + suggestName(key, keys));
    if (isGiven[index])
      return badInput(what + " '" + name + "': " + key + " is given twice");
    isGiven[index] = true;
    std::optional<double> number = readValue(kind->parameters[index], value);
    if (!number)
      return badInput(what + " '" + name + "': " + key + " is '" + value + "', expected " +
                      kind->parameters[index].describe());
    result.values[index] = *number;
  }
  return result;
}

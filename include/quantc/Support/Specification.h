//===- Specification.h - NAME(key=value, ...) -------------------*- C++ -*-===//
//
// How observers and the like are named on command lines, in pass options and in
// recipes: a name, and parameters where they shall not have their defaults. A
// value without key belongs to the first parameter.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_SPECIFICATION_H
#define QUANTC_SUPPORT_SPECIFICATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace quantc {

/// What a parameter may be.
struct Parameter {
  enum class Kind { Number, Integer, Flag, Choice };

  llvm::StringRef name;
  Kind kind = Kind::Number;
  double initial = NAN; ///< the default; NaN: none, the parameter is unset unless given
  double low = -INFINITY, high = INFINITY;
  bool isLowOpen = false;       ///< `low` itself is refused
  llvm::StringRef choices = ""; ///< of a Choice: "u8 s8"; the value is the index
  /// Says what values are taken: "a number above 50 and up to 100".
  std::string describe() const;
};

/// A name with its parameters.
struct SpecificationKind {
  llvm::StringRef name;
  llvm::ArrayRef<Parameter> parameters;
};

/// A name with the values of all its parameters.
class Specification {
public:
  llvm::StringRef getName() const { return kind->name; }
  /// Returns the value of a parameter; NaN if it is unset. Flags are 0 or 1.
  double get(llvm::StringRef parameter) const;
  int64_t getInteger(llvm::StringRef parameter) const { return int64_t(get(parameter)); }
  bool isSet(llvm::StringRef parameter) const { return !std::isnan(get(parameter)); }
  /// Returns the shortest text of the same meaning: defaults are left out, parameters in their order.
  std::string getText() const;

  /// Parses `text` as one of `kinds`. Errors begin with `what` ("observer") and quote what was found.
  static llvm::Expected<Specification> parse(llvm::StringRef what, llvm::StringRef text,
                                             llvm::ArrayRef<SpecificationKind> kinds);

private:
  const SpecificationKind *kind = nullptr;
  std::vector<double> values;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_SPECIFICATION_H

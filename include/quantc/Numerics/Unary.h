//===- Unary.h - Elementwise functions by name ------------------*- C++ -*-===//
//
// Their list is UnaryKinds.def, their formulas are in ScalarFunctions.h.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_UNARY_H
#define QUANTC_NUMERICS_UNARY_H

#include <cstdint>

namespace quantc::numerics {

enum class UnaryKind {
#define UNARY_KIND(name) name,
#include "quantc/Numerics/UnaryKinds.def"
};

/// An elementwise f32 function with its parameters, as UnaryKinds.def names them.
struct Unary {
  UnaryKind kind;
  float alpha = 0;
  float beta = 0;
};

/// Returns `function(x)` in f32, the same bits on every host (N7). NaN gives NaN.
float evaluate(const Unary &function, float x);
/// Computes `y[i] = function(x[i])` for i < count; x and y may be the same.
void evaluate(const Unary &function, const float *x, float *y, int64_t count);
/// Returns x^y, by the same formula as UnaryKind::PowScalar of a general exponent.
float power(float x, float y);

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_UNARY_H

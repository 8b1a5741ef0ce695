//===- Unary.cpp - Evaluate an elementwise function -----------------------===//
//
// Tested by test/Numerics/ScalarFunctionsTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Unary.h"

#include "quantc/Numerics/Isa.h"
#include "quantc/Numerics/ScalarFunctions.h"

using namespace quantc;
using quantc::numerics::Unary;
using quantc::numerics::UnaryKind;

float numerics::evaluate(const Unary &function, float x) {
  PlainOps ops;
  return evaluate(ops, function, x);
}

float numerics::power(float x, float y) {
  PlainOps ops;
  return pow(ops, x, y);
}

/// A loop of its own for each kind, so that the compiler vectorizes each formula.
template <UnaryKind kind>
static QUANTC_INLINE void evaluateAll(const Unary &function, const float *x, float *y, int64_t count) {
  numerics::PlainOps ops;
  for (int64_t i = 0; i < count; ++i)
    y[i] = numerics::evaluate(ops, Unary{kind, function.alpha, function.beta}, x[i]);
}

QUANTC_VECTOR_CLONES void numerics::evaluate(const Unary &function, const float *x, float *y, int64_t count) {
  switch (function.kind) {
#define UNARY_KIND(name)                                                                                               \
  case UnaryKind::name:                                                                                                \
    return evaluateAll<UnaryKind::name>(function, x, y, count);
#include "quantc/Numerics/UnaryKinds.def"
  }
}

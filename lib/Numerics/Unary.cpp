//===- Unary.cpp - Evaluate an elementwise function -----------------------===//

#include "quantc/Numerics/Unary.h"

float quantc::numerics::evaluate(const Unary &, float x) { return x; }

//===- FloatOps.cpp - Arithmetic that stays in float ----------------------===//
//
// Tested by test/Import/quantized-blocks.test and dynamic-quantization.test.
//
//===----------------------------------------------------------------------===//

#include "FloatOps.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

RankedTensorType FloatOps::getResultType(Value a, Value b) {
  auto shape = a && b ? node.broadcast(getShape(a), getShape(b)) : std::nullopt;
  return shape ? node.makeType(*shape) : RankedTensorType();
}

Value FloatOps::mark(Value result) {
  result.getDefiningOp()->setAttr(qnn::kFloatReasonAttr, StringAttr::get(node.getContext(), reason));
  return result;
}

Value FloatOps::round(Value a, ElementKind kind, bool isNibble) {
  std::string problem;
  QuantParams params{{1.0}, {0}};
  params.isNibble = isNibble;
  Type element = makeQuantizedType(node.getContext(), kind, params, /*narrow=*/false, problem);
  auto type = a ? node.makeType(getShape(a), element) : RankedTensorType();
  return type ? Value(node.create<qnn::QuantizeOp>(type, a)) : Value();
}

Value FloatOps::real(Value stored) {
  auto type = stored ? node.makeType(getShape(stored)) : RankedTensorType();
  return type ? Value(node.create<qnn::DequantizeOp>(type, stored)) : Value();
}

//===- UnaryOps.cpp - Evaluate functions of one element -------------------===//
//
// Tested by test/Reference/unary-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"
#include "quantc/Numerics/ScalarFunctions.h"

using namespace mlir;
using namespace quantc;

reference::Result reference::evaluate(qnn::UnaryOpInterface op, Operands operands) {
  Value input = op->getOperand(0), result = op->getResult(0);
  HostTensor output = makeTensor(result);
  numerics::Unary function = op.getUnary();
  if (qnn::isFloat(input)) {
    numerics::evaluate(function, operands[0]->values<float>().data(), output.values<float>().data(),
                       output.getNumElements());
    return output;
  }

  if (std::vector<int32_t> table = qnn::makeTable(op); !table.empty()) {
    withStorage(operands[0]->kind, [&](auto sample) {
      auto stored = operands[0]->values<std::make_unsigned_t<decltype(sample)>>();
      fill(output, [&](int64_t i) { return table[stored[i]]; });
    });
    return output;
  }
  numerics::QuantParams to = qnn::getParams(qnn::getQuantizedType(result));
  HostTensor real = toReal(*operands[0], input.getType());
  auto values = real.values<float>();
  numerics::evaluate(function, values.data(), values.data(), values.size());
  fill(output, [&](int64_t i) { return numerics::quantize(values[i], to); });
  return output;
}

reference::Result reference::evaluate(qnn::PReluOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  HostTensor slopes = broadcastTo(*operands[1], output.shape);
  HostTensor real = toReal(*operands[0], op.getInput().getType());
  auto slope = slopes.values<float>();
  auto x = real.values<float>();
  numerics::PlainOps ops;
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = numerics::leakyRelu(ops, x[i], slope[i]);
  if (qnn::isFloat(op.getOutput()))
    return real;
  numerics::QuantParams to = qnn::getParams(qnn::getQuantizedType(op.getOutput()));
  fill(output, [&](int64_t i) { return numerics::quantize(x[i], to); });
  return output;
}

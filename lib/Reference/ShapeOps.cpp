//===- ShapeOps.cpp - Evaluate moves of elements --------------------------===//
//
// Tested by test/Reference/shape-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Numerics/Scaling.h"

#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;

Result reference::evaluate(qnn::ReshapeOp op, Operands operands) {
  HostTensor output = *operands[0];
  auto shape = cast<RankedTensorType>(op.getOutput().getType()).getShape();
  output.shape.assign(shape.begin(), shape.end());
  return output;
}

Result reference::evaluate(qnn::TransposeOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  SmallVector<int64_t> own = getStrides(operands[0]->shape), strides;
  for (int64_t axis : op.getPermutation())
    strides.push_back(own[axis]);
  copyStrided(*operands[0], 0, strides, output);
  return output;
}

Result reference::evaluate(qnn::BroadcastOp op, Operands operands) {
  return broadcastTo(*operands[0], cast<RankedTensorType>(op.getOutput().getType()).getShape());
}

Result reference::evaluate(qnn::SliceOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  SmallVector<int64_t> own = getStrides(operands[0]->shape), strides;
  int64_t offset = 0;
  for (auto [stride, first, step] : llvm::zip(own, op.getOffsets(), op.getStrides())) {
    offset += stride * first;
    strides.push_back(stride * step);
  }
  copyStrided(*operands[0], offset, strides, output);
  return output;
}

/// Copies `input` into `output` with its first element at the position `at`.
static void insert(const HostTensor &input, ArrayRef<int64_t> at, HostTensor &output) {
  if (input.getNumElements() == 0)
    return;
  int64_t size = getElementSize(input.kind), rank = input.shape.size();
  int64_t run = (rank ? input.shape.back() : 1) * size, rows = input.bytes.size() / run;
  SmallVector<int64_t> strides = getStrides(output.shape), index(rank);
  for (int64_t row = 0; row < rows; ++row) {
    int64_t offset = 0;
    for (int64_t d = 0; d < rank; ++d)
      offset += (at[d] + index[d]) * strides[d];
    std::memcpy(output.bytes.data() + offset * size, input.bytes.data() + row * run, run);
    for (int64_t d = rank - 2; d >= 0 && ++index[d] == input.shape[d]; --d)
      index[d] = 0;
  }
}

Result reference::evaluate(qnn::PadOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  float value = op.getValue().convertToFloat();
  if (output.kind == ElementKind::F32) {
    llvm::fill(output.values<float>(), value);
  } else {
    quant::QuantizedType type = qnn::getQuantizedType(op.getOutput());
    if (isa_and_present<quant::UniformQuantizedPerAxisType>(type))
      return badInput("has no evaluation on per-axis types");
    withStorage(output.kind, [&](auto sample) {
      using Limits = std::numeric_limits<decltype(sample)>;
      int64_t stored = type ? numerics::quantize(value, qnn::getParams(type))
                            : numerics::truncateAndClamp(value, Limits::min(), Limits::max());
      fill(output, [=](int64_t) { return stored; });
    });
  }
  insert(*operands[0], op.getLow(), output);
  return output;
}

/// Requantizes an operand of a concat (N5).
static HostTensor requantizeTo(qnn::ConcatOp op, const HostTensor &input, Value value) {
  quant::QuantizedType from = qnn::getQuantizedType(value), to = qnn::getQuantizedType(op.getOutput());
  HostTensor output(getElementKind(op.getOutput().getType()), input.shape);
  std::vector<int64_t> differences = getDifferences(input, value);
  auto scaling = numerics::Scaling::ofRatio(qnn::getProfile(op), qnn::getScales(from)[0], qnn::getScales(to)[0]);
  numerics::Rounding rounding = getRounding(to);
  fill(output, [&](int64_t i) { return numerics::roundWithSlope(scaling.apply(differences[i]), rounding); });
  return output;
}

Result reference::evaluate(qnn::ConcatOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  SmallVector<int64_t> at(output.shape.size());
  quant::QuantizedType type = qnn::getQuantizedType(op.getOutput());
  bool isReal = type && qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside;
  for (auto [value, operand] : llvm::zip(op.getInputs(), operands)) {
    if (isReal && qnn::getQuantizedType(value) != type) {
      HostTensor real = toReal(*operand, value.getType()), stored(output.kind, operand->shape);
      fill(stored, [&](int64_t i) { return roundReal(op, real.values<float>()[i]); });
      insert(stored, at, output);
    } else if (type && qnn::getQuantizedType(value) != type) {
      if (isa<quant::UniformQuantizedPerAxisType>(type) ||
          isa<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(value)))
        return badInput("has no evaluation on different per-axis types");
      insert(requantizeTo(op, *operand, value), at, output);
    } else {
      insert(*operand, at, output);
    }
    at[op.getAxis()] += operand->shape[op.getAxis()];
  }
  return output;
}

Result reference::evaluate(qnn::GatherOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  const HostTensor &input = *operands[0];
  int64_t axis = op.getAxis(), size = input.shape[axis], outer = 1, run = getElementSize(input.kind);
  for (int64_t length : ArrayRef(input.shape).take_front(axis))
    outer *= length;
  for (int64_t length : ArrayRef(input.shape).drop_front(axis + 1))
    run *= length;
  if (size == 0 && output.getNumElements() != 0)
    return badInput("has no elements to gather from");
  char *to = output.bytes.data();
  withStorage(operands[1]->kind, [&](auto sample) {
    auto indices = operands[1]->values<decltype(sample)>();
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t index : indices) {
        index = std::clamp<int64_t>(index < 0 ? index + size : index, 0, size - 1);
        std::memcpy(to, input.bytes.data() + (o * size + index) * run, run);
        to += run;
      }
  });
  return output;
}

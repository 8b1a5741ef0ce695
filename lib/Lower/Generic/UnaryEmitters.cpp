//===- UnaryEmitters.cpp - Elementwise functions of one operand -----------===//
//
// Tested by test/Target/run-unary-{piecewise,sigmoid,math,pow}.mlir.
//
// On 8 bits a table of 256 results by stored byte; on 16 bits and f32 the
// function's own operations (N7), or of profile tflite a table of 65536 (N16d).
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "ScalarBuilder.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Looks each stored value up by its pattern.
static LogicalResult emitTable(ArrayRef<int32_t> table, const TensorBuffer &input, const TensorBuffer &output,
                               LoopEmitter &e) {
  auto size = int64_t(table.size());
  TensorBuffer entries;
  if (output.quantized().getStorageTypeIntegralWidth() == 8)
    entries = e.addConstant<uint8_t>(SmallVector<uint8_t>(table), {size});
  else
    entries = e.addConstant<uint16_t>(SmallVector<uint16_t>(table), {size});
  e.loop(output.type.getNumElements(), [&](Value i) {
    Value code = arith::ExtUIOp::create(e.b, e.b.getI64Type(), e.load(input, i));
    Value position = arith::IndexCastOp::create(e.b, e.b.getIndexType(), code);
    e.store(output, i, memref::LoadOp::create(e.b, entries.memref, position));
  });
  return success();
}

static LogicalResult emitUnaryOp(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  numerics::Unary function = cast<qnn::UnaryOpInterface>(op).getUnary();
  int64_t count = output.type.getNumElements();
  if (output.quantized())
    if (std::vector<int32_t> table = qnn::makeTable(cast<qnn::UnaryOpInterface>(op)); !table.empty())
      return emitTable(table, inputs[0], output, e);
  e.blocks(count, kLanes, [&](Value i) { e.storeReal(output, i, emitUnary(e, function, e.loadReal(inputs[0], i))); });
  return success();
}

void lower::addUnaryEmitters(OpEmitters &emitters) {
#define UNARY_KIND(name) emitters.add<qnn::name##Op>(emitUnaryOp, Reads::SamePosition);
#include "quantc/Numerics/UnaryKinds.def"
}

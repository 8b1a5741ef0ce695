//===- UnaryEmitters.cpp - Elementwise functions of one operand -----------===//
//
// Tested by test/Target/run-unary-{piecewise,sigmoid,math,pow}.mlir.
//
// On 8 bits a table of 256 results by stored byte; on 16 bits and f32 the
// function's own operations (N7).
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "ScalarBuilder.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

static LogicalResult emitUnaryOp(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  numerics::Unary function = cast<qnn::UnaryOpInterface>(op).getUnary();
  int64_t count = output.type.getNumElements();
  auto from = dyn_cast_if_present<quant::UniformQuantizedType>(inputs[0].quantized());
  auto to = dyn_cast_if_present<quant::UniformQuantizedType>(output.quantized());
  if (from && to && from.getStorageTypeIntegralWidth() == 8 && to.getStorageTypeIntegralWidth() == 8) {
    SmallVector<uint8_t> table;
    for (int32_t code : numerics::makeTable(function, qnn::getParams(from), qnn::getParams(to)))
      table.push_back(uint8_t(code));
    TensorBuffer entries = e.addConstant<uint8_t>(table, {256});
    e.loop(count, [&](Value i) {
      Value code = arith::ExtUIOp::create(e.b, e.b.getI64Type(), e.load(inputs[0], i));
      Value position = arith::IndexCastOp::create(e.b, e.b.getIndexType(), code);
      e.store(output, i, memref::LoadOp::create(e.b, entries.memref, position));
    });
    return success();
  }
  e.blocks(count, kLanes, [&](Value i) { e.storeReal(output, i, emitUnary(e, function, e.loadReal(inputs[0], i))); });
  return success();
}

void lower::addUnaryEmitters(OpEmitters &emitters) {
#define UNARY_KIND(name) emitters.add<qnn::name##Op>(emitUnaryOp, Reads::SamePosition);
#include "quantc/Numerics/UnaryKinds.def"
}

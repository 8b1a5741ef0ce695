//===- LoopEmitter.h - Loops on flat buffers --------------------*- C++ -*-===//
//
// What the generic emitters write with: loops over index streams, loads and
// stores of stored values, and the roundings of docs/numerics.md. A loop body is
// written once and emitted for `width` elements at a time: scalars at width 1,
// vectors above.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_GENERIC_LOOPEMITTER_H
#define QUANTC_LIB_LOWER_GENERIC_LOOPEMITTER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::lower {

/// Neighbouring elements, or output channels, that a generic kernel computes at once.
inline constexpr int64_t kLanes = 16;

/// A tensor inside a kernel: the flat buffer that holds it, and its qnn type.
struct TensorBuffer {
  mlir::Value memref;
  mlir::RankedTensorType type;

  llvm::ArrayRef<int64_t> shape() const { return type.getShape(); }
  mlir::quant::QuantizedType quantized() const { return qnn::getQuantizedType(type); }
};

/// A walk over a buffer: where it starts, and how far it goes, in elements, for
/// each step along each axis of a nest.
struct Stream {
  int64_t start = 0;
  llvm::SmallVector<int64_t> strides;
};

/// Row-major strides of a shape, in elements.
llvm::SmallVector<int64_t> rowMajorStrides(llvm::ArrayRef<int64_t> shape);
/// The stream that reads a tensor of `shape` broadcast, as in NumPy, to `result`.
Stream broadcastStream(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> result);

/// One factor, or one for each index of an axis, as an op's rounding needs it.
struct Factor {
  float uniform = 0;
  TensorBuffer perAxis; ///< null buffer: `uniform` holds; else broadcasts to the op's shape
};

class LoopEmitter {
public:
  LoopEmitter(mlir::func::FuncOp function, mlir::Location loc, unsigned numBuffers);

  mlir::ImplicitLocOpBuilder b;
  /// Elements that loads, stores and constants deal with at once.
  int64_t width = 1;

  llvm::SmallVector<mlir::ElementsAttr> constants; ///< in argument order
  llvm::SmallVector<int64_t> scratchBytes;         ///< in argument order

  /// Adds a constant argument of the kernel. `type` is what its elements mean.
  TensorBuffer addConstant(mlir::ElementsAttr value, mlir::RankedTensorType type);
  template <typename T> TensorBuffer addConstant(llvm::ArrayRef<T> values, llvm::ArrayRef<int64_t> shape);
  /// Adds a scratch buffer for a tensor of the given type.
  TensorBuffer addScratch(mlir::RankedTensorType type);

  // Loops.
  /// Calls `body` for indices 0 to `count` - 1.
  void loop(int64_t count, llvm::function_ref<void(mlir::Value)> body);
  /// A loop that carries values: `body` gets the index and the values, and returns the next ones.
  using CarryBody = llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value index, mlir::ValueRange carried)>;
  llvm::SmallVector<mlir::Value> carryLoop(int64_t count, mlir::ValueRange initial, CarryBody body);
  /// Visits every index of `shape` in row-major order; `body` gets the position in
  /// each stream. Axes that all streams walk alike become one loop.
  void nest(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<Stream> streams,
            llvm::function_ref<void(mlir::ValueRange positions)> body);
  /// Runs `body` for blocks of `vectorWidth` along `count`, then singly for the rest, with `width` set.
  void blocks(int64_t count, int64_t vectorWidth, llvm::function_ref<void(mlir::Value index)> body);
  void ifThen(mlir::Value condition, llvm::function_ref<void()> body);

  /// Sums `count` f32 values as N9 says: 16 partial sums, value i to the i mod 16th,
  /// then a fixed tree. `load` gives the value at an index, `width` wide.
  mlir::Value sumInFixedOrder(int64_t count, llvm::function_ref<mlir::Value(mlir::Value index)> load);
  /// The same for `count` neighbours in a buffer; width 1.
  mlir::Value sumNeighbours(const TensorBuffer &buffer, mlir::Value position, int64_t count);

  // Index arithmetic.
  mlir::Value index(int64_t value);
  mlir::Value add(mlir::Value a, mlir::Value c);
  mlir::Value add(mlir::Value a, int64_t c);
  mlir::Value scale(mlir::Value a, int64_t factor);

  // Constants and types, `width` wide.
  mlir::Type wide(mlir::Type element);
  mlir::Value f32(float value);
  mlir::Value f64(double value);
  mlir::Value integer(unsigned bits, int64_t value);

  // Memory.
  mlir::Value load(const TensorBuffer &buffer, mlir::Value position);
  void store(const TensorBuffer &buffer, mlir::Value position, mlir::Value value);
  /// Spreads a single value over the width.
  mlir::Value splat(mlir::Value value);
  /// Loads one value and spreads it over the width.
  mlir::Value loadSplat(const TensorBuffer &buffer, mlir::Value position);

  // Arithmetic of numerics.md.
  /// Extends a stored value to at least `least` bits, 32 or 64 (64 for what does not fit 32), and subtracts the zero
  /// point.
  mlir::Value centered(mlir::Value stored, mlir::Type elementType, unsigned least = 32);
  /// f32(q - offset) of a stored value of at most 16 bits.
  mlir::Value codeAsFloat(mlir::Value stored, mlir::quant::QuantizedType type, int64_t offset);
  /// f32(q - zero_point), one rounding.
  mlir::Value centeredFloat(mlir::Value stored, mlir::Type elementType);
  /// f32(x / scale), where a NaN is a zero, which lands on the zero point.
  mlir::Value divideForRounding(mlir::Value x, mlir::Value scale);
  /// The stored value of real `x` (N2).
  mlir::Value quantize(mlir::Value x, mlir::quant::UniformQuantizedType type);
  /// f32(f32(q - zero_point) * scale) for a type with one scale (N1).
  mlir::Value dequantize(mlir::Value stored, mlir::Type elementType);
  /// The stored value of real `x` in the result of `op`, whose profile has the zero point inside (N11a).
  mlir::Value roundReal(mlir::Operation *op, mlir::Value x,
                        std::optional<llvm::ArrayRef<int64_t>> clamp = std::nullopt);
  /// x, and 0 where it is NaN.
  mlir::Value zeroIfNan(mlir::Value x);
  /// clamp(roundeven(t) + zero_point) as stored (N5); t is no NaN. The zero point is the type's, unless it is given
  /// (N10).
  mlir::Value round(mlir::Value t, mlir::quant::UniformQuantizedType type,
                    std::optional<llvm::ArrayRef<int64_t>> clamp = std::nullopt,
                    std::optional<int64_t> ownZeroPoint = std::nullopt);
  /// Value as f32, whatever the element type of the tensor: stored f32, or dequantized.
  mlir::Value loadReal(const TensorBuffer &buffer, mlir::Value position);
  /// Stores real `x` as f32, or quantized by N2.
  void storeReal(const TensorBuffer &buffer, mlir::Value position, mlir::Value x);
  mlir::Value select(mlir::arith::CmpFPredicate predicate, mlir::Value a, mlir::Value c, mlir::Value yes,
                     mlir::Value no);
  /// Minimum or maximum where a NaN operand wins.
  mlir::Value minimum(mlir::Value a, mlir::Value c);
  mlir::Value maximum(mlir::Value a, mlir::Value c);

  // Factors.
  /// f32 of each of `values`, along `axis` of a tensor of rank `rank`.
  Factor makeFactor(llvm::ArrayRef<double> values, int64_t axis, int64_t rank);
  /// The factor at a position of its stream: see `factorStream`.
  mlir::Value factorAt(const Factor &factor, mlir::Value position);

private:
  mlir::Value addPartialSums(llvm::ArrayRef<mlir::Value> partial);

  mlir::func::FuncOp function;
  unsigned numBuffers;
  mlir::Value toWide(mlir::Type type, mlir::TypedAttr scalar);
};

/// The stream of a factor beside a tensor of `shape`.
Stream factorStream(const Factor &factor, llvm::ArrayRef<int64_t> shape);

template <typename T> mlir::Type elementTypeOf(mlir::MLIRContext *context) {
  if constexpr (std::is_same_v<T, float>)
    return mlir::Float32Type::get(context);
  else if constexpr (std::is_same_v<T, double>)
    return mlir::Float64Type::get(context);
  else
    return mlir::IntegerType::get(context, sizeof(T) * 8);
}

template <typename T> TensorBuffer LoopEmitter::addConstant(llvm::ArrayRef<T> values, llvm::ArrayRef<int64_t> shape) {
  auto type = mlir::RankedTensorType::get(shape, elementTypeOf<T>(b.getContext()));
  llvm::ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
  return addConstant(qnn::makeElementsAttr(type, bytes), type);
}

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_LOOPEMITTER_H

//===- Rounding.h - The end of every quantized op ---------------*- C++ -*-===//

#ifndef QUANTC_LIB_LOWER_GENERIC_ROUNDING_H
#define QUANTC_LIB_LOWER_GENERIC_ROUNDING_H

#include "LoopEmitter.h"
#include "ScalarBuilder.h"
#include "quantc/Numerics/Scaling.h"

namespace quantc::lower {

/// The axis of a per-axis type, 0 of a per-tensor one.
inline int64_t getAxis(mlir::quant::QuantizedType type) {
  auto axis = mlir::dyn_cast<mlir::quant::UniformQuantizedPerAxisType>(type);
  return axis ? axis.getQuantizedDimension() : 0;
}
/// The one scale of a quantized buffer.
inline double getScale(const TensorBuffer &buffer) { return qnn::getScales(buffer.quantized()).front(); }

/// Bits in which a sum of `count` differences `q - zero_point` cannot overflow: 32 or 64.
inline unsigned getSumWidth(mlir::quant::QuantizedType type, int64_t count) {
  return count >= int64_t(1) << (30 - type.getStorageTypeIntegralWidth()) ? 64 : 32;
}

/// How a profile multiplies whole numbers by real factors, as IR: numerics::Scaling of one factor, or of one for each
/// index of an axis.
class ScalingEmitter {
public:
  /// `scalings` are of one kind and lie along `axis` of a tensor of rank `rank`.
  ScalingEmitter(LoopEmitter &e, llvm::ArrayRef<numerics::Scaling> scalings, int64_t axis = 0, int64_t rank = 1);

  /// Where the factors lie beside a tensor of `shape`.
  Stream stream(llvm::ArrayRef<int64_t> shape) const { return factorStream(first, shape); }
  /// Whether there is one factor for all elements.
  bool isUniform() const { return !first.perAxis.memref; }
  /// What is rounded, f32, of an i32 or i64, given the position in `stream()`, `isSplat` of a single factor.
  mlir::Value apply(mlir::Value integer, mlir::Value position = {}, bool isSplat = false) const;
  /// The same of whole numbers in f32.
  mlir::Value applyToFloat(mlir::Value whole, mlir::Value position) const;

private:
  mlir::Value load(const TensorBuffer &buffer, mlir::Value position, bool isSplat) const {
    return isSplat ? e.loadSplat(buffer, position) : e.load(buffer, position);
  }
  mlir::Value multiply(mlir::Value real, mlir::Value position, bool isSplat) const;
  mlir::Value scaleFixed(mlir::Value integer, mlir::Value position, bool isSplat) const;

  LoopEmitter &e;
  numerics::Scaling scaling; ///< the first
  Factor first;              ///< of f32; of the other kinds the buffer alone counts: mantissas or factors of f64
  TensorBuffer left, right;  ///< shifts; null where all are 0
};

/// The product of `x` with one factor of N16a.
mlir::Value emitFixedProduct(LoopEmitter &e, mlir::Value x, const numerics::FixedMultiplier &factor);

/// The multiplier to steps of `divisor` for each scale of `type`, which lies on a tensor of rank `rank`.
inline Factor makeRatio(LoopEmitter &e, mlir::quant::QuantizedType type, double divisor, int64_t rank) {
  llvm::SmallVector<double> ratios;
  for (double scale : qnn::getScales(type))
    ratios.push_back(numerics::getMultiplier(scale, divisor));
  return e.makeFactor(ratios, getAxis(type), rank);
}

/// `negative_slope` or `function`, the one rounding, zero point and `clamp` (N5, N8, N8d, N8f).
class RoundingEmitter {
public:
  RoundingEmitter(LoopEmitter &e, mlir::Operation *op, const TensorBuffer &output,
                  std::optional<llvm::ArrayRef<int64_t>> clamp = std::nullopt,
                  std::optional<llvm::ArrayRef<float>> negativeSlope = std::nullopt, llvm::StringRef function = {},
                  std::optional<llvm::ArrayRef<float>> gains = std::nullopt)
      : e(e), output(output), clamp(clamp), zeroPoint(qnn::getZeroPointParts(op)),
        rectifier(qnn::getSmoothRectifier(function)), hasSlope(negativeSlope.has_value()), hasGains(gains.has_value()) {
    if (!hasSlope && !hasGains)
      return;
    llvm::ArrayRef<float> given = hasSlope ? *negativeSlope : *gains;
    llvm::SmallVector<double> values(given.begin(), given.end());
    factor = e.makeFactor(values, output.type.getRank() - 1, output.type.getRank());
  }
  /// Where the slopes or gains lie, beside the output.
  Stream stream() const { return factorStream(factor, output.shape()); }
  /// The stored value of `t`, given the position in `stream()`, which is of a slope or gain.
  mlir::Value apply(mlir::Value t, mlir::Value position) const {
    if (hasSlope) {
      mlir::Value bent = mlir::arith::MulFOp::create(e.b, t, e.factorAt(factor, position));
      t = e.select(mlir::arith::CmpFPredicate::OGE, t, e.f32(0), t, bent);
    }
    if (rectifier)
      t = emitRectified(e, *rectifier, t, float(getScale(output)));
    if (hasGains)
      t = mlir::arith::MulFOp::create(e.b, t, e.factorAt(factor, position));
    if (zeroPoint.before != 0)
      t = mlir::arith::AddFOp::create(e.b, t, e.f32(zeroPoint.before));
    return e.round(t, mlir::cast<mlir::quant::UniformQuantizedType>(output.quantized()), clamp, zeroPoint.after);
  }

private:
  LoopEmitter &e;
  const TensorBuffer &output;
  std::optional<llvm::ArrayRef<int64_t>> clamp;
  qnn::ZeroPointParts zeroPoint;
  const numerics::SmoothRectifier *rectifier;
  Factor factor; ///< slopes or gains
  bool hasSlope, hasGains;
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_ROUNDING_H

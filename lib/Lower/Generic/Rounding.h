//===- Rounding.h - The end of every quantized op ---------------*- C++ -*-===//

#ifndef QUANTC_LIB_LOWER_GENERIC_ROUNDING_H
#define QUANTC_LIB_LOWER_GENERIC_ROUNDING_H

#include "LoopEmitter.h"
#include "ScalarBuilder.h"
#include "quantc/Numerics/Quantize.h"

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

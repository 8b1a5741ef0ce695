//===- FusedContraction.h - A fused contraction as numbers ------*- C++ -*-===//
//
// What Plan decides by and Lower emits from: the shape of a convolution or linear
// layer, its constants, and what follows its accumulator. Linear layers are 1x1
// convolutions of an image with one row.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QK_ANALYSIS_FUSEDCONTRACTION_H
#define QUANTC_DIALECT_QK_ANALYSIS_FUSEDCONTRACTION_H

#include "quantc/Dialect/Qk/Analysis/StoredWeights.h"
#include "quantc/Numerics/Scaling.h"

#include <optional>

namespace quantc::qk {

/// What happens to the accumulator.
enum class TailKind {
  None,              ///< float layers: the accumulator is the result
  Requantize,        ///< N5, or N11e
  Add,               ///< N8a, accumulator plus residual
  Sub,               ///< N8a, accumulator minus residual
  ReverseSub,        ///< N8a, residual minus accumulator
  Dequantize,        ///< N8b
  DynamicDequantize, ///< N13, by a scale that is an input
};

/// From accumulator to stored result. Vectors have one value for each output channel.
struct Tail {
  TailKind kind = TailKind::None;
  llvm::SmallVector<float> multipliers; ///< of f32(accumulator)
  /// How a profile with fixed-point arithmetic multiplies accumulators; empty of all others.
  llvm::SmallVector<numerics::Scaling> scalings;
  llvm::SmallVector<float> slopes;                      ///< negative slopes; empty without
  const numerics::SmoothRectifier *rectifier = nullptr; ///< N8f; null without
  float outputScale = 0;                                ///< which the rectifier needs
  llvm::SmallVector<float> gains;                       ///< of the rectifier's result; empty without
  int64_t zeroPoint = 0;
  int64_t low = 0, high = 0; ///< clamp, stored values
  unsigned bits = 8;         ///< of a stored result: 8 or 16

  // Of N11e, which rounds real values: the multipliers give them, and they are taken times `reciprocal` plus `shift`.
  bool isReal = false;
  float reciprocal = 1, shift = 0;

  unsigned residual = 0; ///< which input of the fused op
  float residualMultiplier = 0;
  int64_t residualZeroPoint = 0;
  unsigned residualBits = 8;
  bool residualUnsigned = false;

  // Of codes whose zero point and scale the run finds (N13).
  std::optional<unsigned> codeZeroPoint; ///< which input of the fused op holds it
  int64_t codeOffset = 0;                ///< stored value of the zero point 0
  bool codeUnsigned = false;
  llvm::SmallVector<int32_t> sums; ///< of the weights
  unsigned scale = 0;              ///< which input of the fused op; of DynamicDequantize
  bool scalePerRow = false, codeZeroPointPerRow = false;
  llvm::SmallVector<float> floatBias; ///< added to DynamicDequantize's result and in N11e; empty without

  llvm::SmallVector<char> table; ///< 256 bytes: the result by the pattern of the clamped byte; empty without

  bool isFloat() const {
    return kind == TailKind::None || kind == TailKind::Dequantize || kind == TailKind::DynamicDequantize;
  }
  bool hasResidual() const { return kind == TailKind::Add || kind == TailKind::Sub || kind == TailKind::ReverseSub; }
};

/// Which positions along an output axis read padding alike: `first` at the start and `last` at the end have a class of
/// their own each, all between them one.
struct BorderAxis {
  int64_t first = 0, last = 0, size = 1;

  int64_t numClasses() const { return first + 1 + last; }
  /// The class of a position, from 0 on.
  int64_t classOf(int64_t position) const {
    return std::min(position, first) + std::max<int64_t>(0, position - (size - 1 - last));
  }
};

/// A convolution [N, H, W, I] by [O, KH, KW, I / groups] with constants and tail.
struct FusedContraction {
  mlir::Operation *root = nullptr;
  mlir::Value accumulator; ///< what the tail reads: of the root, less a zero point that the run finds
  unsigned input = 0;      ///< which input of the fused op
  bool isFloat = false;

  int64_t images = 1, height = 1, width = 1, channels = 1;
  int64_t outHeight = 1, outWidth = 1, outChannels = 1;
  int64_t kernelHeight = 1, kernelWidth = 1, groups = 1;
  int64_t strideHeight = 1, strideWidth = 1, dilationHeight = 1, dilationWidth = 1;
  int64_t padTop = 0, padLeft = 0, padBottom = 0, padRight = 0;

  int64_t inputZeroPoint = 0;
  unsigned inputBits = 8; ///< of an integer input: 8, or 16 and signed
  bool inputUnsigned = false;
  llvm::SmallVector<int8_t> weights; ///< [O, KH, KW, I / groups]
  llvm::SmallVector<int32_t> bias;   ///< [O]; zeros without a bias
  llvm::SmallVector<float> floatWeights;
  std::optional<StoredWeights> stored; ///< instead of `floatWeights`
  llvm::SmallVector<float> floatBias;  ///< [O]; -0 without a bias
  Tail tail;

  bool isPadded() const { return padTop || padLeft || padBottom || padRight; }
  /// Whether each channel has one filter of its own.
  bool isDepthwise() const { return groups > 1 && groups == channels && outChannels == channels; }
  /// Whether output positions are input positions, so that all may be one row.
  bool isPointwise() const {
    return kernelHeight == 1 && kernelWidth == 1 && strideHeight == 1 && strideWidth == 1 && !isPadded();
  }
  int64_t groupChannels() const { return channels / groups; }
  int64_t groupOutChannels() const { return outChannels / groups; }
  /// The bias [O] of products that are summed without the input's zero point: sum (q - z) * w + b
  /// is sum q * w + (b - z * sum w), modulo 2^32 all the way.
  llvm::SmallVector<int32_t> foldZeroPoint() const;

  /// Of padding that is not zero (N6a): steps of the input's scale, one an input channel; else empty.
  llvm::SmallVector<double> padSteps;
  /// The same of a float layer: real values.
  llvm::SmallVector<float> floatPadding;
  /// The classes of output rows and columns; one each where padding is zero.
  BorderAxis borderRows() const;
  BorderAxis borderColumns() const;
  int64_t numBorderClasses() const { return borderRows().numClasses() * borderColumns().numClasses(); }
  /// `foldZeroPoint` with what padding adds, for each class: [row class, column class, O].
  llvm::SmallVector<int32_t> foldBorders() const;
};

/// Reads a fused op whose root is `qnn.conv2d` or `qnn.linear` on float or 8-bit activations, or signed ones of 16
/// bits, with constant weights of 8 bits.
/// @returns nullopt, and in `reason` why, if the op is anything else.
std::optional<FusedContraction> matchFusedContraction(qnn::FusedOp op, std::string *reason = nullptr);

/// Describes what the padding of a quantized convolution adds: the shape, weights and `padSteps` alone are set, so that
/// `foldBorders` gives what padding adds and nothing else.
/// @returns nullopt if the weights are not constant or not 8-bit.
std::optional<FusedContraction> describeBorders(qnn::Conv2DOp op);

} // namespace quantc::qk

#endif // QUANTC_DIALECT_QK_ANALYSIS_FUSEDCONTRACTION_H

//===- RangeParams.h - From a range to scale and zero point -----*- C++ -*-===//
//
// How other systems compute scale and zero point from the ends of a range, with
// their roundings, so that a network calibrated there keeps its numbers here.
// quantc's own is getActivationParams of Quantize.h.
//
// Tested by test/Numerics/RangeParamsTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_RANGEPARAMS_H
#define QUANTC_NUMERICS_RANGEPARAMS_H

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace quantc::numerics {

/// A scale and a zero point; the scale is a double where the system computes one.
struct ScaleZeroPoint {
  double scale = 1;
  int64_t zeroPoint = 0;
};

/// Least and greatest stored value.
struct StorageRange {
  int64_t low = 0, high = 255;
};

/// What torch's observers are made with.
struct TorchObserverType {
  enum class Type { U8, S8, S32 } type = Type::U8;
  bool isSymmetric = false, isReduced = false;
  std::optional<StorageRange> custom; ///< quant_min, quant_max
  float epsilon = 0x1p-23f;           ///< least scale
};

/// Returns the stored range. Source: torch/ao/quantization/utils.py, calculate_qmin_qmax.
StorageRange getTorchRange(const TorchObserverType &type);

/// Computes as UniformQuantizationObserverBase._calculate_qparams: everything in f32, division by the f32 number of
/// steps, the zero point through a 32-bit integer that wraps. An observer that saw nothing (inf, -inf) has scale 1.
/// The zero point of symmetric u8 is 128 even if the range is reduced to 127, which only HistogramObserver allows.
/// Source: torch/ao/quantization/observer.py (PyTorch 2.13).
ScaleZeroPoint getTorchParams(float min, float max, const TorchObserverType &type);

/// Computes as quant_utils::ChooseQuantizationParams, which dynamic operators and the fused observer of training call:
/// in double, at least 6.1e-5, and the zero point from the end with the smaller error.
/// @param isSymmetric  preserve_sparsity: the zero point is in the middle
/// Source: aten/src/ATen/native/quantized/cpu/QuantUtils.h (PyTorch 2.13).
ScaleZeroPoint getTorchDynamicParams(float min, float max, StorageRange range, bool isSymmetric, bool isReduced);

/// Computes as compute_scale_zp; `nullopt` if an end is NaN.
/// @param minRealRange  the least width of the range, or `nullopt`
/// Source: onnxruntime/quantization/quant_utils.py (1.31).
std::optional<ScaleZeroPoint> getOrtParams(float min, float max, StorageRange range, bool isSymmetric,
                                           std::optional<float> minRealRange);
/// The stored range of an integer type of 4, 8 or 16 bits there, get_qmin_qmax_for_qType.
StorageRange getOrtRange(int bits, bool isSigned, bool isSymmetric, bool isReduced);

/// Computes as tensor_zp_scale_from_min_max, which has signed codes of 4, 8 or 16 bits; in f32, at least 1e-9 wide.
/// Source: ai_edge_quantizer/algorithms/uniform_quantize/uniform_quantize_tensor.py (0.10).
ScaleZeroPoint getAiEdgeParams(float min, float max, StorageRange range, bool isSymmetric);

/// Computes as _power2_scale and _set_params: 2^(bits - 1) steps are the greatest magnitude, raised to a power of two,
/// or 1 where all is 0. The zero point is in the middle. Source: python/tvm/relay/quantize/_calibrate.py (0.9).
ScaleZeroPoint getTvmParams(double min, double max, StorageRange range);

/// What NNCF's quantizers are made with; 8 bits.
struct NncfQuantizer {
  bool isSymmetric = true, isNarrow = false;
  bool isHalf = false; ///< half of the range only, of symmetric weights
};
/// The ends of a channel in real units, f32.
struct NncfRange {
  float low = 0, high = 0;
};
/// Computes as calculate_quantizer_parameters, for the channels of one tensor: a channel's least range depends on the
/// widest, and one negative value makes all of them signed. `levels` gets the number of steps plus one.
/// Source: nncf/quantization/fake_quantize.py (3.4).
std::vector<NncfRange> getNncfRanges(const std::vector<NncfRange> &observed, const NncfQuantizer &quantizer,
                                     int64_t &levels);
/// Computes as calculate_scale_zero_point for codes in `range`, whose least is left out if narrow.
ScaleZeroPoint getNncfParams(NncfRange range, StorageRange codes, bool isNarrow);

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_RANGEPARAMS_H

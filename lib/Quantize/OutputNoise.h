//===- OutputNoise.h - What a rounding does to the outputs -------*- C++ -*-===//
//
// One evaluation of a network in float on some samples, and from it, of each of many roundings by itself, the change of
// the outputs: only the ops behind a rounding are evaluated again. Such noises add up (docs/accuracy.md).
//
// Tested by test/Quantize/widen-noisy.test and test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_OUTPUTNOISE_H
#define QUANTC_LIB_QUANTIZE_OUTPUTNOISE_H

#include "Samples.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace quantc::quantize {

/// The operands that read rounded values while all others read those of float.
using Rounding = llvm::SmallVector<mlir::OpOperand *, 4>;

class OutputNoise {
public:
  /// @param function  between `quantize-insert-casts` and `quantize-fold-casts`: what is rounded stands between casts
  OutputNoise(mlir::func::FuncOp function, Samples all);

  /// Whether an operand reads what a cast rounds, or weights that `quantize-scale-weights` has rounded.
  static bool isRounded(mlir::OpOperand &operand);

  /// Says what rounded weights of `op` are, instead of the nearest, which its operand is.
  void setRoundedWeight(mlir::Operation *op, HostTensor weight) { fitted[op] = std::move(weight); }
  /// Whether biases are corrected: then the mean of what rounded weights change of a channel does not count.
  void setCorrectsMeans(bool corrects) { correctsMeans = corrects; }

  /// Returns of each rounding the squared change of the outputs over their square, summed over the outputs; of one
  /// before a final softmax, the softmax's input. The last samples, at most 16 and at most half of all, are measured:
  /// fewer if there is much to compute. Values beyond what the other samples have shown are cut off before they are
  /// rounded, as if ranges were of those alone. The same for any number of threads; infinity if it is no number.
  mlir::FailureOr<std::vector<double>> measure(llvm::ArrayRef<Rounding> roundings);

  /// Samples that the last measurement was made on.
  size_t getNumMeasured() const { return samples.size() - firstMeasured; }

  /// The least and the greatest of all samples that `value`, which casts round, had in the last measurement.
  std::pair<float, float> getExtremes(mlir::Value value) const { return extremes.find(value)->second; }

private:
  using Values = llvm::DenseMap<mlir::Value, HostTensor>;
  using Extremes = llvm::DenseMap<mlir::Value, std::pair<float, float>>;

  llvm::LogicalResult evaluateConstants();
  /// Runs all samples: sets `extremes`, `limits` and, of the measured ones, `means`.
  llvm::LogicalResult runSamples(llvm::ArrayRef<Rounding> roundings);
  mlir::FailureOr<std::vector<HostTensor>> evaluateOp(mlir::Operation *op, const Values &values,
                                                      const Rounding *rounding, const Values *changed) const;
  mlir::FailureOr<HostTensor> round(mlir::OpOperand &operand, const HostTensor &value) const;
  /// Evaluates what `values` lacks, or, with `rounding`, what changes by it, into `changed`.
  llvm::LogicalResult evaluate(Values &values, const Rounding *rounding, Values *changed) const;
  /// The tensor that an operand reads, as it is or, into `own`, as it is rounded.
  mlir::FailureOr<const HostTensor *> read(mlir::OpOperand &operand, const Values &values, const Values *changed,
                                           bool isRounded, HostTensor &own) const;

  mlir::func::FuncOp function;
  Samples samples;
  size_t firstMeasured = 0;
  llvm::SmallVector<mlir::Operation *> ops;                    ///< those that have values in float
  llvm::SmallVector<mlir::OpOperand *> outputs;                ///< whose values are compared
  Values constants;                                            ///< as they are stored, dequantized ones too
  llvm::DenseMap<mlir::Operation *, HostTensor> weights;       ///< in float, of rounded ones
  llvm::DenseMap<mlir::Operation *, HostTensor> fitted;        ///< rounded, where they are not the nearest
  llvm::DenseMap<mlir::Operation *, std::vector<float>> means; ///< of what rounded weights change, each channel
  bool correctsMeans = false;
  Extremes limits, extremes; ///< of the samples that are not measured, and of all
};

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_OUTPUTNOISE_H

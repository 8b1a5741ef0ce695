//===- Epilogue.h - From accumulators to stored results ---------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_EPILOGUE_H
#define QUANTC_LOWER_CONTRACTION_EPILOGUE_H

#include "KernelBuilder.h"
#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"
#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Emits the tail of a contraction for the accumulators of one output position.
class Epilogue {
public:
  /// `bounded` is the proof that no value to round exceeds 2^31 - 128. Accumulators
  /// have `lanes` lanes; `order` is the channel of each stored parameter.
  Epilogue(const qk::FusedContraction &layer, int64_t lanes, llvm::ArrayRef<int64_t> order, bool bounded)
      : tail(layer.tail), channels(layer.outChannels), lanes(lanes), blockParts(layer.inputBits == 16 ? 2 : 4),
        order(order), bounded(bounded) {}

  /// Everything that the emitted code depends on, for the kernel's spec.
  std::string getSpec() const;
  /// Appends the constants that the code reads: factors, slopes, sums and biases of N13,
  /// table.
  void appendConstants(mlir::MLIRContext *context, llvm::SmallVectorImpl<mlir::ElementsAttr> &constants) const;
  /// Takes the buffers: the kernel's output, its inputs, and the arguments that
  /// stand for `appendConstants`' constants.
  void setBuffers(mlir::Value output, mlir::ValueRange inputs, mlir::ValueRange constants);

  /// Stores `valid` channels from `accumulators`, vectors of adjacent channels that begin
  /// at element `position` of the output and index `parameter` of the padded parameters. With
  /// `inLane` the accumulators are four vectors, of a 16-bit input two, in the order of `qk.round_pack`'s `in_lane`.
  /// What goes through a table is stored by `finish`.
  void emit(KernelBuilder &builder, llvm::ArrayRef<mlir::Value> accumulators, mlir::Value position,
            mlir::Value parameter, int64_t valid, bool inLane = false);

  /// Looks up and stores what was emitted since the last call: a table and many accumulators
  /// together would not fit the registers.
  void finish(KernelBuilder &builder);

private:
  mlir::Value emitReal(KernelBuilder &builder, mlir::Value accumulator, mlir::Value position, mlir::Value parameter,
                       mlir::Value residualPart) const;
  mlir::Value emitScaled(KernelBuilder &builder, mlir::Value accumulator, mlir::Value parameter) const;
  mlir::Value emitRunTimeValue(KernelBuilder &builder, mlir::Value buffer, bool isPerRow, mlir::Value position) const;
  mlir::Value emitCodeZeroPoint(KernelBuilder &builder, mlir::Value position) const;
  mlir::Value emitRounded(KernelBuilder &builder, llvm::ArrayRef<mlir::Value> reals, bool inLane) const;

  const qk::Tail &tail;
  int64_t channels; ///< of a row of the output
  int64_t lanes, blockParts;
  llvm::SmallVector<int64_t> order;
  bool bounded;
  mlir::Value output, residual, slopes, table;
  mlir::Value factors;                               ///< multipliers, gains, and the constants of a function
  mlir::Value codeZeroPoint, scale, sums, floatBias; ///< of N13
  mlir::Value leftShifts, rightShifts;               ///< of N16a, beside mantissas in `factors`; null where all are 0

  /// Rounded values; bytes may wait for their table.
  struct Pending {
    mlir::Value stored, position;
    int64_t count;
  };
  llvm::SmallVector<Pending> pending;
};

/// Makes a 1-D constant from values.
mlir::ElementsAttr makeConstant(mlir::MLIRContext *context, llvm::ArrayRef<int8_t> values);
mlir::ElementsAttr makeConstant(mlir::MLIRContext *context, llvm::ArrayRef<int16_t> values);
mlir::ElementsAttr makeConstant(mlir::MLIRContext *context, llvm::ArrayRef<int32_t> values);
mlir::ElementsAttr makeConstant(mlir::MLIRContext *context, llvm::ArrayRef<float> values);
mlir::ElementsAttr makeConstant(mlir::MLIRContext *context, llvm::ArrayRef<double> values);

/// Takes one value for each entry of `order`, the index of a channel or -1 for `fill`.
template <typename T> llvm::SmallVector<T> reorder(llvm::ArrayRef<T> values, llvm::ArrayRef<int64_t> order, T fill) {
  llvm::SmallVector<T> result;
  for (int64_t channel : order)
    result.push_back(channel < 0 ? fill : values[channel]);
  return result;
}

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_EPILOGUE_H

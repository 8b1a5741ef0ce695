//===- RecurrentProducts.h - The matrix of a recurrence ---------*- C++ -*-===//
//
// One step multiplies a vector, the state, by a matrix. The matrix is packed in
// panels of as many rows as the accumulators that fit the registers, column after
// column, so that the products of a panel are one pass over neighbouring vectors.
//
// Tested by test/Target/run-recurrent.mlir, run-recurrent-dynamic.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_RECURRENT_RECURRENTPRODUCTS_H
#define QUANTC_LIB_LOWER_RECURRENT_RECURRENTPRODUCTS_H

#include "../Generic/LoopEmitter.h"
#include "quantc/Machine/TileModel.h"

namespace quantc::lower {

class RecurrentProducts {
public:
  /// Of `op` on a machine; `weight` is the matrix where that is no constant.
  RecurrentProducts(qnn::RecurrentOpInterface op, const Machine &machine, LoopEmitter &emitter, TensorBuffer weight);

  /// The type of stored states: `state`, as the machine's dot product reads it. Null for float states.
  mlir::quant::UniformQuantizedType getStored() const { return stored; }
  /// How a run finds the scale of a state, if it does; then `setParams` is due before products.
  const std::optional<numerics::DynamicSpec> &getDynamicSpec() const { return dynamic; }
  /// Scale and zero point, an i32 as stored, of the states that are multiplied next; width 1.
  void setParams(mlir::Value foundScale, mlir::Value foundZeroPoint) {
    scale = foundScale;
    zeroPoint = foundZeroPoint;
  }
  /// Elements of a state, whole groups.
  int64_t getStateSize() const { return llvm::alignTo(columns, group); }

  /// Computes the sums of the gates that read the state itself, or of those after them, from the state that starts
  /// at `first` of a buffer.
  void emitDirect(const TensorBuffer &state, mlir::Value first) { emit(sections[0], state, first); }
  void emitRest(const TensorBuffer &state, mlir::Value first) { emit(sections[1], state, first); }
  /// The sums of gate `gate`, `width` units from `unit` on, without the bias.
  mlir::Value load(int64_t gate, mlir::Value unit) { return emitter.load(sums, getPosition(gate, unit)); }
  /// Puts other values in their place.
  void store(int64_t gate, mlir::Value unit, mlir::Value value) { emitter.store(sums, getPosition(gate, unit), value); }

private:
  /// Neighbouring rows that are multiplied together, padded to whole vectors.
  struct Section {
    int64_t firstRow = 0, rows = 0, firstSum = 0;
    int64_t vectors = 0, perPanel = 1; ///< of the section, and of a panel but the last
    int64_t firstWeight = 0;
  };
  /// Calls `body` for each panel with its first vector, and how many it has.
  void forPanels(const Section &section, llvm::function_ref<void(mlir::Value vector, int64_t count)> body);
  /// The first weight of a panel.
  mlir::Value getPanel(const Section &section, mlir::Value vector);
  template <typename T> TensorBuffer pack(llvm::ArrayRef<T> weights);
  void packAtRunTime(const TensorBuffer &weight);
  void addMultipliers(qnn::RecurrentOpInterface op, llvm::ArrayRef<int8_t> weights);
  /// Whether the zero point of a state is known.
  bool hasFixedZeroPoint() const { return !dynamic || dynamic->isSymmetric; }
  mlir::Value getStart(mlir::Value position);
  mlir::Value getReal(mlir::Value sum, mlir::Value position);
  mlir::Value loadWeights(mlir::Value position);
  void emit(const Section &section, const TensorBuffer &state, mlir::Value first);
  mlir::Value multiplyAdd(const TensorBuffer &state, mlir::Value at, mlir::Value weight, mlir::Value sum);
  mlir::Value getPosition(int64_t gate, mlir::Value unit) const;

  LoopEmitter &emitter;
  mlir::quant::UniformQuantizedType stored;
  std::optional<numerics::DynamicSpec> dynamic;
  mlir::Value scale, zeroPoint; ///< of dynamic states
  mlir::FloatType half;         ///< of the weights, if they are stored in 16 bits
  int64_t columns, directGates, lanes, group, numSums = 0, numWeights = 0;
  ProductForm form = ProductForm::Float;
  llvm::SmallVector<Section, 2> sections;
  TensorBuffer packed, initial, multipliers, sums;
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_RECURRENT_RECURRENTPRODUCTS_H

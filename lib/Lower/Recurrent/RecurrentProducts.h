//===- RecurrentProducts.h - The matrix of a recurrence ---------*- C++ -*-===//
//
// One step multiplies a vector, the state, by a matrix. The matrix is packed in
// panels of as many rows as the accumulators that fit the registers, column after
// column, so that the products of a panel are one pass over neighbouring vectors, for
// as many sequences at once as there are registers.
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
  /// How a run finds the scale of a state, if it does; then params are due before products.
  const std::optional<numerics::DynamicSpec> &getDynamicSpec() const { return dynamic; }
  /// Sets scale and zero point, an i32 as stored, of the state of a sequence, or of all if they share them; width 1.
  void setParams(mlir::Value sequence, mlir::Value scale, mlir::Value zeroPoint);
  /// The same of the state that `emitRest` multiplies.
  void setRestParams(mlir::Value scale, mlir::Value zeroPoint);
  /// Elements of a state, whole groups.
  int64_t getStateSize() const { return llvm::alignTo(columns, group); }

  /// Computes the sums of the gates that read the states themselves, from the states of all sequences, one after
  /// another.
  void emitDirect(const TensorBuffer &states);
  /// Computes those of the gates after them for one sequence, from the state that a buffer holds.
  void emitRest(const TensorBuffer &state, mlir::Value sequence);
  /// The sums of gate `gate` of a sequence, `width` units from `unit` on, without the bias.
  mlir::Value load(mlir::Value sequence, int64_t gate, mlir::Value unit) {
    return emitter.load(sums, getPosition(sequence, gate, unit));
  }
  /// Puts other values in their place.
  void store(mlir::Value sequence, int64_t gate, mlir::Value unit, mlir::Value value) {
    emitter.store(sums, getPosition(sequence, gate, unit), value);
  }

private:
  /// Neighbouring rows that are multiplied together, padded to whole vectors.
  struct Section {
    int64_t firstRow = 0, rows = 0, firstSum = 0;
    int64_t vectors = 0, perPanel = 1; ///< of the section, and of a panel but the last
    int64_t states = 1;                ///< multiplied at once
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
  mlir::Value getStart(mlir::Value position, mlir::Value params);
  mlir::Value getReal(mlir::Value sum, mlir::Value position, mlir::Value params);
  mlir::Value loadWeights(mlir::Value position);
  /// States that a panel is multiplied by at once.
  struct States {
    TensorBuffer buffer;
    mlir::Value first, sequence, params; ///< its element, the sequence of its sums, the place of its scale
    int64_t count;
  };
  void emitPanel(const Section &section, mlir::Value vector, int64_t count, const States &states);
  llvm::SmallVector<mlir::Value> multiplyAdd(const States &states, mlir::Value at, mlir::ValueRange weights,
                                             mlir::ValueRange sums);
  mlir::Value getParams(const States &states, int64_t index);
  mlir::Value getPosition(mlir::Value sequence, int64_t gate, mlir::Value unit) const;

  LoopEmitter &emitter;
  mlir::quant::UniformQuantizedType stored;
  std::optional<numerics::DynamicSpec> dynamic;
  TensorBuffer scales, zeroPoints; ///< of dynamic states, last those of `emitRest`
  bool isPerSequence;
  mlir::FloatType half; ///< of the weights, if they are stored in 16 bits
  int64_t sequences, columns, directGates, lanes, group, numSums = 0, numWeights = 0;
  ProductForm form = ProductForm::Float;
  llvm::SmallVector<Section, 2> sections;
  TensorBuffer packed, initial, multipliers, sums;
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_RECURRENT_RECURRENTPRODUCTS_H

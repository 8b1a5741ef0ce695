//===- RecurrentOps.h - The parts of a recurrent node -----------*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_RECURRENTOPS_H
#define QUANTC_LIB_IMPORT_ONNX_RECURRENTOPS_H

#include "NodeContext.h"
#include "quantc/Numerics/Recurrence.h"

namespace quantc::onnx {

/// What the attributes of LSTM, GRU and RNN say.
struct RecurrentAttributes {
  numerics::Recurrence recurrence;    ///< its functions are in `functions`
  llvm::SmallVector<bool, 2> reverse; ///< of each direction
  int64_t hidden = 0;                 ///< 0: not stated
  bool batchFirst = false;
  std::vector<std::string> functions; ///< of the first direction, then of the second
  std::vector<float> parameters;      ///< two for each function

  int64_t getNumDirections() const { return reverse.size(); }
};

/// Weights in 8 bits: `scale * value`.
struct StoredWeights {
  HostTensor values;         ///< [D, gates, inputs] of i8
  std::vector<float> scales; ///< [D, gates]
};

/// What the products of DynamicQuantizeLSTM read.
struct StoredLstm {
  StoredWeights weight, matrix;
  qnn::DynamicQuantizeOp codes; ///< of the inputs
};

/// What a node reads, time first; null where it is absent or zero.
struct RecurrentInputs {
  OperandRef x, weight, matrix, bias, hidden, cell, peephole;
  std::vector<int64_t> lengths;     ///< of the sequences; empty: all have all steps
  std::optional<StoredLstm> stored; ///< instead of weight and matrix
};

/// Reads and checks attributes. nullopt with a fault.
std::optional<RecurrentAttributes> readRecurrentAttributes(NodeContext &node);
/// Reads and checks inputs. nullopt with a fault.
std::optional<RecurrentInputs> readRecurrentInputs(NodeContext &node, const RecurrentAttributes &attributes);
/// Whether an operand is known and holds zeros only.
bool isZero(const OperandRef &operand);
/// Gives a node with weights in 8 bits, and their scales and zero points behind them, inputs of LSTM; and the weights
/// as they are stored, if products of codes can read them.
mlir::LogicalResult unpackQuantizedLstm(NodeContext &node, std::optional<StoredLstm> &stored);
/// Makes the constant of one direction, with scales of its rows.
mlir::Value makeStoredRows(NodeContext &node, const StoredWeights &weights, int64_t direction);
/// Multiplies the codes of the inputs by the weights of one direction; `bias` may be null. Null with a fault.
mlir::Value projectCodes(NodeContext &node, const StoredLstm &lstm, int64_t direction, mlir::Value bias);

/// The two halves of a bias.
struct RecurrentBiases {
  OperandRef projection, recurrence;
};

/// What the recurrence of one direction reads beside its projection.
struct RecurrentWeights {
  OperandRef matrix, bias, hidden, cell, peephole;
  mlir::Value storedMatrix; ///< instead of `matrix`; a run finds the scales of the states
};

struct RecurrentStates {
  mlir::Value hidden, cell;
};

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_RECURRENTOPS_H

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

/// What a node reads, time first; null where it is absent or zero.
struct RecurrentInputs {
  OperandRef x, weight, matrix, bias, hidden, cell, peephole;
  std::vector<int64_t> lengths; ///< of the sequences; empty: all have all steps
};

/// Reads and checks attributes. nullopt with a fault.
std::optional<RecurrentAttributes> readRecurrentAttributes(NodeContext &node);
/// Reads and checks inputs. nullopt with a fault.
std::optional<RecurrentInputs> readRecurrentInputs(NodeContext &node, const RecurrentAttributes &attributes);
/// Whether an operand is known and holds zeros only.
bool isZero(const OperandRef &operand);
/// Gives a node with weights in 8 bits, and their scales and zero points behind them, inputs of LSTM.
mlir::LogicalResult unpackQuantizedLstm(NodeContext &node);

/// The two halves of a bias.
struct RecurrentBiases {
  OperandRef projection, recurrence;
};

/// What the recurrence of one direction reads beside its projection.
struct RecurrentWeights {
  OperandRef matrix, bias, hidden, cell, peephole;
};

struct RecurrentStates {
  mlir::Value hidden, cell;
};

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_RECURRENTOPS_H

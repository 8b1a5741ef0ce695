//===- Recurrence.h - What a recurrent layer computes -----------*- C++ -*-===//
//
// The formulas of one step are in RecurrentFunctions.h.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_RECURRENCE_H
#define QUANTC_NUMERICS_RECURRENCE_H

#include "quantc/Numerics/Unary.h"

#include <array>

namespace quantc::numerics {

enum class RecurrenceKind { Rnn, Gru, Lstm };

/// What a recurrent layer computes, less its sizes and weights.
struct Recurrence {
  RecurrenceKind kind = RecurrenceKind::Rnn;
  std::array<Unary, 3> functions = {}; ///< of the gates, of the candidate, of the cell: as many as the kind has
  float clip = 0;                      ///< bound of what the functions read; 0 for none
  bool resetAfter = false;             ///< GRU: the reset gate acts on the products, not on the state before them

  int getNumFunctions() const { return int(kind) + 1; }
  /// Gates, and so rows of the matrix for each unit: 1, 3 or 4.
  int getNumGates() const { return kind == RecurrenceKind::Rnn ? 1 : int(kind) + 2; }
  /// Gates whose products read the state as the step before left it.
  int getNumDirectGates() const { return kind == RecurrenceKind::Gru && !resetAfter ? 2 : getNumGates(); }
};

/// The gates of a GRU in the order of its matrix, and those of an LSTM.
enum GruGate { kUpdate, kReset, kCandidate };
enum LstmGate { kInput, kOutput, kForget, kCell };

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_RECURRENCE_H

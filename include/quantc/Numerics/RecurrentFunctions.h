//===- RecurrentFunctions.h - One step of a recurrent unit ------*- C++ -*-===//
//
// What LSTM, GRU and RNN compute of one unit in one time step, from the sums of
// products to the new state (N14), as templates over the policy of ScalarOps.h:
// the reference runs them on floats, Lower builds vectors of them.
//
// Tested by test/Reference/recurrent-ops.mlir and recurrent-8-bit.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_RECURRENTFUNCTIONS_H
#define QUANTC_NUMERICS_RECURRENTFUNCTIONS_H

#include "quantc/Numerics/Recurrence.h"
#include "quantc/Numerics/ScalarFunctions.h"

namespace quantc::numerics {

/// The weights of the cell in the gates of one unit of an LSTM: input, output, forget.
template <class Ops> struct Peephole {
  typename Ops::F input, output, forget;
};

template <class Ops> struct LstmState {
  typename Ops::F hidden, cell;
};

/// function(clip(sum)).
template <class Ops>
QUANTC_INLINE typename Ops::F evaluateGate(Ops &o, const Recurrence &r, const Unary &function, typename Ops::F sum) {
  if (r.clip > 0)
    sum = clip(o, sum, -r.clip, r.clip);
  return evaluate(o, function, sum);
}

/// One gate of projection `x` and recurrent sum `a`.
template <class Ops>
QUANTC_INLINE typename Ops::F evaluateGate(Ops &o, const Recurrence &r, int function, typename Ops::F x,
                                           typename Ops::F a) {
  return evaluateGate(o, r, r.functions[function], o.add(x, a));
}

/// The new state of an RNN.
template <class Ops>
QUANTC_INLINE typename Ops::F evaluateRnn(Ops &o, const Recurrence &r, typename Ops::F x, typename Ops::F a) {
  return evaluateGate(o, r, 0, x, a);
}

/// The new state of a GRU from its gates and candidate: z (h - n) + n.
template <class Ops>
QUANTC_INLINE typename Ops::F mixGru(Ops &o, typename Ops::F update, typename Ops::F candidate,
                                     typename Ops::F hidden) {
  return o.add(o.mul(update, o.sub(hidden, candidate)), candidate);
}

/// The candidate of a GRU with `resetAfter`.
template <class Ops>
QUANTC_INLINE typename Ops::F evaluateCandidate(Ops &o, const Recurrence &r, typename Ops::F reset, typename Ops::F x,
                                                typename Ops::F a) {
  return evaluateGate(o, r, 1, x, o.mul(reset, a));
}

/// The new state of an LSTM. `x` and `a` are in the order of LstmGate; `peephole` may be null.
template <class Ops>
QUANTC_INLINE LstmState<Ops> evaluateLstm(Ops &o, const Recurrence &r, const std::array<typename Ops::F, 4> &x,
                                          const std::array<typename Ops::F, 4> &a, typename Ops::F cell,
                                          const Peephole<Ops> *peephole) {
  std::array<typename Ops::F, 4> sums = {o.add(x[0], a[0]), o.add(x[1], a[1]), o.add(x[2], a[2]), o.add(x[3], a[3])};
  if (peephole) {
    sums[kInput] = o.add(sums[kInput], o.mul(peephole->input, cell));
    sums[kForget] = o.add(sums[kForget], o.mul(peephole->forget, cell));
  }
  auto input = evaluateGate(o, r, r.functions[0], sums[kInput]);
  auto forget = evaluateGate(o, r, r.functions[0], sums[kForget]);
  auto candidate = evaluateGate(o, r, r.functions[1], sums[kCell]);
  auto next = o.add(o.mul(forget, cell), o.mul(input, candidate));
  if (peephole)
    sums[kOutput] = o.add(sums[kOutput], o.mul(peephole->output, next));
  auto output = evaluateGate(o, r, r.functions[0], sums[kOutput]);
  return {o.mul(output, evaluate(o, r.functions[2], next)), next};
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_RECURRENTFUNCTIONS_H

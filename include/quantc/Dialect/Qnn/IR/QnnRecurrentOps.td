//===- QnnRecurrentOps.td - Recurrences over time steps ---------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNRECURRENTOPS
#define QUANTC_DIALECT_QNN_IR_QNNRECURRENTOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

def Qnn_FloatTensor : RankedTensorOf<[F32]>;
def Qnn_RecurrentWeight : RankedTensorOf<[F32, F16, BF16, Qnn_PerAxis]>;

class Qnn_RecurrentOp<string mnemonic>
    : Qnn_PureOp<mnemonic, [AttrSizedOperandSegments, DeclareOpInterfaceMethods<Qnn_RecurrentOpInterface>]> {
  code recurrentDescription = [{

    `projection` [T, N, G H] holds the inputs of all T time steps times the weights that they have, a
    `qnn.linear` with its bias: `x_g` is gate `g` of one step, one of N sequences, one of H units.
    `weight` [G H, H] is the matrix of the recurrence and `bias` [G H] is added to its products. What a step adds is
    `a_g = sum_k weight[g H + j, k] * hidden[k] + bias[g H + j]`, one chain of fma. `reverse` takes the last
    time step first. `hidden` [T, N, H] holds the state after each step, in the place of its step.

    `functions` are names of unary ops, and `parameters` the two numbers of each (0 where it has none); `clip` bounds
    what they read to [-clip, clip]. Arithmetic and its order are N14.

    With a quantized `weight` the products are exact integers: the state is rounded to the type `state` where it is
    multiplied, and is f32 elsewhere. `hidden` may have a quantized type then, to which every state is rounded.
    With a `formula` (`quantc`, `torch`, `ort`, `tflite`) a run finds scale and zero point of the state before each step (N13): of all
    sequences together, or `per_sequence`. The type `state` then says which whole numbers are codes, and with `symmetric` the
    zero point is the middle of them. A float `weight` may be f16 or bf16, which f32 holds exactly (N12).

    Constraints:
    - (C1) shapes agree, and no axis is empty.
    - (C2) a quantized `weight` has at most 8 bits, signed, zero point 0 and scales on axis 0; `state` is a type of 8
      bits, given with a quantized `weight` only; the products of its scale and theirs are normal in f32.
    - (C3) `hidden` is quantized, to 8 or 16 bits, with a quantized `weight` only.
    - (C4) as many `functions` as the op has, each known, its parameters finite; `clip` is positive.
    - (C5) a quantized `weight` has at most 65,536 columns, so that no sum leaves 32 bits.
    - (C6) `formula` is known, and given with a `state` of scale 1 and at least three codes; `symmetric` and `per_sequence`
      are given with it only.
  }];
  dag recurrentAttributes = (ins StrArrayAttr:$functions, OptionalAttr<DenseF32ArrayAttr>:$parameters,
                             OptionalAttr<F32Attr>:$clip, UnitAttr:$reverse, OptionalAttr<TypeAttr>:$state,
                             OptionalAttr<StrAttr>:$formula, UnitAttr:$symmetric, UnitAttr:$per_sequence);
  let results = (outs Qnn_Activation:$hidden);
  let hasVerifier = 1;
  let hasCustomAssemblyFormat = 1;
}

class Qnn_SimpleRecurrentOp<string mnemonic, dag more = (ins)> : Qnn_RecurrentOp<mnemonic> {
  let arguments = !con((ins Qnn_FloatTensor:$projection, Qnn_RecurrentWeight:$weight,
                        Optional<Qnn_FloatTensor>:$bias, Optional<Qnn_FloatTensor>:$initial_hidden),
                       recurrentAttributes, more);
}

def Qnn_RnnOp : Qnn_SimpleRecurrentOp<"rnn"> {
  let summary = "Simple recurrent layer";
  let description = [{`h' = f(x + a)`: one gate, one function.}] # recurrentDescription # [{

    Example:

    ```mlir
    %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x1x4xf32>, tensor<4x4xf32>) -> tensor<5x1x4xf32>
    ```
  }];
}

def Qnn_GruOp : Qnn_SimpleRecurrentOp<"gru", (ins UnitAttr:$reset_after)> {
  let summary = "Layer of gated recurrent units";
  let description = [{
    Gates z, r, n and functions f, g: `z = f(x_z + a_z)`, `r = f(x_r + a_r)`,
    with `reset_after` `n = g(x_n + r * a_n)`, without it `n = g(x_n + a_n)` where `a_n` is of the state `r * h`;
    `h' = z * (h - n) + n`.
  }] # recurrentDescription # [{

    Example:

    ```mlir
    %y = qnn.gru %x, %w bias %b initial %h {functions = ["sigmoid", "tanh"], reset_after}
       : (tensor<5x1x12xf32>, tensor<12x4xf32>, tensor<12xf32>, tensor<1x4xf32>) -> tensor<5x1x4xf32>
    ```
  }];
}

def Qnn_LstmOp : Qnn_RecurrentOp<"lstm"> {
  let summary = "Layer of units with long short-term memory";
  let description = [{
    Gates i, o, f, c and functions f, g, h: `i = f(x_i + a_i)`, `o = f(x_o + a_o)`, `f = f(x_f + a_f)`, `n = g(x_c + a_c)`;
    the cell is `c' = f * c + i * n`, the state `h' = o * h(c')`. `peephole` [3 H] adds `p_i * c`, `p_o * c'` and
    `p_f * c` to what the gates' functions read. `cell` [N, H], if the op has that result, is the cell after the last
    step.
  }] # recurrentDescription # [{

    Example:

    ```mlir
    %y, %c = qnn.lstm %x, %w initial %h cell %c0 {functions = ["sigmoid", "tanh", "tanh"]}
       : (tensor<5x1x16xf32>, tensor<16x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) -> (tensor<5x1x4xf32>, tensor<1x4xf32>)
    ```
  }];
  let arguments = !con((ins Qnn_FloatTensor:$projection, Qnn_RecurrentWeight:$weight,
                        Optional<Qnn_FloatTensor>:$bias, Optional<Qnn_FloatTensor>:$initial_hidden,
                        Optional<Qnn_FloatTensor>:$initial_cell, Optional<Qnn_FloatTensor>:$peephole),
                       recurrentAttributes);
  let results = (outs Qnn_Activation:$hidden, Optional<Qnn_FloatTensor>:$cell);
}

#endif

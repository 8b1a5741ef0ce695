//===- ObserverPasses.td - Quantize: what is not rounded ---------*- td -*-===//

#ifndef QUANTC_QUANTIZE_OBSERVERPASSES
#define QUANTC_QUANTIZE_OBSERVERPASSES

include "mlir/Pass/PassBase.td"

def FuseActivationPass : Pass<"quantize-fuse-activation", "::mlir::func::FuncOp"> {
  let summary = "Round once for an op and the activation after it";
  let description = [{
    Takes away the observer between a contraction, add, sub or mul and the
    activation that alone reads it, so that the value before the activation is
    not rounded (N8d). ReLU and Clip then live in the range of the result,
    LeakyReLU and PReLU in the slope of its rounding, and silu, gelu, softplus and
    hard_swish of a contraction are a function in its rounding (N8f).

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.add %x, %y : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
      %1 = qnn.observe %0 "00000000000000aa" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x4xf32>
      %2 = qnn.relu %1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      %3 = qnn.observe %2 "00000000000000bb" {max = 2.0 : f32, min = 0.0 : f32} : tensor<1x4xf32>
      return %3 : tensor<1x4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.add %x, %y : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
      %1 = qnn.relu %0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      %2 = qnn.observe %1 "00000000000000bb" {max = 2.0 : f32, min = 0.0 : f32} : tensor<1x4xf32>
      return %2 : tensor<1x4xf32>
    }
    ```
  }];
  let options = [
    Option<"clips", "clips", "bool", "true", "also Clip; without, it rounds again, as in PyTorch">,
    Option<"slopes", "slopes", "bool", "true", "also LeakyReLU and PReLU; likewise">,
    Option<"functions", "functions", "bool", "true", "also silu, gelu, softplus and hard_swish; likewise">,
  ];
}

def FuseResidualPass : Pass<"quantize-fuse-residual", "::mlir::func::FuncOp"> {
  let summary = "Let an add read the accumulator of the contraction before it";
  let description = [{
    Step 2 of the recipe, N8a. Takes away the observer between a contraction and
    an `add` that alone reads it: the add then takes the accumulator, and the sum
    is rounded once. Only where both operands have the shape of the sum, the other
    one is no constant, and no activation is between. Of two candidates the later
    in the function.

    After `recipe-attach-config`: ops kept in float are left alone.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
      %0 = qnn.observe %x "00000000000000aa" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x1xf32>
      %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %2 = qnn.observe %1 "00000000000000bb" {max = 4.0 : f32, min = -2.0 : f32} : tensor<1x1xf32>
      %3 = qnn.add %0, %2 : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %4 = qnn.observe %3 "00000000000000cc" {max = 6.0 : f32, min = -3.0 : f32} : tensor<1x1xf32>
      return %4 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
      %0 = qnn.observe %x "00000000000000aa" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x1xf32>
      %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %2 = qnn.add %0, %1 : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %3 = qnn.observe %2 "00000000000000cc" {max = 6.0 : f32, min = -3.0 : f32} : tensor<1x1xf32>
      return %3 : tensor<1x1xf32>
    }
    ```
  }];
}

def RoundOutputsPass : Pass<"quantize-round-outputs", "::mlir::func::FuncOp"> {
  let summary = "Give outputs the 8-bit type that is asked for";
  let description = [{
    Returns codes of outputs that `qnn.output_type` marks: of type s8 or u8, with the
    scale and zero point of the observed range, or of the function where that is
    fixed. Of `qnn.top_k_values` and `qnn.top_k_indices` it is the operand that is
    rounded, so that both see the codes.

    Before:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> (tensor<1x2xf32> {qnn.name = "y", qnn.output_type = "u8"}) {
      %0 = qnn.relu %x {qnn.id = "00000000000000aa"} : (tensor<1x2xf32>) -> tensor<1x2xf32>
      %1 = qnn.observe %0 "00000000000000aa" {max = 127.5 : f32, min = 0.0 : f32} : tensor<1x2xf32>
      return %1 : tensor<1x2xf32>
    }
    ```

    After:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> (tensor<1x2x!quant.uniform<u8:f32, 0.5>> {qnn.name = "y"}) {
      %0 = qnn.relu %x {qnn.id = "00000000000000aa"} : (tensor<1x2xf32>) -> tensor<1x2xf32>
      %1 = qnn.observe %0 "00000000000000aa" {max = 127.5 : f32, min = 0.0 : f32} : tensor<1x2xf32>
      %2 = qnn.quantize %1 {qnn.id = "00000000000000aa"} : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<u8:f32, 0.5>>
      return %2 : tensor<1x2x!quant.uniform<u8:f32, 0.5>>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def SelectFloatOutputPass : Pass<"quantize-select-float-output", "::mlir::func::FuncOp"> {
  let summary = "Compute float outputs from accumulators, without an 8-bit rounding";
  let description = [{
    Step 3 of the recipe, N8b. Takes away the observer of a value that only leads
    to float: returned, read by an op without integer form, or read by unary
    ops, shape ops and concats whose results only lead to float. Those run in
    float. A value that an integer layer reads as well stays rounded, and so does
    the result of an op that has no float form at the end of integer operands
    (pools, reductions, arithmetic), which is rounded once and then turned into float.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
      %0 = qnn.observe %x "00000000000000aa" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x1xf32>
      %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %2 = qnn.observe %1 "00000000000000bb" {max = 4.0 : f32, min = -2.0 : f32} : tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
      %0 = qnn.observe %x "00000000000000aa" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x1xf32>
      %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```
  }];
}

def RoundRecurrencesPass : Pass<"quantize-round-recurrences", "::mlir::func::FuncOp"> {
  let summary = "Give recurrent layers 8-bit weights and an 8-bit state for their products";
  let description = [{
    The matrix of an LSTM, GRU or RNN becomes integers with scales for its rows, and
    the state is rounded, where it is multiplied, to the type that its observer's range
    has (N14). Between steps it stays f32, so that no error adds up. The projection of
    the inputs is not rounded: its observer goes, and the linear layer gives float from
    its accumulator (N8b).

    A layer whose `qnn.qconfig` has `mode = "dynamic"` needs no range: a run finds that of the
    states before each step, for codes of the type that `activations` says, by its formula (N13). A
    matrix that the network brings quantized, signed and without zero points, is taken as it is.

    A layer stays in float if its matrix is no constant, or its states were not
    observed or shall have 16 bits.

    After `calibrate-attach-ranges`.

    Before:

    ```mlir
    func.func @f(%x: tensor<3x1x1xf32>) -> tensor<3x1x1xf32> {
      %r = qnn.constant dense<0.5> : tensor<1x1xf32> as tensor<1x1xf32>
      %0 = qnn.rnn %x, %r {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
      %1 = qnn.observe %0 "00000000000000aa" {max = 0.5 : f32, min = -0.75 : f32} : tensor<3x1x1xf32>
      return %1 : tensor<3x1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<3x1x1xf32>) -> tensor<3x1x1xf32> {
      %r = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.0039370078593492508}>>
      %0 = qnn.rnn %x, %r {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.0049019609577953815:25>} : (tensor<3x1x1xf32>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.0039370078593492508}>>) -> tensor<3x1x1xf32>
      %1 = qnn.observe %0 "00000000000000aa" {max = 0.5 : f32, min = -0.75 : f32} : tensor<3x1x1xf32>
      return %1 : tensor<3x1x1xf32>
    }
    ```
  }];
}

#endif // QUANTC_QUANTIZE_OBSERVERPASSES

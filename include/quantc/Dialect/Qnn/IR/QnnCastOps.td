//===- QnnCastOps.td - Between float and quantized --------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNCASTOPS
#define QUANTC_DIALECT_QNN_IR_QNNCASTOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

def Qnn_QuantizeOp : Qnn_PureOp<"quantize", [SameOperandsAndResultShape]> {
  let summary = "Round a float tensor to quantized values";
  let description = [{
    `q = clamp(roundeven(f32(x / scale)) + zero_point)` (N2). Never folded with
    a `dequantize` before or after it unless no stored value changes.

    Example:

    ```mlir
    %q = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:3>>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input);
  let results = (outs RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def Qnn_DequantizeOp : Qnn_PureOp<"dequantize", [SameOperandsAndResultShape]> {
  let summary = "Turn quantized values into float";
  let description = [{
    `f32(f32(q - zero_point) * f32(scale))` (N1, N8b). Of an accumulator: the
    float output of a contraction without an 8-bit rounding in between.

    Example:

    ```mlir
    %x = qnn.dequantize %q : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$input);
  let results = (outs RankedTensorOf<[F32]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

def Qnn_RequantizeOp : Qnn_PureOp<"requantize", [SameOperandsAndResultShape]> {
  let summary = "Round an accumulator or quantized tensor to another quantized type";
  let description = [{
    `t = f32(f32(q - zero_point_in) * m[c])` with `m[c]` the f32 nearest to the
    double `scale_in[c] / scale_out`; if `negative_slope` is given, negative `t`
    becomes `f32(t * negative_slope[c])`; `function` puts a function such as silu in
    its place, multiplied by `gains[c]` where given (N8f); then
    `clamp(roundeven(t) + zero_point_out)` (N5, N8d). The clamp is to the storage range
    of the result, or to `clamp` where given. In PyTorch's profiles the real
    value is rounded instead (N11a), of an accumulator with `bias` (N11e).

    Constraints:
    - (C1) `clamp` is two stored values, low and high, within the storage range, low <= high.
    - (C2) `negative_slope` has one value, or one for each index of the last axis. - (C3) the result has 8 or 16 bits.
    - (C4) `function` is `silu`, `gelu`, `gelu_tanh`, `softplus` or `hard_swish`, of an accumulator, and without `negative_slope`.
    - (C5) `gains` has one finite value for each index of the last axis, and only with `function`.
    - (C6) `bias` has one finite value for each index of the last axis; the input is an accumulator, the profile
      `torch-x86`, and there is no `negative_slope`.

    Example:

    ```mlir
    %y = qnn.requantize %acc {clamp = array<i64: 3, 100>}
       : (tensor<1x4x!quant.uniform<i32:f32, 0.01>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>
    ```
  }];
  let arguments = (ins RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$input,
                       OptionalAttr<DenseI64ArrayAttr>:$clamp,
                       OptionalAttr<DenseF32ArrayAttr>:$negative_slope,
                       OptionalAttr<StrAttr>:$function,
                       OptionalAttr<DenseF32ArrayAttr>:$gains,
                       OptionalAttr<DenseF32ArrayAttr>:$bias);
  let results = (outs RankedTensorOf<[Qnn_PerTensor]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_ObserveOp : Qnn_Op<"observe", [SameOperandsAndResultType]> {
  let summary = "Record statistics of a float tensor and pass it through";
  let description = [{
    Returns `input` unchanged. Calibration records the statistics of `input`
    under `id`; `calibrate-attach-ranges` writes the range found as `min`, `max`.

    The op is deliberately not `Pure`: an unused observer must survive DCE.

    Constraints:
    - (C1) `id` is not empty.
    - (C2) `min` and `max` are given together, finite, and `min <= max`.

    Example:

    ```mlir
    %y = qnn.observe %x "8f3a11c202d94e01" {min = -1.0 : f32, max = 2.5 : f32} : tensor<1x8x8x16xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input, StrAttr:$id,
                       OptionalAttr<F32Attr>:$min, OptionalAttr<F32Attr>:$max);
  let results = (outs RankedTensorOf<[F32]>:$output);
  let assemblyFormat = "$input $id attr-dict `:` type($input)";
  let hasVerifier = 1;
}

def Qnn_CastOp : Qnn_PureOp<"cast", [SameOperandsAndResultShape]> {
  let summary = "Convert between float and plain integer elements";
  let description = [{
    To integer: truncates toward zero and saturates, NaN becomes 0. To `i1`: not
    equal to zero. To float: nearest, ties to even.
  }];
  let arguments = (ins Qnn_PlainTensor:$input);
  let results = (outs Qnn_PlainTensor:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}

#endif

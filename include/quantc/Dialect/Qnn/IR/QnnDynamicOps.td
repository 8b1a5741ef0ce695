//===- QnnDynamicOps.td - Scales that a run finds ---------------*- td -*-===//
//
// Three pieces around an integer contraction, whose kernels stay what they are.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNDYNAMICOPS
#define QUANTC_DIALECT_QNN_IR_QNNDYNAMICOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

def Qnn_DynamicQuantizeOp : Qnn_PureOp<"dynamic_quantize"> {
  let summary = "Round a float tensor to codes, by the range that it has";
  let description = [{
    Finds the range of `input`, widened to hold 0, for the whole tensor or for each row along the
    last axis, as the shape of `scale` says; from it a scale and a zero point by `formula`
    (`quantc`, `torch`, `ort`, `tflite`), and the codes: whole numbers, of which the type of `codes` says the limits
    (N13). With `symmetric` the zero point is the middle of the limits. The real value of an element is
    `scale * (code - zero_point)`.

    Constraints:
    - (C1) `codes` has 8 bits, the scale 1, at least three codes, and the shape of `input`.
    - (C2) `zero_point` has the element type of `codes` and the shape of `scale`.
    - (C3) `scale` has rank 0, or the shape of `input` without the last axis.
    - (C4) `formula` is known.

    Example:

    ```mlir
    %q, %s, %z = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4x16xf32>)
      -> (tensor<4x16x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.0>>)
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input, StrAttr:$formula, UnitAttr:$symmetric);
  let results = (outs RankedTensorOf<[Qnn_PerTensor]>:$codes, RankedTensorOf<[F32]>:$scale,
                      RankedTensorOf<[Qnn_PerTensor]>:$zero_point);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The formula and the limits of the codes.
    ::quantc::numerics::DynamicSpec getSpec();
  }];
}

def Qnn_SubtractZeroPointOp : Qnn_PureOp<"subtract_zero_point"> {
  let summary = "Take the zero point of its input out of an accumulator";
  let description = [{
    `accumulator[..., n] - zero_point * sums[n]` in 32 bits, modulo 2^32: of sums of codes times weights, with the
    sums of the weights of each channel, the sums of `(code - zero_point)` times weights (N13).

    Constraints:
    - (C1) `accumulator` has i32 storage and zero points 0, and the type of `output`.
    - (C2) `zero_point` has 8 bits and the scale 1, and rank 0 or the shape of `accumulator` without the last axis.
    - (C3) `sums` has one value for each index of the last axis.

    Example:

    ```mlir
    %y = qnn.subtract_zero_point %acc, %z, %sums
       : (tensor<1x4x!quant.uniform<i32:f32, 0.01>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<4xi32>)
       -> tensor<1x4x!quant.uniform<i32:f32, 0.01>>
    ```
  }];
  let arguments = (ins RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$accumulator,
                       RankedTensorOf<[Qnn_PerTensor]>:$zero_point, RankedTensorOf<[I32]>:$sums);
  let results = (outs RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_DynamicDequantizeOp : Qnn_PureOp<"dynamic_dequantize"> {
  let summary = "Turn an accumulator into float, by a scale that the run has found";
  let description = [{
    `f32(f32(f32(acc) * f32(scale * s[n])) + bias[n])` with `s[n]` the scale of the accumulator's type: that of the weights
    (N13).

    Constraints:
    - (C1) `accumulator` has i32 storage, zero points 0 and, if it has several scales, those of the last axis.
    - (C2) `scale` has rank 0, or the shape of `accumulator` without the last axis.
    - (C3) `output` has the shape of `accumulator`, and `bias` one value for each index of the last axis.

    Example:

    ```mlir
    %y = qnn.dynamic_dequantize %acc, %s bias %b
       : (tensor<1x4x!quant.uniform<i32:f32, 0.01>>, tensor<f32>, tensor<4xf32>) -> tensor<1x4xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[Qnn_PerTensor, Qnn_PerAxis]>:$accumulator, RankedTensorOf<[F32]>:$scale,
                       Optional<RankedTensorOf<[F32]>>:$bias);
  let results = (outs RankedTensorOf<[F32]>:$output);
  let assemblyFormat = [{
    $accumulator `,` $scale (`bias` $bias^)? attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif

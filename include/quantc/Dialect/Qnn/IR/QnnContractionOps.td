//===- QnnContractionOps.td - Sums of products ------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNCONTRACTIONOPS
#define QUANTC_DIALECT_QNN_IR_QNNCONTRACTIONOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

class Qnn_ContractionOp<string mnemonic>
    : Qnn_PureOp<mnemonic, [DeclareOpInterfaceMethods<Qnn_ContractionOpInterface>]> {
  code contractionDescription = [{
    On float tensors one fma a tap, kernel row, column and input channel
    ascending, one chain for each output element, starting from +0, then the bias,
    if there is one; padding reads as +0 (N9). On quantized tensors the result is the
    i32 accumulator `sum (q_x - zero_point_x) * q_w + bias` (N3, N6); each
    rounding is an op of its own.

    Constraints:
    - (C1) `input`, `weight` and `output` are all float or all quantized.
    - (C2) a quantized weight has zero point 0, and scales on axis 0 if it has several.
    - (C3) a quantized bias and output have i32 storage, zero point 0 and the scales `scale_x * scale_w`.
    - (C4) shapes agree.
    - (C5) strides, dilations and groups are positive, pads are not negative.
  }];
  let hasVerifier = 1;
  let assemblyFormat = [{
    $input `,` $weight (`bias` $bias^)? attr-dict `:` custom<ContractionTypes>(type($input), type($weight), type($bias), type($output), ref($bias))
  }];
  let results = (outs Qnn_Value:$output);
}

def Qnn_Conv2DOp : Qnn_ContractionOp<"conv2d"> {
  let summary = "Convolve images with a filter";
  let description = [{
    `input` [N, H, W, I], `weight` [O, KH, KW, I / groups], `bias` [O], `output` [N, OH, OW, O].
    `pads` are top, left, bottom, right; depthwise is `groups == I`.
  }] # contractionDescription # [{

    Example:

    ```mlir
    %y = qnn.conv2d %x, %w bias %b {strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 1, 1>}
       : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>, tensor<16xf32>) -> tensor<1x4x4x16xf32>
    ```
  }];
  let arguments = (ins Qnn_Activation:$input, Qnn_Weight:$weight, Optional<Qnn_Value>:$bias,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pads,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
                       DefaultValuedAttr<I64Attr, "1">:$groups);
  let extraClassDeclaration = [{
    /// Whether each input channel has filters of its own: groups == I > 1.
    bool isDepthwise();
  }];
}

def Qnn_ConvTranspose2DOp : Qnn_ContractionOp<"conv_transpose2d"> {
  let summary = "Transposed convolution of images";
  let description = [{
    `input` [N, H, W, I], `weight` [O, KH, KW, I / groups], `output` [N, OH, OW, O] with
    `OH = (H - 1) * stride + dilation * (KH - 1) + 1 + output_padding - pads`.
    `output[n, y, x, o]` sums `input[n, h, w, i] * weight[o, kh, kw, i]` over
    `h * stride + kh * dilation - pad == y`, likewise for columns.
  }] # contractionDescription;
  let arguments = (ins Qnn_Activation:$input, Qnn_Weight:$weight, Optional<Qnn_Value>:$bias,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pads,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0}">:$output_padding,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
                       DefaultValuedAttr<I64Attr, "1">:$groups);
}

def Qnn_LinearOp : Qnn_ContractionOp<"linear"> {
  let summary = "Multiply activations by a weight matrix and add a bias";
  let description = [{
    `output[..., n] = sum_k input[..., k] * weight[n, k] + bias[n]`: `input` [..., K],
    `weight` [N, K], `bias` [N], `output` [..., N].
  }] # contractionDescription # [{

    Example:

    ```mlir
    %y = qnn.linear %x, %w : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
    ```
  }];
  let arguments = (ins Qnn_Activation:$input, Qnn_Weight:$weight, Optional<Qnn_Value>:$bias);
}

def Qnn_MatMulOp : Qnn_PureOp<"matmul"> {
  let summary = "Multiply two activations";
  let description = [{
    `lhs` [..., M, K] times `rhs` [..., K, N]; leading axes broadcast as in NumPy. One
    fma an element, k ascending. A `rhs` that is constant becomes `qnn.linear` in Prepare.

    Constraints:
    - (C1) shapes agree.
    - (C2) all float, or quantized per tensor with an i32 result of zero point 0 and scale `scale_lhs * scale_rhs`.
  }];
  let arguments = (ins Qnn_Activation:$lhs, Qnn_Activation:$rhs);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif

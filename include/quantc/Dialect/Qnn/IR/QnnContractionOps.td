//===- QnnContractionOps.td - Sums of products ------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNCONTRACTIONOPS
#define QUANTC_DIALECT_QNN_IR_QNNCONTRACTIONOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

class Qnn_ContractionOp<string mnemonic, list<Trait> traits = []>
    : Qnn_PureOp<mnemonic, !listconcat([DeclareOpInterfaceMethods<Qnn_ContractionOpInterface>], traits)> {
  code contractionDescription = [{
    On float tensors one fma a tap, kernel row, column and input channel
    ascending, one chain for each output element, starting from +0, then the bias,
    if there is one; padding reads as +0 (N9). On quantized tensors the result is the
    i32 accumulator `sum (q_x - zero_point_x) * q_w + bias` (N3, N6); each
    rounding is an op of its own. Of `conv2d` and `linear` the weight alone may be
    stored in fewer bits than f32, beside a float input (N12).

    Constraints:
    - (C1) `input`, `weight` and `output` are all float or all quantized, as is the bias; or all but the weight
      are float, and it is f16, bf16, or quantized with storage of 2, 4 or 8 bits.
    - (C2) a quantized weight has scales on axis 0 if it has several, and zero point 0 beside a quantized input.
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
    Padding reads as `pad_values`, one real value for each input channel, where they are given:
    as f32, or of a quantized input exactly, as far as its range goes (N6a).
  }] # contractionDescription # [{
    - (C6) `pad_values` are finite, one for each input channel.

    Example:

    ```mlir
    %y = qnn.conv2d %x, %w bias %b {strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 1, 1>}
       : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>, tensor<16xf32>) -> tensor<1x4x4x16xf32>
    ```
  }];
  let arguments = (ins Qnn_Activation:$input, Qnn_StoredWeight:$weight, Optional<Qnn_Value>:$bias,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pads,
                       DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
                       DefaultValuedAttr<I64Attr, "1">:$groups,
                       OptionalAttr<DenseF32ArrayAttr>:$pad_values);
  let extraClassDeclaration = [{
    /// Whether padding reads as anything but zero.
    bool hasPadValues() { return getPadValues().has_value(); }
    /// Returns `pad_values` in steps of a quantized input's scale, from its zero point, within its range; empty without.
    llvm::SmallVector<double> getPadSteps();
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

def Qnn_LinearOp : Qnn_ContractionOp<"linear", [AttrSizedOperandSegments]> {
  let summary = "Multiply activations by a weight matrix and add a bias";
  let description = [{
    `output[..., n] = sum_k input[..., k] * weight[n, k] + bias[n]`: `input` [..., K],
    `weight` [N, K], `bias` [N], `output` [..., N].

    Of a float input, `group_size` neighbours of a row of weights may share a scale and a
    zero point: `scales` and `zero_points` are [N, K / group_size], rounded up, and the weight
    is codes, with scale 1 and zero point 0. As operands they are constants like others;
    a type would be text as long as the weights.
  }] # contractionDescription # [{
    - (C6) `scales` and `group_size` come together, beside a float input and a weight of scale 1 and
      zero point 0; `zero_points` come with them, and have the weight's element type.

    Example:

    ```mlir
    %y = qnn.linear %x, %w : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
    %z = qnn.linear %x, %v scales %s {group_size = 4 : i64}
       : (tensor<1x8xf32>, tensor<4x8x!quant.uniform<i4:f32, 1.0>>, tensor<4x2xf32>) -> tensor<1x4xf32>
    ```
  }];
  let arguments = (ins Qnn_Activation:$input, Qnn_StoredWeight:$weight, Optional<Qnn_Value>:$bias,
                       Optional<RankedTensorOf<[F32]>>:$scales, Optional<RankedTensorOf<[Qnn_PerTensor]>>:$zero_points,
                       OptionalAttr<I64Attr>:$group_size);
  let assemblyFormat = [{
    $input `,` $weight (`bias` $bias^)? (`scales` $scales^)? (`zero_points` $zero_points^)? attr-dict `:`
    custom<LinearTypes>(type($input), type($weight), type($bias), type($scales), type($zero_points), type($output),
                        ref($bias), ref($scales), ref($zero_points))
  }];
  let builders = [OpBuilder<(ins "::mlir::Type":$output, "::mlir::Value":$input, "::mlir::Value":$weight,
                                 "::mlir::Value":$bias),
                            [{ build($_builder, $_state, output, input, weight, bias, {}, {}, {}); }]>];
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

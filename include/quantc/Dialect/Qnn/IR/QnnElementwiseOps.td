//===- QnnElementwiseOps.td - One element at a time -------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNELEMENTWISEOPS
#define QUANTC_DIALECT_QNN_IR_QNNELEMENTWISEOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

//===----------------------------------------------------------------------===//
// Unary: the function is numerics::Unary; 8-bit is the table of N7.
//===----------------------------------------------------------------------===//

class Qnn_UnaryOp<string mnemonic, string formula, list<Trait> traits = [], dag params = (ins)>
    : Qnn_PureOp<mnemonic, !listconcat([SameOperandsAndResultShape, DeclareOpInterfaceMethods<Qnn_UnaryOpInterface>], traits)> {
  let summary = "Elementwise " # formula;
  let description = "`" # formula # [{`, in f32 as `lib/Numerics` defines it; on 8-bit tensors a table of
    256 entries, `quantize(f(dequantize(q)))` (N7).

    Constraints:
    - (C1) `input` and `output` are both float or both 8 or 16 bits. - (C2) parameters are finite; a clip's `min <= max`, the `alpha` of celu is positive.
  }];
  let arguments = !con((ins Qnn_Activation:$input), params);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_ReluOp : Qnn_UnaryOp<"relu", "max(x, 0)">;
def Qnn_ClipOp : Qnn_UnaryOp<"clip", "min(max(x, min), max)", [], (ins F32Attr:$min, F32Attr:$max)>;
def Qnn_LeakyReluOp : Qnn_UnaryOp<"leaky_relu", "x >= 0 ? x : alpha * x", [], (ins F32Attr:$alpha)>;
def Qnn_EluOp : Qnn_UnaryOp<"elu", "x >= 0 ? x : alpha * (exp(x) - 1)", [], (ins F32Attr:$alpha)>;
def Qnn_CeluOp : Qnn_UnaryOp<"celu", "x >= 0 ? x : alpha * (exp(x / alpha) - 1)", [], (ins F32Attr:$alpha)>;
def Qnn_SeluOp : Qnn_UnaryOp<"selu", "gamma * (x >= 0 ? x : alpha * (exp(x) - 1))", [], (ins F32Attr:$alpha, F32Attr:$gamma)>;
def Qnn_ThresholdOp : Qnn_UnaryOp<"threshold", "x > threshold ? x : value", [], (ins F32Attr:$threshold, F32Attr:$value)>;
def Qnn_ShrinkOp : Qnn_UnaryOp<"shrink", "x < -lambda ? x + bias : x > lambda ? x - bias : 0", [], (ins F32Attr:$lambda, F32Attr:$bias)>;
def Qnn_SigmoidOp : Qnn_UnaryOp<"sigmoid", "1 / (1 + exp(-x))", [DeclareOpInterfaceMethods<Qnn_FixedOutputRangeOpInterface>]>;
def Qnn_TanhOp : Qnn_UnaryOp<"tanh", "tanh(x)", [DeclareOpInterfaceMethods<Qnn_FixedOutputRangeOpInterface>]>;
def Qnn_HardSigmoidOp : Qnn_UnaryOp<"hard_sigmoid", "min(max(alpha * x + beta, 0), 1)", [], (ins F32Attr:$alpha, F32Attr:$beta)>;
def Qnn_HardSwishOp : Qnn_UnaryOp<"hard_swish", "x * min(max(x / 6 + 0.5, 0), 1)">;
def Qnn_SiluOp : Qnn_UnaryOp<"silu", "x * sigmoid(x)">;
def Qnn_GeluOp : Qnn_UnaryOp<"gelu", "0.5 * x * (1 + erf(x / sqrt(2)))">;
def Qnn_GeluTanhOp : Qnn_UnaryOp<"gelu_tanh", "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))">;
def Qnn_ErfOp : Qnn_UnaryOp<"erf", "erf(x)">;
def Qnn_SoftplusOp : Qnn_UnaryOp<"softplus", "log(1 + exp(x))">;
def Qnn_SoftsignOp : Qnn_UnaryOp<"softsign", "x / (1 + |x|)">;
def Qnn_MishOp : Qnn_UnaryOp<"mish", "x * tanh(softplus(x))">;
def Qnn_ExpOp : Qnn_UnaryOp<"exp", "exp(x)">;
def Qnn_LogOp : Qnn_UnaryOp<"log", "log(x)">;
def Qnn_SqrtOp : Qnn_UnaryOp<"sqrt", "sqrt(x)">;
def Qnn_ReciprocalOp : Qnn_UnaryOp<"reciprocal", "1 / x">;
def Qnn_NegOp : Qnn_UnaryOp<"neg", "-x">;
def Qnn_AbsOp : Qnn_UnaryOp<"abs", "|x|">;
def Qnn_SignOp : Qnn_UnaryOp<"sign", "sign(x)">;
def Qnn_FloorOp : Qnn_UnaryOp<"floor", "floor(x)">;
def Qnn_CeilOp : Qnn_UnaryOp<"ceil", "ceil(x)">;
def Qnn_RoundOp : Qnn_UnaryOp<"round", "roundeven(x)">;
def Qnn_PowScalarOp : Qnn_UnaryOp<"pow_scalar", "pow(x, exponent)", [], (ins F32Attr:$exponent)>;

def Qnn_PReluOp : Qnn_PureOp<"prelu"> {
  let summary = "Leaky ReLU with a learned slope";
  let description = [{
    `x >= 0 ? x : f32(slope * x)`; a float `slope` broadcasts to `input` as in NumPy. On
    8-bit tensors `quantize` of that function of `dequantize(q)` (N7).
    Constraints:
    - (C1) `input` and `output` have one shape and are both float or both quantized; `slope` is float and broadcasts.
  }];
  let arguments = (ins Qnn_Activation:$input, RankedTensorOf<[F32]>:$slope);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Binary: operands broadcast as in NumPy.
//===----------------------------------------------------------------------===//

class Qnn_BinaryOp<string mnemonic, string formula, list<Trait> traits = [], dag params = (ins)>
    : Qnn_PureOp<mnemonic, traits> {
  let summary = "Elementwise " # formula # " with broadcasting";
  let arguments = !con((ins Qnn_Value:$lhs, Qnn_Value:$rhs), params);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class Qnn_RoundingBinaryOp<string mnemonic, string formula>
    : Qnn_BinaryOp<mnemonic, formula, [], (ins OptionalAttr<DenseI64ArrayAttr>:$clamp, OptionalAttr<DenseF32ArrayAttr>:$negative_slope)>;

def Qnn_AddOp : Qnn_RoundingBinaryOp<"add", "a + b"> {
  let description = [{
    Float: one f32 addition. Quantized (N8): `t = f32(f32(f32(q_a - z_a) * m_a) + f32(f32(q_b - z_b) * m_b))`,
    `m_i` the f32 nearest to `s_i / s_y`; `negative_slope` and `clamp` act as on `qnn.requantize`. One
    operand may be an i32 accumulator with scales on the last axis (N8a).

    Constraints:
    - (C1) operands broadcast to the result shape.
    - (C2) all float, or all quantized; at most one operand has i32 storage, and it is not broadcast.
    - (C3) `clamp` and `negative_slope` as on `qnn.requantize`, and only on quantized tensors.
  }];
}
def Qnn_SubOp : Qnn_RoundingBinaryOp<"sub", "a - b"> {
  let description = [{As `qnn.add`, with the second term subtracted (N8).}];
}
def Qnn_MulOp : Qnn_RoundingBinaryOp<"mul", "a * b"> {
  let description = [{
    Float: one f32 product. Quantized: the integer product `(q_a - z_a) * (q_b - z_b)`, then N5 with
    `m = s_a * s_b / s_y` (N8). Constraints as on `qnn.add`, without accumulators.
  }];
}
def Qnn_DivOp : Qnn_BinaryOp<"div", "a / b"> {
  let description = [{One f32 division. Float only.}];
}
def Qnn_PowOp : Qnn_BinaryOp<"pow", "pow(a, b)"> {
  let description = [{`numerics::pow`. Float only.}];
}
def Qnn_MinOp : Qnn_BinaryOp<"min", "min(a, b)"> {
  let description = [{
    Float: a NaN operand wins. Quantized: each operand is requantized to the
    result type (N5), then the integer minimum (N8).
  }];
}
def Qnn_MaxOp : Qnn_BinaryOp<"max", "max(a, b)"> {
  let description = [{As `qnn.min`, with the maximum.}];
}

def Qnn_SoftmaxOp : Qnn_PureOp<"softmax", [SameOperandsAndResultShape, DeclareOpInterfaceMethods<Qnn_ReasonForFloatOpInterface>,
                                           DeclareOpInterfaceMethods<Qnn_FixedOutputRangeOpInterface>]> {
  let summary = "exp(x - max) / sum along one axis";
  let description = [{
    The sum runs in 16 interleaved partial sums and a fixed tree (N9). Of 8 and 16 bits `quantize(softmax(dequantize(q)))`,
    in profile tflite N16h; no other profile quantizes it.
    Constraints: - (C1) `axis` is in [0, rank). - (C2) both float, or both 8 or 16 bits.
  }];
  let arguments = (ins Qnn_Activation:$input, I64Attr:$axis);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Qnn_LogSoftmaxOp : Qnn_PureOp<"log_softmax", [SameOperandsAndResultType, DeclareOpInterfaceMethods<Qnn_ReasonForFloatOpInterface>]> {
  let summary = "x - max - log(sum(exp(x - max))) along one axis";
  let description = [{Float only, sum as in `qnn.softmax`. Constraints: - (C1) `axis` is in [0, rank).}];
  let arguments = (ins RankedTensorOf<[F32]>:$input, I64Attr:$axis);
  let results = (outs RankedTensorOf<[F32]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Qnn_LrnOp : Qnn_PureOp<"lrn", [SameOperandsAndResultType, DeclareOpInterfaceMethods<Qnn_ReasonForFloatOpInterface>]> {
  let summary = "Local response normalization over the last axis";
  let description = [{
    `x / pow(bias + alpha / size * sum of squares over the window, beta)`; the window of channel c
    is [c - floor((size - 1) / 2), c + ceil((size - 1) / 2)], summed ascending. Float only. (C1) rank and `size` >= 1.
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input, I64Attr:$size, F32Attr:$alpha, F32Attr:$beta, F32Attr:$bias);
  let results = (outs RankedTensorOf<[F32]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif

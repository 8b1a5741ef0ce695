//===- QnnShapeOps.td - Moving elements -------------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNSHAPEOPS
#define QUANTC_DIALECT_QNN_IR_QNNSHAPEOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

class Qnn_ShapeOp<string mnemonic, dag args, list<Trait> traits = []>
    : Qnn_PureOp<mnemonic, !listconcat([DeclareOpInterfaceMethods<Qnn_SameScalesOpInterface>], traits)> {
  let arguments = args;
  let results = (outs Qnn_AnyTensor:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_ReshapeOp : Qnn_ShapeOp<"reshape", (ins Qnn_AnyTensor:$input)> {
  let summary = "The same elements in row-major order under another shape";
  let description = [{Constraints: - (C1) element types and counts agree.}];
  let hasFolder = 1;
}
def Qnn_TransposeOp : Qnn_ShapeOp<"transpose", (ins Qnn_AnyTensor:$input, DenseI64ArrayAttr:$permutation)> {
  let summary = "Permute axes";
  let description = [{
    Axis i of the result is axis `permutation[i]` of the input.
    Constraints: - (C1) `permutation` is one, and the shapes follow it. - (C2) scales along an axis follow it, too.
  }];
  let hasFolder = 1;
}
def Qnn_BroadcastOp : Qnn_ShapeOp<"broadcast", (ins Qnn_AnyTensor:$input)> {
  let summary = "Repeat axes of size 1, and add leading axes, as NumPy broadcasts";
  let description = [{Constraints: - (C1) the input broadcasts to the result shape.}];
}
def Qnn_SliceOp : Qnn_ShapeOp<"slice", (ins Qnn_AnyTensor:$input, DenseI64ArrayAttr:$offsets, DenseI64ArrayAttr:$strides)> {
  let summary = "Every strides[i]-th element from offsets[i] on, as many as the result has";
  let description = [{
    A negative stride walks backwards.
    Constraints: - (C1) every element read is inside the input; strides are not 0, offsets not negative.
  }];
}
def Qnn_PadOp : Qnn_ShapeOp<"pad", (ins Qnn_AnyTensor:$input, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, F32Attr:$value)> {
  let summary = "Surround with a constant";
  let description = [{
    On quantized tensors `value` is quantized by N2 (N6).
    Constraints: - (C1) `low` and `high` are not negative and explain the result shape.
  }];
}
def Qnn_ConcatOp : Qnn_PureOp<"concat"> {
  let summary = "Join tensors along an axis";
  let description = [{
    Quantized operands may have scales of their own: each is requantized to the
    result type (N5, N8); where types agree stored values pass unchanged.
    Constraints: - (C1) `axis` is in [0, rank), other axes agree, sizes add up.
  }];
  let arguments = (ins Variadic<Qnn_AnyTensor>:$inputs, I64Attr:$axis);
  let results = (outs Qnn_AnyTensor:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Qnn_GatherOp : Qnn_ShapeOp<"gather", (ins Qnn_AnyTensor:$input, RankedTensorOf<[I32, I64]>:$indices, I64Attr:$axis)> {
  let summary = "Take slices by index along an axis";
  let description = [{
    The axis is replaced by the shape of `indices`. A negative index counts from the end; an
    index out of range reads the nearest valid one.
    Constraints: - (C1) `axis` is in [0, rank) and not empty, and the shapes agree.
  }];
}

def Qnn_ResizeMode : I64EnumAttr<"ResizeMode", "how a resize samples", [
  I64EnumAttrCase<"Nearest", 0, "nearest">, I64EnumAttrCase<"Linear", 1, "linear">]> {
  let cppNamespace = "::quantc::qnn";
}
def Qnn_ResizeCoordinates : I64EnumAttr<"ResizeCoordinates", "where a result element lies in the input", [
  I64EnumAttrCase<"HalfPixel", 0, "half_pixel">, I64EnumAttrCase<"Asymmetric", 1, "asymmetric">,
  I64EnumAttrCase<"AlignCorners", 2, "align_corners">, I64EnumAttrCase<"PytorchHalfPixel", 3, "pytorch_half_pixel">]> {
  let cppNamespace = "::quantc::qnn";
}
def Qnn_ResizeRounding : I64EnumAttr<"ResizeRounding", "how nearest rounds a coordinate", [
  I64EnumAttrCase<"RoundPreferFloor", 0, "round_prefer_floor">, I64EnumAttrCase<"RoundPreferCeil", 1, "round_prefer_ceil">,
  I64EnumAttrCase<"Floor", 2, "floor">, I64EnumAttrCase<"Ceil", 3, "ceil">]> {
  let cppNamespace = "::quantc::qnn";
}
def Qnn_ResizeOp : Qnn_ShapeOp<"resize", (ins Qnn_AnyTensor:$input, Qnn_ResizeMode:$mode, Qnn_ResizeCoordinates:$coordinates,
                                          Qnn_ResizeRounding:$rounding, DenseF64ArrayAttr:$scales)> {
  let summary = "Resample an image";
  let description = [{
    `input` [N, H, W, C]; `scales` are two, result size over input size for height and width, as the
    network states them. Coordinates are computed in f32 at compile time as ONNX defines
    them. Linear: rows first, then columns, each `f32(f32(a * (1 - t)) + f32(b * t))`, of stored
    values less the zero point, of which the result is rounded (N8e).
    Constraints: - (C1) `scales` has two positive finite values; N and C agree; H and W are not 0.
    - (C2) linear is of float, or of 8 or 16 bits with one scale.
  }];
}

#endif

//===- QnnPoolOps.td - Windows and reductions -------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNPOOLOPS
#define QUANTC_DIALECT_QNN_IR_QNNPOOLOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

class Qnn_PoolOp<string mnemonic, list<Trait> traits = [], dag params = (ins)> : Qnn_PureOp<mnemonic, traits> {
  let arguments = !con((ins Qnn_Activation:$input, DenseI64ArrayAttr:$kernel,
                            DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
                            DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pads,
                            DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations), params);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_MaxPool2DOp : Qnn_PoolOp<"max_pool2d", [DeclareOpInterfaceMethods<Qnn_SameScalesOpInterface>]> {
  let summary = "Maximum over windows of an image";
  let description = [{
    `input` [N, H, W, C], `pads` top, left, bottom, right. Padding is ignored (N6). Output sizes
    are stated by the result type: a window may start inside and end beyond the
    bottom and right pads (ceil mode).

    Constraints:
    - (C1) attributes have 2, 2, 4 and 2 values; kernel, strides and dilations positive, pads not negative.
    - (C2) N and C agree, every window holds at least one element of the image.
    - (C3) quantized types agree.
  }];
}
def Qnn_AvgPool2DOp : Qnn_PoolOp<"avg_pool2d", [], (ins DefaultValuedAttr<BoolAttr, "false">:$count_include_pad)> {
  let summary = "Average over windows of an image";
  let description = [{
    As `qnn.max_pool2d`. Float: 16 interleaved partial sums over the window, then
    a fixed tree and one division by the count (N9). Quantized: the integer sum of
    `q - zero_point`, then N5 with `m = s_x / (count * s_y)` (N8). The count leaves padding
    out unless `count_include_pad`, and never counts beyond the pads.
  }];
}

def Qnn_ReduceKind : I64EnumAttr<"ReduceKind", "what a reduction computes", [
  I64EnumAttrCase<"Mean", 0, "mean">, I64EnumAttrCase<"Sum", 1, "sum">, I64EnumAttrCase<"Max", 2, "max">]> {
  let cppNamespace = "::quantc::qnn";
}

def Qnn_ReduceOp : Qnn_PureOp<"reduce"> {
  let summary = "Mean, sum or maximum over axes";
  let description = [{
    Reduces `axes` (sorted, distinct); the result keeps them as size 1 or drops them, as its
    shape says. Float mean and sum: 16 interleaved partial sums over the reduced elements in
    row-major order, a fixed tree, one division (N9). Quantized mean and sum: integer sum, then N5 (N8).
    Quantized max keeps its type.

    Constraints:
    - (C1) axes are sorted, distinct and in range, and not empty except in a sum.
    - (C2) the result shape is the input's with `axes` of size 1 or left out. - (C3) both float, or both 8 or 16 bits.
  }];
  let arguments = (ins Qnn_Activation:$input, Qnn_ReduceKind:$kind, DenseI64ArrayAttr:$axes);
  let results = (outs Qnn_Activation:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Qnn_ArgMaxOp : Qnn_PureOp<"argmax"> {
  let summary = "Index of the largest element along an axis";
  let description = [{
    The first index of equal ones, or the last with `select_last_index`. The result
    keeps the axis as size 1 or drops it, as its shape says.
    Constraints: - (C1) `axis` is in [0, rank) and not empty, and the shapes agree.
  }];
  let arguments = (ins Qnn_Activation:$input, I64Attr:$axis, UnitAttr:$select_last_index);
  let results = (outs RankedTensorOf<[I64]>:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class Qnn_TopKOp<string mnemonic, list<Trait> traits = []> : Qnn_PureOp<mnemonic, traits> {
  code order = [{
    of the K greatest elements along the last axis, the greatest first; of equal ones
    the lower index first. -0 equals 0, and a NaN is less than all numbers. K is the
    size of the result's last axis.
    Constraints: - (C1) the shapes agree but for the last axis, where 1 <= K <= the input's size.
  }];
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Qnn_TopKIndicesOp : Qnn_TopKOp<"top_k_indices"> {
  let summary = "Where the greatest elements of the last axis are";
  let description = [{The indices }] # order;
  let arguments = (ins Qnn_Activation:$input);
  let results = (outs RankedTensorOf<[I32]>:$output);
}
def Qnn_TopKValuesOp : Qnn_TopKOp<"top_k_values", [DeclareOpInterfaceMethods<Qnn_SameScalesOpInterface>]> {
  let summary = "The greatest elements of the last axis";
  let description = [{The values }] # order # [{ - (C2) element types agree.}];
  let arguments = (ins Qnn_Activation:$input);
  let results = (outs Qnn_Activation:$output);
}

#endif

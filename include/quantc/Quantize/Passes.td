//===- Passes.td - The passes of the Quantize step --------------*- td -*-===//

#ifndef QUANTC_QUANTIZE_PASSES
#define QUANTC_QUANTIZE_PASSES

include "mlir/Pass/PassBase.td"

def EqualizePass : Pass<"quantize-equalize", "::mlir::func::FuncOp"> {
  let summary = "Let the channels of a tensor use its range alike";
  let description = [{
    Step 5 of the recipe. Where a contraction's value, after a ReLU, a clip from 0 on, or no
    activation, is read by exactly one contraction through pools and ops that move
    elements, channel c of its weights and bias is divided by t_c and what reads that
    channel multiplied by it. With r_c the greatest magnitude of a channel,
    t_c = max(r_c / max r, 2^-8)^a: channels of small values take more of the 8 bits.

    The exponent a, a multiple of 1/8 in [0, 1], is the one of least noise at the
    reader: that of rounding the tensor, with a range of one half of the samples, or 0.9,
    0.8, 0.7 or 0.6 of it, and errors of the other, each channel weighted by t_c^2 and the squares of the weights
    that read it; and that of rounding the reader's weights, predicted from their
    scales (not of a depthwise reader, whose channels have scales of their own). 0, no change, wins
    ties within 0.1 %. Then t is computed of all samples, and observers get the ranges
    that the values now have, that of the tensor itself with the cut of least noise.

    If that changes an output of the network by more than 1e-5 of its norm on the first samples, the last pair is
    undone, with a remark, until it does not. Values that are divided get another id: they are
    not the network's. Before `quantize-record-means`, on ranges that are attached.
    Without two samples nothing changes; without the option a remark says so. A value for
    which the recipe asks another observer or type keeps its range, and its pair is left alone.

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[4.0, 0.0], [0.0, 0.25]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %b = qnn.constant dense<[4.0, 0.25]> : tensor<2xf32> as tensor<2xf32>
        %v = qnn.constant dense<[[1.0, 8.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.linear %x, %w bias %b {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
        %1 = qnn.observe %0 "00000000000000a1" {max = 6.0 : f32, min = 0.0 : f32} : tensor<1x2xf32>
        %2 = qnn.linear %1, %v {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %0 = qnn.constant dense<[[4.000000e+00, 0.000000e+00], [0.000000e+00, 2.19899178]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %1 = qnn.constant dense<[4.000000e+00, 2.19899178]> : tensor<2xf32> as tensor<2xf32>
        %2 = qnn.linear %x, %0 bias %1 {qnn.id = "657175616c697ac4"} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
        %3 = qnn.observe %2 "657175616c697ac4" {max = 6.000000e+00 : f32, min = 0.000000e+00 : f32} : tensor<1x2xf32>
        %4 = qnn.constant dense<[[1.000000e+00, 0.909507751]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %5 = qnn.linear %3, %4 {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %5 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
  ];
}

def RecordMeansPass : Pass<"quantize-record-means", "::mlir::func::FuncOp"> {
  let summary = "Record the float mean of each contraction's channels";
  let description = [{
    Runs the float network on the samples of the calibration file and sets
    `qnn.float_mean` on each contraction with constant float weights: for each
    output channel the mean of the contraction's value, before activation, over
    samples and positions, summed in double in the samples' order.
    `quantize-correct-bias` compares these with the integer means.

    Before any pass that changes a value. Weights that the network brings
    quantized are not recorded: a QDQ network keeps its biases.

    Without samples it leaves a remark, without the option nothing.

    The samples of the example are (-0.5, 0) and (0.5, 1).

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.float_mean = array<f64: -0.5>, qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
  ];
}

def ChooseExactInputPass : Pass<"quantize-choose-exact-input", "::mlir::func::FuncOp"> {
  let summary = "Quantize network inputs that are 8-bit data in disguise without any rounding";
  let description = [{
    Step 1 of the recipe. Let u be the sorted distinct values of an input over
    all samples, 2 to 256 of them, d their step. If all values are `u_min + k d`
    with k in [0, 255] and zero is one of those points, the input gets scale d and
    a zero point that makes every value exact: its observer turns into
    `dequantize(quantize(x))`.

    If zero lies between two points (x / 127.5 - 1), `x` is first moved by the
    distance to the lower one, and the biases of the contractions that read it
    take the move back; beside a zero padding the taken back part counts padded
    taps, too, which leaves an error of at most d / 2 for each of them. An input
    that a transposed convolution reads is not moved.

    An input whose values are on no such lattice keeps its observer. Lattices per
    channel are not looked for.

    After `quantize-record-means`, because it moves a constant between ops.
    Without samples it leaves a remark, without the option nothing.

    The input of the example takes the values -0.5, 0, 0.5 and 1.

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %q = qnn.quantize %x {qnn.id = "00000000000000a0"} : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5:-127>>
        %0 = qnn.dequantize %q {qnn.id = "00000000000000a0"} : (tensor<1x2x!quant.uniform<i8:f32, 0.5:-127>>) -> tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
    Option<"allowShift", "allow-shift", "bool", "true", "move inputs whose zero lies between two points, by a float add">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def FuseActivationPass : Pass<"quantize-fuse-activation", "::mlir::func::FuncOp"> {
  let summary = "Round once for an op and the ReLU, Clip, LeakyReLU or PReLU after it";
  let description = [{
    Takes away the observer between a contraction, add, sub or mul and the
    activation that alone reads it, so that the value before the activation is
    not rounded (N8d). ReLU and Clip then live in the range of the result,
    LeakyReLU and PReLU in the slope of its rounding.

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

def SplitWeightsPass : Pass<"quantize-split-weights", "::mlir::func::FuncOp"> {
  let summary = "Turn weights of nine bits into sums of bytes";
  let description = [{
    A network may bring weights with a zero point, or of 16 bits; integer layers take
    signed bytes with zero point 0. Where the weights less their zero points need
    nine bits, they become the sum of two bytes, or three, each over a copy of the
    channels: the accumulator is the same integer, at twice the work. Of a grouped
    convolution each group's channels are copied.

    Only layers whose input the network quantizes itself. Weights beyond [-382, 381]
    stay, and their layer in float.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1xf32> {
      %c = qnn.constant dense<[[0, 200]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<u8:f32, 0.25:10>>
      %w = qnn.dequantize %c : (tensor<1x2x!quant.uniform<u8:f32, 0.25:10>>) -> tensor<1x2xf32>
      %0 = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32>
      %1 = qnn.linear %0, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1xf32> {
      %0 = qnn.concat %x, %x {axis = 1 : i64}
         : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>, tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x4x!quant.uniform<u8:f32, 0.5:128>>
      %1 = qnn.dequantize %0 : (tensor<1x4x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x4xf32>
      %c = qnn.constant dense<[[-10, 127, 0, 63]]> : tensor<1x4xi8> as tensor<1x4x!quant.uniform<i8<-127:127>:f32, 0.25>>
      %w = qnn.dequantize %c : (tensor<1x4x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x4xf32>
      %2 = qnn.linear %1, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def InsertCastsPass : Pass<"quantize-insert-casts", "::mlir::func::FuncOp"> {
  let summary = "Round observed values to 8 bits between ops that have integer forms";
  let description = [{
    Decides for each op whether it can be quantized, and turns the observers of
    what quantizable ops read and write into `dequantize(quantize(x))`. No
    observer is left. An op that stays in float gets `qnn.float_reason`.

    An op can be quantized if it has an integer form, and each float operand has
    a range or is rounded already, is a constant, or is the unrounded value of an
    op that it is fused with; so must be its result, unless it is a contraction.

    The type of a value is `!quant.uniform<i8:f32, s:z>` with lo = min(min, 0),
    hi = max(max, 0), s = f32((hi - lo) / 255), at least the smallest normal f32,
    z = clamp(round(-128 - lo / s), -128, 127), so that zero is exact; of a range
    [0, 0] the scale is 1. Fixed output ranges (N7): sigmoid 1/256:-128,
    tanh 1/128:0. `qnn.qconfig` of the op that gives the value may ask for u8, a
    symmetric type, fewer stored values or another formula: docs/recipes.md.
    Values joined by ops that pass stored values on (max pool,
    reshape, transpose, slice, pad, gather, nearest resize) share one type, that
    of the first of them; operands that only a concat reads take the concat's.
    Types that the network brings are kept, and hold for what is joined to them.
    With `share-pools` and `share-means` average pools and means join their input
    and their result.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.observe %x "00000000000000aa" {max = 127.0 : f32, min = -128.0 : f32} : tensor<1x4xf32>
      %1 = qnn.gelu %0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      %2 = qnn.observe %1 "00000000000000bb" {max = 255.0 : f32, min = 0.0 : f32} : tensor<1x4xf32>
      return %2 : tensor<1x4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.quantize %x {qnn.id = "00000000000000aa"} : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0>>
      %1 = qnn.dequantize %0 {qnn.id = "00000000000000aa"} : (tensor<1x4x!quant.uniform<i8:f32, 1.0>>) -> tensor<1x4xf32>
      %2 = qnn.gelu %1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      %3 = qnn.quantize %2 {qnn.id = "00000000000000bb"} : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
      %4 = qnn.dequantize %3 {qnn.id = "00000000000000bb"} : (tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>) -> tensor<1x4xf32>
      return %4 : tensor<1x4xf32>
    }
    ```
  }];
  let options = [
    Option<"sharePools", "share-pools", "bool", "false", "average pools have the type of what they average">,
    Option<"shareMeans", "share-means", "bool", "false", "means have the type of what they average">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def ScaleWeightsPass : Pass<"quantize-scale-weights", "::mlir::func::FuncOp"> {
  let summary = "Round constant weights and biases of contractions with quantized inputs";
  let description = [{
    Step 6 of the recipe. For each output channel c with weights w, bias b, and
    input scale s_x: s_w[c] = f32(max(max |w| / 127, |b| / (s_x 2^30))) (N1, N4),
    at least the smallest s for which s and s_x s are normal f32; the weight is
    roundeven(w / s_w) within [-127, 127], the bias roundeven(b / (s_x s_w)). Where
    so many products might leave 32 bits (N3), max |w| counts as larger, by steps of
    1/16, until they cannot. `qnn.qconfig` of the contraction may ask for one scale
    for all channels, other limits than 127 or another formula: docs/recipes.md.

    Weights that the network brings quantized keep their values; a quantized bias
    moves to the exact scale s_x s_w, and keeps its values if its own scale
    is the f32 nearest to that product. If it does not fit 32 bits then, the layer
    stays in float.

    After `quantize-insert-casts`, because the bias needs the input's scale.

    With `keep-float` the float weights stay on the op as `qnn.float_weight`, for `quantize-round-weights`.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
      %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
      %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
      %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32> {
      %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %1 = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1xf32>
      %b = qnn.constant dense<8> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32:0, {0.125}>>
      %2 = qnn.dequantize %b : (tensor<1x!quant.uniform<i32:f32:0, {0.125}>>) -> tensor<1xf32>
      %3 = qnn.linear %0, %1 bias %2 : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      return %3 : tensor<1x1xf32>
    }
    ```
  }];
  let options = [
    Option<"keepFloat", "keep-float", "bool", "false", "keep the float weights as an attribute">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def FoldCastsPass : Pass<"quantize-fold-casts", "::mlir::func::FuncOp"> {
  let summary = "Turn float ops between casts into integer ops";
  let description = [{
    `quantize(op(dequantize(q), ...))` becomes the same op on quantized types. A
    contraction yields its accumulator; the quantize after it becomes a
    `requantize`, or an `add` that reads the accumulator (N8a), with the ReLU,
    Clip, LeakyReLU or PReLU between them as its `clamp` or `negative_slope`
    (N8d); a dequantize of the accumulator is left where the float value is
    asked for (N8b). Ops that pass stored values on trade places with a
    dequantize before them. A cast to the same type vanishes. A contraction whose
    accumulator cannot be proved to stay in 32 bits (N3) stays in float.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>> {
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %0 = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1xf32>
      %1 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
      %2 = qnn.linear %1, %0 : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %3 = qnn.clip %2 {min = 0.0 : f32, max = 6.0 : f32} : (tensor<1x1xf32>) -> tensor<1x1xf32>
      %4 = qnn.quantize %3 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>>
      return %4 : tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>> {
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %0 = qnn.linear %x, %w : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
      %1 = qnn.requantize %0 {clamp = array<i64: -128, -120>} : (tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>>
      return %1 : tensor<1x1x!quant.uniform<i8:f32, 0.75:-128>>
    }
    ```
  }];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def RoundWeightsPass : Pass<"quantize-round-weights", "::mlir::func::FuncOp"> {
  let summary = "Round weights for the inputs that their layer reads";
  let description = [{
    Step 7 of the recipe. One sweep over the integer network in program order, all
    samples side by side. Of each contraction with `qnn.float_weight` the inputs
    are taken, as the layers before it, already rounded, give them: what its taps
    read at 8,192 positions at most, chosen by a hash of its id. With H their
    covariance, 1 % of the diagonal's mean added to the diagonal, and w the float
    weights of a channel, the stored weights q shall make (w - s q) H (w - s q)'
    small: one at a time, in order of falling variance, gets its best value with the
    others as they are; four times over all, or until none moves. Then the scale
    becomes s (w H q') / (q H q'), the weights are gone over once more, and the scale
    once more. Biases keep their values on the new scales.

    A channel whose sums might then leave 32 bits (N3) keeps what it had. Groups
    have an H of their own. Beyond 2,048 taps the same is done on 1,024
    positions themselves, without H, and scales stay. A layer whose accumulators
    something else than a rounding reads is left alone. Sums are exact or
    in a fixed order: every host gets the same integers.

    Removes `qnn.float_weight`. Without samples it leaves a remark, without the
    option as well, and weights as `quantize-scale-weights` rounded them.

    The samples of the example are (-0.5, 0) and (0.5, 1): one input is the other, moved. Of the
    weights 3.5 and 4.5 steps it matters what they are together, 8.

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[3, 4]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>
        %0 = qnn.quantize %x : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5>>
        %1 = qnn.linear %0, %w {qnn.float_weight = dense<[[1.75, 2.25]]> : tensor<1x2xf32>, qnn.id = "00000000000000a1"} : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.25}>>
        %2 = qnn.dequantize %1 : (tensor<1x1x!quant.uniform<i32:f32:1, {0.25}>>) -> tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %0 = qnn.quantize %x : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5>>
        %w = qnn.constant dense<4> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.25}>>
        %2 = qnn.dequantize %1 : (tensor<1x1x!quant.uniform<i32:f32:1, {0.25}>>) -> tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
    Option<"maxBytes", "max-bytes", "int64_t", "1073741824", "bytes that the values of all samples may take at one time">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

def CorrectBiasPass : Pass<"quantize-correct-bias", "::mlir::func::FuncOp"> {
  let summary = "Move each bias by the mean error of its channel";
  let description = [{
    Step 8 of the recipe. One sweep over the integer network in program order,
    all samples side by side: for each contraction with `qnn.float_mean` the mean
    of its accumulator over samples and positions is taken, its bias grows by
    round((float mean - scale * mean) / scale), and the layers after it see the
    corrected values. Sums run in a fixed order, so that every host agrees.

    Values are kept for all samples until their last use; samples are left out
    from the end until at most `max-bytes` are needed, with a remark.

    Removes `qnn.float_mean`, also without samples.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>> {
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %0 = qnn.linear %x, %w {qnn.float_mean = array<f64: 1.5>} : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
      return %0 : tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>> {
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %0 = qnn.linear %x, %w : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
      return %0 : tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
    Option<"maxBytes", "max-bytes", "int64_t", "1073741824", "bytes that the values of all samples may take at one time">,
  ];
}

def AttachFloatReasonsPass : Pass<"quantize-attach-float-reasons", "::mlir::ModuleOp"> {
  let summary = "Say of each op in float why, and end the step";
  let description = [{
    Sets `qnn.float_reason` on float ops that have none yet, removes it from ops
    that became integer, removes observers that are left, and sets the module's
    `qnn.step`. With `integer-only`, float ops are errors, all reported.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
      return %0 : tensor<1x4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.step = "quantize"} {
      func.func @f(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
        %0 = qnn.softmax %x {axis = 1 : i64, qnn.float_reason = "softmax runs in float"} : (tensor<1x4xf32>) -> tensor<1x4xf32>
        return %0 : tensor<1x4xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"integerOnly", "integer-only", "bool", "false", "fail if an op stays in float">,
  ];
}

#endif

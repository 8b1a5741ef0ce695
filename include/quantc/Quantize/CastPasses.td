//===- CastPasses.td - Quantize: from observers to integers ------*- td -*-===//

#ifndef QUANTC_QUANTIZE_CASTPASSES
#define QUANTC_QUANTIZE_CASTPASSES

include "mlir/Pass/PassBase.td"

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

def SplitBiasPass : Pass<"quantize-split-bias", "::mlir::func::FuncOp"> {
  let summary = "Keep biases in float where the profile adds them to real values";
  let description = [{
    In profile `torch-x86` (N11e) a bias is not rounded to 32 bits: it is added to the
    real value of the accumulator, before the rounding. Takes the constant float bias
    of a contraction whose result is rounded, past a ReLU or Clip at most, and adds it
    after the layer; `quantize-fold-casts` makes it the `bias` of the `requantize`. In
    other profiles nothing happens.

    Biases that the network brings quantized stay where they are, and those that shall
    be corrected by the mean error, which is a matter of integers. After `quantize-insert-casts`.

    Before:

    ```mlir
    module attributes {qnn.profile = "torch-x86"} {
      func.func @f(%x: tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75>> {
        %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
        %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
        %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1xf32>
        %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
        %2 = qnn.relu %1 : (tensor<1x1xf32>) -> tensor<1x1xf32>
        %3 = qnn.quantize %2 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75>>
        return %3 : tensor<1x1x!quant.uniform<u8:f32, 0.75>>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.profile = "torch-x86"} {
      func.func @f(%x: tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75>> {
        %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
        %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
        %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1xf32>
        %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
        %2 = qnn.add %1, %b : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
        %3 = qnn.relu %2 : (tensor<1x1xf32>) -> tensor<1x1xf32>
        %4 = qnn.quantize %3 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75>>
        return %4 : tensor<1x1x!quant.uniform<u8:f32, 0.75>>
      }
    }
    ```
  }];
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
    (N8d), and what `quantize-split-bias` made as its `bias` (N11e); a dequantize of the accumulator is left where the float value is
    asked for (N8b). Ops that pass stored values on trade places with a
    dequantize before them. A cast to the same type vanishes. An accumulator in float, times
    one scale, plus a constant bias, becomes `dynamic_dequantize` (N13). A contraction whose
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

#endif // QUANTC_QUANTIZE_CASTPASSES

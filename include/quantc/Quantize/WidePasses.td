//===- WidePasses.td - Quantize: which values have 16 bits -------*- td -*-===//

#ifndef QUANTC_QUANTIZE_WIDEPASSES
#define QUANTC_QUANTIZE_WIDEPASSES

include "mlir/Pass/PassBase.td"

def WidenInputsPass : Pass<"quantize-widen-inputs", "::mlir::func::FuncOp"> {
  let summary = "Store what small layers read in 16 bits";
  let description = [{
    Step 4 of the recipe. A layer with weights that has less than `share` of the
    network's multiplications costs next to nothing, and its input is rounded all the
    same: mostly a classifier after a pool. Of such layers, without depthwise convolutions,
    the smallest are chosen whose sum is below twice the share. The op that gives such an input gets the
    type s16, or u16 where it had u8, in its `qnn.qconfig`: a pool then reads 8 bits and
    writes 16. Only where nothing but small layers reads the value, through ops that
    move or select elements; inputs of the network stay as they are, and so does what a
    function such as sigmoid gives, which is a table of 8 bits but computed with 16.

    Observers of a widened value get half as much again as the least and greatest value of the
    calibration: among 65,536 codes there is no need to cut off any, and room for what it has not seen. Another observer than
    the recipe's default keeps its range, and so do all without calibration.

    First of the step: what has 16 bits is not equalized. Here the linear layer has 8 of
    18,440 multiplications.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x32x32x1xf32>) -> tensor<1x4xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x3x3x1xf32> as tensor<2x3x3x1xf32>
      %v = qnn.constant dense<1.0> : tensor<4x2xf32> as tensor<4x2xf32>
      %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x32x32x1xf32>, tensor<2x3x3x1xf32>) -> tensor<1x32x32x2xf32>
      %1 = qnn.observe %0 "00000000000000a1" {max = 9.0 : f32, min = -1.0 : f32} : tensor<1x32x32x2xf32>
      %2 = qnn.reduce %1 {axes = array<i64: 1, 2>, kind = 0 : i64} : (tensor<1x32x32x2xf32>) -> tensor<1x2xf32>
      %3 = qnn.observe %2 "00000000000000a2" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x2xf32>
      %4 = qnn.linear %3, %v : (tensor<1x2xf32>, tensor<4x2xf32>) -> tensor<1x4xf32>
      return %4 : tensor<1x4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x32x32x1xf32>) -> tensor<1x4xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x3x3x1xf32> as tensor<2x3x3x1xf32>
      %v = qnn.constant dense<1.0> : tensor<4x2xf32> as tensor<4x2xf32>
      %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x32x32x1xf32>, tensor<2x3x3x1xf32>) -> tensor<1x32x32x2xf32>
      %1 = qnn.observe %0 "00000000000000a1" {max = 9.0 : f32, min = -1.0 : f32} : tensor<1x32x32x2xf32>
      %2 = qnn.reduce %1 {axes = array<i64: 1, 2>, kind = 0 : i64, qnn.qconfig = {activations = {type = "s16"}}} : (tensor<1x32x32x2xf32>) -> tensor<1x2xf32>
      %3 = qnn.observe %2 "00000000000000a2" {max = 2.0 : f32, min = -1.0 : f32} : tensor<1x2xf32>
      %4 = qnn.linear %3, %v : (tensor<1x2xf32>, tensor<4x2xf32>) -> tensor<1x4xf32>
      return %4 : tensor<1x4xf32>
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file">,
    Option<"share", "share", "double", "0.005", "share of the network's multiplications below which a layer is small">,
  ];
}

def WidenDepthwisePass : Pass<"quantize-widen-depthwise", "::mlir::func::FuncOp"> {
  let summary = "Store what depthwise convolutions read in 16 bits";
  let description = [{
    Step 10 of the recipe, of `accurate`. A value that only depthwise convolutions read,
    through ops that move or select elements, gets 16 bits. They have few
    multiplications and each of their channels has a range of its own, of which one
    scale for the whole tensor leaves some with few codes. Types, ranges and
    order as `quantize-widen-inputs`, after it.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
      %v = qnn.constant dense<1.0> : tensor<2x3x3x1xf32> as tensor<2x3x3x1xf32>
      %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
      %1 = qnn.relu %0 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
      %2 = qnn.observe %1 "00000000000000a1" {max = 9.0 : f32, min = 0.0 : f32} : tensor<1x4x4x2xf32>
      %3 = qnn.conv2d %2, %v {groups = 2 : i64, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>) -> tensor<1x4x4x2xf32>
      return %3 : tensor<1x4x4x2xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
      %v = qnn.constant dense<1.0> : tensor<2x3x3x1xf32> as tensor<2x3x3x1xf32>
      %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
      %1 = qnn.relu %0 {qnn.qconfig = {activations = {type = "s16"}}} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
      %2 = qnn.observe %1 "00000000000000a1" {max = 9.0 : f32, min = 0.0 : f32} : tensor<1x4x4x2xf32>
      %3 = qnn.conv2d %2, %v {groups = 2 : i64, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>) -> tensor<1x4x4x2xf32>
      return %3 : tensor<1x4x4x2xf32>
    }
    ```
  }];
  let options = [Option<"calibration", "calibration", "std::string", "\"\"", "calibration file">];
}

def WidenFunctionsPass : Pass<"quantize-widen-functions", "::mlir::func::FuncOp"> {
  let summary = "Store what functions such as sigmoid read in 16 bits";
  let description = [{
    Of `accurate`. A value and the sigmoid, mish or tanh behind it round twice, before the
    function and after it. A value that only such functions
    read, through ops that move or select elements, gets 16 bits; they are computed then,
    in f32, instead of looked up, which takes time. Types, ranges and order as
    `quantize-widen-inputs`, after it. ReLU, Clip, LeakyReLU and PReLU round with the
    layer and need none of it; nor do silu, gelu, softplus and hard_swish of a
    contraction, unless `fused` is false.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x4xf32> as tensor<2x4xf32>
      %0 = qnn.linear %x, %w : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
      %1 = qnn.observe %0 "00000000000000a1" {max = 9.0 : f32, min = -5.0 : f32} : tensor<1x2xf32>
      %2 = qnn.sigmoid %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %2 : tensor<1x2xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
      %w = qnn.constant dense<1.0> : tensor<2x4xf32> as tensor<2x4xf32>
      %0 = qnn.linear %x, %w {qnn.qconfig = {activations = {type = "s16"}}} : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
      %1 = qnn.observe %0 "00000000000000a1" {max = 9.0 : f32, min = -5.0 : f32} : tensor<1x2xf32>
      %2 = qnn.sigmoid %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %2 : tensor<1x2xf32>
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file">,
    Option<"fused", "fused", "bool", "true", "silu, gelu, softplus and hard_swish act in the rounding of a contraction">,
  ];
}

def WidenNoisyPass : Pass<"quantize-widen-noisy", "::mlir::func::FuncOp"> {
  let summary = "Store what makes most noise at the outputs in 16 bits";
  let description = [{
    Step 12 of the recipe, of `accurate`. Each value of 8 bits is rounded by itself, all else in
    float, on at most 16 of the samples, and the change of the outputs measured: of a network
    that ends in a softmax, of what that reads. On these samples values are cut off at what the others have
    shown. Its cost is the share of the network's multiplications
    that read it. In the order of noise / (cost + 0.002) values get 16 bits while the
    costs are at most `share` together; what has less than 2 % of the noise stays as it is,
    and so does what functions give or read, or a concat or a recurrent layer.

    Types and ranges as `quantize-widen-inputs`; a value that was equalized gets the range of the
    samples. Just before `quantize-insert-casts`, when it is settled what will be rounded.

    Before, with `calibration=test/Quantize/Inputs/example.qcal share=1`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[4.0, 0.0], [0.0, 0.25]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %v = qnn.constant dense<[[1.0, 8.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" {max = 2.0 : f32, min = 0.0 : f32} : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
        %2 = qnn.observe %1 "00000000000000a1" {max = 6.0 : f32, min = 0.0 : f32} : tensor<1x2xf32>
        %3 = qnn.linear %2, %v {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %3 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[4.0, 0.0], [0.0, 0.25]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %v = qnn.constant dense<[[1.0, 8.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" {max = 2.0 : f32, min = 0.0 : f32} : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1", qnn.qconfig = {activations = {type = "s16"}}} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
        %2 = qnn.observe %1 "00000000000000a1" {max = 0.0 : f32, min = -1.5 : f32} : tensor<1x2xf32>
        %3 = qnn.linear %2, %v {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %3 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file">,
    Option<"share", "share", "double", "0.1", "share of the network's multiplications that may read 16 bits for it">,
  ];
}

#endif // QUANTC_QUANTIZE_WIDEPASSES

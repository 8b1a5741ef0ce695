//===- EqualizationPasses.td - Quantize: factors of channels -----*- td -*-===//

#ifndef QUANTC_QUANTIZE_EQUALIZATIONPASSES
#define QUANTC_QUANTIZE_EQUALIZATIONPASSES

include "mlir/Pass/PassBase.td"

def EqualizeLayersPass : Pass<"quantize-equalize-layers", "::mlir::func::FuncOp"> {
  let summary = "Let the channels of weights between two layers have equal ranges";
  let description = [{
    Cross-layer equalization as published (Nagel et al. 2019, Data-Free Quantization). Pairs of layers are those of
    `quantize-equalize`. With r1 the greatest magnitude of the weights that give channel c and r2 of those that read it,
    the channel is divided by sqrt(r1 / r2), which makes both ranges sqrt(r1 r2). A layer in the middle of two pairs
    changes for one with the other: they are gone over until nothing moves. A range counts at least 2^-20 of the
    layer's greatest.

    Channels that a clip cuts off above, on the samples, get the median of their factors, and its bound is divided by that; the others
    stay below the bound. Ranges, ids, and what is undone: as `quantize-equalize`, before which it comes.
    Without samples nothing changes; without the option a remark says so.

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[4.0, 0.0], [0.0, 0.25]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %b = qnn.constant dense<[4.0, 0.25]> : tensor<2xf32> as tensor<2xf32>
        %v = qnn.constant dense<[[1.0, 4.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
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
        %0 = qnn.constant dense<[[2.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %1 = qnn.constant dense<[2.0, 1.0]> : tensor<2xf32> as tensor<2xf32>
        %2 = qnn.linear %x, %0 bias %1 {qnn.id = "786c6179657245d0"} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
        %3 = qnn.observe %2 "786c6179657245d0" {max = 3.0 : f32, min = 0.0 : f32} : tensor<1x2xf32>
        %4 = qnn.constant dense<[[2.0, 1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
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

def SmoothChannelsPass : Pass<"quantize-smooth-channels", "::mlir::func::FuncOp"> {
  let summary = "Let weights have a part of the range of what they read";
  let description = [{
    SmoothQuant as published (Xiao et al. 2022). Of a value that layers read, channel c is divided by
    t_c = max |x_c|^alpha / max |w_c|^(1 - alpha) over all samples and all weights that read it, each at
    least 2^-20 of the greatest, and the weights are multiplied by it. It is divided in the layer before, where that is one of
    the pairs of `quantize-equalize`. Else, of a value that nothing but linear layers read, in the constants of the product, or the
    product and the sum, that give it; or, if it is an argument or comes from an op in float, by a `qnn.mul`
    in front of its observer. Other values stay: they have been rounded already.

    Ranges keep the part of the least and the greatest value that they had. Values that are divided get another id.
    Clips and what is undone: as `quantize-equalize-layers`, after which it comes.
    Without samples nothing changes; without the option a remark says so.

    The first input of the example reaches 1/2, the second 1.

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %v = qnn.constant dense<[[0.125, 4.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %0 = qnn.observe %x "00000000000000a0" {max = 1.0 : f32, min = -0.5 : f32} : tensor<1x2xf32>
        %1 = qnn.linear %0, %v {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %1 : tensor<1x1xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
        %t = qnn.constant dense<[0.5, 2.0]> : tensor<2xf32> as tensor<2xf32>
        %0 = qnn.mul %x, %t {qnn.float_reason = "it multiplies what has not been rounded yet", qnn.id = "736d6f6f74682df1"} : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
        %1 = qnn.observe %0 "736d6f6f74682df1" {max = 2.0 : f32, min = -0.25 : f32} : tensor<1x2xf32>
        %v = qnn.constant dense<[[0.25, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
        %2 = qnn.linear %1, %v {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
        return %2 : tensor<1x1xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
    Option<"alpha", "alpha", "double", "0.5", "how far: 0 as weights have it, 1 as values have it">,
  ];
}

def EqualizePass : Pass<"quantize-equalize", "::mlir::func::FuncOp"> {
  let summary = "Let the channels of a tensor use its range alike";
  let description = [{
    Step 5 of the recipe. Where a contraction's value, after a ReLU, a clip from 0 on, or no
    activation, is read by exactly one contraction through pools and ops that move
    elements, channel c of its weights and bias is divided by t_c and what reads that
    channel multiplied by it. With r_c the greatest magnitude of a channel,
    t_c = max(r_c / max r, 2^-8)^a: channels of small values take more of the 8 bits.
    What silu, gelu, softplus or hard_swish gives is divided by a `qnn.mul` behind it, which
    the layer's rounding takes in together with the function (N8f).

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
    Option<"functions", "functions", "bool", "true", "also values that silu, gelu, softplus or hard_swish gives">,
  ];
}

#endif // QUANTC_QUANTIZE_EQUALIZATIONPASSES

//===- FloatPasses.td - Quantize: of the network in float --------*- td -*-===//

#ifndef QUANTC_QUANTIZE_FLOATPASSES
#define QUANTC_QUANTIZE_FLOATPASSES

include "mlir/Pass/PassBase.td"

def StoreWeightsPass : Pass<"quantize-store-weights", "::mlir::func::FuncOp"> {
  let summary = "Store the weights of layers in mode weight-only in fewer bits";
  let description = [{
    Of each convolution and linear layer whose `qnn.qconfig` says mode
    `weight-only`, the constant weight becomes integers of 2, 4 or 8 bits, or
    floats of 16, as its type says; the layer still reads and gives f32 (N12), and
    gets `qnn.float_reason`. Scales come from the least and the greatest weight
    of a channel, of a group of neighbours in a row, or of the tensor; 16-bit floats are
    the nearest, at most the largest.

    With samples and methods of `quantize-round-weights` they are rounded for what the layer reads, layer after
    layer: `gptq` and `search-scales` all integers, `descent` symmetric ones with one scale for a channel or the tensor. A zero
    point stays what it was. Inputs count as integers of 16 bits; nothing corrects the bias, so that H is E[x x']
    and not the covariance.

    Weights that are no constant, of transposed convolutions, and of convolutions with
    scales for groups stay f32, as does the matrix of a recurrence but for 16-bit floats.

    First of all, because what follows looks at layers that may become integer.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[7.0, -3.2, 0.25, 3.5]]> : tensor<1x4xf32> as tensor<1x4xf32>
      %y = qnn.linear %x, %w {qnn.qconfig = {mode = "weight-only", weights = {scheme = "per-group:2 symmetric", type = "s4"}}}
         : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
      return %y : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[7, -3, 0, 7]]> : tensor<1x4xi4> as tensor<1x4x!quant.uniform<i4<-7:7>:f32, 1.0>>
      %s = qnn.constant dense<[[1.0, 0.5]]> : tensor<1x2xf32> as tensor<1x2xf32>
      %y = qnn.linear %x, %w scales %s {group_size = 2 : i64, qnn.float_reason = "mode weight-only, weights of type s4",
                                        qnn.qconfig = {mode = "weight-only", weights = {scheme = "per-group:2 symmetric", type = "s4"}}}
         : (tensor<1x4xf32>, tensor<1x4x!quant.uniform<i4<-7:7>:f32, 1.0>>, tensor<1x2xf32>) -> tensor<1x1xf32>
      return %y : tensor<1x1xf32>
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
    Option<"maxBytes", "max-bytes", "int64_t", "1073741824", "bytes that the values of all samples may take at one time">,
    Option<"searchScales", "search-scales", "bool", "false", "scales by the errors they make">,
    Option<"gptq", "gptq", "std::string", "\"\"", "error feedback in the order: falling variance, or natural">,
    Option<"gptqDamping", "gptq-damping", "double", "0.01", "ridge for gptq, of the variances' mean">,
    Option<"descent", "descent", "bool", "false", "coordinate descent">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
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
    Option<"functions", "functions", "bool", "true", "also values that silu, gelu, softplus or hard_swish gives">,
  ];
}

def RecordOutputsPass : Pass<"quantize-record-outputs", "::mlir::func::FuncOp"> {
  let summary = "Record what contractions give in float";
  let description = [{
    Runs the float network on the samples of the calibration file and sets `qnn.float_output` on each contraction
    with constant float weights: its values, before activation, at the positions that `quantize-round-weights` looks at,
    one row for each. If they are added to another value, its values there are `qnn.float_residual`.
    Not of layers with more than 2,048 taps.

    Before any pass that changes a value. Without samples it leaves a remark, without the option as well.

    The samples of the example are (0.5, 1) and (-0.5, 0).

    Before, with `calibration=test/Quantize/Inputs/example.qcal`:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0], [1.0, 0.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
        %2 = qnn.add %1, %0 {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
        return %2 : tensor<1x2xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff"} {
      func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "y"}) {
        %w = qnn.constant dense<[[2.0, -1.0], [1.0, 0.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
        %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
        %1 = qnn.linear %0, %w {qnn.float_output = dense<[[0.0, 0.5], [-1.0, -0.5]]> : tensor<2x2xf32>, qnn.float_residual = dense<[[0.5, 1.0], [-0.5, 0.0]]> : tensor<2x2xf32>, qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
        %2 = qnn.add %1, %0 {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
        return %2 : tensor<1x2xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "\"\"", "calibration file with samples">,
  ];
}

def ConvertDynamicLayersPass : Pass<"quantize-convert-dynamic-layers", "::mlir::func::FuncOp"> {
  let summary = "Quantize layers whose inputs get their scales when the network runs";
  let description = [{
    A contraction whose `qnn.qconfig` has `mode = "dynamic"`, and whose weights are constant, becomes the integer
    contraction on the codes of a `qnn.dynamic_quantize` of its input (N13); then what the run's zero
    point adds to its sums is subtracted, and a `qnn.dynamic_dequantize` gives the result, with the bias, in float.
    Weights are rounded as the configuration says, and no accumulator can leave 32 bits: differences of
    codes are within [-255, 255]. Inputs are rounded as `activations` of the layer says: type, scheme, range, formula. Layers that
    round one value alike share its codes.

    Padding of a convolution is 0, so with a zero point that the run finds the image is padded in float first:
    a range holds 0 anyway. With symmetric s8 codes the zero point is 0, and nothing is subtracted.
    A layer without such a form keeps float, with a reason.

    Before:

    ```mlir
    func.func @f(%x: tensor<2x2xf32>) -> tensor<2x1xf32> {
      %w = qnn.constant dense<[[63.5, -0.5]]> : tensor<1x2xf32> as tensor<1x2xf32>
      %0 = qnn.linear %x, %w {qnn.qconfig = {activations = {type = "u8"}, mode = "dynamic"}} : (tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<2x1xf32>
      return %0 : tensor<2x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<2x2xf32>) -> tensor<2x1xf32> {
      %q, %s, %z = qnn.dynamic_quantize %x {formula = "quantc"} : (tensor<2x2xf32>) -> (tensor<2x2x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.0>>)
      %w = qnn.constant dense<[[127, -1]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>
      %0 = qnn.linear %q, %w : (tensor<2x2x!quant.uniform<u8:f32, 1.0>>, tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>) -> tensor<2x1x!quant.uniform<i32:f32:1, {0.5}>>
      %sums = qnn.constant dense<126> : tensor<1xi32> as tensor<1xi32>
      %1 = qnn.subtract_zero_point %0, %z, %sums : (tensor<2x1x!quant.uniform<i32:f32:1, {0.5}>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<1xi32>) -> tensor<2x1x!quant.uniform<i32:f32:1, {0.5}>>
      %2 = qnn.dynamic_dequantize %1, %s : (tensor<2x1x!quant.uniform<i32:f32:1, {0.5}>>, tensor<f32>) -> tensor<2x1xf32>
      return %2 : tensor<2x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
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
    take the move back; their padding reads as what zero has become (`pad_values`).
    If the values are on no lattice, but on one for each of at most 4 channels
    (images normalized by means and deviations), `x` is moved and scaled for each
    channel onto the widest of them, and weights, biases and padding of the contractions take it
    back. An input that anything but convolutions and linear layers reads, or a
    transposed convolution, is not moved.

    An input whose values are on no such lattice keeps its observer.

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
    Option<"allowShift", "allow-shift", "bool", "true", "move and scale inputs onto their lattice by float ops">,
  ];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
}

#endif // QUANTC_QUANTIZE_FLOATPASSES

//===- IntegerPasses.td - Quantize: of the integer network -------*- td -*-===//

#ifndef QUANTC_QUANTIZE_INTEGERPASSES
#define QUANTC_QUANTIZE_INTEGERPASSES

include "mlir/Pass/PassBase.td"

def RoundWeightsPass : Pass<"quantize-round-weights", "::mlir::func::FuncOp"> {
  let summary = "Round weights for the inputs that their layer reads";
  let description = [{
    Step 7 of the recipe, and the other methods that round weights. One sweep over the integer network in program order, all
    samples side by side. Of each contraction with `qnn.float_weight` the inputs
    are taken, as the layers before it, already rounded, give them: what its taps
    read at 8,192 positions at most, chosen by a hash of its id. With H their
    covariance, 1 % of the diagonal's mean added to the diagonal, and w the float
    weights of a channel, the stored weights q shall make (w - s q) H (w - s q)'
    small: one at a time, in order of falling variance, gets its best value with the
    others as they are; four times over all, or until none moves. Then the scale
    becomes s (w H q') / (q H q'), the weights are gone over once more, and the scale
    once more. Biases keep their values on the new scales.

    Before the descent, if asked for, in this order: with `fit-outputs` w becomes E[(y - E[y]) (x - E[x])'] H^-1, both with
    the ridge, y what `quantize-record-outputs` recorded of the float network; if the accumulators are added to
    another value, y is what makes the sum right. With `search-scales` s is that of 0.35, 0.36, ..., 1 times max |w| / high
    with the least sum of H_kk (w_k - s q_k)^2, q the nearest. With `gptq` the q of a channel are set one after
    the other, by falling variance or as they come, to round(w_i + sum (w_k - q_k) V_ki / V_ii) over the k before,
    w in steps and H = V V' with V upper triangular in that order and `gptq-damping` for the 1 %: GPTQ,
    which says the same with the Cholesky factor of H^-1, V^-1. Without `descent` that is all.

    A channel whose sums might then leave 32 bits (N3) keeps what it had. Groups
    have an H of their own. Beyond 2,048 taps the same is done on 1,024
    positions themselves, without H, and scales stay; the other methods leave such layers alone. A layer whose accumulators
    something else than a rounding reads is left alone. Sums are exact or
    in a fixed order: every host gets the same integers.

    Removes `qnn.float_weight` and what was recorded. Without samples it leaves a remark, without the
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
    Option<"fitOutputs", "fit-outputs", "bool", "false", "fit weights to what quantize-record-outputs recorded">,
    Option<"searchScales", "search-scales", "bool", "false", "scales by the errors they make">,
    Option<"gptq", "gptq", "std::string", "\"\"", "error feedback in the order: falling variance, or natural">,
    Option<"gptqDamping", "gptq-damping", "double", "0.01", "ridge for gptq, of the variances' mean">,
    Option<"descent", "descent", "bool", "true", "coordinate descent">,
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

#endif // QUANTC_QUANTIZE_INTEGERPASSES

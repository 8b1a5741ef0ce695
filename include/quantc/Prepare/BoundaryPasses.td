//===- BoundaryPasses.td - Prepare: inputs, outputs, observers ---*- td -*-===//

#ifndef QUANTC_PREPARE_BOUNDARYPASSES
#define QUANTC_PREPARE_BOUNDARYPASSES

include "mlir/Pass/PassBase.td"

def ConvertInputsPass : Pass<"prepare-convert-inputs", "::mlir::ModuleOp"> {
  let summary = "Let images enter as they are: bytes, not normalized, in their own layout";
  let description = [{
    Changes arguments of `@main`, and begins the network with what a program would
    else do to an image: `(q - mean) * scale`, and a transpose. `q` of type u8 or s8
    is quantized of scale 1, with the code next to the mean as zero point; where
    there is one mean, that code, and one scale, they are the type's own and no op
    is left. What the ops are for they say by `qnn.normalization`; later passes fold
    them into the first layers. The argument says by `qnn.input` how it is meant.

    The layout of the network's own input follows from what reads it, else from its
    sizes; channels are along that axis, or along the last one of what is no image.
    What the network reads keeps its id; the argument and the model get new ones.

    Options are as on the command line of quantc, `[NAME:]VALUE`, several with `;` between.

    Before, with `type=u8 mean=127.5 scale=0.0078125 layout=nhwc`:

    ```mlir
    func.func @main(%x: tensor<1x3x8x8xf32> {qnn.name = "x"}) -> (tensor<1x3x8x8xf32> {qnn.name = "y"}) {
      %0 = qnn.relu %x : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
      return %0 : tensor<1x3x8x8xf32>
    }
    ```

    After:

    ```mlir
    func.func @main(%x: tensor<1x8x8x3x!quant.uniform<u8:f32, 1.0:128>> {qnn.input = {layout = "nhwc", mean = array<f64: 127.5>, scale = array<f64: 0.0078125>}, qnn.name = "x"}) -> (tensor<1x3x8x8xf32> {qnn.name = "y"}) {
      %0 = qnn.dequantize %x : (tensor<1x8x8x3x!quant.uniform<u8:f32, 1.0:128>>) -> tensor<1x8x8x3xf32>
      %m = qnn.constant dense<0.5> : tensor<f32> as tensor<f32>
      %1 = qnn.add %0, %m {qnn.normalization} : (tensor<1x8x8x3xf32>, tensor<f32>) -> tensor<1x8x8x3xf32>
      %s = qnn.constant dense<0.0078125> : tensor<f32> as tensor<f32>
      %2 = qnn.mul %1, %s {qnn.normalization} : (tensor<1x8x8x3xf32>, tensor<f32>) -> tensor<1x8x8x3xf32>
      %3 = qnn.transpose %2 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x8x8x3xf32>) -> tensor<1x3x8x8xf32>
      %4 = qnn.relu %3 : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
      return %4 : tensor<1x3x8x8xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
  let options = [
    Option<"type", "type", "std::string", "\"\"", "u8, s8 or f32">,
    Option<"mean", "mean", "std::string", "\"\"", "what is taken off each element, one value or one a channel">,
    Option<"scale", "scale", "std::string", "\"\"", "what multiplies that, likewise">,
    Option<"layout", "layout", "std::string", "\"\"", "nhwc or nchw: how images enter">,
  ];
}

def ConvertOutputsPass : Pass<"prepare-convert-outputs", "::mlir::ModuleOp"> {
  let summary = "Return what a program wants: the best classes, codes of 8 bits";
  let description = [{
    Puts `qnn.top_k_indices` and `qnn.top_k_values` of the last axis in place of an
    output, under its name with `_indices` and `_values` (of floats they say so by
    `qnn.float_reason`); and marks outputs with
    `qnn.output_type`, by which `quantize-round-outputs` gives them their type.

    Options are as on the command line of quantc, `[NAME:]VALUE`, several with `;` between;
    without a name a value is for all outputs.

    Before, with `top-k=2 type=u8`:

    ```mlir
    func.func @main(%x: tensor<1x8xf32> {qnn.name = "x"}) -> (tensor<1x8xf32> {qnn.name = "y"}) {
      return %x : tensor<1x8xf32>
    }
    ```

    After:

    ```mlir
    func.func @main(%x: tensor<1x8xf32> {qnn.name = "x"}) -> (tensor<1x2xi32> {qnn.name = "y_indices", qnn.output_type = "u8"}, tensor<1x2xf32> {qnn.name = "y_values", qnn.output_type = "u8"}) {
      %0 = qnn.top_k_indices %x : (tensor<1x8xf32>) -> tensor<1x2xi32>
      %1 = qnn.top_k_values %x : (tensor<1x8xf32>) -> tensor<1x2xf32>
      return %0, %1 : tensor<1x2xi32>, tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
  let options = [
    Option<"type", "type", "std::string", "\"\"", "u8, s8 or f32">,
    Option<"topK", "top-k", "std::string", "\"\"", "how many elements of the last axis">,
  ];
}

def InsertObserversPass : Pass<"prepare-insert-observers", "::mlir::func::FuncOp"> {
  let summary = "Insert a qnn.observe after every float tensor value";
  let description = [{
    Routes all uses of each float argument and result through an observer under
    the value's id. Constants get none, because their range is known; nor do values
    that come from `qnn.dequantize` or are only quantized, because the network
    states their scale. A value without an id gets one from its place.

    Running the pass twice is the same as running it once.

    Before:

    ```mlir
    func.func @f(%x: tensor<4xf32> {qnn.id = "00000000000000aa"}) -> tensor<4xf32> {
      %0 = qnn.tanh %x {qnn.id = "00000000000000bb"} : (tensor<4xf32>) -> tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<4xf32> {qnn.id = "00000000000000aa"}) -> tensor<4xf32> {
      %0 = qnn.observe %x "00000000000000aa" : tensor<4xf32>
      %1 = qnn.tanh %0 {qnn.id = "00000000000000bb"} : (tensor<4xf32>) -> tensor<4xf32>
      %2 = qnn.observe %1 "00000000000000bb" : tensor<4xf32>
      return %2 : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def AttachStepPass : Pass<"prepare-attach-step", "::mlir::ModuleOp"> {
  let summary = "Mark a module as prepared";
  let description = [{
    Sets `qnn.step`, by which later steps know that the module is theirs to read. Of
    inputs with `qnn.input` it adds whether their normalization was folded.

    Before:

    ```mlir
    module attributes {qnn.step = "import"} {
    }
    ```

    After:

    ```mlir
    module attributes {qnn.step = "prepare"} {
    }
    ```
  }];
}

#endif // QUANTC_PREPARE_BOUNDARYPASSES

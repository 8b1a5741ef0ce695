//===- Passes.td - Plan: storage, proofs, kernels ---------------*- td -*-===//

#ifndef QUANTC_PLAN_PASSES
#define QUANTC_PLAN_PASSES

include "mlir/Pass/PassBase.td"

def SelectStoragePass : Pass<"plan-select-storage", "::mlir::ModuleOp"> {
  let summary = "Store 8-bit activations as the target's dot products want them";
  let description = [{
    x86 multiplies unsigned by signed bytes, Arm signed by signed. Each 8-bit
    activation type of the other sign becomes the wanted one: stored values, zero
    points, ranges and `clamp` attributes move by 128, real values stay. Activations of 16
    bits become signed on every target, moved by 32768. Weights stay
    as they are. Arguments and results of `@main` keep their types; a `qnn.requantize`
    between them and the inside changes the sign exactly, because both scales agree. Ops
    of a profile that depends on the stored zero points keep how far those have moved,
    as `qnn.storage_offsets`.

    Also writes the target's name into the module, as `qnn.target`.

    Before:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>
      %1 = qnn.dequantize %0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>) -> tensor<4xf32>
      return %1 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.target = "x86-64-v3"} {
      func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
        %0 = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>
        %1 = qnn.dequantize %0 : (tensor<4x!quant.uniform<u8:f32, 5.000000e-01:131>>) -> tensor<4xf32>
        return %1 : tensor<4xf32>
      }
    }
    ```
  }];
  let options = [Option<"target", "target", "std::string", "\"x86-64-v3\"", "Target name">];
}

def ProveAccumulatorsPass : Pass<"plan-prove-accumulators", "::mlir::ModuleOp"> {
  let summary = "Prove that no i32 accumulator overflows";
  let description = [{
    From constant weights, biases and the storage range of the input follows the
    exact range of each accumulator (N3). A sum that could leave i32 is an error that
    names the op; all such ops are reported. The Quantize step makes none: only a module
    written by hand has them. Changes nothing: here the sum lies in [-16637, 16513].

    Before:

    ```mlir
    func.func @main(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>> {
      %w = qnn.constant dense<[[127, -3]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8<-127:127>:f32, 0.25>>
      %0 = qnn.linear %x, %w : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>, tensor<1x2x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
      return %0 : tensor<1x1x!quant.uniform<i32:f32, 0.125>>
    }
    ```

    After:

    ```mlir
    func.func @main(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>> {
      %w = qnn.constant dense<[[127, -3]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8<-127:127>:f32, 0.25>>
      %0 = qnn.linear %x, %w : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>, tensor<1x2x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
      return %0 : tensor<1x1x!quant.uniform<i32:f32, 0.125>>
    }
    ```
  }];
}

def SelectKernelsPass : Pass<"plan-select-kernels", "::mlir::ModuleOp"> {
  let summary = "Choose a kernel and a tile for each fused op";
  let description = [{
    Convolutions and linear layers on 8-bit or float activations with constant
    weights get `#qk.kernel<"contraction", rows x columns>`, or "depthwise" where each
    channel has a filter of its own; the tile minimises an estimate of the time. The rest
    gets "generic".

    Before:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %y = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        %0 = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
        qnn.yield %0 : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.step = "plan"} {
      func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
        %y = qnn.fused(%x) {kernel = #qk.kernel<"generic">} : (tensor<4xf32>) -> tensor<4xf32> {
        ^bb0(%a: tensor<4xf32>):
          %0 = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
          qnn.yield %0 : tensor<4xf32>
        }
        return %y : tensor<4xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", "\"x86-64-v3\"", "Target name">,
    Option<"force", "force", "std::string", "\"\"",
           "A family for every op that it can compute, for tests: contraction or generic">,
    Option<"rows", "rows", "int64_t", "0", "Output positions of a contraction's tile, 0 to choose">,
    Option<"columns", "columns", "int64_t", "0", "Output channels of a contraction's tile, 0 to choose">,
  ];
  let dependentDialects = ["::quantc::qk::QkDialect"];
}

#endif

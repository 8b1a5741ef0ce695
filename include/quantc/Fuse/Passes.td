//===- Passes.td - The passes of the Fuse step ------------------*- td -*-===//

#ifndef QUANTC_FUSE_PASSES
#define QUANTC_FUSE_PASSES

include "mlir/Pass/PassBase.td"

def WrapEpiloguesPass : Pass<"fuse-wrap-epilogues", "::mlir::func::FuncOp"> {
  let summary = "Put a contraction and the rounding of its accumulator into one region";
  let description = [{
    Wraps in a `qnn.fused` each contraction that yields an accumulator, together
    with its only reader if that is a `requantize`, a `dequantize`, or an `add` or
    `sub` of accumulator and 8-bit operand; and with the unary op on 8 bits that
    alone reads the rounded value, one table (N7). The accumulator then never
    leaves the kernel. Constants move inside.

    The region stands where its last op stood. Its result has that op's id; ops
    inside keep theirs, so that inner layers can be compared.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>> {
      %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
      %0 = qnn.linear %x, %w {qnn.id = "00000000000000aa"} : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
      %1 = qnn.requantize %0 {qnn.id = "00000000000000bb"} : (tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
      return %1 : tensor<1x1x!quant.uniform<i8:f32, 0.25>>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>> {
      %0 = qnn.fused(%x) {qnn.id = "00000000000000bb"} : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>> {
      ^bb0(%arg0: tensor<1x1x!quant.uniform<i8:f32, 0.5>>):
        %w = qnn.constant dense<127> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>
        %1 = qnn.linear %arg0, %w {qnn.id = "00000000000000aa"} : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.25}>>) -> tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>
        %2 = qnn.requantize %1 {qnn.id = "00000000000000bb"} : (tensor<1x1x!quant.uniform<i32:f32:1, {0.125}>>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25>>
        qnn.yield %2 : tensor<1x1x!quant.uniform<i8:f32, 0.25>>
      }
      return %0 : tensor<1x1x!quant.uniform<i8:f32, 0.25>>
    }
    ```
  }];
}

def WrapOpsPass : Pass<"fuse-wrap-ops", "::mlir::ModuleOp"> {
  let summary = "Put each op that is left into a region of its own, and end the step";
  let description = [{
    After the passes that wrap several ops: what still stands outside of a
    `qnn.fused`, other than constants and reshapes, gets one alone. A reshape is
    no kernel call: its result is the same buffer. Constants that nothing reads
    any more are erased, and the module's `qnn.step` is set.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4xf32>) -> tensor<4xf32> {
      %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
      %1 = qnn.reshape %0 : (tensor<1x4xf32>) -> tensor<4xf32>
      return %1 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.step = "fuse"} {
      func.func @f(%x: tensor<1x4xf32>) -> tensor<4xf32> {
        %0 = qnn.fused(%x) : (tensor<1x4xf32>) -> tensor<1x4xf32> {
        ^bb0(%arg0: tensor<1x4xf32>):
          %2 = qnn.softmax %arg0 {axis = 1 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
          qnn.yield %2 : tensor<1x4xf32>
        }
        %1 = qnn.reshape %0 : (tensor<1x4xf32>) -> tensor<4xf32>
        return %1 : tensor<4xf32>
      }
    }
    ```
  }];
}

#endif

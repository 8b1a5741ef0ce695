// RUN: quant-opt %s --plan-pipeline=target=x86-64-v3 | FileCheck %s

// CHECK: module attributes {qnn.step = "plan", qnn.target = "x86-64-v3"}
// CHECK: #qk.kernel<"generic">
// CHECK: !quant.uniform<u8:f32, 5.000000e-01:131>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:3>> {
  ^bb0(%a: tensor<4xf32>):
    %0 = qnn.quantize %a : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:3>>
    qnn.yield %0 : tensor<4x!quant.uniform<i8:f32, 0.5:3>>
  }
  %z = qnn.fused(%y) : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4x!quant.uniform<i8:f32, 0.5:3>>):
    %0 = qnn.dequantize %a : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4xf32>
    qnn.yield %0 : tensor<4xf32>
  }
  return %z : tensor<4xf32>
}

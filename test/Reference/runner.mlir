// RUN: quant-opt %s --test-evaluate=layers -o /dev/null 2>&1 | FileCheck %s

// Layers come in program order with real values, those inside a fused region too; an id that two values
// share comes twice. The network's inputs come first (here none).
// CHECK: layer 00000000000000a0: f32: 2, -1
// CHECK-NEXT: layer 00000000000000b0: f32: 5, -2.5
// CHECK-NEXT: layer 00000000000000b0: f32: 4, 0
// CHECK-NEXT: layer 00000000000000b0: f32: 4, 0
// CHECK-NOT: layer
// CHECK: output 'y': i8: 7, 3
func.func @main() -> (tensor<1x2x!quant.uniform<i8:f32, 1.0:3>> {qnn.name = "y"}) {
  %x = qnn.constant {qnn.id = "00000000000000a0"} dense<[[7, 1]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>
  %y = qnn.fused(%x) {qnn.id = "00000000000000b0"} : (tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x2x!quant.uniform<i8:f32, 1.0:3>> {
  ^bb0(%a: tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>):
    %w = qnn.constant dense<[[5, 0], [0, 5]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.5>>
    %0 = qnn.linear %a, %w {qnn.id = "00000000000000b0"} : (tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i32:f32, 0.25>>
    %1 = qnn.requantize %0 {clamp = array<i64: 3, 7>, qnn.id = "00000000000000b0"} : (tensor<1x2x!quant.uniform<i32:f32, 0.25>>) -> tensor<1x2x!quant.uniform<i8:f32, 1.0:3>>
    qnn.yield %1 : tensor<1x2x!quant.uniform<i8:f32, 1.0:3>>
  }
  return %y : tensor<1x2x!quant.uniform<i8:f32, 1.0:3>>
}

// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "a=f4:4,1,2,3,3:random.gauss(0, 30)" "b=f4:4,1,3:random.gauss(0, 30)"
// RUN: %python %S/round-trip %t.dir %s %t.npz | FileCheck %s --check-prefix=AGAIN
// AGAIN: 7 integer ops, 2 in float
// AGAIN-NEXT: equal

// In the layout of the image. A constant of lower rank gets axes for it; what is computed for the last axis makes the
// op run channels last.
// CHECK: init constant_0_quantized i8 1x2x1x1 = 10 -20
// CHECK: DequantizeLinear constant_0: constant_0_quantized, {{.*}}
// CHECK: Add add_0: a_dequantized, constant_0 -> add_0
// CHECK: Relu add_0_activation: add_0 -> add_0_activation
// CHECK: Sub sub_0: a_dequantized, add_0_dequantized -> sub_0
// CHECK: LeakyRelu sub_0_activation: sub_0 -> sub_0_activation alpha=0.25
// CHECK: Mul mul_0: sub_0_dequantized, a_dequantized -> mul_0
// CHECK: init constant_1 f32 1x2x1x1 = 2 4
// CHECK-NEXT: Div div_0: mul_0_dequantized, constant_1 -> y
// CHECK: Min min_0: mul_0_dequantized, a_dequantized -> min_0
// CHECK: Max max_0: min_0_dequantized, a_dequantized -> max_0
// CHECK: Transpose max_0_quantized_transposed: max_0_quantized -> max_0_quantized_transposed perm=[0,2,3,1]
// CHECK: Add add_1: max_0_dequantized, reshape_0_dequantized -> add_1
// CHECK-NOT: Transpose {{.*}}
// CHECK: Pow pow_0: b, b -> p
// CHECK: output y f32 1x2x3x3
!t = !quant.uniform<i8:f32, 0.5:3>
!u = !quant.uniform<i8:f32, 0.75:-28>
module attributes {qnn.step = "quantize"} {
  func.func @main(%a: tensor<1x2x3x3xf32> {qnn.name = "a"}, %b: tensor<1x3xf32> {qnn.name = "b"}) -> (tensor<1x2x3x3xf32> {qnn.name = "y"}, tensor<1x3x3x2x!u> {qnn.name = "z"}, tensor<1x3xf32> {qnn.name = "p"}) {
    %n = qnn.quantize %a : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3x!t>
    %q = qnn.transpose %n {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3x!t>) -> tensor<1x3x3x2x!t>
    %c = qnn.constant dense<[10, -20]> : tensor<2xi8> as tensor<2x!t>
    %0 = qnn.add %q, %c {clamp = array<i64: -28, 127>} : (tensor<1x3x3x2x!t>, tensor<2x!t>) -> tensor<1x3x3x2x!u>
    %1 = qnn.sub %q, %0 {negative_slope = array<f32: 0.25>} : (tensor<1x3x3x2x!t>, tensor<1x3x3x2x!u>) -> tensor<1x3x3x2x!u>
    %2 = qnn.mul %1, %q : (tensor<1x3x3x2x!u>, tensor<1x3x3x2x!t>) -> tensor<1x3x3x2x!u>
    %f = qnn.dequantize %2 : (tensor<1x3x3x2x!u>) -> tensor<1x3x3x2xf32>
    %d = qnn.constant dense<[2.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
    %3 = qnn.div %f, %d : (tensor<1x3x3x2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
    %y = qnn.transpose %3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
    %4 = qnn.min %2, %q : (tensor<1x3x3x2x!u>, tensor<1x3x3x2x!t>) -> tensor<1x3x3x2x!u>
    %5 = qnn.max %4, %q : (tensor<1x3x3x2x!u>, tensor<1x3x3x2x!t>) -> tensor<1x3x3x2x!u>
    %bq = qnn.quantize %b : (tensor<1x3xf32>) -> tensor<1x3x!t>
    %b3 = qnn.reshape %bq : (tensor<1x3x!t>) -> tensor<3x1x!t>
    %6 = qnn.add %5, %b3 : (tensor<1x3x3x2x!u>, tensor<3x1x!t>) -> tensor<1x3x3x2x!u>
    %7 = qnn.pow %b, %b : (tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
    return %y, %6, %7 : tensor<1x2x3x3xf32>, tensor<1x3x3x2x!u>, tensor<1x3xf32>
  }
}

// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:6,1,2,4,4:random.gauss(0, 8)"
// RUN: %python %S/round-trip %t.dir %s %t.npz --samples=6 | FileCheck %s --check-prefix=AGAIN
// AGAIN: 2 integer ops, 0 in float
// AGAIN-NEXT: equal

// A bias in f32 (N11e) is the convolution's; the clamp bounds the sum.
// CHECK: init conv2d_0_bias f32 3 = 0.5 -2 0.25
// CHECK-NEXT: Conv conv2d_0: x_dequantized, conv2d_0_weight, conv2d_0_bias -> conv2d_0 kernel_shape=[1,1] {{.*}}
// CHECK-NEXT: Relu conv2d_0_activation: conv2d_0 -> conv2d_0_activation
// CHECK: QuantizeLinear {{.*}}
!x = !quant.uniform<u8:f32, 0.5:3>
!w = !quant.uniform<i8:f32:0, {0.25, 0.5, 1.0}>
!acc = !quant.uniform<i32:f32:3, {0.125, 0.25, 0.5}>
!y = !quant.uniform<u8:f32, 2.0:7>
module attributes {qnn.profile = "torch-x86", qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x2x4x4xf32> {qnn.name = "x"}) -> (tensor<1x4x4x3xf32> {qnn.name = "y"}) {
    %q = qnn.quantize %x : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4x!x>
    %t = qnn.transpose %q {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4x!x>) -> tensor<1x4x4x2x!x>
    %w0 = qnn.constant dense<[[[[1, 2]]], [[[5, 6]]], [[[9, 10]]]]> : tensor<3x1x1x2xi8> as tensor<3x1x1x2x!w>
    %c = qnn.conv2d %t, %w0 : (tensor<1x4x4x2x!x>, tensor<3x1x1x2x!w>) -> tensor<1x4x4x3x!acc>
    %r = qnn.requantize %c {bias = array<f32: 0.5, -2.0, 0.25>, clamp = array<i64: 7, 255>} : (tensor<1x4x4x3x!acc>) -> tensor<1x4x4x3x!y>
    %y = qnn.dequantize %r : (tensor<1x4x4x3x!y>) -> tensor<1x4x4x3xf32>
    return %y : tensor<1x4x4x3xf32>
  }
}

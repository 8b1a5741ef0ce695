// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:6,1,2,4,4:random.gauss(0, 8)"
// RUN: %python %S/round-trip %t.dir %s %t.npz --samples=6 | FileCheck %s --check-prefix=AGAIN
// AGAIN: 6 integer ops, 0 in float
// AGAIN-NEXT: equal

// Channels last in here, NCHW there: no transpose but for the module's own, at its boundary.
// CHECK: ir 9 opset 20
// CHECK-NEXT: input x f32 1x2x4x4
// CHECK-NOT: Transpose {{.*}}
// CHECK: QuantizeLinear x_quantized: x, x_scale, x_zero_point -> x_quantized
// CHECK-NEXT: DequantizeLinear x_dequantized: x_quantized, x_scale, x_zero_point -> x_dequantized
// The filter as O, I, H, W; its scales along O; the bias in 32 bits without a zero point.
// CHECK-NEXT: init conv2d_0_weight_quantized i8 3x2x1x2 = 1 3 2 4 5 7 6 8 9 11 10 12
// CHECK-NEXT: init conv2d_0_weight_scale f32 3 = 0.25 0.5 1
// CHECK-NEXT: init conv2d_0_weight_zero_point i8 3 = 0 0 0
// CHECK-NEXT: DequantizeLinear conv2d_0_weight: conv2d_0_weight_quantized, conv2d_0_weight_scale, conv2d_0_weight_zero_point -> conv2d_0_weight axis=0
// CHECK-NEXT: init conv2d_0_bias_quantized i32 3 = 1 -2 300
// CHECK-NEXT: init conv2d_0_bias_scale f32 3 = 0.125 0.25 0.5
// CHECK-NEXT: DequantizeLinear conv2d_0_bias: conv2d_0_bias_quantized, conv2d_0_bias_scale -> conv2d_0_bias axis=0
// CHECK-NEXT: Conv conv2d_0: x_dequantized, conv2d_0_weight, conv2d_0_bias -> conv2d_0 kernel_shape=[1,2] strides=[1,2] pads=[0,1,0,1] dilations=[1,1] group=1
// CHECK: QuantizeLinear conv2d_0_quantized: conv2d_0, conv2d_0_scale, conv2d_0_zero_point -> conv2d_0_quantized

// One accumulator is read unrounded (N8a), and the result is a residual sum.
// CHECK: Conv conv2d_1: conv2d_0_dequantized, conv2d_1_weight -> conv2d_1 kernel_shape=[1,1] {{.*}} group=3
// CHECK-NEXT: Add add_0: conv2d_0_dequantized, conv2d_1 -> add_0
// CHECK: QuantizeLinear add_0_quantized: add_0, conv2d_0_scale, conv2d_0_zero_point -> add_0_quantized

// Rows of an image: the columns of the weight are put in its order, and no transpose is needed.
// CHECK: Flatten reshape_0: add_0_dequantized -> reshape_0 axis=1
// CHECK: init linear_0_weight_quantized i8 2x36 = 0 3 6 9 12 15 18 21 24 27 30 33 ...
// CHECK: Gemm linear_0: reshape_0_dequantized, linear_0_weight, linear_0_bias -> y transB=1

// A product of rank 3 is a MatMul, and what it adds 32 bits.
// CHECK: init linear_1_weight_quantized i8 2x3 = 1 3 5 2 4 6
// CHECK: DequantizeLinear linear_1_weight: {{.*}} -> linear_1_weight axis=1
// CHECK: MatMul linear_1: {{.*}}, linear_1_weight -> linear_1
// CHECK: Add linear_1_biased: linear_1, linear_1_bias -> linear_1_biased
// CHECK: output y f32 1x2
// CHECK-NEXT: output w i8 1x1x3
!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5, 1.0}>
!b = !quant.uniform<i32:f32:0, {0.125, 0.25, 0.5}>
!acc = !quant.uniform<i32:f32:3, {0.125, 0.25, 0.5}>
!y = !quant.uniform<i8:f32, 2.0:-128>
!wd = !quant.uniform<i8<-127:127>:f32, 0.125>
!accd = !quant.uniform<i32:f32, 0.25>
!bl = !quant.uniform<i32:f32:0, {0.5, 1.0}>
!wl = !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5}>
!accl = !quant.uniform<i32:f32:1, {0.5, 1.0}>
!wm = !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5, 1.0}>
!bm = !quant.uniform<i32:f32:0, {0.5, 1.0, 2.0}>
!accm = !quant.uniform<i32:f32:2, {0.5, 1.0, 2.0}>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x2x4x4xf32> {qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "y"}, tensor<1x1x3x!y> {qnn.name = "w"}) {
    %q = qnn.quantize %x : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4x!x>
    %t = qnn.transpose %q {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4x!x>) -> tensor<1x4x4x2x!x>
    %w0 = qnn.constant dense<[[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]], [[[9, 10], [11, 12]]]]> : tensor<3x1x2x2xi8> as tensor<3x1x2x2x!w>
    %b0 = qnn.constant dense<[1, -2, 300]> : tensor<3xi32> as tensor<3x!b>
    %c0 = qnn.conv2d %t, %w0 bias %b0 {strides = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 1>} : (tensor<1x4x4x2x!x>, tensor<3x1x2x2x!w>, tensor<3x!b>) -> tensor<1x4x3x3x!acc>
    %r0 = qnn.requantize %c0 : (tensor<1x4x3x3x!acc>) -> tensor<1x4x3x3x!y>
    %w1 = qnn.constant dense<[[[[9]]], [[[-8]]], [[[7]]]]> : tensor<3x1x1x1xi8> as tensor<3x1x1x1x!wd>
    %c1 = qnn.conv2d %r0, %w1 {groups = 3 : i64} : (tensor<1x4x3x3x!y>, tensor<3x1x1x1x!wd>) -> tensor<1x4x3x3x!accd>
    %s = qnn.add %r0, %c1 : (tensor<1x4x3x3x!y>, tensor<1x4x3x3x!accd>) -> tensor<1x4x3x3x!y>
    %rows = qnn.reshape %s : (tensor<1x4x3x3x!y>) -> tensor<1x36x!y>
    %w2 = qnn.constant dense<[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35], [0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, -16, -17, -18, -19, -20, -21, -22, -23, -24, -25, -26, -27, -28, -29, -30, -31, -32, -33, -34, -35]]> : tensor<2x36xi8> as tensor<2x36x!wl>
    %b2 = qnn.constant dense<[7, 8]> : tensor<2xi32> as tensor<2x!bl>
    %l = qnn.linear %rows, %w2 bias %b2 : (tensor<1x36x!y>, tensor<2x36x!wl>, tensor<2x!bl>) -> tensor<1x2x!accl>
    %y = qnn.dequantize %l : (tensor<1x2x!accl>) -> tensor<1x2xf32>
    %lq = qnn.requantize %l : (tensor<1x2x!accl>) -> tensor<1x2x!y>
    %l3 = qnn.reshape %lq : (tensor<1x2x!y>) -> tensor<1x1x2x!y>
    %w3 = qnn.constant dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi8> as tensor<3x2x!wm>
    %b3 = qnn.constant dense<[-5, 5, 50]> : tensor<3xi32> as tensor<3x!bm>
    %m = qnn.linear %l3, %w3 bias %b3 : (tensor<1x1x2x!y>, tensor<3x2x!wm>, tensor<3x!bm>) -> tensor<1x1x3x!accm>
    %mq = qnn.requantize %m : (tensor<1x1x3x!accm>) -> tensor<1x1x3x!y>
    return %y, %mq : tensor<1x2xf32>, tensor<1x1x3x!y>
  }
}

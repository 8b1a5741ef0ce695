// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:4,1,2,6,6:random.gauss(0, 30)"
// RUN: %python %S/round-trip %t.dir %s %t.npz | FileCheck %s --check-prefix=AGAIN
// AGAIN: 10 integer ops, 1 in float
// AGAIN-NEXT: equal

// CHECK: MaxPool max_pool2d_0: x_dequantized -> max_pool2d_0 kernel_shape=[3,2] strides=[2,1] pads=[1,0,2,1] dilations=[1,2]
// The size of a result says whether windows may end beyond the padding.
// CHECK: MaxPool max_pool2d_1: x_dequantized -> max_pool2d_1 kernel_shape=[3,3] strides=[2,2] pads=[0,0,0,0] ceil_mode=1
// CHECK: AveragePool avg_pool2d_0: x_dequantized -> avg_pool2d_0 kernel_shape=[2,2] strides=[2,2] pads=[1,1,1,1]
// CHECK: AveragePool avg_pool2d_1: x_dequantized -> avg_pool2d_1 kernel_shape=[2,2] strides=[2,2] pads=[1,1,1,1] count_include_pad=1
// CHECK: GlobalAveragePool reduce_0: x_dequantized -> reduce_0
// CHECK: GlobalMaxPool reduce_1: x_dequantized -> reduce_1
// Axes are those of NCHW; what is left of it keeps its order.
// CHECK: init reduce_2_axes i64 2 = 2 3
// CHECK-NEXT: ReduceMean reduce_2: x_dequantized, reduce_2_axes -> reduce_2 keepdims=0
// CHECK: init reduce_3_axes i64 1 = 1
// CHECK-NEXT: ReduceSum reduce_3: x_dequantized, reduce_3_axes -> reduce_3 keepdims=1
// CHECK: init reduce_4_axes i64 1 = 3
// CHECK-NEXT: ReduceMax reduce_4: x_dequantized, reduce_4_axes -> reduce_4 keepdims=0
// CHECK: ArgMax argmax_0: x_dequantized -> f axis=1 keepdims=0 select_last_index=1
// CHECK: Transpose reduce_4_quantized_transposed: reduce_4_quantized -> e perm=[0,2,1]
!t = !quant.uniform<i8:f32, 0.5:3>
!s = !quant.uniform<i8:f32, 0.75:-3>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x2x6x6xf32> {qnn.name = "x"}) -> (tensor<1x4x5x2x!t> {qnn.name = "a"}, tensor<1x3x3x2x!t> {qnn.name = "b"}, tensor<1x2x!s> {qnn.name = "c"}, tensor<1x6x6x1x!s> {qnn.name = "d"}, tensor<1x6x2x!t> {qnn.name = "e"}, tensor<1x6x6xi64> {qnn.name = "f"}, tensor<1x4x4x2x!s> {qnn.name = "g"}, tensor<1x4x4x2x!s> {qnn.name = "h"}, tensor<1x1x1x2x!s> {qnn.name = "i"}, tensor<1x1x1x2x!t> {qnn.name = "j"}) {
    %n = qnn.quantize %x : (tensor<1x2x6x6xf32>) -> tensor<1x2x6x6x!t>
    %q = qnn.transpose %n {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x6x6x!t>) -> tensor<1x6x6x2x!t>
    %a = qnn.max_pool2d %q {kernel = array<i64: 3, 2>, strides = array<i64: 2, 1>, pads = array<i64: 1, 0, 2, 1>, dilations = array<i64: 1, 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x4x5x2x!t>
    %b = qnn.max_pool2d %q {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x3x3x2x!t>
    %g = qnn.avg_pool2d %q {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x6x6x2x!t>) -> tensor<1x4x4x2x!s>
    %h = qnn.avg_pool2d %q {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, count_include_pad = true} : (tensor<1x6x6x2x!t>) -> tensor<1x4x4x2x!s>
    %i = qnn.reduce %q {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x1x1x2x!s>
    %j = qnn.reduce %q {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x1x1x2x!t>
    %c = qnn.reduce %q {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x2x!s>
    %d = qnn.reduce %q {kind = 1 : i64, axes = array<i64: 3>} : (tensor<1x6x6x2x!t>) -> tensor<1x6x6x1x!s>
    %e = qnn.reduce %q {kind = 2 : i64, axes = array<i64: 2>} : (tensor<1x6x6x2x!t>) -> tensor<1x6x2x!t>
    %r = qnn.dequantize %q : (tensor<1x6x6x2x!t>) -> tensor<1x6x6x2xf32>
    %f = qnn.argmax %r {axis = 3 : i64, qnn.float_reason = "test", select_last_index} : (tensor<1x6x6x2xf32>) -> tensor<1x6x6xi64>
    return %a, %b, %c, %d, %e, %f, %g, %h, %i, %j : tensor<1x4x5x2x!t>, tensor<1x3x3x2x!t>, tensor<1x2x!s>, tensor<1x6x6x1x!s>, tensor<1x6x2x!t>, tensor<1x6x6xi64>, tensor<1x4x4x2x!s>, tensor<1x4x4x2x!s>, tensor<1x1x1x2x!s>, tensor<1x1x1x2x!t>
  }
}

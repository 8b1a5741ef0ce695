// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:4,1,2,3,3:random.gauss(0, 3)"
// RUN: quant-translate --import-onnx %t.onnx -o %t.mlir
// RUN: quant-run %s %t.npz --compare=%t.mlir | FileCheck %s --check-prefix=SAME
// SAME-COUNT-5: output {{.*}}: equal

// A network in float, before calibration: observers are no part of it. Outputs that are one value, or an input, and
// names that clash with those of the network.
// CHECK: input x f32 1x2x3x3
// CHECK: init conv2d_0_weight_1 f32 2x1x1x1 = 1 2
// CHECK: Conv conv2d_0: x, conv2d_0_weight_1 -> conv2d_0 {{.*}} group=2
// CHECK: LRN lrn_0: conv2d_0 -> lrn_0 size=2 alpha=0.5 beta=0.75 bias=1
// CHECK: Softmax softmax_0: lrn_0 -> softmax_0 axis=1
// CHECK: LogSoftmax log_softmax_0: softmax_0 -> conv2d_0_weight axis=1
// CHECK: init conv_transpose2d_0_weight f32 2x1x1x2 = 1 2 5 6
// CHECK: ConvTranspose conv_transpose2d_0: conv2d_0, conv_transpose2d_0_weight -> d kernel_shape=[1,2] strides=[1,2] pads=[0,0,0,0] dilations=[1,1] group=2 output_padding=[0,1]
// CHECK: MatMul matmul_0: reshape_0, reshape_1 -> e
// CHECK: Identity b: conv2d_0_weight -> b
// CHECK: Identity c: x -> c
// CHECK: output conv2d_0_weight f32 1x2x3x3
// CHECK: output b f32 1x2x3x3
// CHECK: output c f32 1x2x3x3
// CHECK: output d f32 1x2x3x7
// CHECK: output e f32 1x3x3x3
module attributes {qnn.step = "prepare"} {
  func.func @main(%x: tensor<1x2x3x3xf32> {qnn.name = "x"}) -> (tensor<1x2x3x3xf32> {qnn.name = "conv2d_0_weight"}, tensor<1x2x3x3xf32> {qnn.name = "b"}, tensor<1x2x3x3xf32> {qnn.name = "c"}, tensor<1x2x3x7xf32> {qnn.name = "d"}, tensor<1x3x3x3xf32> {qnn.name = "e"}) {
    %o = qnn.observe %x "00000000000000aa" : tensor<1x2x3x3xf32>
    %t = qnn.transpose %o {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
    %w = qnn.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
    %0 = qnn.conv2d %t, %w {groups = 2 : i64} : (tensor<1x3x3x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x3x3x2xf32>
    %1 = qnn.lrn %0 {size = 2 : i64, alpha = 0.5 : f32, beta = 0.75 : f32, bias = 1.0 : f32} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
    %2 = qnn.softmax %1 {axis = 3 : i64} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
    %3 = qnn.log_softmax %2 {axis = 3 : i64} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
    %y = qnn.transpose %3 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
    %v = qnn.constant dense<[[[[1.0], [2.0]]], [[[5.0], [6.0]]]]> : tensor<2x1x2x1xf32> as tensor<2x1x2x1xf32>
    %4 = qnn.conv_transpose2d %0, %v {strides = array<i64: 1, 2>, output_padding = array<i64: 0, 1>, groups = 2 : i64} : (tensor<1x3x3x2xf32>, tensor<2x1x2x1xf32>) -> tensor<1x3x7x2xf32>
    %d = qnn.transpose %4 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x7x2xf32>) -> tensor<1x2x3x7xf32>
    %m = qnn.reshape %y : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
    %n = qnn.reshape %y : (tensor<1x2x3x3xf32>) -> tensor<1x3x2x3xf32>
    %e = qnn.matmul %m, %n : (tensor<1x3x3x2xf32>, tensor<1x3x2x3xf32>) -> tensor<1x3x3x3xf32>
    return %y, %y, %o, %d, %e : tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x3x7xf32>, tensor<1x3x3x3xf32>
  }
}

// RUN: quant-opt %s --prepare-decompose-conv-transpose | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-decompose-conv-transpose) tolerance=1e-6" -o /dev/null

// Kernel 3, stride 2, pad 1 and one row and column more: two taps a phase, the last row and column of the blocks cropped. The
// relu goes before the move.
// CHECK-LABEL: func.func @odd_kernel
// CHECK: %[[C:.+]] = qnn.conv2d %{{.+}}, %{{.+}} bias %{{.+}} {pads = array<i64: 1, 1, 1, 1>{{.*}} : (tensor<2x3x4x2xf32>, tensor<12x2x2x2xf32>, tensor<12xf32>) -> tensor<2x4x5x12xf32>
// CHECK: %[[R:.+]] = qnn.relu %[[C]]
// CHECK: %[[S:.+]] = qnn.reshape %[[R]] {{.*}} -> tensor<2x4x5x2x2x3xf32>
// CHECK: %[[T:.+]] = qnn.transpose %[[S]] {permutation = array<i64: 0, 1, 3, 2, 4, 5>
// CHECK: %[[G:.+]] = qnn.reshape %[[T]] {{.*}} -> tensor<2x8x10x3xf32>
// CHECK: %[[Y:.+]] = qnn.slice %[[G]] {offsets = array<i64: 0, 1, 1, 0>{{.*}}qnn.id = "00000000000000a2"{{.*}} -> tensor<2x6x8x3xf32>
// CHECK: return %[[Y]]
func.func @odd_kernel(%x: tensor<2x3x4x2xf32>) -> tensor<2x6x8x3xf32> {
  %w = qnn.constant dense<[[[[0.5, -1.0], [2.0, 0.25], [3.0, 1.0]], [[1.5, 0.75], [-2.0, 1.0], [0.5, 4.0]], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]],
                           [[[1.0, 0.5], [0.5, 0.5], [-3.0, 1.0]], [[2.5, 0.25], [2.0, -1.0], [0.75, 1.0]], [[0.5, 2.5], [1.0, 0.125], [-5.0, 1.0]]],
                           [[[-1.0, 1.0], [2.5, 3.0], [3.5, 2.0]], [[0.5, 1.75], [1.0, 0.5], [0.25, -4.0]], [[1.0, -2.0], [0.5, 1.5], [2.0, 0.0]]]]> : tensor<3x3x3x2xf32> as tensor<3x3x3x2xf32>
  %b = qnn.constant dense<[1.0, -2.0, 0.5]> : tensor<3xf32> as tensor<3xf32>
  %0 = qnn.conv_transpose2d %x, %w bias %b {strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, output_padding = array<i64: 1, 1>, qnn.id = "00000000000000a1"}
     : (tensor<2x3x4x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>) -> tensor<2x6x8x3xf32>
  %1 = qnn.relu %0 {qnn.id = "00000000000000a2"} : (tensor<2x6x8x3xf32>) -> tensor<2x6x8x3xf32>
  return %1 : tensor<2x6x8x3xf32>
}

// Rows of stride 3 and kernel 2: a phase without taps. Columns of stride 1: the kernel reversed.
// CHECK-LABEL: func.func @gaps
// CHECK: qnn.conv2d {{.*}}pads = array<i64: 0, 1, 0, 1>{{.*}} -> tensor<1x2x4x3xf32>
// CHECK-NOT: qnn.conv_transpose2d
func.func @gaps(%x: tensor<1x2x3x1xf32>) -> tensor<1x5x4x1xf32> {
  %w = qnn.constant dense<[[[[1.0], [2.0]], [[-3.0], [0.5]]]]> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %0 = qnn.conv_transpose2d %x, %w {strides = array<i64: 3, 1>} : (tensor<1x2x3x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x5x4x1xf32>
  return %0 : tensor<1x5x4x1xf32>
}

// A pad of a whole block leaves out inputs.
// CHECK-LABEL: func.func @large_pad
// CHECK: qnn.conv_transpose2d
func.func @large_pad(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %w = qnn.constant dense<1.0> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %0 = qnn.conv_transpose2d %x, %w {strides = array<i64: 2, 2>, pads = array<i64: 2, 2, 2, 2>} : (tensor<1x4x4x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return %0 : tensor<1x4x4x1xf32>
}

// Groups and dilations.
// CHECK-LABEL: func.func @left
// CHECK: qnn.conv_transpose2d {{.*}}groups = 2
// CHECK: qnn.conv_transpose2d {{.*}}dilations
func.func @left(%x: tensor<1x3x3x2xf32>) -> (tensor<1x3x3x2xf32>, tensor<1x5x5x1xf32>) {
  %v = qnn.constant dense<1.0> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %0 = qnn.conv_transpose2d %x, %v {groups = 2} : (tensor<1x3x3x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x3x3x2xf32>
  %1 = qnn.conv_transpose2d %x, %w {dilations = array<i64: 2, 2>} : (tensor<1x3x3x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x5x5x1xf32>
  return %0, %1 : tensor<1x3x3x2xf32>, tensor<1x5x5x1xf32>
}

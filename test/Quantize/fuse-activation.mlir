// RUN: quant-opt %s --quantize-fuse-activation | FileCheck %s

// CHECK-LABEL: func.func @contraction_and_slopes
func.func @contraction_and_slopes(%x: tensor<1x2xf32>, %s: tensor<2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  // CHECK: %[[A:.+]] = qnn.linear
  // CHECK-NEXT: qnn.leaky_relu %[[A]]
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.leaky_relu %1 {alpha = 0.1 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  // CHECK: %[[B:.+]] = qnn.linear
  // CHECK: qnn.prelu %[[B]]
  %3 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<1x2xf32>
  %c = qnn.constant dense<[0.1, 0.2]> : tensor<2xf32> as tensor<2xf32>
  %5 = qnn.prelu %4, %c : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  // A slope that is no constant has no integer form.
  // CHECK: qnn.observe
  // CHECK: qnn.prelu
  %6 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %7 = qnn.observe %6 "00000000000000a3" : tensor<1x2xf32>
  %8 = qnn.prelu %7, %s : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %2, %5, %8 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

// A slope for each row is not what a rounding takes in.
// CHECK-LABEL: func.func @slopes_along_another_axis
// CHECK: qnn.observe
func.func @slopes_along_another_axis(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %c = qnn.constant dense<[[0.1], [0.2]]> : tensor<2x1xf32> as tensor<2x1xf32>
  %0 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<2x2xf32>
  %2 = qnn.prelu %1, %c : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// CHECK-LABEL: func.func @two_readers
// CHECK: qnn.observe
func.func @two_readers(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = qnn.mul %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<4xf32>
  %2 = qnn.relu %1 : (tensor<4xf32>) -> tensor<4xf32>
  return %2, %1 : tensor<4xf32>, tensor<4xf32>
}

// A table is not folded, and a pool takes no activation.
// CHECK-LABEL: func.func @other_ops
// CHECK: qnn.observe
// CHECK: qnn.observe
func.func @other_ops(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<1xf32>) {
  %0 = qnn.sub %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<4xf32>
  %2 = qnn.gelu %1 : (tensor<4xf32>) -> tensor<4xf32>
  %3 = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<1xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<1xf32>
  %5 = qnn.relu %4 : (tensor<1xf32>) -> tensor<1xf32>
  return %2, %5 : tensor<4xf32>, tensor<1xf32>
}

// CHECK-LABEL: func.func @kept_in_float
// CHECK: qnn.observe
// CHECK: qnn.observe
func.func @kept_in_float(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = qnn.sub %x, %y {qnn.float_reason = "asked"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<4xf32>
  %2 = qnn.relu %1 : (tensor<4xf32>) -> tensor<4xf32>
  %3 = qnn.sub %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<4xf32>
  %5 = qnn.relu %4 {qnn.float_reason = "asked"} : (tensor<4xf32>) -> tensor<4xf32>
  return %2, %5 : tensor<4xf32>, tensor<4xf32>
}

// RUN: quant-opt %s --prepare-simplify-shapes | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-simplify-shapes)" -o /dev/null

// CHECK-LABEL: func.func @no_ops
// CHECK-NEXT: return %arg0
func.func @no_ops(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = qnn.broadcast %1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = qnn.slice %2 {offsets = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = qnn.pad %3 {low = array<i64: 0, 0>, high = array<i64: 0, 0>, value = 1.0 : f32} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = qnn.concat %4 {axis = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = qnn.cast %5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %6 : tensor<2x3xf32>
}

// Equal shapes alone make no identity.
// CHECK-LABEL: func.func @same_shape
// CHECK: qnn.slice
// CHECK: qnn.transpose
// CHECK: qnn.concat
func.func @same_shape(%x: tensor<3x3xf32>) -> (tensor<3x3xf32>, tensor<6x3xf32>) {
  %0 = qnn.slice %x {offsets = array<i64: 0, 2>, strides = array<i64: 1, -1>} : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<3x3xf32>) -> tensor<3x3xf32>
  %2 = qnn.concat %x, %x {axis = 0 : i64} : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<6x3xf32>
  return %1, %2 : tensor<3x3xf32>, tensor<6x3xf32>
}

// A transpose of axes of size 1 is a reshape, and reshapes merge; the last value keeps its id.
// CHECK-LABEL: func.func @merge
// CHECK-NEXT: %[[Y:.+]] = qnn.reshape %arg0 {qnn.id = "00000000000000a2"} : (tensor<1x1x1x4xf32>) -> tensor<2x2xf32>
// CHECK-NEXT: return %[[Y]]
func.func @merge(%x: tensor<1x1x1x4xf32>) -> tensor<2x2xf32> {
  %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x1x4xf32>) -> tensor<1x4x1x1xf32>
  %1 = qnn.reshape %0 {qnn.id = "00000000000000a1"} : (tensor<1x4x1x1xf32>) -> tensor<4xf32>
  %2 = qnn.reshape %1 {qnn.id = "00000000000000a2"} : (tensor<4xf32>) -> tensor<2x2xf32>
  return %2 : tensor<2x2xf32>
}

// CHECK-LABEL: func.func @constant
// CHECK-NEXT: qnn.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00]]> : tensor<1x2xf32>
// CHECK-NEXT: return
func.func @constant() -> tensor<1x2xf32> {
  %c = qnn.constant dense<[1.0, 2.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.reshape %c : (tensor<2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

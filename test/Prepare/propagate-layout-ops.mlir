// RUN: quant-opt %s --prepare-propagate-layout --split-input-file | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-propagate-layout)" --split-input-file -o /dev/null

// Every attribute that names an axis follows its axis.
// CHECK-LABEL: func.func @axes
// CHECK-NEXT: %[[INDICES:.+]] = qnn.constant dense<[1, 0]>
// CHECK-NEXT: qnn.pad %{{.*}} {high = array<i64: 0, 4, 6, 2>, low = array<i64: 0, 3, 5, 1>, value = 0.000000e+00 : f32} : (tensor<1x3x4x2xf32>) -> tensor<1x10x15x5xf32>
// CHECK-NEXT: qnn.slice %{{.*}} {offsets = array<i64: 0, 2, 14, 1>, strides = array<i64: 1, 1, -1, 2>} : (tensor<1x10x15x5xf32>) -> tensor<1x4x5x2xf32>
// CHECK-NEXT: qnn.softmax %{{.*}} {axis = 3 : i64}
// CHECK-NEXT: qnn.log_softmax %{{.*}} {axis = 1 : i64}
// CHECK-NEXT: qnn.concat %{{.*}}, %{{.*}} {axis = 2 : i64} : (tensor<1x4x5x2xf32>, tensor<1x4x5x2xf32>) -> tensor<1x4x10x2xf32>
// CHECK-NEXT: qnn.gather %{{.*}}, %[[INDICES]] {axis = 3 : i64}
// CHECK-NEXT: qnn.reduce %{{.*}} {axes = array<i64: 2, 3>, kind = 2 : i64} : (tensor<1x4x10x2xf32>) -> tensor<1x4x1x1xf32>
// CHECK-NEXT: return
func.func @axes(%x: tensor<1x3x4x2xf32>) -> tensor<1x4x1x1xf32> {
  %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x4x2xf32>) -> tensor<1x2x3x4xf32>
  %1 = qnn.pad %0 {low = array<i64: 0, 1, 3, 5>, high = array<i64: 0, 2, 4, 6>, value = 0.0 : f32} : (tensor<1x2x3x4xf32>) -> tensor<1x5x10x15xf32>
  %2 = qnn.slice %1 {offsets = array<i64: 0, 1, 2, 14>, strides = array<i64: 1, 2, 1, -1>} : (tensor<1x5x10x15xf32>) -> tensor<1x2x4x5xf32>
  %3 = qnn.softmax %2 {axis = 1 : i64} : (tensor<1x2x4x5xf32>) -> tensor<1x2x4x5xf32>
  %4 = qnn.log_softmax %3 {axis = 2 : i64} : (tensor<1x2x4x5xf32>) -> tensor<1x2x4x5xf32>
  %5 = qnn.concat %4, %3 {axis = 3 : i64} : (tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>) -> tensor<1x2x4x10xf32>
  %i = qnn.constant dense<[1, 0]> : tensor<2xi64> as tensor<2xi64>
  %6 = qnn.gather %5, %i {axis = 1 : i64} : (tensor<1x2x4x10xf32>, tensor<2xi64>) -> tensor<1x2x4x10xf32>
  %7 = qnn.reduce %6 {axes = array<i64: 1, 3>, kind = 2 : i64} : (tensor<1x2x4x10xf32>) -> tensor<1x1x4x1xf32>
  %8 = qnn.transpose %7 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x1x4x1xf32>) -> tensor<1x4x1x1xf32>
  return %8 : tensor<1x4x1x1xf32>
}

// -----

// Constant operands are transposed at compile time, those of lower rank after broadcasting.
// CHECK-LABEL: func.func @constants
// CHECK-NOT: qnn.transpose
// CHECK-DAG: %[[C:.+]] = qnn.constant dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00]]]]> : tensor<1x1x1x2xf32>
// CHECK-DAG: %[[S:.+]] = qnn.constant dense<{{\[\[\[\[}}3.000000e+00], [4.000000e+00]]]]> : tensor<1x1x2x1xf32>
// CHECK: %[[A:.+]] = qnn.add %{{.*}}, %[[C]]
// CHECK: qnn.prelu %[[A]], %[[S]]
// CHECK-NOT: qnn.transpose
func.func @constants(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %c = qnn.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32> as tensor<2x1x1xf32>
  %s = qnn.constant dense<[3.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.add %0, %c : (tensor<1x2x2x2xf32>, tensor<2x1x1xf32>) -> tensor<1x2x2x2xf32>
  %2 = qnn.prelu %1, %s : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %3 : tensor<1x2x2x2xf32>
}

// -----

// Casts keep their scales; those along an axis move with it, and so do quantized constants.
// CHECK-LABEL: func.func @casts
// CHECK-DAG: qnn.constant dense<{{\[\[\[\[}}1, 2]]]]> : tensor<1x1x1x2xi8> as tensor<1x1x1x2x!quant.uniform<i8:f32:3, {5.000000e-01,2.500000e-01}>>
// CHECK-DAG: qnn.quantize %{{.*}} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
// CHECK-NOT: qnn.transpose
func.func @casts(%x: tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32> {
  %c = qnn.constant dense<[[[[1]], [[2]]]]> : tensor<1x2x1x1xi8> as tensor<1x2x1x1x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %1 = qnn.quantize %0 : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3x!quant.uniform<i8:f32, 0.5>>
  %2 = qnn.dequantize %1 : (tensor<1x2x3x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x3x3xf32>
  %d = qnn.dequantize %c : (tensor<1x2x1x1x!quant.uniform<i8:f32:1, {0.5, 0.25}>>) -> tensor<1x2x1x1xf32>
  %3 = qnn.mul %2, %d : (tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %4 = qnn.transpose %3 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
  return %4 : tensor<1x3x3x2xf32>
}

// -----

// Squeeze and excitation: the gate comes from a branch of 1 x 1 images.
// CHECK-LABEL: func.func @squeeze_excite
// CHECK-NOT: qnn.transpose
// CHECK-NOT: qnn.reshape
// CHECK: qnn.mul %{{.*}}, %{{.*}} : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
func.func @squeeze_excite(%x: tensor<1x4x4x2xf32>, %w: tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32> {
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %2 = qnn.reduce %1 {axes = array<i64: 2, 3>, kind = 0 : i64} : (tensor<1x2x4x4xf32>) -> tensor<1x2x1x1xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x1x1xf32>) -> tensor<1x1x1x2xf32>
  %4 = qnn.conv2d %3, %w : (tensor<1x1x1x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x1x2xf32>) -> tensor<1x2x1x1xf32>
  %6 = qnn.sigmoid %5 : (tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32>
  %7 = qnn.mul %1, %6 : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  %8 = qnn.transpose %7 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
  %9 = qnn.conv2d %8, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  return %9 : tensor<1x4x4x2xf32>
}

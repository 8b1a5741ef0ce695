// RUN: quant-opt %s --prepare-convert-matmul | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-convert-matmul)" -o /dev/null

// CHECK-LABEL: func.func @batch
// CHECK-NEXT: %[[W:.+]] = qnn.constant dense<{{\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00], [2.000000e+00, 4.000000e+00, 6.000000e+00]]> : tensor<2x3xf32>
// CHECK-NEXT: qnn.linear %arg0, %[[W]] {qnn.id = "00000000000000a1"} : (tensor<4x5x3xf32>, tensor<2x3xf32>) -> tensor<4x5x2xf32>
func.func @batch(%x: tensor<4x5x3xf32>) -> tensor<4x5x2xf32> {
  %w = qnn.constant dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]> : tensor<1x3x2xf32> as tensor<1x3x2xf32>
  %0 = qnn.matmul %x, %w {qnn.id = "00000000000000a1"} : (tensor<4x5x3xf32>, tensor<1x3x2xf32>) -> tensor<4x5x2xf32>
  return %0 : tensor<4x5x2xf32>
}

// The scales of a quantized weight move with their axis.
// CHECK-LABEL: func.func @dequantized
// CHECK: %[[Q:.+]] = qnn.constant dense<{{\[\[}}1, 3], [2, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:0, {5.000000e-01,2.500000e-01}>>
// CHECK-NEXT: %[[W:.+]] = qnn.dequantize %[[Q]]
// CHECK-NEXT: qnn.linear %arg0, %[[W]]
func.func @dequantized(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %q = qnn.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  %w = qnn.dequantize %q : (tensor<2x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>) -> tensor<2x2xf32>
  %0 = qnn.matmul %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// A matrix for each of several batches, one that adds axes, and two activations stay.
// CHECK-LABEL: func.func @stays
// CHECK-COUNT-3: qnn.matmul
func.func @stays(%x: tensor<2x3x3xf32>, %y: tensor<3x3xf32>) -> (tensor<2x3x3xf32>, tensor<1x3x3xf32>, tensor<3x3xf32>) {
  %w = qnn.constant dense<1.0> : tensor<2x3x3xf32> as tensor<2x3x3xf32>
  %v = qnn.constant dense<1.0> : tensor<1x3x3xf32> as tensor<1x3x3xf32>
  %0 = qnn.matmul %x, %w : (tensor<2x3x3xf32>, tensor<2x3x3xf32>) -> tensor<2x3x3xf32>
  %1 = qnn.matmul %y, %v : (tensor<3x3xf32>, tensor<1x3x3xf32>) -> tensor<1x3x3xf32>
  %2 = qnn.matmul %y, %y : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0, %1, %2 : tensor<2x3x3xf32>, tensor<1x3x3xf32>, tensor<3x3xf32>
}

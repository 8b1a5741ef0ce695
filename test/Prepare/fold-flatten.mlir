// RUN: quant-opt %s --prepare-fold-flatten | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-fold-flatten) tolerance=1e-6" -o /dev/null

// Rows stay rows, and each column follows its element.
// CHECK-LABEL: func.func @rows
// CHECK: qnn.constant dense<{{\[\[}}1.000000e+00, 4.000000e+00, 2.000000e+00, 5.000000e+00, 3.000000e+00, 6.000000e+00]]>
// CHECK: qnn.reshape %arg0 {qnn.id = "00000000000000a1"} : (tensor<4x3x2xf32>) -> tensor<4x6xf32>
// CHECK-NOT: qnn.transpose
func.func @rows(%x: tensor<4x3x2xf32>) -> tensor<4x1xf32> {
  %w = qnn.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]> : tensor<1x6xf32> as tensor<1x6xf32>
  %0 = qnn.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<4x3x2xf32>) -> tensor<4x2x3xf32>
  %1 = qnn.reshape %0 {qnn.id = "00000000000000a1"} : (tensor<4x2x3xf32>) -> tensor<4x6xf32>
  %2 = qnn.linear %1, %w : (tensor<4x6xf32>, tensor<1x6xf32>) -> tensor<4x1xf32>
  return %2 : tensor<4x1xf32>
}

// Through an activation and casts, with a quantized weight whose scales are those of the rows.
// CHECK-LABEL: func.func @quantized
// CHECK: qnn.constant dense<{{\[\[}}1, 4, 2, 5, 3, 6], [7, 10, 8, 11, 9, 12]]> : tensor<2x6xi8> as tensor<2x6x!quant.uniform<i8:f32:0, {5.000000e-01,2.500000e-01}>>
// CHECK-NOT: qnn.transpose
// CHECK: qnn.linear
func.func @quantized(%x: tensor<1x3x2xf32>) -> tensor<1x2xf32> {
  %q = qnn.constant dense<[[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]]> : tensor<2x6xi8> as tensor<2x6x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
  %w = qnn.dequantize %q : (tensor<2x6x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<2x6xf32>
  %0 = qnn.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<1x3x2xf32>) -> tensor<1x2x3xf32>
  %1 = qnn.reshape %0 : (tensor<1x2x3xf32>) -> tensor<1x6xf32>
  %2 = qnn.relu %1 : (tensor<1x6xf32>) -> tensor<1x6xf32>
  %3 = qnn.quantize %2 : (tensor<1x6xf32>) -> tensor<1x6x!quant.uniform<i8:f32, 0.5>>
  %4 = qnn.dequantize %3 : (tensor<1x6x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x6xf32>
  %5 = qnn.linear %4, %w : (tensor<1x6xf32>, tensor<2x6xf32>) -> tensor<1x2xf32>
  return %5 : tensor<1x2xf32>
}

// A transpose that moves rows into columns, another reader of the flat value, and a weight that is no constant.
// CHECK-LABEL: func.func @stays
// CHECK-COUNT-3: qnn.transpose
func.func @stays(%x: tensor<3x2x2xf32>, %v: tensor<1x6xf32>) -> (tensor<2x1xf32>, tensor<3x1xf32>, tensor<3x4xf32>, tensor<2x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x6xf32> as tensor<1x6xf32>
  %u = qnn.constant dense<1.0> : tensor<1x4xf32> as tensor<1x4xf32>
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0, 2>} : (tensor<3x2x2xf32>) -> tensor<2x3x2xf32>
  %1 = qnn.reshape %0 : (tensor<2x3x2xf32>) -> tensor<2x6xf32>
  %2 = qnn.linear %1, %w : (tensor<2x6xf32>, tensor<1x6xf32>) -> tensor<2x1xf32>
  %3 = qnn.transpose %x {permutation = array<i64: 0, 2, 1>} : (tensor<3x2x2xf32>) -> tensor<3x2x2xf32>
  %4 = qnn.reshape %3 : (tensor<3x2x2xf32>) -> tensor<3x4xf32>
  %5 = qnn.linear %4, %u : (tensor<3x4xf32>, tensor<1x4xf32>) -> tensor<3x1xf32>
  %6 = qnn.transpose %x {permutation = array<i64: 2, 1, 0>} : (tensor<3x2x2xf32>) -> tensor<2x2x3xf32>
  %7 = qnn.reshape %6 : (tensor<2x2x3xf32>) -> tensor<2x6xf32>
  %8 = qnn.linear %7, %v : (tensor<2x6xf32>, tensor<1x6xf32>) -> tensor<2x1xf32>
  return %2, %5, %4, %8 : tensor<2x1xf32>, tensor<3x1xf32>, tensor<3x4xf32>, tensor<2x1xf32>
}

// RUN: quant-opt %s --prepare-fold-affine | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-fold-affine) tolerance=1e-6" -o /dev/null

// (x - 1) / 2 with one mean a channel: bias is the sum of w * -mean / 2.
// CHECK-LABEL: func.func @normalized_input
// CHECK-DAG: %[[W:.+]] = qnn.constant dense<{{\[\[\[\[}}2.000000e+00, 3.000000e+00]]]]> : tensor<1x1x1x2xf32>
// CHECK-DAG: %[[B:.+]] = qnn.constant dense<-1.400000e+01> : tensor<1xf32>
// CHECK: qnn.conv2d %arg0, %[[W]] bias %[[B]]
func.func @normalized_input(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x1xf32> {
  %mean = qnn.constant dense<[1.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %deviation = qnn.constant dense<2.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<[[[[4.0, 6.0]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %0 = qnn.sub %x, %mean : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.div %0, %deviation : (tensor<1x2x2x2xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32>
  %2 = qnn.conv2d %1, %w : (tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x2x2x1xf32>
  return %2 : tensor<1x2x2x1xf32>
}

// With groups each output channel reads the scales of its own inputs.
// CHECK-LABEL: func.func @groups
// CHECK: qnn.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}2.000000e+00]]], {{\[\[\[}}3.000000e+00]]], {{\[\[\[}}3.000000e+00]]]]>
// CHECK-NOT: qnn.mul
func.func @groups(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x4xf32> {
  %s = qnn.constant dense<[2.0, 3.0]> : tensor<2xf32> as tensor<2xf32>
  %w = qnn.constant dense<1.0> : tensor<4x1x1x1xf32> as tensor<4x1x1x1xf32>
  %0 = qnn.mul %x, %s : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.conv2d %0, %w {groups = 2 : i64} : (tensor<1x2x2x2xf32>, tensor<4x1x1x1xf32>) -> tensor<1x2x2x4xf32>
  return %1 : tensor<1x2x2x4xf32>
}

// A scale folds in spite of pads, an offset does not: the padding is not shifted.
// CHECK-LABEL: func.func @padded
// CHECK: %[[X:.+]] = qnn.add %arg0
// CHECK: qnn.conv2d %[[X]]
func.func @padded(%x: tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32> {
  %c = qnn.constant dense<2.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %0 = qnn.add %x, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %1 = qnn.mul %0, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.conv2d %1, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return %2 : tensor<1x4x4x1xf32>
}

// Two layers read the scaled value.
// CHECK-LABEL: func.func @two_readers
// CHECK: qnn.mul
func.func @two_readers(%x: tensor<1x1xf32>) -> (tensor<1x1xf32>, tensor<1x2xf32>) {
  %c = qnn.constant dense<2.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %v = qnn.constant dense<1.0> : tensor<2x1xf32> as tensor<2x1xf32>
  %0 = qnn.mul %x, %c : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %0, %v : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
  return %1, %2 : tensor<1x1xf32>, tensor<1x2xf32>
}

// Between two layers the scale belongs to the first.
// CHECK-LABEL: func.func @between
// CHECK-DAG: %[[TWO:.+]] = qnn.constant dense<2.000000e+00> : tensor<1x1xf32>
// CHECK-DAG: %[[ONE:.+]] = qnn.constant dense<1.000000e+00> : tensor<1x1xf32>
// CHECK: %[[A:.+]] = qnn.linear %arg0, %[[TWO]]
// CHECK-NEXT: qnn.linear %[[A]], %[[ONE]]
func.func @between(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %c = qnn.constant dense<2.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.mul %0, %c : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %1, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

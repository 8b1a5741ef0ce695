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

// An offset of what enters the network makes padding read as what it turns into zero: (x + 2) * 2 of -2.
// CHECK-LABEL: func.func @padded
// CHECK-DAG: %[[W:.+]] = qnn.constant dense<2.000000e+00> : tensor<1x1x1x1xf32>
// CHECK-DAG: %[[B:.+]] = qnn.constant dense<4.000000e+00> : tensor<1xf32>
// CHECK: qnn.conv2d %arg0, %[[W]] bias %[[B]] {pad_values = array<f32: -2.000000e+00>, pads = array<i64: 1, 1, 1, 1>}
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

// Of another value only the scale folds: its range might not hold the -2 that padding would read as.
// CHECK-LABEL: func.func @padded_inside
// CHECK: %[[X:.+]] = qnn.add
// CHECK: qnn.conv2d %[[X]], %{{[^ ]+}} {pads = array<i64: 1, 1, 1, 1>}
func.func @padded_inside(%x: tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32> {
  %c = qnn.constant dense<2.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %r = qnn.relu %x : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  %0 = qnn.add %r, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %1 = qnn.mul %0, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.conv2d %1, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return %2 : tensor<1x4x4x1xf32>
}

// A padding that codes cannot hold is not folded: q = 300 where x = 0. One at the end is.
// CHECK-LABEL: func.func @beyond_the_codes
// CHECK: qnn.add
// CHECK: qnn.conv2d {{.*}} {pads = array<i64: 1, 1, 1, 1>}
// CHECK-LABEL: func.func @at_the_last_code
// CHECK-NOT: qnn.add
// CHECK: qnn.conv2d {{.*}} {pad_values = array<f32: 2.550000e+02>, pads = array<i64: 1, 1, 1, 1>}
func.func @beyond_the_codes(%x: tensor<1x2x2x1x!quant.uniform<u8:f32, 1.0>>) -> tensor<1x4x4x1xf32> {
  %c = qnn.constant dense<-300.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %0 = qnn.dequantize %x : (tensor<1x2x2x1x!quant.uniform<u8:f32, 1.0>>) -> tensor<1x2x2x1xf32>
  %1 = qnn.add %0, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.conv2d %1, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return %2 : tensor<1x4x4x1xf32>
}
func.func @at_the_last_code(%x: tensor<1x2x2x1x!quant.uniform<u8:f32, 1.0>>) -> tensor<1x4x4x1xf32> {
  %c = qnn.constant dense<-255.0> : tensor<1xf32> as tensor<1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %0 = qnn.dequantize %x : (tensor<1x2x2x1x!quant.uniform<u8:f32, 1.0>>) -> tensor<1x2x2x1xf32>
  %1 = qnn.add %0, %c : (tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.conv2d %1, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return %2 : tensor<1x4x4x1xf32>
}

// Through a flatten, whose elements alternate between the channels: w0 * 2, w1 * 3, w2 * 2, w3 * 3.
// CHECK-LABEL: func.func @flattened
// CHECK: %[[R:.+]] = qnn.reshape %arg0
// CHECK: %[[W:.+]] = qnn.constant dense<{{\[\[}}2.000000e+00, 6.000000e+00, 6.000000e+00, 1.200000e+01]]>
// CHECK: %[[B:.+]] = qnn.constant dense<1.000000e+01>
// CHECK: qnn.linear %[[R]], %[[W]] bias %[[B]]
func.func @flattened(%x: tensor<1x1x2x2xf32>) -> tensor<1x1xf32> {
  %s = qnn.constant dense<[2.0, 3.0]> : tensor<2xf32> as tensor<2xf32>
  %o = qnn.constant dense<1.0> : tensor<f32> as tensor<f32>
  %w = qnn.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32> as tensor<1x4xf32>
  %0 = qnn.mul %x, %s : (tensor<1x1x2x2xf32>, tensor<2xf32>) -> tensor<1x1x2x2xf32>
  %1 = qnn.add %0, %o : (tensor<1x1x2x2xf32>, tensor<f32>) -> tensor<1x1x2x2xf32>
  %2 = qnn.reshape %1 : (tensor<1x1x2x2xf32>) -> tensor<1x4xf32>
  %3 = qnn.linear %2, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// A reshape that tears channels apart keeps scales that differ.
// CHECK-LABEL: func.func @torn_apart
// CHECK: qnn.mul
func.func @torn_apart(%x: tensor<1x4xf32>) -> tensor<2x1xf32> {
  %s = qnn.constant dense<[2.0, 3.0, 4.0, 5.0]> : tensor<4xf32> as tensor<4xf32>
  %w = qnn.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %0 = qnn.mul %x, %s : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  %1 = qnn.reshape %0 : (tensor<1x4xf32>) -> tensor<2x2xf32>
  %2 = qnn.linear %1, %w : (tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<2x1xf32>
  return %2 : tensor<2x1xf32>
}

// A normalization of the input folds into each of its readers.
// CHECK-LABEL: func.func @normalization
// CHECK-NOT: qnn.add
// CHECK-NOT: qnn.mul
// CHECK: return
func.func @normalization(%x: tensor<1x2xf32>) -> (tensor<1x1xf32>, tensor<1x2xf32>) {
  %c = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
  %w = qnn.constant dense<1.0> : tensor<1x2xf32> as tensor<1x2xf32>
  %v = qnn.constant dense<1.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.add %x, %c {qnn.normalization} : (tensor<1x2xf32>, tensor<f32>) -> tensor<1x2xf32>
  %1 = qnn.mul %0, %c {qnn.normalization} : (tensor<1x2xf32>, tensor<f32>) -> tensor<1x2xf32>
  %2 = qnn.linear %1, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %1, %v : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %2, %3 : tensor<1x1xf32>, tensor<1x2xf32>
}

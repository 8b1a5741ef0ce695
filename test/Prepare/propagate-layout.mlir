// RUN: quant-opt %s --prepare-propagate-layout | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-propagate-layout)" -o /dev/null
// RUN: quant-opt %s --prepare-propagate-layout -o %t.once
// RUN: quant-opt %t.once --prepare-propagate-layout | diff %t.once -

// A residual: both branches of the addition and both readers of its result change together.
// CHECK-LABEL: func.func @residual
// CHECK-NOT: qnn.transpose
// CHECK: return
func.func @residual(%x: tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %2 = qnn.relu %1 : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
  %4 = qnn.max_pool2d %3 {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %6 = qnn.add %5, %2 : (tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %7 = qnn.transpose %6 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x3x3xf32>) -> tensor<1x3x3x2xf32>
  %8 = qnn.max_pool2d %7 {kernel = array<i64: 1, 1>} : (tensor<1x3x3x2xf32>) -> tensor<1x3x3x2xf32>
  return %8 : tensor<1x3x3x2xf32>
}

// What stands before the first layer moves its transpose up to the input.
// CHECK-LABEL: func.func @to_the_input
// CHECK-SAME: (%[[X:.+]]: tensor<1x2x4x4xf32>
// CHECK-NEXT: %[[T:.+]] = qnn.transpose %[[X]] {permutation = array<i64: 0, 2, 3, 1>, qnn.id = "{{[0-9a-f]+}}"}
// CHECK-NEXT: %[[A:.+]] = qnn.slice %[[T]] {offsets = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 2, 2, 1>}
// CHECK-NEXT: %[[B:.+]] = qnn.slice %[[T]] {offsets = array<i64: 0, 0, 1, 0>, strides = array<i64: 1, 2, 2, 1>}
// CHECK-NEXT: %[[C:.+]] = qnn.concat %[[A]], %[[B]] {axis = 3 : i64}
// CHECK-NEXT: qnn.max_pool2d %[[C]]
func.func @to_the_input(%x: tensor<1x2x4x4xf32> {qnn.id = "0000000000000001"}) -> tensor<1x1x1x4xf32> {
  %0 = qnn.slice %x {offsets = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 2, 2>} : (tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.slice %x {offsets = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 2, 2>} : (tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32>
  %2 = qnn.concat %0, %1 {axis = 1 : i64} : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x4x2x2xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x4x2x2xf32>) -> tensor<1x2x2x4xf32>
  %4 = qnn.max_pool2d %3 {kernel = array<i64: 2, 2>} : (tensor<1x2x2x4xf32>) -> tensor<1x1x1x4xf32>
  return %4 : tensor<1x1x1x4xf32>
}

// What stands after the last layer moves its transpose down to the output. The id goes with the
// value in the layout of the layers; its transposed copy gets an id of its own.
// CHECK-LABEL: func.func @to_the_output
// CHECK: %[[POOL:.+]] = qnn.max_pool2d
// CHECK-NEXT: %[[TANH:.+]] = qnn.tanh %[[POOL]] {qnn.id = "0000000000000001"} : (tensor<1x3x3x2xf32>)
// CHECK-NEXT: %[[T:.+]] = qnn.transpose %[[TANH]] {permutation = array<i64: 0, 3, 1, 2>, qnn.id = "{{[0-9a-f]+}}"}
// CHECK-NEXT: return %[[T]]
func.func @to_the_output(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x3x3xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %2 = qnn.tanh %1 {qnn.id = "0000000000000001"} : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  return %2 : tensor<1x2x3x3xf32>
}

// Two readers that agree share one transpose.
// CHECK-LABEL: func.func @shared
// CHECK-COUNT-1: qnn.transpose
// CHECK-NOT: qnn.transpose
func.func @shared(%x: tensor<1x2x4x4xf32>) -> (tensor<1x3x3x2xf32>, tensor<1x1x1x2xf32>) {
  %0 = qnn.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.max_pool2d %0 {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %2 = qnn.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
  %3 = qnn.max_pool2d %2 {kernel = array<i64: 4, 4>} : (tensor<1x4x4x2xf32>) -> tensor<1x1x1x2xf32>
  return %1, %3 : tensor<1x3x3x2xf32>, tensor<1x1x1x2xf32>
}

// A transpose that the network needs stays, and does not move where both places cost the same; it
// moves behind a slice, which leaves less to move.
// CHECK-LABEL: func.func @stays
// CHECK: qnn.matmul
// CHECK-NEXT: qnn.transpose
// CHECK-NEXT: qnn.relu
// CHECK-NEXT: %[[M:.+]] = qnn.matmul
// CHECK-NEXT: qnn.slice
// CHECK-NEXT: qnn.transpose
// CHECK-NEXT: qnn.matmul
func.func @stays(%x: tensor<2x2x2xf32>) -> tensor<2x1x2xf32> {
  %0 = qnn.matmul %x, %x : (tensor<2x2x2xf32>, tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 1, 0, 2>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %2 = qnn.relu %1 : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %3 = qnn.matmul %2, %x : (tensor<2x2x2xf32>, tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %4 = qnn.transpose %3 {permutation = array<i64: 0, 2, 1>} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
  %5 = qnn.slice %4 {offsets = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>} : (tensor<2x2x2xf32>) -> tensor<2x1x2xf32>
  %6 = qnn.matmul %5, %x : (tensor<2x1x2xf32>, tensor<2x2x2xf32>) -> tensor<2x1x2xf32>
  return %6 : tensor<2x1x2xf32>
}

// A sum over rows and columns runs in the same order in both layouts; one over channels and rows does not.
// CHECK-LABEL: func.func @sum_order
// CHECK: qnn.transpose
// CHECK: qnn.reduce {{.*}}axes = array<i64: 1, 2>
func.func @sum_order(%x: tensor<1x4x4x2xf32>) -> (tensor<1x1x1x2xf32>, tensor<1x1x1x3xf32>) {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %2 = qnn.reduce %1 {axes = array<i64: 2, 3>, kind = 0 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x1x1xf32>
  %3 = qnn.reduce %1 {axes = array<i64: 1, 2>, kind = 0 : i64} : (tensor<1x2x3x3xf32>) -> tensor<1x1x1x3xf32>
  %4 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x1x1xf32>) -> tensor<1x1x1x2xf32>
  %5 = qnn.max_pool2d %4 {kernel = array<i64: 1, 1>} : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %5, %3 : tensor<1x1x1x2xf32>, tensor<1x1x1x3xf32>
}

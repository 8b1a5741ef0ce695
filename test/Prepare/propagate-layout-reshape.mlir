// RUN: quant-opt %s --prepare-propagate-layout --split-input-file | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-propagate-layout)" --split-input-file -o /dev/null

// Axes that stay together: rows and columns are merged, in either layout.
// CHECK-LABEL: func.func @merge_kept_together
// CHECK: qnn.reshape %{{.*}} : (tensor<1x4x4x2xf32>) -> tensor<1x16x2xf32>
// CHECK-NEXT: return
func.func @merge_kept_together(%x: tensor<1x5x5x2xf32>) -> tensor<1x16x2xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %2 = qnn.reshape %1 : (tensor<1x2x4x4xf32>) -> tensor<1x2x16xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x16xf32>) -> tensor<1x16x2xf32>
  return %3 : tensor<1x16x2xf32>
}

// -----

// A flatten tears the axes of the layout apart: the transpose stays.
// CHECK-LABEL: func.func @flatten
// CHECK: qnn.transpose
// CHECK-NEXT: qnn.reshape %{{.*}} : (tensor<1x2x4x4xf32>) -> tensor<1x32xf32>
func.func @flatten(%x: tensor<1x5x5x2xf32>) -> tensor<1x32xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %2 = qnn.reshape %1 : (tensor<1x2x4x4xf32>) -> tensor<1x32xf32>
  return %2 : tensor<1x32xf32>
}

// -----

// One-dimensional layers are images of one row; the activation between them has no rows.
// CHECK-LABEL: func.func @one_dimensional
// CHECK-NOT: qnn.transpose
// CHECK: return
func.func @one_dimensional(%x: tensor<1x1x8x2xf32>, %w: tensor<2x1x3x2xf32>) -> tensor<1x1x4x2xf32> {
  %0 = qnn.conv2d %x, %w : (tensor<1x1x8x2xf32>, tensor<2x1x3x2xf32>) -> tensor<1x1x6x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x6x2xf32>) -> tensor<1x2x1x6xf32>
  %2 = qnn.reshape %1 : (tensor<1x2x1x6xf32>) -> tensor<1x2x6xf32>
  %3 = qnn.relu %2 : (tensor<1x2x6xf32>) -> tensor<1x2x6xf32>
  %4 = qnn.reshape %3 : (tensor<1x2x6xf32>) -> tensor<1x2x1x6xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x1x6xf32>) -> tensor<1x1x6x2xf32>
  %6 = qnn.conv2d %5, %w : (tensor<1x1x6x2xf32>, tensor<2x1x3x2xf32>) -> tensor<1x1x4x2xf32>
  return %6 : tensor<1x1x4x2xf32>
}

// -----

// A channel shuffle moves elements in any layout: one transpose of five axes is left of three.
// CHECK-LABEL: func.func @channel_shuffle
// CHECK: qnn.conv2d
// CHECK-NEXT: qnn.reshape %{{.*}} : (tensor<1x3x3x4xf32>) -> tensor<1x3x3x2x2xf32>
// CHECK-NEXT: qnn.transpose %{{.*}} {permutation = array<i64: 0, 1, 2, 4, 3>}
// CHECK-NEXT: qnn.reshape
// CHECK-NEXT: qnn.conv2d
func.func @channel_shuffle(%x: tensor<1x3x3x4xf32>, %w: tensor<4x1x1x4xf32>) -> tensor<1x3x3x4xf32> {
  %0 = qnn.conv2d %x, %w : (tensor<1x3x3x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x3x3x4xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x4xf32>) -> tensor<1x4x3x3xf32>
  %2 = qnn.reshape %1 : (tensor<1x4x3x3xf32>) -> tensor<1x2x2x3x3xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 1, 3, 4>} : (tensor<1x2x2x3x3xf32>) -> tensor<1x2x2x3x3xf32>
  %4 = qnn.reshape %3 : (tensor<1x2x2x3x3xf32>) -> tensor<1x4x3x3xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x4x3x3xf32>) -> tensor<1x3x3x4xf32>
  %6 = qnn.conv2d %5, %w : (tensor<1x3x3x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x3x3x4xf32>
  return %6 : tensor<1x3x3x4xf32>
}

// -----

// A mean that drops its axes keeps them, so that its layout can change.
// CHECK-LABEL: func.func @dropped_axes
// CHECK-NOT: qnn.transpose
// CHECK: %[[MEAN:.+]] = qnn.reduce %{{.*}} {axes = array<i64: 1, 2>, kind = 0 : i64, qnn.id = "{{[0-9a-f]+}}"} : (tensor<1x4x4x2xf32>) -> tensor<1x1x1x2xf32>
// CHECK-NEXT: %[[FLAT:.+]] = qnn.reshape %[[MEAN]] {qnn.id = "0000000000000001"} : (tensor<1x1x1x2xf32>) -> tensor<1x2xf32>
// CHECK-NEXT: return %[[FLAT]]
func.func @dropped_axes(%x: tensor<1x5x5x2xf32>) -> tensor<1x2xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %2 = qnn.reduce %1 {axes = array<i64: 2, 3>, kind = 0 : i64, qnn.id = "0000000000000001"} : (tensor<1x2x4x4xf32>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// The heads of a detector: rows and columns of each scale are merged, the scales are joined, and the
// network's own transpose ends with channels last. One change goes through the reshapes.
// CHECK-LABEL: func.func @heads
// CHECK-NOT: qnn.transpose
// CHECK: qnn.concat %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<1x9x2xf32>, tensor<1x4x2xf32>) -> tensor<1x13x2xf32>
// CHECK-NEXT: return
func.func @heads(%x: tensor<1x4x4x2xf32>, %y: tensor<1x3x3x2xf32>) -> tensor<1x13x2xf32> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x3x3xf32>
  %2 = qnn.sigmoid %1 : (tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  %3 = qnn.reshape %2 : (tensor<1x2x3x3xf32>) -> tensor<1x2x9xf32>
  %4 = qnn.max_pool2d %y {kernel = array<i64: 2, 2>} : (tensor<1x3x3x2xf32>) -> tensor<1x2x2x2xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %6 = qnn.relu %5 : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %7 = qnn.reshape %6 : (tensor<1x2x2x2xf32>) -> tensor<1x2x4xf32>
  %8 = qnn.concat %3, %7 {axis = 2 : i64} : (tensor<1x2x9xf32>, tensor<1x2x4xf32>) -> tensor<1x2x13xf32>
  %9 = qnn.transpose %8 {permutation = array<i64: 0, 2, 1>} : (tensor<1x2x13xf32>) -> tensor<1x13x2xf32>
  return %9 : tensor<1x13x2xf32>
}

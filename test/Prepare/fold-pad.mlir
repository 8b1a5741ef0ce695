// RUN: quant-opt %s --prepare-fold-pad | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-fold-pad)" -o /dev/null

// The pads add up.
// CHECK-LABEL: func.func @conv
// CHECK-NEXT: qnn.conv2d %arg0, %arg1 {pads = array<i64: 2, 2, 3, 4>}
func.func @conv(%x: tensor<1x4x4x1xf32>, %w: tensor<1x3x3x1xf32>) -> tensor<1x7x8x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 2, 0>, high = array<i64: 0, 2, 4, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x7x10x1xf32>
  %1 = qnn.conv2d %0, %w {pads = array<i64: 1, 0, 1, 0>} : (tensor<1x7x10x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x7x8x1xf32>
  return %1 : tensor<1x7x8x1xf32>
}

// CHECK-LABEL: func.func @average
// CHECK-NEXT: qnn.avg_pool2d %arg0 {count_include_pad = true, kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>}
func.func @average(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = qnn.avg_pool2d %0 {kernel = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %1 : tensor<1x4x4x1xf32>
}

// CHECK-LABEL: func.func @maximum
// CHECK-NEXT: qnn.max_pool2d %arg0 {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>}
func.func @maximum(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = qnn.max_pool2d %0 {kernel = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %1 : tensor<1x4x4x1xf32>
}

// The average leaves its own pads out of the count, but not those of the pad.
// CHECK-LABEL: func.func @average_with_pads
// CHECK: qnn.pad
func.func @average_with_pads(%x: tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = qnn.avg_pool2d %0 {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x6x6x1xf32>) -> tensor<1x6x6x1xf32>
  return %1 : tensor<1x6x6x1xf32>
}

// A window of padding alone is 0, but no window of a pool.
// CHECK-LABEL: func.func @average_of_padding
// CHECK: qnn.pad
func.func @average_of_padding(%x: tensor<1x4x4x1xf32>) -> tensor<1x7x7x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 2, 2, 0>, high = array<i64: 0, 2, 2, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x8x8x1xf32>
  %1 = qnn.avg_pool2d %0 {kernel = array<i64: 2, 2>} : (tensor<1x8x8x1xf32>) -> tensor<1x7x7x1xf32>
  return %1 : tensor<1x7x7x1xf32>
}

// A window of padding alone would have no maximum.
// CHECK-LABEL: func.func @window_of_padding
// CHECK: qnn.pad
func.func @window_of_padding(%x: tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = qnn.max_pool2d %0 {kernel = array<i64: 1, 1>} : (tensor<1x6x6x1xf32>) -> tensor<1x6x6x1xf32>
  return %1 : tensor<1x6x6x1xf32>
}

// Zero is not ignored by a maximum, minus zero and one are no padding of a convolution.
// CHECK-LABEL: func.func @other_values
// CHECK-COUNT-3: qnn.pad
func.func @other_values(%x: tensor<1x4x4x1xf32>, %w: tensor<1x3x3x1xf32>) -> (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) {
  %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = qnn.max_pool2d %0 {kernel = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  %2 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = -0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %3 = qnn.conv2d %2, %w : (tensor<1x6x6x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32>
  %4 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 1.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %5 = qnn.conv2d %4, %w : (tensor<1x6x6x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32>
  return %1, %3, %5 : tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>
}

// Channels cannot be padded by a convolution.
// CHECK-LABEL: func.func @channels
// CHECK: qnn.pad
func.func @channels(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x2xf32>) -> tensor<1x4x4x1xf32> {
  %0 = qnn.pad %x {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 0, 1>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x1xf32>
  return %1 : tensor<1x4x4x1xf32>
}

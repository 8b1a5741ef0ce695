// RUN: quant-opt %s --split-input-file --verify-diagnostics

// contraction_c4
func.func @ranks(%x: tensor<4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{has ranks 3, 4 and 3, expected 4}}
  %0 = qnn.conv2d %x, %w : (tensor<4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @stride_count(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'strides' has 1 values, expected 2}}
  %0 = qnn.conv2d %x, %w {strides = array<i64: 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @stride_of_zero(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'strides' holds 0, expected 1 to 2147483647}}
  %0 = qnn.conv2d %x, %w {strides = array<i64: 1, 0>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @dilations_are_empty(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'dilations' has 0 values, expected 2}}
  %0 = qnn.conv2d %x, %w {dilations = array<i64>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @negative_pad(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'pads' holds -1, expected 0 to 2147483647}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 0, -1, 0, 0>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5: the sum would overflow
func.func @huge_pads(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'pads' holds 9223372036854775807, expected 0 to 2147483647}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 9223372036854775807, 0, 9223372036854775807, 0>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5: the largest values do not overflow
func.func @largest_values(%x: tensor<1x4x4x1xf32>, %w: tensor<1x2x2x1xf32>) {
  // expected-error@+1 {{output height 4 is not 2}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 2147483647, 2147483647, 2147483647, 2147483647>, strides = array<i64: 2147483647, 2147483647>, dilations = array<i64: 2147483647, 2147483647>}
     : (tensor<1x4x4x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @groups_of_zero(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{groups is 0, expected at least 1}}
  %0 = qnn.conv2d %x, %w {groups = 0} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @negative_groups(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{groups is -1, expected at least 1}}
  %0 = qnn.conv2d %x, %w {groups = -1} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c4
func.func @weight_does_not_fit(%x: tensor<1x4x4x4xf32>, %w: tensor<4x1x1x4xf32>) {
  // expected-error@+1 {{weight 'tensor<4x1x1x4xf32>' does not fit 4 input channels in 2 groups}}
  %0 = qnn.conv2d %x, %w {groups = 2} : (tensor<1x4x4x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x4x4x4xf32>
  return
}

// -----

// contraction_c4
func.func @empty_kernel(%x: tensor<1x4x4x1xf32>, %w: tensor<1x0x1x1xf32>) {
  // expected-error@+1 {{weight 'tensor<1x0x1x1xf32>' has an empty kernel}}
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x0x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c4
func.func @output_channels(%x: tensor<1x4x4x1xf32>, %w: tensor<2x1x1x1xf32>) {
  // expected-error@+1 {{does not have 1 images of 2 channels}}
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c4
func.func @output_width(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x3x1xf32>) {
  // expected-error@+1 {{output width 4 is not 2}}
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x1x3x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c4
func.func @window_exceeds_image(%x: tensor<1x4x4x1xf32>, %w: tensor<1x5x1x1xf32>) {
  // expected-error@+1 {{output height 0 is not 0}}
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x5x1x1xf32>) -> tensor<1x0x4x1xf32>
  return
}

// -----

// contraction_c5
func.func @output_padding(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{'output_padding' holds -1, expected 0 to 2147483647}}
  %0 = qnn.conv_transpose2d %x, %w {output_padding = array<i64: -1, 0>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// contraction_c4
func.func @transposed_output(%x: tensor<1x4x4x1xf32>, %w: tensor<1x2x2x1xf32>) {
  // expected-error@+1 {{output height 7 is not 8}}
  %0 = qnn.conv_transpose2d %x, %w {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x7x8x1xf32>
  return
}

// RUN: quant-opt %s --split-input-file --verify-diagnostics

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>

// contraction_c1
func.func @mixes(%x: tensor<1x2x!x>, %w: tensor<2x2xf32>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>

// contraction_c1
func.func @mixes_bias(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>, %b: tensor<2xf32>) {
  // expected-error@+1 {{bias 'tensor<2xf32>'}}
  %0 = qnn.linear %x, %w bias %b : (tensor<1x2x!x>, tensor<2x2x!w>, tensor<2xf32>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i32:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>

// contraction_c1
func.func @wide_input(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{input storage is 'i32', expected at most 16 bits}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2x!w>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i32:f32, 0.25>

// contraction_c1
func.func @wide_weight(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{weight storage is 'i32', expected at most 16 bits}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2x!w>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32, 0.25:1>

// contraction_c2
func.func @weight_zero_point(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{weight zero point is 1, expected 0}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2x!w>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32:1, {0.25, 0.5}>

// contraction_c2
func.func @weight_axis(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{weight axis 1 is not the output channel axis 0}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2x!w>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32, 0.25>

// contraction_c3
func.func @narrow_output(%x: tensor<1x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{output storage is 'i8', expected i32}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<2x2x!w>) -> tensor<1x2x!quant.uniform<i8:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32:0, {0.25, 0.5}>

// contraction_c3
func.func @output_axis(%x: tensor<2x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{output axis 0 is not the last axis 1}}
  %0 = qnn.linear %x, %w : (tensor<2x2x!x>, tensor<2x2x!w>) -> tensor<2x2x!quant.uniform<i32:f32:0, {0.125, 0.25}>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32:0, {0.25, 0.5}>

// contraction_c3
func.func @number_of_scales(%x: tensor<2x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{output has 1 scales, the weight has 2}}
  %0 = qnn.linear %x, %w : (tensor<2x2x!x>, tensor<2x2x!w>) -> tensor<2x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32, 0.25>

// contraction_c3
func.func @bias_scale(%x: tensor<2x2x!x>, %w: tensor<2x2x!w>, %b: tensor<2x!quant.uniform<i32:f32, 0.25>>) {
  // expected-error@+1 {{bias scale 2.500000e-01 at index 0 is not input scale times weight scale 1.250000e-01}}
  %0 = qnn.linear %x, %w bias %b : (tensor<2x2x!x>, tensor<2x2x!w>, tensor<2x!quant.uniform<i32:f32, 0.25>>) -> tensor<2x2x!quant.uniform<i32:f32, 0.125>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!w = !quant.uniform<i8:f32, 0.25>

// contraction_c3
func.func @output_zero_point(%x: tensor<2x2x!x>, %w: tensor<2x2x!w>) {
  // expected-error@+1 {{output zero point is 4, expected 0}}
  %0 = qnn.linear %x, %w : (tensor<2x2x!x>, tensor<2x2x!w>) -> tensor<2x2x!quant.uniform<i32:f32, 0.125:4>>
  return
}

// -----

// contraction_c4
func.func @linear_weight(%x: tensor<2x2xf32>, %w: tensor<2x3xf32>) {
  // expected-error@+1 {{weight 'tensor<2x3xf32>' does not fit input 'tensor<2x2xf32>'}}
  %0 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

// contraction_c4
func.func @linear_of_a_scalar(%x: tensor<f32>, %w: tensor<2x3xf32>) {
  // expected-error@+1 {{does not fit input 'tensor<f32>'}}
  %0 = qnn.linear %x, %w : (tensor<f32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

// contraction_c4
func.func @linear_output(%x: tensor<2x3xf32>, %w: tensor<4x3xf32>) {
  // expected-error@+1 {{output 'tensor<2x3xf32>' does not follow from input}}
  %0 = qnn.linear %x, %w : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// contraction_c4
func.func @bias_shape(%x: tensor<2x3xf32>, %w: tensor<4x3xf32>, %b: tensor<1x4xf32>) {
  // expected-error@+1 {{bias 'tensor<1x4xf32>' does not have one value for each of 4 output channels}}
  %0 = qnn.linear %x, %w bias %b : (tensor<2x3xf32>, tensor<4x3xf32>, tensor<1x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @type_count(%x: tensor<2x3xf32>, %w: tensor<4x3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{expected 3 operand types and one result type}}
  %0 = qnn.linear %x, %w bias %b : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

// matmul_c1
func.func @matmul(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) {
  // expected-error@+1 {{operands 'tensor<2x3xf32>' and 'tensor<2x3xf32>' cannot be multiplied}}
  %0 = qnn.matmul %x, %y : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// matmul_c1
func.func @matmul_batches(%x: tensor<2x3x3xf32>, %y: tensor<4x3x3xf32>) {
  // expected-error@+1 {{output 'tensor<4x3x3xf32>' does not follow from}}
  %0 = qnn.matmul %x, %y : (tensor<2x3x3xf32>, tensor<4x3x3xf32>) -> tensor<4x3x3xf32>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>

// matmul_c2
func.func @matmul_mixes(%x: tensor<2x2x!x>, %y: tensor<2x2xf32>) {
  // expected-error@+1 {{mixes float and quantized operands}}
  %0 = qnn.matmul %x, %y : (tensor<2x2x!x>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>

// matmul_c2
func.func @matmul_narrow(%x: tensor<2x2x!x>) {
  // expected-error@+1 {{output storage is 'i8', expected i32}}
  %0 = qnn.matmul %x, %x : (tensor<2x2x!x>, tensor<2x2x!x>) -> tensor<2x2x!x>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>
!a = !quant.uniform<i32:f32, 0.5>

// matmul_c2
func.func @matmul_wide(%x: tensor<2x2x!x>, %y: tensor<2x2x!a>) {
  // expected-error@+1 {{rhs storage is 'i32', expected at most 16 bits}}
  %0 = qnn.matmul %x, %y : (tensor<2x2x!x>, tensor<2x2x!a>) -> tensor<2x2x!a>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>

// matmul_c2
func.func @matmul_scale(%x: tensor<2x2x!x>) {
  // expected-error@+1 {{output scale 5.000000e-01 is not lhs scale times rhs scale 2.500000e-01}}
  %0 = qnn.matmul %x, %x : (tensor<2x2x!x>, tensor<2x2x!x>) -> tensor<2x2x!quant.uniform<i32:f32, 0.5>>
  return
}

// -----

!x = !quant.uniform<i8:f32, 0.5:3>

// matmul_c2
func.func @matmul_zero_point(%x: tensor<2x2x!x>) {
  // expected-error@+1 {{output zero point is 1, expected 0}}
  %0 = qnn.matmul %x, %x : (tensor<2x2x!x>, tensor<2x2x!x>) -> tensor<2x2x!quant.uniform<i32:f32, 0.25:1>>
  return
}

// -----

// contraction_c5
func.func @conv2d_padded_size(%x: tensor<1x1x1x1xf32>, %w: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{with pads [2147483647, 2147483647, 2147483647, 2147483647] has more than 1099511627776 elements}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 2147483647, 2147483647, 2147483647, 2147483647>, strides = array<i64: 2147483647, 2147483647>} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// conv2d_c6
func.func @pad_values_count(%x: tensor<1x8x8x3xf32>, %w: tensor<16x3x3x3xf32>) {
  // expected-error@+1 {{pad_values has 2 values, expected one for each of 3 input channels}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, pad_values = array<f32: 1.0, -2.5>} : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>) -> tensor<1x8x8x16xf32>
  return
}

// -----

// conv2d_c6
func.func @pad_values_infinite(%x: tensor<1x8x8x1xf32>, %w: tensor<16x3x3x1xf32>) {
  // expected-error@+1 {{pad_values has INF, expected finite values}}
  %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, pad_values = array<f32: 0x7F800000>} : (tensor<1x8x8x1xf32>, tensor<16x3x3x1xf32>) -> tensor<1x8x8x16xf32>
  return
}

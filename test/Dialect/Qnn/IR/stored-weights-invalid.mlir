// RUN: quant-opt %s --split-input-file --verify-diagnostics

!s16 = !quant.uniform<i16:f32, 0.5>

// contraction_c1
func.func @sixteen_bits(%x: tensor<1x2xf32>, %w: tensor<2x2x!s16>) {
  // expected-error@+1 {{weight storage is 'i16' beside a float input, expected 2, 4 or 8 bits}}
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2x!s16>) -> tensor<1x2xf32>
  return
}

// -----

!s3 = !quant.uniform<i3:f32, 0.5>

// contraction_c1
func.func @three_bits(%x: tensor<1x2xf32>, %w: tensor<2x2x!s3>) {
  // expected-error@+1 {{weight storage is 'i3' beside a float input, expected 2, 4 or 8 bits}}
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2x!s3>) -> tensor<1x2xf32>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 0.5>

// contraction_c1
func.func @quantized_output(%x: tensor<1x2xf32>, %w: tensor<2x2x!s8>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2x!s8>) -> tensor<1x2x!quant.uniform<i32:f32, 0.5>>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 0.5>

// contraction_c1
func.func @quantized_bias(%x: tensor<1x2xf32>, %w: tensor<2x2x!s8>, %b: tensor<2x!quant.uniform<i32:f32, 0.5>>) {
  // expected-error@+1 {{mixes float and quantized: input 'tensor<1x2xf32>', bias}}
  %0 = qnn.linear %x, %w bias %b : (tensor<1x2xf32>, tensor<2x2x!s8>, tensor<2x!quant.uniform<i32:f32, 0.5>>) -> tensor<1x2xf32>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 0.5>

// contraction_c1
func.func @half_beside_codes(%x: tensor<1x2x!s8>, %w: tensor<2x2xf16>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.linear %x, %w : (tensor<1x2x!s8>, tensor<2x2xf16>) -> tensor<1x2xf32>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 0.5>

// contraction_c1
func.func @transposed(%x: tensor<1x2x2x1xf32>, %w: tensor<1x1x1x1x!s8>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.conv_transpose2d %x, %w : (tensor<1x2x2x1xf32>, tensor<1x1x1x1x!s8>) -> tensor<1x2x2x1xf32>
  return
}

// -----

!s8 = !quant.uniform<i8:f32:1, {0.5, 0.25}>

// contraction_c2
func.func @axis_of_columns(%x: tensor<1x2xf32>, %w: tensor<2x2x!s8>) {
  // expected-error@+1 {{weight axis 1 is not the output channel axis 0}}
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2x!s8>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @no_group_size(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{has scales but no group size}}
  %0 = qnn.linear %x, %w scales %s : (tensor<1x2xf32>, tensor<2x2x!s4>, tensor<2x1xf32>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @no_scales(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>) {
  // expected-error@+1 {{has a group size but no scales}}
  %0 = qnn.linear %x, %w {group_size = 2 : i64} : (tensor<1x2xf32>, tensor<2x2x!s4>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @zero_points_alone(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>, %z: tensor<2x1x!s4>) {
  // expected-error@+1 {{has zero points but no scales}}
  %0 = qnn.linear %x, %w zero_points %z : (tensor<1x2xf32>, tensor<2x2x!s4>, tensor<2x1x!s4>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @empty_groups(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{group size is 0, expected at least 1}}
  %0 = qnn.linear %x, %w scales %s {group_size = 0 : i64} : (tensor<1x2xf32>, tensor<2x2x!s4>, tensor<2x1xf32>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 0.5>

// linear_c6
func.func @scaled_codes(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{expected a float input and codes of scale 1 and zero point 0}}
  %0 = qnn.linear %x, %w scales %s {group_size = 2 : i64} : (tensor<1x2xf32>, tensor<2x2x!s4>, tensor<2x1xf32>) -> tensor<1x2xf32>
  return
}

// -----

// linear_c6
func.func @groups_of_floats(%x: tensor<1x2xf32>, %w: tensor<2x2xf16>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{expected a float input and codes of scale 1 and zero point 0}}
  %0 = qnn.linear %x, %w scales %s {group_size = 2 : i64} : (tensor<1x2xf32>, tensor<2x2xf16>, tensor<2x1xf32>) -> tensor<1x2xf32>
  return
}

// -----

!s8 = !quant.uniform<i8:f32, 1.0>

// linear_c6
func.func @groups_of_an_integer_layer(%x: tensor<1x2x!s8>, %w: tensor<2x2x!s8>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{expected a float input and codes of scale 1 and zero point 0}}
  %0 = qnn.linear %x, %w scales %s {group_size = 2 : i64} : (tensor<1x2x!s8>, tensor<2x2x!s8>, tensor<2x1xf32>) -> tensor<1x2x!quant.uniform<i32:f32, 1.0>>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @too_few_scales(%x: tensor<1x5xf32>, %w: tensor<2x5x!s4>, %s: tensor<2x2xf32>) {
  // expected-error@+1 {{scales 'tensor<2x2xf32>' do not have one value for each of 2 x 3 groups}}
  %0 = qnn.linear %x, %w scales %s {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!s4>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>

// linear_c6
func.func @too_few_zero_points(%x: tensor<1x5xf32>, %w: tensor<2x5x!s4>, %s: tensor<2x3xf32>, %z: tensor<1x3x!s4>) {
  // expected-error@+1 {{do not have one value for each of 2 x 3 groups}}
  %0 = qnn.linear %x, %w scales %s zero_points %z {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!s4>, tensor<2x3xf32>, tensor<1x3x!s4>) -> tensor<1x2xf32>
  return
}

// -----

!s4 = !quant.uniform<i4:f32, 1.0>
!u4 = !quant.uniform<u4:f32, 1.0>

// linear_c6
func.func @other_zero_points(%x: tensor<1x2xf32>, %w: tensor<2x2x!s4>, %s: tensor<2x1xf32>, %z: tensor<2x1x!u4>) {
  // expected-error@+1 {{are not of the weight's type}}
  %0 = qnn.linear %x, %w scales %s zero_points %z {group_size = 2 : i64} : (tensor<1x2xf32>, tensor<2x2x!s4>, tensor<2x1xf32>, tensor<2x1x!u4>) -> tensor<1x2xf32>
  return
}

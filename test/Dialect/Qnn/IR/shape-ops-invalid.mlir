// RUN: quant-opt %s --split-input-file --verify-diagnostics

// reshape_c1
func.func @reshape_count(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{has 6 elements in and 5 out}}
  %0 = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<5xf32>
  return
}

// -----

// reshape_c1
func.func @reshape_type(%x: tensor<6xf32>) {
  // expected-error@+1 {{changes the element type from 'f32' to 'i32'}}
  %0 = qnn.reshape %x : (tensor<6xf32>) -> tensor<6xi32>
  return
}

// -----

// transpose_c1
func.func @permutation_count(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{permutation [0] does not turn 'tensor<2x3xf32>' into 'tensor<2x3xf32>'}}
  %0 = qnn.transpose %x {permutation = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// transpose_c1
func.func @permutation_repeats(%x: tensor<2x2xf32>) {
  // expected-error@+1 {{permutation [1, 1] does not turn}}
  %0 = qnn.transpose %x {permutation = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return
}

// -----

// transpose_c1
func.func @permutation_negative(%x: tensor<2x2xf32>) {
  // expected-error@+1 {{permutation [0, -1] does not turn}}
  %0 = qnn.transpose %x {permutation = array<i64: 0, -1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return
}

// -----

// transpose_c1
func.func @permuted_shape(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{permutation [1, 0] does not turn 'tensor<2x3xf32>' into 'tensor<2x3xf32>'}}
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

!p = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// transpose_c2
func.func @scales_stay_behind(%x: tensor<2x2x!p>) {
  // expected-error@+1 {{along the moved axis}}
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x2x!p>) -> tensor<2x2x!p>
  return
}

// -----

!p = !quant.uniform<i8:f32:0, {0.5, 0.25}>
!r = !quant.uniform<i8:f32:1, {0.5, 0.125}>

// transpose_c2
func.func @scales_change(%x: tensor<2x2x!p>) {
  // expected-error@+1 {{along the moved axis}}
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x2x!p>) -> tensor<2x2x!r>
  return
}

// -----

// broadcast_c1
func.func @broadcast(%x: tensor<3xf32>) {
  // expected-error@+1 {{input 'tensor<3xf32>' does not broadcast to 'tensor<3x2xf32>'}}
  %0 = qnn.broadcast %x : (tensor<3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// broadcast_c1
func.func @broadcast_shrinks(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{input 'tensor<2x3xf32>' does not broadcast to 'tensor<3xf32>'}}
  %0 = qnn.broadcast %x : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// slice_c1
func.func @slice_counts(%x: tensor<4x4xf32>) {
  // expected-error@+1 {{has 1 offsets and 0 strides for ranks 2 and 2}}
  %0 = qnn.slice %x {offsets = array<i64: 0>, strides = array<i64>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return
}

// -----

// slice_c1
func.func @slice_beyond(%x: tensor<4xf32>) {
  // expected-error@+1 {{reads [1, 5] of axis 0 of size 4}}
  %0 = qnn.slice %x {offsets = array<i64: 1>, strides = array<i64: 2>} : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

// slice_c1
func.func @slice_backwards_beyond(%x: tensor<4xf32>) {
  // expected-error@+1 {{reads [1, -1] of axis 0 of size 4}}
  %0 = qnn.slice %x {offsets = array<i64: 1>, strides = array<i64: -1>} : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

// slice_c1
func.func @slice_stride_of_zero(%x: tensor<4xf32>) {
  // expected-error@+1 {{has offset 0 and stride 0 for axis 0, expected 0 to 2147483647, and a stride that is not 0}}
  %0 = qnn.slice %x {offsets = array<i64: 0>, strides = array<i64: 0>} : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

// slice_c1: the product would overflow
func.func @slice_huge(%x: tensor<4xf32>) {
  // expected-error@+1 {{has offset 9223372036854775807 and stride 9223372036854775807 for axis 0}}
  %0 = qnn.slice %x {offsets = array<i64: 9223372036854775807>, strides = array<i64: 9223372036854775807>} : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

// slice_c1
func.func @slice_least(%x: tensor<4xf32>) {
  // expected-error@+1 {{has offset 0 and stride -9223372036854775808 for axis 0}}
  %0 = qnn.slice %x {offsets = array<i64: 0>, strides = array<i64: -9223372036854775808>} : (tensor<4xf32>) -> tensor<1xf32>
  return
}

// -----

// pad_c1
func.func @pad_count(%x: tensor<4xf32>) {
  // expected-error@+1 {{'low' has 2 values, expected 1}}
  %0 = qnn.pad %x {low = array<i64: 0, 0>, high = array<i64: 0>, value = 0.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// pad_c1
func.func @pad_huge(%x: tensor<4xf32>) {
  // expected-error@+1 {{'high' holds 9223372036854775807, expected 0 to 2147483647}}
  %0 = qnn.pad %x {low = array<i64: 0>, high = array<i64: 9223372036854775807>, value = 0.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// pad_c1
func.func @pad_output(%x: tensor<4xf32>) {
  // expected-error@+1 {{output 'tensor<5xf32>' does not follow from input 'tensor<4xf32>'}}
  %0 = qnn.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0.0 : f32} : (tensor<4xf32>) -> tensor<5xf32>
  return
}

// -----

// pad_c1
func.func @pad_of_a_scalar(%x: tensor<f32>) {
  // expected-error@+1 {{output 'tensor<1xf32>' does not follow from input 'tensor<f32>'}}
  %0 = qnn.pad %x {low = array<i64>, high = array<i64>, value = 0.0 : f32} : (tensor<f32>) -> tensor<1xf32>
  return
}

// -----

// concat_c1
func.func @concat_of_nothing() {
  // expected-error@+1 {{has no operands}}
  %0 = qnn.concat {axis = 0 : i64} : () -> tensor<4xf32>
  return
}

// -----

// concat_c1
func.func @concat_axis(%x: tensor<4xf32>) {
  // expected-error@+1 {{axis -1 is out of range for rank 1}}
  %0 = qnn.concat %x {axis = -1 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// concat_c1
func.func @concat_other_axis(%x: tensor<4x2xf32>, %y: tensor<4x3xf32>) {
  // expected-error@+1 {{operand 'tensor<4x3xf32>' does not fit output 'tensor<8x2xf32>'}}
  %0 = qnn.concat %x, %y {axis = 0 : i64} : (tensor<4x2xf32>, tensor<4x3xf32>) -> tensor<8x2xf32>
  return
}

// -----

// concat_c1
func.func @concat_sum(%x: tensor<4xf32>) {
  // expected-error@+1 {{operands have 8 indices along axis 0, the output 7}}
  %0 = qnn.concat %x, %x {axis = 0 : i64} : (tensor<4xf32>, tensor<4xf32>) -> tensor<7xf32>
  return
}

// -----

// concat_c1
func.func @concat_types(%x: tensor<4xf32>, %y: tensor<4xi32>) {
  // expected-error@+1 {{operand 'tensor<4xi32>' and output 'tensor<8xf32>' differ in element type}}
  %0 = qnn.concat %x, %y {axis = 0 : i64} : (tensor<4xf32>, tensor<4xi32>) -> tensor<8xf32>
  return
}

// -----

// gather_c1
func.func @gather_axis(%x: tensor<4xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{axis 1 is out of range for rank 1}}
  %0 = qnn.gather %x, %i {axis = 1 : i64} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

// gather_c1
func.func @gather_from_nothing(%x: tensor<0xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{takes slices along axis 0, which is empty}}
  %0 = qnn.gather %x, %i {axis = 0 : i64} : (tensor<0xf32>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

// gather_c1
func.func @gather_output(%x: tensor<4x3xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{output 'tensor<4x3xf32>' does not follow from input}}
  %0 = qnn.gather %x, %i {axis = 0 : i64} : (tensor<4x3xf32>, tensor<2xi64>) -> tensor<4x3xf32>
  return
}

// -----

// resize_c1
func.func @resize_scales(%x: tensor<1x2x2x1xf32>) {
  // expected-error@+1 {{do not turn 'tensor<1x2x2x1xf32>' into 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// resize_c1
func.func @resize_infinite(%x: tensor<1x2x2x1xf32>) {
  // expected-error@+1 {{do not turn 'tensor<1x2x2x1xf32>' into 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 0x7FF0000000000000>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// resize_c1
func.func @resize_scale_leaves_f32(%x: tensor<1x2x2x1xf32>) {
  // expected-error@+1 {{do not turn 'tensor<1x2x2x1xf32>' into 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 0 : i64, scales = array<f64: 1.0e-60, 2.0>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

// resize_c1
func.func @resize_empty_image(%x: tensor<1x0x2x1xf32>) {
  // expected-error@+1 {{do not turn 'tensor<1x0x2x1xf32>' into 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x0x2x1xf32>) -> tensor<1x4x4x1xf32>
  return
}

// -----

!q = !quant.uniform<i32:f32, 0.5>

// resize_c2
func.func @resize_linear(%x: tensor<1x2x2x1x!q>) {
  // expected-error@+1 {{is linear on '!quant.uniform<i32:f32, 5.000000e-01>', expected f32, or 8 or 16 bits with one scale}}
  %0 = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x2x2x1x!q>) -> tensor<1x4x4x1x!q>
  return
}

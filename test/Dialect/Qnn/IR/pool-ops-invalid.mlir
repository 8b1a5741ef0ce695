// RUN: quant-opt %s --split-input-file --verify-diagnostics

// pool_c1
func.func @kernel_count(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{'kernel' has 1 values, expected 2}}
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// pool_c1
func.func @kernel_of_zero(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{'kernel' holds 0, expected 1 to 2147483647}}
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 0>} : (tensor<1x4x4x1xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// pool_c1
func.func @negative_pad(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{'pads' holds -1, expected 0 to 2147483647}}
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, pads = array<i64: -1, 0, 0, 0>} : (tensor<1x4x4x1xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// pool_c2
func.func @channels(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{output 'tensor<1x3x3x2xf32>' does not keep the images and channels of 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x3x3x2xf32>
  return
}

// -----

// pool_c2
func.func @window_beyond(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{window 4 along axis 1 holds no element of 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x5x3x1xf32>
  return
}

// -----

// pool_c2
func.func @window_before(%x: tensor<1x4x4x1xf32>) {
  // expected-error@+1 {{window 0 along axis 2 holds no element of 'tensor<1x4x4x1xf32>'}}
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, pads = array<i64: 0, 2, 0, 0>} : (tensor<1x4x4x1xf32>) -> tensor<1x3x3x1xf32>
  return
}

// -----

// pool_c2: taps at -3 and 2 of an image of two rows
func.func @window_steps_over(%x: tensor<1x2x4x1xf32>) {
  // expected-error@+1 {{window 2 along axis 1 holds no element of 'tensor<1x2x4x1xf32>'}}
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 1>, pads = array<i64: 5, 0, 0, 0>, dilations = array<i64: 5, 1>} : (tensor<1x2x4x1xf32>) -> tensor<1x6x4x1xf32>
  return
}

// -----

// pool_c2: no search over two billion windows
func.func @many_windows(%x: tensor<1x1x1x1xf32>) {
  // expected-error@+1 {{window 2147483646 along axis 1 holds no element of 'tensor<1x1x1x1xf32>'}}
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2147483647, 1>, pads = array<i64: 2147483646, 0, 0, 0>, strides = array<i64: 2147483647, 1>} : (tensor<1x1x1x1xf32>) -> tensor<1x2147483647x1x1xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// pool_c3
func.func @average_mixes(%x: tensor<1x4x4x1x!q>) {
  // expected-error@+1 {{expected both float or both 8 or 16 bits}}
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x1x!q>) -> tensor<1x3x3x1xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!r = !quant.uniform<i8:f32, 0.25>

// pool_c3
func.func @maximum_changes_type(%x: tensor<1x4x4x1x!q>) {
  // expected-error@+1 {{changes the element type from}}
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x1x!q>) -> tensor<1x3x3x1x!r>
  return
}

// -----

// reduce_c1
func.func @axis_repeated(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{axis 1 is repeated, unsorted or out of range for rank 2}}
  %0 = qnn.reduce %x {axes = array<i64: 1, 1>, kind = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

// reduce_c1
func.func @axis_negative(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{axis -1 is repeated, unsorted or out of range for rank 2}}
  %0 = qnn.reduce %x {axes = array<i64: -1>, kind = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

// reduce_c1
func.func @empty_axis(%x: tensor<2x0xf32>) {
  // expected-error@+1 {{axis 1 is empty}}
  %0 = qnn.reduce %x {axes = array<i64: 1>, kind = 0 : i64} : (tensor<2x0xf32>) -> tensor<2x1xf32>
  return
}

// -----

// reduce_c2
func.func @reduce_output(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{output 'tensor<3xf32>' does not follow from input 'tensor<2x3xf32>'}}
  %0 = qnn.reduce %x {axes = array<i64: 1>, kind = 0 : i64} : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// reduce_c3
func.func @reduce_mixes(%x: tensor<2x3x!q>) {
  // expected-error@+1 {{expected both float or both 8 or 16 bits}}
  %0 = qnn.reduce %x {axes = array<i64: 1>, kind = 0 : i64} : (tensor<2x3x!q>) -> tensor<2xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!r = !quant.uniform<i8:f32, 0.25>

// reduce_c3
func.func @reduce_maximum(%x: tensor<2x3x!q>) {
  // expected-error@+1 {{expected one type of float or 8 or 16 bits}}
  %0 = qnn.reduce %x {axes = array<i64: 1>, kind = 2 : i64} : (tensor<2x3x!q>) -> tensor<2x!r>
  return
}

// -----

func.func @reduce_kind(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{attribute 'kind' failed to satisfy constraint: what a reduction computes}}
  %0 = qnn.reduce %x {axes = array<i64: 1>, kind = 7 : i64} : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

// argmax_c1
func.func @argmax_axis(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{axis 2 is out of range for rank 2}}
  %0 = qnn.argmax %x {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2xi64>
  return
}

// -----

// argmax_c1
func.func @argmax_empty(%x: tensor<2x0xf32>) {
  // expected-error@+1 {{axis 1 is empty}}
  %0 = qnn.argmax %x {axis = 1 : i64} : (tensor<2x0xf32>) -> tensor<2xi64>
  return
}

// -----

// argmax_c1
func.func @argmax_output(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{output 'tensor<3xi64>' does not follow from input 'tensor<2x3xf32>'}}
  %0 = qnn.argmax %x {axis = 1 : i64} : (tensor<2x3xf32>) -> tensor<3xi64>
  return
}

// -----

// top_k_c1
func.func @top_k_shape(%x: tensor<2x10xf32>) {
  // expected-error@+1 {{output 'tensor<3x2xi32>' does not follow from input 'tensor<2x10xf32>'}}
  %0 = qnn.top_k_indices %x : (tensor<2x10xf32>) -> tensor<3x2xi32>
  return
}

// -----

// top_k_c1
func.func @top_k_scalar(%x: tensor<f32>) {
  // expected-error@+1 {{output 'tensor<f32>' does not follow from input 'tensor<f32>'}}
  %0 = qnn.top_k_values %x : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// top_k_c1
func.func @top_k_many(%x: tensor<2x10xf32>) {
  // expected-error@+1 {{takes 11 of 10 elements, expected at least 1 and no more}}
  %0 = qnn.top_k_values %x : (tensor<2x10xf32>) -> tensor<2x11xf32>
  return
}

// -----

// top_k_c1
func.func @top_k_none(%x: tensor<2x10xf32>) {
  // expected-error@+1 {{takes 0 of 10 elements, expected at least 1 and no more}}
  %0 = qnn.top_k_indices %x : (tensor<2x10xf32>) -> tensor<2x0xi32>
  return
}

// -----

func.func @top_k_accumulator(%x: tensor<2x10x!quant.uniform<i32:f32, 0.5>>) {
  // expected-error@+1 {{has an input of 32 bits, expected float or 8 or 16 bits}}
  %0 = qnn.top_k_indices %x : (tensor<2x10x!quant.uniform<i32:f32, 0.5>>) -> tensor<2x3xi32>
  return
}

// -----

// top_k_c2
func.func @top_k_types(%x: tensor<2x10x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error@+1 {{changes the element type}}
  %0 = qnn.top_k_values %x : (tensor<2x10x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x3x!quant.uniform<i8:f32, 0.25>>
  return
}

// RUN: quant-opt %s --split-input-file --verify-diagnostics

!q = !quant.uniform<i8:f32, 0.5>

// unary_c1
func.func @mixes(%x: tensor<2x!q>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.relu %x : (tensor<2x!q>) -> tensor<2xf32>
  return
}

// -----

!q = !quant.uniform<i32:f32, 0.5>

// unary_c1
func.func @wide(%x: tensor<2x!q>) {
  // expected-error@+1 {{has 32-bit storage, expected 8 or 16 bits}}
  %0 = qnn.relu %x : (tensor<2x!q>) -> tensor<2x!q>
  return
}

// -----

// unary_c2
func.func @clip_descends(%x: tensor<2xf32>) {
  // expected-error@+1 {{min 1.000000e+00 is above max 0.000000e+00}}
  %0 = qnn.clip %x {min = 1.0 : f32, max = 0.0 : f32} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// unary_c2
func.func @celu_alpha(%x: tensor<2xf32>) {
  // expected-error@+1 {{'qnn.celu' op 'alpha' is 0.000000e+00, expected a positive number}}
  %0 = qnn.celu %x {alpha = 0.0 : f32} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @clip_nan(%x: tensor<2xf32>) {
  // expected-error@+1 {{'min' is 0x7FC00000 : f32, expected a number}}
  %0 = qnn.clip %x {min = 0x7FC00000 : f32, max = 0.0 : f32} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// unary_c2
func.func @infinite_slope(%x: tensor<2xf32>) {
  // expected-error@+1 {{'alpha' is 0x7F800000 : f32, expected a finite number}}
  %0 = qnn.leaky_relu %x {alpha = 0x7F800000 : f32} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @unary_shape(%x: tensor<2xf32>) {
  // expected-error@+1 {{requires the same shape for all operands and results}}
  %0 = qnn.exp %x : (tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// prelu_c1
func.func @prelu_mixes(%x: tensor<2x!q>, %s: tensor<2xf32>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.prelu %x, %s : (tensor<2x!q>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

!q = !quant.uniform<i32:f32, 0.5>

// prelu_c1
func.func @prelu_wide(%x: tensor<2x!q>, %s: tensor<2xf32>) {
  // expected-error@+1 {{has 32-bit storage, expected 8 or 16 bits}}
  %0 = qnn.prelu %x, %s : (tensor<2x!q>, tensor<2xf32>) -> tensor<2x!q>
  return
}

// -----

// prelu_c1
func.func @prelu_output(%x: tensor<2xf32>, %s: tensor<2xf32>) {
  // expected-error@+1 {{output 'tensor<3xf32>' does not have the shape of input 'tensor<2xf32>'}}
  %0 = qnn.prelu %x, %s : (tensor<2xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

// prelu_c1
func.func @prelu_slope(%x: tensor<2xf32>, %s: tensor<2x1xf32>) {
  // expected-error@+1 {{slope 'tensor<2x1xf32>' does not broadcast to input 'tensor<2xf32>'}}
  %0 = qnn.prelu %x, %s : (tensor<2xf32>, tensor<2x1xf32>) -> tensor<2xf32>
  return
}

// -----

// binary_c1
func.func @no_broadcast(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // expected-error@+1 {{operands 'tensor<2xf32>' and 'tensor<3xf32>' do not broadcast to 'tensor<3xf32>'}}
  %0 = qnn.add %x, %y : (tensor<2xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// binary_c1
func.func @result_shape(%x: tensor<2xf32>) {
  // expected-error@+1 {{do not broadcast to 'tensor<4x2xf32>'}}
  %0 = qnn.sub %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// binary_c2
func.func @binary_mixes(%x: tensor<2x!q>, %y: tensor<2xf32>) {
  // expected-error@+1 {{mixes float and quantized:}}
  %0 = qnn.mul %x, %y : (tensor<2x!q>, tensor<2xf32>) -> tensor<2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// binary_c2
func.func @no_integer_form(%x: tensor<2x!q>) {
  // expected-error@+1 {{has no integer form}}
  %0 = qnn.div %x, %x : (tensor<2x!q>, tensor<2x!q>) -> tensor<2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!a = !quant.uniform<i32:f32, 0.5>

// binary_c2
func.func @two_accumulators(%x: tensor<2x!a>) {
  // expected-error@+1 {{has too many operands or a result of 32-bit storage}}
  %0 = qnn.add %x, %x : (tensor<2x!a>, tensor<2x!a>) -> tensor<2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!a = !quant.uniform<i32:f32, 0.5>

// binary_c2
func.func @accumulator_in_a_product(%x: tensor<2x!a>, %y: tensor<2x!q>) {
  // expected-error@+1 {{has too many operands or a result of 32-bit storage}}
  %0 = qnn.mul %x, %y : (tensor<2x!a>, tensor<2x!q>) -> tensor<2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!a = !quant.uniform<i32:f32, 0.5>

// binary_c2
func.func @wide_result(%x: tensor<2x!q>) {
  // expected-error@+1 {{has too many operands or a result of 32-bit storage}}
  %0 = qnn.max %x, %x : (tensor<2x!q>, tensor<2x!q>) -> tensor<2x!a>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!a = !quant.uniform<i32:f32, 0.5>

// binary_c2
func.func @broadcast_accumulator(%x: tensor<1x!a>, %y: tensor<2x!q>) {
  // expected-error@+1 {{broadcasts an accumulator}}
  %0 = qnn.add %x, %y : (tensor<1x!a>, tensor<2x!q>) -> tensor<2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
!p = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// binary_c2
func.func @scales_along_an_axis(%x: tensor<2x!p>, %y: tensor<2x!q>) {
  // expected-error@+1 {{has scales on axis 0, expected an accumulator with scales on the last axis}}
  %0 = qnn.add %x, %y : (tensor<2x!p>, tensor<2x!q>) -> tensor<2x!q>
  return
}

// -----

// binary_c3
func.func @clamp_on_float(%x: tensor<2xf32>) {
  // expected-error@+1 {{has 'clamp' or 'negative_slope' on float tensors}}
  %0 = qnn.add %x, %x {clamp = array<i64: 0, 1>} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// softmax_c1
func.func @softmax_axis(%x: tensor<2xf32>) {
  // expected-error@+1 {{axis 1 is out of range for rank 1}}
  %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// softmax_c2
func.func @softmax_mixed(%x: tensor<2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error@+1 {{mixes float and quantized: input}}
  %0 = qnn.softmax %x {axis = 0 : i64} : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xf32>
  return
}

// -----

// softmax_c2
func.func @softmax_wide(%x: tensor<2x!quant.uniform<i32:f32, 0.5>>) {
  // expected-error@+1 {{has 32-bit storage, expected 8 or 16 bits}}
  %0 = qnn.softmax %x {axis = 0 : i64} : (tensor<2x!quant.uniform<i32:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// log_softmax_c1
func.func @log_softmax_axis(%x: tensor<2xf32>) {
  // expected-error@+1 {{axis -1 is out of range for rank 1}}
  %0 = qnn.log_softmax %x {axis = -1 : i64} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// lrn_c1
func.func @lrn_rank(%x: tensor<f32>) {
  // expected-error@+1 {{has no channels: rank 0}}
  %0 = qnn.lrn %x {size = 3 : i64, alpha = 1.0 : f32, beta = 1.0 : f32, bias = 1.0 : f32} : (tensor<f32>) -> tensor<f32>
  return
}

// -----

// lrn_c1
func.func @lrn_size(%x: tensor<2xf32>) {
  // expected-error@+1 {{size is 0, expected 1 to 2147483647}}
  %0 = qnn.lrn %x {size = 0 : i64, alpha = 1.0 : f32, beta = 1.0 : f32, bias = 1.0 : f32} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

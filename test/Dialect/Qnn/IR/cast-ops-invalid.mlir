// RUN: quant-opt %s --split-input-file --verify-diagnostics

// requantize_c1
func.func @clamp_count(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'clamp' has 1 values, expected 2}}
  %0 = qnn.requantize %x {clamp = array<i64: 3>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c1
func.func @clamp_is_empty(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'clamp' has 0 values, expected 2}}
  %0 = qnn.requantize %x {clamp = array<i64>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c1
func.func @clamp_beyond_storage(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'clamp' [-129, 5] is not a range within [-128, 127]}}
  %0 = qnn.requantize %x {clamp = array<i64: -129, 5>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c1
func.func @clamp_descends(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'clamp' [6, 5] is not a range within [-128, 127]}}
  %0 = qnn.requantize %x {clamp = array<i64: 6, 5>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c2
func.func @slope_count(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'negative_slope' has 3 values for 4 channels}}
  %0 = qnn.requantize %x {negative_slope = array<f32: 0.1, 0.2, 0.3>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c2
func.func @slope_is_nan(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'negative_slope' holds nan, expected finite values}}
  %0 = qnn.requantize %x {negative_slope = array<f32: 0x7FC00000>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c3
func.func @requantize_to_32_bits(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i32:f32, 0.25>> {
  // expected-error@+1 {{output storage is 'i32', expected 8 or 16 bits}}
  %0 = qnn.requantize %x : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i32:f32, 0.25>>
  return %0 : tensor<4x!quant.uniform<i32:f32, 0.25>>
}

// -----

// requantize_c4
module attributes {qnn.profile = "torch-x86"} {
  func.func @bias_count(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
    // expected-error@+1 {{'bias' has 3 values for 4 channels}}
    %0 = qnn.requantize %x {bias = array<f32: 1.0, 2.0, 3.0>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

// requantize_c4
module attributes {qnn.profile = "torch-x86"} {
  func.func @bias_is_infinite(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
    // expected-error@+1 {{'bias' holds INF, expected finite values}}
    %0 = qnn.requantize %x {bias = array<f32: 1.0, 2.0, 3.0, 0x7F800000>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

// requantize_c4
module attributes {qnn.profile = "torch-x86"} {
  func.func @bias_of_bytes(%x: tensor<4x!quant.uniform<i8:f32, 0.25>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
    // expected-error@+1 {{has 'bias', which is for accumulators, without 'negative_slope', in a module of profile torch-x86}}
    %0 = qnn.requantize %x {bias = array<f32: 1.0, 2.0, 3.0, 4.0>} : (tensor<4x!quant.uniform<i8:f32, 0.25>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

// requantize_c4
module attributes {qnn.profile = "torch-x86"} {
  func.func @bias_and_slope(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
    // expected-error@+1 {{has 'bias', which is for accumulators, without 'negative_slope', in a module of profile torch-x86}}
    %0 = qnn.requantize %x {bias = array<f32: 1.0, 2.0, 3.0, 4.0>, negative_slope = array<f32: 0.5>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

// requantize_c4
module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @bias_of_another_profile(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
    // expected-error@+1 {{has 'bias', which is for accumulators, without 'negative_slope', in a module of profile torch-x86}}
    %0 = qnn.requantize %x {bias = array<f32: 1.0, 2.0, 3.0, 4.0>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
    return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

// observe_c1
func.func @empty_id(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{requires a non-empty id}}
  %0 = qnn.observe %x "" : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// observe_c2
func.func @min_alone(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{has only one of 'min' and 'max'}}
  %0 = qnn.observe %x "a" {min = 0.0 : f32} : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// observe_c2
func.func @descending(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{range [1.000000e+00, 0.000000e+00] is not finite and ascending}}
  %0 = qnn.observe %x "a" {min = 1.0 : f32, max = 0.0 : f32} : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// observe_c2
func.func @infinite(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{range [0.000000e+00, INF] is not finite and ascending}}
  %0 = qnn.observe %x "a" {min = 0.0 : f32, max = 0x7F800000 : f32} : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @cast_of_quantized(%x: tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1xf32> {
  // expected-error@+1 {{operand #0 must be ranked tensor of}}
  %0 = qnn.cast %x : (tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

func.func @quantize_changes_shape(%x: tensor<4xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{requires the same shape for all operands and results}}
  %0 = qnn.quantize %x : (tensor<4xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<2x!quant.uniform<i8:f32, 0.5>>
}

// -----

func.func @dequantize_of_float(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{operand #0 must be ranked tensor of per-tensor quantized type or per-axis quantized type}}
  %0 = qnn.dequantize %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// requantize_c4
func.func @function_without_a_rectifier(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'function' is 'mish', expected silu, gelu, gelu_tanh, softplus or hard_swish}}
  %0 = qnn.requantize %x {function = "mish"} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c4
func.func @function_of_8_bits(%x: tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>> {
  // expected-error@+1 {{has a 'function', but its input is no accumulator of 32 bits}}
  %0 = qnn.requantize %x {function = "silu"} : (tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.25>>
}

// -----

// requantize_c4
func.func @function_and_slope(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{has both a 'function' and a 'negative_slope'}}
  %0 = qnn.requantize %x {function = "silu", negative_slope = array<f32: 0.5>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c5
func.func @gains_without_function(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{has 'gains' without a 'function'}}
  %0 = qnn.requantize %x {gains = array<f32: 1.0, 1.0, 1.0, 1.0>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c5
func.func @too_few_gains(%x: tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'gains' has 1 values for 4 channels}}
  %0 = qnn.requantize %x {function = "silu", gains = array<f32: 1.0>} : (tensor<4x!quant.uniform<i32:f32, 0.5>>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 0.5>>
}

// -----

// requantize_c5
func.func @infinite_gain(%x: tensor<2x!quant.uniform<i32:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{'gains' holds INF, expected finite values}}
  %0 = qnn.requantize %x {function = "silu", gains = array<f32: 1.0, 0x7F800000>} : (tensor<2x!quant.uniform<i32:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<2x!quant.uniform<i8:f32, 0.5>>
}

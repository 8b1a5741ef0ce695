// RUN: quant-opt %s --split-input-file --verify-diagnostics

// recurrent_c1
func.func @rank(%x: tensor<5x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{are not [T, N, 1 H] and [1 H, H]}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @gates(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{are not [T, N, 3 H] and [3 H, H]}}
  %y = qnn.gru %x, %w {functions = ["sigmoid", "tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @columns(%x: tensor<5x2x3xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{are not [T, N, 1 H] and [1 H, H]}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x2x3xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @no_steps(%x: tensor<0x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{are not [T, N, 1 H] and [1 H, H]}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<0x2x4xf32>, tensor<4x4xf32>) -> tensor<0x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @result_shape(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{result is 'tensor<5x2x3xf32>', expected the shape 5x2x4}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x3xf32>
  return
}

// -----

// recurrent_c1
func.func @bias_shape(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{bias is 'tensor<3xf32>', expected the shape 4}}
  %y = qnn.rnn %x, %w bias %b {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>, tensor<3xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @initial_shape(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>, %h: tensor<4xf32>) {
  // expected-error@+1 {{initial hidden state is 'tensor<4xf32>', expected the shape 2x4}}
  %y = qnn.rnn %x, %w initial %h {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @initial_cell_shape(%x: tensor<5x2x16xf32>, %w: tensor<16x4xf32>, %h: tensor<2x3xf32>) {
  // expected-error@+1 {{initial cell state is 'tensor<2x3xf32>', expected the shape 2x4}}
  %y = qnn.lstm %x, %w cell %h {functions = ["sigmoid", "tanh", "tanh"]} : (tensor<5x2x16xf32>, tensor<16x4xf32>, tensor<2x3xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @peephole_shape(%x: tensor<5x2x16xf32>, %w: tensor<16x4xf32>, %p: tensor<16xf32>) {
  // expected-error@+1 {{peephole is 'tensor<16xf32>', expected the shape 12}}
  %y = qnn.lstm %x, %w peephole %p {functions = ["sigmoid", "tanh", "tanh"]} : (tensor<5x2x16xf32>, tensor<16x4xf32>, tensor<16xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c1
func.func @cell_shape(%x: tensor<5x2x16xf32>, %w: tensor<16x4xf32>) {
  // expected-error@+1 {{cell is 'tensor<5x2x4xf32>', expected the shape 2x4}}
  %y, %c = qnn.lstm %x, %w {functions = ["sigmoid", "tanh", "tanh"]} : (tensor<5x2x16xf32>, tensor<16x4xf32>) -> (tensor<5x2x4xf32>, tensor<5x2x4xf32>)
  return
}

// -----

// recurrent_c2
func.func @state_of_float(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{has a state type and a float weight}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @no_state(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{has a quantized weight and no state type of 8 bits}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @wide_state(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{has a quantized weight and no state type of 8 bits}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i16:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @bad_state(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{zero point}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5:200>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @unsigned_weight(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<u8:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{expected at most 8 bits, signed, zero points 0, scales on axis 0}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<u8:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @weight_axis(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:1, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{expected at most 8 bits, signed, zero points 0, scales on axis 0}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:1, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @weight_zero_point(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25:3}>>) {
  // expected-error@+1 {{expected at most 8 bits, signed, zero points 0, scales on axis 0}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25:3}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c2
func.func @small_products(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 1.0e-30, 0.5, 0.25}>>) {
  // expected-error@+1 {{leaves f32}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 1.0e-20>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 1.0e-30, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c3
func.func @quantized_result_of_float(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{has the quantized result}}
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// recurrent_c3
func.func @wide_result(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{result storage is}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4x!quant.uniform<i32:f32, 0.5>>
  return
}

// -----

// recurrent_c4
func.func @too_many_functions(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{has 2 functions, expected 1}}
  %y = qnn.rnn %x, %w {functions = ["tanh", "tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c4
func.func @unknown_function(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{function "softsign" is not one of}}
  %y = qnn.rnn %x, %w {functions = ["softsign"]} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c4
func.func @few_parameters(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{has 1 parameters, expected two for each of 1 functions}}
  %y = qnn.rnn %x, %w {functions = ["elu"], parameters = array<f32: 1.0>} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c4
func.func @bad_parameter(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{expected a finite number}}
  %y = qnn.rnn %x, %w {functions = ["elu"], parameters = array<f32: 0x7fc00000, 0.0>} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c4
func.func @bad_clip(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{clip is 0.000000e+00, expected more than 0}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], clip = 0.0 : f32} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @unknown_formula(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{formula "gemmlowp" is not one of quantc, torch, ort, tflite}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], formula = "gemmlowp", state = !quant.uniform<u8:f32, 1.0>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @formula_of_float(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) {
  // expected-error@+1 {{has a formula, but no state type}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], formula = "ort"} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @formula_of_fixed_scale(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{has a formula, but no state type of scale 1}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], formula = "ort", state = !quant.uniform<u8:f32, 0.5>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @formula_of_two_codes(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{with at least three codes}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], formula = "ort", state = !quant.uniform<u8<0:1>:f32, 1.0>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @symmetric_without_formula(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{says how codes are found, but has no formula}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], symmetric, state = !quant.uniform<u8:f32, 1.0>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c6
func.func @per_sequence_without_formula(%x: tensor<5x2x4xf32>, %w: tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) {
  // expected-error@+1 {{says how codes are found, but has no formula}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], per_sequence, state = !quant.uniform<u8:f32, 1.0>} : (tensor<5x2x4xf32>, tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>) -> tensor<5x2x4xf32>
  return
}

// -----

// recurrent_c3
func.func @quantized_result_of_halves(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf16>) {
  // expected-error@+1 {{has the quantized result}}
  %y = qnn.rnn %x, %w {functions = ["tanh"], clip = 1.0 : f32} : (tensor<5x2x4xf32>, tensor<4x4xf16>) -> tensor<5x2x4x!quant.uniform<i8:f32, 0.5>>
  return
}

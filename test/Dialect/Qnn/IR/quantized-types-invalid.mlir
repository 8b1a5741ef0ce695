// RUN: quant-opt %s --split-input-file --verify-diagnostics

// What upstream's quantized types accept without complaint.

func.func @zero_point(%x: tensor<4xf32>) {
  // expected-error@+1 {{result 0 zero point 200 is outside storage range [-128, 127]}}
  %0 = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:200>>
  return
}

// -----

func.func @axis_beyond_rank(%x: tensor<2xf32>) {
  // expected-error@+1 {{result 0 axis 1 is out of range for rank 1}}
  %0 = qnn.quantize %x : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  return
}

// -----

func.func @number_of_scales(%x: tensor<3xf32>) {
  // expected-error@+1 {{result 0 has 2 scales for 3 indices of axis 0}}
  %0 = qnn.quantize %x : (tensor<3xf32>) -> tensor<3x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
  return
}

// -----

func.func @subnormal_scale(%x: tensor<2xf32>) {
  // expected-error@+1 {{result 0 scale 1.000000e-40 is not a positive normal f32}}
  %0 = qnn.quantize %x : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 1.0e-40>>
  return
}

// -----

func.func @expressed_type(%x: tensor<2x!quant.uniform<i8:f16, 0.5>>) {
  // expected-error@+1 {{operand 0 expresses 'f16', expected f32}}
  %0 = qnn.dequantize %x : (tensor<2x!quant.uniform<i8:f16, 0.5>>) -> tensor<2xf32>
  return
}

// -----

func.func @dynamic_shape(%x: tensor<?xf32>) {
  // expected-error@+1 {{operand 0 has a dynamic shape}}
  %0 = qnn.relu %x : (tensor<?xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @long_axis(%x: tensor<2147483648xf32>) {
  // expected-error@+1 {{operand 0 has an axis of 2147483648 indices, expected at most 2147483647}}
  %0 = qnn.relu %x : (tensor<2147483648xf32>) -> tensor<2147483648xf32>
  return
}

// -----

func.func @many_elements(%x: tensor<2147483647x2147483647x2147483647xf32>) {
  // expected-error@+1 {{operand 0 has more than 1099511627776 elements}}
  %0 = qnn.relu %x : (tensor<2147483647x2147483647x2147483647xf32>) -> tensor<2147483647x2147483647x2147483647xf32>
  return
}

// -----

func.func @short_id(%x: tensor<2xf32>) {
  // expected-error@+1 {{'qnn.id' is "abc", expected 16 lower-case hexadecimal digits}}
  %0 = qnn.relu %x {qnn.id = "abc"} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @upper_case_id(%x: tensor<2xf32>) {
  // expected-error@+1 {{'qnn.id' is "00000000000000AA", expected 16 lower-case hexadecimal digits}}
  %0 = qnn.relu %x {qnn.id = "00000000000000AA"} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// expected-error@+1 {{'qnn.id' is 3 : i64, expected 16 lower-case hexadecimal digits}}
func.func @id_of_argument(%x: tensor<2xf32> {qnn.id = 3}) {
  return
}

// -----

// expected-error@+1 {{'qnn.name' is 3 : i64, expected a string}}
func.func @name_of_result(%x: tensor<2xf32>) -> (tensor<2xf32> {qnn.name = 3}) {
  return %x : tensor<2xf32>
}

// -----

// expected-error@+1 {{'qnn.profile' is "onnx", expected one of quantc, ort, torch-qnnpack, torch-x86, tflite}}
module attributes {qnn.profile = "onnx"} {
}

// -----

// expected-error@+1 {{'qnn.profile' is 1 : i64, expected one of quantc, ort, torch-qnnpack, torch-x86, tflite}}
module attributes {qnn.profile = 1} {
}

// -----

func.func @offsets_count(%x: tensor<2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error@+1 {{'qnn.storage_offsets' is array<i64: 128, 128>, expected -128, 0 or 128, or of 16 bits -32768, for each operand and result}}
  %0 = qnn.add %x, %x {qnn.storage_offsets = array<i64: 128, 128>} : (tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

func.func @offsets_value(%x: tensor<2x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error@+1 {{'qnn.storage_offsets' is array<i64: 128, 64, 0>, expected -128, 0 or 128, or of 16 bits -32768, for each operand and result}}
  %0 = qnn.add %x, %x {qnn.storage_offsets = array<i64: 128, 64, 0>} : (tensor<2x!quant.uniform<i8:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// expected-error@+1 {{'qnn.step' is unit, expected a string}}
module attributes {qnn.step} {
}

// -----

// expected-error@+1 {{'qnn.model_hash' is "0", expected 16 lower-case hexadecimal digits}}
module attributes {qnn.model_hash = "0"} {
}

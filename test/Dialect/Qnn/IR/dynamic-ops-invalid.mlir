// RUN: quant-opt %s --split-input-file --verify-diagnostics

func.func @dynamic_quantize_c1_bits(%x: tensor<4xf32>) {
  // expected-error @+1 {{codes 'tensor<4x!quant.uniform<i16:f32, 1.000000e+00>>' has no 8 bits or not the scale 1}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4xf32>) -> (tensor<4x!quant.uniform<i16:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<i16:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c1_scale(%x: tensor<4xf32>) {
  // expected-error @+1 {{codes 'tensor<4x!quant.uniform<u8:f32, 5.000000e-01>>' has no 8 bits or not the scale 1}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4xf32>) -> (tensor<4x!quant.uniform<u8:f32, 0.5>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 0.5>>)
  return
}

// -----

func.func @dynamic_quantize_c1_values(%x: tensor<4xf32>) {
  // expected-error @+1 {{has fewer than three values}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4xf32>) -> (tensor<4x!quant.uniform<u8<0:1>:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8<0:1>:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c1_shape(%x: tensor<4xf32>) {
  // expected-error @+1 {{does not have the shape of 'tensor<4xf32>'}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4xf32>) -> (tensor<2x2x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c2_type(%x: tensor<4xf32>) {
  // expected-error @+1 {{zero point 'tensor<!quant.uniform<i8:f32, 1.000000e+00>>' does not fit codes}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4xf32>) -> (tensor<4x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<i8:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c2_shape(%x: tensor<2x4xf32>) {
  // expected-error @+1 {{and scale 'tensor<2xf32>'}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<2x4xf32>) -> (tensor<2x4x!quant.uniform<u8:f32, 1.0>>, tensor<2xf32>, tensor<!quant.uniform<u8:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c3(%x: tensor<2x4xf32>) {
  // expected-error @+1 {{scale 'tensor<4xf32>' has neither one value nor one for each row}}
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<2x4xf32>) -> (tensor<2x4x!quant.uniform<u8:f32, 1.0>>, tensor<4xf32>, tensor<4x!quant.uniform<u8:f32, 1.0>>)
  return
}

// -----

func.func @dynamic_quantize_c4(%x: tensor<4xf32>) {
  // expected-error @+1 {{formula 'torch-xnnpack' is unknown, expected quantc, torch, ort or tflite}}
  %0:3 = qnn.dynamic_quantize %x {formula = "torch-xnnpack"} : (tensor<4xf32>) -> (tensor<4x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.0>>)
  return
}

// -----

func.func @subtract_zero_point_c1_storage(%acc: tensor<4x!quant.uniform<i8:f32, 1.0>>, %z: tensor<!quant.uniform<u8:f32, 1.0>>, %sums: tensor<4xi32>) {
  // expected-error @+1 {{accumulator storage is 'i8', expected i32}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<4x!quant.uniform<i8:f32, 1.0>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<4xi32>) -> tensor<4x!quant.uniform<i8:f32, 1.0>>
  return
}

// -----

func.func @subtract_zero_point_c1_type(%acc: tensor<4x!quant.uniform<i32:f32, 1.0>>, %z: tensor<!quant.uniform<u8:f32, 1.0>>, %sums: tensor<4xi32>) {
  // expected-error @+1 {{is not of the accumulator's type}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<4x!quant.uniform<i32:f32, 1.0>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<4xi32>) -> tensor<4x!quant.uniform<i32:f32, 2.0>>
  return
}

// -----

func.func @subtract_zero_point_c1_zero_point(%acc: tensor<4x!quant.uniform<i32:f32, 1.0:3>>, %z: tensor<!quant.uniform<u8:f32, 1.0>>, %sums: tensor<4xi32>) {
  // expected-error @+1 {{accumulator zero point is 3, expected 0}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<4x!quant.uniform<i32:f32, 1.0:3>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<4xi32>) -> tensor<4x!quant.uniform<i32:f32, 1.0:3>>
  return
}

// -----

func.func @subtract_zero_point_c2_codes(%acc: tensor<4x!quant.uniform<i32:f32, 1.0>>, %z: tensor<!quant.uniform<u8:f32, 2.0>>, %sums: tensor<4xi32>) {
  // expected-error @+1 {{zero point 'tensor<!quant.uniform<u8:f32, 2.000000e+00>>' has no 8 bits or not the scale 1}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<4x!quant.uniform<i32:f32, 1.0>>, tensor<!quant.uniform<u8:f32, 2.0>>, tensor<4xi32>) -> tensor<4x!quant.uniform<i32:f32, 1.0>>
  return
}

// -----

func.func @subtract_zero_point_c2_shape(%acc: tensor<3x4x!quant.uniform<i32:f32, 1.0>>, %z: tensor<4x!quant.uniform<u8:f32, 1.0>>, %sums: tensor<4xi32>) {
  // expected-error @+1 {{zero point 'tensor<4x!quant.uniform<u8:f32, 1.000000e+00>>' has neither one value nor one for each row}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<3x4x!quant.uniform<i32:f32, 1.0>>, tensor<4x!quant.uniform<u8:f32, 1.0>>, tensor<4xi32>) -> tensor<3x4x!quant.uniform<i32:f32, 1.0>>
  return
}

// -----

func.func @subtract_zero_point_c3(%acc: tensor<3x4x!quant.uniform<i32:f32, 1.0>>, %z: tensor<!quant.uniform<u8:f32, 1.0>>, %sums: tensor<3xi32>) {
  // expected-error @+1 {{sums 'tensor<3xi32>' does not have one value for each channel}}
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<3x4x!quant.uniform<i32:f32, 1.0>>, tensor<!quant.uniform<u8:f32, 1.0>>, tensor<3xi32>) -> tensor<3x4x!quant.uniform<i32:f32, 1.0>>
  return
}

// -----

func.func @dynamic_dequantize_c1_storage(%acc: tensor<4x!quant.uniform<i8:f32, 1.0>>, %s: tensor<f32>) {
  // expected-error @+1 {{accumulator storage is 'i8', expected i32}}
  %0 = qnn.dynamic_dequantize %acc, %s : (tensor<4x!quant.uniform<i8:f32, 1.0>>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @dynamic_dequantize_c1_axis(%acc: tensor<2x4x!quant.uniform<i32:f32:0, {1.0, 2.0}>>, %s: tensor<f32>) {
  // expected-error @+1 {{accumulator axis 0 is not the last axis}}
  %0 = qnn.dynamic_dequantize %acc, %s : (tensor<2x4x!quant.uniform<i32:f32:0, {1.0, 2.0}>>, tensor<f32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @dynamic_dequantize_c2(%acc: tensor<2x4x!quant.uniform<i32:f32, 1.0>>, %s: tensor<1xf32>) {
  // expected-error @+1 {{scale 'tensor<1xf32>' has neither one value nor one for each row}}
  %0 = qnn.dynamic_dequantize %acc, %s : (tensor<2x4x!quant.uniform<i32:f32, 1.0>>, tensor<1xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @dynamic_dequantize_c3_shape(%acc: tensor<2x4x!quant.uniform<i32:f32, 1.0>>, %s: tensor<f32>) {
  // expected-error @+1 {{output 'tensor<8xf32>' does not have the shape of}}
  %0 = qnn.dynamic_dequantize %acc, %s : (tensor<2x4x!quant.uniform<i32:f32, 1.0>>, tensor<f32>) -> tensor<8xf32>
  return
}

// -----

func.func @dynamic_dequantize_c3_bias(%acc: tensor<2x4x!quant.uniform<i32:f32, 1.0>>, %s: tensor<f32>, %b: tensor<2xf32>) {
  // expected-error @+1 {{bias 'tensor<2xf32>' does not have one value for each channel}}
  %0 = qnn.dynamic_dequantize %acc, %s bias %b : (tensor<2x4x!quant.uniform<i32:f32, 1.0>>, tensor<f32>, tensor<2xf32>) -> tensor<2x4xf32>
  return
}

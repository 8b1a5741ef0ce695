// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

!q = !quant.uniform<i8:f32, 0.5:3>

// N2: quotients 0.5, 1.5, 2.5, -0.5, -1.5 are ties and go to even; then the zero point 3 is added.
// expected-remark@+1 {{i8: 3, 5, 5, 3, 1}}
func.func @ties_to_even() -> tensor<5x!q> {
  %x = qnn.constant dense<[0.25, 0.75, 1.25, -0.25, -0.75]> : tensor<5xf32> as tensor<5xf32>
  %y = qnn.quantize %x : (tensor<5xf32>) -> tensor<5x!q>
  return %y : tensor<5x!q>
}

// NaN is the zero point; infinities and 1e30 saturate.
// expected-remark@+1 {{i8: 3, 127, -128, 127, -128}}
func.func @special_values() -> tensor<5x!q> {
  %x = qnn.constant dense<[0x7fc00000, 0x7f800000, 0xff800000, 1.0e30, -1.0e30]> : tensor<5xf32> as tensor<5xf32>
  %y = qnn.quantize %x : (tensor<5xf32>) -> tensor<5x!q>
  return %y : tensor<5x!q>
}

// expected-remark@+1 {{u16: 65535, 1000, 0}}
func.func @unsigned_16_bits() -> tensor<3x!quant.uniform<u16:f32, 0.5:1000>> {
  %x = qnn.constant dense<[40000.0, 0.1, -500.25]> : tensor<3xf32> as tensor<3xf32>
  %y = qnn.quantize %x : (tensor<3xf32>) -> tensor<3x!quant.uniform<u16:f32, 0.5:1000>>
  return %y : tensor<3x!quant.uniform<u16:f32, 0.5:1000>>
}

// 32 bits saturate exactly.
// expected-remark@+1 {{i32: 2147483647, -2147483648, 16777216}}
func.func @to_32_bits() -> tensor<3x!quant.uniform<i32:f32, 1.0>> {
  %x = qnn.constant dense<[2147483648.0, -3.0e9, 16777216.0]> : tensor<3xf32> as tensor<3xf32>
  %y = qnn.quantize %x : (tensor<3xf32>) -> tensor<3x!quant.uniform<i32:f32, 1.0>>
  return %y : tensor<3x!quant.uniform<i32:f32, 1.0>>
}

// Scales of axis 0: rows are divided by 0.5 and by 2.
// expected-remark@+2 {{i8: 8, 16, 2, 4}}
// expected-remark@+1 {{f32: 4, 8, 4, 8}}
func.func @per_axis() -> (tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 2.0}>>, tensor<2x2xf32>) {
  %x = qnn.constant dense<[[4.0, 8.0], [4.0, 8.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %q = qnn.quantize %x : (tensor<2x2xf32>) -> tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 2.0}>>
  %y = qnn.dequantize %q : (tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 2.0}>>) -> tensor<2x2xf32>
  return %q, %y : tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 2.0}>>, tensor<2x2xf32>
}

!acc = !quant.uniform<i32:f32:1, {0.125, 0.25}>

// N8b: straight from the accumulator.
// expected-remark@+1 {{f32: 125, -250}}
func.func @dequantize_accumulator() -> tensor<1x2xf32> {
  %a = qnn.constant dense<[[1000, -1000]]> : tensor<1x2xi32> as tensor<1x2x!acc>
  %y = qnn.dequantize %a : (tensor<1x2x!acc>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// N5: multipliers 1/4 and 1/2. 10 / 4 = 2.5 and 6 / 4 = 1.5 are ties; 5 / 2 = 2.5; 1000 saturates.
// expected-remark@+1 {{i8: 5, 5, 5, 127}}
func.func @requantize() -> tensor<2x2x!q> {
  %a = qnn.constant dense<[[10, 5], [6, 1000]]> : tensor<2x2xi32> as tensor<2x2x!acc>
  %y = qnn.requantize %a : (tensor<2x2x!acc>) -> tensor<2x2x!q>
  return %y : tensor<2x2x!q>
}

// The zero point added to a result near the end of 32 bits does not wrap.
// expected-remark@+1 {{i8: 127, -128}}
func.func @requantize_large() -> tensor<2x!q> {
  %a = qnn.constant dense<[2147483647, -2147483648]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32, 16.0>>
  %y = qnn.requantize %a : (tensor<2x!quant.uniform<i32:f32, 16.0>>) -> tensor<2x!q>
  return %y : tensor<2x!q>
}

// A fused ReLU is a clamp at the zero point; the slope of N8d acts on t, before it is rounded:
// t = -10 and 10 in column 0 (slope 1/2), -20 and 20 in column 1 (slope 1/16, t = -1.25).
// expected-remark@+2 {{i8: 3, 3, 13, 23}}
// expected-remark@+1 {{i8: -2, 2, 13, 23}}
func.func @clamp_and_slope() -> (tensor<2x2x!q>, tensor<2x2x!q>) {
  %a = qnn.constant dense<[[-40, -40], [40, 40]]> : tensor<2x2xi32> as tensor<2x2x!acc>
  %y = qnn.requantize %a {clamp = array<i64: 3, 127>} : (tensor<2x2x!acc>) -> tensor<2x2x!q>
  %z = qnn.requantize %a {negative_slope = array<f32: 0.5, 0.0625>} : (tensor<2x2x!acc>) -> tensor<2x2x!q>
  return %y, %z : tensor<2x2x!q>, tensor<2x2x!q>
}

// Signed to unsigned storage of the same scale: the zero point moves by 128, no value changes.
// expected-remark@+1 {{u8: 0, 131, 255}}
func.func @change_storage() -> tensor<3x!quant.uniform<u8:f32, 0.5:131>> {
  %x = qnn.constant dense<[-128, 3, 127]> : tensor<3xi8> as tensor<3x!q>
  %y = qnn.requantize %x : (tensor<3x!q>) -> tensor<3x!quant.uniform<u8:f32, 0.5:131>>
  return %y : tensor<3x!quant.uniform<u8:f32, 0.5:131>>
}

// expected-remark@+1 {{f32: 1.5}}
func.func @observe() -> tensor<1xf32> {
  %x = qnn.constant dense<1.5> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.observe %x "00000000000000aa" : tensor<1xf32>
  return %y : tensor<1xf32>
}

// expected-remark@+3 {{i8: 1, -1, 127, -128, 0}}
// expected-remark@+2 {{bool: 1, 1, 1, 1, 1}}
// expected-remark@+1 {{i64: 1, -1, 9223372036854775807, -9223372036854775808, 0}}
func.func @cast_from_float() -> (tensor<5xi8>, tensor<5xi1>, tensor<5xi64>) {
  %x = qnn.constant dense<[1.9, -1.9, 1.0e30, -1.0e30, 0x7fc00000]> : tensor<5xf32> as tensor<5xf32>
  %i = qnn.cast %x : (tensor<5xf32>) -> tensor<5xi8>
  %b = qnn.cast %x : (tensor<5xf32>) -> tensor<5xi1>
  %l = qnn.cast %x : (tensor<5xf32>) -> tensor<5xi64>
  return %i, %b, %l : tensor<5xi8>, tensor<5xi1>, tensor<5xi64>
}

// 16777217 has no f32: ties to even. Integers saturate.
// expected-remark@+2 {{f32: 16777216, -3}}
// expected-remark@+1 {{i16: 32767, -3}}
func.func @cast_from_integer() -> (tensor<2xf32>, tensor<2xi16>) {
  %x = qnn.constant dense<[16777217, -3]> : tensor<2xi64> as tensor<2xi64>
  %f = qnn.cast %x : (tensor<2xi64>) -> tensor<2xf32>
  %i = qnn.cast %x : (tensor<2xi64>) -> tensor<2xi16>
  return %f, %i : tensor<2xf32>, tensor<2xi16>
}

// N8f: silu of -2, -0.5, 0, 1 and 20 is -0.2384, -0.1888, 0, 0.7311 and 20, in steps of 0.01, then times 1 or 2.
// expected-remark@+2 {{i8: -24, -19, 0, 73, 127}}
// expected-remark@+1 {{i16: -48, -38, 0, 146, 4000}}
func.func @rectified() -> (tensor<5x1x!quant.uniform<i8:f32, 0.01>>, tensor<5x1x!quant.uniform<i16:f32, 0.01>>) {
  %acc = qnn.constant dense<[[-8], [-2], [0], [4], [80]]> : tensor<5x1xi32> as tensor<5x1x!quant.uniform<i32:f32, 0.25>>
  %0 = qnn.requantize %acc {function = "silu"} : (tensor<5x1x!quant.uniform<i32:f32, 0.25>>) -> tensor<5x1x!quant.uniform<i8:f32, 0.01>>
  %1 = qnn.requantize %acc {function = "silu", gains = array<f32: 2.0>} : (tensor<5x1x!quant.uniform<i32:f32, 0.25>>) -> tensor<5x1x!quant.uniform<i16:f32, 0.01>>
  return %0, %1 : tensor<5x1x!quant.uniform<i8:f32, 0.01>>, tensor<5x1x!quant.uniform<i16:f32, 0.01>>
}

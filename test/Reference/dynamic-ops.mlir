// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

!u = !quant.uniform<u8:f32, 1.0>
!i = !quant.uniform<i8:f32, 1.0>
!acc = !quant.uniform<i32:f32, 1.0>

// N13, as ONNX Runtime: the range [-2, 3] in 255 steps of 0.0196, zero point 102. NaN is not in the range, and gets the zero point.
// expected-remark@+3 {{u8: 102, 255, 0, 102, 178}}
// expected-remark@+2 {{f32: 0.0196078438}}
// expected-remark@+1 {{u8: 102}}
func.func @per_tensor() -> (tensor<5x!u>, tensor<f32>, tensor<!u>) {
  %x = qnn.constant dense<[0.0, 3.0, -2.0, 0x7fc00000, 1.5]> : tensor<5xf32> as tensor<5xf32>
  %q:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<5xf32>) -> (tensor<5x!u>, tensor<f32>, tensor<!u>)
  return %q#0, %q#1, %q#2 : tensor<5x!u>, tensor<f32>, tensor<!u>
}

// One range for each row; the second holds no negative value.
// expected-remark@+3 {{u8: 0, 255, 85, 255, 170, 85}}
// expected-remark@+2 {{f32: 1, 0.0117647061}}
// expected-remark@+1 {{u8: 100, 0}}
func.func @per_row() -> (tensor<2x3x!u>, tensor<2xf32>, tensor<2x!u>) {
  %x = qnn.constant dense<[[-100.0, 155.0, -15.0], [3.0, 2.0, 1.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %q:3 = qnn.dynamic_quantize %x {formula = "quantc"} : (tensor<2x3xf32>) -> (tensor<2x3x!u>, tensor<2xf32>, tensor<2x!u>)
  return %q#0, %q#1, %q#2 : tensor<2x3x!u>, tensor<2xf32>, tensor<2x!u>
}

// What storage adds to codes, as Plan chooses it, is in the zero point as well: these are the codes of per_tensor.
// expected-remark@+3 {{i8: -26, 127, -128}}
// expected-remark@+2 {{f32: 0.0196078438}}
// expected-remark@+1 {{i8: -26}}
func.func @signed_storage() -> (tensor<3x!quant.uniform<i8:f32, 1.0:-128>>, tensor<f32>, tensor<!quant.uniform<i8:f32, 1.0:-128>>) {
  %x = qnn.constant dense<[0.0, 3.0, -2.0]> : tensor<3xf32> as tensor<3xf32>
  %q:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<3xf32>) -> (tensor<3x!quant.uniform<i8:f32, 1.0:-128>>, tensor<f32>, tensor<!quant.uniform<i8:f32, 1.0:-128>>)
  return %q#0, %q#1, %q#2 : tensor<3x!quant.uniform<i8:f32, 1.0:-128>>, tensor<f32>, tensor<!quant.uniform<i8:f32, 1.0:-128>>
}

// Half of the codes, and the zero point in the middle.
// expected-remark@+3 {{i8: 63, -63, 32}}
// expected-remark@+2 {{f32: 0.5}}
// expected-remark@+1 {{i8: 0}}
func.func @symmetric() -> (tensor<3x!quant.uniform<i8<-64:63>:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<i8<-64:63>:f32, 1.0>>) {
  %x = qnn.constant dense<[31.5, -31.5, 16.0]> : tensor<3xf32> as tensor<3xf32>
  %q:3 = qnn.dynamic_quantize %x {formula = "quantc", symmetric} : (tensor<3xf32>) -> (tensor<3x!quant.uniform<i8<-64:63>:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<i8<-64:63>:f32, 1.0>>)
  return %q#0, %q#1, %q#2 : tensor<3x!quant.uniform<i8<-64:63>:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<i8<-64:63>:f32, 1.0>>
}

// expected-remark@+1 {{i32: 94, -80, -993, -960}}
func.func @subtract_one() -> tensor<2x2x!acc> {
  %a = qnn.constant dense<[[100, -100], [-987, -980]]> : tensor<2x2xi32> as tensor<2x2x!acc>
  %z = qnn.constant dense<2> : tensor<i8> as tensor<!u>
  %s = qnn.constant dense<[3, -10]> : tensor<2xi32> as tensor<2xi32>
  %y = qnn.subtract_zero_point %a, %z, %s : (tensor<2x2x!acc>, tensor<!u>, tensor<2xi32>) -> tensor<2x2x!acc>
  return %y : tensor<2x2x!acc>
}

// Each row has its own, here stored 128 lower; the sum wraps.
// expected-remark@+1 {{i32: 94, -80, 2147482883, 2550}}
func.func @subtract_rows() -> tensor<2x2x!acc> {
  %a = qnn.constant dense<[[100, -100], [-2147483648, 0]]> : tensor<2x2xi32> as tensor<2x2x!acc>
  %z = qnn.constant dense<[-126, 127]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 1.0:-128>>
  %s = qnn.constant dense<[3, -10]> : tensor<2xi32> as tensor<2xi32>
  %0 = qnn.subtract_zero_point %a, %z, %s : (tensor<2x2x!acc>, tensor<2x!quant.uniform<i8:f32, 1.0:-128>>, tensor<2xi32>) -> tensor<2x2x!acc>
  return %0 : tensor<2x2x!acc>
}

// f32(acc) rounds, f32(0.1 * 0.3) rounds, their product rounds, then the bias is added.
// expected-remark@+1 {{f32: 503317.125, 3.75}}
func.func @dequantize() -> tensor<1x2xf32> {
  %a = qnn.constant dense<[[16777217, 11]]> : tensor<1x2xi32> as tensor<1x2x!quant.uniform<i32:f32:1, {0.3, 2.5}>>
  %s = qnn.constant dense<0.1> : tensor<f32> as tensor<f32>
  %b = qnn.constant dense<[0.625, 1.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.dynamic_dequantize %a, %s bias %b : (tensor<1x2x!quant.uniform<i32:f32:1, {0.3, 2.5}>>, tensor<f32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// expected-remark@+1 {{f32: 2, -4, 30, 60}}
func.func @dequantize_rows() -> tensor<2x2xf32> {
  %a = qnn.constant dense<[[1, -2], [3, 6]]> : tensor<2x2xi32> as tensor<2x2x!quant.uniform<i32:f32, 4.0>>
  %s = qnn.constant dense<[0.5, 2.5]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.dynamic_dequantize %a, %s : (tensor<2x2x!quant.uniform<i32:f32, 4.0>>, tensor<2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

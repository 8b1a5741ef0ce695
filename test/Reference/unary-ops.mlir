// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Values between are checked by test/Numerics: here that each op names its function.

!q = !quant.uniform<i8:f32, 0.03125:3>
!p = !quant.uniform<i8:f32, 0.0078125:-10>

// N7. Inputs -4.09375, -1.96875, -0.71875, 0, 0.53125, 1.78125, 3.875; results in steps of 1/128 above -10.
// expected-remark@+12 {{i8: -10, -10, -10, -10, 58, 127, 127}}
// expected-remark@+11 {{i8: -8, 6, 32, 54, 71, 100, 115}}
// expected-remark@+10 {{i8: -128, -128, -89, -10, 52, 111, 118}}
// expected-remark@+9 {{i8: -19, -41, -40, -10, 33, 127, 127}}
// expected-remark@+8 {{i8: -10, -16, -32, -10, 38, 127, 127}}
// expected-remark@+7 {{i8: -128, -128, -98, -10, 60, 116, 118}}
// expected-remark@+6 {{i8: -8, 7, 41, 79, 117, 127, 127}}
// expected-remark@+5 {{i8: -19, -43, -45, -10, 42, 127, 127}}
// expected-remark@+4 {{i8: -8, 8, 52, 118, 127, 127, 127}}
// expected-remark@+3 {{i8: -10, -53, -45, -10, 30, 127, 127}}
// expected-remark@+2 {{i8: 127, 127, 82, -10, 58, 127, 127}}
// expected-remark@+1 {{i8: 127, 127, 82, -10, -78, -128, -128}}
func.func @table() -> (tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>,
                       tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>) {
  %x = qnn.constant dense<[-128, -60, -20, 3, 20, 60, 127]> : tensor<7xi8> as tensor<7x!q>
  %relu = qnn.relu %x : (tensor<7x!q>) -> tensor<7x!p>
  %sigmoid = qnn.sigmoid %x : (tensor<7x!q>) -> tensor<7x!p>
  %tanh = qnn.tanh %x : (tensor<7x!q>) -> tensor<7x!p>
  %silu = qnn.silu %x : (tensor<7x!q>) -> tensor<7x!p>
  %gelu = qnn.gelu %x : (tensor<7x!q>) -> tensor<7x!p>
  %erf = qnn.erf %x : (tensor<7x!q>) -> tensor<7x!p>
  %softplus = qnn.softplus %x : (tensor<7x!q>) -> tensor<7x!p>
  %mish = qnn.mish %x : (tensor<7x!q>) -> tensor<7x!p>
  %exp = qnn.exp %x : (tensor<7x!q>) -> tensor<7x!p>
  %hard_swish = qnn.hard_swish %x : (tensor<7x!q>) -> tensor<7x!p>
  %abs = qnn.abs %x : (tensor<7x!q>) -> tensor<7x!p>
  %neg = qnn.neg %x : (tensor<7x!q>) -> tensor<7x!p>
  return %relu, %sigmoid, %tanh, %silu, %gelu, %erf, %softplus, %mish, %exp, %hard_swish, %abs, %neg
      : tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>,
        tensor<7x!p>, tensor<7x!p>, tensor<7x!p>, tensor<7x!p>
}

// Unsigned storage: inputs and results of the case above, all 128 higher.
// expected-remark@+1 {{u8: 0, 30, 118, 188, 246}}
func.func @unsigned_table() -> tensor<5x!quant.uniform<u8:f32, 0.0078125:118>> {
  %x = qnn.constant dense<[68, 108, 131, 148, 255]> : tensor<5xi8> as tensor<5x!quant.uniform<u8:f32, 0.03125:131>>
  %y = qnn.erf %x : (tensor<5x!quant.uniform<u8:f32, 0.03125:131>>) -> tensor<5x!quant.uniform<u8:f32, 0.0078125:118>>
  return %y : tensor<5x!quant.uniform<u8:f32, 0.0078125:118>>
}

// 16 bits have no table: tanh(16) is 1, tanh(0) is 0.
// expected-remark@+1 {{i16: -32767, 0, 32767}}
func.func @sixteen_bits() -> tensor<3x!quant.uniform<i16:f32, 3.0518509e-05>> {
  %x = qnn.constant dense<[-32768, 0, 32767]> : tensor<3xi16> as tensor<3x!quant.uniform<i16:f32, 0.00048828125>>
  %y = qnn.tanh %x : (tensor<3x!quant.uniform<i16:f32, 0.00048828125>>) -> tensor<3x!quant.uniform<i16:f32, 3.0518509e-05>>
  return %y : tensor<3x!quant.uniform<i16:f32, 3.0518509e-05>>
}

// expected-remark@+7 {{f32: -1, 0.25, 2}}
// expected-remark@+6 {{f32: -1, 0.25, 4}}
// expected-remark@+5 {{f32: -0.499832273, 0.25, 4}}
// expected-remark@+4 {{f32: 0, 0.5625, 1}}
// expected-remark@+3 {{f32: nan, 0.5, 2}}
// expected-remark@+2 {{f32: -0.125, 4, 0.25}}
// expected-remark@+1 {{f32: -512, 0.015625, 64}}
func.func @parameters() -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) {
  %x = qnn.constant dense<[-8.0, 0.25, 4.0]> : tensor<3xf32> as tensor<3xf32>
  %clip = qnn.clip %x {min = -1.0 : f32, max = 2.0 : f32} : (tensor<3xf32>) -> tensor<3xf32>
  %leaky = qnn.leaky_relu %x {alpha = 0.125 : f32} : (tensor<3xf32>) -> tensor<3xf32>
  %elu = qnn.elu %x {alpha = 0.5 : f32} : (tensor<3xf32>) -> tensor<3xf32>
  %hard = qnn.hard_sigmoid %x {alpha = 0.25 : f32, beta = 0.5 : f32} : (tensor<3xf32>) -> tensor<3xf32>
  %sqrt = qnn.sqrt %x : (tensor<3xf32>) -> tensor<3xf32>
  %reciprocal = qnn.reciprocal %x : (tensor<3xf32>) -> tensor<3xf32>
  %cube = qnn.pow_scalar %x {exponent = 3.0 : f32} : (tensor<3xf32>) -> tensor<3xf32>
  return %clip, %leaky, %elu, %hard, %sqrt, %reciprocal, %cube : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}

// expected-remark@+3 {{f32: 0, inf, nan}}
// expected-remark@+2 {{f32: -0, inf, nan}}
// expected-remark@+1 {{f32: nan, inf, nan}}
func.func @infinities_and_nan() -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) {
  %x = qnn.constant dense<[0xff800000, 0x7f800000, 0xffc00001]> : tensor<3xf32> as tensor<3xf32>
  %relu = qnn.relu %x : (tensor<3xf32>) -> tensor<3xf32>
  %gelu_tanh = qnn.gelu_tanh %x : (tensor<3xf32>) -> tensor<3xf32>
  %log = qnn.log %x : (tensor<3xf32>) -> tensor<3xf32>
  return %relu, %gelu_tanh, %log : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}

// Slopes 0.5 and 0.25 of two channels; on 8 bits -4 * 0.25 is 4 steps below the zero point.
// expected-remark@+2 {{f32: -2, -1, 6, 7}}
// expected-remark@+1 {{i8: -5, -1, 27, 31}}
func.func @prelu() -> (tensor<2x2xf32>, tensor<2x2x!quant.uniform<i8:f32, 0.25:3>>) {
  %s = qnn.constant dense<[0.5, 0.25]> : tensor<2xf32> as tensor<2xf32>
  %x = qnn.constant dense<[[-4.0, -4.0], [6.0, 7.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %q = qnn.constant dense<[[-8, -8], [12, 14]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  %y = qnn.prelu %x, %s : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %z = qnn.prelu %q, %s : (tensor<2x2x!quant.uniform<i8:f32, 0.5>>, tensor<2xf32>) -> tensor<2x2x!quant.uniform<i8:f32, 0.25:3>>
  return %y, %z : tensor<2x2xf32>, tensor<2x2x!quant.uniform<i8:f32, 0.25:3>>
}

// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N16. Scales are powers of two where ties are meant; the comments say what quantc gives instead.
!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:-1>
!y = !quant.uniform<i8:f32, 1.0:11>
!w = !quant.uniform<i16:f32, 1.0>
!k = !quant.uniform<i8:f32, 0.125>
!acc8 = !quant.uniform<i32:f32, 0.0625>
!acc16 = !quant.uniform<i32:f32, 0.125>

module attributes {qnn.profile = "tflite"} {
  // Ties away from zero: 1.5, 2.5, 0.5, -0.5, -1.5 (13, 13, 11, 11, 9); NaN is the zero point, infinities saturate.
  // expected-remark@+1 {{i8: 13, 14, 12, 10, 9, 11, 127, -128}}
  func.func @quantize() -> tensor<8x!y> {
    %x = qnn.constant dense<[1.5, 2.5, 0.5, -0.5, -1.5, 0x7fc00000, 0x7f800000, 0xff800000]> : tensor<8xf32> as tensor<8xf32>
    %0 = qnn.quantize %x : (tensor<8xf32>) -> tensor<8x!y>
    return %0 : tensor<8x!y>
  }

  // Of the factor 1/2 there is the first rounding alone, ties up: 0.5, 1.5, -0.5, -2.5 (11, 13, 11, 9); of 1/4 the second
  // as well, away from zero: 0.5, -0.5, 0.25 by way of 0.5 (11, 11, 11). A factor above 1 saturates.
  // expected-remark@+3 {{i8: 12, 13, 11, 9}}
  // expected-remark@+2 {{i8: 12, 10, 12}}
  // expected-remark@+1 {{i8: 127, -128}}
  func.func @requantize() -> (tensor<4x!y>, tensor<3x!y>, tensor<2x!quant.uniform<i8:f32, 1.0e-12>>) {
    %a = qnn.constant dense<[4, 6, 2, -2]> : tensor<4xi8> as tensor<4x!a>
    %0 = qnn.requantize %a : (tensor<4x!a>) -> tensor<4x!y>
    %q = qnn.constant dense<[1, -3, 0]> : tensor<3xi8> as tensor<3x!b>
    %2 = qnn.requantize %q : (tensor<3x!b>) -> tensor<3x!y>
    %b = qnn.constant dense<[4, 2]> : tensor<2xi8> as tensor<2x!a>
    %1 = qnn.requantize %b : (tensor<2x!a>) -> tensor<2x!quant.uniform<i8:f32, 1.0e-12>>
    return %0, %2, %1 : tensor<4x!y>, tensor<3x!y>, tensor<2x!quant.uniform<i8:f32, 1.0e-12>>
  }

  // Accumulators 0.5, 1.5, -0.5, -1.5, 2.5. Of 8-bit activations and of linear layers away from zero (11, 13, 11, 9, 13 and 0, 2,
  // 0, -2, 2); of convolutions with 16-bit activations up.
  // expected-remark@+3 {{i8: 12, 13, 10, 9, 14}}
  // expected-remark@+2 {{i16: 1, 2, -1, -2, 3}}
  // expected-remark@+1 {{i16: 1, 2, 0, -1, 3}}
  func.func @accumulators() -> (tensor<1x5x!y>, tensor<1x5x!w>, tensor<1x1x1x5x!w>) {
    %k = qnn.constant dense<[[4], [12], [-4], [-12], [20]]> : tensor<5x1xi8> as tensor<5x1x!k>
    %a = qnn.constant dense<5> : tensor<1x1xi8> as tensor<1x1x!a>
    %0 = qnn.linear %a, %k : (tensor<1x1x!a>, tensor<5x1x!k>) -> tensor<1x5x!acc8>
    %1 = qnn.requantize %0 : (tensor<1x5x!acc8>) -> tensor<1x5x!y>
    %w = qnn.constant dense<1> : tensor<1x1xi16> as tensor<1x1x!w>
    %2 = qnn.linear %w, %k : (tensor<1x1x!w>, tensor<5x1x!k>) -> tensor<1x5x!acc16>
    %3 = qnn.requantize %2 : (tensor<1x5x!acc16>) -> tensor<1x5x!w>
    %i = qnn.constant dense<1> : tensor<1x1x1x1xi16> as tensor<1x1x1x1x!w>
    %c = qnn.constant dense<[[[[4]]], [[[12]]], [[[-4]]], [[[-12]]], [[[20]]]]> : tensor<5x1x1x1xi8> as tensor<5x1x1x1x!k>
    %4 = qnn.conv2d %i, %c : (tensor<1x1x1x1x!w>, tensor<5x1x1x1x!k>) -> tensor<1x1x1x5x!acc16>
    %5 = qnn.requantize %4 : (tensor<1x1x1x5x!acc16>) -> tensor<1x1x1x5x!w>
    return %1, %3, %5 : tensor<1x5x!y>, tensor<1x5x!w>, tensor<1x1x1x5x!w>
  }

  // 44000 * 0.55 with the mantissa 18022 of 2^15 (24200); in a linear layer 50000 * 0.55.
  // expected-remark@+2 {{i16: 27500}}
  // expected-remark@+1 {{i16: 24199}}
  func.func @mantissa() -> (tensor<1x1x!w>, tensor<1x1x1x1x!w>) {
    %x = qnn.constant dense<25000> : tensor<1x1xi16> as tensor<1x1x!w>
    %k = qnn.constant dense<2> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.55>>
    %0 = qnn.linear %x, %k : (tensor<1x1x!w>, tensor<1x1x!quant.uniform<i8:f32, 0.55>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.55>>
    %1 = qnn.requantize %0 : (tensor<1x1x!quant.uniform<i32:f32, 0.55>>) -> tensor<1x1x!w>
    %i = qnn.constant dense<22000> : tensor<1x1x1x1xi16> as tensor<1x1x1x1x!w>
    %c = qnn.constant dense<2> : tensor<1x1x1x1xi8> as tensor<1x1x1x1x!quant.uniform<i8:f32:0, {0.55}>>
    %2 = qnn.conv2d %i, %c : (tensor<1x1x1x1x!w>, tensor<1x1x1x1x!quant.uniform<i8:f32:0, {0.55}>>) -> tensor<1x1x1x1x!quant.uniform<i32:f32:3, {0.55}>>
    %3 = qnn.requantize %2 : (tensor<1x1x1x1x!quant.uniform<i32:f32:3, {0.55}>>) -> tensor<1x1x1x1x!w>
    return %1, %3 : tensor<1x1x!w>, tensor<1x1x1x1x!w>
  }

  // A slope is N8d, as in quantc: 0.5 to 0, -1 to -0.5 to 0.
  // expected-remark@+1 {{i8: 11, 11}}
  func.func @slope() -> tensor<2x!y> {
    %a = qnn.constant dense<[4, 1]> : tensor<2xi8> as tensor<2x!a>
    %0 = qnn.requantize %a {negative_slope = array<f32: 0.5>} : (tensor<2x!a>) -> tensor<2x!y>
    return %0 : tensor<2x!y>
  }

  // 0.5 + 0 and 127 steps of both; 0.5 - 1; 0.5 * 1 (11, 106; 11; 11), and what is clamped.
  // expected-remark@+4 {{i8: 12, 105}}
  // expected-remark@+3 {{i8: 10}}
  // expected-remark@+2 {{i8: 12}}
  // expected-remark@+1 {{i8: 11}}
  func.func @binary() -> (tensor<2x!y>, tensor<1x!y>, tensor<1x!y>, tensor<1x!y>) {
    %a = qnn.constant dense<[4, 127]> : tensor<2xi8> as tensor<2x!a>
    %b = qnn.constant dense<[-1, 127]> : tensor<2xi8> as tensor<2x!b>
    %0 = qnn.add %a, %b : (tensor<2x!a>, tensor<2x!b>) -> tensor<2x!y>
    %c = qnn.constant dense<4> : tensor<1xi8> as tensor<1x!a>
    %d = qnn.constant dense<3> : tensor<1xi8> as tensor<1x!b>
    %1 = qnn.sub %c, %d : (tensor<1x!a>, tensor<1x!b>) -> tensor<1x!y>
    %2 = qnn.mul %c, %d : (tensor<1x!a>, tensor<1x!b>) -> tensor<1x!y>
    %3 = qnn.mul %c, %d {clamp = array<i64: -128, 11>} : (tensor<1x!a>, tensor<1x!b>) -> tensor<1x!y>
    return %0, %1, %2, %3 : tensor<2x!y>, tensor<1x!y>, tensor<1x!y>, tensor<1x!y>
  }

  // What has the result's type is copied, 0.5 rounded (11).
  // expected-remark@+3 {{i8: 5, 12}}
  // expected-remark@+2 {{i8: 12}}
  // expected-remark@+1 {{i8: 5}}
  func.func @other_types() -> (tensor<2x!y>, tensor<1x!y>, tensor<1x!y>) {
    %a = qnn.constant dense<4> : tensor<1xi8> as tensor<1x!a>
    %y = qnn.constant dense<5> : tensor<1xi8> as tensor<1x!y>
    %0 = qnn.concat %y, %a {axis = 0 : i64} : (tensor<1x!y>, tensor<1x!a>) -> tensor<2x!y>
    %1 = qnn.max %y, %a : (tensor<1x!y>, tensor<1x!a>) -> tensor<1x!y>
    %2 = qnn.min %y, %a : (tensor<1x!y>, tensor<1x!a>) -> tensor<1x!y>
    return %0, %1, %2 : tensor<2x!y>, tensor<1x!y>, tensor<1x!y>
  }

  // Averages of the codes 11.5 and -2.5 (11, -3); of another type 0.5 (11), and padding counted 1.25, by way of 1.5 (12). A
  // mean of 2.5 (13).
  // expected-remark@+4 {{i8: 12, -3}}
  // expected-remark@+3 {{i8: 12}}
  // expected-remark@+2 {{i8: 13}}
  // expected-remark@+1 {{i8: 14}}
  func.func @means() -> (tensor<1x1x2x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>) {
    %x = qnn.constant dense<[[[[11], [12], [-3], [-2]]]]> : tensor<1x1x4x1xi8> as tensor<1x1x4x1x!y>
    %0 = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>} : (tensor<1x1x4x1x!y>) -> tensor<1x1x2x1x!y>
    %a = qnn.constant dense<[[[[4], [4]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!a>
    %1 = qnn.avg_pool2d %a {kernel = array<i64: 1, 2>} : (tensor<1x1x2x1x!a>) -> tensor<1x1x1x1x!y>
    %z = qnn.constant dense<[[[[16]]]]> : tensor<1x1x1x1xi8> as tensor<1x1x1x1x!y>
    %2 = qnn.avg_pool2d %z {kernel = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>, count_include_pad = true} : (tensor<1x1x1x1x!y>) -> tensor<1x1x1x1x!y>
    %h = qnn.constant dense<[[[[13], [14]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!y>
    %3 = qnn.reduce %h {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x1x2x1x!y>) -> tensor<1x1x1x1x!y>
    return %0, %1, %2, %3 : tensor<1x1x2x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>
  }

  // The codes -2, -1.5, -0.5 and 0 (the second and third are -2 and -1 by ties to even of the differences, as here).
  // expected-remark@+1 {{i8: -2, -2, -1, 0}}
  func.func @resize() -> tensor<1x1x4x1x!y> {
    %x = qnn.constant dense<[[[[-2], [0]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!y>
    %0 = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 1.0, 2.0>} : (tensor<1x1x2x1x!y>) -> tensor<1x1x4x1x!y>
    return %0 : tensor<1x1x4x1x!y>
  }

  // Of 0.5, -0.5 and -1: relu; leaky_relu with slope 0.5; clip to [-0.5, 1.5], of -0.5 first, and of 62; abs. Halves go up after one rounding.
  // expected-remark@+4 {{i8: 12, 11, 11}}
  // expected-remark@+3 {{i8: 12, 11, 10}}
  // expected-remark@+2 {{i8: 11, 12, 10, 13}}
  // expected-remark@+1 {{i8: 12, 12, 12}}
  func.func @functions() -> (tensor<3x!y>, tensor<3x!y>, tensor<4x!y>, tensor<3x!y>) {
    %x = qnn.constant dense<[4, 2, 1]> : tensor<3xi8> as tensor<3x!a>
    %0 = qnn.relu %x : (tensor<3x!a>) -> tensor<3x!y>
    %1 = qnn.leaky_relu %x {alpha = 0.5 : f32} : (tensor<3x!a>) -> tensor<3x!y>
    %c = qnn.constant dense<[2, 4, 1, 127]> : tensor<4xi8> as tensor<4x!a>
    %2 = qnn.clip %c {min = -0.5 : f32, max = 1.5 : f32} : (tensor<4x!a>) -> tensor<4x!y>
    %3 = qnn.abs %x : (tensor<3x!a>) -> tensor<3x!y>
    return %0, %1, %2, %3 : tensor<3x!y>, tensor<3x!y>, tensor<4x!y>, tensor<3x!y>
  }

  // hard_swish a step below quantc's, which are -107, -35; then relu, sigmoid and tanh of 16 bits. quantc: 23955, 8813, 32767.
  // expected-remark@+4 {{i8: -108, -36}}
  // expected-remark@+3 {{i16: 1, 0}}
  // expected-remark@+2 {{i16: 16384, 23956, 8812, 32767, 1}}
  // expected-remark@+1 {{i16: 0, 24956, -24956, 32765, -32767}}
  func.func @fixed_functions() -> (tensor<2x!quant.uniform<i8:f32, 0.05:-100>>, tensor<2x!w>, tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>, tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>) {
    %x = qnn.constant dense<[-36, 74]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 0.043:-1>>
    %0 = qnn.hard_swish %x : (tensor<2x!quant.uniform<i8:f32, 0.043:-1>>) -> tensor<2x!quant.uniform<i8:f32, 0.05:-100>>
    %r = qnn.constant dense<[1, -1]> : tensor<2xi16> as tensor<2x!quant.uniform<i16:f32, 0.5>>
    %1 = qnn.relu %r : (tensor<2x!quant.uniform<i16:f32, 0.5>>) -> tensor<2x!w>
    %s = qnn.constant dense<[0, 1000, -1000, 20000, -20000]> : tensor<5xi16> as tensor<5x!quant.uniform<i16:f32, 0.001>>
    %2 = qnn.sigmoid %s : (tensor<5x!quant.uniform<i16:f32, 0.001>>) -> tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>
    %t = qnn.constant dense<[0, 1000, -1000, 5000, -20000]> : tensor<5xi16> as tensor<5x!quant.uniform<i16:f32, 0.001>>
    %3 = qnn.tanh %t : (tensor<5x!quant.uniform<i16:f32, 0.001>>) -> tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>
    return %0, %1, %2, %3 : tensor<2x!quant.uniform<i8:f32, 0.05:-100>>, tensor<2x!w>, tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>, tensor<5x!quant.uniform<i16:f32, 0.000030517578125>>
  }

  // Of 16 bits quantc gives 0, 0, 0, 26200, 6568 first. The last one's type is not the fixed one: by way of float.
  // expected-remark@+3 {{i8: -113, -110, -127, 88, -121, -75, -75, -75, -75, -85}}
  // expected-remark@+2 {{i16: 2, 2, 2, 26196, 6567, 6554, 6554, 6554, 6554, 6554}}
  // expected-remark@+1 {{i8: 1, 1}}
  func.func @softmax() -> (tensor<2x5x!quant.uniform<i8:f32, 0.00390625:-128>>, tensor<2x5x!quant.uniform<i16:f32, 0.000030517578125>>, tensor<2x!quant.uniform<i8:f32, 0.5>>) {
    %x = qnn.constant dense<[[10, 12, -20, 37, 3], [0, 0, 0, 0, -2]]> : tensor<2x5xi8> as tensor<2x5x!quant.uniform<i8:f32, 0.1:9>>
    %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<2x5x!quant.uniform<i8:f32, 0.1:9>>) -> tensor<2x5x!quant.uniform<i8:f32, 0.00390625:-128>>
    %w = qnn.constant dense<[[1000, 2000, -3000, 32767, 30000], [7, 7, 7, 7, 7]]> : tensor<2x5xi16> as tensor<2x5x!quant.uniform<i16:f32, 0.0005>>
    %1 = qnn.softmax %w {axis = 1 : i64} : (tensor<2x5x!quant.uniform<i16:f32, 0.0005>>) -> tensor<2x5x!quant.uniform<i16:f32, 0.000030517578125>>
    %z = qnn.constant dense<[5, 5]> : tensor<2xi8> as tensor<2x!a>
    %2 = qnn.softmax %z {axis = 0 : i64} : (tensor<2x!a>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
    return %0, %1, %2 : tensor<2x5x!quant.uniform<i8:f32, 0.00390625:-128>>, tensor<2x5x!quant.uniform<i16:f32, 0.000030517578125>>, tensor<2x!quant.uniform<i8:f32, 0.5>>
  }
}

// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N11. Scales are powers of two, so that ties are ties; the zero point of the results is odd.
!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:-1>
!y = !quant.uniform<i8:f32, 1.0:11>
!u = !quant.uniform<u8:f32, 1.0:11>

module attributes {qnn.profile = "torch-qnnpack"} {
  // 1.5, 2.5, 0.5 and -0.5, with the zero point inside, go to even codes. N2 gives 13, 13, 11, 11, and of NaN the same.
  // expected-remark@+2 {{i8: 12, 14, 12, 10, 11, 127}}
  // expected-remark@+1 {{i8: 12, 12}}
  func.func @casts() -> (tensor<6x!y>, tensor<2x!y>) {
    %x = qnn.constant dense<[1.5, 2.5, 0.5, -0.5, 0x7fc00000, 0x7f800000]> : tensor<6xf32> as tensor<6xf32>
    %0 = qnn.quantize %x : (tensor<6xf32>) -> tensor<6x!y>
    %a = qnn.constant dense<[4, 6]> : tensor<2xi8> as tensor<2x!a>
    %1 = qnn.requantize %a : (tensor<2x!a>) -> tensor<2x!y>
    return %0, %1 : tensor<6x!y>, tensor<2x!y>
  }

  // The sum is rounded and then the zero point added, as in N8: 1.5, 2.5; and products 0.5, 1.5 (N5).
  // expected-remark@+2 {{i8: 13, 13}}
  // expected-remark@+1 {{i8: 11, 13}}
  func.func @binary() -> (tensor<2x!y>, tensor<2x!y>) {
    %a = qnn.constant dense<[5, 6]> : tensor<2xi8> as tensor<2x!a>
    %b = qnn.constant dense<[1, 3]> : tensor<2xi8> as tensor<2x!b>
    %add = qnn.add %a, %b : (tensor<2x!a>, tensor<2x!b>) -> tensor<2x!y>
    %mul = qnn.mul %a, %b : (tensor<2x!a>, tensor<2x!b>) -> tensor<2x!y>
    return %add, %mul : tensor<2x!y>, tensor<2x!y>
  }

  // What has the result's type is copied, the other cast.
  // expected-remark@+1 {{i8: 5, 12}}
  func.func @concat() -> tensor<2x!y> {
    %a = qnn.constant dense<4> : tensor<1xi8> as tensor<1x!a>
    %y = qnn.constant dense<5> : tensor<1xi8> as tensor<1x!y>
    %0 = qnn.concat %y, %a {axis = 0 : i64} : (tensor<1x!y>, tensor<1x!a>) -> tensor<2x!y>
    return %0 : tensor<2x!y>
  }

  // 0.5, 2.5, 0.5, 2.5, 2.5: of signed values the zero point comes first, of unsigned ones not in a pool, unless it leaves out padding.
  // expected-remark@+5 {{u8: 14, 15}}
  // expected-remark@+4 {{u8: 13, 13}}
  // expected-remark@+3 {{i8: 12}}
  // expected-remark@+2 {{i8: 14}}
  // expected-remark@+1 {{u8: 11}}
  func.func @means() -> (tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!u>, tensor<1x1x2x1x!u>, tensor<1x1x2x1x!u>) {
    %x = qnn.constant dense<[[[[11], [12]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!y>
    %0 = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x1x2x1x!y>) -> tensor<1x1x1x1x!y>
    %z = qnn.constant dense<[[[[13], [14]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!y>
    %1 = qnn.avg_pool2d %z {kernel = array<i64: 1, 2>} : (tensor<1x1x2x1x!y>) -> tensor<1x1x1x1x!y>
    %u = qnn.constant dense<[[[[11], [12]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!u>
    %2 = qnn.avg_pool2d %u {kernel = array<i64: 1, 2>} : (tensor<1x1x2x1x!u>) -> tensor<1x1x1x1x!u>
    %v = qnn.constant dense<[[[[13], [14], [15]]]]> : tensor<1x1x3x1xi8> as tensor<1x1x3x1x!u>
    %3 = qnn.avg_pool2d %v {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>, pads = array<i64: 0, 0, 0, 1>} : (tensor<1x1x3x1x!u>) -> tensor<1x1x2x1x!u>
    %4 = qnn.avg_pool2d %v {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>, pads = array<i64: 0, 0, 0, 1>, count_include_pad = true} : (tensor<1x1x3x1x!u>) -> tensor<1x1x2x1x!u>
    return %0, %1, %2, %3, %4 : tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>, tensor<1x1x1x1x!u>, tensor<1x1x2x1x!u>, tensor<1x1x2x1x!u>
  }

  // Of u8 a mean over height and width has the zero point last, any other first: 0.5 of both.
  // expected-remark@+2 {{u8: 11}}
  // expected-remark@+1 {{u8: 12}}
  func.func @unsigned_means() -> (tensor<1x1x1x1x!u>, tensor<1x1x1x1x!u>) {
    %x = qnn.constant dense<[[[[11], [12]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!u>
    %0 = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x1x2x1x!u>) -> tensor<1x1x1x1x!u>
    %1 = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 2>} : (tensor<1x1x2x1x!u>) -> tensor<1x1x1x1x!u>
    return %0, %1 : tensor<1x1x1x1x!u>, tensor<1x1x1x1x!u>
  }

  // 1.5 and 5.5 and the zero point 3 are 4.5 and 8.5.
  // expected-remark@+1 {{i8: 4, 8}}
  func.func @resize() -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:3>> {
    %z = qnn.constant dense<[[[[-1, 7], [10, 10]]]]> : tensor<1x1x2x2xi8> as tensor<1x1x2x2x!quant.uniform<i8:f32, 0.5:3>>
    %b = qnn.resize %z {mode = 1, coordinates = 0, rounding = 0, scales = array<f64: 1.0, 0.5>} : (tensor<1x1x2x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:3>>
    return %b : tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:3>>
  }

  // With a scale for each channel, and to 32 bits, the zero point comes last: 2.5 and 3 are 5, with the zero point inside 6; and
  // the product with the reciprocal of 0.1, 3.49999976, and with that of 0.3 are none of the quotients.
  // expected-remark@+2 {{i8: 5, 16}}
  // expected-remark@+1 {{i32: 5}}
  func.func @quantize_other_types() -> (tensor<2x!quant.uniform<i8:f32:0, {0.5:3,0.0625}>>, tensor<1x!quant.uniform<i32:f32, 0.5:3>>) {
    %x = qnn.constant dense<[1.25, 1.0]> : tensor<2xf32> as tensor<2xf32>
    %c = qnn.constant dense<1.25> : tensor<1xf32> as tensor<1xf32>
    %0 = qnn.quantize %x : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32:0, {0.5:3,0.0625}>>
    %1 = qnn.quantize %c : (tensor<1xf32>) -> tensor<1x!quant.uniform<i32:f32, 0.5:3>>
    return %0, %1 : tensor<2x!quant.uniform<i8:f32:0, {0.5:3,0.0625}>>, tensor<1x!quant.uniform<i32:f32, 0.5:3>>
  }
}

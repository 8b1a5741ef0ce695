// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N11e, and what torch-x86 averages (N11d). Scales are powers of two, so that ties are ties; the zero point of the results is odd.
!acc = !quant.uniform<i32:f32, 0.5>
!each = !quant.uniform<i32:f32:1, {0.5, 0.10000000149011612}>
!y = !quant.uniform<i8:f32, 1.0:11>
!u = !quant.uniform<u8:f32, 1.0:11>
!fine = !quant.uniform<i8:f32, 3.7252902984619141E-9:11>

module attributes {qnn.profile = "torch-x86"} {
  // 1.5, 2.5 and -0.5, with the zero point inside, go to even codes; N5 gives 13, 13 and 11. Then 1.5, 3.5 and -2.5 with biases.
  // expected-remark@+2 {{i8: 12, 14, 10}}
  // expected-remark@+1 {{i8: 12, 14, 8}}
  func.func @accumulators() -> (tensor<1x3x!y>, tensor<1x3x!y>) {
    %a = qnn.constant dense<[[3, 5, -1]]> : tensor<1x3xi32> as tensor<1x3x!acc>
    %0 = qnn.requantize %a : (tensor<1x3x!acc>) -> tensor<1x3x!y>
    %b = qnn.constant dense<[[2, 3, 1]]> : tensor<1x3xi32> as tensor<1x3x!acc>
    %1 = qnn.requantize %b {bias = array<f32: 0.5, 2.0, -3.0>} : (tensor<1x3x!acc>) -> tensor<1x3x!y>
    return %0, %1 : tensor<1x3x!y>, tensor<1x3x!y>
  }

  // Product and bias are rounded once: 3 times the f32 next to 0.1 is 2 fine steps less than the f32 next to 0.3, and only their
  // f32 are equal. The first channel is 1.5 - 1.5.
  // expected-remark@+1 {{i8: 11, 9}}
  func.func @one_rounding() -> tensor<1x2x!fine> {
    %a = qnn.constant dense<[[3, 3]]> : tensor<1x2xi32> as tensor<1x2x!each>
    %0 = qnn.requantize %a {bias = array<f32: -1.5, -0.300000012>} : (tensor<1x2x!each>) -> tensor<1x2x!fine>
    return %0 : tensor<1x2x!fine>
  }

  // The clamp holds for the code; what leaves the range saturates, infinities too.
  // expected-remark@+2 {{i8: 13, 14, 20, 20}}
  // expected-remark@+1 {{i8: 127, -128}}
  func.func @limits() -> (tensor<1x4x!y>, tensor<1x2x!fine>) {
    %a = qnn.constant dense<[[-100, 5, 19, 100]]> : tensor<1x4xi32> as tensor<1x4x!acc>
    %0 = qnn.requantize %a {clamp = array<i64: 13, 20>, bias = array<f32: 0.0, 0.0, 0.0, 0.0>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %b = qnn.constant dense<[[1, -1]]> : tensor<1x2xi32> as tensor<1x2x!each>
    %1 = qnn.requantize %b {bias = array<f32: 3.0e38, -3.0e38>} : (tensor<1x2x!each>) -> tensor<1x2x!fine>
    return %0, %1 : tensor<1x4x!y>, tensor<1x2x!fine>
  }

  // With a slope it is N8d; a sum that takes an accumulator N8a; a float result N8b: the zero point comes last.
  // expected-remark@+3 {{i8: 13, 10}}
  // expected-remark@+2 {{i8: 13}}
  // expected-remark@+1 {{f32: 1.5}}
  func.func @as_quantc() -> (tensor<1x2x!y>, tensor<1x1x!y>, tensor<1x1xf32>) {
    %a = qnn.constant dense<[[3, -2]]> : tensor<1x2xi32> as tensor<1x2x!acc>
    %0 = qnn.requantize %a {negative_slope = array<f32: 0.75>} : (tensor<1x2x!acc>) -> tensor<1x2x!y>
    %b = qnn.constant dense<3> : tensor<1x1xi32> as tensor<1x1x!acc>
    %z = qnn.constant dense<11> : tensor<1x1xi8> as tensor<1x1x!y>
    %1 = qnn.add %b, %z : (tensor<1x1x!acc>, tensor<1x1x!y>) -> tensor<1x1x!y>
    %2 = qnn.dequantize %b : (tensor<1x1x!acc>) -> tensor<1x1xf32>
    return %0, %1, %2 : tensor<1x2x!y>, tensor<1x1x!y>, tensor<1x1xf32>
  }

  // 0.5 and 2.5: of unsigned values, too, the zero point comes first. Casts are those of torch-qnnpack.
  // expected-remark@+2 {{u8: 12, 14}}
  // expected-remark@+1 {{u8: 14, 12}}
  func.func @shared_with_qnnpack() -> (tensor<1x1x2x1x!u>, tensor<2x!u>) {
    %x = qnn.constant dense<[[[[11], [12], [13], [14]]]]> : tensor<1x1x4x1xi8> as tensor<1x1x4x1x!u>
    %0 = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>} : (tensor<1x1x4x1x!u>) -> tensor<1x1x2x1x!u>
    %r = qnn.constant dense<[2.5, 1.5]> : tensor<2xf32> as tensor<2xf32>
    %1 = qnn.quantize %r : (tensor<2xf32>) -> tensor<2x!u>
    return %0, %1 : tensor<1x1x2x1x!u>, tensor<2x!u>
  }
}

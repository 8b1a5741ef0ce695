// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Operands [2, 1] and [2] broadcast to [2, 2].
// expected-remark@+5 {{f32: 9, 12, 7, 10}}
// expected-remark@+4 {{f32: 7, 4, 5, 2}}
// expected-remark@+3 {{f32: 8, 32, 6, 24}}
// expected-remark@+2 {{f32: 8, 2, 6, 1.5}}
// expected-remark@+1 {{f32: 8, 4096, 6, 1296}}
func.func @float() -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %a = qnn.constant dense<[[8.0], [6.0]]> : tensor<2x1xf32> as tensor<2x1xf32>
  %b = qnn.constant dense<[1.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %add = qnn.add %a, %b : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %sub = qnn.sub %a, %b : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %mul = qnn.mul %a, %b : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %div = qnn.div %a, %b : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %pow = qnn.pow %a, %b : (tensor<2x1xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %add, %sub, %mul, %div, %pow : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

// A NaN on either side wins.
// expected-remark@+2 {{f32: 1, nan, nan}}
// expected-remark@+1 {{f32: 2, nan, nan}}
func.func @min_and_max() -> (tensor<3xf32>, tensor<3xf32>) {
  %a = qnn.constant dense<[1.0, 0x7fc00000, 1.0]> : tensor<3xf32> as tensor<3xf32>
  %b = qnn.constant dense<[2.0, 2.0, 0x7fc00000]> : tensor<3xf32> as tensor<3xf32>
  %min = qnn.min %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %max = qnn.max %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %min, %max : tensor<3xf32>, tensor<3xf32>
}

!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:-1>
!y = !quant.uniform<i8:f32, 1.0:10>

// N8. Differences a = 2, 3, 100 (times 0.5); b = 2, 4, 100 (times 0.25):
// 1.5 and 2.5 are ties, 75 is not; 1 - 0.5, 1.5 - 1, 50 - 25; products 4, 12, 10000 times 0.125.
// expected-remark@+5 {{i8: 12, 12, 85}}
// expected-remark@+4 {{i8: 10, 10, 35}}
// expected-remark@+3 {{i8: 10, 12, 127}}
// expected-remark@+2 {{i8: 10, 11, 35}}
// expected-remark@+1 {{i8: 11, 12, 60}}
func.func @quantized() -> (tensor<3x!y>, tensor<3x!y>, tensor<3x!y>, tensor<3x!y>, tensor<3x!y>) {
  %a = qnn.constant dense<[5, 6, 103]> : tensor<3xi8> as tensor<3x!a>
  %b = qnn.constant dense<[1, 3, 99]> : tensor<3xi8> as tensor<3x!b>
  %add = qnn.add %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
  %sub = qnn.sub %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
  %mul = qnn.mul %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
  %min = qnn.min %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
  %max = qnn.max %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
  return %add, %sub, %mul, %min, %max : tensor<3x!y>, tensor<3x!y>, tensor<3x!y>, tensor<3x!y>, tensor<3x!y>
}

!acc = !quant.uniform<i32:f32:1, {0.125, 0.25}>

// N8a: the accumulator enters unrounded: 20 / 8 + 0.5 = 3 and 10 / 4 + 0.5 = 3, where two roundings
// would give 2. Then a clamp; then N8d on t = -20 / 8 + 0.5 = -2 (slope 1/2) and -10 / 4 - 0.5 = -3 (slope 1/4).
// expected-remark@+4 {{i8: 13, 13}}
// expected-remark@+3 {{i8: 12, 12}}
// expected-remark@+2 {{i8: 9, 9}}
// expected-remark@+1 {{i8: 8, 8}}
func.func @accumulator() -> (tensor<1x2x!y>, tensor<1x2x!y>, tensor<1x2x!y>, tensor<1x2x!y>) {
  %p = qnn.constant dense<[[20, 10]]> : tensor<1x2xi32> as tensor<1x2x!acc>
  %n = qnn.constant dense<[[-20, -10]]> : tensor<1x2xi32> as tensor<1x2x!acc>
  %r = qnn.constant dense<[[4, 4]]> : tensor<1x2xi8> as tensor<1x2x!a>
  %s = qnn.constant dense<[[4, 2]]> : tensor<1x2xi8> as tensor<1x2x!a>
  %add = qnn.add %p, %r : (tensor<1x2x!acc>, tensor<1x2x!a>) -> tensor<1x2x!y>
  %clamp = qnn.add %r, %p {clamp = array<i64: 10, 12>} : (tensor<1x2x!a>, tensor<1x2x!acc>) -> tensor<1x2x!y>
  %slope = qnn.add %n, %s {negative_slope = array<f32: 0.5, 0.25>} : (tensor<1x2x!acc>, tensor<1x2x!a>) -> tensor<1x2x!y>
  %sub = qnn.sub %r, %p : (tensor<1x2x!a>, tensor<1x2x!acc>) -> tensor<1x2x!y>
  return %add, %clamp, %slope, %sub : tensor<1x2x!y>, tensor<1x2x!y>, tensor<1x2x!y>, tensor<1x2x!y>
}

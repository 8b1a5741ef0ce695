// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Leading axes are rows; 17 outputs do not fill the evaluator's vectors.
// expected-remark@+1 {{f32: 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34}}
func.func @seventeen_outputs() -> tensor<2x1x17xf32> {
  %x = qnn.constant dense<[[[10.0, 1.0]], [[30.0, 2.0]]]> : tensor<2x1x2xf32> as tensor<2x1x2xf32>
  %w = qnn.constant dense<[[1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0],
                           [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]> : tensor<17x2xf32> as tensor<17x2xf32>
  %y = qnn.linear %x, %w : (tensor<2x1x2xf32>, tensor<17x2xf32>) -> tensor<2x1x17xf32>
  return %y : tensor<2x1x17xf32>
}

!x8 = !quant.uniform<i8:f32, 0.5:-3>
!w8 = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>
!b = !quant.uniform<i32:f32:0, {0.25, 0.125}>
!acc = !quant.uniform<i32:f32:1, {0.25, 0.125}>

// (1 + 3) * 1 + (2 + 3) * 2 + 100; (1 + 3) * 3 + (2 + 3) * 4 - 100.
// expected-remark@+1 {{i32: 114, -68}}
func.func @quantized() -> tensor<1x2x!acc> {
  %x = qnn.constant dense<[[1, 2]]> : tensor<1x2xi8> as tensor<1x2x!x8>
  %w = qnn.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!w8>
  %b = qnn.constant dense<[100, -100]> : tensor<2xi32> as tensor<2x!b>
  %y = qnn.linear %x, %w bias %b : (tensor<1x2x!x8>, tensor<2x2x!w8>, tensor<2x!b>) -> tensor<1x2x!acc>
  return %y : tensor<1x2x!acc>
}

!x16 = !quant.uniform<i16:f32, 0.5:-32768>
!w = !quant.uniform<i8<-127:127>:f32, 0.5>
!acc16 = !quant.uniform<i32:f32, 0.25>

// N8c: 259 * 65535 * 127 leaves 32 bits, the sum with the bias does not.
// expected-remark@+1 {{i32: 2055642755}}
func.func @partial_sums_beyond_32_bits() -> tensor<1x1x!acc16> {
  %x = qnn.constant dense<32767> : tensor<1x259xi16> as tensor<1x259x!x16>
  %w = qnn.constant dense<127> : tensor<1x259xi8> as tensor<1x259x!w>
  %b = qnn.constant dense<-100000000> : tensor<1xi32> as tensor<1x!acc16>
  %y = qnn.linear %x, %w bias %b : (tensor<1x259x!x16>, tensor<1x259x!w>, tensor<1x!acc16>) -> tensor<1x1x!acc16>
  return %y : tensor<1x1x!acc16>
}

// The bias is added last (N9): 2^-24 twice is 2^-23, which 1 + 2^-24 + 2^-24 would lose to two ties.
// expected-remark@+1 {{f32: 1.00000012}}
func.func @bias_after_the_sum() -> tensor<1x1xf32> {
  %x = qnn.constant dense<5.9604644775390625e-8> : tensor<1x2xf32> as tensor<1x2xf32>
  %w = qnn.constant dense<1.0> : tensor<1x2xf32> as tensor<1x2xf32>
  %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.linear %x, %w bias %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

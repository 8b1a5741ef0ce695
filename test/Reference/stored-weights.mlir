// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N12: (2 * 1 + 3 * -2) * 0.5 + 1; (2 * 127 + 3 * -127) * 0.25 - 1.
// expected-remark@+1 {{f32: -1, -32.75}}
func.func @per_channel() -> tensor<1x2xf32> {
  %x = qnn.constant dense<[[2.0, 3.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %w = qnn.constant dense<[[1, -2], [127, -127]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>>
  %b = qnn.constant dense<[1.0, -1.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.linear %x, %w bias %b : (tensor<1x2xf32>, tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// Zero points: (2 * (15 - 1) + 3 * (0 - 1)) * 0.5; (2 * (1 - 2) + 3 * (15 - 2)) * 0.25.
// expected-remark@+1 {{f32: 12.5, 9.25}}
func.func @zero_points() -> tensor<1x2xf32> {
  %x = qnn.constant dense<[[2.0, 3.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %w = qnn.constant dense<[[-1, 0], [1, -1]]> : tensor<2x2xi4> as tensor<2x2x!quant.uniform<u4:f32:0, {0.5:1, 0.25:2}>>
  %y = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2x!quant.uniform<u4:f32:0, {0.5:1, 0.25:2}>>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// The scale comes after the sum: 16777217 is a tie that rounds to even, and half of the sum is exact.
// The sum of the products with real weights would be 8388608.5.
// expected-remark@+1 {{f32: 8388608}}
func.func @scale_comes_last() -> tensor<1x1xf32> {
  %x = qnn.constant dense<[[16777216.0, 1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %w = qnn.constant dense<1> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 0.5>>
  %y = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<1x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

!s4 = !quant.uniform<i4:f32, 1.0>
!s2 = !quant.uniform<i2:f32, 1.0>

// Groups of two, the last of one, two rows: (1 + 2 * 2) * 0.5 + (3 * -8 + 4 * 7) * 2 + 5 * 1 * -4 + 100 and so on.
// expected-remark@+1 {{f32: 90.5, 6, 98.5, 0}}
func.func @groups() -> tensor<2x2xf32> {
  %x = qnn.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 0.0, 0.0, 0.0, 0.5]]> : tensor<2x5xf32> as tensor<2x5xf32>
  %w = qnn.constant dense<[[1, 2, -8, 7, 1], [0, 1, 1, 1, 0]]> : tensor<2x5xi4> as tensor<2x5x!s4>
  %s = qnn.constant dense<[[0.5, 2.0, -4.0], [-0.5, 1.0, 8.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %b = qnn.constant dense<[100.0, 0.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.linear %x, %w bias %b scales %s {group_size = 2 : i64} : (tensor<2x5xf32>, tensor<2x5x!s4>, tensor<2xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// ((1 - 1) * 1 + (-2 - 1) * 2) * 0.5 + ((0 + 2) * 3) * 2.
// expected-remark@+1 {{f32: 9}}
func.func @zero_points_of_groups() -> tensor<1x1xf32> {
  %x = qnn.constant dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32> as tensor<1x3xf32>
  %w = qnn.constant dense<[[1, -2, 0]]> : tensor<1x3xi2> as tensor<1x3x!s2>
  %s = qnn.constant dense<[[0.5, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %z = qnn.constant dense<[[1, -2]]> : tensor<1x2xi2> as tensor<1x2x!s2>
  %y = qnn.linear %x, %w scales %s zero_points %z {group_size = 2 : i64} : (tensor<1x3xf32>, tensor<1x3x!s2>, tensor<1x2xf32>, tensor<1x2x!s2>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// 16-bit floats are their values, subnormal ones too.
// expected-remark@+1 {{f32: 3.5, 1}}
func.func @halves() -> tensor<1x2xf32> {
  %x = qnn.constant dense<[[2.0, 16777216.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %w = qnn.constant dense<[[1.75, 0.0], [0.0, 5.9604644775390625e-8]]> : tensor<2x2xf16> as tensor<2x2xf16>
  %y = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf16>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// A grouped convolution with pads: each channel by a filter of two taps.
// expected-remark@+1 {{f32: 1, -0.75, 2.5, -1}}
func.func @convolution() -> tensor<1x1x2x2xf32> {
  %x = qnn.constant dense<[[[[1.0, 1.0], [2.0, 1.0]]]]> : tensor<1x1x2x2xf32> as tensor<1x1x2x2xf32>
  %w = qnn.constant dense<[[[[1], [2]]], [[[1], [-1]]]]> : tensor<2x1x2x1xi8> as tensor<2x1x2x1x!quant.uniform<i8:f32:0, {0.5, 0.25:2}>>
  %y = qnn.conv2d %x, %w {groups = 2 : i64, pads = array<i64: 0, 1, 0, 0>} : (tensor<1x1x2x2xf32>, tensor<2x1x2x1x!quant.uniform<i8:f32:0, {0.5, 0.25:2}>>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// expected-remark@+1 {{f32: 2.5}}
func.func @convolution_of_bfloats() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<1.0> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
  %w = qnn.constant dense<1.25> : tensor<1x1x2x1xbf16> as tensor<1x1x2x1xbf16>
  %y = qnn.conv2d %x, %w : (tensor<1x1x2x1xf32>, tensor<1x1x2x1xbf16>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

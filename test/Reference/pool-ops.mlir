// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N6: padding is ignored, also by the maximum of negative values; a NaN wins.
// expected-remark@+1 {{f32: -4, -3, -2, nan}}
func.func @max_pool() -> tensor<1x1x4x1xf32> {
  %x = qnn.constant dense<[[[[-4.0], [-3.0], [-2.0], [0x7fc00000]]]]> : tensor<1x1x4x1xf32> as tensor<1x1x4x1xf32>
  %y = qnn.max_pool2d %x {kernel = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>} : (tensor<1x1x4x1xf32>) -> tensor<1x1x4x1xf32>
  return %y : tensor<1x1x4x1xf32>
}

// Dilation 2 skips the middle; channels stay apart.
// expected-remark@+1 {{i8: 5, 20}}
func.func @max_pool_quantized() -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:7>> {
  %x = qnn.constant dense<[[[[1, 20], [100, 100], [5, -20]]]]> : tensor<1x1x3x2xi8> as tensor<1x1x3x2x!quant.uniform<i8:f32, 0.5:7>>
  %y = qnn.max_pool2d %x {kernel = array<i64: 1, 2>, dilations = array<i64: 1, 2>}
     : (tensor<1x1x3x2x!quant.uniform<i8:f32, 0.5:7>>) -> tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:7>>
  return %y : tensor<1x1x1x2x!quant.uniform<i8:f32, 0.5:7>>
}

// Windows [pad, 3], [6, 9], [12, beyond]: the count leaves out padding, or counts it, but never what
// lies beyond the pads (ceil mode).
// expected-remark@+2 {{f32: 3, 7.5, 12}}
// expected-remark@+1 {{f32: 1.5, 7.5, 12}}
func.func @avg_pool() -> (tensor<1x1x3x1xf32>, tensor<1x1x3x1xf32>) {
  %x = qnn.constant dense<[[[[3.0], [6.0], [9.0], [12.0]]]]> : tensor<1x1x4x1xf32> as tensor<1x1x4x1xf32>
  %y = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>}
     : (tensor<1x1x4x1xf32>) -> tensor<1x1x3x1xf32>
  %z = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, strides = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>, count_include_pad = true}
     : (tensor<1x1x4x1xf32>) -> tensor<1x1x3x1xf32>
  return %y, %z : tensor<1x1x3x1xf32>, tensor<1x1x3x1xf32>
}

// N9: taps 0 and 16 share a partial sum: (2^24 + 1) + 1 stays 2^24 where 1 + 1 first would not.
// expected-remark@+2 {{f32: 16777216}}
// expected-remark@+1 {{f32: 16777218}}
func.func @partial_sums() -> (tensor<1xf32>, tensor<1xf32>) {
  %x = qnn.constant dense<[[16777216.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0,
                            0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]]> : tensor<1x33xf32> as tensor<1x33xf32>
  %z = qnn.constant dense<[[16777216.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0,
                            0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<1x33xf32> as tensor<1x33xf32>
  %y = qnn.reduce %x {kind = 1, axes = array<i64: 1>} : (tensor<1x33xf32>) -> tensor<1xf32>
  %w = qnn.reduce %z {kind = 1, axes = array<i64: 1>} : (tensor<1x33xf32>) -> tensor<1xf32>
  return %y, %w : tensor<1xf32>, tensor<1xf32>
}

!x = !quant.uniform<i8:f32, 0.5:3>
!y = !quant.uniform<i8:f32, 0.25:-10>

// N8: differences 1, 2, 4: the first window has one element (1 * 0.5 / 0.25), the second two (3 * 0.5 / 2 / 0.25).
// expected-remark@+2 {{i8: -8, -7, -4}}
// expected-remark@+1 {{i8: -9, -7, -4}}
func.func @avg_pool_quantized() -> (tensor<1x1x3x1x!y>, tensor<1x1x3x1x!y>) {
  %x = qnn.constant dense<[[[[4], [5], [7]]]]> : tensor<1x1x3x1xi8> as tensor<1x1x3x1x!x>
  %a = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>} : (tensor<1x1x3x1x!x>) -> tensor<1x1x3x1x!y>
  %b = qnn.avg_pool2d %x {kernel = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>, count_include_pad = true} : (tensor<1x1x3x1x!x>) -> tensor<1x1x3x1x!y>
  return %a, %b : tensor<1x1x3x1x!y>, tensor<1x1x3x1x!y>
}

// Axes 0 and 2 of [2, 2, 2]: 1 + 2 + 5 + 6 and 3 + 4 + 7 + 8.
// expected-remark@+3 {{f32: 3.5, 5.5}}
// expected-remark@+2 {{f32: 14, 22}}
// expected-remark@+1 {{f32: 6, 8}}
func.func @reduce() -> (tensor<2xf32>, tensor<1x2x1xf32>, tensor<2xf32>) {
  %x = qnn.constant dense<[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]> : tensor<2x2x2xf32> as tensor<2x2x2xf32>
  %mean = qnn.reduce %x {kind = 0, axes = array<i64: 0, 2>} : (tensor<2x2x2xf32>) -> tensor<2xf32>
  %sum = qnn.reduce %x {kind = 1, axes = array<i64: 0, 2>} : (tensor<2x2x2xf32>) -> tensor<1x2x1xf32>
  %max = qnn.reduce %x {kind = 2, axes = array<i64: 0, 2>} : (tensor<2x2x2xf32>) -> tensor<2xf32>
  return %mean, %sum, %max : tensor<2xf32>, tensor<1x2x1xf32>, tensor<2xf32>
}

// Differences 1, 2, -8: mean -5 / 3 and sum -5, times 0.5 / 0.25: -3.33 and -10.
// expected-remark@+3 {{i8: -13}}
// expected-remark@+2 {{i8: -20}}
// expected-remark@+1 {{i8: 5}}
func.func @reduce_quantized() -> (tensor<1x!y>, tensor<1x!y>, tensor<1x!x>) {
  %x = qnn.constant dense<[[4, 5, -5]]> : tensor<1x3xi8> as tensor<1x3x!x>
  %mean = qnn.reduce %x {kind = 0, axes = array<i64: 1>} : (tensor<1x3x!x>) -> tensor<1x!y>
  %sum = qnn.reduce %x {kind = 1, axes = array<i64: 1>} : (tensor<1x3x!x>) -> tensor<1x!y>
  %max = qnn.reduce %x {kind = 2, axes = array<i64: 1>} : (tensor<1x3x!x>) -> tensor<1x!x>
  return %mean, %sum, %max : tensor<1x!y>, tensor<1x!y>, tensor<1x!x>
}

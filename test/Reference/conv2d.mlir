// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Weights are powers of ten, so that a result shows which inputs went where.

// A 2x2 image of two channels, a 2x2 filter, one output: sum of products plus bias.
// expected-remark@+1 {{f32: 71}}
func.func @one_window() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %w = qnn.constant dense<[[[[1.0, 1.0], [2.0, 2.0]], [[1.0, 1.0], [2.0, 2.0]]]]> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %b = qnn.constant dense<13.0> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.conv2d %x, %w bias %b : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// expected-remark@+1 {{f32: 1000, 3200, 7040, 9865}}
func.func @pads_and_strides() -> tensor<1x2x2x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]], [[7.0], [8.0], [9.0]]]]> : tensor<1x3x3x1xf32> as tensor<1x3x3x1xf32>
  %w = qnn.constant dense<[[[[1.0], [10.0]], [[100.0], [1000.0]]]]> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %y = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>}
     : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// expected-remark@+1 {{f32: 9731}}
func.func @dilations() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]], [[7.0], [8.0], [9.0]]]]> : tensor<1x3x3x1xf32> as tensor<1x3x3x1xf32>
  %w = qnn.constant dense<[[[[1.0], [10.0]], [[100.0], [1000.0]]]]> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %y = qnn.conv2d %x, %w {dilations = array<i64: 2, 2>} : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// Two images; rows and columns have their own stride.
// expected-remark@+1 {{f32: 1, 2, 3, 4, 5, 6}}
func.func @two_images() -> tensor<2x1x3x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0], [3.0]], [[0.0], [0.0], [0.0]]], [[[4.0], [5.0], [6.0]], [[0.0], [0.0], [0.0]]]]> : tensor<2x2x3x1xf32> as tensor<2x2x3x1xf32>
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %y = qnn.conv2d %x, %w {strides = array<i64: 2, 1>} : (tensor<2x2x3x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x3x1xf32>
  return %y : tensor<2x1x3x1xf32>
}

// expected-remark@+1 {{f32: 21, 4300}}
func.func @groups() -> tensor<1x1x1x2xf32> {
  %x = qnn.constant dense<[[[[1.0, 2.0, 3.0, 4.0]]]]> : tensor<1x1x1x4xf32> as tensor<1x1x1x4xf32>
  %w = qnn.constant dense<[[[[1.0, 10.0]]], [[[100.0, 1000.0]]]]> : tensor<2x1x1x2xf32> as tensor<2x1x1x2xf32>
  %y = qnn.conv2d %x, %w {groups = 2} : (tensor<1x1x1x4xf32>, tensor<2x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %y : tensor<1x1x1x2xf32>
}

// Depthwise with two outputs of each channel: outputs 0 and 1 read channel 0.
// expected-remark@+1 {{f32: 2, 20, 300, 3000}}
func.func @depthwise_multiplier() -> tensor<1x1x1x4xf32> {
  %x = qnn.constant dense<[[[[2.0, 3.0]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %w = qnn.constant dense<[[[[1.0]]], [[[10.0]]], [[[100.0]]], [[[1000.0]]]]> : tensor<4x1x1x1xf32> as tensor<4x1x1x1xf32>
  %y = qnn.conv2d %x, %w {groups = 2} : (tensor<1x1x1x2xf32>, tensor<4x1x1x1xf32>) -> tensor<1x1x1x4xf32>
  return %y : tensor<1x1x1x4xf32>
}

// N9: (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24 with one fma, 0 with a rounded product.
// expected-remark@+1 {{f32: 5.96046448e-08}}
func.func @one_fma_a_tap() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<[[[[-1.00048828125, 1.000244140625]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %w = qnn.constant dense<[[[[1.0, 1.000244140625]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %y = qnn.conv2d %x, %w : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// N9: the bias is added to the finished sum: the product is rounded before.
// expected-remark@+1 {{f32: 0}}
func.func @bias_is_no_part_of_the_fma() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<1.000244140625> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %w = qnn.constant dense<1.000244140625> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %b = qnn.constant dense<-1.00048828125> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.conv2d %x, %w bias %b : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// N9: taps in the padding are part of the chain: 0 * infinity is NaN.
// expected-remark@+1 {{f32: 0, 2, nan}}
func.func @padding_is_in_the_chain() -> tensor<1x1x1x3xf32> {
  %x = qnn.constant dense<-0.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %w = qnn.constant dense<[[[[1.0], [1.0]]], [[[1.0], [1.0]]], [[[0x7f800000], [1.0]]]]> : tensor<3x1x2x1xf32> as tensor<3x1x2x1xf32>
  %b = qnn.constant dense<[-0.0, 2.0, 1.0]> : tensor<3xf32> as tensor<3xf32>
  %y = qnn.conv2d %x, %w bias %b {pads = array<i64: 0, 1, 0, 0>} : (tensor<1x1x1x1xf32>, tensor<3x1x2x1xf32>, tensor<3xf32>) -> tensor<1x1x1x3xf32>
  return %y : tensor<1x1x1x3xf32>
}

!x8 = !quant.uniform<i8:f32, 0.5:3>
!w8 = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>
!acc = !quant.uniform<i32:f32:3, {0.25, 0.125}>

// N6: values less zero point 3 are 0 (padding), 2, -1, 0 (padding).
// expected-remark@+1 {{i32: 17, 3, 7, -1}}
func.func @pads_with_the_zero_point() -> tensor<1x1x2x2x!acc> {
  %x = qnn.constant dense<[[[[5], [2]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!x8>
  %w = qnn.constant dense<[[[[10], [20], [30]]], [[[0], [1], [-1]]]]> : tensor<2x1x3x1xi8> as tensor<2x1x3x1x!w8>
  %b = qnn.constant dense<[7, 0]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32:0, {0.25, 0.125}>>
  %y = qnn.conv2d %x, %w bias %b {pads = array<i64: 0, 1, 0, 1>}
     : (tensor<1x1x2x1x!x8>, tensor<2x1x3x1x!w8>, tensor<2x!quant.uniform<i32:f32:0, {0.25, 0.125}>>) -> tensor<1x1x2x2x!acc>
  return %y : tensor<1x1x2x2x!acc>
}

!u8 = !quant.uniform<u8:f32, 0.5:200>
!w4 = !quant.uniform<i4<-7:7>:f32, 0.5>

// Unsigned storage, 4-bit weights: (255 - 200) * -7 + (0 - 200) * 3.
// expected-remark@+1 {{i32: -985}}
func.func @unsigned_input_narrow_weights() -> tensor<1x1x1x1x!quant.uniform<i32:f32, 0.25>> {
  %x = qnn.constant dense<[[[[255, 0]]]]> : tensor<1x1x1x2xi8> as tensor<1x1x1x2x!u8>
  %w = qnn.constant dense<[[[[-7, 3]]]]> : tensor<1x1x1x2xi4> as tensor<1x1x1x2x!w4>
  %y = qnn.conv2d %x, %w : (tensor<1x1x1x2x!u8>, tensor<1x1x1x2x!w4>) -> tensor<1x1x1x1x!quant.uniform<i32:f32, 0.25>>
  return %y : tensor<1x1x1x1x!quant.uniform<i32:f32, 0.25>>
}

// Depthwise, 8 bits: channel 0 is (4 - 3) * 5, channel 1 is (1 - 3) * 7.
// expected-remark@+1 {{i32: 5, -14}}
func.func @depthwise_quantized() -> tensor<1x1x1x2x!acc> {
  %x = qnn.constant dense<[[[[4, 1]]]]> : tensor<1x1x1x2xi8> as tensor<1x1x1x2x!x8>
  %w = qnn.constant dense<[[[[5]]], [[[7]]]]> : tensor<2x1x1x1xi8> as tensor<2x1x1x1x!w8>
  %y = qnn.conv2d %x, %w {groups = 2} : (tensor<1x1x1x2x!x8>, tensor<2x1x1x1x!w8>) -> tensor<1x1x1x2x!acc>
  return %y : tensor<1x1x1x2x!acc>
}

// Padding that reads as 0.5: the windows of @pads_and_strides, plus 0.5 times the weights that lie outside.
// expected-remark@+1 {{f32: 1055.5, 3205.5, 7090.5, 9865}}
func.func @pad_values() -> tensor<1x2x2x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]], [[7.0], [8.0], [9.0]]]]> : tensor<1x3x3x1xf32> as tensor<1x3x3x1xf32>
  %w = qnn.constant dense<[[[[1.0], [10.0]], [[100.0], [1000.0]]]]> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %y = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>, pad_values = array<f32: 0.5>}
     : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// Depthwise, each channel with its own padding: 2 * 3 + 0.5 * 10, 4 * 7 + -1 * 100.
// expected-remark@+1 {{f32: 11, -72}}
func.func @pad_values_depthwise() -> tensor<1x1x1x2xf32> {
  %x = qnn.constant dense<[[[[2.0, 4.0]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %w = qnn.constant dense<[[[[3.0], [10.0]]], [[[7.0], [100.0]]]]> : tensor<2x1x2x1xf32> as tensor<2x1x2x1xf32>
  %y = qnn.conv2d %x, %w {groups = 2, pads = array<i64: 0, 0, 0, 1>, pad_values = array<f32: 0.5, -1.0>} : (tensor<1x1x1x2xf32>, tensor<2x1x2x1xf32>) -> tensor<1x1x1x2xf32>
  return %y : tensor<1x1x1x2xf32>
}

!x6 = !quant.uniform<i8:f32, 0.5:3>
!w6 = !quant.uniform<i8<-127:127>:f32, 0.25>
!a6 = !quant.uniform<i32:f32, 0.125>

// N6a: 1.3 is 2.6 steps. At each position the taps outside add up before they are rounded, ties to even: 127 + 288.6,
// 581 + 28.6, 929 + 262.6, and at the last position none.
// expected-remark@+1 {{i32: 416, 610, 1192, 2008}}
func.func @pad_values_quantized() -> tensor<1x2x2x1x!a6> {
  %x = qnn.constant dense<[[[[4], [5], [6]], [[7], [8], [9]], [[10], [11], [12]]]]> : tensor<1x3x3x1xi8> as tensor<1x3x3x1x!x6>
  %w = qnn.constant dense<[[[[1], [10]], [[100], [127]]]]> : tensor<1x2x2x1xi8> as tensor<1x2x2x1x!w6>
  %y = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>, pad_values = array<f32: 1.3>}
     : (tensor<1x3x3x1x!x6>, tensor<1x2x2x1x!w6>) -> tensor<1x2x2x1x!a6>
  return %y : tensor<1x2x2x1x!a6>
}

// 100 is beyond what the input holds, 62 = (127 - 3) / 2: it reads as that, 124 steps. Halves go to even: 0.75 is 1.5
// steps, times 1 and 3 are 2 and 4.
// expected-remark@+2 {{i32: 249}}
// expected-remark@+1 {{i32: 3, 5}}
func.func @pad_values_at_the_ends() -> (tensor<1x1x1x1x!a6>, tensor<1x1x1x2x!a6>) {
  %x = qnn.constant dense<[[[[4]]]]> : tensor<1x1x1x1xi8> as tensor<1x1x1x1x!x6>
  %w = qnn.constant dense<[[[[1], [2]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!w6>
  %v = qnn.constant dense<[[[[1], [1]]], [[[1], [3]]]]> : tensor<2x1x2x1xi8> as tensor<2x1x2x1x!w6>
  %y = qnn.conv2d %x, %w {pads = array<i64: 0, 0, 0, 1>, pad_values = array<f32: 100.0>} : (tensor<1x1x1x1x!x6>, tensor<1x1x2x1x!w6>) -> tensor<1x1x1x1x!a6>
  %z = qnn.conv2d %x, %v {pads = array<i64: 0, 0, 0, 1>, pad_values = array<f32: 0.75>} : (tensor<1x1x1x1x!x6>, tensor<2x1x2x1x!w6>) -> tensor<1x1x1x2x!a6>
  return %y, %z : tensor<1x1x1x1x!a6>, tensor<1x1x1x2x!a6>
}

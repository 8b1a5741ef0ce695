// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Stride 2 spreads the inputs; neighbouring filters overlap in the middle column.
// expected-remark@+1 {{f32: 1, 10, 102, 20, 200}}
func.func @stride() -> tensor<1x1x5x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0]]]]> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
  %w = qnn.constant dense<[[[[1.0], [10.0], [100.0]]]]> : tensor<1x1x3x1xf32> as tensor<1x1x3x1xf32>
  %y = qnn.conv_transpose2d %x, %w {strides = array<i64: 1, 2>} : (tensor<1x1x2x1xf32>, tensor<1x1x3x1xf32>) -> tensor<1x1x5x1xf32>
  return %y : tensor<1x1x5x1xf32>
}

// The pads cut one column at the left; output padding adds one at the right, which holds the bias.
// expected-remark@+1 {{f32: 10.5, 102.5, 20.5, 200.5, 0.5}}
func.func @pads_and_output_padding() -> tensor<1x1x5x1xf32> {
  %x = qnn.constant dense<[[[[1.0], [2.0]]]]> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
  %w = qnn.constant dense<[[[[1.0], [10.0], [100.0]]]]> : tensor<1x1x3x1xf32> as tensor<1x1x3x1xf32>
  %b = qnn.constant dense<0.5> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.conv_transpose2d %x, %w bias %b {strides = array<i64: 1, 2>, pads = array<i64: 0, 1, 0, 0>, output_padding = array<i64: 0, 1>}
     : (tensor<1x1x2x1xf32>, tensor<1x1x3x1xf32>, tensor<1xf32>) -> tensor<1x1x5x1xf32>
  return %y : tensor<1x1x5x1xf32>
}

// Rows: dilation 2 puts the filter's rows at 0 and 2. Groups: each output reads its own channel.
// expected-remark@+1 {{f32: 3, 500, 0, 0, 30, 5000}}
func.func @dilation_and_groups() -> tensor<1x3x1x2xf32> {
  %x = qnn.constant dense<[[[[3.0, 5.0]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %w = qnn.constant dense<[[[[1.0]], [[10.0]]], [[[100.0]], [[1000.0]]]]> : tensor<2x2x1x1xf32> as tensor<2x2x1x1xf32>
  %y = qnn.conv_transpose2d %x, %w {dilations = array<i64: 2, 1>, groups = 2}
     : (tensor<1x1x1x2xf32>, tensor<2x2x1x1xf32>) -> tensor<1x3x1x2xf32>
  return %y : tensor<1x3x1x2xf32>
}

// A tap that meets no input is no part of the chain: 0 * infinity would be NaN.
// expected-remark@+1 {{f32: 3}}
func.func @taps_without_input() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %w = qnn.constant dense<0x7f800000> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %b = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.conv_transpose2d %x, %w bias %b {pads = array<i64: 0, 1, 0, 0>, output_padding = array<i64: 0, 1>, strides = array<i64: 1, 2>}
     : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// (5 - 3) * [1, 10] and (1 - 3) * [1, 10] one column on.
// expected-remark@+1 {{i32: 2, 18, -20}}
func.func @quantized() -> tensor<1x1x3x1x!quant.uniform<i32:f32, 0.25>> {
  %x = qnn.constant dense<[[[[5], [1]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>
  %w = qnn.constant dense<[[[[1], [10]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5>>
  %y = qnn.conv_transpose2d %x, %w : (tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x3x1x!quant.uniform<i32:f32, 0.25>>
  return %y : tensor<1x1x3x1x!quant.uniform<i32:f32, 0.25>>
}

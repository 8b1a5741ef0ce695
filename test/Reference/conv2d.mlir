// RUN: quant-opt %s --test-evaluate --verify-diagnostics

// One 2x2 image of two channels, a 2x2 filter, one output: sum of products plus bias.
// expected-remark@+1 {{f32: 71}}
func.func @one_window() -> tensor<1x1x1x1xf32> {
  %x = qnn.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %w = qnn.constant dense<[[[[1.0, 1.0], [2.0, 2.0]], [[1.0, 1.0], [2.0, 2.0]]]]> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %b = qnn.constant dense<13.0> : tensor<1xf32> as tensor<1xf32>
  %y = qnn.conv2d %x, %w bias %b : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

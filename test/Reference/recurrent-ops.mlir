// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N14: h' = f(x + a). The state of a step goes into the next one.
// expected-remark@+4 {{f32: 1, 2, 6, 3, 9, 7}}
// expected-remark@+3 {{f32: 11, 2, 26, 3, 39, 7}}
// expected-remark@+2 {{f32: 6, 4, 4, 1, 0, 1}}
// expected-remark@+1 {{f32: 1, 0, 4, 0, 4, 1}}
func.func @rnn() -> (tensor<3x1x2xf32>, tensor<3x1x2xf32>, tensor<3x1x2xf32>, tensor<3x1x2xf32>) {
  %x = qnn.constant dense<[[[1.0, 2.0]], [[3.0, -1.0]], [[0.0, 1.0]]]> : tensor<3x1x2xf32> as tensor<3x1x2xf32>
  %w = qnn.constant dense<[[1.0, 1.0], [0.0, 2.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %b = qnn.constant dense<[10.0, 0.0]> : tensor<2xf32> as tensor<2xf32>
  %h = qnn.constant dense<[[1.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %y = qnn.rnn %x, %w {functions = ["relu"]} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %biased = qnn.rnn %x, %w bias %b {functions = ["relu"]} : (tensor<3x1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<3x1x2xf32>
  %reverse = qnn.rnn %x, %w {functions = ["relu"], reverse} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %started = qnn.rnn %x, %w initial %h {functions = ["relu"]} : (tensor<3x1x2xf32>, tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<3x1x2xf32>
  return %y, %biased, %reverse, %started : tensor<3x1x2xf32>, tensor<3x1x2xf32>, tensor<3x1x2xf32>, tensor<3x1x2xf32>
}

// The clip bounds what the function reads, from both sides; a function has its parameters.
// expected-remark@+2 {{f32: 1, 2, 3, 3, 3, 3}}
// expected-remark@+1 {{f32: 1, 2, 3, 3, 3, -1.5}}
func.func @clip() -> (tensor<3x1x2xf32>, tensor<3x1x2xf32>) {
  %x = qnn.constant dense<[[[1.0, 2.0]], [[3.0, -1.0]], [[0.0, 1.0]]]> : tensor<3x1x2xf32> as tensor<3x1x2xf32>
  %z = qnn.constant dense<[[[1.0, 2.0]], [[3.0, -1.0]], [[0.0, -90.0]]]> : tensor<3x1x2xf32> as tensor<3x1x2xf32>
  %w = qnn.constant dense<[[1.0, 1.0], [0.0, 2.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %y = qnn.rnn %x, %w {functions = ["relu"], clip = 3.0 : f32} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %leaky = qnn.rnn %z, %w {functions = ["leaky_relu"], parameters = array<f32: 0.5, 0.0>, clip = 3.0 : f32}
     : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  return %y, %leaky : tensor<3x1x2xf32>, tensor<3x1x2xf32>
}

// The sum of products is one chain from +0, columns ascending; bias and projection come after it: 2^24 + 1 + 1 stays
// 2^24, and then again.
// expected-remark@+1 {{f32: 16777216, 0, 0}}
func.func @order() -> tensor<1x1x3xf32> {
  %x = qnn.constant dense<[[[1.0, 0.0, 0.0]]]> : tensor<1x1x3xf32> as tensor<1x1x3xf32>
  %w = qnn.constant dense<[[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]> : tensor<3x3xf32> as tensor<3x3xf32>
  %b = qnn.constant dense<[1.0, 0.0, 0.0]> : tensor<3xf32> as tensor<3xf32>
  %h = qnn.constant dense<[[16777216.0, 1.0, 1.0]]> : tensor<1x3xf32> as tensor<1x3xf32>
  %y = qnn.rnn %x, %w bias %b initial %h {functions = ["relu"]} : (tensor<1x1x3xf32>, tensor<3x3xf32>, tensor<3xf32>, tensor<1x3xf32>) -> tensor<1x1x3xf32>
  return %y : tensor<1x1x3xf32>
}

// The reset gate acts after the products and their bias, or on the state before them: (0.5 (0 - 7) + 7), then 2 (7 + 3);
// (0.5 (0 - 4) + 4), then 2 (2 * 2) + 3.
// expected-remark@+2 {{f32: 3.5, 20}}
// expected-remark@+1 {{f32: 2, 11}}
func.func @gru() -> (tensor<2x1x1xf32>, tensor<2x1x1xf32>) {
  %x = qnn.constant dense<[[[0.5, 2.0, 1.0]], [[0.0, 2.0, 0.0]]]> : tensor<2x1x3xf32> as tensor<2x1x3xf32>
  %w = qnn.constant dense<[[0.0], [0.0], [2.0]]> : tensor<3x1xf32> as tensor<3x1xf32>
  %b = qnn.constant dense<[0.0, 0.0, 3.0]> : tensor<3xf32> as tensor<3xf32>
  %after = qnn.gru %x, %w bias %b {functions = ["relu", "relu"], reset_after} : (tensor<2x1x3xf32>, tensor<3x1xf32>, tensor<3xf32>) -> tensor<2x1x1xf32>
  %before = qnn.gru %x, %w bias %b {functions = ["relu", "relu"]} : (tensor<2x1x3xf32>, tensor<3x1xf32>, tensor<3xf32>) -> tensor<2x1x1xf32>
  return %after, %before : tensor<2x1x1xf32>, tensor<2x1x1xf32>
}

// Two sequences have states of their own.
// expected-remark@+1 {{f32: 1, 2, 2, 4}}
func.func @sequences() -> tensor<2x2x1xf32> {
  %x = qnn.constant dense<[[[1.0], [2.0]], [[1.0], [2.0]]]> : tensor<2x2x1xf32> as tensor<2x2x1xf32>
  %w = qnn.constant dense<[[1.0]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %y = qnn.rnn %x, %w {functions = ["relu"]} : (tensor<2x2x1xf32>, tensor<1x1xf32>) -> tensor<2x2x1xf32>
  return %y : tensor<2x2x1xf32>
}

// Gates input, output, forget, cell: c = 1 * 2 + 1 * 3 = 5, h = 2 * 5; c = 2 * 5 + 10 * 2 = 30, h = 1 * 30.
// expected-remark@+2 {{f32: 10, 30}}
// expected-remark@+1 {{f32: 30}}
func.func @lstm() -> (tensor<2x1x1xf32>, tensor<1x1xf32>) {
  %x = qnn.constant dense<[[[1.0, 2.0, 1.0, 3.0]], [[0.0, 1.0, 2.0, -8.0]]]> : tensor<2x1x4xf32> as tensor<2x1x4xf32>
  %w = qnn.constant dense<[[1.0], [0.0], [0.0], [1.0]]> : tensor<4x1xf32> as tensor<4x1xf32>
  %c = qnn.constant dense<[[2.0]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %y, %last = qnn.lstm %x, %w cell %c {functions = ["relu", "relu", "relu"]} : (tensor<2x1x4xf32>, tensor<4x1xf32>, tensor<1x1xf32>) -> (tensor<2x1x1xf32>, tensor<1x1xf32>)
  return %y, %last : tensor<2x1x1xf32>, tensor<1x1xf32>
}

// Peepholes of input, output, forget: i = 1 + 1 * 2, f = 1 + 0.5 * 2, c = 2 * 2 + 3 * 3 = 13, o = 2 + 1 * 13. The functions of
// gates, candidate and cell are each their own: leaky_relu halves what is negative.
// expected-remark@+2 {{f32: 195}}
// expected-remark@+1 {{f32: -1, -0.5}}
func.func @peephole() -> (tensor<1x1x1xf32>, tensor<2x1x1xf32>) {
  %x = qnn.constant dense<[[[1.0, 2.0, 1.0, 3.0]]]> : tensor<1x1x4xf32> as tensor<1x1x4xf32>
  %z = qnn.constant dense<[[[1.0, 2.0, 0.0, -2.0]], [[1.0, 1.0, 0.0, -2.0]]]> : tensor<2x1x4xf32> as tensor<2x1x4xf32>
  %w = qnn.constant dense<[[1.0], [0.0], [0.0], [1.0]]> : tensor<4x1xf32> as tensor<4x1xf32>
  %zero = qnn.constant dense<0.0> : tensor<4x1xf32> as tensor<4x1xf32>
  %c = qnn.constant dense<[[2.0]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %p = qnn.constant dense<[1.0, 1.0, 0.5]> : tensor<3xf32> as tensor<3xf32>
  %y = qnn.lstm %x, %w cell %c peephole %p {functions = ["relu", "relu", "relu"]}
     : (tensor<1x1x4xf32>, tensor<4x1xf32>, tensor<1x1xf32>, tensor<3xf32>) -> tensor<1x1x1xf32>
  %leaky = qnn.lstm %z, %zero {functions = ["relu", "leaky_relu", "leaky_relu"], parameters = array<f32: 0.0, 0.0, 0.5, 0.0, 0.5, 0.0>}
     : (tensor<2x1x4xf32>, tensor<4x1xf32>) -> tensor<2x1x1xf32>
  return %y, %leaky : tensor<1x1x1xf32>, tensor<2x1x1xf32>
}

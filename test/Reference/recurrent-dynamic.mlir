// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

!codes = !quant.uniform<u8:f32, 1.0>
!signed = !quant.uniform<i8<-127:127>:f32, 1.0>
!weight = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>
!single = !quant.uniform<i8<-127:127>:f32:0, {0.5}>
!gates = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.5, 0.5}>

// The state before the first step is 0, with the scale 1. Then it is 63.75 and 1.25: 255 and 5 steps of 0.25. The products
// are 255 * 1 and 5 * 8 times 0.125 and 0.0625. Between steps nothing is rounded.
// expected-remark@+1 {{f32: 63.75, 1.25, 31.875, 2.5}}
func.func @affine() -> tensor<2x1x2xf32> {
  %x = qnn.constant dense<[[[63.75, 1.25]], [[0.0, 0.0]]]> : tensor<2x1x2xf32> as tensor<2x1x2xf32>
  %w = qnn.constant dense<[[1, 0], [0, 8]]> : tensor<2x2xi8> as tensor<2x2x!weight>
  %y = qnn.rnn %x, %w {functions = ["relu"], formula = "quantc", state = !codes} : (tensor<2x1x2xf32>, tensor<2x2x!weight>) -> tensor<2x1x2xf32>
  return %y : tensor<2x1x2xf32>
}

// Symmetric codes: 63.5 and 1.25 are 127 and 2 (a tie) steps of 0.5.
// expected-remark@+1 {{f32: 63.5, 1.25, 31.75, 2}}
func.func @symmetric() -> tensor<2x1x2xf32> {
  %x = qnn.constant dense<[[[63.5, 1.25]], [[0.0, 0.0]]]> : tensor<2x1x2xf32> as tensor<2x1x2xf32>
  %w = qnn.constant dense<[[1, 0], [0, 8]]> : tensor<2x2xi8> as tensor<2x2x!weight>
  %y = qnn.rnn %x, %w {functions = ["relu"], formula = "quantc", symmetric, state = !signed} : (tensor<2x1x2xf32>, tensor<2x2x!weight>) -> tensor<2x1x2xf32>
  return %y : tensor<2x1x2xf32>
}

// The zero point 128 is not part of the products: -32 and 31.75, of -31.875 and 31.875 in steps of 0.25. A bias comes after.
// expected-remark@+1 {{f32: -31.875, 31.875, -15, 63.5}}
func.func @zero_point() -> tensor<2x1x2xf32> {
  %x = qnn.constant dense<[[[-32.875, 31.875]], [[0.0, 0.0]]]> : tensor<2x1x2xf32> as tensor<2x1x2xf32>
  %w = qnn.constant dense<[[1, 0], [0, 8]]> : tensor<2x2xi8> as tensor<2x2x!weight>
  %b = qnn.constant dense<[1.0, 0.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.rnn %x, %w bias %b {functions = ["leaky_relu"], parameters = array<f32: 1.0, 0.0>, formula = "quantc", state = !codes} : (tensor<2x1x2xf32>, tensor<2x2x!weight>, tensor<2xf32>) -> tensor<2x1x2xf32>
  return %y : tensor<2x1x2xf32>
}

// Two sequences share a scale, 0.25, of which 15.9375 is 64 steps; or have their own, 0.25 and 0.0625.
// expected-remark@+2 {{f32: 63.75, 15.9375, 63.75, 16}}
// expected-remark@+1 {{f32: 63.75, 15.9375, 63.75, 15.9375}}
func.func @sequences() -> (tensor<2x2x1xf32>, tensor<2x2x1xf32>) {
  %x = qnn.constant dense<[[[63.75], [15.9375]], [[0.0], [0.0]]]> : tensor<2x2x1xf32> as tensor<2x2x1xf32>
  %w = qnn.constant dense<2> : tensor<1x1xi8> as tensor<1x1x!single>
  %y = qnn.rnn %x, %w {functions = ["relu"], formula = "quantc", state = !codes} : (tensor<2x2x1xf32>, tensor<1x1x!single>) -> tensor<2x2x1xf32>
  %z = qnn.rnn %x, %w {functions = ["relu"], formula = "quantc", per_sequence, state = !codes} : (tensor<2x2x1xf32>, tensor<1x1x!single>) -> tensor<2x2x1xf32>
  return %y, %z : tensor<2x2x1xf32>, tensor<2x2x1xf32>
}

// What the reset gate lets through has a scale for each sequence, whatever the state has: 15.9375 is exact behind the gate,
// and 64 steps of 0.25 where the reset gate acts after the products.
// expected-remark@+2 {{f32: 63.75, 15.9375}}
// expected-remark@+1 {{f32: 63.75, 16}}
func.func @reset() -> (tensor<1x2x1xf32>, tensor<1x2x1xf32>) {
  %x = qnn.constant dense<[[[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]]]> : tensor<1x2x3xf32> as tensor<1x2x3xf32>
  %w = qnn.constant dense<[[0], [0], [2]]> : tensor<3x1xi8> as tensor<3x1x!gates>
  %h = qnn.constant dense<[[63.75], [15.9375]]> : tensor<2x1xf32> as tensor<2x1xf32>
  %y = qnn.gru %x, %w initial %h {functions = ["relu", "relu"], formula = "quantc", state = !codes} : (tensor<1x2x3xf32>, tensor<3x1x!gates>, tensor<2x1xf32>) -> tensor<1x2x1xf32>
  %z = qnn.gru %x, %w initial %h {functions = ["relu", "relu"], reset_after, formula = "quantc", state = !codes} : (tensor<1x2x3xf32>, tensor<3x1x!gates>, tensor<2x1xf32>) -> tensor<1x2x1xf32>
  return %y, %z : tensor<1x2x1xf32>, tensor<1x2x1xf32>
}

// Weights in 16-bit floats are what they stand for.
// expected-remark@+2 {{f32: 3, 1.5}}
// expected-remark@+1 {{f32: 3, 4.5}}
func.func @halves() -> (tensor<2x1x1xf32>, tensor<2x1x1xf32>) {
  %x = qnn.constant dense<[[[3.0]], [[0.0]]]> : tensor<2x1x1xf32> as tensor<2x1x1xf32>
  %w = qnn.constant dense<0.5> : tensor<1x1xf16> as tensor<1x1xf16>
  %v = qnn.constant dense<1.5> : tensor<1x1xbf16> as tensor<1x1xbf16>
  %y = qnn.rnn %x, %w {functions = ["relu"]} : (tensor<2x1x1xf32>, tensor<1x1xf16>) -> tensor<2x1x1xf32>
  %z = qnn.rnn %x, %v {functions = ["relu"]} : (tensor<2x1x1xf32>, tensor<1x1xbf16>) -> tensor<2x1x1xf32>
  return %y, %z : tensor<2x1x1xf32>, tensor<2x1x1xf32>
}

// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

!state = !quant.uniform<i8:f32, 0.5:3>
!out = !quant.uniform<i8:f32, 0.25:-1>
!weight = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>

// N14: products read the state rounded to 1 and 0.5; what the step returns is not rounded, or once, to its own type.
// The products are 2 * 2 and 4 * 2 + 8 * 1 times 0.25 and 0.125.
// expected-remark@+2 {{f32: 1.25, 0.375, 1, 2}}
// expected-remark@+1 {{i8: 4, 1, 3, 7}}
func.func @rnn() -> (tensor<2x1x2xf32>, tensor<2x1x2x!out>) {
  %x = qnn.constant dense<[[[1.25, 0.375]], [[0.0, 0.0]]]> : tensor<2x1x2xf32> as tensor<2x1x2xf32>
  %w = qnn.constant dense<[[2, 0], [4, 8]]> : tensor<2x2xi8> as tensor<2x2x!weight>
  %y = qnn.rnn %x, %w {functions = ["relu"], state = !state} : (tensor<2x1x2xf32>, tensor<2x2x!weight>) -> tensor<2x1x2xf32>
  %q = qnn.rnn %x, %w {functions = ["relu"], state = !state} : (tensor<2x1x2xf32>, tensor<2x2x!weight>) -> tensor<2x1x2x!out>
  return %y, %q : tensor<2x1x2xf32>, tensor<2x1x2x!out>
}

// A state beyond the range saturates where it is multiplied, at 124 and -131 steps of 0.5; a NaN is 0 there. The bias comes after.
// expected-remark@+1 {{f32: 1001, -1000, 194, 0, nan, 0, 1, 0}}
func.func @saturates() -> tensor<4x1x2xf32> {
  %x = qnn.constant dense<[[[1000.0, -1000.0]], [[0.0, 0.0]], [[0x7fc00000, 0.0]], [[0.0, 0.0]]]> : tensor<4x1x2xf32> as tensor<4x1x2xf32>
  %w = qnn.constant dense<[[1, -2], [0, 0]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {1.0, 1.0}>>
  %b = qnn.constant dense<[1.0, 0.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.rnn %x, %w bias %b {functions = ["leaky_relu"], parameters = array<f32: 1.0, 0.0>, state = !state}
     : (tensor<4x1x2xf32>, tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {1.0, 1.0}>>, tensor<2xf32>) -> tensor<4x1x2xf32>
  return %y : tensor<4x1x2xf32>
}

// The reset state 0.75 * 1.5 is rounded to 1 before its products, but the state that the update gate keeps is not.
// expected-remark@+2 {{f32: 1.25}}
// expected-remark@+1 {{f32: 1.3125}}
func.func @gru() -> (tensor<1x1x1xf32>, tensor<1x1x1xf32>) {
  %x = qnn.constant dense<[[[0.0, 0.75, 0.25]]]> : tensor<1x1x3xf32> as tensor<1x1x3xf32>
  %z = qnn.constant dense<[[[0.5, 0.75, 0.0]]]> : tensor<1x1x3xf32> as tensor<1x1x3xf32>
  %w = qnn.constant dense<[[0], [0], [4]]> : tensor<3x1xi8> as tensor<3x1x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.25, 0.25}>>
  %h = qnn.constant dense<[[1.5]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %k = qnn.constant dense<[[1.625]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %y = qnn.gru %x, %w initial %h {functions = ["relu", "relu"], state = !quant.uniform<i8:f32, 0.5>}
     : (tensor<1x1x3xf32>, tensor<3x1x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.25, 0.25}>>, tensor<1x1xf32>) -> tensor<1x1x1xf32>
  %kept = qnn.gru %z, %w initial %k {functions = ["relu", "relu"], state = !quant.uniform<i8:f32, 0.5>}
     : (tensor<1x1x3xf32>, tensor<3x1x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.25, 0.25}>>, tensor<1x1xf32>) -> tensor<1x1x1xf32>
  return %y, %kept : tensor<1x1x1xf32>, tensor<1x1x1xf32>
}

// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Along axis 1: columns are softened apart. A great offset cancels.
// expected-remark@+1 {{f32: 0.5, 0.5, 0.5, 0.5}}
func.func @softmax() -> tensor<1x2x2xf32> {
  %x = qnn.constant dense<[[[1.0, 1000.0], [1.0, 1000.0]]]> : tensor<1x2x2xf32> as tensor<1x2x2xf32>
  %y = qnn.softmax %x {axis = 1} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// exp(-200) is 0 in f32; a row with a NaN is all NaN.
// expected-remark@+1 {{f32: 1, 0, nan, nan}}
func.func @softmax_limits() -> tensor<2x2xf32> {
  %x = qnn.constant dense<[[200.0, 0.0], [0x7fc00000, 0.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %y = qnn.softmax %x {axis = 1} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// log(2) to the nearest f32.
// expected-remark@+1 {{f32: -0.693147182, -0.693147182}}
func.func @log_softmax() -> tensor<1x2xf32> {
  %x = qnn.constant dense<[[3.0, 3.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %y = qnn.log_softmax %x {axis = 1} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// Windows of size 2 hold a channel and the next: 1 + (2 / 2) * (3^2 + 4^2) = 26, then 17, and 1 at the last;
// x / 26, x / 17, x / 1 with beta 1.
// expected-remark@+1 {{f32: 0.115384616, 0.235294119, 0}}
func.func @lrn() -> tensor<1x3xf32> {
  %x = qnn.constant dense<[[3.0, 4.0, 0.0]]> : tensor<1x3xf32> as tensor<1x3xf32>
  %y = qnn.lrn %x {size = 2, alpha = 2.0 : f32, beta = 1.0 : f32, bias = 1.0 : f32} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
}

// expected-remark@+3 {{i64: 1, 0}}
// expected-remark@+2 {{i64: 2, 0}}
// expected-remark@+1 {{i64: 0, 1, 0}}
func.func @argmax() -> (tensor<2xi64>, tensor<2x1xi64>, tensor<3xi64>) {
  %x = qnn.constant dense<[[1.0, 7.0, 7.0], [2.0, 1.0, 0.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %q = qnn.constant dense<[[9, -1, 3], [-128, 4, 3]]> : tensor<2x3xi8> as tensor<2x3x!quant.uniform<i8:f32, 0.5>>
  %first = qnn.argmax %x {axis = 1} : (tensor<2x3xf32>) -> tensor<2xi64>
  %last = qnn.argmax %x {axis = 1, select_last_index} : (tensor<2x3xf32>) -> tensor<2x1xi64>
  %integer = qnn.argmax %q {axis = 0} : (tensor<2x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<3xi64>
  return %first, %last, %integer : tensor<2xi64>, tensor<2x1xi64>, tensor<3xi64>
}

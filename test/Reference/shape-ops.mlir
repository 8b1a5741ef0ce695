// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// expected-remark@+3 {{f32: 1, 4, 2, 5, 3, 6}}
// expected-remark@+2 {{f32: 1, 2, 3, 4, 5, 6}}
// expected-remark@+1 {{f32: 6, 4}}
func.func @transpose_reshape_slice() -> (tensor<3x2xf32>, tensor<6xf32>, tensor<1x2xf32>) {
  %x = qnn.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %t = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %r = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<6xf32>
  %s = qnn.slice %x {offsets = array<i64: 1, 2>, strides = array<i64: 1, -2>} : (tensor<2x3xf32>) -> tensor<1x2xf32>
  return %t, %r, %s : tensor<3x2xf32>, tensor<6xf32>, tensor<1x2xf32>
}

// Axis i of the result is axis permutation[i] of the input: (2, 0, 1) is not its own inverse.
// expected-remark@+1 {{i64: 0, 3, 1, 4, 2, 5}}
func.func @transpose_of_rank_3() -> tensor<3x1x2xi64> {
  %x = qnn.constant dense<[[[0, 1, 2], [3, 4, 5]]]> : tensor<1x2x3xi64> as tensor<1x2x3xi64>
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<1x2x3xi64>) -> tensor<3x1x2xi64>
  return %y : tensor<3x1x2xi64>
}

// expected-remark@+1 {{i16: 1, 1, 2, 2, 1, 1, 2, 2}}
func.func @broadcast() -> tensor<2x2x2xi16> {
  %x = qnn.constant dense<[[1], [2]]> : tensor<2x1xi16> as tensor<2x1xi16>
  %y = qnn.broadcast %x : (tensor<2x1xi16>) -> tensor<2x2x2xi16>
  return %y : tensor<2x2x2xi16>
}

!q = !quant.uniform<i8:f32, 0.5:3>

// N6: 1.25 is 2.5 steps, a tie: 2, plus the zero point.
// expected-remark@+2 {{f32: 1.25, 1.25, 7, 1.25}}
// expected-remark@+1 {{i8: 5, 5, 7, 5}}
func.func @pad() -> (tensor<2x2xf32>, tensor<2x2x!q>) {
  %x = qnn.constant dense<7.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %z = qnn.constant dense<7> : tensor<1x1xi8> as tensor<1x1x!q>
  %y = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 0, 1>, value = 1.25 : f32} : (tensor<1x1xf32>) -> tensor<2x2xf32>
  %p = qnn.pad %z {low = array<i64: 1, 0>, high = array<i64: 0, 1>, value = 1.25 : f32} : (tensor<1x1x!q>) -> tensor<2x2x!q>
  return %y, %p : tensor<2x2xf32>, tensor<2x2x!q>
}

// N8: operands of another scale are requantized: (9 - 0) * 0.25 / 0.5 = 4.5, a tie; (10 - 0) / 2 = 5.
// expected-remark@+2 {{f32: 1, 3, 4, 2, 5, 6}}
// expected-remark@+1 {{i8: 7, -128, 7, 8}}
func.func @concat() -> (tensor<2x3xf32>, tensor<4x!q>) {
  %a = qnn.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> as tensor<2x1xf32>
  %b = qnn.constant dense<[[3.0, 4.0], [5.0, 6.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %c = qnn.constant dense<[7, -128]> : tensor<2xi8> as tensor<2x!q>
  %d = qnn.constant dense<[9, 10]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 0.25>>
  %y = qnn.concat %a, %b {axis = 1} : (tensor<2x1xf32>, tensor<2x2xf32>) -> tensor<2x3xf32>
  %z = qnn.concat %c, %d {axis = 0} : (tensor<2x!q>, tensor<2x!quant.uniform<i8:f32, 0.25>>) -> tensor<4x!q>
  return %y, %z : tensor<2x3xf32>, tensor<4x!q>
}

// -1 counts from the end; 9 and -9 read the nearest valid index.
// expected-remark@+1 {{f32: 3, 1, 3, 1, 6, 4, 6, 4}}
func.func @gather() -> tensor<2x4xf32> {
  %x = qnn.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %i = qnn.constant dense<[-1, 0, 9, -9]> : tensor<4xi64> as tensor<4xi64>
  %y = qnn.gather %x, %i {axis = 1} : (tensor<2x3xf32>, tensor<4xi64>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// Scalar indices drop the axis.
// expected-remark@+1 {{f32: 4, 5, 6}}
func.func @gather_scalar() -> tensor<3xf32> {
  %x = qnn.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %i = qnn.constant dense<1> : tensor<i32> as tensor<i32>
  %y = qnn.gather %x, %i {axis = 0} : (tensor<2x3xf32>, tensor<i32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

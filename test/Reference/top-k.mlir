// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N15: the greatest first, of equal ones the lower index; -0 is 0.
// expected-remark@+2 {{i32: 1, 2, 0, 2, 3, 1}}
// expected-remark@+1 {{f32: 7, 7, 1, 5, 0, -0}}
func.func @float() -> (tensor<2x3xi32>, tensor<2x3xf32>) {
  %y = qnn.constant dense<[[1.0, 7.0, 7.0, 0.5], [-3.0, 0.0, 5.0, -0.0]]> : tensor<2x4xf32> as tensor<2x4xf32>
  %z = qnn.constant dense<[[1.0, 7.0, 7.0, 0.5], [-3.0, -1.0, 5.0, 0.0]]> : tensor<2x4xf32> as tensor<2x4xf32>
  %i = qnn.top_k_indices %z : (tensor<2x4xf32>) -> tensor<2x3xi32>
  %v = qnn.top_k_values %y : (tensor<2x4xf32>) -> tensor<2x3xf32>
  return %i, %v : tensor<2x3xi32>, tensor<2x3xf32>
}

// A zero of either sign is the same: the order is that of the indices.
// expected-remark@+1 {{i32: 0, 1, 2}}
func.func @zeros() -> tensor<3xi32> {
  %x = qnn.constant dense<[-0.0, 0.0, -0.0]> : tensor<3xf32> as tensor<3xf32>
  %i = qnn.top_k_indices %x : (tensor<3xf32>) -> tensor<3xi32>
  return %i : tensor<3xi32>
}

// A NaN is less than everything, whatever its sign; infinities are ordered.
// expected-remark@+1 {{i32: 3, 1, 2, 0, 4}}
func.func @nan() -> tensor<5xi32> {
  %x = qnn.constant dense<[0x7FC00000, 1.0, 0xFF800000, 0x7F800000, 0xFFC00000]> : tensor<5xf32> as tensor<5xf32>
  %i = qnn.top_k_indices %x : (tensor<5xf32>) -> tensor<5xi32>
  return %i : tensor<5xi32>
}

// Codes are compared as they are stored, signed or not.
// expected-remark@+3 {{i32: 1, 0}}
// expected-remark@+2 {{i32: 2, 1}}
// expected-remark@+1 {{u8: 200, 5}}
func.func @codes() -> (tensor<2xi32>, tensor<2xi32>, tensor<2x!quant.uniform<u8:f32, 0.5>>) {
  %s = qnn.constant dense<[-3, 5, -56]> : tensor<3xi8> as tensor<3x!quant.uniform<i8:f32, 0.5>>
  %v = qnn.constant dense<[3, 5, -56]> : tensor<3xi8> as tensor<3x!quant.uniform<u8:f32, 0.5>>
  %0 = qnn.top_k_indices %s : (tensor<3x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xi32>
  %1 = qnn.top_k_indices %v : (tensor<3x!quant.uniform<u8:f32, 0.5>>) -> tensor<2xi32>
  %2 = qnn.top_k_values %v : (tensor<3x!quant.uniform<u8:f32, 0.5>>) -> tensor<2x!quant.uniform<u8:f32, 0.5>>
  return %0, %1, %2 : tensor<2xi32>, tensor<2xi32>, tensor<2x!quant.uniform<u8:f32, 0.5>>
}

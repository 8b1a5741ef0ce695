// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// [[1, 2], [3, 4]] times [[1, 10, 100], [1, 10, 100]].
// expected-remark@+1 {{f32: 3, 30, 300, 7, 70, 700}}
func.func @float() -> tensor<2x3xf32> {
  %a = qnn.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %b = qnn.constant dense<[[1.0, 10.0, 100.0], [1.0, 10.0, 100.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
  %y = qnn.matmul %a, %b : (tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// The leading axes are 2x1 and 3: each of two rows meets each of three columns.
// expected-remark@+1 {{f32: 2, 20, 200, 3, 30, 300}}
func.func @broadcast() -> tensor<2x3x1x1xf32> {
  %a = qnn.constant dense<[[[[2.0]]], [[[3.0]]]]> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %b = qnn.constant dense<[[[1.0]], [[10.0]], [[100.0]]]> : tensor<3x1x1xf32> as tensor<3x1x1xf32>
  %y = qnn.matmul %a, %b : (tensor<2x1x1x1xf32>, tensor<3x1x1xf32>) -> tensor<2x3x1x1xf32>
  return %y : tensor<2x3x1x1xf32>
}

// (5 - 3) * (1 + 1) + (1 - 3) * (4 + 1).
// expected-remark@+1 {{i32: -6}}
func.func @quantized() -> tensor<1x1x!quant.uniform<i32:f32, 0.125>> {
  %a = qnn.constant dense<[[5, 1]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>
  %b = qnn.constant dense<[[1], [4]]> : tensor<2x1xi8> as tensor<2x1x!quant.uniform<i8:f32, 0.25:-1>>
  %y = qnn.matmul %a, %b : (tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>, tensor<2x1x!quant.uniform<i8:f32, 0.25:-1>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
  return %y : tensor<1x1x!quant.uniform<i32:f32, 0.125>>
}

// RUN: test-object %s
// RUN: test-object %s --target=armv8.0-a --compile-only

// Tensors without elements, and one that comes out of them.

func.func @main(%x: tensor<0x3xf32>, %y: tensor<3xf32>) -> (tensor<0x3xf32>, tensor<3x0xf32>, tensor<0x1xf32>, tensor<1x3xf32>) {
  %0 = qnn.add %x, %y : (tensor<0x3xf32>, tensor<3xf32>) -> tensor<0x3xf32>
  %1 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<0x3xf32>) -> tensor<3x0xf32>
  %2 = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<0x3xf32>) -> tensor<0x1xf32>
  %3 = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 0, 0>, value = 2.5 : f32} : (tensor<0x3xf32>) -> tensor<1x3xf32>
  return %0, %1, %2, %3 : tensor<0x3xf32>, tensor<3x0xf32>, tensor<0x1xf32>, tensor<1x3xf32>
}

// -----

func.func @main(%a: tensor<2x0xf32>, %b: tensor<0x3xf32>, %x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x0xf32>, tensor<0x3xf32>) {
  %0 = qnn.matmul %a, %b : (tensor<2x0xf32>, tensor<0x3xf32>) -> tensor<2x3xf32>
  %1 = qnn.concat %a, %x {axis = 1 : i64} : (tensor<2x0xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = qnn.softmax %a {axis = 1 : i64} : (tensor<2x0xf32>) -> tensor<2x0xf32>
  %3 = qnn.softmax %b {axis = 1 : i64} : (tensor<0x3xf32>) -> tensor<0x3xf32>
  return %0, %1, %2, %3 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x0xf32>, tensor<0x3xf32>
}

// -----

func.func @main(%x: tensor<1x4x4x0xf32>, %y: tensor<0x4x4x2xf32>, %i: tensor<0xi64>, %z: tensor<3x2xf32>) -> (tensor<1x2x2x0xf32>, tensor<1x4x4x0xf32>, tensor<0x4x4x2xf32>, tensor<0x2xf32>, tensor<1x1x4x0xi64>, tensor<0x2x2x3xf32>) {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x0xf32>) -> tensor<1x2x2x0xf32>
  %1 = qnn.lrn %x {size = 3 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<1x4x4x0xf32>) -> tensor<1x4x4x0xf32>
  %2 = qnn.lrn %y {size = 3 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<0x4x4x2xf32>) -> tensor<0x4x4x2xf32>
  %3 = qnn.gather %z, %i {axis = 0 : i64} : (tensor<3x2xf32>, tensor<0xi64>) -> tensor<0x2xf32>
  %4 = qnn.argmax %x {axis = 1 : i64} : (tensor<1x4x4x0xf32>) -> tensor<1x1x4x0xi64>
  %w = qnn.constant dense<0.5> : tensor<3x3x3x2xf32> as tensor<3x3x3x2xf32>
  %5 = qnn.conv2d %y, %w : (tensor<0x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<0x2x2x3xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<1x2x2x0xf32>, tensor<1x4x4x0xf32>, tensor<0x4x4x2xf32>, tensor<0x2xf32>, tensor<1x1x4x0xi64>, tensor<0x2x2x3xf32>
}

// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Softmax along the last and another axis, local response normalization.

func.func @main(%x: tensor<3x10xf32>) -> (tensor<3x10xf32>) {
  %y = qnn.softmax %x {axis = 1 : i64} : (tensor<3x10xf32>) -> tensor<3x10xf32>
  return %y : tensor<3x10xf32>
}

// -----

func.func @main(%x: tensor<2x100xf32>) -> (tensor<2x100xf32>) {
  %y = qnn.softmax %x {axis = 1 : i64} : (tensor<2x100xf32>) -> tensor<2x100xf32>
  return %y : tensor<2x100xf32>
}

// -----

func.func @main(%x: tensor<2x5x37xf32>) -> (tensor<2x5x37xf32>) {
  %y = qnn.softmax %x {axis = 1 : i64} : (tensor<2x5x37xf32>) -> tensor<2x5x37xf32>
  return %y : tensor<2x5x37xf32>
}

// -----

func.func @main(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>) {
  %y = qnn.softmax %x {axis = 0 : i64} : (tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// -----

func.func @main(%x: tensor<1xf32>) -> (tensor<1xf32>) {
  %y = qnn.softmax %x {axis = 0 : i64} : (tensor<1xf32>) -> tensor<1xf32>
  return %y : tensor<1xf32>
}

// -----

func.func @main(%x: tensor<3x10xf32>) -> (tensor<3x10xf32>) {
  %y = qnn.log_softmax %x {axis = 1 : i64} : (tensor<3x10xf32>) -> tensor<3x10xf32>
  return %y : tensor<3x10xf32>
}

// -----

func.func @main(%x: tensor<2x100xf32>) -> (tensor<2x100xf32>) {
  %y = qnn.log_softmax %x {axis = 1 : i64} : (tensor<2x100xf32>) -> tensor<2x100xf32>
  return %y : tensor<2x100xf32>
}

// -----

func.func @main(%x: tensor<2x5x37xf32>) -> (tensor<2x5x37xf32>) {
  %y = qnn.log_softmax %x {axis = 1 : i64} : (tensor<2x5x37xf32>) -> tensor<2x5x37xf32>
  return %y : tensor<2x5x37xf32>
}

// -----

func.func @main(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>) {
  %y = qnn.log_softmax %x {axis = 0 : i64} : (tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// -----

func.func @main(%x: tensor<1xf32>) -> (tensor<1xf32>) {
  %y = qnn.log_softmax %x {axis = 0 : i64} : (tensor<1xf32>) -> tensor<1xf32>
  return %y : tensor<1xf32>
}

// -----

func.func @main(%x: tensor<2x3x7xf32>) -> (tensor<2x3x7xf32>) {
  %y = qnn.lrn %x {size = 1 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<2x3x7xf32>) -> tensor<2x3x7xf32>
  return %y : tensor<2x3x7xf32>
}

// -----

func.func @main(%x: tensor<2x3x7xf32>) -> (tensor<2x3x7xf32>) {
  %y = qnn.lrn %x {size = 2 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<2x3x7xf32>) -> tensor<2x3x7xf32>
  return %y : tensor<2x3x7xf32>
}

// -----

func.func @main(%x: tensor<2x3x7xf32>) -> (tensor<2x3x7xf32>) {
  %y = qnn.lrn %x {size = 3 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<2x3x7xf32>) -> tensor<2x3x7xf32>
  return %y : tensor<2x3x7xf32>
}

// -----

func.func @main(%x: tensor<2x3x7xf32>) -> (tensor<2x3x7xf32>) {
  %y = qnn.lrn %x {size = 5 : i64, alpha = 0.1 : f32, beta = 0.75 : f32, bias = 1.5 : f32} : (tensor<2x3x7xf32>) -> tensor<2x3x7xf32>
  return %y : tensor<2x3x7xf32>
}

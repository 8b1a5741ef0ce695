// RUN: test-object %s --specials --samples=2
// RUN: test-object %s --target=x86-64-v3 --specials --samples=2
// RUN: test-object %s --target=armv8.0-a --compile-only

// Reductions of floats and of 16 bits over one and several axes, neighbours and not.

func.func @main(%x: tensor<2x5x7x19xf32>) -> (tensor<2x1x1x19xf32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19xf32>) -> tensor<2x1x1x19xf32>
  return %y : tensor<2x1x1x19xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x19xf32>) -> (tensor<2x1x1x19xf32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19xf32>) -> tensor<2x1x1x19xf32>
  return %y : tensor<2x1x1x19xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x19xf32>) -> (tensor<2x1x1x19xf32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19xf32>) -> tensor<2x1x1x19xf32>
  return %y : tensor<2x1x1x19xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x3xf32>) -> (tensor<2x5x7xf32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3xf32>) -> tensor<2x5x7xf32>
  return %y : tensor<2x5x7xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x3xf32>) -> (tensor<2x5x7xf32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3xf32>) -> tensor<2x5x7xf32>
  return %y : tensor<2x5x7xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x3xf32>) -> (tensor<2x5x7xf32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3xf32>) -> tensor<2x5x7xf32>
  return %y : tensor<2x5x7xf32>
}

// -----

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x1xf32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1>} : (tensor<3x100xf32>) -> tensor<3x1xf32>
  return %y : tensor<3x1xf32>
}

// -----

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x1xf32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<3x100xf32>) -> tensor<3x1xf32>
  return %y : tensor<3x1xf32>
}

// -----

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x1xf32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1>} : (tensor<3x100xf32>) -> tensor<3x1xf32>
  return %y : tensor<3x1xf32>
}

// -----

func.func @main(%x: tensor<3x5xf32>) -> (tensor<f32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 1>} : (tensor<3x5xf32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @main(%x: tensor<3x5xf32>) -> (tensor<f32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 1>} : (tensor<3x5xf32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @main(%x: tensor<3x5xf32>) -> (tensor<f32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 1>} : (tensor<3x5xf32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @main(%x: tensor<4x3x5x2xf32>) -> (tensor<3x2xf32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @main(%x: tensor<4x3x5x2xf32>) -> (tensor<3x2xf32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @main(%x: tensor<4x3x5x2xf32>) -> (tensor<3x2xf32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

// -----

func.func @main(%x: tensor<2x17xf32>) -> (tensor<17xf32>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<2x17xf32>) -> tensor<17xf32>
  return %y : tensor<17xf32>
}

// -----

func.func @main(%x: tensor<2x17xf32>) -> (tensor<17xf32>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0>} : (tensor<2x17xf32>) -> tensor<17xf32>
  return %y : tensor<17xf32>
}

// -----

func.func @main(%x: tensor<2x17xf32>) -> (tensor<17xf32>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0>} : (tensor<2x17xf32>) -> tensor<17xf32>
  return %y : tensor<17xf32>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x1x1x19x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x7x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x2x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<17x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<17x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<17x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<17x!quant.uniform<i16:f32, 0.001:-300>>
}

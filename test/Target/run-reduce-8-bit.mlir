// RUN: test-object %s --specials --samples=2
// RUN: test-object %s --target=x86-64-v3 --specials --samples=2
// RUN: test-object %s --target=armv8.0-a --compile-only

// Reductions of 8 bits over one and several axes, neighbours and not.

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x1x1x19x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x2x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reduce %x {kind = 2 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1, 2>} : (tensor<2x5x7x19x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x1x1x19x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 3>} : (tensor<2x5x7x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 1>} : (tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0, 2>} : (tensor<4x3x5x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x2x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<17x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<17x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<17x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<17x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 0>} : (tensor<2x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<17x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<17x!quant.uniform<i8:f32, 0.07:-9>>
}

// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Resize: every coordinate rule with every rounding, float and 8 bits; linear in float.

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 1 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17xf32>) -> (tensor<1x7x8x17xf32>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 3 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17xf32>) -> tensor<1x7x8x17xf32>
  return %y : tensor<1x7x8x17xf32>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 0 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 2 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 1 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 2 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 0 : i64, coordinates = 3 : i64, rounding = 3 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x7x8x17x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x7x8x17x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.resize %x {mode = 1 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 2.4, 1.6>} : (tensor<1x3x5x17x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<1x7x8x17x!quant.uniform<u16:f32, 0.002:30000>>
}

// RUN: test-object %s --specials --samples=2
// RUN: test-object %s --target=x86-64-v3 --specials --samples=2
// RUN: test-object %s --target=armv8.0-a --compile-only

// Argmax over first, inner and last axes; equal maxima give the first or the last.

func.func @main(%x: tensor<2x5x7xf32>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<2x5x7xf32>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<2x5x7xf32>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<2x5x7xf32>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<3x100xf32>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<3x100xf32>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<6x2xf32>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64} : (tensor<6x2xf32>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

func.func @main(%x: tensor<6x2xf32>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64, select_last_index} : (tensor<6x2xf32>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<6x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64} : (tensor<6x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

func.func @main(%x: tensor<6x2x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64, select_last_index} : (tensor<6x2x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x7xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x7xi64>
  return %y : tensor<2x7xi64>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64} : (tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x1xi64>) {
  %y = qnn.argmax %x {axis = 1 : i64, select_last_index} : (tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x1xi64>
  return %y : tensor<3x1xi64>
}

// -----

func.func @main(%x: tensor<6x2x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64} : (tensor<6x2x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

func.func @main(%x: tensor<6x2x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2xi64>) {
  %y = qnn.argmax %x {axis = 0 : i64, select_last_index} : (tensor<6x2x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2xi64>
  return %y : tensor<2xi64>
}

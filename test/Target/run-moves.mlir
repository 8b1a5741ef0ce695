// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Ops that move elements, and networks that give back what they got.

func.func @main(%x: tensor<2x3x5xf32>) -> (tensor<5x2x3xf32>) {
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x5xf32>) -> tensor<5x2x3xf32>
  return %y : tensor<5x2x3xf32>
}

// -----

func.func @main(%x: tensor<3x1xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.broadcast %x : (tensor<3x1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%x: tensor<4x9xf32>) -> (tensor<2x3xf32>) {
  %y = qnn.slice %x {offsets = array<i64: 3, 1>, strides = array<i64: -2, 3>} : (tensor<4x9xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @main(%x: tensor<2x3xf32>) -> (tensor<4x3xf32>) {
  %y = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 1.0 : f32} : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// -----

func.func @main(%x: tensor<2x3xf32>, %z: tensor<2x4xf32>) -> (tensor<2x10xf32>) {
  %y = qnn.concat %x, %z, %x {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x3xf32>) -> tensor<2x10xf32>
  return %y : tensor<2x10xf32>
}

// -----

func.func @main(%x: tensor<2x4x3xf32>, %i: tensor<2x2xi32>) -> (tensor<2x2x2x3xf32>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xf32>, tensor<2x2xi32>) -> tensor<2x2x2x3xf32>
  return %y : tensor<2x2x2x3xf32>
}

// -----

func.func @main(%x: tensor<2x4x3xf32>, %i: tensor<2x2xi64>) -> (tensor<2x2x2x3xf32>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xf32>, tensor<2x2xi64>) -> tensor<2x2x2x3xf32>
  return %y : tensor<2x2x2x3xf32>
}

// -----

func.func @main(%x: tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<5x2x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<5x2x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<5x2x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.broadcast %x : (tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<4x9x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.slice %x {offsets = array<i64: 3, 1>, strides = array<i64: -2, 3>} : (tensor<4x9x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<4x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 1.0 : f32} : (tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<4x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<4x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>, %z: tensor<2x4x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x10x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.concat %x, %z, %x {axis = 1 : i64} : (tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x4x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x10x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x10x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x4x3x!quant.uniform<u8:f32, 0.05:131>>, %i: tensor<2x2xi32>) -> (tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x2xi32>) -> tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x4x3x!quant.uniform<u8:f32, 0.05:131>>, %i: tensor<2x2xi64>) -> (tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x2xi64>) -> tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x2x2x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<5x2x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<5x2x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<5x2x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.broadcast %x : (tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<4x9x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.slice %x {offsets = array<i64: 3, 1>, strides = array<i64: -2, 3>} : (tensor<4x9x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<4x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 1.0 : f32} : (tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<4x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<4x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>, %z: tensor<2x4x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x10x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.concat %x, %z, %x {axis = 1 : i64} : (tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>, tensor<2x4x!quant.uniform<i16:f32, 0.001:-300>>, tensor<2x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x10x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x10x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x4x3x!quant.uniform<i16:f32, 0.001:-300>>, %i: tensor<2x2xi32>) -> (tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3x!quant.uniform<i16:f32, 0.001:-300>>, tensor<2x2xi32>) -> tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x4x3x!quant.uniform<i16:f32, 0.001:-300>>, %i: tensor<2x2xi64>) -> (tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3x!quant.uniform<i16:f32, 0.001:-300>>, tensor<2x2xi64>) -> tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x2x2x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x3x5xi64>) -> (tensor<5x2x3xi64>) {
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x5xi64>) -> tensor<5x2x3xi64>
  return %y : tensor<5x2x3xi64>
}

// -----

func.func @main(%x: tensor<3x1xi64>) -> (tensor<2x3x5xi64>) {
  %y = qnn.broadcast %x : (tensor<3x1xi64>) -> tensor<2x3x5xi64>
  return %y : tensor<2x3x5xi64>
}

// -----

func.func @main(%x: tensor<4x9xi64>) -> (tensor<2x3xi64>) {
  %y = qnn.slice %x {offsets = array<i64: 3, 1>, strides = array<i64: -2, 3>} : (tensor<4x9xi64>) -> tensor<2x3xi64>
  return %y : tensor<2x3xi64>
}

// -----

func.func @main(%x: tensor<2x3xi64>) -> (tensor<4x3xi64>) {
  %y = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 1, 0>, value = 1.0 : f32} : (tensor<2x3xi64>) -> tensor<4x3xi64>
  return %y : tensor<4x3xi64>
}

// -----

func.func @main(%x: tensor<2x3xi64>, %z: tensor<2x4xi64>) -> (tensor<2x10xi64>) {
  %y = qnn.concat %x, %z, %x {axis = 1 : i64} : (tensor<2x3xi64>, tensor<2x4xi64>, tensor<2x3xi64>) -> tensor<2x10xi64>
  return %y : tensor<2x10xi64>
}

// -----

func.func @main(%x: tensor<2x4x3xi64>, %i: tensor<2x2xi32>) -> (tensor<2x2x2x3xi64>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xi64>, tensor<2x2xi32>) -> tensor<2x2x2x3xi64>
  return %y : tensor<2x2x2x3xi64>
}

// -----

func.func @main(%x: tensor<2x4x3xi64>, %i: tensor<2x2xi64>) -> (tensor<2x2x2x3xi64>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xi64>, tensor<2x2xi64>) -> tensor<2x2x2x3xi64>
  return %y : tensor<2x2x2x3xi64>
}

// -----

func.func @main(%x: tensor<2x3x5xi1>) -> (tensor<5x2x3xi1>) {
  %y = qnn.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x5xi1>) -> tensor<5x2x3xi1>
  return %y : tensor<5x2x3xi1>
}

// -----

func.func @main(%x: tensor<3x1xi1>) -> (tensor<2x3x5xi1>) {
  %y = qnn.broadcast %x : (tensor<3x1xi1>) -> tensor<2x3x5xi1>
  return %y : tensor<2x3x5xi1>
}

// -----

func.func @main(%x: tensor<4x9xi1>) -> (tensor<2x3xi1>) {
  %y = qnn.slice %x {offsets = array<i64: 3, 1>, strides = array<i64: -2, 3>} : (tensor<4x9xi1>) -> tensor<2x3xi1>
  return %y : tensor<2x3xi1>
}

// -----

func.func @main(%x: tensor<2x3xi1>, %z: tensor<2x4xi1>) -> (tensor<2x10xi1>) {
  %y = qnn.concat %x, %z, %x {axis = 1 : i64} : (tensor<2x3xi1>, tensor<2x4xi1>, tensor<2x3xi1>) -> tensor<2x10xi1>
  return %y : tensor<2x10xi1>
}

// -----

func.func @main(%x: tensor<2x4x3xi1>, %i: tensor<2x2xi32>) -> (tensor<2x2x2x3xi1>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xi1>, tensor<2x2xi32>) -> tensor<2x2x2x3xi1>
  return %y : tensor<2x2x2x3xi1>
}

// -----

func.func @main(%x: tensor<2x4x3xi1>, %i: tensor<2x2xi64>) -> (tensor<2x2x2x3xi1>) {
  %y = qnn.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xi1>, tensor<2x2xi64>) -> tensor<2x2x2x3xi1>
  return %y : tensor<2x2x2x3xi1>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>, %z: tensor<2x4x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x7x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.concat %x, %z {axis = 1 : i64} : (tensor<2x3x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x4x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x7x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x7x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>) {
  %c = qnn.constant dense<[1.0, -0.0]> : tensor<2xf32> as tensor<2xf32>
  %r = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<6xf32>
  return %x, %r, %c : tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>
}

// -----

func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<6xf32>, tensor<2x3xf32>) {
  %n = qnn.neg %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %a = qnn.abs %n : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %r = qnn.reshape %n : (tensor<2x3xf32>) -> tensor<6xf32>
  return %n, %r, %a : tensor<2x3xf32>, tensor<6xf32>, tensor<2x3xf32>
}

// -----

// Beyond the integers of the result a padding value saturates, as in a cast; a NaN is 0.
func.func @main(%x: tensor<3xi32>, %z: tensor<3xui8>, %b: tensor<3xi1>) -> (tensor<5xi32>, tensor<5xi32>, tensor<5xui8>, tensor<5xi1>) {
  %0 = qnn.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 1.0e30 : f32} : (tensor<3xi32>) -> tensor<5xi32>
  %1 = qnn.pad %x {low = array<i64: 1>, high = array<i64: 1>, value = 0x7FC00000 : f32} : (tensor<3xi32>) -> tensor<5xi32>
  %2 = qnn.pad %z {low = array<i64: 1>, high = array<i64: 1>, value = 300.0 : f32} : (tensor<3xui8>) -> tensor<5xui8>
  %3 = qnn.pad %b {low = array<i64: 1>, high = array<i64: 1>, value = 1.0 : f32} : (tensor<3xi1>) -> tensor<5xi1>
  return %0, %1, %2, %3 : tensor<5xi32>, tensor<5xi32>, tensor<5xui8>, tensor<5xi1>
}

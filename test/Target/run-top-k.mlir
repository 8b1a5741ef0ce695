// RUN: test-object %s --specials --samples=2
// RUN: test-object %s --target=x86-64-v3 --specials --samples=2
// RUN: test-object %s --target=armv8.0-a --compile-only

// The best of float, signed and unsigned elements: one, some, all; rows, and a single row.

func.func @main(%x: tensor<3x100xf32>) -> (tensor<3x5xi32>, tensor<3x5xf32>) {
  %i = qnn.top_k_indices %x : (tensor<3x100xf32>) -> tensor<3x5xi32>
  %v = qnn.top_k_values %x : (tensor<3x100xf32>) -> tensor<3x5xf32>
  return %i, %v : tensor<3x5xi32>, tensor<3x5xf32>
}

// -----

func.func @main(%x: tensor<2x5x7xf32>) -> (tensor<2x5x7xi32>, tensor<2x5x7xf32>) {
  %i = qnn.top_k_indices %x : (tensor<2x5x7xf32>) -> tensor<2x5x7xi32>
  %v = qnn.top_k_values %x : (tensor<2x5x7xf32>) -> tensor<2x5x7xf32>
  return %i, %v : tensor<2x5x7xi32>, tensor<2x5x7xf32>
}

// -----

func.func @main(%x: tensor<6xf32>) -> (tensor<1xi32>, tensor<1xf32>) {
  %i = qnn.top_k_indices %x : (tensor<6xf32>) -> tensor<1xi32>
  %v = qnn.top_k_values %x : (tensor<6xf32>) -> tensor<1xf32>
  return %i, %v : tensor<1xi32>, tensor<1xf32>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x5xi32>, tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %i = qnn.top_k_indices %x : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x5xi32>
  %v = qnn.top_k_values %x : (tensor<3x100x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %i, %v : tensor<3x5xi32>, tensor<3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x7xi32>, tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) {
  %i = qnn.top_k_indices %x : (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7xi32>
  %v = qnn.top_k_values %x : (tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
  return %i, %v : tensor<2x5x7xi32>, tensor<2x5x7x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<6x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1xi32>, tensor<1x!quant.uniform<u8:f32, 0.05:131>>) {
  %i = qnn.top_k_indices %x : (tensor<6x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1xi32>
  %v = qnn.top_k_values %x : (tensor<6x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x!quant.uniform<u8:f32, 0.05:131>>
  return %i, %v : tensor<1xi32>, tensor<1x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x5xi32>, tensor<3x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %i = qnn.top_k_indices %x : (tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x5xi32>
  %v = qnn.top_k_values %x : (tensor<3x100x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %i, %v : tensor<3x5xi32>, tensor<3x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x5x7xi32>, tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) {
  %i = qnn.top_k_indices %x : (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x5x7xi32>
  %v = qnn.top_k_values %x : (tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
  return %i, %v : tensor<2x5x7xi32>, tensor<2x5x7x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<6x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1xi32>, tensor<1x!quant.uniform<i8:f32, 0.07:-9>>) {
  %i = qnn.top_k_indices %x : (tensor<6x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1xi32>
  %v = qnn.top_k_values %x : (tensor<6x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x!quant.uniform<i8:f32, 0.07:-9>>
  return %i, %v : tensor<1xi32>, tensor<1x!quant.uniform<i8:f32, 0.07:-9>>
}

// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Casts between float and quantized types, and from one quantized type to another.

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i8:f32, 0.11:-128>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43x!quant.uniform<i32:f32, 0.01>>) {
  %y = qnn.quantize %x : (tensor<3x43xf32>) -> tensor<3x43x!quant.uniform<i32:f32, 0.01>>
  return %y : tensor<3x43x!quant.uniform<i32:f32, 0.01>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> (tensor<3x43xf32>) {
  %y = qnn.dequantize %x : (tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.requantize %x : (tensor<3x43x!quant.uniform<i32:f32, 0.01>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x3x!quant.uniform<i32:f32:1, {0.001,0.002,0.0007}>>) -> (tensor<2x3x!quant.uniform<i8:f32, 0.07:-9>>, tensor<2x3xf32>) {
  %y = qnn.requantize %x {clamp = array<i64: -100, 90>, negative_slope = array<f32: 0.5, 0.25, 2.0>} : (tensor<2x3x!quant.uniform<i32:f32:1, {0.001,0.002,0.0007}>>) -> tensor<2x3x!quant.uniform<i8:f32, 0.07:-9>>
  %z = qnn.dequantize %x : (tensor<2x3x!quant.uniform<i32:f32:1, {0.001,0.002,0.0007}>>) -> tensor<2x3xf32>
  return %y, %z : tensor<2x3x!quant.uniform<i8:f32, 0.07:-9>>, tensor<2x3xf32>
}

// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// The error function and its kin, exponentials, logarithms and roots: float, a table on 8 bits, the function itself on 16.

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.gelu %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.gelu %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.gelu %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.gelu %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.gelu %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.gelu_tanh %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.gelu_tanh %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.gelu_tanh %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.gelu_tanh %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.gelu_tanh %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.erf %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.erf %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.erf %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.erf %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.erf %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.exp %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.exp %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.exp %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.exp %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.exp %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.log %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.log %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.log %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.log %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.log %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.sqrt %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.sqrt %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.sqrt %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.sqrt %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.sqrt %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.reciprocal %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.reciprocal %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.reciprocal %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.reciprocal %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.reciprocal %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.celu %x {alpha = 0.7 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.celu %x {alpha = 0.7 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.celu %x {alpha = 0.7 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.celu %x {alpha = 0.7 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.selu %x {alpha = 1.67326319 : f32, gamma = 1.05070102 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.selu %x {alpha = 1.67326319 : f32, gamma = 1.05070102 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.selu %x {alpha = 1.67326319 : f32, gamma = 1.05070102 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.selu %x {alpha = 1.67326319 : f32, gamma = 1.05070102 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.softsign %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.softsign %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.softsign %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.softsign %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

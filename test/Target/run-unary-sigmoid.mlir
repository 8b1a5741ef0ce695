// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Sigmoid and its kin: float, a table on 8 bits, the function itself on 16.

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.elu %x {alpha = 1.5 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.elu %x {alpha = 1.5 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.elu %x {alpha = 1.5 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.elu %x {alpha = 1.5 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.elu %x {alpha = 1.5 : f32} : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.sigmoid %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.sigmoid %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.sigmoid %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.sigmoid %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.sigmoid %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.tanh %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.tanh %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.tanh %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.tanh %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.tanh %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.silu %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.silu %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.silu %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.silu %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.silu %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.softplus %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.softplus %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.softplus %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.softplus %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.softplus %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.mish %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mish %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.mish %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.mish %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.mish %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

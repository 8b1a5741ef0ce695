// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Unary ops of straight pieces: float, a table on 8 bits, the function itself on 16.

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.relu %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.relu %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.relu %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.relu %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.relu %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.clip %x {min = -0.5 : f32, max = 3.25 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.clip %x {min = -0.5 : f32, max = 3.25 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.clip %x {min = -0.5 : f32, max = 3.25 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.clip %x {min = -0.5 : f32, max = 3.25 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.clip %x {min = -0.5 : f32, max = 3.25 : f32} : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.hard_swish %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.hard_swish %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.hard_swish %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.hard_swish %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.hard_swish %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.neg %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.neg %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.neg %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.neg %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.neg %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.abs %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.abs %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.abs %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.abs %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.abs %x : (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.threshold %x {threshold = 0.5 : f32, value = -1.25 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.threshold %x {threshold = 0.5 : f32, value = -1.25 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.threshold %x {threshold = 0.5 : f32, value = -1.25 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.threshold %x {threshold = 0.5 : f32, value = -1.25 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.shrink %x {lambda = 0.5 : f32, bias = 0.3 : f32} : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.shrink %x {lambda = 0.5 : f32, bias = 0.3 : f32} : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.shrink %x {lambda = 0.5 : f32, bias = 0.3 : f32} : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.shrink %x {lambda = 0.5 : f32, bias = 0.3 : f32} : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.sign %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.sign %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.sign %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.sign %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.floor %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.floor %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.floor %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.floor %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.ceil %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.ceil %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.ceil %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.ceil %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

// -----

func.func @main(%x: tensor<3x43xf32>) -> (tensor<3x43xf32>) {
  %y = qnn.round %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %y : tensor<3x43xf32>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.round %x : (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.round %x : (tensor<3x43x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<3x43x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>) {
  %y = qnn.round %x : (tensor<3x43x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
  return %y : tensor<3x43x!quant.uniform<u16:f32, 0.002:30000>>
}

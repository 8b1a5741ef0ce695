// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Products, and what has no integer form: float, 8 and 16 bits, equal and broadcast shapes.

func.func @main(%a: tensor<2x3x5xf32>, %b: tensor<2x3x5xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.mul %a, %b : (tensor<2x3x5xf32>, tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%a: tensor<2x1x5xf32>, %b: tensor<3x1xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.mul %a, %b : (tensor<2x1x5xf32>, tensor<3x1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%a: tensor<1xf32>, %b: tensor<4x33xf32>) -> (tensor<4x33xf32>) {
  %y = qnn.mul %a, %b : (tensor<1xf32>, tensor<4x33xf32>) -> tensor<4x33xf32>
  return %y : tensor<4x33xf32>
}

// -----

func.func @main(%a: tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>, %b: tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mul %a, %b : (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>, tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<2x1x5x!quant.uniform<u8:f32, 0.05:131>>, %b: tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mul %a, %b : (tensor<2x1x5x!quant.uniform<u8:f32, 0.05:131>>, tensor<3x1x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<1x!quant.uniform<u8:f32, 0.05:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mul %a, %b : (tensor<1x!quant.uniform<u8:f32, 0.05:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>, %b: tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.mul %a, %b : (tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>, tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%a: tensor<2x1x5x!quant.uniform<i8:f32, 0.07:-9>>, %b: tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.mul %a, %b : (tensor<2x1x5x!quant.uniform<i8:f32, 0.07:-9>>, tensor<3x1x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%a: tensor<1x!quant.uniform<i8:f32, 0.07:-9>>, %b: tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.mul %a, %b : (tensor<1x!quant.uniform<i8:f32, 0.07:-9>>, tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<4x33x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%a: tensor<2x3x5x!quant.uniform<u16:f32, 0.002:30000>>, %b: tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.mul %a, %b : (tensor<2x3x5x!quant.uniform<u16:f32, 0.002:30000>>, tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%a: tensor<2x1x5x!quant.uniform<u16:f32, 0.002:30000>>, %b: tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.mul %a, %b : (tensor<2x1x5x!quant.uniform<u16:f32, 0.002:30000>>, tensor<3x1x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x3x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%a: tensor<1x!quant.uniform<u16:f32, 0.002:30000>>, %b: tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.mul %a, %b : (tensor<1x!quant.uniform<u16:f32, 0.002:30000>>, tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%a: tensor<2x1x5x!quant.uniform<i16:f32, 0.001:-300>>, %b: tensor<3x1x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mul %a, %b : (tensor<2x1x5x!quant.uniform<i16:f32, 0.001:-300>>, tensor<3x1x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<1x!quant.uniform<i16:f32, 0.001:-300>>, %b: tensor<4x33x!quant.uniform<u16:f32, 0.002:30000>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.mul %a, %b : (tensor<1x!quant.uniform<i16:f32, 0.001:-300>>, tensor<4x33x!quant.uniform<u16:f32, 0.002:30000>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<4x33x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<2x1x5xf32>, %b: tensor<3x1xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.div %a, %b : (tensor<2x1x5xf32>, tensor<3x1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%a: tensor<2x1x5xf32>, %b: tensor<3x1xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.pow %a, %b : (tensor<2x1x5xf32>, tensor<3x1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%a: tensor<2x3x5xf32>, %s: tensor<3x1xf32>) -> (tensor<2x3x5xf32>) {
  %y = qnn.prelu %a, %s : (tensor<2x3x5xf32>, tensor<3x1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// -----

func.func @main(%a: tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>, %s: tensor<3x1xf32>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.prelu %a, %s : (tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>, tensor<3x1xf32>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%a: tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>, %s: tensor<3x1xf32>) -> (tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.prelu %a, %s : (tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>, tensor<3x1xf32>) -> tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x3x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only

// Profile ort: sums, products and averages, with scales of few bits, so that there are ties, and of many; what is not
// its own beside it.

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<2x1x5x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<3x1x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<2x3x5x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.add %a, %b : (tensor<2x1x5x!quant.uniform<u8:f32, 0.125:131>>, tensor<3x1x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<2x3x5x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<2x3x5x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<1x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.add %a, %b {clamp = array<i64: 77, 200>} : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<1x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.sub %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.mul %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, %b: tensor<1x33x!quant.uniform<i8:f32, 0.011:127>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>) {
    %y = qnn.mul %a, %b {clamp = array<i64: -100, 90>} : (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, tensor<1x33x!quant.uniform<i8:f32, 0.011:127>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>) {
    %y = qnn.mul %a, %b : (tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.001:-300>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<u8:f32, 0.125:131>>) -> (tensor<1x3x3x19x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x6x6x19x!quant.uniform<u8:f32, 0.125:131>>) -> tensor<1x3x3x19x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<1x3x3x19x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%x: tensor<2x5x4x3x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<2x5x4x3x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>} : (tensor<2x5x4x3x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<2x5x4x3x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<2x5x4x3x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "ort"} {
  func.func @main(%x: tensor<1x5x4x17x!quant.uniform<i8:f32, 0.017:-128>>) -> (tensor<1x5x4x17x!quant.uniform<i8:f32, 0.375:-9>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>, count_include_pad = true} : (tensor<1x5x4x17x!quant.uniform<i8:f32, 0.017:-128>>) -> tensor<1x5x4x17x!quant.uniform<i8:f32, 0.375:-9>>
    return %y : tensor<1x5x4x17x!quant.uniform<i8:f32, 0.375:-9>>
  }
}

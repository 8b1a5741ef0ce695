// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only

// Profile torch-qnnpack: casts, sums, products, concats and averages, with scales of few bits, so that there are ties, and of many.

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<4x33xf32>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.quantize %x : (tensor<4x33xf32>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<4x33xf32>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.quantize %x : (tensor<4x33xf32>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.add %a, %b {clamp = array<i64: 20, 200>} : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.sub %a, %b {clamp = array<i64: 20, 200>} : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.sub %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.mul %a, %b {clamp = array<i64: 20, 200>} : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.mul %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.017:-128>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, %b: tensor<4x7x!quant.uniform<u8:f32, 0.25:77>>) -> (tensor<4x40x!quant.uniform<u8:f32, 0.25:77>>) {
    %y = qnn.concat %a, %b {axis = 1 : i64} : (tensor<4x33x!quant.uniform<u8:f32, 0.125:131>>, tensor<4x7x!quant.uniform<u8:f32, 0.25:77>>) -> tensor<4x40x!quant.uniform<u8:f32, 0.25:77>>
    return %y : tensor<4x40x!quant.uniform<u8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<1x1x1x19x!quant.uniform<i8:f32, 0.375:-9>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<1x1x1x19x!quant.uniform<i8:f32, 0.375:-9>>
    return %y : tensor<1x1x1x19x!quant.uniform<i8:f32, 0.375:-9>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<u8:f32, 0.125:131>>) -> (tensor<1x1x1x19x!quant.uniform<u8:f32, 0.125:131>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<u8:f32, 0.125:131>>) -> tensor<1x1x1x19x!quant.uniform<u8:f32, 0.125:131>>
    return %y : tensor<1x1x1x19x!quant.uniform<u8:f32, 0.125:131>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<u8:f32, 0.125:131>>) -> (tensor<1x3x3x19x!quant.uniform<u8:f32, 0.125:131>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x6x6x19x!quant.uniform<u8:f32, 0.125:131>>) -> tensor<1x3x3x19x!quant.uniform<u8:f32, 0.125:131>>
    return %y : tensor<1x3x3x19x!quant.uniform<u8:f32, 0.125:131>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<1x3x3x19x!quant.uniform<i8:f32, 0.375:-9>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x6x6x19x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<1x3x3x19x!quant.uniform<i8:f32, 0.375:-9>>
    return %y : tensor<1x3x3x19x!quant.uniform<i8:f32, 0.375:-9>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x6x10x17x!quant.uniform<i8:f32, 0.07:-9>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x3x5x17x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x6x10x17x!quant.uniform<i8:f32, 0.07:-9>>
    return %y : tensor<1x6x10x17x!quant.uniform<i8:f32, 0.07:-9>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x10x17x!quant.uniform<u8:f32, 0.05:131>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x3x5x17x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x10x17x!quant.uniform<u8:f32, 0.05:131>>
    return %y : tensor<1x6x10x17x!quant.uniform<u8:f32, 0.05:131>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<3x5x4xf32>) -> (tensor<3x5x4x!quant.uniform<i8:f32:2, {0.25:3,0.5:-7,0.125,1.5}>>) {
    %y = qnn.quantize %x : (tensor<3x5x4xf32>) -> tensor<3x5x4x!quant.uniform<i8:f32:2, {0.25:3,0.5:-7,0.125,1.5}>>
    return %y : tensor<3x5x4x!quant.uniform<i8:f32:2, {0.25:3,0.5:-7,0.125,1.5}>>
  }
}

// -----

module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<3x5x4xf32>) -> (tensor<3x5x4x!quant.uniform<i32:f32, 0.0003:17>>) {
    %y = qnn.quantize %x : (tensor<3x5x4xf32>) -> tensor<3x5x4x!quant.uniform<i32:f32, 0.0003:17>>
    return %y : tensor<3x5x4x!quant.uniform<i32:f32, 0.0003:17>>
  }
}

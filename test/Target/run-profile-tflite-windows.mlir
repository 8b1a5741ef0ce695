// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only

// Profile tflite: pools, means, resizes, concats and softmax, with scales of few bits, so that there are ties, and of many; factors below and above 1.

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<4x7x!quant.uniform<i8:f32, 0.25:77>>) -> (tensor<4x40x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.concat %a, %b {axis = 1 : i64} : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<4x7x!quant.uniform<i8:f32, 0.25:77>>) -> tensor<4x40x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x40x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, %b: tensor<4x7x!quant.uniform<i16:f32, 0.00037>>) -> (tensor<4x40x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.concat %a, %b {axis = 1 : i64} : (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, tensor<4x7x!quant.uniform<i16:f32, 0.00037>>) -> tensor<4x40x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x40x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x1x1x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x1x1x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x1x1x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<1x1x1x19x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<1x1x1x19x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<1x1x1x19x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<1x1x1x19x!quant.uniform<u8:f32, 0.021:131>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<1x1x1x19x!quant.uniform<u8:f32, 0.021:131>>
    return %y : tensor<1x1x1x19x!quant.uniform<u8:f32, 0.021:131>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x4x19x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<1x1x1x19x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x4x19x!quant.uniform<i16:f32, 0.0005>>) -> tensor<1x1x1x19x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<1x1x1x19x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x4x7x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<3x4x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 2>} : (tensor<3x4x7x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<3x4x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<3x4x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x4x7x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x7x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.reduce %x {kind = 0 : i64, axes = array<i64: 0>} : (tensor<3x4x7x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x7x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<4x7x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<1x3x3x19x!quant.uniform<u8:f32, 0.021:131>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x19x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<1x3x3x19x!quant.uniform<u8:f32, 0.021:131>>
    return %y : tensor<1x3x3x19x!quant.uniform<u8:f32, 0.021:131>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<1x3x3x19x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x19x!quant.uniform<i16:f32, 0.0005>>) -> tensor<1x3x3x19x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<1x3x3x19x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x3x3x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x3x3x19x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x3x3x19x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<1x3x3x19x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x6x5x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x3x3x5x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>, count_include_pad = true} : (tensor<1x6x6x5x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x3x3x5x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x3x3x5x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x10x12x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x10x12x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x10x12x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x3x9x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 1 : i64, rounding = 0 : i64, scales = array<f64: 0.6, 1.5>} : (tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x3x9x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x3x9x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x9x11x19x!quant.uniform<i8:f32, 0.125:3>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 2 : i64, rounding = 0 : i64, scales = array<f64: 1.8, 1.8333333333333333>} : (tensor<1x5x6x19x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<1x9x11x19x!quant.uniform<i8:f32, 0.125:3>>
    return %y : tensor<1x9x11x19x!quant.uniform<i8:f32, 0.125:3>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x6x19x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<1x10x12x19x!quant.uniform<u8:f32, 0.021:131>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x5x6x19x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<1x10x12x19x!quant.uniform<u8:f32, 0.021:131>>
    return %y : tensor<1x10x12x19x!quant.uniform<u8:f32, 0.021:131>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x5x6x19x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<1x10x12x19x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x5x6x19x!quant.uniform<i16:f32, 0.0005>>) -> tensor<1x10x12x19x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<1x10x12x19x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<5x37x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<5x37x!quant.uniform<i8:f32, 0.00390625:-128>>) {
    %y = qnn.softmax %x {axis = 1 : i64} : (tensor<5x37x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<5x37x!quant.uniform<i8:f32, 0.00390625:-128>>
    return %y : tensor<5x37x!quant.uniform<i8:f32, 0.00390625:-128>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<5x37x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<5x37x!quant.uniform<u8:f32, 0.00390625>>) {
    %y = qnn.softmax %x {axis = 1 : i64} : (tensor<5x37x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<5x37x!quant.uniform<u8:f32, 0.00390625>>
    return %y : tensor<5x37x!quant.uniform<u8:f32, 0.00390625>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<5x37x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<5x37x!quant.uniform<i16:f32, 0.000030517578125>>) {
    %y = qnn.softmax %x {axis = 1 : i64} : (tensor<5x37x!quant.uniform<i16:f32, 0.0005>>) -> tensor<5x37x!quant.uniform<i16:f32, 0.000030517578125>>
    return %y : tensor<5x37x!quant.uniform<i16:f32, 0.000030517578125>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x7x5x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<3x7x5x!quant.uniform<i8:f32, 0.00390625:-128>>) {
    %y = qnn.softmax %x {axis = 1 : i64} : (tensor<3x7x5x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<3x7x5x!quant.uniform<i8:f32, 0.00390625:-128>>
    return %y : tensor<3x7x5x!quant.uniform<i8:f32, 0.00390625:-128>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x7x5x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<3x7x5x!quant.uniform<i16:f32, 0.000030517578125>>) {
    %y = qnn.softmax %x {axis = 0 : i64} : (tensor<3x7x5x!quant.uniform<i16:f32, 0.0005>>) -> tensor<3x7x5x!quant.uniform<i16:f32, 0.000030517578125>>
    return %y : tensor<3x7x5x!quant.uniform<i16:f32, 0.000030517578125>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<5x37x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<5x37x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.softmax %x {axis = 1 : i64} : (tensor<5x37x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<5x37x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<5x37x!quant.uniform<i8:f32, 0.25:77>>
  }
}

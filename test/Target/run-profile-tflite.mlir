// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only

// Profile tflite: every op that it defines, with scales of few bits, so that there are ties, and of many; factors below and above 1.

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33xf32>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.quantize %x : (tensor<4x33xf32>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33xf32>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.quantize %x : (tensor<4x33xf32>) -> tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x3xf32>) -> (tensor<4x3x!quant.uniform<i8:f32:1, {0.25:3, 0.011:-7, 0.5}>>) {
    %y = qnn.quantize %x : (tensor<4x3xf32>) -> tensor<4x3x!quant.uniform<i8:f32:1, {0.25:3, 0.011:-7, 0.5}>>
    return %y : tensor<4x3x!quant.uniform<i8:f32:1, {0.25:3, 0.011:-7, 0.5}>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.requantize %x {clamp = array<i64: -20, 100>} : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x33x!quant.uniform<i8:f32, 1.0e-12>>) {
    %y = qnn.requantize %x : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x33x!quant.uniform<i8:f32, 1.0e-12>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 1.0e-12>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x3x!quant.uniform<i8:f32:1, {0.25:3, 0.011:-7, 0.5}>>) -> (tensor<4x3x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.requantize %x : (tensor<4x3x!quant.uniform<i8:f32:1, {0.25:3, 0.011:-7, 0.5}>>) -> tensor<4x3x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x3x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.add %a, %b {clamp = array<i64: -20, 100>} : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, %b: tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.sub %a, %b {clamp = array<i64: -20, 100>} : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.sub %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, %b: tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.sub %a, %b : (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.mul %a, %b {clamp = array<i64: -20, 100>} : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>) {
    %y = qnn.mul %a, %b : (tensor<4x33x!quant.uniform<u8:f32, 0.021:131>>, tensor<4x33x!quant.uniform<i8:f32, 0.375:-9>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.011:127>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, %b: tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) {
    %y = qnn.mul %a, %b : (tensor<4x33x!quant.uniform<i16:f32, 0.0005>>, tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.0005>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x33x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.add %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<4x33x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x33x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.min %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%a: tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, %b: tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) -> (tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.max %a, %b : (tensor<4x33x!quant.uniform<i8:f32, 0.125:3>>, tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>) -> tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x33x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

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
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.relu %x : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.clip %x {min = 0.0 : f32, max = 6.0 : f32} : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.leaky_relu %x {alpha = -0.3 : f32} : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.hard_swish %x : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.sigmoid %x : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.gelu %x : (tensor<4x64x!quant.uniform<i8:f32, 0.125:3>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>) {
    %y = qnn.relu %x : (tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>
    return %y : tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>) -> (tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>) {
    %y = qnn.hard_swish %x : (tensor<4x64x!quant.uniform<u8:f32, 0.021:131>>) -> tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<4x64x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.relu %x : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.leaky_relu %x {alpha = 1.5 : f32} : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.gelu %x : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>) {
    %y = qnn.sigmoid %x : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>) {
    %y = qnn.tanh %x : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.000030517578125>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<4x500x!quant.uniform<i16:f32, 0.00037>>) {
    %y = qnn.sigmoid %x : (tensor<4x500x!quant.uniform<i16:f32, 0.0005>>) -> tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<4x500x!quant.uniform<i16:f32, 0.00037>>
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

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0x6E14AD917951BD65F7D0662CDCAC03B0AA8277C37D24AC5EA088F9F90585475FD8741826AA32B73895D40CF311851EE67071CF66D8DDF7677384CF5ECB1CEEBD311DC8B2AD1A3C88141215B484A6C0A49B26DEF468FE7ECE59B4DF74115F66A9D8A5E70C37E4D8E7FA81DD0B536605939A7B853F25F59E392C73B92408D6D830286AA375E99B29C7C39F7EE77EDC784B6FFD714813D4578FE87191F86D7F6C23C3E8E132BD1137ACAC10513A8A23E8D849E9FDDB"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32, 0.0078125>>
    %b = qnn.constant dense<"0xAFF8FFFF5DF5FFFF3CF5FFFFCCF9FFFF100A000020FEFFFFB3F6FFFF4CFDFFFF8C070000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32, 0.0009765625>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>, tensor<9x20x!quant.uniform<i8:f32, 0.0078125>>, tensor<9x!quant.uniform<i32:f32, 0.0009765625>>) -> tensor<3x9x!quant.uniform<i32:f32, 0.0009765625>>
    %y = qnn.requantize %a {clamp = array<i64: 0, 127>} : (tensor<3x9x!quant.uniform<i32:f32, 0.0009765625>>) -> tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0xF2F2CC6F69C1FC2997E340959429B4CB935421CF58401D90B92A597260A1D5BDC71A2D887A896A68611938AABB441D0FEEEF24DDFD34B59C66898AD820D541786E9F86146C72AC1D836E5FE559F18EDF90DF8EDAED94C17D743C0B2E6C0992B401BA1378E9532AF5A93F56765B8B4EDEB7E841D82E0BA8CCFBA06D5FEDA34EDDA2A1CF8DFFBE8A9CEB21AE4EE667CC4D4801030CC19B174FFB89B9D9487D153584410B24E6FA979179331F1D7F66FADEF07DA9BC"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>
    %b = qnn.constant dense<"0x87090000BD03000089FCFFFF0CFAFFFF8AFFFFFF3E0000002C0700007C05000007F7FFFF"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>, tensor<9x20x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>, tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<3x9x!quant.uniform<i32:f32:1, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %y = qnn.requantize %a : (tensor<3x9x!quant.uniform<i32:f32:1, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<3x9x!quant.uniform<i8:f32, 0.01:-5>>) {
    %w = qnn.constant dense<"0xFAA0221DE80A6C3085B57DC5356A4E224E44B4335248287AA6955DEBF1B3398796E82E6A826E91AD9B178C7417C4B90BB397518846F6E665B7CC3FA40DEEDC03CF40DE31FD05AE8D81BCF8AAB7B98F25C8B82DBF554C88394F71CE605C9D64A9CDBA255F122EBD69776028BF7375A71EC3ED6CF2CD36E0ACC7A854AECD8CA18E9D9F6C038F57AC62D67710C156ED794AFA8C2DFFD23104358A8E40310AD12D5D58A553627C433B449C01D5CF2002A160E551E4E0"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32:0, {0.5, 0.0078125, 3.0, 0.011, 0.25, 0.03, 7.0, 0.125, 0.07}>>
    %b = qnn.constant dense<"0xA5F8FFFFB2FEFFFFA50100008EF4FFFF030A000093F4FFFF37FEFFFF60090000A7080000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {0.0625, 0.0009765625, 0.375, 0.001375, 0.03125, 0.00375, 0.875, 0.015625, 0.00875}>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i8:f32, 0.125:3>>, tensor<9x20x!quant.uniform<i8:f32:0, {0.5, 0.0078125, 3.0, 0.011, 0.25, 0.03, 7.0, 0.125, 0.07}>>, tensor<9x!quant.uniform<i32:f32:0, {0.0625, 0.0009765625, 0.375, 0.001375, 0.03125, 0.00375, 0.875, 0.015625, 0.00875}>>) -> tensor<3x9x!quant.uniform<i32:f32:1, {0.0625, 0.0009765625, 0.375, 0.001375, 0.03125, 0.00375, 0.875, 0.015625, 0.00875}>>
    %y = qnn.requantize %a : (tensor<3x9x!quant.uniform<i32:f32:1, {0.0625, 0.0009765625, 0.375, 0.001375, 0.03125, 0.00375, 0.875, 0.015625, 0.00875}>>) -> tensor<3x9x!quant.uniform<i8:f32, 0.01:-5>>
    return %y : tensor<3x9x!quant.uniform<i8:f32, 0.01:-5>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<3x9x!quant.uniform<i16:f32, 0.00037>>) {
    %w = qnn.constant dense<"0xEBCACA0459B9F2F608F20E6ED75424F067BA936310F8C4B328FA20328CC29DA9083D5CA34D3053A0A431DADF1428DE1FBC7C6D6023BBE6F4FA8D34A84386485DD6C178D24464C683AD3DEF93C378610D83AF524FAA13500AEFEFA2057D44EC3E7B3ED3BABDCD0FDBB2DF141A3660254982CE2C91C5CAF54A5CAA5E58A2A298C74137EF1836E626E07E0C5D957F4A68271229E9A7AA7F5760FE5FFD21CCFBD5550258255ED06DA75819FA723510867B98AF054CD9"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32, 0.0078125>>
    %b = qnn.constant dense<"0x7E050000580A00004BF5FFFFDFF9FFFFC3FCFFFF580B00008509000018FBFFFF80F8FFFF"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32, 3.90625e-06>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i16:f32, 0.0005>>, tensor<9x20x!quant.uniform<i8:f32, 0.0078125>>, tensor<9x!quant.uniform<i32:f32, 3.90625e-06>>) -> tensor<3x9x!quant.uniform<i32:f32, 3.90625e-06>>
    %y = qnn.requantize %a : (tensor<3x9x!quant.uniform<i32:f32, 3.90625e-06>>) -> tensor<3x9x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<3x9x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<3x9x!quant.uniform<i16:f32, 0.00037>>) {
    %w = qnn.constant dense<"0x93D0F06DC04AF3CCC27B5D4910993F5E6E58FFB0F806A16B49389237DE3BABE93B35F6240288089D58E37BA3DF87628336B533F87B1EB52CD21BFC74CFB4CB92B4426CD3792B61DB4C76E894D097E8C6851D9FDAFA1BEB8F28E610359A3E5A1BEED1FB53E04BDE636C3978B8B0826BD150D05384C9FA66D3163FF6D7891C0522AD3ECAD65E9BD8905147DE4E9E85E687AB48A80E2D2A3379AF453B9A0AED9A109ACE34E36A1253621ABC92753E4790FF482C97AD"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>
    %b = qnn.constant dense<"0x09060000AD0300003900000030FBFFFFA507000073F7FFFFB9FCFFFF2B020000D10A0000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i16:f32, 0.0005>>, tensor<9x20x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>, tensor<9x!quant.uniform<i32:f32:0, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>) -> tensor<3x9x!quant.uniform<i32:f32:1, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>
    %y = qnn.requantize %a : (tensor<3x9x!quant.uniform<i32:f32:1, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>) -> tensor<3x9x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<3x9x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<3x20x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0x949E45E979F8EBC57219EEFD20C86C64B5258B2BAECA89A9F1AFA02F99FECFBFE740621884E6270769623C35AA79A87ADF05823479F2443C4FBC272C7D2DE4518B62DCA9F0104F6981195CF2DABD87A31B8160AB1CBE3D2DF194E66C87C3604D1400A33DB1080A8632237426EECD0D9F33E391CB77F1E2457DBD61825774A501F55BFDBFD199FC4FCECF170138E42F064F3C4C43DD8A279A46C694012DC0F6A0A41FCB6146CA2BBE0A8E68F31A0C853625C6034D"> : tensor<9x20xi8> as tensor<9x20x!quant.uniform<i8:f32, 0.01>>
    %b = qnn.constant dense<"0x3408000004FEFFFF24F6FFFF5B0A00007BFBFFFF70F9FFFF20F9FFFF9C02000099F4FFFF"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32, 5.0e-06>>
    %a = qnn.linear %x, %w bias %b : (tensor<3x20x!quant.uniform<i16:f32, 0.0005>>, tensor<9x20x!quant.uniform<i8:f32, 0.01>>, tensor<9x!quant.uniform<i32:f32, 5.0e-06>>) -> tensor<3x9x!quant.uniform<i32:f32, 5.0e-06>>
    %y = qnn.requantize %a : (tensor<3x9x!quant.uniform<i32:f32, 5.0e-06>>) -> tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<3x9x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x7x5x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x6x7x9x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0x3EF87131405469019D1C15BFEFF9C4395D2DD5F17A0EDDAB0E27474849A08B0C3CFC9C5FD88F984B1BAEB248B2820855EDF10AE107A1342E66107987177F21A61812D9A54953A0837173FBE2411C32CA95B4EDEEE3EAA0653EC2EBAE2A4D8B89717FEAE356A944BE985D40DC37DB4E7B4854C36118607813BFFCE1F8F6520F0143FAE26123CD5982882C07479AF25CB81355C1194F7AB65EDAF960CD2D9D49A09214C8154CAF765ED987CBA216F7EE700A6241D55FDA9B3BC126ECD393773FABB5324EE9D66C2FBD1D5CEC65FE3657116D7FDEEE309F76F3C37D42F98563C09FC21DD6C87F3B9BBB89112F6BFF451D3207AEB9644EC46273743FCA1F4BE160969A9120C8FF9DD9D6593B9BB06A1E74A9D0426BED9C92E0F689D276F1D76E00A799A81E79E0392C186CCEFBE0A976EA22DD6547CC9254877641D7AB94550824B7C2BD500248B81A907A54B1234683BBAE9025B408448CFB35C69FDB3697E55C658305D1F2054EB5FF563090FBB51349773C1BCCD2945B96FA96D17219565EB0DA3467A3223AE1A5E349BB9589444B4AB631701E653A"> : tensor<9x3x3x5xi8> as tensor<9x3x3x5x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>
    %b = qnn.constant dense<"0x00F8FFFF4F0200003AF7FFFFA809000002FBFFFFD0F8FFFFC309000012FCFFFFBD040000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %a = qnn.conv2d %x, %w bias %b {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x6x7x5x!quant.uniform<i8:f32, 0.125:3>>, tensor<9x3x3x5x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>, tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<1x6x7x9x!quant.uniform<i32:f32:3, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %y = qnn.requantize %a : (tensor<1x6x7x9x!quant.uniform<i32:f32:3, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<1x6x7x9x!quant.uniform<i8:f32, 0.25:77>>
    %z = qnn.hard_swish %y : (tensor<1x6x7x9x!quant.uniform<i8:f32, 0.25:77>>) -> tensor<1x6x7x9x!quant.uniform<i8:f32, 0.25:77>>
    return %z : tensor<1x6x7x9x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x7x5x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<1x6x7x9x!quant.uniform<i16:f32, 0.00037>>) {
    %w = qnn.constant dense<"0x308A994EAB921BD9D46C6B604A4C5E0DEBF755EE12F15505D3100D50F1A5EA7FE591EBCAA6B3A57ED0B7326C2A70426E3A0152B69B9AE464203B91C4604D3A1CE0648B9199B888A6C066BFC7A767FB214E9534D523C46F0905EB89C2963DA0CFE66A275C6EC6A82CFE222622F9B2C809B06F502263E7B828C6EAFD46ECC32B119109DB2D4D0213E28F954BF238F0A1A031DEFF79B6876251554376E5E2336CBF20C3F2A790C99E0D01688F0051F3176EB36C1C390D4CD896A0E56E4171AB4273670F914E3093735C333642F842A47C0AFD5C1536095B35D7A0E2E301C11F48FDBE4B528E48A99872CA82346E93252CA3C7B19DCB6543B5DE75131782FD9C0DD013DF849F0CE8CB140DD074E43EC4FBE52A8307FF7E13AA8B3946A7D5632B2755181B7EB6F6DAE4D4CF93E78EA440D5B3DADDAB4E4DFEF1CCD7A6EBC6BCD7A56D9A2D5566DE63F7E0FE287A3785AC5C426AC247879A9737B2AE67FDCC75239DA5142AF0999A72F6DC06794EB96BBC02CCD0ABDD076D7D8FF256AAC0CDF200C349029AD6BCF3B79CC5A20D0EEF3B9A21C54EA024DFCD"> : tensor<9x3x3x5xi8> as tensor<9x3x3x5x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>
    %b = qnn.constant dense<"0x3E03000059F5FFFFDFFFFFFF5A09000086F5FFFF76FCFFFFC6F7FFFF010A0000B7030000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>
    %a = qnn.conv2d %x, %w bias %b {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x6x7x5x!quant.uniform<i16:f32, 0.0005>>, tensor<9x3x3x5x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>, tensor<9x!quant.uniform<i32:f32:0, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>) -> tensor<1x6x7x9x!quant.uniform<i32:f32:3, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>
    %y = qnn.requantize %a : (tensor<1x6x7x9x!quant.uniform<i32:f32:3, {3.90625e-06, 6.103515625e-08, 2.34375e-05, 8.59375e-08, 1.953125e-06, 2.34375e-07, 5.46875e-05, 9.765625e-07, 5.468750000000001e-07}>>) -> tensor<1x6x7x9x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<1x6x7x9x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x7x19x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x6x7x19x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0x699FCC34F6F4A3D37F9CA8522D2D1AB8372CEA4FE2BDE7279302D246C7E14864F35C999889FED9C97DA387C4F44145569F004E5863365491A3DC6F0ABB1A4D954D9006E5418B463E4E3FD0A677742063DC71A0B357A87D16600C29933BCCE59CA7006EEF46C60C1C6004A73B9A4CC6446736DC55983EAF189E9566F77A4B8F902B73B8C15BA0C37940298E701356EE35A1916C7EF8CA3E93B1E8D20462A5062978C32F237C7CD98A05E068"> : tensor<19x3x3x1xi8> as tensor<19x3x3x1x!quant.uniform<i8:f32:0, {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19}>>
    %b = qnn.constant dense<"0x08070000D1F5FFFFAEF7FFFF9805000085F5FFFFD4F4FFFFAD010000E1FBFFFF97FEFFFFC701000042FCFFFF59030000A0F6FFFFC8F6FFFFAA090000B1070000D10900008F070000A5000000"> : tensor<19xi32> as tensor<19x!quant.uniform<i32:f32:0, {0.00125, 0.0025, 0.00375, 0.005, 0.00625, 0.0075, 0.00875, 0.01, 0.01125, 0.0125, 0.01375, 0.015, 0.01625, 0.0175, 0.01875, 0.02, 0.02125, 0.0225, 0.02375}>>
    %a = qnn.conv2d %x, %w bias %b {pads = array<i64: 1, 1, 1, 1>, groups = 19 : i64} : (tensor<1x6x7x19x!quant.uniform<i8:f32, 0.125:3>>, tensor<19x3x3x1x!quant.uniform<i8:f32:0, {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19}>>, tensor<19x!quant.uniform<i32:f32:0, {0.00125, 0.0025, 0.00375, 0.005, 0.00625, 0.0075, 0.00875, 0.01, 0.01125, 0.0125, 0.01375, 0.015, 0.01625, 0.0175, 0.01875, 0.02, 0.02125, 0.0225, 0.02375}>>) -> tensor<1x6x7x19x!quant.uniform<i32:f32:3, {0.00125, 0.0025, 0.00375, 0.005, 0.00625, 0.0075, 0.00875, 0.01, 0.01125, 0.0125, 0.01375, 0.015, 0.01625, 0.0175, 0.01875, 0.02, 0.02125, 0.0225, 0.02375}>>
    %y = qnn.requantize %a : (tensor<1x6x7x19x!quant.uniform<i32:f32:3, {0.00125, 0.0025, 0.00375, 0.005, 0.00625, 0.0075, 0.00875, 0.01, 0.01125, 0.0125, 0.01375, 0.015, 0.01625, 0.0175, 0.01875, 0.02, 0.02125, 0.0225, 0.02375}>>) -> tensor<1x6x7x19x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<1x6x7x19x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x6x7x19x!quant.uniform<i16:f32, 0.0005>>) -> (tensor<1x6x7x19x!quant.uniform<i16:f32, 0.00037>>) {
    %w = qnn.constant dense<"0xD3031F4D83C47CA85342B4C497B4048F19B20287513207DE6F51F643A2DA26AB8ADA1C88E42616B178A7D36455F0F373997B6B2A86C01BA6A8C04F3D6004DBCD1585C1DAB6E5889299C09ACCA4EBFBFF4611195ADCCC7599B5CE20B8AA14F1FA0CD3C3992D4140204420C334405B878959B1B9F9D434580252025ECF74BFC660A57C8E000AF8BEA16A1A98B77F21F1C853F8ED5EC3D0E10939D220FD0D5F66FF82775AE9B8F5CE2612017F"> : tensor<19x3x3x1xi8> as tensor<19x3x3x1x!quant.uniform<i8:f32:0, {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19}>>
    %b = qnn.constant dense<"0xC809000094FDFFFF300A0000B7F4FFFFE3F5FFFFCD010000E301000057F6FFFF9EFEFFFF38FCFFFF36FFFFFF690700005E0A000022F9FFFF94020000FD090000A80600000D0600004CFFFFFF"> : tensor<19xi32> as tensor<19x!quant.uniform<i32:f32:0, {5.0e-06, 1.0e-05, 1.5e-05, 2.0e-05, 2.5e-05, 3.0e-05, 3.5000000000000004e-05, 4.0e-05, 4.4999999999999996e-05, 5.0e-05, 5.5e-05, 6.0e-05, 6.500000000000001e-05, 7.000000000000001e-05, 7.5e-05, 8.0e-05, 8.5e-05, 8.999999999999999e-05, 9.5e-05}>>
    %a = qnn.conv2d %x, %w bias %b {pads = array<i64: 1, 1, 1, 1>, groups = 19 : i64} : (tensor<1x6x7x19x!quant.uniform<i16:f32, 0.0005>>, tensor<19x3x3x1x!quant.uniform<i8:f32:0, {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19}>>, tensor<19x!quant.uniform<i32:f32:0, {5.0e-06, 1.0e-05, 1.5e-05, 2.0e-05, 2.5e-05, 3.0e-05, 3.5000000000000004e-05, 4.0e-05, 4.4999999999999996e-05, 5.0e-05, 5.5e-05, 6.0e-05, 6.500000000000001e-05, 7.000000000000001e-05, 7.5e-05, 8.0e-05, 8.5e-05, 8.999999999999999e-05, 9.5e-05}>>) -> tensor<1x6x7x19x!quant.uniform<i32:f32:3, {5.0e-06, 1.0e-05, 1.5e-05, 2.0e-05, 2.5e-05, 3.0e-05, 3.5000000000000004e-05, 4.0e-05, 4.4999999999999996e-05, 5.0e-05, 5.5e-05, 6.0e-05, 6.500000000000001e-05, 7.000000000000001e-05, 7.5e-05, 8.0e-05, 8.5e-05, 8.999999999999999e-05, 9.5e-05}>>
    %y = qnn.requantize %a : (tensor<1x6x7x19x!quant.uniform<i32:f32:3, {5.0e-06, 1.0e-05, 1.5e-05, 2.0e-05, 2.5e-05, 3.0e-05, 3.5000000000000004e-05, 4.0e-05, 4.4999999999999996e-05, 5.0e-05, 5.5e-05, 6.0e-05, 6.500000000000001e-05, 7.000000000000001e-05, 7.5e-05, 8.0e-05, 8.5e-05, 8.999999999999999e-05, 9.5e-05}>>) -> tensor<1x6x7x19x!quant.uniform<i16:f32, 0.00037>>
    return %y : tensor<1x6x7x19x!quant.uniform<i16:f32, 0.00037>>
  }
}

// -----

module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x4x5x6x!quant.uniform<i8:f32, 0.125:3>>) -> (tensor<1x9x11x9x!quant.uniform<i8:f32, 0.25:77>>) {
    %w = qnn.constant dense<"0x9349193E7EB0D9330C1FE0CF3E38307D1AA27A7E3432D8BCE2A52387324FB9F55084F39246CC9802D23A8560EB63C2C5D9DFB9E05BFD23C0DA180033B0CD72E9685913D6A8F57560B88B8FD5EC90E1935A6CA6CD9078F2FE8B5E2A0BFD0E606A70E5BC9F4A560010743495C3F5D67BFB8F95CE27D032DDBD7F54B1495301C5646076A6489AEC7D2A848E2500B51585D2B4205A2E5A40B7A0D355F1BEDB182850B34682081F0065A8E2629B1961462278D63434CD79FC12AD5EC7885C572CFCAB670604E9E3513A5588DB559679B10311EDDEF68A093FB81E7DD4398838DB2D164491A29CEA8B9F89D71D6B370A243BD25DDB3983124F8C087AB12A9EB6C85FE3933476935848CEBD52A887209CA6D37D762E843C290DD5615B5B980D2EA5F32B927F21BF2134F49DEC549B0AED1032164F074B2ACD1EEECBDA5F3DA1713FAAEDA09B16C705FEC5A33F21CF740738300E1C1921FD53444234C0035B4081262A934AA5F1E4D3D18A32EFF9B62F6C389874CE0A82C5DB7B69D608408DBE15E7EB24C36BC4724777A402013FA8404403753E73E39BF4D2FCA43E70A90AA5043D34EEC80F9A68212CC123AFE20199E4416E2EFE2A6F0A48892AA51328A70B5ED1A7B751D979B962AE5F0E4936FE0647033648257AFC39209E455C9D6625B06C84977FD8621AF5E715"> : tensor<9x3x3x6xi8> as tensor<9x3x3x6x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>
    %b = qnn.constant dense<"0xB101000003FCFFFF6A050000D2FEFFFF85090000C1080000A7F6FFFF91F8FFFF25030000"> : tensor<9xi32> as tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %a = qnn.conv_transpose2d %x, %w bias %b {strides = array<i64: 2, 2>} : (tensor<1x4x5x6x!quant.uniform<i8:f32, 0.125:3>>, tensor<9x3x3x6x!quant.uniform<i8:f32:0, {0.0078125, 0.0001220703125, 0.046875, 0.000171875, 0.00390625, 0.00046875, 0.109375, 0.001953125, 0.00109375}>>, tensor<9x!quant.uniform<i32:f32:0, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<1x9x11x9x!quant.uniform<i32:f32:3, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>
    %y = qnn.requantize %a : (tensor<1x9x11x9x!quant.uniform<i32:f32:3, {0.0009765625, 1.52587890625e-05, 0.005859375, 2.1484375e-05, 0.00048828125, 5.859375e-05, 0.013671875, 0.000244140625, 0.00013671875}>>) -> tensor<1x9x11x9x!quant.uniform<i8:f32, 0.25:77>>
    return %y : tensor<1x9x11x9x!quant.uniform<i8:f32, 0.25:77>>
  }
}

// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only

// Profile tflite: casts, functions and arithmetic, with scales of few bits, so that there are ties, and of many; factors below and above 1.

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

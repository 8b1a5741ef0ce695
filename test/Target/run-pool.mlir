// RUN: test-object %s --specials --samples=2
// RUN: test-object %s --target=x86-64-v3 --specials --samples=2
// RUN: test-object %s --target=armv8.0-a --compile-only

// Pools with pads, strides, dilation, ceil mode, and other output types.

func.func @main(%x: tensor<2x9x8x5xf32>) -> (tensor<2x5x4x5xf32>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x9x8x5xf32>) -> tensor<2x5x4x5xf32>
  return %y : tensor<2x5x4x5xf32>
}

// -----

func.func @main(%x: tensor<2x9x8x5xf32>) -> (tensor<2x5x4x5xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<2x9x8x5xf32>) -> tensor<2x5x4x5xf32>
  return %y : tensor<2x5x4x5xf32>
}

// -----

func.func @main(%x: tensor<2x9x8x5xf32>) -> (tensor<2x5x4x5xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<2x9x8x5xf32>) -> tensor<2x5x4x5xf32>
  return %y : tensor<2x5x4x5xf32>
}

// -----

func.func @main(%x: tensor<1x5x5x16xf32>) -> (tensor<1x4x4x16xf32>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x5x5x16xf32>) -> tensor<1x4x4x16xf32>
  return %y : tensor<1x4x4x16xf32>
}

// -----

func.func @main(%x: tensor<1x5x5x16xf32>) -> (tensor<1x4x4x16xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x5x5x16xf32>) -> tensor<1x4x4x16xf32>
  return %y : tensor<1x4x4x16xf32>
}

// -----

func.func @main(%x: tensor<1x5x5x16xf32>) -> (tensor<1x4x4x16xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x5x5x16xf32>) -> tensor<1x4x4x16xf32>
  return %y : tensor<1x4x4x16xf32>
}

// -----

func.func @main(%x: tensor<1x6x6x35xf32>) -> (tensor<1x6x6x35xf32>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>} : (tensor<1x6x6x35xf32>) -> tensor<1x6x6x35xf32>
  return %y : tensor<1x6x6x35xf32>
}

// -----

func.func @main(%x: tensor<1x6x6x35xf32>) -> (tensor<1x6x6x35xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x6x6x35xf32>) -> tensor<1x6x6x35xf32>
  return %y : tensor<1x6x6x35xf32>
}

// -----

func.func @main(%x: tensor<1x6x6x35xf32>) -> (tensor<1x6x6x35xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x6x6x35xf32>) -> tensor<1x6x6x35xf32>
  return %y : tensor<1x6x6x35xf32>
}

// -----

func.func @main(%x: tensor<1x9x8x3xf32>) -> (tensor<1x3x3x3xf32>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>} : (tensor<1x9x8x3xf32>) -> tensor<1x3x3x3xf32>
  return %y : tensor<1x3x3x3xf32>
}

// -----

func.func @main(%x: tensor<1x9x8x3xf32>) -> (tensor<1x3x3x3xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = false} : (tensor<1x9x8x3xf32>) -> tensor<1x3x3x3xf32>
  return %y : tensor<1x3x3x3xf32>
}

// -----

func.func @main(%x: tensor<1x9x8x3xf32>) -> (tensor<1x3x3x3xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = true} : (tensor<1x9x8x3xf32>) -> tensor<1x3x3x3xf32>
  return %y : tensor<1x3x3x3xf32>
}

// -----

func.func @main(%x: tensor<1x7x7x20xf32>) -> (tensor<1x1x1x20xf32>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x7x7x20xf32>) -> tensor<1x1x1x20xf32>
  return %y : tensor<1x1x1x20xf32>
}

// -----

func.func @main(%x: tensor<1x7x7x20xf32>) -> (tensor<1x1x1x20xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x7x7x20xf32>) -> tensor<1x1x1x20xf32>
  return %y : tensor<1x1x1x20xf32>
}

// -----

func.func @main(%x: tensor<1x7x7x20xf32>) -> (tensor<1x1x1x20xf32>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x7x7x20xf32>) -> tensor<1x1x1x20xf32>
  return %y : tensor<1x1x1x20xf32>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<2x5x4x5x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x4x4x16x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>} : (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>} : (tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = false} : (tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = true} : (tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x3x3x3x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
  return %y : tensor<1x1x1x20x!quant.uniform<u8:f32, 0.05:131>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<2x9x8x5x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x5x5x16x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>} : (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>} : (tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = false} : (tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = true} : (tensor<1x9x8x3x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> (tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x7x7x20x!quant.uniform<i8:f32, 0.07:-9>>) -> tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<2x9x8x5x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<2x5x4x5x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x5x5x16x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x4x4x16x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>} : (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x6x6x35x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>} : (tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = false} : (tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = true} : (tensor<1x9x8x3x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x3x3x3x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.max_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>} : (tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> (tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x7x7x20x!quant.uniform<i16:f32, 0.001:-300>>) -> tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
  return %y : tensor<1x1x1x20x!quant.uniform<i16:f32, 0.001:-300>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<2x9x8x5x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<2x5x4x5x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x5x5x16x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x4x4x16x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 5, 5>, strides = array<i64: 1, 1>, pads = array<i64: 2, 2, 2, 2>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x6x6x35x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x6x6x35x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = false} : (tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 3, 2>, strides = array<i64: 2, 3>, pads = array<i64: 1, 0, 0, 1>, dilations = array<i64: 2, 1>, count_include_pad = true} : (tensor<1x9x8x3x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x3x3x3x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = false} : (tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----

func.func @main(%x: tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> (tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>) {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>, strides = array<i64: 1, 1>, pads = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>, count_include_pad = true} : (tensor<1x7x7x20x!quant.uniform<u8:f32, 0.05:131>>) -> tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
  return %y : tensor<1x1x1x20x!quant.uniform<i8:f32, 0.07:-9>>
}

// -----
// A sum of 16-bit values that needs more than 32 bits.
func.func @main(%x: tensor<1x400x400x1x!quant.uniform<u16:f32, 0.5>>) -> tensor<1x1x1x1x!quant.uniform<u16:f32, 0.5>> {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 400, 400>} : (tensor<1x400x400x1x!quant.uniform<u16:f32, 0.5>>) -> tensor<1x1x1x1x!quant.uniform<u16:f32, 0.5>>
  return %y : tensor<1x1x1x1x!quant.uniform<u16:f32, 0.5>>
}

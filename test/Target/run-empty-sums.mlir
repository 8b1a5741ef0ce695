// RUN: test-object %s --samples=1
// RUN: test-object %s --target=x86-64-v3 --samples=1
// RUN: test-object %s --target=armv8.0-a --compile-only
// RUN: quant-opt %s -split-input-file --fuse-pipeline --test-compare-kernels=samples=1 -o /dev/null

// Tensors without elements: kernels have nothing to do, or sums nothing to add.

func.func @main(%x: tensor<1x4x4x0xf32>) -> tensor<1x4x4x3xf32> {
  %w = qnn.constant dense<0.0> : tensor<3x1x1x0xf32> as tensor<3x1x1x0xf32>
  %b = qnn.constant dense<[0.5, 1.0, 1.5]> : tensor<3xf32> as tensor<3xf32>
  %y = qnn.conv2d %x, %w bias %b : (tensor<1x4x4x0xf32>, tensor<3x1x1x0xf32>, tensor<3xf32>) -> tensor<1x4x4x3xf32>
  return %y : tensor<1x4x4x3xf32>
}

// -----

func.func @main(%x: tensor<2x0xf32>) -> tensor<2x3xf32> {
  %w = qnn.constant dense<0.0> : tensor<3x0xf32> as tensor<3x0xf32>
  %y = qnn.linear %x, %w : (tensor<2x0xf32>, tensor<3x0xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @main(%x: tensor<0x4xf32>) -> tensor<0x3xf32> {
  %w = qnn.constant dense<0.5> : tensor<3x4xf32> as tensor<3x4xf32>
  %y = qnn.linear %x, %w : (tensor<0x4xf32>, tensor<3x4xf32>) -> tensor<0x3xf32>
  return %y : tensor<0x3xf32>
}

// -----

func.func @main(%x: tensor<2x4xf32>) -> tensor<2x0xf32> {
  %w = qnn.constant dense<0.5> : tensor<0x4xf32> as tensor<0x4xf32>
  %y = qnn.linear %x, %w : (tensor<2x4xf32>, tensor<0x4xf32>) -> tensor<2x0xf32>
  return %y : tensor<2x0xf32>
}

// -----

func.func @main(%x: tensor<0x3x3x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<0x3x3x4x!quant.uniform<i8:f32, 0.25>> {
  %w = qnn.constant dense<1> : tensor<4x1x1x4xi8> as tensor<4x1x1x4x!quant.uniform<i8:f32, 0.5>>
  %a = qnn.conv2d %x, %w : (tensor<0x3x3x4x!quant.uniform<i8:f32, 0.5>>, tensor<4x1x1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<0x3x3x4x!quant.uniform<i32:f32, 0.25>>
  %y = qnn.requantize %a : (tensor<0x3x3x4x!quant.uniform<i32:f32, 0.25>>) -> tensor<0x3x3x4x!quant.uniform<i8:f32, 0.25>>
  return %y : tensor<0x3x3x4x!quant.uniform<i8:f32, 0.25>>
}

// -----

func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x0x4x2xf32> {
  %y = qnn.avg_pool2d %x {kernel = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>) -> tensor<1x0x4x2xf32>
  return %y : tensor<1x0x4x2xf32>
}

// -----

func.func @main(%x: tensor<2x0xf32>, %z: tensor<2x0x!quant.uniform<u8:f32, 0.5:3>>) -> (tensor<2xf32>, tensor<2x!quant.uniform<u8:f32, 0.25:7>>) {
  %y = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<2x0xf32>) -> tensor<2xf32>
  %q = qnn.reduce %z {kind = 1 : i64, axes = array<i64: 1>} : (tensor<2x0x!quant.uniform<u8:f32, 0.5:3>>) -> tensor<2x!quant.uniform<u8:f32, 0.25:7>>
  return %y, %q : tensor<2xf32>, tensor<2x!quant.uniform<u8:f32, 0.25:7>>
}

// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

// CHECK-LABEL: func.func @conv2d_float
func.func @conv2d_float(%x: tensor<1x8x8x3xf32>, %w: tensor<16x3x3x3xf32>, %b: tensor<16xf32>) -> tensor<1x4x4x16xf32> {
  // CHECK: qnn.conv2d %{{.*}}, %{{.*}} bias %{{.*}} {pads = array<i64: 0, 0, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>, tensor<16xf32>) -> tensor<1x4x4x16xf32>
  %y = qnn.conv2d %x, %w bias %b {strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 1, 1>}
     : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>, tensor<16xf32>) -> tensor<1x4x4x16xf32>
  return %y : tensor<1x4x4x16xf32>
}

// CHECK-LABEL: func.func @linear_quantized
func.func @linear_quantized(%x: tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25>> {
  // CHECK: qnn.constant dense<{{.*}}> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {5.000000e-01,2.500000e-01}>>
  %w = qnn.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>>
  // CHECK: qnn.linear
  %acc = qnn.linear %x, %w : (tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>, tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>>)
      -> tensor<1x2x!quant.uniform<i32:f32:1, {0.25, 0.125}>>
  // CHECK: qnn.requantize
  %y = qnn.requantize %acc {negative_slope = array<f32: 0.1, 0.2>} : (tensor<1x2x!quant.uniform<i32:f32:1, {0.25, 0.125}>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25>>
  return %y : tensor<1x2x!quant.uniform<i8:f32, 0.25>>
}

// CHECK-LABEL: func.func @others
func.func @others(%x: tensor<1x4x4x2xf32>, %w: tensor<4x2x2x1xf32>, %d: tensor<2x3x3x1xf32>, %a: tensor<2x3x4xf32>, %b: tensor<4x5xf32>) {
  // CHECK-NEXT: qnn.conv_transpose2d %arg0, %arg1 {groups = 2 : i64, output_padding = array<i64: 1, 0>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>, tensor<4x2x2x1xf32>) -> tensor<1x9x8x4xf32>
  %0 = qnn.conv_transpose2d %x, %w {strides = array<i64: 2, 2>, output_padding = array<i64: 1, 0>, groups = 2} : (tensor<1x4x4x2xf32>, tensor<4x2x2x1xf32>) -> tensor<1x9x8x4xf32>
  // CHECK-NEXT: qnn.conv2d %arg0, %arg2 {dilations = array<i64: 2, 1>, groups = 2 : i64, pads = array<i64: 2, 1, 2, 1>}
  %1 = qnn.conv2d %x, %d {dilations = array<i64: 2, 1>, groups = 2, pads = array<i64: 2, 1, 2, 1>} : (tensor<1x4x4x2xf32>, tensor<2x3x3x1xf32>) -> tensor<1x4x4x2xf32>
  // CHECK-NEXT: qnn.matmul %arg3, %arg4 : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  %2 = qnn.matmul %a, %b : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return
}

// CHECK-LABEL: func.func @matmul_quantized
func.func @matmul_quantized(%a: tensor<3x4x!quant.uniform<i8:f32, 0.5:3>>, %b: tensor<4x5x!quant.uniform<u8:f32, 0.25>>) {
  // CHECK-NEXT: qnn.matmul {{.*}} -> tensor<3x5x!quant.uniform<i32:f32, 1.250000e-01>>
  %0 = qnn.matmul %a, %b : (tensor<3x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<4x5x!quant.uniform<u8:f32, 0.25>>) -> tensor<3x5x!quant.uniform<i32:f32, 0.125>>
  return
}

// CHECK-LABEL: func.func @padding
func.func @padding(%x: tensor<1x8x8x3xf32>, %w: tensor<16x3x3x3xf32>) -> tensor<1x8x8x16xf32> {
  // CHECK: qnn.conv2d %arg0, %arg1 {pad_values = array<f32: 1.000000e+00, -2.500000e+00, 0.000000e+00>, pads = array<i64: 1, 1, 1, 1>}
  %y = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, pad_values = array<f32: 1.0, -2.5, 0.0>} : (tensor<1x8x8x3xf32>, tensor<16x3x3x3xf32>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}

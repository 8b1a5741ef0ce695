// RUN: quant-opt %s --quantize-scale-weights | FileCheck %s

// Layers whose weights or bias have no scale stay in float.

// CHECK-LABEL: func.func @large_product
// CHECK: qnn.linear {{.*}}{qnn.float_reason = "the scale of its products leaves f32"} : (tensor<2x1xf32>, tensor<1x1xf32>) -> tensor<2x1xf32>
func.func @large_product(%x: tensor<2x1x!quant.uniform<i8:f32, 1.0e30>>) -> tensor<2x1xf32> {
  %w = qnn.constant dense<1.0e30> : tensor<1x1xf32> as tensor<1x1xf32>
  %d = qnn.dequantize %x : (tensor<2x1x!quant.uniform<i8:f32, 1.0e30>>) -> tensor<2x1xf32>
  %y = qnn.linear %d, %w : (tensor<2x1xf32>, tensor<1x1xf32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

// CHECK-LABEL: func.func @large_bias
// CHECK: qnn.linear {{.*}}{qnn.float_reason = "the scale of its products leaves f32"} : (tensor<2x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<2x1xf32>
func.func @large_bias(%x: tensor<2x1x!quant.uniform<i8:f32, 1.0e-30>>) -> tensor<2x1xf32> {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %b = qnn.constant dense<1.0e30> : tensor<1xf32> as tensor<1xf32>
  %d = qnn.dequantize %x : (tensor<2x1x!quant.uniform<i8:f32, 1.0e-30>>) -> tensor<2x1xf32>
  %y = qnn.linear %d, %w bias %b : (tensor<2x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

// CHECK-LABEL: func.func @empty
// CHECK: qnn.linear %{{.*}} : (tensor<2x1xf32>, tensor<0x1xf32>) -> tensor<2x0xf32>
func.func @empty(%x: tensor<2x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x0xf32> {
  %w = qnn.constant dense<0.0> : tensor<0x1xf32> as tensor<0x1xf32>
  %d = qnn.dequantize %x : (tensor<2x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1xf32>
  %y = qnn.linear %d, %w : (tensor<2x1xf32>, tensor<0x1xf32>) -> tensor<2x0xf32>
  return %y : tensor<2x0xf32>
}

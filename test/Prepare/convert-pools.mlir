// RUN: quant-opt %s --prepare-convert-pools | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-convert-pools)" -o /dev/null

// CHECK-LABEL: func.func @average
// CHECK-NEXT: qnn.reduce %arg0 {axes = array<i64: 1, 2>, kind = 0 : i64, qnn.id = "00000000000000a1"}
func.func @average(%x: tensor<2x7x5x3xf32>) -> tensor<2x1x1x3xf32> {
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 7, 5>, strides = array<i64: 7, 7>, qnn.id = "00000000000000a1"} : (tensor<2x7x5x3xf32>) -> tensor<2x1x1x3xf32>
  return %0 : tensor<2x1x1x3xf32>
}

// CHECK-LABEL: func.func @maximum_quantized
// CHECK-NEXT: qnn.reduce %arg0 {axes = array<i64: 1, 2>, kind = 2 : i64}
func.func @maximum_quantized(%x: tensor<1x7x5x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x1x3x!quant.uniform<i8:f32, 0.5>> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 7, 5>} : (tensor<1x7x5x3x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x1x3x!quant.uniform<i8:f32, 0.5>>
  return %0 : tensor<1x1x1x3x!quant.uniform<i8:f32, 0.5>>
}

// A window that is smaller than the image, or padded, or dilated, is none over the image.
// CHECK-LABEL: func.func @other_windows
// CHECK-COUNT-3: qnn.avg_pool2d
func.func @other_windows(%x: tensor<1x3x3x1xf32>) -> (tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) {
  %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x3x3x1xf32>) -> tensor<1x1x1x1xf32>
  %1 = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x3x3x1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.avg_pool2d %x {kernel = array<i64: 3, 3>, dilations = array<i64: 2, 2>} : (tensor<1x3x3x1xf32>) -> tensor<1x1x1x1xf32>
  return %0, %1, %2 : tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>
}

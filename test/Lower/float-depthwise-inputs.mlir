// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s --plan-select-kernels --lower-to-kernels=target=x86-64-v3 | FileCheck %s

// The kernel reads the input that the convolution reads, whichever that is and whatever else comes in; with another
// input it is another kernel.

// CHECK-LABEL: func.func @quantc_run
// CHECK: call @qk_depthwise_f32_f32_f32_4x4x1_avx2(
// CHECK: call @qk_depthwise_f32_f32_f32_4x4x1_avx2_2(
// CHECK: call @qk_depthwise_f32_f32_f32_4x4x1_avx2_3(
// CHECK: call @qk_depthwise_f32_f32_f32_4x4x1_avx2(
!image = tensor<1x5x5x4xf32>
func.func @main(%z: !image, %x: !image, %s: tensor<4xf32>) -> (!image, !image, !image, !image) {
  %0 = qnn.fused(%z, %x) : (!image, !image) -> !image {
  ^bb0(%a: !image, %b: !image):
    %w = qnn.constant dense<[[[[0.5], [-1.0]]], [[[2.0], [0.25]]], [[[-3.0], [1.5]]], [[[0.125], [1.0]]]]> : tensor<4x1x2x1xf32> as tensor<4x1x2x1xf32>
    %1 = qnn.conv2d %b, %w {pads = array<i64: 0, 0, 0, 1>, groups = 4 : i64} : (!image, tensor<4x1x2x1xf32>) -> !image
    qnn.yield %1 : !image
  }
  %2 = qnn.fused(%z, %x) : (!image, !image) -> !image {
  ^bb0(%a: !image, %b: !image):
    %w = qnn.constant dense<[[[[0.5], [-1.0]]], [[[2.0], [0.25]]], [[[-3.0], [1.5]]], [[[0.125], [1.0]]]]> : tensor<4x1x2x1xf32> as tensor<4x1x2x1xf32>
    %1 = qnn.conv2d %a, %w {pads = array<i64: 0, 0, 0, 1>, groups = 4 : i64} : (!image, tensor<4x1x2x1xf32>) -> !image
    qnn.yield %1 : !image
  }
  %3 = qnn.fused(%s, %x) : (tensor<4xf32>, !image) -> !image {
  ^bb0(%a: tensor<4xf32>, %b: !image):
    %w = qnn.constant dense<[[[[0.5], [-1.0]]], [[[2.0], [0.25]]], [[[-3.0], [1.5]]], [[[0.125], [1.0]]]]> : tensor<4x1x2x1xf32> as tensor<4x1x2x1xf32>
    %1 = qnn.conv2d %b, %w {pads = array<i64: 0, 0, 0, 1>, groups = 4 : i64} : (!image, tensor<4x1x2x1xf32>) -> !image
    qnn.yield %1 : !image
  }
  %4 = qnn.fused(%x, %z) : (!image, !image) -> !image {
  ^bb0(%a: !image, %b: !image):
    %w = qnn.constant dense<1.0> : tensor<4x1x2x1xf32> as tensor<4x1x2x1xf32>
    %1 = qnn.conv2d %b, %w {pads = array<i64: 0, 0, 0, 1>, groups = 4 : i64} : (!image, tensor<4x1x2x1xf32>) -> !image
    qnn.yield %1 : !image
  }
  return %0, %2, %3, %4 : !image, !image, !image, !image
}

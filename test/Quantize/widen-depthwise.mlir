// RUN: quant-opt %s --quantize-widen-depthwise | FileCheck %s

// One filter for each channel, behind a pool or not; not a value that another layer reads as well, nor for grouped convolutions,
// or those that make two channels of one, or of a single channel.
// CHECK-LABEL: func.func @f
// CHECK: %[[A:.+]] = qnn.relu {{.*}} {qnn.qconfig = {activations = {type = "s16"}}}
// CHECK: %[[B:.+]] = qnn.max_pool2d %[[A]] {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// CHECK: qnn.conv2d %[[B]], %{{.*}} {groups = 2 : i64}
// CHECK-NOT: 16"
func.func @f(%x: tensor<1x4x4x2xf32>, %z: tensor<1x4x4x1xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x4xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<2x1x1x2xf32> as tensor<2x1x1x2xf32>
  %v = qnn.constant dense<1.0> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %u = qnn.constant dense<1.0> : tensor<4x1x1x1xf32> as tensor<4x1x1x1xf32>
  %t = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %0 = qnn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = qnn.relu %0 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = qnn.max_pool2d %1 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %3 = qnn.conv2d %2, %v {groups = 2 : i64} : (tensor<1x2x2x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %4 = qnn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %5 = qnn.conv2d %4, %v {groups = 2 : i64} : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %6 = qnn.conv2d %4, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %7 = qnn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %8 = qnn.conv2d %7, %u {groups = 2 : i64} : (tensor<1x4x4x2xf32>, tensor<4x1x1x1xf32>) -> tensor<1x4x4x4xf32>
  %9 = qnn.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %10 = qnn.conv2d %9, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %11 = qnn.relu %z : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  %12 = qnn.conv2d %11, %t : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  return %3, %5, %6, %8, %10, %12 : tensor<1x2x2x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x4xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x1xf32>
}

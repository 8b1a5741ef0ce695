// RUN: quant-opt %s --quantize-scale-weights | FileCheck %s
// RUN: quant-opt %s --quantize-scale-weights --quantize-scale-weights | FileCheck %s

// A scale for each output channel, from its largest weight; ties go to even.
// CHECK-LABEL: func.func @per_channel
// CHECK: qnn.constant dense<{{\[\[}}127, -64], [2, -127]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {5.000000e-01,2.500000e-01}>>
// CHECK: qnn.constant dense<[4, -8]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32:0, {2.500000e-01,1.250000e-01}>>
func.func @per_channel(%x: tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x2xf32> {
  %0 = qnn.dequantize %x : (tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x2xf32>
  %w = qnn.constant dense<[[63.5, -31.75], [0.375, -31.75]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %b = qnn.constant dense<[1.0, -1.0]> : tensor<2xf32> as tensor<2xf32>
  %1 = qnn.linear %0, %w bias %b : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// A channel of zeros: the bias sets the scale (2^30 steps of s_x s_w), or else the smallest normal f32 for which the
// accumulator's scale is normal, too (N1). A bias too large for its weights makes the scale grow (N4).
// CHECK-LABEL: func.func @zero_channels
// CHECK: qnn.constant dense<{{\[\[}}0], [0], [1]]> : tensor<3x1xi8> as tensor<3x1x!quant.uniform<i8<-127:127>:f32:0, {0.001953125,2.350988701644575E-38,0.001953125}>>
// CHECK: qnn.constant dense<[1073741824, 0, -1073741824]> : tensor<3xi32>
func.func @zero_channels(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x3xf32> {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<[[0.0], [0.0], [0.001953125]]> : tensor<3x1xf32> as tensor<3x1xf32>
  %b = qnn.constant dense<[1048576.0, 0.0, -1048576.0]> : tensor<3xf32> as tensor<3xf32>
  %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<3x1xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  return %1 : tensor<1x3xf32>
}

// Two layers share a weight and read it at different input scales.
// CHECK-LABEL: func.func @shared_weight
// CHECK: qnn.constant dense<127> : tensor<1x1xi8>
// CHECK: qnn.constant dense<4> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32:0, {2.500000e-01}>>
// CHECK: qnn.linear
// CHECK: qnn.constant dense<127> : tensor<1x1xi8>
// CHECK: qnn.constant dense<2> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32:0, {5.000000e-01}>>
// CHECK: qnn.linear
func.func @shared_weight(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>, %y: tensor<1x1x!quant.uniform<i8:f32, 1.0>>) -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %1 = qnn.dequantize %y : (tensor<1x1x!quant.uniform<i8:f32, 1.0>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<63.5> : tensor<1x1xf32> as tensor<1x1xf32>
  %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %2 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %1, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %2, %3 : tensor<1x1xf32>, tensor<1x1xf32>
}

// CHECK-LABEL: func.func @float_input
// CHECK: qnn.linear %{{.*}}, %{{.*}} : (tensor<1x1xf32>, tensor<1x1xf32>)
// CHECK-NOT: quant.uniform
// CHECK: return
func.func @float_input(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<63.5> : tensor<1x1xf32> as tensor<1x1xf32>
  %1 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

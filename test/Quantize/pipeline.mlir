// RUN: quant-opt %s --quantize-pipeline | FileCheck %s
// RUN: quant-opt %s --quantize-pipeline | quant-opt | FileCheck %s
// RUN: printf 'preset: default\nsteps: {fuse-functions: false}\n' > %t.yaml
// RUN: quant-opt %s --quantize-pipeline=recipe=%t.yaml | FileCheck %s --check-prefix=APART

// An observed network with one layer of each kind that rounds: convolution with
// ReLU, depthwise convolution with a function, residual on the accumulator, pool,
// classifier with float output, softmax in float.

// CHECK: module attributes {qnn.step = "quantize"}
// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[X:.+]]: tensor<1x4x4x2xf32> {qnn.id = "00000000000000a0"
// CHECK-NOT: qnn.observe
// CHECK: %[[XQ:.+]] = qnn.quantize %[[X]] {qnn.id = "00000000000000a0"} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 7.812500e-03:-1>>
// CHECK: %[[W:.+]] = qnn.constant dense<{{.*}}> : tensor<4x3x3x2xi8> as tensor<4x3x3x2x!quant.uniform<i8<-127:127>:f32:0, {
// CHECK: %[[B:.+]] = qnn.constant dense<{{.*}}> : tensor<4xi32> as tensor<4x!quant.uniform<i32:f32:0, {
// CHECK: %[[ACC:.+]] = qnn.conv2d %[[XQ]], %[[W]] bias %[[B]] {pads = array<i64: 1, 1, 1, 1>, qnn.id = "00000000000000a1"}
// CHECK-SAME: -> tensor<1x4x4x4x!quant.uniform<i32:f32:3, {
// CHECK: %[[R:.+]] = qnn.requantize %[[ACC]] {qnn.id = "00000000000000a2"} :
// CHECK-SAME: -> tensor<1x4x4x4x!quant.uniform<i8:f32, 0.015686{{.*}}:-128>>
// CHECK: %[[DW:.+]] = qnn.conv2d %[[R]], %{{.*}} bias %{{.*}} {groups = 4 : i64
// CHECK: %[[SILU:.+]] = qnn.requantize %[[DW]] {function = "silu", qnn.id = "00000000000000a4"}
// CHECK: %[[PW:.+]] = qnn.conv2d %[[SILU]], %{{.*}} {qnn.id = "00000000000000a5"}
// CHECK: %[[ADD:.+]] = qnn.add %[[PW]], %[[R]] {clamp = array<i64: {{.*}}>, qnn.id = "00000000000000a7"}
// CHECK-SAME: !quant.uniform<i32:f32:3
// CHECK: %[[POOL:.+]] = qnn.reduce %[[ADD]]
// CHECK: %[[FLAT:.+]] = qnn.reshape %[[POOL]]
// CHECK: %[[FC:.+]] = qnn.linear %[[FLAT]]
// CHECK: %[[LOGITS:.+]] = qnn.dequantize %[[FC]] {qnn.id = "00000000000000aa"} : (tensor<1x3x!quant.uniform<i32:f32:1, {
// CHECK: qnn.softmax %[[LOGITS]] {axis = 1 : i64, qnn.float_reason = "softmax runs in float"

// A recipe may take the function out of the rounding: what it reads is rounded, and it is a table.
// APART: %[[PRE:.+]] = qnn.requantize %{{.+}} {qnn.id = "00000000000000a3"}
// APART: qnn.silu %[[PRE]] {qnn.id = "00000000000000a4"}

func.func @main(%x: tensor<1x4x4x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x3xf32> {qnn.name = "y"}) {
  %w1 = qnn.constant dense<[[[[-0.46875, -0.75], [0.015625, -0.53125], [0.96875, 0.796875]], [[0.875, 0.515625], [-0.171875, -0.625], [0.9375, -0.890625]], [[0.546875, 0.71875], [-1.0, 0.78125], [0.0625, -0.09375]]], [[[-0.59375, 0.265625], [-0.890625, -0.921875], [-0.90625, -0.96875]], [[0.515625, -0.140625], [0.6875, -0.890625], [-0.125, 0.75]], [[0.96875, -0.078125], [0.375, -0.078125], [-0.125, 0.828125]]], [[[0.15625, -0.921875], [0.65625, -0.609375], [-0.265625, 0.171875]], [[-0.53125, 0.328125], [1.0, 0.6875], [-0.25, 0.203125]], [[0.125, 0.984375], [0.5625, -0.875], [0.90625, -0.03125]]], [[[0.609375, 0.65625], [-0.3125, 0.453125], [0.484375, -0.65625]], [[0.75, -0.578125], [-0.359375, 0.5625], [0.46875, 0.953125]], [[-0.890625, 0.875], [-0.828125, 0.21875], [0.5625, -0.328125]]]]> : tensor<4x3x3x2xf32> as tensor<4x3x3x2xf32>
  %b1 = qnn.constant dense<[0.1, -0.2, 0.3, 0.0]> : tensor<4xf32> as tensor<4xf32>
  %w2 = qnn.constant dense<[[[[0.5]]], [[[-0.25]]], [[[1.0]]], [[[2.0]]]]> : tensor<4x1x1x1xf32> as tensor<4x1x1x1xf32>
  %b2 = qnn.constant dense<[0.0, 0.5, -0.5, 1.0]> : tensor<4xf32> as tensor<4xf32>
  %w3 = qnn.constant dense<[[[[0.5, -1.0, 0.25, 0.125]]], [[[-0.25, 0.5, 1.0, -0.5]]], [[[1.0, 0.75, -0.5, 0.0]]], [[[0.25, 0.5, 0.75, 1.0]]]]> : tensor<4x1x1x4xf32> as tensor<4x1x1x4xf32>
  %w4 = qnn.constant dense<[[1.0, -1.0, 0.5, 0.25], [0.5, 0.25, -1.0, 0.125], [-0.5, 1.0, 0.75, -0.25]]> : tensor<3x4xf32> as tensor<3x4xf32>
  %b4 = qnn.constant dense<[0.25, -0.25, 0.0]> : tensor<3xf32> as tensor<3xf32>
  %0 = qnn.observe %x "00000000000000a0" {min = -0.9921875 : f32, max = 1.0 : f32} : tensor<1x4x4x2xf32>
  %1 = qnn.conv2d %0, %w1 bias %b1 {pads = array<i64: 1, 1, 1, 1>, qnn.id = "00000000000000a1"} : (tensor<1x4x4x2xf32>, tensor<4x3x3x2xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = -3.0 : f32, max = 4.0 : f32} : tensor<1x4x4x4xf32>
  %3 = qnn.relu %2 {qnn.id = "00000000000000a2"} : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.0 : f32, max = 4.0 : f32} : tensor<1x4x4x4xf32>
  %5 = qnn.conv2d %4, %w2 bias %b2 {groups = 4 : i64, qnn.id = "00000000000000a3"} : (tensor<1x4x4x4xf32>, tensor<4x1x1x1xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = -2.0 : f32, max = 5.0 : f32} : tensor<1x4x4x4xf32>
  %7 = qnn.silu %6 {qnn.id = "00000000000000a4"} : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = -0.28 : f32, max = 5.0 : f32} : tensor<1x4x4x4xf32>
  %9 = qnn.conv2d %8, %w3 {qnn.id = "00000000000000a5"} : (tensor<1x4x4x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x4x4x4xf32>
  %10 = qnn.observe %9 "00000000000000a5" {min = -6.0 : f32, max = 7.0 : f32} : tensor<1x4x4x4xf32>
  %11 = qnn.add %10, %4 {qnn.id = "00000000000000a6"} : (tensor<1x4x4x4xf32>, tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  %12 = qnn.observe %11 "00000000000000a6" {min = -5.0 : f32, max = 9.0 : f32} : tensor<1x4x4x4xf32>
  %13 = qnn.clip %12 {min = -1.0 : f32, max = 6.0 : f32, qnn.id = "00000000000000a7"} : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  %14 = qnn.observe %13 "00000000000000a7" {min = -1.25 : f32, max = 6.75 : f32} : tensor<1x4x4x4xf32>
  %15 = qnn.reduce %14 {kind = 0 : i64, axes = array<i64: 1, 2>, qnn.id = "00000000000000a8"} : (tensor<1x4x4x4xf32>) -> tensor<1x1x1x4xf32>
  %16 = qnn.observe %15 "00000000000000a8" {min = -0.5 : f32, max = 4.0 : f32} : tensor<1x1x1x4xf32>
  %17 = qnn.reshape %16 {qnn.id = "00000000000000a9"} : (tensor<1x1x1x4xf32>) -> tensor<1x4xf32>
  %18 = qnn.observe %17 "00000000000000a9" {min = -0.5 : f32, max = 4.0 : f32} : tensor<1x4xf32>
  %19 = qnn.linear %18, %w4 bias %b4 {qnn.id = "00000000000000aa"} : (tensor<1x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  %20 = qnn.observe %19 "00000000000000aa" {min = -4.0 : f32, max = 4.0 : f32} : tensor<1x3xf32>
  %21 = qnn.softmax %20 {axis = 1 : i64, qnn.id = "00000000000000ab"} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %22 = qnn.observe %21 "00000000000000ab" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x3xf32>
  return %22 : tensor<1x3xf32>
}

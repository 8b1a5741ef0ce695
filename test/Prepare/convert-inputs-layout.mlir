// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=u8 scale=0.5,0.25,1 layout=nhwc" | FileCheck %s --check-prefixes=CHECK,LAST
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=u8 scale=0.5,0.25,1 layout=nchw" | FileCheck %s --check-prefixes=CHECK,FIRST
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=u8 scale=0.5,0.25,1" | FileCheck %s --check-prefix=OWN

// A network that reads channels first, by its sizes.
// LAST: @main(%[[X:.+]]: tensor<1x8x9x3x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nhwc"
// LAST: qnn.constant dense<[5.000000e-01, 2.500000e-01, 1.000000e+00]> : tensor<3xf32>
// LAST: %[[M:.+]] = qnn.mul
// LAST: %[[T:.+]] = qnn.transpose %[[M]] {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x8x9x3xf32>) -> tensor<1x3x8x9xf32>
// LAST: qnn.relu %[[T]]
// FIRST: @main(%[[X:.+]]: tensor<1x3x8x9x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nchw"
// FIRST: qnn.constant {{.*}} : tensor<3x1x1xf32>
// FIRST-NOT: qnn.transpose
// FIRST: return
// OWN: @main(%{{.*}}: tensor<1x3x8x9x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nchw"
func.func @main(%x: tensor<1x3x8x9xf32> {qnn.name = "x"}) -> tensor<1x3x8x9xf32> {
  %0 = qnn.relu %x : (tensor<1x3x8x9xf32>) -> tensor<1x3x8x9xf32>
  return %0 : tensor<1x3x8x9xf32>
}

// -----

// Channels last, by its sizes.
// CHECK: @main
// LAST-SAME: tensor<1x8x9x3x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nhwc"
// LAST-NOT: qnn.transpose
// LAST: return
// FIRST-SAME: tensor<1x3x8x9x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nchw"
// FIRST: qnn.transpose {{.*}} {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x3x8x9xf32>) -> tensor<1x8x9x3xf32>
// OWN: @main(%{{.*}}: tensor<1x8x9x3x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nhwc"
func.func @main(%x: tensor<1x8x9x3xf32> {qnn.name = "x"}) -> tensor<1x8x9x3xf32> {
  %0 = qnn.relu %x : (tensor<1x8x9x3xf32>) -> tensor<1x8x9x3xf32>
  return %0 : tensor<1x8x9x3xf32>
}

// -----

// What reads it says more than the sizes: channels first, of an image of 3 x 3.
// OWN: @main(%{{.*}}: tensor<1x3x3x3x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nchw"
func.func @main(%x: tensor<1x3x3x3xf32> {qnn.name = "x"}) -> tensor<1x3x3x3xf32> {
  %0 = qnn.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
  return %0 : tensor<1x3x3x3xf32>
}

// -----

// OWN: @main(%{{.*}}: tensor<1x3x3x3x!quant.uniform<u8:f32, 1.000000e+00>> {qnn.input = {layout = "nhwc"
func.func @main(%x: tensor<1x3x3x3xf32> {qnn.name = "x"}) -> tensor<1x3x3x3xf32> {
  %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
  return %0 : tensor<1x3x3x3xf32>
}

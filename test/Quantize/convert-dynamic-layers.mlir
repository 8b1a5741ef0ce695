// RUN: quant-opt %s --split-input-file --quantize-convert-dynamic-layers | FileCheck %s

// The pass's own case: see its description. With it: a bias stays float, the layer's id is that of the float value, and what its
// recipe said is done. Observers of the input are looked through.
// CHECK-LABEL: func.func @bias
// CHECK-SAME: (%[[X:.+]]: tensor<2x2xf32>)
// CHECK: %[[Q:[^ ,]+]], %[[S:[^ ,]+]], %[[Z:[^ ,]+]] = qnn.dynamic_quantize %[[X]] {formula = "torch"} : (tensor<2x2xf32>) -> (tensor<2x2x!quant.uniform<u8<0:127>:f32, 1.000000e+00>>, tensor<f32>, tensor<!quant.uniform<u8<0:127>:f32, 1.000000e+00>>)
// CHECK: %[[B:.+]] = qnn.constant dense<[1.000000e+00, -2.000000e+00]>
// CHECK: %[[W:.+]] = qnn.constant dense<{{\[\[}}127, -1], [64, 63]]> : tensor<2x2xi8>
// CHECK: %[[A:.+]] = qnn.linear %[[Q]], %[[W]] : {{.*}} -> tensor<2x2x!quant.uniform<i32:f32, 5.000000e-01>>
// CHECK: %[[SUMS:.+]] = qnn.constant dense<[126, 127]> : tensor<2xi32>
// CHECK: %[[D:.+]] = qnn.subtract_zero_point %[[A]], %[[Z]], %[[SUMS]]
// CHECK: %[[Y:.+]] = qnn.dynamic_dequantize %[[D]], %[[S]] bias %[[B]] {qnn.id = "00000000000000a1"}
// CHECK: return %[[Y]]
func.func @bias(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = qnn.constant dense<[[63.5, -0.5], [32.0, 31.5]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %b = qnn.constant dense<[1.0, -2.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.observe %x "00000000000000a0" : tensor<2x2xf32>
  %1 = qnn.linear %0, %w bias %b {qnn.id = "00000000000000a1", qnn.qconfig = {activations = {type = "u8", range = "reduced", formula = "torch"}, weights = {scheme = "per-tensor symmetric"}, mode = "dynamic"}} : (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// -----

// Layers that round one value alike share the codes; one that asks for rows, or another formula, does not.
// CHECK-LABEL: func.func @shared
// CHECK-DAG: %[[ROW:[^ ,]+]], %[[RS:[^ ,]+]], %[[RZ:[^ ,]+]] = qnn.dynamic_quantize %{{.*}} {formula = "quantc"} : (tensor<1x3x1xf32>) -> (tensor<1x3x1x!quant.uniform<i8:f32, 1.000000e+00>>, tensor<1x3xf32>, tensor<1x3x!quant.uniform<i8:f32, 1.000000e+00>>)
// CHECK-DAG: %[[ONE:[^ ,]+]], %[[S:[^ ,]+]], %[[Z:[^ ,]+]] = qnn.dynamic_quantize %{{.*}} {formula = "quantc"} : {{.*}}tensor<f32>
// CHECK-NOT: dynamic_quantize
// CHECK: qnn.linear %[[ONE]],
// CHECK: qnn.dynamic_dequantize %{{.*}}, %[[S]] :
// CHECK: qnn.linear %[[ONE]],
// CHECK: qnn.linear %[[ROW]],
// CHECK: qnn.subtract_zero_point %{{.*}}, %[[RZ]]
// CHECK: qnn.dynamic_dequantize %{{.*}}, %[[RS]]
func.func @shared(%x: tensor<1x3x1xf32>) -> (tensor<1x3x1xf32>, tensor<1x3x1xf32>, tensor<1x3x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.linear %x, %w {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x3x1xf32>, tensor<1x1xf32>) -> tensor<1x3x1xf32>
  %1 = qnn.linear %x, %w {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x3x1xf32>, tensor<1x1xf32>) -> tensor<1x3x1xf32>
  %2 = qnn.linear %x, %w {qnn.qconfig = {activations = {scheme = "per-token affine"}, mode = "dynamic"}} : (tensor<1x3x1xf32>, tensor<1x1xf32>) -> tensor<1x3x1xf32>
  return %0, %1, %2 : tensor<1x3x1xf32>, tensor<1x3x1xf32>, tensor<1x3x1xf32>
}

// -----

// The image is padded in float, where padding is 0: the code of 0 is the zero point. A convolution has one range, whatever rows it has.
// CHECK-LABEL: func.func @padded
// CHECK: %[[P:.+]] = qnn.pad %{{.*}} {high = array<i64: 0, 0, 1, 0>, low = array<i64: 0, 1, 2, 0>, qnn.float_reason = "mode dynamic rounds what it pads", value = 0.000000e+00 : f32} : (tensor<1x3x3x1xf32>) -> tensor<1x4x6x1xf32>
// CHECK: %[[Q:[^ ,]+]], %[[S:[^ ,]+]], %[[Z:[^ ,]+]] = qnn.dynamic_quantize %[[P]] {{.*}} tensor<f32>
// CHECK: qnn.conv2d %[[Q]], %{{.*}} {strides = array<i64: 1, 2>}
// CHECK: qnn.subtract_zero_point
func.func @padded(%x: tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32> {
  %w = qnn.constant dense<1.0> : tensor<1x2x2x1xf32> as tensor<1x2x2x1xf32>
  %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 2, 0, 1>, strides = array<i64: 1, 2>, qnn.qconfig = {activations = {scheme = "per-token affine"}, mode = "dynamic"}} : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x3x3x1xf32>
  return %0 : tensor<1x3x3x1xf32>
}

// -----

// Symmetric codes of s8 have the zero point 0: padding is that, and nothing is subtracted, of transposed convolutions either.
// CHECK-LABEL: func.func @symmetric
// CHECK: qnn.dynamic_quantize %{{.*}} {formula = "quantc", symmetric}
// CHECK-NEXT: %[[W:.+]] = qnn.constant
// CHECK-NEXT: qnn.conv2d {{.*}}pads = array<i64: 1, 1, 1, 1>
// CHECK-NEXT: qnn.dynamic_dequantize
// CHECK: qnn.conv_transpose2d {{.*}}!quant.uniform<i8
// CHECK-NEXT: qnn.dynamic_dequantize
func.func @symmetric(%x: tensor<1x3x3x1xf32>) -> (tensor<1x3x3x1xf32>, tensor<1x5x5x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x3x3x1xf32> as tensor<1x3x3x1xf32>
  %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, qnn.qconfig = {activations = {scheme = "per-tensor symmetric"}, mode = "dynamic"}} : (tensor<1x3x3x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32>
  %1 = qnn.conv_transpose2d %x, %w {qnn.qconfig = {activations = {scheme = "per-tensor symmetric"}, mode = "dynamic"}} : (tensor<1x3x3x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x5x5x1xf32>
  return %0, %1 : tensor<1x3x3x1xf32>, tensor<1x5x5x1xf32>
}

// -----

// Of unsigned codes the middle is 128.
// CHECK-LABEL: func.func @middle
// CHECK: qnn.dynamic_quantize %{{.*}} {formula = "quantc", symmetric} : {{.*}}u8
// CHECK: qnn.subtract_zero_point
func.func @middle(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.linear %x, %w {qnn.qconfig = {activations = {type = "u8", scheme = "per-tensor symmetric"}, mode = "dynamic"}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// Weights that the network brings keep their values, and a bias its real values.
// CHECK-LABEL: func.func @given
// CHECK: %[[W:.+]] = qnn.constant dense<-128> : tensor<1x1xi8>
// CHECK: %[[B:.+]] = qnn.constant dense<7.500000e-01> : tensor<1xf32>
// CHECK: qnn.linear %{{.*}}, %[[W]] :
// CHECK: qnn.constant dense<-128> : tensor<1xi32>
// CHECK: qnn.dynamic_dequantize %{{.*}} bias %[[B]]
func.func @given(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<-128> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %b = qnn.constant dense<3> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.25>>
  %0 = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %1 = qnn.dequantize %b : (tensor<1x!quant.uniform<i32:f32, 0.25>>) -> tensor<1xf32>
  %2 = qnn.linear %x, %0 bias %1 {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// Differences of codes reach 255 either way: with 66,312 weights of 127 and more the sum could leave 32 bits, so the scale grows until weights
// are 120, which the constant of their sum shows.
// CHECK-LABEL: func.func @many
// CHECK: qnn.constant dense<7958400> : tensor<1xi32>
func.func @many(%x: tensor<1x66320xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<127.0> : tensor<1x66320xf32> as tensor<1x66320xf32>
  %0 = qnn.linear %x, %w {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x66320xf32>, tensor<1x66320xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// -----

// What has no such form stays in float, with a reason; a layer in another mode is not touched.
// CHECK-LABEL: func.func @float
// CHECK: qnn.linear %{{.*}} {qnn.float_reason = "its weight is not a constant", qnn.qconfig
// CHECK: qnn.conv_transpose2d {{.*}}qnn.float_reason = "a transposed convolution in mode dynamic needs activations of type s8 and scheme symmetric"
// CHECK: qnn.linear %{{.*}}, %{{.*}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
// CHECK: qnn.linear {{.*}}qnn.float_reason = "the rule says so"
// CHECK: qnn.linear {{.*}}qnn.float_reason = "its accumulator might leave 32 bits"
func.func @float(%x: tensor<1x1xf32>, %v: tensor<1x1xf32>, %i: tensor<1x2x2x1xf32>, %long: tensor<1x65794xf32>) -> (tensor<1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %f = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  %q = qnn.constant dense<-128> : tensor<1x65794xi8> as tensor<1x65794x!quant.uniform<i8:f32, 0.5>>
  %r = qnn.dequantize %q : (tensor<1x65794x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x65794xf32>
  %0 = qnn.linear %x, %v {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.conv_transpose2d %i, %f {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %2 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %x, %w {qnn.float_reason = "the rule says so", qnn.qconfig = {mode = "dynamic"}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %4 = qnn.linear %long, %r {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x65794xf32>, tensor<1x65794xf32>) -> tensor<1x1xf32>
  return %0, %1, %2, %3, %4 : tensor<1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>
}

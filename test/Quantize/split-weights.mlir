// RUN: quant-opt %s --split-input-file --pass-pipeline="builtin.module(func.func(quantize-split-weights))" | FileCheck %s
// RUN: quant-opt %s --split-input-file --test-same-result="pipeline=func.func(quantize-split-weights) tolerance=0" -o /dev/null

// Weights -128 and 127 need one byte; the zero point alone goes.
// CHECK-LABEL: func.func @one_byte
// CHECK-SAME: %[[X:.+]]: tensor<1x2x!quant
// CHECK: qnn.dequantize %[[X]]
// CHECK: dense<{{\[\[}}-128, 127{{\]\]}}> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 2.500000e-01>>
func.func @one_byte(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1xf32> {
  %c = qnn.constant dense<[[0, -1]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<u8:f32, 0.25:128>>
  %w = qnn.dequantize %c : (tensor<1x2x!quant.uniform<u8:f32, 0.25:128>>) -> tensor<1x2xf32>
  %0 = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32>
  %1 = qnn.linear %0, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// -----

// 128 needs two, 255 three; scales stay with their channels, and the bias as it is.
// CHECK-LABEL: func.func @three_bytes
// CHECK-SAME: %[[X:.+]]: tensor<1x2x!quant
// CHECK: %[[C:.+]] = qnn.concat %[[X]], %[[X]], %[[X]] {axis = 1 : i64}
// CHECK: %[[D:.+]] = qnn.dequantize %[[C]]
// CHECK: dense<{{\[\[}}127, 0, 1, 0, 0, 0], [127, 127, 127, 127, 1, 1{{\]\]}}> : tensor<2x6xi8> as tensor<2x6x!quant.uniform<i8<-127:127>:f32:0, {2.500000e-01,5.000000e-01}>>
// CHECK: %[[W:.+]] = qnn.dequantize
// CHECK: qnn.linear %[[D]], %[[W]] bias
func.func @three_bytes(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32> {
  %c = qnn.constant dense<[[-126, 2], [-1, -1]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<u8:f32:0, {0.25:2,0.5}>>
  %b = qnn.constant dense<[1.0, 2.0]> : tensor<2xf32> as tensor<2xf32>
  %w = qnn.dequantize %c : (tensor<2x2x!quant.uniform<u8:f32:0, {0.25:2,0.5}>>) -> tensor<2x2xf32>
  %0 = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32>
  %1 = qnn.linear %0, %w bias %b : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Each group's channels are copied beside themselves. Equal scales are one.
// CHECK-LABEL: func.func @groups
// CHECK-SAME: %[[X:.+]]: tensor<1x1x1x4x!quant
// CHECK: %[[R:.+]] = qnn.reshape %[[X]] {{.*}} -> tensor<1x1x1x2x2x!quant
// CHECK: %[[C:.+]] = qnn.concat %[[R]], %[[R]] {axis = 4 : i64}
// CHECK: %[[F:.+]] = qnn.reshape %[[C]] {{.*}} -> tensor<1x1x1x8x!quant
// CHECK: qnn.dequantize %[[F]]
// CHECK: dense<{{\[\[\[\[}}-128, 1, -72, 0]]], {{\[\[\[}}127, 3, 73, 0]]]]> : tensor<2x1x1x4xi8> as tensor<2x1x1x4x!quant.uniform<i8:f32, 2.500000e-01>>
// CHECK: qnn.conv2d {{.*}}groups = 2
func.func @groups(%x: tensor<1x1x1x4x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1x1x2xf32> {
  %c = qnn.constant dense<[[[[-200, 1]]], [[[200, 3]]]]> : tensor<2x1x1x2xi16> as tensor<2x1x1x2x!quant.uniform<i16:f32:0, {0.25,0.25}>>
  %w = qnn.dequantize %c : (tensor<2x1x1x2x!quant.uniform<i16:f32:0, {0.25,0.25}>>) -> tensor<2x1x1x2xf32>
  %0 = qnn.dequantize %x : (tensor<1x1x1x4x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1x1x4xf32>
  %1 = qnn.conv2d %0, %w {groups = 2 : i64} : (tensor<1x1x1x4xf32>, tensor<2x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %1 : tensor<1x1x1x2xf32>
}

// -----

// Four bytes are too many, signed bytes are as they should be, and a float input stays what it is; so does what is to
// stay in float.
// CHECK-LABEL: func.func @unchanged
// CHECK-NOT: qnn.concat
// CHECK: dense<{{\[\[}}382, -382{{\]\]}}> : tensor<1x2xi16>
// CHECK: dense<{{\[\[}}-128, 5{{\]\]}}> : tensor<1x2xi8>
// CHECK: dense<{{\[\[}}-1, 5{{\]\]}}> : tensor<1x2xi8>
// CHECK-NOT: qnn.concat
// CHECK: return
func.func @unchanged(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>, %y: tensor<1x2xf32>)
    -> (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) {
  %a = qnn.constant dense<[[382, -382]]> : tensor<1x2xi16> as tensor<1x2x!quant.uniform<i16:f32, 0.25>>
  %b = qnn.constant dense<[[-128, 5]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 0.25>>
  %c = qnn.constant dense<[[-1, 5]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<u8:f32, 0.25:2>>
  %wa = qnn.dequantize %a : (tensor<1x2x!quant.uniform<i16:f32, 0.25>>) -> tensor<1x2xf32>
  %wb = qnn.dequantize %b : (tensor<1x2x!quant.uniform<i8:f32, 0.25>>) -> tensor<1x2xf32>
  %wc = qnn.dequantize %c : (tensor<1x2x!quant.uniform<u8:f32, 0.25:2>>) -> tensor<1x2xf32>
  %f = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32>
  %0 = qnn.linear %f, %wa : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  %1 = qnn.linear %f, %wb : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %y, %wc : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %f, %wc {qnn.float_reason = "told"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %0, %1, %2, %3 : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>
}

// -----

// 381 is three bytes: the bound.
// CHECK-LABEL: func.func @bound
// CHECK: dense<{{\[\[}}127, -128, 127, -128, 127, -126{{\]\]}}> : tensor<1x6xi8>
func.func @bound(%x: tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x1xf32> {
  %a = qnn.constant dense<[[381, -382]]> : tensor<1x2xi16> as tensor<1x2x!quant.uniform<i16:f32, 0.25>>
  %wa = qnn.dequantize %a : (tensor<1x2x!quant.uniform<i16:f32, 0.25>>) -> tensor<1x2xf32>
  %f = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 0.5:128>>) -> tensor<1x2xf32>
  %0 = qnn.linear %f, %wa : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=x86-64-v4-vnni --compile-only
// RUN: test-object %s --target=armv8.0-a --compile-only

// Results that are written over an input that dies: the same bits as elsewhere.

func.func @main(%x: tensor<3x43xf32>, %b: tensor<43xf32>) -> (tensor<3x43xf32>) {
  %0 = qnn.neg %x : (tensor<3x43xf32>) -> tensor<3x43xf32>
  %1 = qnn.sigmoid %0 : (tensor<3x43xf32>) -> tensor<3x43xf32>
  %2 = qnn.sub %b, %1 : (tensor<43xf32>, tensor<3x43xf32>) -> tensor<3x43xf32>
  %3 = qnn.abs %2 : (tensor<3x43xf32>) -> tensor<3x43xf32>
  return %3 : tensor<3x43xf32>
}

// -----

// The residual lives on, and is read by the third op after the second has written over its input.
!q = !quant.uniform<u8:f32, 0.05:131>
func.func @main(%x: tensor<5x67xf32>) -> (tensor<5x67x!q>, tensor<5x67x!q>) {
  %0 = qnn.quantize %x : (tensor<5x67xf32>) -> tensor<5x67x!q>
  %1 = qnn.relu %0 : (tensor<5x67x!q>) -> tensor<5x67x!q>
  %2 = qnn.hard_swish %1 : (tensor<5x67x!q>) -> tensor<5x67x!q>
  %3 = qnn.add %2, %0 : (tensor<5x67x!q>, tensor<5x67x!q>) -> tensor<5x67x!q>
  %4 = qnn.mul %3, %3 : (tensor<5x67x!q>, tensor<5x67x!q>) -> tensor<5x67x!q>
  return %4, %3 : tensor<5x67x!q>, tensor<5x67x!q>
}

// -----

// One buffer under two shapes: what is read across must not be written over.
func.func @main(%x: tensor<4x4xf32>) -> (tensor<4x4xf32>) {
  %0 = qnn.neg %x : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = qnn.reshape %0 : (tensor<4x4xf32>) -> tensor<16xf32>
  %2 = qnn.reshape %1 : (tensor<16xf32>) -> tensor<4x4xf32>
  %3 = qnn.fused(%0, %2) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32> {
  ^bb0(%a: tensor<4x4xf32>, %b: tensor<4x4xf32>):
    %t = qnn.transpose %b {permutation = array<i64: 1, 0>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %s = qnn.sub %t, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    qnn.yield %s : tensor<4x4xf32>
  }
  %4 = qnn.abs %3 : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %4 : tensor<4x4xf32>
}

// -----

// Residuals over widths that tiles cover without and with overlap, images that padding copies, and a depthwise layer.
!x = !quant.uniform<u8:f32, 3.000000e-02:128>
!w = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 7.500000e-03>
func.func @main(%x: tensor<1x5x8x20xf32>, %y: tensor<1x5x7x20xf32>) -> (tensor<1x5x8x20xf32>, tensor<1x5x7x20xf32>) {
  %w3 = qnn.constant dense<3> : tensor<20x3x3x20xi8> as tensor<20x3x3x20x!w>
  %wd = qnn.constant dense<-17> : tensor<20x3x3x1xi8> as tensor<20x3x3x1x!w>
  %a = qnn.quantize %x : (tensor<1x5x8x20xf32>) -> tensor<1x5x8x20x!x>
  %a0 = qnn.conv2d %a, %w3 {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x8x20x!x>, tensor<20x3x3x20x!w>) -> tensor<1x5x8x20x!acc>
  %a1 = qnn.requantize %a0 : (tensor<1x5x8x20x!acc>) -> tensor<1x5x8x20x!x>
  %a2 = qnn.conv2d %a1, %w3 {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x8x20x!x>, tensor<20x3x3x20x!w>) -> tensor<1x5x8x20x!acc>
  %a3 = qnn.add %a2, %a : (tensor<1x5x8x20x!acc>, tensor<1x5x8x20x!x>) -> tensor<1x5x8x20x!x>
  %a4 = qnn.conv2d %a3, %wd {pads = array<i64: 1, 1, 1, 1>, groups = 20 : i64} : (tensor<1x5x8x20x!x>, tensor<20x3x3x1x!w>) -> tensor<1x5x8x20x!acc>
  %a5 = qnn.add %a4, %a3 : (tensor<1x5x8x20x!acc>, tensor<1x5x8x20x!x>) -> tensor<1x5x8x20x!x>
  %a6 = qnn.dequantize %a5 : (tensor<1x5x8x20x!x>) -> tensor<1x5x8x20xf32>
  %b = qnn.quantize %y : (tensor<1x5x7x20xf32>) -> tensor<1x5x7x20x!x>
  %b0 = qnn.conv2d %b, %w3 {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x7x20x!x>, tensor<20x3x3x20x!w>) -> tensor<1x5x7x20x!acc>
  %b1 = qnn.requantize %b0 : (tensor<1x5x7x20x!acc>) -> tensor<1x5x7x20x!x>
  %b2 = qnn.conv2d %b1, %w3 {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x7x20x!x>, tensor<20x3x3x20x!w>) -> tensor<1x5x7x20x!acc>
  %b3 = qnn.add %b2, %b : (tensor<1x5x7x20x!acc>, tensor<1x5x7x20x!x>) -> tensor<1x5x7x20x!x>
  %b4 = qnn.conv2d %b3, %wd {pads = array<i64: 1, 1, 1, 1>, groups = 20 : i64} : (tensor<1x5x7x20x!x>, tensor<20x3x3x1x!w>) -> tensor<1x5x7x20x!acc>
  %b5 = qnn.add %b4, %b3 : (tensor<1x5x7x20x!acc>, tensor<1x5x7x20x!x>) -> tensor<1x5x7x20x!x>
  %b6 = qnn.dequantize %b5 : (tensor<1x5x7x20x!x>) -> tensor<1x5x7x20xf32>
  return %a6, %b6 : tensor<1x5x8x20xf32>, tensor<1x5x7x20xf32>
}

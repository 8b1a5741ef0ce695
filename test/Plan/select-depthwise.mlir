// RUN: quant-opt %s --split-input-file --plan-select-kernels=target=x86-64-v3 | FileCheck %s

// The depthwise kernel has no loop over its filter: it takes up to 256 taps, and no float results.
!x = !quant.uniform<u8:f32, 0.03125:128>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>

// CHECK-LABEL: func.func @largest
// CHECK: qnn.fused{{.*}}{kernel = #qk.kernel<"depthwise"
func.func @largest(%x: tensor<1x256x1x16x!x>) -> tensor<1x1x1x16x!x> {
  %y = qnn.fused(%x) : (tensor<1x256x1x16x!x>) -> tensor<1x1x1x16x!x> {
  ^bb0(%a: tensor<1x256x1x16x!x>):
    %w = qnn.constant dense<3> : tensor<16x256x1x1xi8> as tensor<16x256x1x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64} : (tensor<1x256x1x16x!x>, tensor<16x256x1x1x!w>) -> tensor<1x1x1x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x1x1x16x!acc>) -> tensor<1x1x1x16x!x>
    qnn.yield %1 : tensor<1x1x1x16x!x>
  }
  return %y : tensor<1x1x1x16x!x>
}

// -----

!x = !quant.uniform<u8:f32, 0.03125:128>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>

// CHECK-LABEL: func.func @too_large
// CHECK: qnn.fused{{.*}}{kernel = #qk.kernel<"contraction"
func.func @too_large(%x: tensor<1x257x1x16x!x>) -> tensor<1x1x1x16x!x> {
  %y = qnn.fused(%x) : (tensor<1x257x1x16x!x>) -> tensor<1x1x1x16x!x> {
  ^bb0(%a: tensor<1x257x1x16x!x>):
    %w = qnn.constant dense<3> : tensor<16x257x1x1xi8> as tensor<16x257x1x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64} : (tensor<1x257x1x16x!x>, tensor<16x257x1x1x!w>) -> tensor<1x1x1x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x1x1x16x!acc>) -> tensor<1x1x1x16x!x>
    qnn.yield %1 : tensor<1x1x1x16x!x>
  }
  return %y : tensor<1x1x1x16x!x>
}

// -----

!x = !quant.uniform<u8:f32, 0.03125:128>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>

// CHECK-LABEL: func.func @to_float
// CHECK: qnn.fused{{.*}}{kernel = #qk.kernel<"contraction"
func.func @to_float(%x: tensor<1x3x3x16x!x>) -> tensor<1x1x1x16xf32> {
  %y = qnn.fused(%x) : (tensor<1x3x3x16x!x>) -> tensor<1x1x1x16xf32> {
  ^bb0(%a: tensor<1x3x3x16x!x>):
    %w = qnn.constant dense<3> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64} : (tensor<1x3x3x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x1x1x16x!acc>
    %1 = qnn.dequantize %0 : (tensor<1x1x1x16x!acc>) -> tensor<1x1x1x16xf32>
    qnn.yield %1 : tensor<1x1x1x16xf32>
  }
  return %y : tensor<1x1x1x16xf32>
}

// -----

!x = !quant.uniform<u8:f32, 0.03125:128>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>

// Nor padding that is not zero: it has one bias for all positions.
// CHECK-LABEL: func.func @padded
// CHECK: qnn.fused{{.*}}{kernel = #qk.kernel<"contraction"
func.func @padded(%x: tensor<1x4x4x16x!x>) -> tensor<1x5x4x16x!x> {
  %y = qnn.fused(%x) : (tensor<1x4x4x16x!x>) -> tensor<1x5x4x16x!x> {
  ^bb0(%a: tensor<1x4x4x16x!x>):
    %w = qnn.constant dense<3> : tensor<16x2x1x1xi8> as tensor<16x2x1x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, pads = array<i64: 1, 0, 1, 0>, pad_values = array<f32: 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0>} : (tensor<1x4x4x16x!x>, tensor<16x2x1x1x!w>) -> tensor<1x5x4x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x5x4x16x!acc>) -> tensor<1x5x4x16x!x>
    qnn.yield %1 : tensor<1x5x4x16x!x>
  }
  return %y : tensor<1x5x4x16x!x>
}

// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v3 --lower-to-kernels=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s "--test-compare-kernels=target=native force=generic" -o /dev/null

// Layers share a function only where nothing but their constants differs. Each layer here differs from the first
// or its neighbour in one thing that the shapes of its buffers do not show; the last two are
// the first convolution and the first depthwise one with other weights.
// CHECK-LABEL: func.func @quantc_run
// CHECK: call @[[CONV:qk_conv2d_.*_avx2]](
// CHECK: call @[[DEPTHWISE:qk_depthwise_.*_avx2]](
// CHECK: call @[[CONV]](
// CHECK-NEXT: memref.get_global
// CHECK-NEXT: memref.get_global
// CHECK-NEXT: call @[[DEPTHWISE]](
// CHECK-NOT: call @{{qk_conv2d|qk_depthwise}}
// CHECK-COUNT-26: func.func private @{{qk_conv2d|qk_depthwise}}
// CHECK-NOT: func.func private @{{qk_conv2d|qk_depthwise}}

!x = !quant.uniform<u8:f32, 0.03125:128>
!v = !quant.uniform<u8:f32, 0.03125:100>
!y = !quant.uniform<u8:f32, 0.5:120>
!z = !quant.uniform<u8:f32, 0.5:7>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>

func.func @main(%x: tensor<1x6x6x16x!x>, %v: tensor<1x6x6x16x!v>)
    -> (tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!z>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>) {
  %r1 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r2 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 3>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r3 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r4 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 3>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r5 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r6 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 1, 1>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r7 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>, pads = array<i64: 1, 0, 0, 1>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r8 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>, pads = array<i64: 0, 1, 1, 0>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r9 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x16xi8> as tensor<16x2x2x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 3>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r10 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x16xi8> as tensor<16x2x2x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 3>, dilations = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r11 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x16xi8> as tensor<16x2x2x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 3>, dilations = array<i64: 2, 1>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r12 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x16xi8> as tensor<16x2x2x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 3, 3>, dilations = array<i64: 1, 2>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r13 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<127> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r14 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 {clamp = array<i64: 20, 255>} : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r15 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 {clamp = array<i64: 0, 200>} : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r16 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 {negative_slope = array<f32: 0.5>} : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r17 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!z> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!z>
    qnn.yield %1 : tensor<1x2x2x16x!z>
  }
  %r18 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r19 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 3, 3>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r20 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r21 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 1, 1>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r22 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x1xi8> as tensor<16x2x2x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 3, 3>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r23 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x2x2x1xi8> as tensor<16x2x2x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 3, 3>, dilations = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x2x2x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r24 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 {clamp = array<i64: 20, 200>} : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r25 = qnn.fused(%v) : (tensor<1x6x6x16x!v>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!v>):
    %w = qnn.constant dense<17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x16x!v>, tensor<16x3x3x1x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r26 = qnn.fused(%v) : (tensor<1x6x6x16x!v>) -> tensor<1x3x3x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!v>):
    %w = qnn.constant dense<17> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>, pads = array<i64: 1, 1, 0, 0>} : (tensor<1x6x6x16x!v>, tensor<16x3x3x16x!w>) -> tensor<1x3x3x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x3x3x16x!acc>) -> tensor<1x3x3x16x!y>
    qnn.yield %1 : tensor<1x3x3x16x!y>
  }
  %r27 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<-5> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %0 = qnn.conv2d %a, %w {strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  %r28 = qnn.fused(%x) : (tensor<1x6x6x16x!x>) -> tensor<1x2x2x16x!y> {
  ^bb0(%a: tensor<1x6x6x16x!x>):
    %w = qnn.constant dense<-5> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, strides = array<i64: 2, 2>} : (tensor<1x6x6x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x2x2x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x2x2x16x!acc>) -> tensor<1x2x2x16x!y>
    qnn.yield %1 : tensor<1x2x2x16x!y>
  }
  return %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20, %r21, %r22, %r23, %r24, %r25, %r26, %r27, %r28 : tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!z>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>, tensor<1x3x3x16x!y>, tensor<1x3x3x16x!y>, tensor<1x2x2x16x!y>, tensor<1x2x2x16x!y>
}

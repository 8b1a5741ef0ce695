// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v4-vnni | FileCheck %s --check-prefixes=CHECK,VNNI
// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v3 | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: quant-opt %s "--plan-select-kernels=target=x86-64-v3 force=generic" | FileCheck %s --check-prefix=GENERIC
// RUN: quant-opt %s "--plan-select-kernels=target=x86-64-v3 force=contraction rows=2 columns=8" | FileCheck %s --check-prefix=FORCED

!x = !quant.uniform<u8:f32, 0.5:3>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.125>

// GENERIC-NOT: kernel<"contraction
// GENERIC-NOT: kernel<"depthwise

// CHECK-LABEL: func.func @pointwise
// FORCED-LABEL: func.func @pointwise
func.func @pointwise(%x: tensor<1x6x8x16x!x>) -> tensor<1x6x8x64x!x> {
  // VNNI: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"contraction", 6 x 64>}
  // AVX2: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"contraction", 6 x 16>}
  // FORCED: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"contraction", 2 x 8>}
  %y = qnn.fused(%x) : (tensor<1x6x8x16x!x>) -> tensor<1x6x8x64x!x> {
  ^bb0(%a: tensor<1x6x8x16x!x>):
    %w = qnn.constant dense<100> : tensor<64x1x1x16xi8> as tensor<64x1x1x16x!w>
    %0 = qnn.conv2d %a, %w : (tensor<1x6x8x16x!x>, tensor<64x1x1x16x!w>) -> tensor<1x6x8x64x!acc>
    %1 = qnn.requantize %0 : (tensor<1x6x8x64x!acc>) -> tensor<1x6x8x64x!x>
    qnn.yield %1 : tensor<1x6x8x64x!x>
  }
  return %y : tensor<1x6x8x64x!x>
}

// Each channel has a filter of its own.
// CHECK-LABEL: func.func @depthwise
func.func @depthwise(%x: tensor<1x6x8x16x!x>) -> tensor<1x6x8x16x!x> {
  // CHECK: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"depthwise">}
  %y = qnn.fused(%x) : (tensor<1x6x8x16x!x>) -> tensor<1x6x8x16x!x> {
  ^bb0(%a: tensor<1x6x8x16x!x>):
    %w = qnn.constant dense<100> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {groups = 16 : i64, pads = array<i64: 1, 1, 1, 1>} : (tensor<1x6x8x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x6x8x16x!acc>
    %1 = qnn.requantize %0 : (tensor<1x6x8x16x!acc>) -> tensor<1x6x8x16x!x>
    qnn.yield %1 : tensor<1x6x8x16x!x>
  }
  return %y : tensor<1x6x8x16x!x>
}

// One position: the widest tile.
// CHECK-LABEL: func.func @one_row
func.func @one_row(%x: tensor<1x64x!x>) -> tensor<1x128x!x> {
  // VNNI: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"contraction", 1 x 128>}
  %y = qnn.fused(%x) : (tensor<1x64x!x>) -> tensor<1x128x!x> {
  ^bb0(%a: tensor<1x64x!x>):
    %w = qnn.constant dense<100> : tensor<128x64xi8> as tensor<128x64x!w>
    %0 = qnn.linear %a, %w : (tensor<1x64x!x>, tensor<128x64x!w>) -> tensor<1x128x!acc>
    %1 = qnn.requantize %0 : (tensor<1x128x!acc>) -> tensor<1x128x!x>
    qnn.yield %1 : tensor<1x128x!x>
  }
  return %y : tensor<1x128x!x>
}

// A weight that is not constant has no kernel of its own.
// CHECK-LABEL: func.func @variable_weight
func.func @variable_weight(%x: tensor<1x64xf32>, %w: tensor<8x64xf32>) -> tensor<1x8xf32> {
  // CHECK: qnn.fused(%{{.*}}) {kernel = #qk.kernel<"generic">}
  %y = qnn.fused(%x, %w) : (tensor<1x64xf32>, tensor<8x64xf32>) -> tensor<1x8xf32> {
  ^bb0(%a: tensor<1x64xf32>, %b: tensor<8x64xf32>):
    %0 = qnn.linear %a, %b : (tensor<1x64xf32>, tensor<8x64xf32>) -> tensor<1x8xf32>
    qnn.yield %0 : tensor<1x8xf32>
  }
  return %y : tensor<1x8xf32>
}

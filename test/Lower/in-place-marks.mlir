// RUN: quant-opt %s --split-input-file --fuse-wrap-ops --lower-to-kernels=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --split-input-file "--plan-select-kernels=target=x86-64-v4-vnni rows=4 columns=16" --fuse-wrap-ops --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s --check-prefix=PLAN

!q = !quant.uniform<u8:f32, 0.05:131>

// Both operands of an add of equal shapes; of a broadcast one, what is not broadcast.
// CHECK-DAG: func.func private @qk_add_u8_u8_u8({{.*}}, %arg2: memref<16xi8> {qk.in_place = array<i64: 0, 1>})
// CHECK-DAG: func.func private @qk_sub_u8_u8_u8({{.*}}, %arg2: memref<16xi8> {qk.in_place = array<i64: 1>})
// What is of another size or type, or read elsewhere than it is written, has no mark.
// CHECK-DAG: func.func private @qk_quantize_u8_f32(%arg0: memref<16xf32>, %arg1: memref<16xi8>)
// CHECK-DAG: func.func private @qk_transpose_u8_u8(%arg0: memref<16xi8>, %arg1: memref<16xi8>)
// CHECK-DAG: func.func private @qk_softmax_f32_f32(%arg0: memref<16xf32>, %arg1: memref<16xf32>)
func.func @main(%x: tensor<2x8xf32>, %a: tensor<2x8x!q>, %b: tensor<1x8x!q>) -> (tensor<2x8x!q>, tensor<2x8x!q>, tensor<8x2x!q>, tensor<2x8xf32>) {
  %0 = qnn.quantize %x : (tensor<2x8xf32>) -> tensor<2x8x!q>
  %1 = qnn.add %0, %a : (tensor<2x8x!q>, tensor<2x8x!q>) -> tensor<2x8x!q>
  %2 = qnn.sub %b, %a : (tensor<1x8x!q>, tensor<2x8x!q>) -> tensor<2x8x!q>
  %3 = qnn.transpose %a {permutation = array<i64: 1, 0>} : (tensor<2x8x!q>) -> tensor<8x2x!q>
  %4 = qnn.softmax %x {axis = 1 : i64} : (tensor<2x8xf32>) -> tensor<2x8xf32>
  return %1, %2, %3, %4 : tensor<2x8x!q>, tensor<2x8x!q>, tensor<8x2x!q>, tensor<2x8xf32>
}

// -----

// What is read elsewhere before the result is written may be written over; what is read after it may not.
// CHECK-DAG: func.func private @qk_transpose_add_f32_f32(%arg0: memref<16xf32>, %arg1: memref<16xf32> {qk.in_place = array<i64: 0>}, %arg2: memref<64xi8>)
// CHECK-DAG: func.func private @qk_abs_transpose_f32_f32_f32(%arg0: memref<16xf32>, %arg1: memref<16xf32>, %arg2: memref<16xf32>)
// The value is yielded twice: the second is a copy of the first. An input that is yielded itself is read last.
// CHECK-DAG: func.func private @qk_neg_f32_f32_f32(%arg0: memref<16xf32>, %arg1: memref<16xf32> {qk.in_place = array<i64: 0>}, %arg2: memref<16xf32>)
// CHECK-DAG: func.func private @qk_exp_f32_f32_f32(%arg0: memref<16xf32>, %arg1: memref<16xf32>, %arg2: memref<16xf32>)
func.func @main(%x: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) {
  %0 = qnn.fused(%x) : (tensor<4x4xf32>) -> tensor<4x4xf32> {
  ^bb0(%a: tensor<4x4xf32>):
    %t = qnn.transpose %a {permutation = array<i64: 1, 0>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %s = qnn.add %t, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    qnn.yield %s : tensor<4x4xf32>
  }
  %1, %2 = qnn.fused(%x) : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  ^bb0(%a: tensor<4x4xf32>):
    %s = qnn.abs %a : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %t = qnn.transpose %a {permutation = array<i64: 1, 0>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    qnn.yield %s, %t : tensor<4x4xf32>, tensor<4x4xf32>
  }
  %3, %4 = qnn.fused(%x) : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  ^bb0(%a: tensor<4x4xf32>):
    %s = qnn.neg %a : (tensor<4x4xf32>) -> tensor<4x4xf32>
    qnn.yield %s, %s : tensor<4x4xf32>, tensor<4x4xf32>
  }
  %5, %6 = qnn.fused(%x) : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  ^bb0(%a: tensor<4x4xf32>):
    %s = qnn.exp %a : (tensor<4x4xf32>) -> tensor<4x4xf32>
    qnn.yield %s, %a : tensor<4x4xf32>, tensor<4x4xf32>
  }
  return %0, %1, %2, %3, %4, %5, %6 : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
}

// -----

!x = !quant.uniform<u8:f32, 3.000000e-02:128>
!w = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 7.500000e-03>

// A padded image is copied first: then it may be written over, and so may the residual where tiles of rows cover
// the width without overlap (8 by 4), but not where the last tile is moved back (7 by 4).
// PLAN-DAG: func.func private @qk_conv2d_u8_u8_s8_4x16x4_avx512vnni(%arg0: memref<512xi8>, %arg1: memref<512xi8>, %arg2: memref<512xi8> {qk.in_place = array<i64: 0, 1>}
// PLAN-DAG: func.func private @qk_conv2d_u8_u8_s8_4x16x4_avx512vnni_2(%arg0: memref<448xi8>, %arg1: memref<448xi8>, %arg2: memref<448xi8> {qk.in_place = array<i64: 0>}
// Without padding the image is read as it is written: only the residual dies in time.
// PLAN-DAG: func.func private @qk_conv2d_u8_u8_s8_4x16x4_avx512vnni_3(%arg0: memref<512xi8>, %arg1: memref<512xi8>, %arg2: memref<512xi8> {qk.in_place = array<i64: 1>}
// PLAN-DAG: func.func private @qk_depthwise_u8_u8_s8_{{[0-9x]+}}_avx512vnni(%arg0: memref<512xi8>, %arg1: memref<512xi8> {qk.in_place = array<i64: 0>}
func.func @main(%a: tensor<1x4x8x16x!x>, %b: tensor<1x4x7x16x!x>) -> (tensor<1x4x8x16x!x>, tensor<1x4x7x16x!x>, tensor<1x4x8x16x!x>, tensor<1x4x8x16x!x>) {
  %0 = qnn.relu %a : (tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x>
  %1 = qnn.fused(%a, %0) : (tensor<1x4x8x16x!x>, tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x> {
  ^bb0(%i: tensor<1x4x8x16x!x>, %r: tensor<1x4x8x16x!x>):
    %w = qnn.constant dense<120> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %s = qnn.conv2d %i, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x4x8x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x4x8x16x!acc>
    %t = qnn.add %s, %r : (tensor<1x4x8x16x!acc>, tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x>
    qnn.yield %t : tensor<1x4x8x16x!x>
  }
  %2 = qnn.relu %b : (tensor<1x4x7x16x!x>) -> tensor<1x4x7x16x!x>
  %3 = qnn.fused(%b, %2) : (tensor<1x4x7x16x!x>, tensor<1x4x7x16x!x>) -> tensor<1x4x7x16x!x> {
  ^bb0(%i: tensor<1x4x7x16x!x>, %r: tensor<1x4x7x16x!x>):
    %w = qnn.constant dense<120> : tensor<16x3x3x16xi8> as tensor<16x3x3x16x!w>
    %s = qnn.conv2d %i, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x4x7x16x!x>, tensor<16x3x3x16x!w>) -> tensor<1x4x7x16x!acc>
    %t = qnn.add %s, %r : (tensor<1x4x7x16x!acc>, tensor<1x4x7x16x!x>) -> tensor<1x4x7x16x!x>
    qnn.yield %t : tensor<1x4x7x16x!x>
  }
  %4 = qnn.fused(%a, %1) : (tensor<1x4x8x16x!x>, tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x> {
  ^bb0(%i: tensor<1x4x8x16x!x>, %r: tensor<1x4x8x16x!x>):
    %w = qnn.constant dense<120> : tensor<16x1x1x16xi8> as tensor<16x1x1x16x!w>
    %s = qnn.conv2d %i, %w : (tensor<1x4x8x16x!x>, tensor<16x1x1x16x!w>) -> tensor<1x4x8x16x!acc>
    %t = qnn.add %s, %r : (tensor<1x4x8x16x!acc>, tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x>
    qnn.yield %t : tensor<1x4x8x16x!x>
  }
  %5 = qnn.fused(%1) : (tensor<1x4x8x16x!x>) -> tensor<1x4x8x16x!x> {
  ^bb0(%i: tensor<1x4x8x16x!x>):
    %w = qnn.constant dense<-17> : tensor<16x3x3x1xi8> as tensor<16x3x3x1x!w>
    %s = qnn.conv2d %i, %w {pads = array<i64: 1, 1, 1, 1>, groups = 16 : i64} : (tensor<1x4x8x16x!x>, tensor<16x3x3x1x!w>) -> tensor<1x4x8x16x!acc>
    %t = qnn.requantize %s : (tensor<1x4x8x16x!acc>) -> tensor<1x4x8x16x!x>
    qnn.yield %t : tensor<1x4x8x16x!x>
  }
  return %1, %3, %4, %5 : tensor<1x4x8x16x!x>, tensor<1x4x7x16x!x>, tensor<1x4x8x16x!x>, tensor<1x4x8x16x!x>
}

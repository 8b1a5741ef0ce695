// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v4-vnni --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s
// RUN: quant-opt %s --plan-pipeline=target=x86-64-v3 --lower-to-kernels=target=x86-64-v3 | FileCheck %s --check-prefix=PAIRS
// RUN: sed s/-17/-100/ %s | quant-opt - --plan-pipeline=target=x86-64-v3 --lower-to-kernels=target=x86-64-v3 | FileCheck %s --check-prefix=WORDS
// RUN: quant-opt %s --plan-pipeline=target=armv8.0-a --lower-to-kernels=target=armv8.0-a | FileCheck %s --check-prefix=TAPS
// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s "--test-compare-kernels=target=native force=contraction" -o /dev/null

!x = !quant.uniform<u8:f32, 3.000000e-02:128>
!w = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 7.500000e-03>

// Blocks of 64 and 32 channels; two rows by two columns share what they load.
// Sums and addresses are pinned between the columns of the filter.
// CHECK: func.func private @qk_depthwise_u8_u8_s8_4x64x4_avx512vnni
// CHECK: qk.pin {{.*}} : index, index, vector<16xi32>
// CHECK: vector.shuffle {{.*}} [0, 64, 1, 65, 2, 66, 3, 67, 4, 68, 5, 69, 6, 70, 7, 71, 16, 80,
// CHECK: qk.dot {{.*}} {lhs_unsigned{{.*}}} : vector<16xi32>, vector<64xi8>
// CHECK: qk.round_pack {{.*}} in_lane
// CHECK: qk.dot {{.*}} {lhs_unsigned{{.*}}} : vector<8xi32>, vector<32xi8>
// CHECK: qk.round_pack {{.*}} in_lane


// Without VNNI by bytes where the weights prove that pairs of products fit, otherwise by 16-bit numbers.
// PAIRS: func.func private @qk_depthwise_u8_u8_s8_2x32x4_avx2
// PAIRS: qk.dot {{.*}} {lhs_unsigned, pairs_fit} : vector<8xi32>, vector<32xi8>
// WORDS: func.func private @qk_depthwise_u8_u8_s8_2x32x2_avx2
// WORDS: vector.shuffle {{.*}} [0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39, 16, 48,
// WORDS: qk.dot {{.*}} : vector<8xi32>, vector<16xi16>

// Without any dot product a tap at a time, two of them in 16 bits.
// TAPS: func.func private @qk_depthwise_s8_s8_s8_4x16x1_neon
// TAPS: %[[A:.*]] = arith.muli {{.*}} : vector<8xi16>
// TAPS: %[[B:.*]] = arith.muli {{.*}} : vector<8xi16>
// TAPS: arith.addi %[[A]], %[[B]] : vector<8xi16>

// Float: one fma a tap.
// CHECK: func.func private @qk_depthwise_f32_f32_f32_4x8x1_avx512vnni
// CHECK: math.fma
func.func @main(%x: tensor<1x5x7x96x!x>, %f: tensor<1x5x7x6xf32>) -> (tensor<1x5x7x96x!x>, tensor<1x5x7x6xf32>) {
  %y = qnn.fused(%x) : (tensor<1x5x7x96x!x>) -> tensor<1x5x7x96x!x> {
  ^bb0(%a: tensor<1x5x7x96x!x>):
    %w = qnn.constant dense<-17> : tensor<96x3x3x1xi8> as tensor<96x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {pads = array<i64: 1, 1, 1, 1>, groups = 96 : i64} : (tensor<1x5x7x96x!x>, tensor<96x3x3x1x!w>) -> tensor<1x5x7x96x!acc>
    %1 = qnn.requantize %0 : (tensor<1x5x7x96x!acc>) -> tensor<1x5x7x96x!x>
    qnn.yield %1 : tensor<1x5x7x96x!x>
  }
  %g = qnn.fused(%f) : (tensor<1x5x7x6xf32>) -> tensor<1x5x7x6xf32> {
  ^bb0(%a: tensor<1x5x7x6xf32>):
    %w = qnn.constant dense<0.3> : tensor<6x3x3x1xf32> as tensor<6x3x3x1xf32>
    %0 = qnn.conv2d %a, %w {pads = array<i64: 1, 1, 1, 1>, groups = 6 : i64} : (tensor<1x5x7x6xf32>, tensor<6x3x3x1xf32>) -> tensor<1x5x7x6xf32>
    qnn.yield %0 : tensor<1x5x7x6xf32>
  }
  return %y, %g : tensor<1x5x7x96x!x>, tensor<1x5x7x6xf32>
}

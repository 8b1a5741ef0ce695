// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v4-vnni --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v3 --lower-to-kernels=target=x86-64-v3 | FileCheck %s --check-prefix=AVX2
// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s "--test-compare-kernels=target=native force=contraction rows=3 columns=8" -o /dev/null
// RUN: quant-opt %s "--test-compare-kernels=target=native force=generic" -o /dev/null

!x = !quant.uniform<u8:f32, 3.000000e-02:128>
!y = !quant.uniform<u8:f32, 5.000000e-01:120>
!w = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 7.500000e-03>

// The padded copy, then whole rows of the filter: 3 x 8 taps are 6 groups of 4; 7 of 7 columns of the image make a tile.
// VNNI: func.func private @qk_conv2d_u8_u8_s8_7x32x4_avx512vnni(%arg0: memref<280xi8>, %arg1: memref<2100xi8>, %arg2: memref<4608xi8>, %arg3: memref<64xi32>, %arg4: memref<64xf32>, %arg5: memref<64xf32>, %arg6: memref<576xi8>)
// VNNI-SAME: passthrough = ["noinline"]
// VNNI: qk.load_group {{.*}} group 4
// VNNI: qk.dot {{.*}} {lhs_unsigned} : vector<16xi32>, vector<64xi8>
// 60 channels are two blocks, the second stored as 16, 8 and 4 bytes: none beyond.
// VNNI: qk.round_pack
// VNNI: vector.store {{.*}} vector<32xi8>
// VNNI: vector.store {{.*}} vector<16xi8>
// VNNI: vector.store {{.*}} vector<8xi8>
// VNNI: vector.store {{.*}} vector<4xi8>

// These weights are small enough that sums of two products fit in 16 bits.
// AVX2: qk.dot {{.*}} {lhs_unsigned, pairs_fit} : vector<8xi32>, vector<32xi8>
func.func @main(%x: tensor<1x5x7x8x!x>) -> tensor<1x5x7x60x!y> {
  %y = qnn.fused(%x) : (tensor<1x5x7x8x!x>) -> tensor<1x5x7x60x!y> {
  ^bb0(%a: tensor<1x5x7x8x!x>):
    %w = qnn.constant dense<17> : tensor<60x3x3x8xi8> as tensor<60x3x3x8x!w>
    %0 = qnn.conv2d %a, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x7x8x!x>, tensor<60x3x3x8x!w>) -> tensor<1x5x7x60x!acc>
    %1 = qnn.requantize %0 {clamp = array<i64: 20, 200>, negative_slope = array<f32: 0.5>} : (tensor<1x5x7x60x!acc>) -> tensor<1x5x7x60x!y>
    qnn.yield %1 : tensor<1x5x7x60x!y>
  }
  return %y : tensor<1x5x7x60x!y>
}

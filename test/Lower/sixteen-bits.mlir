// RUN: quant-opt %s --plan-pipeline=target=x86-64-v4-vnni --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --plan-pipeline=target=x86-64-v3 --lower-to-kernels=target=x86-64-v3 | FileCheck %s --check-prefix=AVX2
// RUN: quant-opt %s --plan-pipeline=target=armv8.2-dotprod --lower-to-kernels=target=armv8.2-dotprod | FileCheck %s --check-prefix=ARM
// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s "--test-compare-kernels=target=native force=contraction" -o /dev/null

// Activations of 16 bits: two products a lane on x86, one on Arm. Weights are widened where they are packed; of a layer with
// one row they stay bytes on x86.

!x = !quant.uniform<i16:f32, 3.000000e-03:-7>
!y = !quant.uniform<i8:f32, 3.000000e-01:5>
!w = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 7.500000e-04>

// VNNI: func.func private @qk_depthwise_s16_s16_s8_8x32x2_avx512vnni({{.*}}memref<{{[0-9]+}}xi16>, %{{.*}}: memref<{{[0-9]+}}xi32>
// VNNI: vector.shuffle {{.*}} [0, 32, 1, 33, 2, 34, 3, 35, 8, 40, {{.*}} : vector<32xi16>, vector<32xi16>
// VNNI: qk.dot {{.*}} : vector<16xi32>, vector<32xi16>
// VNNI: qk.round_pack {{.*}} in_lane{{.*}} -> vector<32xi16>
// VNNI: func.func private @qk_conv2d_u8_s16_s8_{{[0-9]+x[0-9]+}}x2_avx512vnni
// VNNI: vector.load {{.*}} : memref<{{[0-9]+}}xi16>, vector<32xi16>
// VNNI: qk.load_group {{.*}} group 2 : memref<{{[0-9]+}}xi16> -> vector<32xi16>
// VNNI: qk.dot {{.*}} : vector<16xi32>, vector<32xi16>
// VNNI: func.func private @qk_linear_f32_s16_s8_1x16x2_avx512vnni
// VNNI: vector.load {{.*}} : memref<{{[0-9]+}}xi8>, vector<32xi8>
// VNNI: arith.extsi {{.*}} : vector<32xi8> to vector<32xi16>

// AVX2: func.func private @qk_depthwise_s16_s16_s8_4x16x2_avx2
// AVX2: qk.dot {{.*}} : vector<8xi32>, vector<16xi16>
// AVX2: func.func private @qk_conv2d_u8_s16_s8_{{[0-9]+x[0-9]+}}x2_avx2
// AVX2: qk.pin
// AVX2: qk.dot {{.*}} : vector<8xi32>, vector<16xi16>

// ARM: func.func private @qk_depthwise_s16_s16_s8_4x8x1_dotprod
// ARM: qk.dot {{.*}} : vector<4xi32>, vector<4xi16>
// ARM: qk.round_pack {{.*}} -> vector<8xi16>
// ARM: func.func private @qk_conv2d_s8_s16_s8_{{[0-9]+x[0-9]+}}x1_dotprod
// ARM: qk.load_group {{.*}} group 1 : memref<{{[0-9]+}}xi16> -> vector<4xi16>
// ARM: qk.dot {{.*}} : vector<4xi32>, vector<4xi16>
func.func @main(%x: tensor<1x5x9x40x!x>) -> (tensor<1x5x9x40x!x>, tensor<1x5x9x16x!y>, tensor<1x16xf32>) {
  %y = qnn.fused(%x) : (tensor<1x5x9x40x!x>) -> tensor<1x5x9x40x!x> {
  ^bb0(%a: tensor<1x5x9x40x!x>):
    %w = qnn.constant dense<-17> : tensor<40x3x3x1xi8> as tensor<40x3x3x1x!w>
    %0 = qnn.conv2d %a, %w {pads = array<i64: 1, 1, 1, 1>, groups = 40 : i64} : (tensor<1x5x9x40x!x>, tensor<40x3x3x1x!w>) -> tensor<1x5x9x40x!acc>
    %1 = qnn.add %0, %a : (tensor<1x5x9x40x!acc>, tensor<1x5x9x40x!x>) -> tensor<1x5x9x40x!x>
    qnn.yield %1 : tensor<1x5x9x40x!x>
  }
  %c = qnn.fused(%y) : (tensor<1x5x9x40x!x>) -> tensor<1x5x9x16x!y> {
  ^bb0(%a: tensor<1x5x9x40x!x>):
    %w = qnn.constant dense<19> : tensor<16x3x3x40xi8> as tensor<16x3x3x40x!w>
    %0 = qnn.conv2d %a, %w {pads = array<i64: 1, 1, 1, 1>} : (tensor<1x5x9x40x!x>, tensor<16x3x3x40x!w>) -> tensor<1x5x9x16x!acc>
    %1 = qnn.requantize %0 {clamp = array<i64: -100, 90>} : (tensor<1x5x9x16x!acc>) -> tensor<1x5x9x16x!y>
    qnn.yield %1 : tensor<1x5x9x16x!y>
  }
  %r = qnn.fused(%y) : (tensor<1x5x9x40x!x>) -> tensor<1x40x!x> {
  ^bb0(%a: tensor<1x5x9x40x!x>):
    %0 = qnn.reduce %a {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<1x5x9x40x!x>) -> tensor<1x40x!x>
    qnn.yield %0 : tensor<1x40x!x>
  }
  %l = qnn.fused(%r) : (tensor<1x40x!x>) -> tensor<1x16xf32> {
  ^bb0(%a: tensor<1x40x!x>):
    %w = qnn.constant dense<19> : tensor<16x40xi8> as tensor<16x40x!w>
    %0 = qnn.linear %a, %w : (tensor<1x40x!x>, tensor<16x40x!w>) -> tensor<1x16x!acc>
    %1 = qnn.dequantize %0 : (tensor<1x16x!acc>) -> tensor<1x16xf32>
    qnn.yield %1 : tensor<1x16xf32>
  }
  return %y, %c, %l : tensor<1x5x9x40x!x>, tensor<1x5x9x16x!y>, tensor<1x16xf32>
}

// RUN: quant-opt %s --split-input-file --fuse-pipeline --plan-pipeline=target=x86-64-v4-vnni --lower-to-kernels | FileCheck %s --check-prefixes=CHECK,WIDE
// RUN: quant-opt %s --split-input-file --fuse-pipeline --plan-pipeline=target=x86-64-v3 --lower-to-kernels | FileCheck %s --check-prefixes=CHECK,NARROW

!s4 = !quant.uniform<i4:f32, 1.0>

// Eight codes in a word: two groups of sixteen, that is two words each.
// WIDE: memref.global {{.*}} : memref<256xi32>
// NARROW: memref.global {{.*}} : memref<256xi32>
// CHECK: func.func private @qk_linear_f32_f32_i4g16_1x{{64|32}}x1_
func.func @main(%x: tensor<1x32xf32>) -> tensor<1x64xf32> {
  %w = qnn.constant dense<1> : tensor<64x32xi4> as tensor<64x32x!s4>
  %s = qnn.constant dense<0.5> : tensor<64x2xf32> as tensor<64x2xf32>
  // The inner loop loads a word of each vector and unpacks it: into a mantissa, or by two shifts and a conversion.
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK: vector.load {{.*}} : memref<256xi32>
  // CHECK: qk.load_group
  // WIDE: arith.andi
  // WIDE: arith.ori
  // WIDE: vector.bitcast
  // WIDE: arith.subf
  // NARROW: arith.shli
  // NARROW: arith.shrsi
  // NARROW: arith.sitofp
  // CHECK: math.fma
  // The scale of the group.
  // CHECK: scf.yield
  // CHECK: math.fma
  // CHECK: scf.yield
  %y = qnn.linear %x, %w scales %s {group_size = 16 : i64} : (tensor<1x32xf32>, tensor<64x32x!s4>, tensor<64x2xf32>) -> tensor<1x64xf32>
  return %y : tensor<1x64xf32>
}

// -----

// A convolution unpacks its weights into scratch once, and then runs as one on f32.
// CHECK: func.func private @qk_conv2d_f32_f32_i8_{{.*}}memref<{{[0-9]+}}xi8>)
func.func @main(%x: tensor<1x8x8x8xf32>) -> tensor<1x8x8x16xf32> {
  %w = qnn.constant dense<1> : tensor<16x1x1x8xi8> as tensor<16x1x1x8x!quant.uniform<i8:f32, 0.5>>
  // CHECK: memref.view {{.*}} to memref<128xf32>
  // CHECK: vector.store {{.*}} : memref<128xf32>
  // CHECK: scf.for
  // CHECK: math.fma
  %y = qnn.conv2d %x, %w : (tensor<1x8x8x8xf32>, tensor<16x1x1x8x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}

// -----

// Weights that are computed have no kernel of this family.
// CHECK: func.func private @qk_linear_f32_f32_f32
func.func @main(%x: tensor<1x4xf32>, %w: tensor<2x4xf32>) -> tensor<1x2xf32> {
  %y = qnn.linear %x, %w : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

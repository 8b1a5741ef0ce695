// RUN: quant-opt %s --plan-select-kernels=target=x86-64-v4-vnni --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s

// Up to six vectors of weights a tile go without a loop over depth, in a row.
// CHECK-LABEL: func.func private @qk_linear_u8_u8_s8_1x16x4_avx512vnni(
// CHECK-NOT: scf.for
// CHECK-COUNT-6: qk.dot
// CHECK-NOT: qk.dot
// CHECK: return

// More go by a loop that LLVM is told not to unroll, with one step in it, and nothing multiplied by one or added to zero.
// CHECK-LABEL: func.func private @qk_linear_u8_u8_s8_1x16x4_avx512vnni_2(
// CHECK-NOT: scf.for
// CHECK: scf.for %[[STEP:.+]] = %{{.+}} to %c7 step %c1 iter_args(%[[SUM:.+]] = %{{.+}}) -> (vector<16xi32>) {
// CHECK-NEXT: arith.constant 4 : index
// CHECK-NEXT: %[[AT:.+]] = arith.muli %[[STEP]], %c4
// CHECK-NEXT: arith.constant 64 : index
// CHECK-NEXT: %[[WEIGHT:.+]] = arith.muli %[[STEP]], %c64
// CHECK-NEXT: %[[W:.+]] = vector.load %arg2[%[[WEIGHT]]]
// CHECK-NEXT: %[[X:.+]] = qk.load_group %{{.+}}[%[[AT]]] group 4
// CHECK-NEXT: %[[NEXT:.+]] = qk.dot %[[SUM]], %[[X]], %[[W]] {lhs_unsigned}
// CHECK-NEXT: scf.yield %[[NEXT]]
// CHECK-NEXT: } {llvm.loop_annotation = #loop_annotation
// CHECK-NOT: scf.for
// CHECK: return

// Taps that lie apart: loops over the rows and columns of the filter, and over the channels of a tap in a row.
// CHECK-LABEL: func.func private @qk_conv2d_u8_u8_s8_5x16x4_avx512vnni(
// CHECK: scf.for %{{.+}} to %c5 step %c1 {
// CHECK: scf.for %{{.+}} to %c3 step {{.*}} iter_args
// CHECK: scf.for %{{.+}} to %c3_{{.*}} iter_args
// CHECK: scf.for %{{.+}} to %c2{{.*}} iter_args
// CHECK-COUNT-5: qk.dot
// CHECK-NOT: qk.dot
// CHECK: return
!x = !quant.uniform<u8:f32, 0.03125:128>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!acc = !quant.uniform<i32:f32, 0.0078125>
func.func @main(%x: tensor<1x24x!x>, %y: tensor<1x28x!x>, %z: tensor<1x9x9x8x!x>) -> (tensor<1x16x!x>, tensor<1x16x!x>, tensor<1x5x5x16x!x>) {
  %0 = qnn.fused(%x) : (tensor<1x24x!x>) -> tensor<1x16x!x> {
  ^bb0(%a: tensor<1x24x!x>):
    %w = qnn.constant dense<3> : tensor<16x24xi8> as tensor<16x24x!w>
    %2 = qnn.linear %a, %w : (tensor<1x24x!x>, tensor<16x24x!w>) -> tensor<1x16x!acc>
    %3 = qnn.requantize %2 : (tensor<1x16x!acc>) -> tensor<1x16x!x>
    qnn.yield %3 : tensor<1x16x!x>
  }
  %1 = qnn.fused(%y) : (tensor<1x28x!x>) -> tensor<1x16x!x> {
  ^bb0(%a: tensor<1x28x!x>):
    %w = qnn.constant dense<3> : tensor<16x28xi8> as tensor<16x28x!w>
    %2 = qnn.linear %a, %w : (tensor<1x28x!x>, tensor<16x28x!w>) -> tensor<1x16x!acc>
    %3 = qnn.requantize %2 : (tensor<1x16x!acc>) -> tensor<1x16x!x>
    qnn.yield %3 : tensor<1x16x!x>
  }
  %4 = qnn.fused(%z) : (tensor<1x9x9x8x!x>) -> tensor<1x5x5x16x!x> {
  ^bb0(%a: tensor<1x9x9x8x!x>):
    %w = qnn.constant dense<3> : tensor<16x3x3x8xi8> as tensor<16x3x3x8x!w>
    %2 = qnn.conv2d %a, %w {dilations = array<i64: 2, 2>} : (tensor<1x9x9x8x!x>, tensor<16x3x3x8x!w>) -> tensor<1x5x5x16x!acc>
    %3 = qnn.requantize %2 : (tensor<1x5x5x16x!acc>) -> tensor<1x5x5x16x!x>
    qnn.yield %3 : tensor<1x5x5x16x!x>
  }
  return %0, %1, %4 : tensor<1x16x!x>, tensor<1x16x!x>, tensor<1x5x5x16x!x>
}

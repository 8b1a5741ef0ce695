// RUN: quant-opt %s --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s --lower-to-kernels=target=x86-64-v3 | FileCheck %s

// What a fused op yields twice, passes through, or holds as a constant is copied to where it is wanted.
// CHECK-LABEL: func.func private @qk_neg_f32_f32_f32_f32(
// CHECK-COUNT-4: scf.for
// CHECK-NOT: scf.for
// CHECK: return
func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>) {
  %0:4 = qnn.fused(%x) : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>) {
  ^bb0(%a: tensor<2x3xf32>):
    %c = qnn.constant dense<[1.0, 2.0]> : tensor<2xf32> as tensor<2xf32>
    %n = qnn.neg %a : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %r = qnn.reshape %n : (tensor<2x3xf32>) -> tensor<6xf32>
    qnn.yield %n, %a, %r, %c : tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>
  }
  return %0#0, %0#1, %0#2, %0#3 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2xf32>
}

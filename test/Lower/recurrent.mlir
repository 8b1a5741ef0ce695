// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels=target=x86-64-v4-vnni | FileCheck %s
// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels=target=armv8.2-dotprod | FileCheck %s --check-prefix=ARM

!state = !quant.uniform<i8:f32, 0.0078125>
!weight = tensor<48x16x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}>>

// Two layers of one shape share a kernel. Its products: three vectors of sums, four columns of the matrix a step; on x86 the
// stored state is unsigned. The state is rounded for them, and once more where the
// result has another type.
// CHECK: call @qk_gru_s8_f32_s8_avx512vnni(
// CHECK: call @qk_gru_s8_f32_s8_avx512vnni(
// CHECK-LABEL: func.func private @qk_gru_s8_f32_s8_avx512vnni(
// CHECK: scf.for
// CHECK: %[[SUMS:.+]]:3 = scf.for %{{.+}} = %{{.+}} to %{{.+}} step %{{.+}} iter_args(%[[A:.+]] = %{{.+}}, %[[B:.+]] = %{{.+}}, %[[C:.+]] = %{{.+}}) -> (vector<16xi32>, vector<16xi32>, vector<16xi32>)
// CHECK: %[[W:.+]] = vector.load %{{.+}} : memref<768xi8>, vector<64xi8>
// CHECK: %[[H:.+]] = qk.load_group %{{.+}} group 4 : memref<16xi8> -> vector<64xi8>
// CHECK: qk.dot %[[A]], %[[H]], %[[W]] {lhs_unsigned}
// CHECK-COUNT-2: qk.dot
// CHECK: arith.sitofp %[[SUMS]]#0 : vector<16xi32> to vector<16xf32>
// CHECK: qk.round_pack %{{.+}} to[0, 255] zero_point 128
// CHECK: qk.round_pack %{{.+}} to[-128, 127] zero_point 0
// CHECK-NOT: func.func private @qk_gru
// ARM: call @qk_gru_s8_f32_s8_dotprod(
// ARM: iter_args({{.*}}) -> (vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>, vector<4xi32>)
// ARM: qk.dot {{[^{]*}} : vector<4xi32>, vector<16xi8>
func.func @main(%x: tensor<3x1x48xf32>) -> (tensor<3x1x16x!state>, tensor<3x1x16x!state>) {
  %a = qnn.constant dense<1> : tensor<48x16xi8> as !weight
  %b = qnn.constant dense<2> : tensor<48x16xi8> as !weight
  %0 = qnn.gru %x, %a {functions = ["sigmoid", "tanh"], state = !state, reset_after} : (tensor<3x1x48xf32>, !weight) -> tensor<3x1x16x!state>
  %1 = qnn.gru %x, %b {functions = ["sigmoid", "tanh"], state = !state, reset_after} : (tensor<3x1x48xf32>, !weight) -> tensor<3x1x16x!state>
  return %0, %1 : tensor<3x1x16x!state>, tensor<3x1x16x!state>
}

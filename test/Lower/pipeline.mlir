// RUN: quant-opt %s --fuse-wrap-ops --lower-pipeline=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --fuse-wrap-ops --lower-pipeline=target=armv8.2-dotprod | FileCheck %s

// Nothing but the LLVM dialect is left, and nothing allocates.
// CHECK-NOT: {{qnn\.[a-z_]+ %|memref\.|scf\.|vector\.[a-z_]+ %|func\.func|unrealized}}
// CHECK: llvm.func @quantc_run(%{{.+}}: !llvm.ptr{{.*}}, %{{.+}}: !llvm.ptr{{.*}}, %{{.+}}: !llvm.ptr
// CHECK: llvm.func @quantc_step(
func.func @main(%x: tensor<2x40xf32> {qnn.name = "x"}) -> (tensor<2x40xf32> {qnn.name = "y"}) {
  %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<2x40xf32>) -> tensor<2x40xf32>
  %1 = qnn.gelu %0 : (tensor<2x40xf32>) -> tensor<2x40xf32>
  return %1 : tensor<2x40xf32>
}

// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels=target=x86-64-v3 --lower-assign-arena | FileCheck %s --check-prefix=APART
// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels=target=x86-64-v3 --lower-write-in-place --lower-assign-arena | FileCheck %s
// RUN: quantc %s --recipe=float --target=x86-64-v3 -o %t.o 2>&1 | FileCheck %s --check-prefix=REPORT

// Two buffers of 4000 bytes, 64 of slack and 32 to the next multiple of 64; in place, one is enough.
// APART: func.func @quantc_run({{.*}}: memref<8192xi8>)
// CHECK: func.func @quantc_run({{.*}}: memref<4096xi8>)
// REPORT: arena 4096 bytes
func.func @main(%x: tensor<1000xf32> {qnn.name = "x"}) -> (tensor<1000xf32> {qnn.name = "y"}) {
  %0 = qnn.neg %x : (tensor<1000xf32>) -> tensor<1000xf32>
  %1 = qnn.exp %0 : (tensor<1000xf32>) -> tensor<1000xf32>
  %2 = qnn.neg %1 : (tensor<1000xf32>) -> tensor<1000xf32>
  %3 = qnn.abs %2 : (tensor<1000xf32>) -> tensor<1000xf32>
  return %3 : tensor<1000xf32>
}

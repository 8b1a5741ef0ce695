// RUN: quant-opt %s --lower-qk=target=icelake-server | FileCheck %s

// CHECK-LABEL: func.func @lookup
func.func @lookup(%t: vector<16xi8>, %m: memref<256xi8>, %i: index) -> vector<16xi8> {
  // CHECK-COUNT-2: llvm.x86.avx512.vpermi2var.qi.512
  // CHECK: arith.select
  %0 = qk.lookup %t in %m[%i] : vector<16xi8>, memref<256xi8>
  return %0 : vector<16xi8>
}

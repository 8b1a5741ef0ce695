// What a CPU has decides the instruction: LLVM's tables are asked, not names.
// RUN: quant-opt %s --lower-qk=target=znver4 | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --lower-qk=target=cascadelake | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --lower-qk=target=alderlake | FileCheck %s --check-prefix=VNNI
// RUN: quant-opt %s --lower-qk=target=haswell | FileCheck %s --check-prefix=MADD
// RUN: quant-opt %s --lower-qk=target=skylake-avx512 | FileCheck %s --check-prefix=MADD
// RUN: not quant-opt %s --lower-qk=target=cortex-a72 2>&1 | FileCheck %s --check-prefix=ARM

// VNNI: llvm.x86.avx512.vpdpbusd.256
// MADD: llvm.x86.avx2.pmadd.wd
// ARM: error: 'qk.dot' op a dot product of 256 bits is not available on target cortex-a72
func.func @dot(%acc: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32> {
  %0 = qk.dot %acc, %a, %b {lhs_unsigned} : vector<8xi32>, vector<32xi8>
  return %0 : vector<8xi32>
}

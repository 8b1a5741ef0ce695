// RUN: quant-opt %s --lower-qk=target=x86-64-v4-vnni --split-input-file | FileCheck %s --check-prefixes=CHECK,VNNI512
// RUN: quant-opt %s --lower-qk=target=x86-64-v3-avxvnni --split-input-file | FileCheck %s --check-prefixes=CHECK,AVXVNNI
// RUN: quant-opt %s --lower-qk=target=x86-64-v3 --split-input-file | FileCheck %s --check-prefixes=CHECK,AVX2

// CHECK-LABEL: func.func @dot_bytes
func.func @dot_bytes(%acc: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32> {
  // VNNI512: llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.256"(%arg0, %arg1, %arg2)
  // AVXVNNI: llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.256"(%arg0, %arg1, %arg2)
  // Zero-extended and sign-extended halves: bytes 0 and 2 of each group, then 1 and 3.
  // AVX2: %[[X:.+]] = vector.bitcast %arg1
  // AVX2: %[[W:.+]] = vector.bitcast %arg2
  // AVX2: %[[EIGHT:.+]] = arith.constant dense<8>
  // AVX2: %[[MASK:.+]] = arith.constant dense<255>
  // AVX2: %[[XE:.+]] = arith.andi %[[X]], %[[MASK]]
  // AVX2: %[[XO:.+]] = arith.shrui %[[X]], %[[EIGHT]]
  // AVX2: %[[WH:.+]] = arith.shli %[[W]], %[[EIGHT]]
  // AVX2: %[[WE:.+]] = arith.shrsi %[[WH]], %[[EIGHT]]
  // AVX2: %[[WO:.+]] = arith.shrsi %[[W]], %[[EIGHT]]
  // AVX2: %[[E:.+]] = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%[[XE]], %[[WE]])
  // AVX2: %[[O:.+]] = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%[[XO]], %[[WO]])
  // AVX2: %[[S:.+]] = arith.addi %[[E]], %[[O]]
  // AVX2: arith.addi %arg0, %[[S]]
  // AVX2-NOT: pmadd.ub.sw
  %0 = qk.dot %acc, %a, %b {lhs_unsigned} : vector<8xi32>, vector<32xi8>
  return %0 : vector<8xi32>
}

// Saturating pairs only where they were proved not to saturate.
// CHECK-LABEL: func.func @dot_pairs
func.func @dot_pairs(%acc: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32> {
  // VNNI512: llvm.x86.avx512.vpdpbusd.256
  // AVXVNNI: llvm.x86.avx512.vpdpbusd.256
  // AVX2: %[[P:.+]] = llvm.call_intrinsic "llvm.x86.avx2.pmadd.ub.sw"(%arg1, %arg2)
  // AVX2: %[[ONE:.+]] = arith.constant dense<1>
  // AVX2: llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%[[P]], %[[ONE]])
  %0 = qk.dot %acc, %a, %b {lhs_unsigned, pairs_fit} : vector<8xi32>, vector<32xi8>
  return %0 : vector<8xi32>
}

// CHECK-LABEL: func.func @dot_words
func.func @dot_words(%acc: vector<8xi32>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<8xi32> {
  // VNNI512: llvm.x86.avx512.vpdpwssd.256
  // AVXVNNI: llvm.x86.avx512.vpdpwssd.256
  // AVX2: llvm.x86.avx2.pmadd.wd
  %0 = qk.dot %acc, %a, %b : vector<8xi32>, vector<16xi16>
  return %0 : vector<8xi32>
}

// CHECK-LABEL: func.func @round_pack
func.func @round_pack(%t: vector<8xf32>) -> vector<16xi8> {
  // CHECK-COUNT-2: arith.cmpf olt
  // CHECK: llvm.x86.avx2.packssdw
  // CHECK: llvm.intr.sadd.sat
  // CHECK: llvm.x86.avx2.packuswb
  // CHECK-NOT: arith.maxui
  %0 = qk.round_pack %t, %t to [0, 255] zero_point 3 : vector<8xf32>, vector<8xf32> -> vector<16xi8>
  return %0 : vector<16xi8>
}

// A proved bound saves the minimum, a narrower range costs a clamp.
// CHECK-LABEL: func.func @round_pack_bounded
func.func @round_pack_bounded(%t: vector<4xf32>) -> vector<4xi8> {
  // CHECK-NOT: arith.cmpf
  // CHECK: llvm.x86.sse2.packuswb.128
  // CHECK: arith.maxui
  // CHECK-NOT: arith.minui
  %0 = qk.round_pack %t to [7, 255] zero_point 3 {bounded} : vector<4xf32> -> vector<4xi8>
  return %0 : vector<4xi8>
}

// CHECK-LABEL: func.func @load_group
func.func @load_group(%m: memref<100xi8>, %i: index) -> vector<32xi8> {
  // CHECK: vector.load %arg0[%arg1] : memref<100xi8>, vector<4xi8>
  // CHECK: vector.broadcast {{.*}} : vector<1xi32> to vector<8xi32>
  %0 = qk.load_group %m[%i] group 4 : memref<100xi8> -> vector<32xi8>
  return %0 : vector<32xi8>
}

// 256 entries: 16 shuffles of 16 without VBMI.
// CHECK-LABEL: func.func @lookup
func.func @lookup(%t: vector<32xi8>, %m: memref<256xi8>, %i: index) -> vector<32xi8> {
  // CHECK-COUNT-16: llvm.x86.avx2.pshuf.b
  // CHECK-NOT: pshuf.b
  %0 = qk.lookup %t in %m[%i] : vector<32xi8>, memref<256xi8>
  return %0 : vector<32xi8>
}

// Of lanes that fill the vector up nothing is said.
// CHECK-LABEL: func.func @lookup_of_24
func.func @lookup_of_24(%t: vector<24xi8>, %m: memref<256xi8>, %i: index) -> vector<24xi8> {
  // CHECK: vector.shuffle {{.*}} [0, {{.*}}, 22, 23, -1, -1, -1, -1, -1, -1, -1, -1] : vector<24xi8>, vector<24xi8>
  // CHECK-COUNT-16: llvm.x86.avx2.pshuf.b
  // CHECK: vector.shuffle {{.*}} : vector<32xi8>, vector<32xi8>
  %0 = qk.lookup %t in %m[%i] : vector<24xi8>, memref<256xi8>
  return %0 : vector<24xi8>
}

// An empty instruction that every operand goes through; unused, it stays.
// CHECK-LABEL: func.func @pin
func.func @pin(%i: index, %sum: vector<8xi32>, %m: memref<100xi8>) -> vector<16xi8> {
  // CHECK: %[[I:.*]] = arith.index_cast %arg0 : index to i64
  // CHECK: %[[BOTH:.*]] = llvm.inline_asm has_side_effects "", "=r,=v,0,1" %[[I]], %arg1 : (i64, vector<8xi32>) -> !llvm.struct<(i64, vector<8xi32>)>
  // CHECK: %[[PINNED:.*]] = llvm.extractvalue %[[BOTH]][0]
  // CHECK: %[[INDEX:.*]] = arith.index_cast %[[PINNED]] : i64 to index
  %0:2 = qk.pin %i, %sum : index, vector<8xi32>
  // CHECK: llvm.inline_asm has_side_effects "", "=r,0" {{.*}} : (i64) -> i64
  %1 = qk.pin %i : index
  // CHECK: vector.load %arg2[%[[INDEX]]]
  %2 = vector.load %m[%0#0] : memref<100xi8>, vector<16xi8>
  return %2 : vector<16xi8>
}

// 16 bits are clamped as floats, -32768 - zero point and 32767 - zero point; two vectors are packed, and unless they lie
// in lanes put in order.
// CHECK-LABEL: func.func @round_pack_words
func.func @round_pack_words(%t: vector<8xf32>) -> (vector<16xi16>, vector<16xi16>, vector<8xi16>) {
  // CHECK: arith.constant dense<-3.276900e+04> : vector<8xf32>
  // CHECK: arith.constant dense<3.276600e+04> : vector<8xf32>
  // CHECK: arith.cmpf ogt
  // CHECK: arith.cmpf olt
  // CHECK: arith.addi
  // CHECK: packssdw
  // CHECK: vector.shuffle {{.*}} [0, 2, 1, 3] : vector<4xi64>
  %0 = qk.round_pack %t, %t to [-32768, 32767] zero_point 1 : vector<8xf32>, vector<8xf32> -> vector<16xi16>
  // CHECK: packssdw
  // CHECK-NOT: vector.shuffle
  %1 = qk.round_pack %t, %t to [-32768, 32767] zero_point 1 {in_lane} : vector<8xf32>, vector<8xf32> -> vector<16xi16>
  // CHECK: arith.trunci
  %2 = qk.round_pack %t to [-5, 7] zero_point 1 : vector<8xf32> -> vector<8xi16>
  return %0, %1, %2 : vector<16xi16>, vector<16xi16>, vector<8xi16>
}

// Two vectors in lanes fill half of each 128 bits of bytes.
// CHECK-LABEL: func.func @round_pack_half
func.func @round_pack_half(%t: vector<8xf32>) -> vector<16xi8> {
  // CHECK: vector.shuffle {{.*}} [0, 1, 4, 5, 0, 0, 0, 0] : vector<8xi32>
  %0 = qk.round_pack %t, %t to [0, 255] zero_point 1 {bounded, in_lane} : vector<8xf32>, vector<8xf32> -> vector<16xi8>
  return %0 : vector<16xi8>
}

// CHECK-LABEL: func.func @dot_single
func.func @dot_single(%acc: vector<8xi32>, %a: vector<8xi16>) -> vector<8xi32> {
  // CHECK: arith.muli {{.*}} : vector<8xi32>
  %0 = qk.dot %acc, %a, %a : vector<8xi32>, vector<8xi16>
  return %0 : vector<8xi32>
}

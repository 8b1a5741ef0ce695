// RUN: quant-opt %s --lower-qk=target=armv8.2-dotprod | FileCheck %s --check-prefixes=CHECK,DOT
// RUN: quant-opt %s --lower-qk=target=armv8.0-a | FileCheck %s --check-prefixes=CHECK,NEON

// CHECK-LABEL: func.func @dot_bytes
func.func @dot_bytes(%acc: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32> {
  // DOT: llvm.call_intrinsic "llvm.aarch64.neon.sdot.v4i32.v16i8"(%arg0, %arg1, %arg2)
  // NEON-COUNT-2: llvm.aarch64.neon.saddlp.v4i32.v8i16
  %0 = qk.dot %acc, %a, %b : vector<4xi32>, vector<16xi8>
  return %0 : vector<4xi32>
}

// CHECK-LABEL: func.func @dot_pairs
func.func @dot_pairs(%acc: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32> {
  // NEON-COUNT-1: llvm.aarch64.neon.saddlp.v4i32.v8i16
  // NEON-NOT: saddlp
  %0 = qk.dot %acc, %a, %b {pairs_fit} : vector<4xi32>, vector<16xi8>
  return %0 : vector<4xi32>
}

// CHECK-LABEL: func.func @round_pack
func.func @round_pack(%t: vector<4xf32>) -> vector<8xi8> {
  // CHECK-COUNT-2: llvm.aarch64.neon.fcvtns.v4i32.v4f32
  // CHECK: llvm.aarch64.neon.sqxtn.v8i8
  %0 = qk.round_pack %t, %t to [-128, 127] zero_point 3 : vector<4xf32>, vector<4xf32> -> vector<8xi8>
  return %0 : vector<8xi8>
}

// CHECK-LABEL: func.func @lookup
func.func @lookup(%t: vector<24xi8>, %m: memref<256xi8>, %i: index) -> vector<24xi8> {
  // CHECK: llvm.aarch64.neon.tbl4.v16i8
  // CHECK-COUNT-3: llvm.aarch64.neon.tbx4.v16i8
  // CHECK: llvm.aarch64.neon.tbl4.v16i8
  %0 = qk.lookup %t in %m[%i] : vector<24xi8>, memref<256xi8>
  return %0 : vector<24xi8>
}

// An empty instruction that every operand goes through; unused, it stays.
// CHECK-LABEL: func.func @pin
func.func @pin(%i: index, %sum: vector<4xi32>, %m: memref<100xi8>) -> vector<16xi8> {
  // CHECK: %[[I:.*]] = arith.index_cast %arg0 : index to i64
  // CHECK: %[[BOTH:.*]] = llvm.inline_asm has_side_effects "", "=r,=w,0,1" %[[I]], %arg1 : (i64, vector<4xi32>) -> !llvm.struct<(i64, vector<4xi32>)>
  // CHECK: %[[PINNED:.*]] = llvm.extractvalue %[[BOTH]][0]
  // CHECK: %[[INDEX:.*]] = arith.index_cast %[[PINNED]] : i64 to index
  %0:2 = qk.pin %i, %sum : index, vector<4xi32>
  // CHECK: llvm.inline_asm has_side_effects "", "=r,0" {{.*}} : (i64) -> i64
  %1 = qk.pin %i : index
  // CHECK: vector.load %arg2[%[[INDEX]]]
  %2 = vector.load %m[%0#0] : memref<100xi8>, vector<16xi8>
  return %2 : vector<16xi8>
}

// One product a lane is smlal. The zero point is added in 32 bits, before anything is cut to 16.
// CHECK-LABEL: func.func @words
func.func @words(%acc: vector<4xi32>, %a: vector<4xi16>, %t: vector<4xf32>) -> (vector<4xi32>, vector<8xi16>) {
  // CHECK: arith.extsi
  // CHECK: arith.extsi
  // CHECK: arith.muli {{.*}} : vector<4xi32>
  // CHECK: arith.addi
  %0 = qk.dot %acc, %a, %a : vector<4xi32>, vector<4xi16>
  // CHECK: llvm.aarch64.neon.fcvtns.v4i32.v4f32
  // CHECK: llvm.intr.sadd.sat{{.*}} : {{.*}}vector<4xi32>
  // CHECK: llvm.aarch64.neon.sqxtn.v4i16
  // CHECK: arith.maxsi
  // CHECK-NOT: arith.minsi
  %1 = qk.round_pack %t, %t to [-5, 32767] zero_point -32768 : vector<4xf32>, vector<4xf32> -> vector<8xi16>
  return %0, %1 : vector<4xi32>, vector<8xi16>
}

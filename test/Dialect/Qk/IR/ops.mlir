// RUN: quant-opt %s | quant-opt | FileCheck %s

// CHECK-LABEL: func.func @dot
func.func @dot(%acc: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32> {
  // CHECK: qk.dot %{{.*}}, %{{.*}}, %{{.*}} {lhs_unsigned, pairs_fit} : vector<16xi32>, vector<64xi8>
  %0 = qk.dot %acc, %a, %b {lhs_unsigned, pairs_fit} : vector<16xi32>, vector<64xi8>
  return %0 : vector<16xi32>
}

// CHECK-LABEL: func.func @round_pack
func.func @round_pack(%t: vector<16xf32>) -> vector<32xi8> {
  // CHECK: qk.round_pack %{{.*}}, %{{.*}} to{{.}}0, 255] zero_point 3 {bounded}
  %0 = qk.round_pack %t, %t to [0, 255] zero_point 3 {bounded} : vector<16xf32>, vector<16xf32> -> vector<32xi8>
  return %0 : vector<32xi8>
}

// CHECK-LABEL: func.func @load_group
func.func @load_group(%m: memref<100xi8>, %i: index, %table: memref<256xi8>) -> vector<64xi8> {
  // CHECK: qk.load_group %{{.*}}[%{{.*}}] group 4 : memref<100xi8> -> vector<64xi8>
  %0 = qk.load_group %m[%i] group 4 : memref<100xi8> -> vector<64xi8>
  // CHECK: qk.lookup %{{.*}} in %{{.*}}[%{{.*}}] : vector<64xi8>, memref<256xi8>
  %1 = qk.lookup %0 in %table[%i] : vector<64xi8>, memref<256xi8>
  return %1 : vector<64xi8>
}

// CHECK-LABEL: func.func @pin
func.func @pin(%i: index, %sum: vector<16xi32>) -> (index, vector<16xi32>) {
  // CHECK: qk.pin %{{.*}}, %{{.*}} : index, vector<16xi32>
  %0:2 = qk.pin %i, %sum : index, vector<16xi32>
  return %0#0, %0#1 : index, vector<16xi32>
}

// CHECK: #qk.kernel<"contraction", 6 x 64>
func.func private @kernel() attributes {a = #qk.kernel<"contraction", 6 x 64>, b = #qk.kernel<"generic">}

// One or two products of 16 bits a lane.
// CHECK-LABEL: func.func @dot_words
func.func @dot_words(%acc: vector<4xi32>, %a: vector<8xi16>, %b: vector<4xi16>) -> vector<4xi32> {
  // CHECK: qk.dot %{{.*}}, %{{.*}}, %{{.*}} : vector<4xi32>, vector<8xi16>
  %0 = qk.dot %acc, %a, %a : vector<4xi32>, vector<8xi16>
  // CHECK: qk.dot %{{.*}}, %{{.*}}, %{{.*}} : vector<4xi32>, vector<4xi16>
  %1 = qk.dot %0, %b, %b : vector<4xi32>, vector<4xi16>
  return %1 : vector<4xi32>
}

// CHECK-LABEL: func.func @round_pack_words
func.func @round_pack_words(%t: vector<16xf32>) -> vector<32xi16> {
  // CHECK: qk.round_pack %{{.*}}, %{{.*}} to{{.}}-32768, 32767] zero_point -32768 {in_lane}
  %0 = qk.round_pack %t, %t to [-32768, 32767] zero_point -32768 {in_lane} : vector<16xf32>, vector<16xf32> -> vector<32xi16>
  return %0 : vector<32xi16>
}

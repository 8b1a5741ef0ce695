// RUN: quant-opt %s --split-input-file --verify-diagnostics

// dot_c1
func.func @too_few_lanes(%acc: vector<16xi32>, %a: vector<32xi8>) -> vector<16xi32> {
  // expected-error@+1 {{operand 'vector<32xi8>' does not have 4 lanes for each of 'vector<16xi32>'}}
  %0 = qk.dot %acc, %a, %a : vector<16xi32>, vector<32xi8>
  return %0 : vector<16xi32>
}

// -----

// dot_c2
func.func @unsigned_words(%acc: vector<16xi32>, %a: vector<32xi16>) -> vector<16xi32> {
  // expected-error@+1 {{has lhs_unsigned or pairs_fit with 'vector<32xi16>', expected i8}}
  %0 = qk.dot %acc, %a, %a {lhs_unsigned} : vector<16xi32>, vector<32xi16>
  return %0 : vector<16xi32>
}

// -----

// load_group_c1
func.func @group_of_three(%m: memref<100xi8>, %i: index) -> vector<64xi8> {
  // expected-error@+1 {{group 3 does not divide 64 lanes}}
  %0 = qk.load_group %m[%i] group 3 : memref<100xi8> -> vector<64xi8>
  return %0 : vector<64xi8>
}

// -----

// load_group_c2
func.func @other_type(%m: memref<100xi8>, %i: index) -> vector<64xi16> {
  // expected-error@+1 {{loads 'vector<64xi16>' from 'memref<100xi8>'}}
  %0 = qk.load_group %m[%i] group 2 : memref<100xi8> -> vector<64xi16>
  return %0 : vector<64xi16>
}

// -----

// round_pack_c1
func.func @five_inputs(%t: vector<4xf32>) -> vector<20xi8> {
  // expected-error@+1 {{has 5 inputs, expected 1 to 4}}
  %0 = qk.round_pack %t, %t, %t, %t, %t to [0, 255] zero_point 3 : vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32> -> vector<20xi8>
  return %0 : vector<20xi8>
}

// -----

// round_pack_c1
func.func @odd_lanes(%t: vector<5xf32>) -> vector<5xi8> {
  // expected-error@+1 {{has inputs of 5 lanes, expected 4, 8 or 16}}
  %0 = qk.round_pack %t to [0, 255] zero_point 3 : vector<5xf32> -> vector<5xi8>
  return %0 : vector<5xi8>
}

// -----

// round_pack_c2
func.func @range_of_neither(%t: vector<4xf32>) -> vector<4xi8> {
  // expected-error@+1 {{range [-1, 255] is not one of signed or unsigned bytes}}
  %0 = qk.round_pack %t to [-1, 255] zero_point 3 : vector<4xf32> -> vector<4xi8>
  return %0 : vector<4xi8>
}

// -----

// round_pack_c2
func.func @far_zero_point(%t: vector<4xf32>) -> vector<4xi8> {
  // expected-error@+1 {{zero point 256 is outside [-128, 255]}}
  %0 = qk.round_pack %t to [0, 255] zero_point 256 : vector<4xf32> -> vector<4xi8>
  return %0 : vector<4xi8>
}

// -----

// round_pack_c3
func.func @lost_lanes(%t: vector<4xf32>) -> vector<4xi8> {
  // expected-error@+1 {{result has 4 lanes, the inputs have 8}}
  %0 = qk.round_pack %t, %t to [0, 255] zero_point 3 : vector<4xf32>, vector<4xf32> -> vector<4xi8>
  return %0 : vector<4xi8>
}

// -----

func.func @small_table(%t: vector<4xi8>, %m: memref<16xi8>, %i: index) -> vector<4xi8> {
  // expected-error@+1 {{table 'memref<16xi8>' does not have 256 entries}}
  %0 = qk.lookup %t in %m[%i] : vector<4xi8>, memref<16xi8>
  return %0 : vector<4xi8>
}

// -----

// expected-error@+1 {{unknown kernel "magic"}}
func.func private @kernel() attributes {a = #qk.kernel<"magic">}

// -----

// dot_c1
func.func @dot_of_words(%acc: vector<4xi32>, %a: vector<16xi16>) {
  // expected-error@+1 {{operand 'vector<16xi16>' does not have 2 or 1 lanes for each of 'vector<4xi32>'}}
  %0 = qk.dot %acc, %a, %a : vector<4xi32>, vector<16xi16>
  return
}

// -----

// round_pack_c1
func.func @three_words(%t: vector<4xf32>) {
  // expected-error@+1 {{has 3 inputs, expected 1 to 2}}
  %0 = qk.round_pack %t, %t, %t to [0, 255] zero_point 3 : vector<4xf32>, vector<4xf32>, vector<4xf32> -> vector<12xi16>
  return
}

// -----

// round_pack_c2
func.func @unsigned_words(%t: vector<4xf32>) {
  // expected-error@+1 {{range [0, 65535] or zero point 3 is not one of 16 signed bits}}
  %0 = qk.round_pack %t to [0, 65535] zero_point 3 : vector<4xf32> -> vector<4xi16>
  return
}

// -----

// round_pack_c2
func.func @zero_point_of_words(%t: vector<4xf32>) {
  // expected-error@+1 {{range [-5, 7] or zero point 32768 is not one of 16 signed bits}}
  %0 = qk.round_pack %t to [-5, 7] zero_point 32768 : vector<4xf32> -> vector<4xi16>
  return
}

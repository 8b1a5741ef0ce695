// RUN: quant-opt %s --lower-qk=target=armv8.2-dotprod --split-input-file --verify-diagnostics

func.func @wide(%acc: vector<8xi32>, %a: vector<32xi8>) -> vector<8xi32> {
  // expected-error@+1 {{a dot product of 256 bits is not available on target armv8.2-dotprod}}
  %0 = qk.dot %acc, %a, %a : vector<8xi32>, vector<32xi8>
  return %0 : vector<8xi32>
}

// -----

func.func @unsigned(%acc: vector<4xi32>, %a: vector<16xi8>) -> vector<4xi32> {
  // expected-error@+1 {{a dot product of unsigned by signed bytes is not available on target armv8.2-dotprod}}
  %0 = qk.dot %acc, %a, %a {lhs_unsigned} : vector<4xi32>, vector<16xi8>
  return %0 : vector<4xi32>
}

// -----

func.func @matrix(%acc: vector<4xi32>, %a: vector<16xi8>) -> vector<4xi32> {
  // expected-error@+1 {{a matrix product is not available on target armv8.2-dotprod}}
  %0 = qk.mmla %acc, %a, %a : vector<4xi32>, vector<16xi8>
  return %0 : vector<4xi32>
}

// -----

func.func @wide_rounding(%t: vector<8xf32>) -> vector<8xi8> {
  // expected-error@+1 {{rounding of 256 bits is not available on target armv8.2-dotprod}}
  %0 = qk.round_pack %t to [0, 255] zero_point 3 : vector<8xf32> -> vector<8xi8>
  return %0 : vector<8xi8>
}

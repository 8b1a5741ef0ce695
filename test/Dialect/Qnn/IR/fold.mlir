// RUN: quant-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func.func @identities
// CHECK-NEXT: return %arg0
func.func @identities(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// Equal types alone make no identity.
// CHECK-LABEL: func.func @moves
// CHECK: qnn.transpose
func.func @moves(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// Casts round: they never fold, and an observer is not dead.
// CHECK-LABEL: func.func @casts
// CHECK: qnn.observe
// CHECK: qnn.quantize
// CHECK: qnn.dequantize
func.func @casts(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = qnn.observe %x "00000000000000a1" : tensor<2xf32>
  %1 = qnn.quantize %x : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %2 = qnn.dequantize %1 : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xf32>
  return %2 : tensor<2xf32>
}

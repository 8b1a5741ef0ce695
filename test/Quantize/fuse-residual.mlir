// RUN: quant-opt %s --quantize-fuse-residual | FileCheck %s

// Two candidates: the later one keeps its accumulator, on whichever side it is.
// CHECK-LABEL: func.func @two_candidates
// CHECK: %[[A:.+]] = qnn.linear {{.*}}qnn.id = "00000000000000a1"
// CHECK: %[[AO:.+]] = qnn.observe %[[A]]
// CHECK: %[[B:.+]] = qnn.linear {{.*}}qnn.id = "00000000000000a2"
// CHECK-NOT: qnn.observe
// CHECK: qnn.add %[[B]], %[[AO]]
// CHECK: qnn.linear {{.*}}qnn.id = "00000000000000a3"
// CHECK: %[[CO:.+]] = qnn.observe
// CHECK: %[[D:.+]] = qnn.linear {{.*}}qnn.id = "00000000000000a4"
// CHECK: qnn.add %[[CO]], %[[D]]
func.func @two_candidates(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %2 = qnn.linear %x, %w {qnn.id = "00000000000000a2"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.observe %2 "00000000000000a2" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %4 = qnn.add %3, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.linear %x, %w {qnn.id = "00000000000000a3"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %7 = qnn.linear %x, %w {qnn.id = "00000000000000a4"} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %9 = qnn.add %6, %8 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %4, %9 : tensor<1x2xf32>, tensor<1x2xf32>
}

// Another reader, a broadcast, the same value twice, an unknown range, an activation between: all rounded.
// CHECK-LABEL: func.func @not_fused
// CHECK-COUNT-6: qnn.observe
func.func @not_fused(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>, %z: tensor<1x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %yo = qnn.observe %y "00000000000000b0" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %0 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %2 = qnn.add %1, %yo : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %3 = qnn.linear %z, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %5 = qnn.add %4, %yo : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %6 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %7 = qnn.observe %6 "00000000000000a3" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %8 = qnn.add %7, %7 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %9 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %10 = qnn.observe %9 "00000000000000a4" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %11 = qnn.add %10, %x : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %12 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %13 = qnn.relu %12 : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %14 = qnn.observe %13 "00000000000000a5" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %15 = qnn.add %14, %yo : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %1, %2, %5, %8, %11, %15 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

// Casts that the network brings are roundings of its own.
// CHECK-LABEL: func.func @given_rounding
// CHECK: qnn.quantize
// CHECK-NEXT: %[[D:.+]] = qnn.dequantize
// CHECK: qnn.add %[[D]]
func.func @given_rounding(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %xo = qnn.observe %x "00000000000000b0" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %0 = qnn.linear %xo, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = qnn.quantize %0 : (tensor<2x2xf32>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  %2 = qnn.dequantize %1 : (tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x2xf32>
  %3 = qnn.add %2, %xo : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %3 : tensor<2x2xf32>
}

// A constant and a broadcast on the other side are roundings of their own.
// CHECK-LABEL: func.func @other_operand
// CHECK-COUNT-3: qnn.observe
// CHECK: return
func.func @other_operand(%x: tensor<2x2xf32>, %z: tensor<1x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %c = qnn.constant dense<3.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %zo = qnn.observe %z "00000000000000b0" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1x2xf32>
  %0 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %2 = qnn.add %1, %c : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %3 = qnn.linear %x, %w : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %5 = qnn.add %4, %zo : (tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<2x2xf32>
  return %2, %5 : tensor<2x2xf32>, tensor<2x2xf32>
}

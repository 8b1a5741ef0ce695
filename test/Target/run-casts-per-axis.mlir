// RUN: test-object %s --specials
// RUN: test-object %s --target=x86-64-v3 --specials
// RUN: test-object %s --target=armv8.0-a --compile-only

// Scales and zero points along an axis.

!last = !quant.uniform<i8:f32:1, {0.5:1, 0.25, 2.0:-128}>
!first = !quant.uniform<u8:f32:0, {0.05:131, 0.07:255}>
!same = !quant.uniform<i16:f32:1, {0.001:7, 0.002:7, 0.003:7}>
!wide = !quant.uniform<i32:f32:1, {0.001:7, 0.002:7, 0.003:7}>

func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3x!last>, tensor<2x3x!first>, tensor<2x3x!same>, tensor<2x3x!wide>) {
  %0 = qnn.quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!last>
  %1 = qnn.quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!first>
  %2 = qnn.quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!same>
  %3 = qnn.quantize %x : (tensor<2x3xf32>) -> tensor<2x3x!wide>
  return %0, %1, %2, %3 : tensor<2x3x!last>, tensor<2x3x!first>, tensor<2x3x!same>, tensor<2x3x!wide>
}

// -----

!last = !quant.uniform<i8:f32:1, {0.5:1, 0.25, 2.0:-128}>
!first = !quant.uniform<u8:f32:0, {0.05:131, 0.07:255}>
!y = !quant.uniform<u8:f32, 0.3:5>

func.func @main(%a: tensor<2x3x!last>, %c: tensor<2x3x!first>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3x!y>, tensor<2x3x!y>) {
  %0 = qnn.dequantize %a : (tensor<2x3x!last>) -> tensor<2x3xf32>
  %1 = qnn.dequantize %c : (tensor<2x3x!first>) -> tensor<2x3xf32>
  %2 = qnn.requantize %a {negative_slope = array<f32: 0.5, 0.25, 2.0>} : (tensor<2x3x!last>) -> tensor<2x3x!y>
  %3 = qnn.requantize %c {clamp = array<i64: 5, 200>} : (tensor<2x3x!first>) -> tensor<2x3x!y>
  return %0, %1, %2, %3 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3x!y>, tensor<2x3x!y>
}

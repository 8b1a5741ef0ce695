// RUN: quant-opt %s --quantize-insert-casts | FileCheck %s

// Zero is exact, at both ends and within; of an empty range the scale is 1.
// CHECK-LABEL: func.func @ranges
// CHECK: !quant.uniform<i8:f32, 0.011764706112444401:-43>>
// CHECK: !quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: !quant.uniform<i8:f32, 2.000000e+00:127>>
// CHECK: !quant.uniform<i8:f32, 1.000000e+00>>
// CHECK: !quant.uniform<i8:f32, 1.1754943508222875E-38:-128>>
func.func @ranges(%x: tensor<1xf32>) -> tensor<1xf32> {
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1xf32>
  %1 = qnn.gelu %0 : (tensor<1xf32>) -> tensor<1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 5.0 : f32, max = 510.0 : f32} : tensor<1xf32>
  %3 = qnn.gelu %2 : (tensor<1xf32>) -> tensor<1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = -510.0 : f32, max = -10.0 : f32} : tensor<1xf32>
  %5 = qnn.gelu %4 : (tensor<1xf32>) -> tensor<1xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = 0.0 : f32, max = 0.0 : f32} : tensor<1xf32>
  %7 = qnn.gelu %6 : (tensor<1xf32>) -> tensor<1xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = 0.0 : f32, max = 1.0e-38 : f32} : tensor<1xf32>
  return %8 : tensor<1xf32>
}

// Sigmoid and tanh have ranges of their own.
// CHECK-LABEL: func.func @fixed_ranges
// CHECK: !quant.uniform<i8:f32, 3.906250e-03:-128>>
// CHECK: !quant.uniform<i8:f32, 7.812500e-03>>
func.func @fixed_ranges(%x: tensor<1x!quant.uniform<i8:f32, 0.5>>) -> (tensor<1xf32>, tensor<1xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1xf32>
  %1 = qnn.sigmoid %0 : (tensor<1xf32>) -> tensor<1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.25 : f32, max = 0.5 : f32} : tensor<1xf32>
  %3 = qnn.tanh %0 : (tensor<1xf32>) -> tensor<1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.25 : f32, max = 0.5 : f32} : tensor<1xf32>
  return %2, %4 : tensor<1xf32>, tensor<1xf32>
}

// A constant operand has the range of its values.
// CHECK-LABEL: func.func @constant_operand
// CHECK: %[[C:.+]] = qnn.constant dense<5.100000e+02>
// CHECK: qnn.quantize %[[C]] : (tensor<1xf32>) -> tensor<1x!quant.uniform<i8:f32, 2.000000e+00:-128>>
func.func @constant_operand(%x: tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1xf32> {
  %c = qnn.constant dense<510.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.dequantize %x : (tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1xf32>
  %1 = qnn.mul %0, %c : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1xf32>
  return %2 : tensor<1xf32>
}

// What the network rounds is not rounded again: no cast is added, the observers go.
// CHECK-LABEL: func.func @given_casts
// CHECK-NEXT: qnn.quantize
// CHECK-NEXT: qnn.dequantize
// CHECK-NEXT: qnn.relu
// CHECK-NEXT: qnn.quantize
// CHECK-NEXT: qnn.dequantize
// CHECK-NEXT: return
func.func @given_casts(%x: tensor<1xf32>) -> tensor<1xf32> {
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1xf32>
  %1 = qnn.quantize %0 : (tensor<1xf32>) -> tensor<1x!quant.uniform<u8:f32, 0.5:3>>
  %2 = qnn.dequantize %1 : (tensor<1x!quant.uniform<u8:f32, 0.5:3>>) -> tensor<1xf32>
  %3 = qnn.observe %2 "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1xf32>
  %4 = qnn.relu %3 : (tensor<1xf32>) -> tensor<1xf32>
  %5 = qnn.observe %4 "00000000000000a2" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1xf32>
  %6 = qnn.quantize %5 : (tensor<1xf32>) -> tensor<1x!quant.uniform<u8:f32, 0.25:3>>
  %7 = qnn.dequantize %6 : (tensor<1x!quant.uniform<u8:f32, 0.25:3>>) -> tensor<1xf32>
  return %7 : tensor<1xf32>
}

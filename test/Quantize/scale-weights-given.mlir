// RUN: quant-opt %s --quantize-scale-weights -split-input-file | FileCheck %s

// Weights keep their values. 0.1f32 * 0.3f32 is not an f32: the bias was stored at the nearest one, and
// keeps its values at the exact product. Where the scale is another, the values move.
// CHECK-LABEL: func.func @given
// CHECK: %[[W:.+]] = qnn.constant dense<-128> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.30000001192092896>>
// CHECK: qnn.constant dense<1000001> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.030000001639127749>>
// CHECK: qnn.constant dense<200> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.030000001639127749>>
// CHECK: qnn.constant dense<33> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.030000001639127749>>
func.func @given(%x: tensor<1x1x!quant.uniform<i8:f32, 0.10000000149011612>>) -> (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.10000000149011612>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<-128> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.30000001192092896>>
  %wf = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8:f32, 0.30000001192092896>>) -> tensor<1x1xf32>
  %b = qnn.constant dense<1000001> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.029999999329447746>>
  %bf = qnn.dequantize %b : (tensor<1x!quant.uniform<i32:f32, 0.029999999329447746>>) -> tensor<1xf32>
  %c = qnn.constant dense<100> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.06>>
  %cf = qnn.dequantize %c : (tensor<1x!quant.uniform<i32:f32, 0.06>>) -> tensor<1xf32>
  %d = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %1 = qnn.linear %0, %wf bias %bf : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %0, %wf bias %cf : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %0, %wf bias %d : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1, %2, %3 : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>
}

// -----

// A bias of 8 bits with a zero point, one scale for all channels: (10 - 3) * 0.5 and (-5 - 3) * 0.5 in steps of 0.25 and 0.125.
// CHECK-LABEL: func.func @other_storage
// CHECK: qnn.constant dense<[14, -32]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32:0, {2.500000e-01,1.250000e-01}>>
// Unsigned: 250 * 0.5.
// CHECK: qnn.constant dense<[500, 1000]> : tensor<2xi32>
func.func @other_storage(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<1> : tensor<2x1xi8> as tensor<2x1x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
  %wf = qnn.dequantize %w : (tensor<2x1x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<2x1xf32>
  %b = qnn.constant dense<[10, -5]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 0.5:3>>
  %bf = qnn.dequantize %b : (tensor<2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<2xf32>
  %c = qnn.constant dense<-6> : tensor<2xi8> as tensor<2x!quant.uniform<u8:f32, 0.5>>
  %cf = qnn.dequantize %c : (tensor<2x!quant.uniform<u8:f32, 0.5>>) -> tensor<2xf32>
  %1 = qnn.linear %0, %wf bias %bf : (tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %2 = qnn.linear %0, %wf bias %cf : (tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %1, %2 : tensor<1x2xf32>, tensor<1x2xf32>
}

// -----

// Given weights cannot grow their scale, so a large bias keeps the layer in float.
// CHECK-LABEL: func.func @too_large
// CHECK: qnn.linear {{.*}} {qnn.float_reason = "its bias of channel 0 does not fit 32 bits at the scale of its products"}
func.func @too_large(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32> {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<1> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %wf = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %b = qnn.constant dense<1.0e10> : tensor<1xf32> as tensor<1xf32>
  %1 = qnn.linear %0, %wf bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// -----

// Four bits, signed and unsigned: -3 * 0.5 and 13 * 0.5 in steps of 0.25.
// CHECK-LABEL: func.func @four_bits
// CHECK: qnn.constant dense<-6> : tensor<1xi32>
// CHECK: qnn.constant dense<26> : tensor<1xi32>
func.func @four_bits(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<1> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %wf = qnn.dequantize %w : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %b = qnn.constant dense<-3> : tensor<1xi4> as tensor<1x!quant.uniform<i4:f32, 0.5>>
  %bf = qnn.dequantize %b : (tensor<1x!quant.uniform<i4:f32, 0.5>>) -> tensor<1xf32>
  %c = qnn.constant dense<-3> : tensor<1xi4> as tensor<1x!quant.uniform<u4:f32, 0.5>>
  %cf = qnn.dequantize %c : (tensor<1x!quant.uniform<u4:f32, 0.5>>) -> tensor<1xf32>
  %1 = qnn.linear %0, %wf bias %bf : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %0, %wf bias %cf : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1, %2 : tensor<1x1xf32>, tensor<1x1xf32>
}

// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

// One scale for the tensor, or one for each row, in either sign of storage.
// CHECK-LABEL: func.func @quantize
func.func @quantize(%x: tensor<4x16xf32>) {
  // CHECK: %{{.*}}, %{{.*}}, %{{.*}} = qnn.dynamic_quantize %{{.*}} {formula = "ort"} : (tensor<4x16xf32>) -> (tensor<4x16x!quant.uniform<u8:f32, 1.000000e+00>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.000000e+00>>)
  %0:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<4x16xf32>) -> (tensor<4x16x!quant.uniform<u8:f32, 1.0>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.0>>)
  // CHECK: qnn.dynamic_quantize %{{.*}} {formula = "tflite", symmetric} : (tensor<4x16xf32>) -> (tensor<4x16x!quant.uniform<i8<-127:127>:f32, 1.000000e+00>>, tensor<4xf32>, tensor<4x!quant.uniform<i8<-127:127>:f32, 1.000000e+00>>)
  %1:3 = qnn.dynamic_quantize %x {formula = "tflite", symmetric} : (tensor<4x16xf32>) -> (tensor<4x16x!quant.uniform<i8<-127:127>:f32, 1.0>>, tensor<4xf32>, tensor<4x!quant.uniform<i8<-127:127>:f32, 1.0>>)
  return
}

// CHECK-LABEL: func.func @subtract_zero_point
func.func @subtract_zero_point(%acc: tensor<1x4x!quant.uniform<i32:f32:1, {0.1, 0.2, 0.3, 0.4}>>, %z: tensor<!quant.uniform<i8:f32, 1.0:-128>>, %rows: tensor<1x!quant.uniform<i8:f32, 1.0:-128>>, %sums: tensor<4xi32>) {
  // CHECK: qnn.subtract_zero_point %{{.*}}, %{{.*}}, %{{.*}} : (tensor<1x4x!quant.uniform<i32:f32:1, {{.*}}>>, tensor<!quant.uniform<i8:f32, 1.000000e+00:-128>>, tensor<4xi32>) -> tensor<1x4x!quant.uniform<i32:f32:1,
  %0 = qnn.subtract_zero_point %acc, %z, %sums : (tensor<1x4x!quant.uniform<i32:f32:1, {0.1, 0.2, 0.3, 0.4}>>, tensor<!quant.uniform<i8:f32, 1.0:-128>>, tensor<4xi32>) -> tensor<1x4x!quant.uniform<i32:f32:1, {0.1, 0.2, 0.3, 0.4}>>
  // CHECK: qnn.subtract_zero_point %{{.*}} : ({{.*}}, tensor<1x!quant.uniform<i8:f32, 1.000000e+00:-128>>, tensor<4xi32>)
  %1 = qnn.subtract_zero_point %acc, %rows, %sums : (tensor<1x4x!quant.uniform<i32:f32:1, {0.1, 0.2, 0.3, 0.4}>>, tensor<1x!quant.uniform<i8:f32, 1.0:-128>>, tensor<4xi32>) -> tensor<1x4x!quant.uniform<i32:f32:1, {0.1, 0.2, 0.3, 0.4}>>
  return
}

// CHECK-LABEL: func.func @dynamic_dequantize
func.func @dynamic_dequantize(%acc: tensor<2x4x!quant.uniform<i32:f32, 0.5>>, %s: tensor<f32>, %rows: tensor<2xf32>, %b: tensor<4xf32>) {
  // CHECK: qnn.dynamic_dequantize %{{.*}}, %{{.*}} : (tensor<2x4x!quant.uniform<i32:f32, 5.000000e-01>>, tensor<f32>) -> tensor<2x4xf32>
  %0 = qnn.dynamic_dequantize %acc, %s : (tensor<2x4x!quant.uniform<i32:f32, 0.5>>, tensor<f32>) -> tensor<2x4xf32>
  // CHECK: qnn.dynamic_dequantize %{{.*}}, %{{.*}} bias %{{.*}} : (tensor<2x4x!quant.uniform<i32:f32, 5.000000e-01>>, tensor<2xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1 = qnn.dynamic_dequantize %acc, %rows bias %b : (tensor<2x4x!quant.uniform<i32:f32, 0.5>>, tensor<2xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// RUN: quant-opt %s --split-input-file --quantize-fold-casts | FileCheck %s

!codes = !quant.uniform<u8:f32, 1.0>
!weight = !quant.uniform<i8<-127:127>:f32, 1.0>
!acc = !quant.uniform<i32:f32, 1.0>

// A cast, a product with a scale and a sum with a bias, whichever operand comes first; the value keeps its id.
// CHECK-LABEL: func.func @layer
// CHECK-SAME: %{{.*}}, %{{.*}}, %[[S:.+]]: tensor<1xf32>
// CHECK: %[[A:.+]] = qnn.linear
// CHECK: %[[D:.+]] = qnn.subtract_zero_point %[[A]]
// CHECK-DAG: %[[B:.+]] = qnn.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-DAG: %[[R:.+]] = qnn.reshape %[[S]] : (tensor<1xf32>) -> tensor<f32>
// CHECK: %[[Y:.+]] = qnn.dynamic_dequantize %[[D]], %[[R]] bias %[[B]] {qnn.id = "00000000000000a1"}
// CHECK: return %[[Y]]
func.func @layer(%x: tensor<1x2x!codes>, %z: tensor<!codes>, %s: tensor<1xf32>) -> tensor<1x2xf32> {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as tensor<2x2x!weight>
  %sums = qnn.constant dense<6> : tensor<2xi32> as tensor<2xi32>
  %b = qnn.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2x!codes>, tensor<2x2x!weight>) -> tensor<1x2x!acc>
  %1 = qnn.subtract_zero_point %0, %z, %sums : (tensor<1x2x!acc>, tensor<!codes>, tensor<2xi32>) -> tensor<1x2x!acc>
  %2 = qnn.dequantize %1 : (tensor<1x2x!acc>) -> tensor<1x2xf32>
  %3 = qnn.mul %s, %2 : (tensor<1xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.add %b, %3 {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %4 : tensor<1x2xf32>
}

// -----

!codes = !quant.uniform<u8:f32, 1.0>
!weight = !quant.uniform<i8<-127:127>:f32, 1.0>
!acc = !quant.uniform<i32:f32, 1.0>
!half = !quant.uniform<i32:f32, 0.5>

// Not several scales, not a sum that is read elsewhere in float, not one of another scale, and no bias that is computed or runs along
// another axis.
// CHECK-LABEL: func.func @others
// CHECK: qnn.mul
// CHECK: qnn.mul
// CHECK: qnn.mul
// CHECK: qnn.dynamic_dequantize %{{.*}}, %{{.*}} :
// CHECK: qnn.add
// CHECK: qnn.dynamic_dequantize %{{.*}}, %{{.*}} :
// CHECK: qnn.add
func.func @others(%x: tensor<2x2x!codes>, %s: tensor<f32>, %many: tensor<2xf32>, %h: tensor<2x2x!half>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as tensor<2x2x!weight>
  %column = qnn.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> as tensor<2x1xf32>
  %0 = qnn.linear %x, %w : (tensor<2x2x!codes>, tensor<2x2x!weight>) -> tensor<2x2x!acc>
  %1 = qnn.dequantize %0 : (tensor<2x2x!acc>) -> tensor<2x2xf32>
  %2 = qnn.mul %1, %many : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %3 = qnn.linear %x, %w : (tensor<2x2x!codes>, tensor<2x2x!weight>) -> tensor<2x2x!acc>
  %4 = qnn.dequantize %3 : (tensor<2x2x!acc>) -> tensor<2x2xf32>
  %5 = qnn.mul %4, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %6 = qnn.dequantize %h : (tensor<2x2x!half>) -> tensor<2x2xf32>
  %7 = qnn.mul %6, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %8 = qnn.linear %x, %w : (tensor<2x2x!codes>, tensor<2x2x!weight>) -> tensor<2x2x!acc>
  %9 = qnn.dequantize %8 : (tensor<2x2x!acc>) -> tensor<2x2xf32>
  %10 = qnn.mul %9, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %11 = qnn.add %10, %many : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %12 = qnn.linear %x, %w : (tensor<2x2x!codes>, tensor<2x2x!weight>) -> tensor<2x2x!acc>
  %13 = qnn.dequantize %12 : (tensor<2x2x!acc>) -> tensor<2x2xf32>
  %14 = qnn.mul %13, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %15 = qnn.add %14, %column : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x2xf32>
  return %2, %4, %5, %7, %11, %15 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

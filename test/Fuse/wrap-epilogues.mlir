// RUN: quant-opt %s --fuse-wrap-epilogues --split-input-file | FileCheck %s

!x = tensor<1x2x!quant.uniform<i8:f32, 0.5>>
!w = tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5}>>
!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>
!y = tensor<1x2x!quant.uniform<i8:f32, 0.25>>

// An accumulator with two readers leaves its kernel.
// CHECK-LABEL: func.func @two_readers
// CHECK: %[[ACC:.+]] = qnn.fused(%{{.*}}) : ({{.*}}) -> tensor<1x2x!quant.uniform<i32:f32:1
// CHECK: qnn.linear
// CHECK-NEXT: qnn.yield
// CHECK: qnn.requantize %[[ACC]]
// CHECK: qnn.dequantize %[[ACC]]
func.func @two_readers(%x: !x) -> (!y, tensor<1x2xf32>) {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as !w
  %0 = qnn.linear %x, %w : (!x, !w) -> !acc
  %1 = qnn.requantize %0 : (!acc) -> !y
  %2 = qnn.dequantize %0 : (!acc) -> tensor<1x2xf32>
  return %1, %2 : !y, tensor<1x2xf32>
}

// -----

!x = tensor<1x2x!quant.uniform<i8:f32, 0.5>>
!w = tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5}>>
!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>
!y = tensor<1x2x!quant.uniform<i8:f32, 0.25>>

// The rounded value has a second reader: the table stays outside.
// CHECK-LABEL: func.func @table_is_not_the_only_reader
// CHECK: %[[Y:.+]] = qnn.fused
// CHECK: qnn.linear
// CHECK-NEXT: qnn.requantize
// CHECK-NEXT: qnn.yield
// CHECK: qnn.gelu %[[Y]]
func.func @table_is_not_the_only_reader(%x: !x) -> (!y, !y) {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as !w
  %0 = qnn.linear %x, %w : (!x, !w) -> !acc
  %1 = qnn.requantize %0 : (!acc) -> !y
  %2 = qnn.gelu %1 : (!y) -> !y
  return %1, %2 : !y, !y
}

// -----

!x = tensor<1x2x!quant.uniform<i8:f32, 0.5>>
!w = tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5}>>
!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>
!y = tensor<1x2x!quant.uniform<i8:f32, 0.25>>

// The region stands where the add stood, behind the other operand; an operand read twice is one input.
// CHECK-LABEL: func.func @residual
// CHECK-SAME: %[[X:.+]]: tensor
// CHECK: %[[OTHER:.+]] = qnn.relu %[[X]]
// CHECK: %[[SUM:.+]] = qnn.fused(%[[OTHER]], %[[X]]) {qnn.id = "00000000000000bb"}
// CHECK-NEXT: ^bb0(%[[O:.+]]: tensor{{.*}}, %[[XI:.+]]: tensor
// CHECK: %[[ACC:.+]] = qnn.linear %[[O]], %{{.*}} {qnn.id = "00000000000000aa"}
// CHECK: qnn.add %[[ACC]], %[[XI]] {qnn.id = "00000000000000bb"}
// CHECK: return %[[SUM]]
func.func @residual(%x: !x) -> !y {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as !w
  %other = qnn.relu %x : (!x) -> !x
  %0 = qnn.linear %other, %w {qnn.id = "00000000000000aa"} : (!x, !w) -> !acc
  %1 = qnn.add %0, %x {qnn.id = "00000000000000bb"} : (!acc, !x) -> !y
  return %1 : !y
}

// -----

// CHECK-LABEL: func.func @float_contraction
// CHECK-NOT: qnn.fused
func.func @float_contraction(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = qnn.constant dense<3.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

!x = tensor<1x2x!quant.uniform<i8:f32, 0.5>>
!w = tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.25, 0.5}>>
!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.125, 0.25}>>
!y = tensor<1x2x!quant.uniform<i8:f32, 0.25>>

// A PReLU on 8 bits is a table for each channel, and 16 bits have none.
// CHECK-LABEL: func.func @no_table
// CHECK: qnn.fused
// CHECK: qnn.requantize
// CHECK-NEXT: qnn.yield
// CHECK: qnn.prelu
// CHECK: qnn.fused
// CHECK: qnn.requantize
// CHECK-NEXT: qnn.yield
// CHECK: qnn.gelu
func.func @no_table(%x: !x) -> (!y, tensor<1x2x!quant.uniform<i16:f32, 0.25>>) {
  %w = qnn.constant dense<3> : tensor<2x2xi8> as !w
  %s = qnn.constant dense<0.5> : tensor<1x2xf32> as tensor<1x2xf32>
  %0 = qnn.linear %x, %w : (!x, !w) -> !acc
  %1 = qnn.requantize %0 : (!acc) -> !y
  %2 = qnn.prelu %1, %s : (!y, tensor<1x2xf32>) -> !y
  %3 = qnn.linear %x, %w : (!x, !w) -> !acc
  %4 = qnn.requantize %3 : (!acc) -> tensor<1x2x!quant.uniform<i16:f32, 0.25>>
  %5 = qnn.gelu %4 : (tensor<1x2x!quant.uniform<i16:f32, 0.25>>) -> tensor<1x2x!quant.uniform<i16:f32, 0.25>>
  return %2, %5 : !y, tensor<1x2x!quant.uniform<i16:f32, 0.25>>
}

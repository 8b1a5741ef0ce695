// RUN: quant-opt %s --plan-prove-accumulators | FileCheck %s

// The storage range narrows the bound: 130000 products of 127 and at most 127.
// CHECK-LABEL: func.func @narrow
func.func @narrow(%x: tensor<1x130000x!quant.uniform<i8<0:127>:f32, 0.5:0>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>> {
  %w = qnn.constant dense<127> : tensor<1x130000xi8> as tensor<1x130000x!quant.uniform<i8<-127:127>:f32, 0.25>>
  %0 = qnn.linear %x, %w : (tensor<1x130000x!quant.uniform<i8<0:127>:f32, 0.5:0>>, tensor<1x130000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
  return %0 : tensor<1x1x!quant.uniform<i32:f32, 0.125>>
}

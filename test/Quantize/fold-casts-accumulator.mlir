// RUN: quant-opt %s --quantize-fold-casts | FileCheck %s
// RUN: quant-opt %s --quantize-fold-casts -o %t.mlir
// RUN: test-object %t.mlir
// RUN: test-object %t.mlir --target=x86-64-v3
// RUN: test-object %t.mlir --target=armv8.2-dotprod --compile-only

// Given weights whose sums may leave 32 bits: the layer computes in float, its neighbours do not.
// CHECK-LABEL: func.func @main
// CHECK: %[[Q:.+]] = qnn.quantize
// CHECK: qnn.linear {{.*}} {qnn.float_reason = "its accumulator of channel 0 may reach [0, 2266950000], which leaves 32 bits"} : {{.*}} -> tensor<1x1xf32>
// CHECK: qnn.tanh {{.*}} : (tensor<1x1x!quant
// Smaller ones cannot leave them.
// CHECK: qnn.linear %[[Q]], {{.*}} -> tensor<1x1x!quant.uniform<i32:f32, 1.250000e-01>>
func.func @main(%x: tensor<1x70000xf32> {qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}, tensor<1x1xf32> {qnn.name = "z"}) {
  %q = qnn.quantize %x : (tensor<1x70000xf32>) -> tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>
  %f = qnn.dequantize %q : (tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>) -> tensor<1x70000xf32>
  %w = qnn.constant dense<127> : tensor<1x70000xi8> as tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>
  %wf = qnn.dequantize %w : (tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x70000xf32>
  %0 = qnn.linear %f, %wf : (tensor<1x70000xf32>, tensor<1x70000xf32>) -> tensor<1x1xf32>
  %1 = qnn.quantize %0 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<i8:f32, 4096.0>>
  %2 = qnn.dequantize %1 : (tensor<1x1x!quant.uniform<i8:f32, 4096.0>>) -> tensor<1x1xf32>
  %3 = qnn.tanh %2 : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %4 = qnn.quantize %3 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<i8:f32, 0.0078125>>
  %5 = qnn.dequantize %4 : (tensor<1x1x!quant.uniform<i8:f32, 0.0078125>>) -> tensor<1x1xf32>
  %v = qnn.constant dense<120> : tensor<1x70000xi8> as tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>
  %vf = qnn.dequantize %v : (tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x70000xf32>
  %6 = qnn.linear %f, %vf : (tensor<1x70000xf32>, tensor<1x70000xf32>) -> tensor<1x1xf32>
  return %5, %6 : tensor<1x1xf32>, tensor<1x1xf32>
}

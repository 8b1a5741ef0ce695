// RUN: quant-opt %s --split-input-file --quantize-round-outputs | FileCheck %s
// RUN: quant-opt %s --split-input-file --quantize-round-outputs --quantize-select-float-output --quantize-insert-casts --quantize-scale-weights --quantize-fold-casts | FileCheck %s --check-prefix=FOLDED

!x = !quant.uniform<u8:f32, 0.5>

// The range of the observer in the type that is asked for; folded, the layer rounds to it.
// CHECK-LABEL: func.func @linear
// CHECK-SAME: -> (tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01:-28>> {qnn.name = "y"})
// CHECK: %[[O:.+]] = qnn.observe
// CHECK: %[[Q:.+]] = qnn.quantize %[[O]] {qnn.id = "00000000000000a1"}
// CHECK: return %[[Q]]
// FOLDED-LABEL: func.func @linear
// FOLDED: qnn.linear
// FOLDED-NEXT: %[[Q:.+]] = qnn.requantize {{.*}} -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01:-28>>
// FOLDED-NEXT: return %[[Q]]
func.func @linear(%x: tensor<1x2x!x>) -> (tensor<1x1xf32> {qnn.name = "y", qnn.output_type = "s8"}) {
  %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %0 = qnn.dequantize %x : (tensor<1x2x!x>) -> tensor<1x2xf32>
  %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {max = 77.5 : f32, min = -50.0 : f32} : tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// A function of known range has its own type.
// CHECK-LABEL: func.func @sigmoid
// CHECK-SAME: !quant.uniform<u8:f32, 3.906250e-03>>
func.func @sigmoid(%x: tensor<1x2xf32>) -> (tensor<1x2xf32> {qnn.name = "y", qnn.output_type = "u8"}) {
  %0 = qnn.sigmoid %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" {max = 0.75 : f32, min = 0.25 : f32} : tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Indices and values both read the codes, and other outputs stay as they are.
// CHECK-LABEL: func.func @best
// CHECK-SAME: -> (tensor<1x2xi32> {qnn.name = "y_indices"}, tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01>> {qnn.name = "y_values"}, tensor<1x4xf32> {qnn.name = "z"})
// CHECK: %[[Q:.+]] = qnn.quantize
// CHECK-DAG: %[[I:.+]] = qnn.top_k_indices %[[Q]]
// CHECK-DAG: %[[V:.+]] = qnn.top_k_values %[[Q]]
// CHECK-NOT: qnn.observe %[[V]]
// CHECK: return %[[I]], %[[V]], %{{.*}}
func.func @best(%x: tensor<1x4xf32>) -> (tensor<1x2xi32> {qnn.name = "y_indices", qnn.output_type = "u8"}, tensor<1x2xf32> {qnn.name = "y_values", qnn.output_type = "u8"}, tensor<1x4xf32> {qnn.name = "z"}) {
  %0 = qnn.relu %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = qnn.observe %0 "00000000000000a1" {max = 127.5 : f32, min = 0.0 : f32} : tensor<1x4xf32>
  %2 = qnn.top_k_indices %1 : (tensor<1x4xf32>) -> tensor<1x2xi32>
  %3 = qnn.top_k_values %1 : (tensor<1x4xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" {max = 127.5 : f32, min = 0.0 : f32} : tensor<1x2xf32>
  return %2, %4, %1 : tensor<1x2xi32>, tensor<1x2xf32>, tensor<1x4xf32>
}

// RUN: quant-opt %s --split-input-file --prepare-convert-outputs="top-k=a:2 type=s8;b:f32" | FileCheck %s
// RUN: quant-opt %s --split-input-file --prepare-convert-outputs="top-k=b:4" | FileCheck %s --check-prefix=FLOAT
// RUN: quant-opt %s --split-input-file --prepare-convert-outputs | FileCheck %s --check-prefix=NONE

// One output with its best two, codes for all but the other; a value that is returned as it is has its names.
// CHECK: @main(%[[X:.+]]: tensor<3x4xf32>) -> (tensor<3x2xi32> {qnn.name = "a_indices", qnn.output_type = "s8"}, tensor<3x2xf32> {qnn.name = "a_values", qnn.output_type = "s8"}, tensor<3x4xf32> {qnn.name = "b"})
// CHECK: %[[R:.+]] = qnn.relu
// CHECK: %[[I:.+]] = qnn.top_k_indices %[[R]] {qnn.id = "{{[0-9a-f]+}}"}
// CHECK: %[[V:.+]] = qnn.top_k_values %[[R]] {qnn.id = "{{[0-9a-f]+}}"}
// CHECK: return %[[I]], %[[V]], %[[X]]
// CHECK-NOT: float_reason
// Of floats all four are chosen as they are.
// FLOAT: (tensor<3x4xf32> {qnn.name = "a"}, tensor<3x4xi32> {qnn.name = "b_indices"}, tensor<3x4xf32> {qnn.name = "b_values"})
// FLOAT: qnn.top_k_indices %arg0 {qnn.float_reason = "chooses among float values"} : (tensor<3x4xf32>) -> tensor<3x4xi32>
// FLOAT: qnn.top_k_values %arg0 {qnn.float_reason = "chooses among float values"}
// NONE: -> (tensor<3x4xf32> {qnn.name = "a"}, tensor<3x4xf32> {qnn.name = "b"})
func.func @main(%x: tensor<3x4xf32>) -> (tensor<3x4xf32> {qnn.name = "a"}, tensor<3x4xf32> {qnn.name = "b"}) {
  %0 = qnn.relu %x {qnn.id = "00000000000000a0"} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0, %x : tensor<3x4xf32>, tensor<3x4xf32>
}

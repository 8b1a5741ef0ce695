// RUN: quant-opt %s --prepare-insert-observers | FileCheck %s
// RUN: quant-opt %s --prepare-insert-observers -o %t.once
// RUN: quant-opt %t.once --prepare-insert-observers | diff %t.once -

// A value is observed once, and every use goes through the observer.
// CHECK-LABEL: func.func @two_uses
// CHECK: %[[X:.+]] = qnn.observe %arg0 "00000000000000a0"
// CHECK-NEXT: %[[TANH:.+]] = qnn.tanh %[[X]]
// CHECK-NEXT: %[[OBS:.+]] = qnn.observe %[[TANH]] "00000000000000a1"
// CHECK-NEXT: %[[ADD:.+]] = qnn.add %[[OBS]], %[[OBS]]
// CHECK-NEXT: %[[Y:.+]] = qnn.observe %[[ADD]] "00000000000000a2"
// CHECK-NEXT: return %[[Y]], %[[OBS]]
func.func @two_uses(%x: tensor<4xf32> {qnn.id = "00000000000000a0"}) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = qnn.tanh %x {qnn.id = "00000000000000a1"} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.add %0, %0 {qnn.id = "00000000000000a2"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %1, %0 : tensor<4xf32>, tensor<4xf32>
}

// Constants have a known range; integers have none to measure; an unused argument has no reader.
// CHECK-LABEL: func.func @not_observed
// CHECK-NOT: qnn.observe
// CHECK: return
func.func @not_observed(%i: tensor<4xi32>, %unused: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xi32>) {
  %c = qnn.constant dense<1.0> : tensor<4xf32> as tensor<4xf32>
  return %c, %i : tensor<4xf32>, tensor<4xi32>
}

// The network states the scales: only what is computed between the casts and not rounded is observed.
// CHECK-LABEL: func.func @casts
// CHECK-NEXT: %[[Q:.+]] = qnn.quantize %arg0
// CHECK-NEXT: %[[X:.+]] = qnn.dequantize %[[Q]]
// CHECK-NEXT: %[[FLAT:.+]] = qnn.reshape %[[X]]
// CHECK-NEXT: %[[TANH:.+]] = qnn.tanh %[[FLAT]]
// CHECK-NEXT: %[[QT:.+]] = qnn.quantize %[[TANH]]
// CHECK-NEXT: %[[RELU:.+]] = qnn.relu %[[FLAT]]
// CHECK-NEXT: qnn.observe %[[RELU]]
func.func @casts(%x: tensor<2x2xf32>) -> (tensor<4x!quant.uniform<i8:f32, 0.5>>, tensor<4xf32>) {
  %0 = qnn.quantize %x : (tensor<2x2xf32>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  %1 = qnn.dequantize %0 : (tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x2xf32>
  %2 = qnn.reshape %1 : (tensor<2x2xf32>) -> tensor<4xf32>
  %3 = qnn.tanh %2 : (tensor<4xf32>) -> tensor<4xf32>
  %4 = qnn.quantize %3 : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  %5 = qnn.relu %2 : (tensor<4xf32>) -> tensor<4xf32>
  return %4, %5 : tensor<4x!quant.uniform<i8:f32, 0.5>>, tensor<4xf32>
}

// Ids are unique even where the module's are not, or are missing.
// CHECK-LABEL: func.func @ids
// CHECK: qnn.observe %{{.*}} "[[A:[0-9a-f]{16}]]"
// CHECK: qnn.observe %{{.*}} "00000000000000a1"
// CHECK-NOT: "00000000000000a1" :
// CHECK-NOT: "[[A]]" :
// CHECK: qnn.observe %{{.*}} "{{[0-9a-f]+}}"
func.func @ids(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = qnn.tanh %x {qnn.id = "00000000000000a1"} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.relu %0 {qnn.id = "00000000000000a1"} : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// An id is its op's first result's; a further result has one of its own.
// CHECK-LABEL: func.func @two_results
// CHECK: %[[Y:.+]], %[[C:.+]] = qnn.lstm
// CHECK-DAG: qnn.observe %[[Y]] "00000000000000a1"
// CHECK-DAG: qnn.observe %[[C]] "{{[0-9a-f]+}}"
func.func @two_results(%x: tensor<2x1x4xf32> {qnn.id = "00000000000000a0"}) -> (tensor<2x1x1xf32>, tensor<1x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<4x1xf32> as tensor<4x1xf32>
  %y, %c = qnn.lstm %x, %w {functions = ["sigmoid", "tanh", "tanh"], qnn.id = "00000000000000a1"}
     : (tensor<2x1x4xf32>, tensor<4x1xf32>) -> (tensor<2x1x1xf32>, tensor<1x1xf32>)
  return %y, %c : tensor<2x1x1xf32>, tensor<1x1xf32>
}

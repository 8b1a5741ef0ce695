// RUN: quant-opt %s --quantize-select-float-output | FileCheck %s

// Through unary ops, shape ops and concats up to softmax and return nothing is rounded.
// CHECK-LABEL: func.func @tail
// CHECK: qnn.linear
// CHECK-NOT: qnn.observe %{{.*}} "00000000000000a{{[1-5]}}"
// CHECK: return
func.func @tail(%x: tensor<1x2xf32>) -> (tensor<4xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %xo = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
  %0 = qnn.linear %xo, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.sigmoid %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.observe %2 "00000000000000a2" : tensor<1x2xf32>
  %4 = qnn.concat %1, %3 {axis = 1 : i64} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x4xf32>
  %5 = qnn.observe %4 "00000000000000a3" : tensor<1x4xf32>
  %6 = qnn.reshape %5 : (tensor<1x4xf32>) -> tensor<4xf32>
  %7 = qnn.observe %6 "00000000000000a4" : tensor<4xf32>
  %8 = qnn.softmax %1 {axis = 1 : i64} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %9 = qnn.observe %8 "00000000000000a5" : tensor<1x2xf32>
  return %7, %9 : tensor<4xf32>, tensor<1x2xf32>
}

// The hidden layer stays rounded, also where it is an output; so does the network's input.
// CHECK-LABEL: func.func @read_by_an_integer_layer
// CHECK: qnn.observe %{{.*}} "00000000000000a0"
// CHECK: qnn.observe %{{.*}} "00000000000000a1"
// CHECK-NOT: qnn.observe
func.func @read_by_an_integer_layer(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %xo = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
  %0 = qnn.linear %xo, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.linear %1, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.observe %2 "00000000000000a2" : tensor<1x2xf32>
  return %3, %1 : tensor<1x2xf32>, tensor<1x2xf32>
}

// Pools and arithmetic are rounded once.
// CHECK-LABEL: func.func @rounded_once
// CHECK: qnn.observe %{{.*}} "00000000000000a1"
// CHECK: qnn.observe %{{.*}} "00000000000000a2"
// CHECK-NOT: qnn.observe
func.func @rounded_once(%x: tensor<1x2xf32>) -> tensor<1xf32> {
  %0 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.reduce %1 {kind = 0 : i64, axes = array<i64: 1>} : (tensor<1x2xf32>) -> tensor<1xf32>
  %3 = qnn.observe %2 "00000000000000a2" : tensor<1xf32>
  %4 = qnn.sigmoid %3 : (tensor<1xf32>) -> tensor<1xf32>
  %5 = qnn.observe %4 "00000000000000a3" : tensor<1xf32>
  return %5 : tensor<1xf32>
}

// So is arithmetic with its activation, which FuseActivation has left between them.
// CHECK-LABEL: func.func @activation_of_arithmetic
// CHECK: qnn.observe %{{.*}} "00000000000000a1"
// CHECK: qnn.linear
// CHECK-NEXT: qnn.relu
// CHECK-NEXT: return
func.func @activation_of_arithmetic(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.relu %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = qnn.observe %1 "00000000000000a1" : tensor<1x2xf32>
  %3 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.relu %3 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.observe %4 "00000000000000a2" : tensor<1x2xf32>
  return %2, %5 : tensor<1x2xf32>, tensor<1x2xf32>
}

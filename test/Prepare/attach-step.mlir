// RUN: quant-opt %s --prepare-attach-step --split-input-file | FileCheck %s

// CHECK: module attributes {qnn.model_hash = "0123456789abcdef", qnn.step = "prepare"}
module attributes {qnn.step = "import", qnn.model_hash = "0123456789abcdef"} {
}

// -----

// What became of the arithmetic of an input, past ops that only move it.
// CHECK: func.func @main(%{{.*}}: tensor<1x2xf32> {qnn.input = {mean = array<f64: 0.000000e+00>, normalization = "folded", scale = array<f64: 2.000000e+00>}}, %{{.*}}: tensor<1x2xf32> {qnn.input = {mean = array<f64: 0.000000e+00>, normalization = "computed", scale = array<f64: 2.000000e+00>}})
module {
  func.func @main(%x: tensor<1x2xf32> {qnn.input = {mean = array<f64: 0.0>, scale = array<f64: 2.0>}}, %y: tensor<1x2xf32> {qnn.input = {mean = array<f64: 0.0>, scale = array<f64: 2.0>}}) -> (tensor<1x2xf32>, tensor<2x1xf32>) {
    %c = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
    %0 = qnn.relu %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %1 = qnn.observe %y "00000000000000aa" : tensor<1x2xf32>
    %2 = qnn.reshape %1 : (tensor<1x2xf32>) -> tensor<2x1xf32>
    %3 = qnn.mul %2, %c {qnn.normalization} : (tensor<2x1xf32>, tensor<f32>) -> tensor<2x1xf32>
    return %0, %3 : tensor<1x2xf32>, tensor<2x1xf32>
  }
}

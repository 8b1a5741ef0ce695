// RUN: quant-opt %s --quantize-insert-casts --quantize-fold-casts --split-input-file | FileCheck %s

// Profile tflite quantizes softmax, to the fixed type; all others leave it in float, and what it is rounded to is observed.
// CHECK: qnn.softmax {{.*}} : (tensor<1x2x!quant.uniform<i8:f32, {{.*}}>>) -> tensor<1x2x!quant.uniform<i8:f32, 3.906250e-03:-128>>
// CHECK: qnn.abs
module attributes {qnn.profile = "tflite"} {
  func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = qnn.observe %x "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
    %1 = qnn.softmax %0 {axis = 1 : i64} : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %2 = qnn.observe %1 "00000000000000a2" {min = 0.25 : f32, max = 0.75 : f32} : tensor<1x2xf32>
    %3 = qnn.abs %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %4 = qnn.observe %3 "00000000000000a3" {min = 0.25 : f32, max = 0.75 : f32} : tensor<1x2xf32>
    return %4 : tensor<1x2xf32>
  }
}

// -----

// CHECK: qnn.softmax {{.*}} : (tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK: qnn.abs {{.*}} : (tensor<1x2x!quant.uniform<i8:f32, 0.00294{{.*}}:-128>>) ->
module attributes {qnn.profile = "torch-qnnpack"} {
  func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
    %0 = qnn.observe %x "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
    %1 = qnn.softmax %0 {axis = 1 : i64} : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %2 = qnn.observe %1 "00000000000000a2" {min = 0.25 : f32, max = 0.75 : f32} : tensor<1x2xf32>
    %3 = qnn.abs %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %4 = qnn.observe %3 "00000000000000a3" {min = 0.25 : f32, max = 0.75 : f32} : tensor<1x2xf32>
    return %4 : tensor<1x2xf32>
  }
}

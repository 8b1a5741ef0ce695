// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

// CHECK-LABEL: func.func @casts
func.func @casts(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: qnn.observe %{{.*}} "00000000000000aa" {max = 2.500000e+00 : f32, min = -1.000000e+00 : f32} : tensor<4xf32>
  %o = qnn.observe %x "00000000000000aa" {min = -1.0 : f32, max = 2.5 : f32} : tensor<4xf32>
  // CHECK: qnn.quantize %{{.*}} : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>
  %q = qnn.quantize %o : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5:3>>
  // CHECK: qnn.requantize %{{.*}} {clamp = array<i64: 3, 100>}
  %r = qnn.requantize %q {clamp = array<i64: 3, 100>} : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<4x!quant.uniform<i8:f32, 0.25>>
  // CHECK: qnn.dequantize
  %y = qnn.dequantize %r : (tensor<4x!quant.uniform<i8:f32, 0.25>>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func.func @plain_casts
func.func @plain_casts(%x: tensor<4xf32>, %q: tensor<2x!quant.uniform<i4:f32:0, {0.5, 0.25}>>) {
  // CHECK-NEXT: qnn.cast %arg0 : (tensor<4xf32>) -> tensor<4xi1>
  %0 = qnn.cast %x : (tensor<4xf32>) -> tensor<4xi1>
  // CHECK-NEXT: qnn.dequantize %arg1 : (tensor<2x!quant.uniform<i4:f32:0, {5.000000e-01,2.500000e-01}>>) -> tensor<2xf32>
  %1 = qnn.dequantize %q : (tensor<2x!quant.uniform<i4:f32:0, {0.5, 0.25}>>) -> tensor<2xf32>
  // CHECK-NEXT: qnn.quantize %arg0 : (tensor<4xf32>) -> tensor<4x!quant.uniform<i32:f32, 5.000000e-01:7>>
  %2 = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i32:f32, 0.5:7>>
  return
}

// CHECK-LABEL: func.func @rectified
func.func @rectified(%acc: tensor<1x2x!quant.uniform<i32:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25>> {
  // CHECK: qnn.requantize %{{.*}} {function = "gelu_tanh", gains = array<f32: 1.000000e+00, 2.000000e+00>}
  %0 = qnn.requantize %acc {function = "gelu_tanh", gains = array<f32: 1.0, 2.0>} : (tensor<1x2x!quant.uniform<i32:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25>>
  return %0 : tensor<1x2x!quant.uniform<i8:f32, 0.25>>
}

// CHECK: module attributes {qnn.profile = "torch-x86"}
module attributes {qnn.profile = "torch-x86"} {
  // CHECK: qnn.requantize %{{.*}} {bias = array<f32: 5.000000e-01, -2.000000e+00>, clamp = array<i64: 3, 100>}
  func.func @bias(%x: tensor<1x2x!quant.uniform<i32:f32:1, {0.5, 0.25}>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5:3>> {
    %0 = qnn.requantize %x {bias = array<f32: 0.5, -2.0>, clamp = array<i64: 3, 100>} : (tensor<1x2x!quant.uniform<i32:f32:1, {0.5, 0.25}>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>
    return %0 : tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>
  }
}

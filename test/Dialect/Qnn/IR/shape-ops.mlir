// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

!q = !quant.uniform<i8:f32, 0.5:3>
!r = !quant.uniform<i8:f32, 0.25>

// CHECK-LABEL: func.func @shapes
func.func @shapes(%x: tensor<2x3xf32>, %i: tensor<2x2xi32>) {
  // CHECK-NEXT: qnn.reshape %arg0 : (tensor<2x3xf32>) -> tensor<1x6xf32>
  %0 = qnn.reshape %x : (tensor<2x3xf32>) -> tensor<1x6xf32>
  // CHECK-NEXT: qnn.transpose %arg0 {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  // CHECK-NEXT: qnn.broadcast %arg0 : (tensor<2x3xf32>) -> tensor<4x2x3xf32>
  %2 = qnn.broadcast %x : (tensor<2x3xf32>) -> tensor<4x2x3xf32>
  // CHECK-NEXT: qnn.slice %arg0 {offsets = array<i64: 0, 2>, strides = array<i64: 1, -2>} : (tensor<2x3xf32>) -> tensor<1x2xf32>
  %3 = qnn.slice %x {offsets = array<i64: 0, 2>, strides = array<i64: 1, -2>} : (tensor<2x3xf32>) -> tensor<1x2xf32>
  // CHECK-NEXT: qnn.pad %arg0 {high = array<i64: 0, 2>, low = array<i64: 1, 0>, value = 1.000000e+00 : f32}
  %4 = qnn.pad %x {low = array<i64: 1, 0>, high = array<i64: 0, 2>, value = 1.0 : f32} : (tensor<2x3xf32>) -> tensor<3x5xf32>
  // CHECK-NEXT: qnn.concat %arg0, %arg0 {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  %5 = qnn.concat %x, %x {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  // CHECK-NEXT: qnn.gather %arg0, %arg1 {axis = 0 : i64} : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<2x2x3xf32>
  %6 = qnn.gather %x, %i {axis = 0 : i64} : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<2x2x3xf32>
  // CHECK-NEXT: qnn.slice %arg0 {{.*}} -> tensor<0x3xf32>
  %7 = qnn.slice %x {offsets = array<i64: 2, 0>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<0x3xf32>
  return
}

// Scales along an axis move with it; a concat requantizes each operand.
// CHECK-LABEL: func.func @quantized
func.func @quantized(%x: tensor<2x3x!quant.uniform<i8:f32:0, {0.5, 0.25}>>, %y: tensor<2x!q>, %z: tensor<2x!r>) {
  // CHECK-NEXT: qnn.transpose {{.*}} -> tensor<3x2x!quant.uniform<i8:f32:1, {5.000000e-01,2.500000e-01}>>
  %0 = qnn.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<3x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  // CHECK-NEXT: qnn.concat
  %1 = qnn.concat %y, %z {axis = 0 : i64} : (tensor<2x!q>, tensor<2x!r>) -> tensor<4x!q>
  return
}

// CHECK-LABEL: func.func @resize
func.func @resize(%x: tensor<1x2x2x3xf32>, %y: tensor<1x2x2x3x!q>) {
  // CHECK-NEXT: qnn.resize %arg0 {coordinates = 0 : i64, mode = 1 : i64, rounding = 2 : i64, scales = array<f64: 2.000000e+00, 1.500000e+00>}
  %0 = qnn.resize %x {mode = 1 : i64, coordinates = 0 : i64, rounding = 2 : i64, scales = array<f64: 2.0, 1.5>} : (tensor<1x2x2x3xf32>) -> tensor<1x4x3x3xf32>
  // CHECK-NEXT: qnn.resize %arg1
  %1 = qnn.resize %y {mode = 0 : i64, coordinates = 1 : i64, rounding = 2 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x2x2x3x!q>) -> tensor<1x4x4x3x!q>
  return
}

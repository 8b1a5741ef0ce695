// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

!q = !quant.uniform<i8:f32, 0.5:3>
!r = !quant.uniform<i8:f32, 0.25>

// CHECK-LABEL: func.func @pools
func.func @pools(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2x!q>) {
  // CHECK-NEXT: qnn.max_pool2d %arg0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  // CHECK-NEXT: qnn.avg_pool2d %arg1 {count_include_pad = true, kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>}
  %1 = qnn.avg_pool2d %y {kernel = array<i64: 3, 3>, pads = array<i64: 1, 1, 1, 1>, count_include_pad = true} : (tensor<1x4x4x2x!q>) -> tensor<1x4x4x2x!r>
  // CHECK-NEXT: qnn.max_pool2d %arg1 {dilations = array<i64: 3, 3>, kernel = array<i64: 2, 2>}
  %2 = qnn.max_pool2d %y {kernel = array<i64: 2, 2>, dilations = array<i64: 3, 3>} : (tensor<1x4x4x2x!q>) -> tensor<1x1x1x2x!q>
  return
}

// Ceil mode: the last window ends beyond the image.
// CHECK-LABEL: func.func @ceil_mode
func.func @ceil_mode(%x: tensor<1x5x5x2xf32>) {
  // CHECK-NEXT: qnn.max_pool2d
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x5x5x2xf32>) -> tensor<1x3x3x2xf32>
  return
}

// Axes are kept or dropped, as the result says.
// CHECK-LABEL: func.func @reductions
func.func @reductions(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2x!q>, %z: tensor<2x0xf32>) {
  // CHECK-NEXT: qnn.reduce %arg0 {axes = array<i64: 1, 2>, kind = 0 : i64} : (tensor<1x4x4x2xf32>) -> tensor<1x1x1x2xf32>
  %0 = qnn.reduce %x {axes = array<i64: 1, 2>, kind = 0 : i64} : (tensor<1x4x4x2xf32>) -> tensor<1x1x1x2xf32>
  // CHECK-NEXT: qnn.reduce %arg1 {axes = array<i64: 1, 2>, kind = 1 : i64} : {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %1 = qnn.reduce %y {axes = array<i64: 1, 2>, kind = 1 : i64} : (tensor<1x4x4x2x!q>) -> tensor<1x2x!r>
  // CHECK-NEXT: qnn.reduce %arg1 {axes = array<i64: 3>, kind = 2 : i64}
  %2 = qnn.reduce %y {axes = array<i64: 3>, kind = 2 : i64} : (tensor<1x4x4x2x!q>) -> tensor<1x4x4x!q>
  // CHECK-NEXT: qnn.reduce %arg2 {axes = array<i64: 1>, kind = 1 : i64}
  %3 = qnn.reduce %z {axes = array<i64: 1>, kind = 1 : i64} : (tensor<2x0xf32>) -> tensor<2xf32>
  // CHECK-NEXT: qnn.argmax %arg0 {axis = 3 : i64} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x1xi64>
  %4 = qnn.argmax %x {axis = 3 : i64} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x1xi64>
  // CHECK-NEXT: qnn.argmax %arg1 {axis = 1 : i64, select_last_index}
  %5 = qnn.argmax %y {axis = 1 : i64, select_last_index} : (tensor<1x4x4x2x!q>) -> tensor<1x4x2xi64>
  return
}

// CHECK-LABEL: func.func @top_k
func.func @top_k(%x: tensor<2x10xf32>, %q: tensor<10x!quant.uniform<u8:f32, 0.5>>) {
  // CHECK-NEXT: qnn.top_k_indices %arg0 : (tensor<2x10xf32>) -> tensor<2x3xi32>
  %0 = qnn.top_k_indices %x : (tensor<2x10xf32>) -> tensor<2x3xi32>
  // CHECK-NEXT: qnn.top_k_values %arg1 : (tensor<10x!quant.uniform<u8:f32, 5.000000e-01>>) -> tensor<10x!quant.uniform<u8:f32, 5.000000e-01>>
  %1 = qnn.top_k_values %q : (tensor<10x!quant.uniform<u8:f32, 0.5>>) -> tensor<10x!quant.uniform<u8:f32, 0.5>>
  return
}

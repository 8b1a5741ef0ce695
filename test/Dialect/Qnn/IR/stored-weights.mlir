// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

!s8 = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>
!s4 = !quant.uniform<i4:f32, 1.0>

// CHECK-LABEL: func.func @per_channel
func.func @per_channel(%x: tensor<1x2xf32>, %w: tensor<2x2x!s8>, %b: tensor<2xf32>) -> tensor<1x2xf32> {
  // CHECK: qnn.linear %arg0, %arg1 bias %arg2 : (tensor<1x2xf32>, tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {{.*}}>>, tensor<2xf32>) -> tensor<1x2xf32>
  %y = qnn.linear %x, %w bias %b : (tensor<1x2xf32>, tensor<2x2x!s8>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// CHECK-LABEL: func.func @convolutions
func.func @convolutions(%x: tensor<1x2x2x1xf32>, %u2: tensor<2x1x1x1x!quant.uniform<u2:f32:0, {0.5:1, 0.25:2}>>, %h: tensor<2x1x1x1xf16>, %b: tensor<2x1x1x1xbf16>) {
  // CHECK-NEXT: qnn.conv2d %arg0, %arg1 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1x!quant.uniform<u2:f32:0, {5.000000e-01:1,2.500000e-01:2}>>) -> tensor<1x2x2x2xf32>
  %0 = qnn.conv2d %x, %u2 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1x!quant.uniform<u2:f32:0, {0.5:1, 0.25:2}>>) -> tensor<1x2x2x2xf32>
  // CHECK-NEXT: qnn.conv2d %arg0, %arg2 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf16>) -> tensor<1x2x2x2xf32>
  %1 = qnn.conv2d %x, %h : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf16>) -> tensor<1x2x2x2xf32>
  // CHECK-NEXT: qnn.conv2d %arg0, %arg3 : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xbf16>) -> tensor<1x2x2x2xf32>
  %2 = qnn.conv2d %x, %b : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xbf16>) -> tensor<1x2x2x2xf32>
  return
}

// Three groups, the last of one column.
// CHECK-LABEL: func.func @groups
func.func @groups(%x: tensor<1x5xf32>, %w: tensor<2x5x!s4>, %b: tensor<2xf32>, %s: tensor<2x3xf32>, %z: tensor<2x3x!s4>) {
  // CHECK-NEXT: qnn.linear %arg0, %arg1 scales %arg3 {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!quant.uniform<i4:f32, 1.000000e+00>>, tensor<2x3xf32>) -> tensor<1x2xf32>
  %0 = qnn.linear %x, %w scales %s {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!s4>, tensor<2x3xf32>) -> tensor<1x2xf32>
  // CHECK-NEXT: qnn.linear %arg0, %arg1 bias %arg2 scales %arg3 zero_points %arg4 {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!quant.uniform<i4:f32, 1.000000e+00>>, tensor<2xf32>, tensor<2x3xf32>, tensor<2x3x!quant.uniform<i4:f32, 1.000000e+00>>) -> tensor<1x2xf32>
  %1 = qnn.linear %x, %w bias %b scales %s zero_points %z {group_size = 2 : i64} : (tensor<1x5xf32>, tensor<2x5x!s4>, tensor<2xf32>, tensor<2x3xf32>, tensor<2x3x!s4>) -> tensor<1x2xf32>
  return
}

// CHECK-LABEL: func.func @constants
func.func @constants() {
  // CHECK-NEXT: qnn.constant dense<1.500000e+00> : tensor<2xf16> as tensor<2xf16>
  %0 = qnn.constant dense<1.5> : tensor<2xf16> as tensor<2xf16>
  // CHECK-NEXT: qnn.constant dense<1.500000e+00> : tensor<2xbf16> as tensor<2xbf16>
  %1 = qnn.constant dense<1.5> : tensor<2xbf16> as tensor<2xbf16>
  return
}

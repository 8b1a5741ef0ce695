// RUN: quant-opt %s --quantize-insert-casts | FileCheck %s

// Ops without integer forms, and ops whose neighbours have no range, say so; values that only they read are not rounded.
// CHECK-LABEL: func.func @reasons
// CHECK-SAME: %[[X:.+]]: tensor<1x2xf32>, %[[V:.+]]: tensor<2x2xf32>
func.func @reasons(%x: tensor<1x2xf32>, %v: tensor<2x2xf32>) -> tensor<1x2xf32> {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  // CHECK: qnn.div %[[X]], %[[X]] {qnn.float_reason = "div runs in float"}
  %1 = qnn.div %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = qnn.observe %1 "00000000000000a1" : tensor<1x2xf32>
  // CHECK: qnn.linear {{.*}}qnn.float_reason = "its weight is not a constant"
  %3 = qnn.linear %2, %v : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  // CHECK: qnn.linear {{.*}}qnn.float_reason = "operand 0 comes in float from qnn.linear"
  %4 = qnn.linear %3, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.observe %4 "00000000000000a2" : tensor<1x2xf32>
  // CHECK: qnn.linear {{.*}}qnn.float_reason = "operand 0 has no range"
  %6 = qnn.linear %5, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %7 = qnn.observe %6 "00000000000000a3" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  // CHECK: qnn.mish {{.*}}qnn.float_reason = "its result has no range"
  %8 = qnn.mish %7 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %9 = qnn.observe %8 "00000000000000a4" : tensor<1x2xf32>
  // CHECK-NOT: qnn.quantize
  // CHECK: qnn.tanh {{.*}}qnn.float_reason = "asked"
  %10 = qnn.tanh %9 {qnn.float_reason = "asked"} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %11 = qnn.observe %10 "00000000000000a5" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  // CHECK: qnn.abs {{.*}}qnn.float_reason = "its neighbours run in float"
  %12 = qnn.abs %11 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %13 = qnn.observe %12 "00000000000000a6" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  // CHECK: qnn.neg {{.*}}qnn.float_reason = "its result is only read in float"
  %14 = qnn.neg %13 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %14 : tensor<1x2xf32>
}

// An add whose activation stays in float is float, too, and so is what it would have rounded for it.
// CHECK-LABEL: func.func @fixed_point
// CHECK-NOT: qnn.quantize
// CHECK: qnn.add {{.*}}qnn.float_reason = "its result is only read in float"
// CHECK: qnn.relu {{.*}}qnn.float_reason = "its result has no range"
func.func @fixed_point(%x: tensor<1xf32>) -> tensor<1xf32> {
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1xf32>
  %1 = qnn.add %0, %0 : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  %2 = qnn.relu %1 : (tensor<1xf32>) -> tensor<1xf32>
  %3 = qnn.observe %2 "00000000000000a1" : tensor<1xf32>
  return %3 : tensor<1xf32>
}

// CHECK-LABEL: func.func @given_weights
// CHECK: qnn.linear {{.*}}qnn.float_reason = "its weight has zero point 3"
// CHECK: qnn.linear {{.*}}qnn.float_reason = "its weight has scales along axis 1"
// CHECK: qnn.linear {{.*}}qnn.float_reason = "its weight has 16 bits"
// CHECK: qnn.linear {{.*}}qnn.float_reason = "operand 0 has 4 bits"
func.func @given_weights(%x: tensor<1x2xf32>, %y: tensor<1x2x!quant.uniform<i4:f32, 0.5>>, %z: tensor<1x2x2x1xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x4x4x1xf32>) {
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  %a = qnn.constant dense<1> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>
  %b = qnn.constant dense<1> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>
  %c = qnn.constant dense<1> : tensor<2x2xi16> as tensor<2x2x!quant.uniform<i16:f32, 0.5>>
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %af = qnn.dequantize %a : (tensor<2x2x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<2x2xf32>
  %bf = qnn.dequantize %b : (tensor<2x2x!quant.uniform<i8:f32:1, {0.5, 0.25}>>) -> tensor<2x2xf32>
  %cf = qnn.dequantize %c : (tensor<2x2x!quant.uniform<i16:f32, 0.5>>) -> tensor<2x2xf32>
  %yf = qnn.dequantize %y : (tensor<1x2x!quant.uniform<i4:f32, 0.5>>) -> tensor<1x2xf32>
  %1 = qnn.linear %0, %af : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %2 = qnn.linear %0, %bf : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.linear %0, %cf : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.linear %yf, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.resize %z {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  return %1, %2, %3, %4, %5 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x4x4x1xf32>
}

// Without an observer an accumulator goes to an add or an activation, and to nothing else; a sum goes to no add.
// CHECK-LABEL: func.func @unobserved
// CHECK: qnn.mish {{.*}}qnn.float_reason = "operand 0 comes in float from qnn.linear"
// CHECK: qnn.add {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.add {{.*}}qnn.float_reason = "operand 0 comes in float from qnn.add"
func.func @unobserved(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.observe %x "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  %1 = qnn.linear %0, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %2 = qnn.mish %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.observe %2 "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  %4 = qnn.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.add %4, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %6 = qnn.observe %5 "00000000000000a2" {min = -1.0 : f32, max = 2.0 : f32} : tensor<1x2xf32>
  return %3, %6 : tensor<1x2xf32>, tensor<1x2xf32>
}

// Between float ops only: the scaling and the move of an attention's weights. What a float op shares with an integer one is rounded.
// CHECK-LABEL: func.func @enclosed
// CHECK-NOT: qnn.quantize
// CHECK: qnn.mul {{.*}}qnn.float_reason = "its neighbours run in float"
// CHECK: qnn.transpose {{.*}}qnn.float_reason = "its neighbours run in float"
// CHECK: qnn.softmax
// CHECK: qnn.quantize {{.*}}qnn.id = "00000000000000a4"
// CHECK: qnn.abs %{{[^ ]+}} :
// CHECK: qnn.quantize {{.*}}qnn.id = "00000000000000a5"
// CHECK: qnn.neg %{{[^ ]+}} :
func.func @enclosed(%x: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %half = qnn.constant dense<0.5> : tensor<f32> as tensor<f32>
  %1 = qnn.div %x, %x : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<2x2xf32>
  %3 = qnn.mul %2, %half : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = -1.0 : f32, max = 2.0 : f32} : tensor<2x2xf32>
  %5 = qnn.transpose %4 {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = -1.0 : f32, max = 2.0 : f32} : tensor<2x2xf32>
  %7 = qnn.softmax %6 {axis = 1 : i64} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %9 = qnn.abs %8 : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %10 = qnn.observe %9 "00000000000000a5" {min = 0.0 : f32, max = 1.0 : f32} : tensor<2x2xf32>
  %11 = qnn.neg %10 : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %12 = qnn.observe %11 "00000000000000a6" {min = -1.0 : f32, max = 0.0 : f32} : tensor<2x2xf32>
  return %8, %12 : tensor<2x2xf32>, tensor<2x2xf32>
}

// RUN: quant-opt %s --quantize-fold-casts | FileCheck %s

!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.25, 0.5}>>
!q = tensor<1x2x!quant.uniform<i8:f32, 1.0:-100>>
!r = tensor<1x2x!quant.uniform<i8:f32, 1.0:-128>>
!f = tensor<1x2xf32>

// ReLU is the bound at the zero point, and no bound where that is the least stored value.
// CHECK-LABEL: func.func @relu
// CHECK: qnn.requantize %{{.*}} {clamp = array<i64: -100, 127>}
// CHECK: qnn.requantize %{{[^ ]+}} :
func.func @relu(%acc: !acc) -> (!q, !r) {
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.relu %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  %3 = qnn.relu %0 : (!f) -> !f
  %4 = qnn.quantize %3 : (!f) -> !r
  return %2, %4 : !q, !r
}

// Bounds are rounded as values are, ties to even.
// CHECK-LABEL: func.func @clip
// CHECK: qnn.requantize %{{.*}} {clamp = array<i64: -102, -94>, qnn.id = "00000000000000aa"}
func.func @clip(%acc: !acc) -> !q {
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.clip %0 {min = -2.5 : f32, max = 6.0 : f32} : (!f) -> !f
  %2 = qnn.quantize %1 {qnn.id = "00000000000000aa"} : (!f) -> !q
  return %2 : !q
}

// CHECK-LABEL: func.func @slopes
// CHECK: qnn.requantize %{{.*}} {negative_slope = array<f32: 1.250000e-01>}
// CHECK: qnn.add %{{.*}}, %{{.*}} {negative_slope = array<f32: 1.250000e-01, 2.500000e-01>}
func.func @slopes(%acc: !acc, %x: !q) -> (!q, !q) {
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.leaky_relu %0 {alpha = 0.125 : f32} : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  %c = qnn.constant dense<[[0.125, 0.25]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %3 = qnn.dequantize %x : (!q) -> !f
  %4 = qnn.add %0, %3 : (!f, !f) -> !f
  %5 = qnn.prelu %4, %c : (!f, !f) -> !f
  %6 = qnn.quantize %5 : (!f) -> !q
  return %2, %6 : !q, !q
}

// On 8 bits an activation is a table with parameters of its own.
// CHECK-LABEL: func.func @tables
// CHECK-SAME: %[[X:.+]]: tensor
// CHECK: qnn.relu %[[X]] : (tensor<1x2x!quant.uniform<i8:f32, 1.000000e+00:-100>>) -> tensor<1x2x!quant.uniform<i8:f32, 1.000000e+00:-128>>
// CHECK: qnn.prelu %[[X]], %{{.*}} : (tensor<1x2x!quant.uniform<i8:f32, 1.000000e+00:-100>>, tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 1.000000e+00:-128>>
func.func @tables(%x: !q) -> (!r, !r) {
  %0 = qnn.dequantize %x : (!q) -> !f
  %1 = qnn.relu %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !r
  %c = qnn.constant dense<[[0.125, 0.25]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %3 = qnn.prelu %0, %c : (!f, !f) -> !f
  %4 = qnn.quantize %3 : (!f) -> !r
  return %2, %4 : !r, !r
}

// Of 32 bits nothing goes: f32 does not hold every stored value, and no requantize gives 32 bits.
// CHECK-LABEL: func.func @stays_float
// CHECK: %[[REAL:.+]] = qnn.dequantize
// CHECK: %[[RELU:.+]] = qnn.relu %[[REAL]]
// CHECK: %[[FIRST:.+]] = qnn.quantize %[[RELU]]
// CHECK: %[[SECOND:.+]] = qnn.quantize %[[REAL]]
// CHECK: %[[THIRD:.+]] = qnn.quantize %[[REAL]]
// CHECK: return %[[FIRST]], %[[SECOND]], %[[THIRD]]
!wide = tensor<1x2x!quant.uniform<i32:f32, 0.25>>
!other = tensor<1x2x!quant.uniform<i32:f32, 0.5>>
func.func @stays_float(%acc: !wide) -> (!wide, !wide, !other) {
  %0 = qnn.dequantize %acc : (!wide) -> !f
  %1 = qnn.relu %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !wide
  %3 = qnn.quantize %0 : (!f) -> !wide
  %4 = qnn.quantize %0 : (!f) -> !other
  return %2, %3, %4 : !wide, !wide, !other
}

// But of a layer: a network that asks for its accumulator, type and all, gets it. Of another type it is rounded.
// CHECK-LABEL: func.func @accumulator
// CHECK: %[[ACC:.+]] = qnn.linear {{.*}} -> tensor<1x1x!quant.uniform<i32:f32, 1.000000e+00>>
// CHECK: %[[REAL:.+]] = qnn.dequantize %[[ACC]]
// CHECK: %[[OTHER:.+]] = qnn.quantize %[[REAL]] {{.*}} -> tensor<1x1x!quant.uniform<i32:f32, 5.000000e-01>>
// CHECK: return %[[ACC]], %[[OTHER]]
!sum = tensor<1x1x!quant.uniform<i32:f32, 1.0>>
!half = tensor<1x1x!quant.uniform<i32:f32, 0.5>>
func.func @accumulator(%x: tensor<1x2x!quant.uniform<u8:f32, 1.0:3>>) -> (!sum, !half) {
  %c = qnn.constant dense<[[1, -2]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 1.0>>
  %w = qnn.dequantize %c : (tensor<1x2x!quant.uniform<i8:f32, 1.0>>) -> !f
  %0 = qnn.dequantize %x : (tensor<1x2x!quant.uniform<u8:f32, 1.0:3>>) -> !f
  %1 = qnn.linear %0, %w : (!f, !f) -> tensor<1x1xf32>
  %2 = qnn.quantize %1 : (tensor<1x1xf32>) -> !sum
  %3 = qnn.quantize %1 : (tensor<1x1xf32>) -> !half
  return %2, %3 : !sum, !half
}

// A slope that is not finite is no slope of a rounding: the PReLU runs in float.
// CHECK-LABEL: func.func @infinite_slope
// CHECK: qnn.prelu %{{.*}} : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
func.func @infinite_slope(%acc: !acc) -> !q {
  %c = qnn.constant dense<[0.125, 0x7F800000]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.prelu %0, %c : (!f, tensor<2xf32>) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  return %2 : !q
}

// A function of an accumulator, with gains behind it in one value a channel, and a Clip behind them (N8f).
// CHECK-LABEL: func.func @functions
// CHECK-DAG: qnn.requantize %{{.*}} {function = "silu"}
// CHECK-DAG: qnn.requantize %{{.*}} {clamp = array<i64: -100, -94>, function = "hard_swish", gains = array<f32: 2.000000e+00, 4.000000e+00>}
func.func @functions(%acc: !acc) -> (!q, !q) {
  %g = qnn.constant dense<[2.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.silu %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  %3 = qnn.hard_swish %0 : (!f) -> !f
  %4 = qnn.mul %3, %g : (!f, tensor<2xf32>) -> !f
  %5 = qnn.clip %4 {min = 0.0 : f32, max = 6.0 : f32} : (!f) -> !f
  %6 = qnn.quantize %5 : (!f) -> !q
  return %2, %6 : !q, !q
}

// Not of 8 bits, which have a table; not where the function is read twice; not what is no rectifier; nor a factor
// for the rows, or one that is no constant.
// CHECK-LABEL: func.func @other_functions
// CHECK-NOT: function =
func.func @other_functions(%x: !q, %acc: !acc, %y: !f) -> (!q, !q, !f, !q, !q, !q) {
  %0 = qnn.dequantize %x : (!q) -> !f
  %1 = qnn.silu %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  %3 = qnn.dequantize %acc : (!acc) -> !f
  %4 = qnn.gelu %3 : (!f) -> !f
  %5 = qnn.quantize %4 : (!f) -> !q
  %6 = qnn.mish %3 : (!f) -> !f
  %7 = qnn.quantize %6 : (!f) -> !q
  %c = qnn.constant dense<[[2.0]]> : tensor<1x1xf32> as tensor<1x1xf32>
  %8 = qnn.silu %3 : (!f) -> !f
  %9 = qnn.mul %8, %c : (!f, tensor<1x1xf32>) -> !f
  %10 = qnn.quantize %9 : (!f) -> !q
  %11 = qnn.silu %3 : (!f) -> !f
  %12 = qnn.mul %11, %y : (!f, !f) -> !f
  %13 = qnn.quantize %12 : (!f) -> !q
  return %2, %5, %4, %7, %10, %13 : !q, !q, !f, !q, !q, !q
}

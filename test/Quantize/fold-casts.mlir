// RUN: quant-opt %s --quantize-fold-casts | FileCheck %s
// RUN: quant-opt %s --quantize-fold-casts --quantize-fold-casts | FileCheck %s

!q = tensor<1x2x!quant.uniform<i8:f32, 0.5:3>>
!r = tensor<1x2x!quant.uniform<i8:f32, 0.25>>
!f = tensor<1x2xf32>
!acc = tensor<1x2x!quant.uniform<i32:f32:1, {0.25, 0.5}>>

// CHECK-LABEL: func.func @arithmetic
// CHECK-SAME: %[[X:.+]]: tensor<{{[^,]*}}, 5.0{{.*}}>, %[[Y:.+]]: tensor<
// CHECK-NEXT: qnn.add %[[X]], %[[Y]] : (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>, tensor<1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: qnn.sub %[[Y]], %[[X]]
// CHECK-NEXT: qnn.mul %[[X]], %[[Y]]
// CHECK-NEXT: qnn.min %[[X]], %[[Y]]
// CHECK-NEXT: qnn.concat %[[X]], %[[Y]] {axis = 1 : i64}
// CHECK-NEXT: qnn.reduce %[[X]]
// CHECK-NEXT: return
func.func @arithmetic(%x: !q, %y: !r) -> (!q, !q, !q, !q, tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x!quant.uniform<i8:f32, 0.25>>) {
  %a = qnn.dequantize %x : (!q) -> !f
  %b = qnn.dequantize %y : (!r) -> !f
  %0 = qnn.add %a, %b : (!f, !f) -> !f
  %1 = qnn.quantize %0 : (!f) -> !q
  %2 = qnn.sub %b, %a : (!f, !f) -> !f
  %3 = qnn.quantize %2 : (!f) -> !q
  %4 = qnn.mul %a, %b : (!f, !f) -> !f
  %5 = qnn.quantize %4 : (!f) -> !q
  %6 = qnn.min %a, %b : (!f, !f) -> !f
  %7 = qnn.quantize %6 : (!f) -> !q
  %8 = qnn.concat %a, %b {axis = 1 : i64} : (!f, !f) -> tensor<1x4xf32>
  %9 = qnn.quantize %8 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>
  %10 = qnn.reduce %a {kind = 0 : i64, axes = array<i64: 1>} : (!f) -> tensor<1xf32>
  %11 = qnn.quantize %10 : (tensor<1xf32>) -> tensor<1x!quant.uniform<i8:f32, 0.25>>
  return %1, %3, %5, %7, %9, %11 : !q, !q, !q, !q, tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x!quant.uniform<i8:f32, 0.25>>
}

// Stored values pass through shape ops and to float outputs; another type is a requantize, the same one nothing.
// CHECK-LABEL: func.func @moved
// CHECK-SAME: %[[X:.+]]: tensor
// CHECK-NEXT: %[[T:.+]] = qnn.reshape %[[X]] {qnn.id = "00000000000000aa"} : (tensor<1x2x!quant{{.*}}) -> tensor<2x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: %[[F:.+]] = qnn.dequantize %[[T]] {qnn.id = "00000000000000aa"}
// CHECK-NEXT: %[[R:.+]] = qnn.requantize %[[T]] {qnn.id = "00000000000000bb"}
// CHECK-NEXT: return %[[T]], %[[R]], %[[F]]
func.func @moved(%x: !q) -> (tensor<2x!quant.uniform<i8:f32, 0.5:3>>, tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2xf32>) {
  %a = qnn.dequantize %x : (!q) -> !f
  %0 = qnn.reshape %a {qnn.id = "00000000000000aa"} : (!f) -> tensor<2xf32>
  %1 = qnn.quantize %0 : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5:3>>
  %2 = qnn.quantize %0 {qnn.id = "00000000000000bb"} : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  return %1, %2, %0 : tensor<2x!quant.uniform<i8:f32, 0.5:3>>, tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2xf32>
}

// An accumulator is not moved: its float value is. A pad with a value between two stored ones is rounded at the quantize.
// CHECK-LABEL: func.func @not_moved
// CHECK: qnn.dequantize
// CHECK-NEXT: qnn.reshape {{.*}} -> tensor<2xf32>
// CHECK-NEXT: qnn.pad {{.*}}value = 3.000000e-01{{.*}} -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: qnn.pad {{.*}}value = 1.500000e+00{{.*}} -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: qnn.dequantize
// CHECK-NEXT: return
func.func @not_moved(%acc: !acc, %x: !q) -> (tensor<2xf32>, tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x4xf32>) {
  %0 = qnn.dequantize %acc : (!acc) -> !f
  %1 = qnn.reshape %0 : (!f) -> tensor<2xf32>
  %2 = qnn.dequantize %x : (!q) -> !f
  %3 = qnn.pad %2 {low = array<i64: 0, 1>, high = array<i64: 0, 1>, value = 0.3 : f32} : (!f) -> tensor<1x4xf32>
  %4 = qnn.quantize %3 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>
  %5 = qnn.pad %2 {low = array<i64: 0, 1>, high = array<i64: 0, 1>, value = 1.5 : f32} : (!f) -> tensor<1x4xf32>
  return %1, %4, %5 : tensor<2xf32>, tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x4xf32>
}

// CHECK-LABEL: func.func @constant
// CHECK-NEXT: qnn.constant dense<{{\[\[}}5, -128]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK-NEXT: return
func.func @constant() -> !q {
  %c = qnn.constant dense<[[1.25, -1000.0]]> : !f as !f
  %0 = qnn.quantize %c : (!f) -> !q
  return %0 : !q
}

// Ops in float by a rule, float operands, two accumulators: left as they are.
// CHECK-LABEL: func.func @not_folded
// CHECK: qnn.mish {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.add {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.add {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.mul {{.*}} -> tensor<1x2xf32>
func.func @not_folded(%x: !q, %f: !f, %acc: !acc) -> (!q, !q, !q, !q) {
  %a = qnn.dequantize %x : (!q) -> !f
  %b = qnn.dequantize %acc : (!acc) -> !f
  %0 = qnn.mish %a {qnn.float_reason = "asked"} : (!f) -> !f
  %1 = qnn.quantize %0 : (!f) -> !q
  %2 = qnn.add %a, %f : (!f, !f) -> !f
  %3 = qnn.quantize %2 : (!f) -> !q
  %4 = qnn.add %b, %b : (!f, !f) -> !f
  %5 = qnn.quantize %4 : (!f) -> !q
  %6 = qnn.mul %a, %b : (!f, !f) -> !f
  %7 = qnn.quantize %6 : (!f) -> !q
  return %1, %3, %5, %7 : !q, !q, !q, !q
}

// Two bytes each, saturated at both ends.
// CHECK-LABEL: func.func @wide_constant
// CHECK: qnn.constant dense<[1250, -300, 32767, -32768]> : tensor<4xi16> as tensor<4x!quant.uniform<i16:f32, 9.765625E-4>>
func.func @wide_constant() -> tensor<4x!quant.uniform<i16:f32, 0.0009765625>> {
  %c = qnn.constant dense<[1.220703125, -0.29296875, 33.0, -33.0]> : tensor<4xf32> as tensor<4xf32>
  %0 = qnn.quantize %c : (tensor<4xf32>) -> tensor<4x!quant.uniform<i16:f32, 0.0009765625>>
  return %0 : tensor<4x!quant.uniform<i16:f32, 0.0009765625>>
}

// 4 bits and several scales are not made from constants here.
// CHECK-LABEL: func.func @constants_left
// CHECK: qnn.quantize
// CHECK: qnn.quantize
func.func @constants_left() -> (tensor<2x!quant.uniform<i4:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) {
  %c = qnn.constant dense<1.25> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.quantize %c : (tensor<2xf32>) -> tensor<2x!quant.uniform<i4:f32, 0.5>>
  %1 = qnn.quantize %c : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
  return %0, %1 : tensor<2x!quant.uniform<i4:f32, 0.5>>, tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
}

// Arithmetic in float by a rule; a sum that is also read before its activation.
// CHECK-LABEL: func.func @arithmetic_left
// CHECK: qnn.add {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.add {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.relu {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.relu {{.*}} -> tensor<1x2xf32>
func.func @arithmetic_left(%x: !q) -> (!q, !q, !q, !f) {
  %a = qnn.dequantize %x : (!q) -> !f
  %0 = qnn.add %a, %a {qnn.float_reason = "asked"} : (!f, !f) -> !f
  %1 = qnn.quantize %0 : (!f) -> !q
  %2 = qnn.add %a, %a : (!f, !f) -> !f
  %3 = qnn.relu %2 : (!f) -> !f
  %4 = qnn.quantize %3 : (!f) -> !q
  %5 = qnn.relu %0 {qnn.float_reason = "asked"} : (!f) -> !f
  %6 = qnn.quantize %5 : (!f) -> !q
  return %1, %4, %6, %2 : !q, !q, !q, !f
}

// A table needs 8 bits: of an accumulator the float value is taken, with one scale or several.
// CHECK-LABEL: func.func @no_table_of_accumulators
// CHECK: qnn.mish {{.*}} -> tensor<1x2xf32>
// CHECK: qnn.mish {{.*}} -> tensor<1x2xf32>
func.func @no_table_of_accumulators(%a: tensor<1x2x!quant.uniform<i32:f32, 0.25>>, %b: !acc) -> (!q, !q) {
  %0 = qnn.dequantize %a : (tensor<1x2x!quant.uniform<i32:f32, 0.25>>) -> !f
  %1 = qnn.mish %0 : (!f) -> !f
  %2 = qnn.quantize %1 : (!f) -> !q
  %3 = qnn.dequantize %b : (!acc) -> !f
  %4 = qnn.mish %3 : (!f) -> !f
  %5 = qnn.quantize %4 : (!f) -> !q
  return %2, %5 : !q, !q
}

// A linear resize rounds by itself (N8e), to its operand's type only.
// CHECK-LABEL: func.func @resize
// CHECK: qnn.resize {{.*}} : (tensor<1x1x2x1x!quant.uniform<i8:f32, 5.000000e-01:3>>) -> tensor<1x1x4x1x!quant.uniform<i8:f32, 5.000000e-01:3>>
// CHECK: qnn.resize {{.*}} : (tensor<1x1x2x1xf32>) -> tensor<1x1x4x1xf32>
func.func @resize(%x: tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>) -> (tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x1x4x1x!quant.uniform<i8:f32, 0.25:3>>) {
  %0 = qnn.dequantize %x : (tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x1x2x1xf32>
  %1 = qnn.resize %0 {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 1.0, 2.0>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x4x1xf32>
  %2 = qnn.quantize %1 : (tensor<1x1x4x1xf32>) -> tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>>
  %3 = qnn.resize %0 {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 1.0, 2.0>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x4x1xf32>
  %4 = qnn.quantize %3 : (tensor<1x1x4x1xf32>) -> tensor<1x1x4x1x!quant.uniform<i8:f32, 0.25:3>>
  return %2, %4 : tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x1x4x1x!quant.uniform<i8:f32, 0.25:3>>
}

// RUN: quant-opt %s --quantize-insert-casts | FileCheck %s

// The rounding that the network brings is moved to what computes: up past the reshape to the mean, down past
// the transpose to the next layer. Ids go with the values.
// CHECK-LABEL: func.func @both_ways
// CHECK: %[[M:.+]] = qnn.reduce
// CHECK-NEXT: %[[Q:.+]] = qnn.quantize %[[M]] {qnn.id = "00000000000000a1"} : (tensor<1x1x2xf32>)
// CHECK-NEXT: %[[R:.+]] = qnn.reshape %[[Q]] {qnn.id = "00000000000000a3"} : (tensor<1x1x2x!quant{{.*}}) -> tensor<1x2x!quant.uniform<i8:f32, 2.500000e-01>>
// CHECK-NEXT: %[[T:.+]] = qnn.transpose %[[R]] {permutation = array<i64: 1, 0>, qnn.id = "00000000000000a4"}
// CHECK-NEXT: %[[D:.+]] = qnn.dequantize %[[T]] {qnn.id = "00000000000000a4"}
// CHECK-NEXT: qnn.gelu %[[D]]
func.func @both_ways(%x: tensor<1x3x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x1x!quant.uniform<i8:f32, 0.25>> {
  %0 = qnn.dequantize %x : (tensor<1x3x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x3x2xf32>
  %1 = qnn.reduce %0 {kind = 0 : i64, axes = array<i64: 1>, qnn.id = "00000000000000a1"} : (tensor<1x3x2xf32>) -> tensor<1x1x2xf32>
  %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1x2xf32>
  %3 = qnn.reshape %2 {qnn.id = "00000000000000a2"} : (tensor<1x1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<1x2xf32>
  %5 = qnn.quantize %4 {qnn.id = "00000000000000a3"} : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25>>
  %6 = qnn.dequantize %5 : (tensor<1x2x!quant.uniform<i8:f32, 0.25>>) -> tensor<1x2xf32>
  %7 = qnn.transpose %6 {permutation = array<i64: 1, 0>, qnn.id = "00000000000000a4"} : (tensor<1x2xf32>) -> tensor<2x1xf32>
  %8 = qnn.gelu %7 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %9 = qnn.quantize %8 : (tensor<2x1xf32>) -> tensor<2x1x!quant.uniform<i8:f32, 0.25>>
  return %9 : tensor<2x1x!quant.uniform<i8:f32, 0.25>>
}

// Another reader of the float value keeps the rounding where it is.
// CHECK-LABEL: func.func @read_in_float
// CHECK-NEXT: qnn.reshape {{.*}} -> tensor<2xf32>
// CHECK-NEXT: qnn.quantize
func.func @read_in_float(%x: tensor<1x2xf32>) -> (tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2xf32>) {
  %0 = qnn.reshape %x : (tensor<1x2xf32>) -> tensor<2xf32>
  %1 = qnn.quantize %0 : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.25>>
  return %1, %0 : tensor<2x!quant.uniform<i8:f32, 0.25>>, tensor<2xf32>
}

// A maximum has no form of 32 bits.
// CHECK-LABEL: func.func @accumulator
// CHECK-NEXT: qnn.max_pool2d {{.*}} -> tensor<1x1x1x1xf32>
// CHECK-NEXT: qnn.quantize
func.func @accumulator(%x: tensor<1x2x2x1xf32>) -> tensor<1x1x1x1x!quant.uniform<i32:f32, 0.5>> {
  %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, pads = array<i64: 0, 0, 0, 0>} : (tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32>
  %1 = qnn.quantize %0 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1x!quant.uniform<i32:f32, 0.5>>
  return %1 : tensor<1x1x1x1x!quant.uniform<i32:f32, 0.5>>
}

// Reshapes and transposes move 32 bits.
// CHECK-LABEL: func.func @moved_accumulator
// CHECK: %[[Q:.+]] = qnn.quantize %{{.+}} : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<i32:f32, 5.000000e-01>>
// CHECK: %[[R:.+]] = qnn.reshape %[[Q]]
// CHECK: qnn.transpose %[[R]] {{.*}} -> tensor<1x2x1x!quant.uniform<i32:f32, 5.000000e-01>>
func.func @moved_accumulator(%x: tensor<1x2xf32>) -> tensor<1x2x1x!quant.uniform<i32:f32, 0.5>> {
  %0 = qnn.reshape %x : (tensor<1x2xf32>) -> tensor<1x1x2xf32>
  %1 = qnn.transpose %0 {permutation = array<i64: 0, 2, 1>} : (tensor<1x1x2xf32>) -> tensor<1x2x1xf32>
  %2 = qnn.quantize %1 : (tensor<1x2x1xf32>) -> tensor<1x2x1x!quant.uniform<i32:f32, 0.5>>
  return %2 : tensor<1x2x1x!quant.uniform<i32:f32, 0.5>>
}

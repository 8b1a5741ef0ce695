// RUN: quant-opt %s --prepare-fold-affine | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-fold-affine) tolerance=1e-6" -o /dev/null

// A batch normalization as scale and shift: w * 2, 1 * 2 + 3. The result keeps its id.
// CHECK-LABEL: func.func @batch_norm
// CHECK-DAG: %[[W:.+]] = qnn.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}8.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG: %[[B:.+]] = qnn.constant dense<[5.000000e+00, 1.200000e+01]> : tensor<2xf32>
// CHECK: %[[Y:.+]] = qnn.conv2d %{{.*}}, %[[W]] bias %[[B]] {qnn.id = "00000000000000a3"}
// CHECK-NEXT: return %[[Y]]
func.func @batch_norm(%x: tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32> {
  %w = qnn.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %b = qnn.constant dense<[1.0, 2.0]> : tensor<2xf32> as tensor<2xf32>
  %scale = qnn.constant dense<[[[[2.0, 4.0]]]]> : tensor<1x1x1x2xf32> as tensor<1x1x1x2xf32>
  %shift = qnn.constant dense<[3.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.conv2d %x, %w bias %b {qnn.id = "00000000000000a1"} : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.mul %scale, %0 {qnn.id = "00000000000000a2"} : (tensor<1x1x1x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = qnn.add %1, %shift {qnn.id = "00000000000000a3"} : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  return %2 : tensor<1x2x2x2xf32>
}

// The other ways to write it: (5 - y) / 2 - 1.
// CHECK-LABEL: func.func @sub_div
// CHECK-DAG: %[[W:.+]] = qnn.constant dense<-5.000000e-01> : tensor<1x1xf32>
// CHECK-DAG: %[[B:.+]] = qnn.constant dense<1.500000e+00> : tensor<1xf32>
// CHECK: qnn.linear %{{.*}}, %[[W]] bias %[[B]]
// CHECK-NEXT: return
func.func @sub_div(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %five = qnn.constant dense<5.0> : tensor<f32> as tensor<f32>
  %two = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %one = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.sub %five, %0 : (tensor<f32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %2 = qnn.div %1, %two : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %3 = qnn.sub %2, %one : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// One rounding: 1 + 2^-24 is no f32, but (1 + 2^-23) * (1 - 2^-24) rounded once is 1 + 2^-24, rounded to even: 1.
// CHECK-LABEL: func.func @rounded_once
// CHECK: qnn.constant dense<1.000000e+00> : tensor<1x1xf32>
func.func @rounded_once(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<0x3F800001> : tensor<1x1xf32> as tensor<1x1xf32>
  %s = qnn.constant dense<0x3F7FFFFF> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.mul %0, %s : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// Through a reshape that keeps the channels last. What stands before the reshape is another value now.
// CHECK-LABEL: func.func @through_reshape
// CHECK: %[[CONV:.+]] = qnn.conv2d {{.*}}qnn.id = "{{[0-9a-f]+}}"
// CHECK-NOT: "00000000000000a1"
// CHECK: %[[FLAT:.+]] = qnn.reshape %[[CONV]] {qnn.id = "00000000000000a3"}
// CHECK-NEXT: return %[[FLAT]]
func.func @through_reshape(%x: tensor<1x1x3x1xf32>) -> tensor<1x3x2xf32> {
  %w = qnn.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %shift = qnn.constant dense<[3.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.conv2d %x, %w {qnn.id = "00000000000000a1"} : (tensor<1x1x3x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x1x3x2xf32>
  %1 = qnn.reshape %0 {qnn.id = "00000000000000a2"} : (tensor<1x1x3x2xf32>) -> tensor<1x3x2xf32>
  %2 = qnn.add %1, %shift {qnn.id = "00000000000000a3"} : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  return %2 : tensor<1x3x2xf32>
}

// Another reader needs the value before the addition.
// CHECK-LABEL: func.func @another_reader
// CHECK: qnn.linear
// CHECK-NEXT: qnn.add
func.func @another_reader(%x: tensor<1x1xf32>) -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.add %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0, %1 : tensor<1x1xf32>, tensor<1x1xf32>
}

// One value a row is not one a channel.
// CHECK-LABEL: func.func @not_per_channel
// CHECK: qnn.mul
func.func @not_per_channel(%x: tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32> {
  %w = qnn.constant dense<1.0> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
  %rows = qnn.constant dense<[[[1.0]], [[2.0]]]> : tensor<2x1x1xf32> as tensor<2x1x1xf32>
  %0 = qnn.conv2d %x, %w : (tensor<1x2x2x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %1 = qnn.mul %0, %rows : (tensor<1x2x2x2xf32>, tensor<2x1x1xf32>) -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}

// A constant that makes the result larger is no scale of it.
// CHECK-LABEL: func.func @broadcasts_the_result
// CHECK: qnn.add
func.func @broadcasts_the_result(%x: tensor<1x1xf32>) -> tensor<3x2xf32> {
  %w = qnn.constant dense<1.0> : tensor<2x1xf32> as tensor<2x1xf32>
  %c = qnn.constant dense<1.0> : tensor<3x1xf32> as tensor<3x1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
  %1 = qnn.add %0, %c : (tensor<1x2xf32>, tensor<3x1xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}

// The product of weight and scale is no finite f32.
// CHECK-LABEL: func.func @overflow
// CHECK: qnn.mul
func.func @overflow(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<1.0e30> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.mul %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// The scales of a quantized network are its own.
// CHECK-LABEL: func.func @quantized_weight
// CHECK: qnn.mul
func.func @quantized_weight(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %q = qnn.constant dense<1> : tensor<1x1xi8> as tensor<1x1x!quant.uniform<i8:f32, 0.5>>
  %w = qnn.dequantize %q : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %s = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %1 = qnn.mul %0, %s : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// What is to stay in float is no part of a layer, after it or before it.
// CHECK-LABEL: func.func @told_to_stay
// CHECK: qnn.sub
// CHECK: qnn.linear
// CHECK: qnn.mul
func.func @told_to_stay(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %c = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.sub %x, %c {qnn.float_reason = "told"} : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %2 = qnn.mul %1, %c {qnn.float_reason = "told"} : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// A stored bias that is added to a product: the bias of the contraction, as it is, wherever it stands.
// CHECK-LABEL: func.func @stored_bias
// CHECK-DAG: %[[C:.+]] = qnn.constant dense<[3, -4]> : tensor<2xi32>
// CHECK: %[[B:.+]] = qnn.dequantize %[[C]]
// CHECK: %[[Y:.+]] = qnn.linear %{{.*}}, %{{.*}} bias %[[B]] {qnn.id = "00000000000000b2"}
// CHECK-NEXT: return %[[Y]]
func.func @stored_bias(%x: tensor<1x3x1xf32>) -> tensor<1x3x2xf32> {
  %w = qnn.constant dense<1.0> : tensor<2x1xf32> as tensor<2x1xf32>
  %0 = qnn.linear %x, %w {qnn.id = "00000000000000b1"} : (tensor<1x3x1xf32>, tensor<2x1xf32>) -> tensor<1x3x2xf32>
  %c = qnn.constant dense<[3, -4]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32:0, {0.5, 0.25}>>
  %b = qnn.dequantize %c : (tensor<2x!quant.uniform<i32:f32:0, {0.5, 0.25}>>) -> tensor<2xf32>
  %1 = qnn.add %b, %0 {qnn.id = "00000000000000b2"} : (tensor<2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  return %1 : tensor<1x3x2xf32>
}

// Not one of eight bits, not where another op reads the product, not a second bias.
// CHECK-LABEL: func.func @other_bias
// CHECK: qnn.linear
// CHECK-NOT: bias
// CHECK: qnn.add
// CHECK: qnn.linear
// CHECK-NOT: bias
// CHECK: qnn.add
// CHECK: qnn.linear {{.*}} bias
// CHECK: qnn.add
func.func @other_bias(%x: tensor<1x1xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<1.0> : tensor<2x1xf32> as tensor<2x1xf32>
  %f = qnn.constant dense<1.5> : tensor<2xf32> as tensor<2xf32>
  %c8 = qnn.constant dense<[3, -4]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 0.5>>
  %c = qnn.constant dense<[3, -4]> : tensor<2xi32> as tensor<2x!quant.uniform<i32:f32:0, {0.5, 0.25}>>
  %b8 = qnn.dequantize %c8 : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xf32>
  %b = qnn.dequantize %c : (tensor<2x!quant.uniform<i32:f32:0, {0.5, 0.25}>>) -> tensor<2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
  %1 = qnn.add %0, %b8 : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %2 = qnn.linear %x, %w : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
  %3 = qnn.add %2, %b : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %4 = qnn.linear %x, %w bias %f : (tensor<1x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %5 = qnn.add %4, %b : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %1, %2, %3, %5 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

// RUN: quant-opt %s --split-input-file --quantize-split-bias | FileCheck %s
// RUN: quant-opt %s --split-input-file "--pass-pipeline=builtin.module(func.func(quantize-split-bias,quantize-scale-weights,quantize-fold-casts))" | FileCheck %s --check-prefix=FOLD

!x = !quant.uniform<u8:f32, 0.5>
!y = !quant.uniform<u8:f32, 0.75:3>

// Past a ReLU or Clip at most: the bias is added after the layer, and becomes the requantize's. A result that is read in float as well, one
// behind a LeakyReLU, one that nobody rounds, and a bias that is to be corrected stay as they are.
module attributes {qnn.profile = "torch-x86"} {
  // CHECK-LABEL: func.func @rounded
  // CHECK: %[[B:.+]] = qnn.constant dense<1.000000e+00> : tensor<1xf32>
  // CHECK: %[[L:.+]] = qnn.linear %{{.*}}, %{{[^ ]*}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  // CHECK: %[[S:.+]] = qnn.add %[[L]], %[[B]] : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  // CHECK: qnn.relu %[[S]]
  // CHECK: %[[M:.+]] = qnn.linear %{{.*}}, %{{[^ ]*}} :
  // CHECK: %[[T:.+]] = qnn.add %[[M]], %[[B]]
  // CHECK: qnn.quantize %[[T]]
  // FOLD-LABEL: func.func @rounded
  // FOLD: qnn.linear %{{.*}}, %{{[^ ]*}} : {{.*}} -> tensor<1x1x!quant.uniform<i32:f32:1, {1.250000e-01}>>
  // FOLD: qnn.requantize {{.*}} {bias = array<f32: 1.000000e+00>, clamp = array<i64: 3, 255>}
  // FOLD: qnn.linear %{{.*}}, %{{[^ ]*}} :
  // FOLD: qnn.requantize {{.*}} {bias = array<f32: 1.000000e+00>} :
  // FOLD-NOT: qnn.add
  func.func @rounded(%x: tensor<1x1x!x>) -> (tensor<1x1x!y>, tensor<1x1x!y>) {
    %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
    %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
    %0 = qnn.dequantize %x : (tensor<1x1x!x>) -> tensor<1x1xf32>
    %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %2 = qnn.relu %1 : (tensor<1x1xf32>) -> tensor<1x1xf32>
    %3 = qnn.quantize %2 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    %4 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %5 = qnn.quantize %4 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    return %3, %5 : tensor<1x1x!y>, tensor<1x1x!y>
  }

  // CHECK-LABEL: func.func @kept
  // CHECK-COUNT-4: qnn.linear %{{.*}}, %{{.*}} bias
  // CHECK-NOT: qnn.add
  // FOLD-LABEL: func.func @kept
  // FOLD-NOT: bias = array
  // FOLD: return
  func.func @kept(%x: tensor<1x1x!x>) -> (tensor<1x1xf32>, tensor<1x1x!y>, tensor<1x1x!y>, tensor<1x1xf32>, tensor<1x1x!y>) {
    %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
    %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
    %0 = qnn.dequantize %x : (tensor<1x1x!x>) -> tensor<1x1xf32>
    %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %2 = qnn.quantize %1 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    %3 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %4 = qnn.leaky_relu %3 {alpha = 0.5 : f32} : (tensor<1x1xf32>) -> tensor<1x1xf32>
    %5 = qnn.quantize %4 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    %6 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %7 = qnn.linear %0, %w bias %b {qnn.float_mean = array<f64: 1.0>} : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %8 = qnn.quantize %7 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    return %1, %2, %5, %6, %8 : tensor<1x1xf32>, tensor<1x1x!y>, tensor<1x1x!y>, tensor<1x1xf32>, tensor<1x1x!y>
  }

  // A bias that the network brings in 32 bits stays in the accumulator; and a sum with a constant that stays float is no bias.
  // CHECK-LABEL: func.func @given
  // CHECK: qnn.linear %{{.*}}, %{{.*}} bias
  // FOLD-LABEL: func.func @given
  // FOLD: qnn.linear %{{.*}}, %{{.*}} bias
  // FOLD-NOT: bias = array
  // FOLD: qnn.add {{.*}}float_reason
  func.func @given(%x: tensor<1x1x!x>) -> (tensor<1x1x!y>, tensor<1x1x!y>) {
    %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
    %c = qnn.constant dense<8> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32:0, {0.125}>>
    %b = qnn.dequantize %c : (tensor<1x!quant.uniform<i32:f32:0, {0.125}>>) -> tensor<1xf32>
    %0 = qnn.dequantize %x : (tensor<1x1x!x>) -> tensor<1x1xf32>
    %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %2 = qnn.quantize %1 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    %d = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
    %3 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
    %4 = qnn.add %3, %d {qnn.float_reason = "a test"} : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %5 = qnn.quantize %4 : (tensor<1x1xf32>) -> tensor<1x1x!y>
    return %2, %5 : tensor<1x1x!y>, tensor<1x1x!y>
  }
}

// -----

// In other profiles nothing happens.
module attributes {qnn.profile = "torch-qnnpack"} {
  // CHECK-LABEL: func.func @other_profile
  // CHECK: qnn.linear %{{.*}}, %{{.*}} bias
  // CHECK-NOT: qnn.add
  func.func @other_profile(%x: tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75:3>> {
    %w = qnn.constant dense<31.75> : tensor<1x1xf32> as tensor<1x1xf32>
    %b = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
    %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1xf32>
    %1 = qnn.linear %0, %w bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
    %2 = qnn.quantize %1 : (tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<u8:f32, 0.75:3>>
    return %2 : tensor<1x1x!quant.uniform<u8:f32, 0.75:3>>
  }
}

// RUN: quant-opt %s --prepare-recognize-activations | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-recognize-activations) low=-8 high=8" -o /dev/null

// These change no bit.

// CHECK-LABEL: func.func @relu
// CHECK-NEXT: qnn.relu %arg0 {qnn.id = "00000000000000a1"}
// CHECK-NEXT: qnn.tanh
// CHECK-NEXT: qnn.relu
// CHECK-NEXT: return
func.func @relu(%x: tensor<64xf32>) -> tensor<64xf32> {
  %zero = qnn.constant dense<0.0> : tensor<f32> as tensor<f32>
  %0 = qnn.max %zero, %x {qnn.id = "00000000000000a1"} : (tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.tanh %0 : (tensor<64xf32>) -> tensor<64xf32>
  %2 = qnn.clip %1 {min = 0.0 : f32, max = 0x7F800000 : f32} : (tensor<64xf32>) -> tensor<64xf32>
  return %2 : tensor<64xf32>
}

// CHECK-LABEL: func.func @clip
// CHECK-NEXT: qnn.clip %arg0 {max = 6.000000e+00 : f32, min = 0.000000e+00 : f32, qnn.id = "00000000000000a2"}
// CHECK-NEXT: return
func.func @clip(%x: tensor<64xf32>) -> tensor<64xf32> {
  %six = qnn.constant dense<6.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.relu %x {qnn.id = "00000000000000a1"} : (tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.min %0, %six {qnn.id = "00000000000000a2"} : (tensor<64xf32>, tensor<1xf32>) -> tensor<64xf32>
  return %1 : tensor<64xf32>
}

// A clip to a range that the second one leaves: everything becomes 2.
// CHECK-LABEL: func.func @disjoint
// CHECK-NEXT: qnn.clip %arg0 {max = 2.000000e+00 : f32, min = 2.000000e+00 : f32}
func.func @disjoint(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = qnn.clip %x {min = -1.0 : f32, max = 1.0 : f32} : (tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.clip %0 {min = 2.0 : f32, max = 3.0 : f32} : (tensor<64xf32>) -> tensor<64xf32>
  return %1 : tensor<64xf32>
}

// CHECK-LABEL: func.func @leaky
// CHECK-NEXT: qnn.leaky_relu %arg0 {alpha = 1.000000e-01 : f32}
// CHECK-NEXT: qnn.leaky_relu %{{.*}} {alpha = 2.500000e-01 : f32}
// CHECK-NEXT: return
func.func @leaky(%x: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %a = qnn.constant dense<0.1> : tensor<f32> as tensor<f32>
  %slopes = qnn.constant dense<0.25> : tensor<16xf32> as tensor<16xf32>
  %0 = qnn.mul %x, %a : (tensor<4x16xf32>, tensor<f32>) -> tensor<4x16xf32>
  %1 = qnn.max %x, %0 : (tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<4x16xf32>
  %2 = qnn.prelu %1, %slopes : (tensor<4x16xf32>, tensor<16xf32>) -> tensor<4x16xf32>
  return %2 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @arithmetic
// CHECK-NEXT: qnn.neg %arg0
// CHECK-NEXT: return
func.func @arithmetic(%x: tensor<64xf32>) -> tensor<64xf32> {
  %one = qnn.constant dense<1.0> : tensor<f32> as tensor<f32>
  %minus = qnn.constant dense<-1.0> : tensor<f32> as tensor<f32>
  %zero = qnn.constant dense<0.0> : tensor<f32> as tensor<f32>
  %minus_zero = qnn.constant dense<-0.0> : tensor<f32> as tensor<f32>
  %0 = qnn.mul %one, %x : (tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.div %0, %one : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %2 = qnn.sub %1, %zero : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %3 = qnn.add %2, %minus_zero : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %4 = qnn.mul %3, %minus : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  return %4 : tensor<64xf32>
}

// x + 0 turns -0 into 0; 1 / x is no identity; a product that broadcasts is none either.
// CHECK-LABEL: func.func @not_arithmetic
// CHECK: qnn.add
// CHECK: qnn.div
// CHECK: qnn.mul
func.func @not_arithmetic(%x: tensor<64xf32>) -> (tensor<64xf32>, tensor<64xf32>, tensor<2x64xf32>) {
  %one = qnn.constant dense<1.0> : tensor<2x1xf32> as tensor<2x1xf32>
  %scalar = qnn.constant dense<1.0> : tensor<f32> as tensor<f32>
  %zero = qnn.constant dense<0.0> : tensor<f32> as tensor<f32>
  %0 = qnn.add %x, %zero : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %1 = qnn.div %scalar, %x : (tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
  %2 = qnn.mul %x, %one : (tensor<64xf32>, tensor<2x1xf32>) -> tensor<2x64xf32>
  return %0, %1, %2 : tensor<64xf32>, tensor<64xf32>, tensor<2x64xf32>
}

// Another reader of the relu, several slopes, and a base that is constant.
// CHECK-LABEL: func.func @stays
// CHECK: qnn.relu
// CHECK: qnn.clip %{{.*}} {max = 6.000000e+00 : f32, min = 0xFF800000 : f32}
// CHECK: qnn.prelu
// CHECK: qnn.pow %
func.func @stays(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %six = qnn.constant dense<6.0> : tensor<1xf32> as tensor<1xf32>
  %slopes = qnn.constant dense<[0.25, 0.5]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = qnn.min %0, %six : (tensor<2xf32>, tensor<1xf32>) -> tensor<2xf32>
  %2 = qnn.prelu %x, %slopes : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %3 = qnn.pow %six, %x : (tensor<1xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1, %2, %3 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// RUN: quant-opt %s --prepare-recognize-activations | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-recognize-activations) tolerance=1e-6 low=-8 high=8" -o /dev/null

// A power by a constant is exact for small whole exponents, which pow is not.
// CHECK-LABEL: func.func @power
// CHECK-NEXT: qnn.pow_scalar %arg0 {exponent = 2.000000e+00 : f32}
func.func @power(%x: tensor<64xf32>) -> tensor<64xf32> {
  %two = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
  %0 = qnn.pow %x, %two : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  return %0 : tensor<64xf32>
}

// CHECK-LABEL: func.func @silu
// CHECK-NEXT: qnn.silu %arg0 {qnn.id = "00000000000000a1"}
// CHECK-NEXT: return
func.func @silu(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = qnn.sigmoid %x : (tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.mul %0, %x {qnn.id = "00000000000000a1"} : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  return %1 : tensor<64xf32>
}

// CHECK-LABEL: func.func @mish
// CHECK-NEXT: qnn.mish %arg0
// CHECK-NEXT: return
func.func @mish(%x: tensor<64xf32>) -> tensor<64xf32> {
  %0 = qnn.softplus %x : (tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.tanh %0 : (tensor<64xf32>) -> tensor<64xf32>
  %2 = qnn.mul %x, %1 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  return %2 : tensor<64xf32>
}

// Three ways to write it.
// CHECK-LABEL: func.func @hard_swish
// CHECK-NEXT: %[[A:.+]] = qnn.hard_swish %arg0
// CHECK-NEXT: %[[B:.+]] = qnn.hard_swish %arg0
// CHECK-NEXT: %[[C:.+]] = qnn.hard_swish %arg0
// CHECK-NEXT: return %[[A]], %[[B]], %[[C]]
func.func @hard_swish(%x: tensor<64xf32>) -> (tensor<64xf32>, tensor<64xf32>, tensor<64xf32>) {
  %three = qnn.constant dense<3.0> : tensor<f32> as tensor<f32>
  %six = qnn.constant dense<6.0> : tensor<f32> as tensor<f32>
  %sixth = qnn.constant dense<0.16666667> : tensor<f32> as tensor<f32>
  %0 = qnn.hard_sigmoid %x {alpha = 0.16666667 : f32, beta = 0.5 : f32} : (tensor<64xf32>) -> tensor<64xf32>
  %1 = qnn.mul %x, %0 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %2 = qnn.add %three, %x : (tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
  %3 = qnn.clip %2 {min = 0.0 : f32, max = 6.0 : f32} : (tensor<64xf32>) -> tensor<64xf32>
  %4 = qnn.mul %x, %3 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %5 = qnn.div %4, %six : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %6 = qnn.mul %3, %sixth : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %7 = qnn.mul %6, %x : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  return %1, %5, %7 : tensor<64xf32>, tensor<64xf32>, tensor<64xf32>
}

// The half may stand anywhere.
// CHECK-LABEL: func.func @gelu
// CHECK-NEXT: %[[A:.+]] = qnn.gelu %arg0
// CHECK-NEXT: %[[B:.+]] = qnn.gelu %arg0
// CHECK-NEXT: return %[[A]], %[[B]]
func.func @gelu(%x: tensor<64xf32>) -> (tensor<64xf32>, tensor<64xf32>) {
  %root = qnn.constant dense<1.41421354> : tensor<f32> as tensor<f32>
  %one = qnn.constant dense<1.0> : tensor<f32> as tensor<f32>
  %half = qnn.constant dense<0.5> : tensor<f32> as tensor<f32>
  %0 = qnn.div %x, %root : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %1 = qnn.erf %0 : (tensor<64xf32>) -> tensor<64xf32>
  %2 = qnn.add %1, %one : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %3 = qnn.mul %x, %2 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %4 = qnn.mul %3, %half : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %5 = qnn.mul %half, %x : (tensor<f32>, tensor<64xf32>) -> tensor<64xf32>
  %6 = qnn.mul %5, %2 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  return %4, %6 : tensor<64xf32>, tensor<64xf32>
}

// CHECK-LABEL: func.func @gelu_tanh
// CHECK-NEXT: qnn.gelu_tanh %arg0
// CHECK-NEXT: return
func.func @gelu_tanh(%x: tensor<64xf32>) -> tensor<64xf32> {
  %three = qnn.constant dense<3.0> : tensor<f32> as tensor<f32>
  %cubic = qnn.constant dense<0.044715> : tensor<f32> as tensor<f32>
  %outer = qnn.constant dense<0.797884583> : tensor<f32> as tensor<f32>
  %one = qnn.constant dense<1.0> : tensor<f32> as tensor<f32>
  %half = qnn.constant dense<0.5> : tensor<f32> as tensor<f32>
  %0 = qnn.pow %x, %three : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %1 = qnn.mul %0, %cubic : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %2 = qnn.add %x, %1 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  %3 = qnn.mul %2, %outer : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %4 = qnn.tanh %3 : (tensor<64xf32>) -> tensor<64xf32>
  %5 = qnn.add %4, %one : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %6 = qnn.mul %5, %half : (tensor<64xf32>, tensor<f32>) -> tensor<64xf32>
  %7 = qnn.mul %x, %6 : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
  return %7 : tensor<64xf32>
}

// The gate of another value, another constant, and a gate that broadcasts.
// CHECK-LABEL: func.func @no_gate
// CHECK-NOT: qnn.silu
// CHECK-NOT: qnn.hard_swish
// CHECK: return
func.func @no_gate(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>, %z: tensor<1x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %0 = qnn.sigmoid %y : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = qnn.mul %x, %0 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = qnn.mul %x, %2 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %4 = qnn.sigmoid %z : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %5 = qnn.mul %x, %4 : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<2x4xf32>
  return %1, %3, %5 : tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

// Casts in between are roundings of the network's own.
// CHECK-LABEL: func.func @quantized_in_between
// CHECK: qnn.sigmoid
// CHECK: qnn.mul
func.func @quantized_in_between(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = qnn.sigmoid %x : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.quantize %0 : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.00390625:-128>>
  %2 = qnn.dequantize %1 : (tensor<4x!quant.uniform<i8:f32, 0.00390625:-128>>) -> tensor<4xf32>
  %3 = qnn.mul %x, %2 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

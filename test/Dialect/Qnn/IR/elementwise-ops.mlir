// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

!q = !quant.uniform<i8:f32, 0.5:3>
!p = !quant.uniform<u8:f32, 0.25>
!a = !quant.uniform<i32:f32:1, {0.25, 0.125}>

// CHECK-LABEL: func.func @unary
func.func @unary(%x: tensor<4xf32>) {
  // CHECK-NEXT: qnn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32>
  %0 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.clip %arg0 {max = 6.000000e+00 : f32, min = 0.000000e+00 : f32}
  %1 = qnn.clip %x {min = 0.0 : f32, max = 6.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.leaky_relu %arg0 {alpha = 1.000000e-01 : f32}
  %2 = qnn.leaky_relu %x {alpha = 0.1 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.elu %arg0 {alpha = 1.000000e+00 : f32}
  %3 = qnn.elu %x {alpha = 1.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.sigmoid %arg0
  %4 = qnn.sigmoid %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.tanh %arg0
  %5 = qnn.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.hard_sigmoid %arg0 {alpha = 2.000000e-01 : f32, beta = 5.000000e-01 : f32}
  %6 = qnn.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.hard_swish %arg0
  %7 = qnn.hard_swish %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.silu %arg0
  %8 = qnn.silu %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.gelu %arg0
  %9 = qnn.gelu %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.gelu_tanh %arg0
  %10 = qnn.gelu_tanh %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.erf %arg0
  %11 = qnn.erf %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.softplus %arg0
  %12 = qnn.softplus %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.mish %arg0
  %13 = qnn.mish %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.exp %arg0
  %14 = qnn.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.log %arg0
  %15 = qnn.log %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.sqrt %arg0
  %16 = qnn.sqrt %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.reciprocal %arg0
  %17 = qnn.reciprocal %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.neg %arg0
  %18 = qnn.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.abs %arg0
  %19 = qnn.abs %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.pow_scalar %arg0 {exponent = 2.000000e+00 : f32}
  %20 = qnn.pow_scalar %x {exponent = 2.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.celu %arg0 {alpha = 5.000000e-01 : f32}
  %21 = qnn.celu %x {alpha = 0.5 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.selu %arg0 {alpha = 1.500000e+00 : f32, gamma = 1.250000e+00 : f32}
  %22 = qnn.selu %x {alpha = 1.5 : f32, gamma = 1.25 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.threshold %arg0 {threshold = 1.000000e+00 : f32, value = -2.000000e+00 : f32}
  %23 = qnn.threshold %x {threshold = 1.0 : f32, value = -2.0 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.shrink %arg0 {bias = 2.500000e-01 : f32, lambda = 5.000000e-01 : f32}
  %24 = qnn.shrink %x {lambda = 0.5 : f32, bias = 0.25 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.softsign %arg0
  %25 = qnn.softsign %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.sign %arg0
  %26 = qnn.sign %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.floor %arg0
  %27 = qnn.floor %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.ceil %arg0
  %28 = qnn.ceil %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: qnn.round %arg0
  %29 = qnn.round %x : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// An unbounded clip, and 16 bits.
// CHECK-LABEL: func.func @unary_types
func.func @unary_types(%x: tensor<4x!q>, %y: tensor<4x!quant.uniform<i16:f32, 0.5>>, %z: tensor<f32>) {
  // CHECK-NEXT: qnn.sigmoid %arg0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>>) -> tensor<4x!quant.uniform<u8:f32, 2.500000e-01>>
  %0 = qnn.sigmoid %x : (tensor<4x!q>) -> tensor<4x!p>
  // CHECK-NEXT: qnn.tanh %arg1
  %1 = qnn.tanh %y : (tensor<4x!quant.uniform<i16:f32, 0.5>>) -> tensor<4x!quant.uniform<i16:f32, 0.5>>
  // CHECK-NEXT: qnn.clip %arg2 {max = 0x7F800000 : f32, min = 0xFF800000 : f32} : (tensor<f32>) -> tensor<f32>
  %2 = qnn.clip %z {min = 0xFF800000 : f32, max = 0x7F800000 : f32} : (tensor<f32>) -> tensor<f32>
  return
}

// CHECK-LABEL: func.func @binary
func.func @binary(%x: tensor<4x2xf32>, %y: tensor<2xf32>) {
  // CHECK-NEXT: qnn.add %arg0, %arg1 : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  %0 = qnn.add %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.sub %arg0, %arg1
  %1 = qnn.sub %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.mul %arg0, %arg1
  %2 = qnn.mul %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.div %arg0, %arg1
  %3 = qnn.div %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.pow %arg0, %arg1
  %4 = qnn.pow %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.min %arg0, %arg1
  %5 = qnn.min %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.max %arg0, %arg1
  %6 = qnn.max %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.prelu %arg0, %arg1
  %7 = qnn.prelu %x, %y : (tensor<4x2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
  return
}

// An accumulator and an 8-bit operand (N8a), and two 8-bit operands.
// CHECK-LABEL: func.func @residual
func.func @residual(%x: tensor<4x2x!a>, %y: tensor<4x2x!q>, %s: tensor<2xf32>) {
  // CHECK-NEXT: qnn.add %arg0, %arg1 {clamp = array<i64: 3, 100>, negative_slope = array<f32: 1.000000e-01, 2.000000e-01>}
  %0 = qnn.add %x, %y {clamp = array<i64: 3, 100>, negative_slope = array<f32: 0.1, 0.2>} : (tensor<4x2x!a>, tensor<4x2x!q>) -> tensor<4x2x!q>
  // CHECK-NEXT: qnn.mul %arg1, %arg1
  %1 = qnn.mul %y, %y : (tensor<4x2x!q>, tensor<4x2x!q>) -> tensor<4x2x!p>
  // CHECK-NEXT: qnn.prelu %arg1, %arg2
  %2 = qnn.prelu %y, %s : (tensor<4x2x!q>, tensor<2xf32>) -> tensor<4x2x!p>
  return
}

// CHECK-LABEL: func.func @along_an_axis
func.func @along_an_axis(%x: tensor<4x2xf32>, %q: tensor<4x2x!q>) {
  // CHECK-NEXT: qnn.softmax %arg0 {axis = 1 : i64}
  %0 = qnn.softmax %x {axis = 1 : i64} : (tensor<4x2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.log_softmax %arg0 {axis = 0 : i64}
  %1 = qnn.log_softmax %x {axis = 0 : i64} : (tensor<4x2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.lrn %arg0 {alpha = 9.99999974E-5 : f32, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32, size = 3 : i64}
  %2 = qnn.lrn %x {size = 3 : i64, alpha = 0.0001 : f32, beta = 0.75 : f32, bias = 1.0 : f32} : (tensor<4x2xf32>) -> tensor<4x2xf32>
  // CHECK-NEXT: qnn.softmax %arg1 {axis = 1 : i64} : (tensor<4x2x!{{.*}}>) -> tensor<4x2x!{{.*}}>
  %3 = qnn.softmax %q {axis = 1 : i64} : (tensor<4x2x!q>) -> tensor<4x2x!p>
  return
}

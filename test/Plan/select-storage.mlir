// RUN: quant-opt %s --plan-select-storage=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --plan-select-storage=target=x86-64-v3 --plan-select-storage=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --plan-select-storage=target=armv8.0-a | FileCheck %s --check-prefix=ARM

!x = !quant.uniform<i8:f32, 5.000000e-01:3>
!narrow = !quant.uniform<i8<-127:127>:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 1.250000e-01>

// CHECK: qnn.target = "x86-64-v3"

// Weights stay signed, constants that are activations move, and so does a clamp.
// CHECK-LABEL: func.func @layer
// ARM-LABEL: func.func @layer
func.func @layer(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // CHECK: qnn.quantize {{.*}} -> tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01:131>>
  // ARM: qnn.quantize {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>
  %0 = qnn.quantize %x : (tensor<1x2xf32>) -> tensor<1x2x!x>
  // CHECK: qnn.constant dense<{{\[\[}}1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32, 2.500000e-01>>
  %w = qnn.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!narrow>
  %1 = qnn.linear %0, %w : (tensor<1x2x!x>, tensor<2x2x!narrow>) -> tensor<1x2x!acc>
  // CHECK: qnn.requantize {{.*}} {clamp = array<i64: 118, 218>}
  // ARM: qnn.requantize {{.*}} {clamp = array<i64: -10, 90>}
  %2 = qnn.requantize %1 {clamp = array<i64: -10, 90>} : (tensor<1x2x!acc>) -> tensor<1x2x!x>
  // CHECK: qnn.constant dense<{{\[\[}}-128, -1]]> : tensor<1x2xi8> as tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01:131>>
  %c = qnn.constant dense<[[0, 127]]> : tensor<1x2xi8> as tensor<1x2x!x>
  %3 = qnn.add %2, %c : (tensor<1x2x!x>, tensor<1x2x!x>) -> tensor<1x2x!x>
  %4 = qnn.dequantize %3 : (tensor<1x2x!x>) -> tensor<1x2xf32>
  return %4 : tensor<1x2xf32>
}

// The signature keeps its types.
// CHECK-LABEL: func.func @main(%arg0: tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>> {qnn.id = "0123456789abcdef"}) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>
func.func @main(%x: tensor<1x2x!x> {qnn.id = "0123456789abcdef"}) -> tensor<1x2x!x> {
  // CHECK: qnn.fused(%arg0) {qnn.id = "0123456789abcdef"}
  // CHECK: qnn.requantize {{.*}} -> tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01:131>>
  // CHECK: qnn.relu {{.*}} -> tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01:131>>
  // CHECK: qnn.requantize {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:3>>
  %0 = qnn.relu %x : (tensor<1x2x!x>) -> tensor<1x2x!x>
  return %0 : tensor<1x2x!x>
}

// 16 bits are signed on every target.
// CHECK-LABEL: func.func @wide
// ARM-LABEL: func.func @wide
func.func @wide(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // CHECK: qnn.quantize {{.*}} -> tensor<1x2x!quant.uniform<i16:f32, 5.000000e-01:-32765>>
  // ARM: qnn.quantize {{.*}} -> tensor<1x2x!quant.uniform<i16:f32, 5.000000e-01:-32765>>
  %0 = qnn.quantize %x : (tensor<1x2xf32>) -> tensor<1x2x!quant.uniform<u16:f32, 0.5:3>>
  // CHECK: qnn.constant dense<{{\[\[}}-32511, 32767]]> : tensor<1x2xi16> as tensor<1x2x!quant.uniform<i16:f32, 5.000000e-01:-32765>>
  // ARM: qnn.constant dense<{{\[\[}}-32511, 32767]]> : tensor<1x2xi16> as tensor<1x2x!quant.uniform<i16:f32, 5.000000e-01:-32765>>
  %c = qnn.constant dense<[[257, -1]]> : tensor<1x2xi16> as tensor<1x2x!quant.uniform<u16:f32, 0.5:3>>
  // CHECK: qnn.add {{.*}} {clamp = array<i64: -32758, 27232>} : {{.*}} -> tensor<1x2x!quant.uniform<i16<-32768:32766>:f32, 2.500000e-01:-32768>>
  %1 = qnn.add %0, %c {clamp = array<i64: 10, 60000>} : (tensor<1x2x!quant.uniform<u16:f32, 0.5:3>>, tensor<1x2x!quant.uniform<u16:f32, 0.5:3>>) -> tensor<1x2x!quant.uniform<u16<0:65534>:f32, 0.25>>
  // CHECK: qnn.requantize {{.*}} -> tensor<1x2x!quant.uniform<i16:f32, 5.000000e-01:7>>
  %2 = qnn.requantize %1 : (tensor<1x2x!quant.uniform<u16<0:65534>:f32, 0.25>>) -> tensor<1x2x!quant.uniform<i16:f32, 0.5:7>>
  %3 = qnn.dequantize %2 : (tensor<1x2x!quant.uniform<i16:f32, 0.5:7>>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

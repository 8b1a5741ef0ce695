// RUN: quant-opt %s --quantize-widen-functions | FileCheck %s
// RUN: quant-opt %s --quantize-widen-functions=fused=false | FileCheck %s --check-prefix=APART

// What a layer or a sum gives to functions alone, through a pool too; not what another op reads as well, what a function gives,
// what an activation reads that the layer takes in, or what comes from outside.
// CHECK-LABEL: func.func @f
// CHECK: qnn.linear {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// CHECK-NEXT: qnn.silu %{{[0-9]+}} :
// CHECK-NEXT: qnn.tanh %{{[0-9]+}} :
// CHECK-NEXT: qnn.sigmoid %{{[0-9]+}} :
// CHECK-NEXT: qnn.add {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// CHECK-NEXT: qnn.reshape {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// CHECK-NEXT: qnn.gelu
// CHECK-NOT: 16"
func.func @f(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<1.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.silu %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = qnn.tanh %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.sigmoid %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.add %2, %3 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = qnn.reshape %4 : (tensor<1x2xf32>) -> tensor<2xf32>
  %6 = qnn.gelu %5 : (tensor<2xf32>) -> tensor<2xf32>
  %7 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %8 = qnn.silu %7 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %9 = qnn.linear %7, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %10 = qnn.relu %9 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %11 = qnn.silu %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3, %2, %6, %8, %10, %11, %1 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

// What the rounding of a layer takes in needs no type of its own; what that of a sum does not take in does.
// CHECK-LABEL: func.func @fused
// CHECK: qnn.linear %{{[^ ]+}}, %{{[0-9]+}} :
// CHECK: qnn.add {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// APART-LABEL: func.func @fused
// APART: qnn.linear {{.*}}qnn.qconfig = {activations = {type = "s16"}}
// APART: qnn.add {{.*}}qnn.qconfig = {activations = {type = "s16"}}
func.func @fused(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<1.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.silu %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<1x2xf32>
  %5 = qnn.silu %4 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2, %5 : tensor<1x2xf32>, tensor<1x2xf32>
}

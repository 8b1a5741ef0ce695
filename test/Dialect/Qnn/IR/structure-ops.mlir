// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

// CHECK-LABEL: func.func @constants
func.func @constants() {
  // CHECK-NEXT: qnn.constant dense<[1, -2]> : tensor<2xi8> as tensor<2x!quant.uniform<i8<-127:127>:f32, 5.000000e-01>>
  %0 = qnn.constant dense<[1, -2]> : tensor<2xi8> as tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5>>
  // CHECK-NEXT: qnn.constant {qnn.id = "00000000000000a1"} dense<1.000000e+00> : tensor<f32> as tensor<f32>
  %1 = qnn.constant {qnn.id = "00000000000000a1"} dense<1.0> : tensor<f32> as tensor<f32>
  // CHECK-NEXT: qnn.constant dense<true> : tensor<3xi1> as tensor<3xi1>
  %2 = qnn.constant dense<true> : tensor<3xi1> as tensor<3xi1>
  // CHECK-NEXT: qnn.constant dense_resource<c> : tensor<2xf32> as tensor<2xf32>
  %3 = qnn.constant dense_resource<c> : tensor<2xf32> as tensor<2xf32>
  // CHECK-NEXT: qnn.constant dense<> : tensor<0xi64> as tensor<0xi64>
  %4 = qnn.constant dense<> : tensor<0xi64> as tensor<0xi64>
  return
}

// Two results, and an op without operands.
// CHECK-LABEL: func.func @fused
func.func @fused(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-NEXT: %[[Y:.+]]:2 = qnn.fused(%arg0) : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-NEXT: ^bb0(%[[A:.+]]: tensor<4xf32>):
  // CHECK-NEXT: %[[B:.+]] = qnn.relu %[[A]]
  // CHECK-NEXT: qnn.yield %[[A]], %[[B]] : tensor<4xf32>, tensor<4xf32>
  %0:2 = qnn.fused(%x) : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  ^bb0(%a: tensor<4xf32>):
    %b = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
    qnn.yield %a, %b : tensor<4xf32>, tensor<4xf32>
  }
  // CHECK: qnn.fused() : () -> tensor<4xf32>
  %1 = qnn.fused() : () -> tensor<4xf32> {
    %c = qnn.constant dense<1.0> : tensor<4xf32> as tensor<4xf32>
    qnn.yield %c : tensor<4xf32>
  }
  return %0#0, %1 : tensor<4xf32>, tensor<4xf32>
}

{-# dialect_resources: { builtin: { c: "0x040000000000803F00000040" } } #-}

// RUN: quant-opt %s --fuse-wrap-ops | FileCheck %s
// RUN: quant-opt %s --fuse-wrap-ops --fuse-wrap-ops | FileCheck %s

// Two float ops are two calls; the constant moves into both.
// CHECK-LABEL: func.func @one_by_one
// CHECK-NEXT: %[[A:.+]] = qnn.fused(%{{.*}}) {qnn.id = "00000000000000aa"}
// CHECK: qnn.constant
// CHECK: qnn.div
// CHECK: qnn.fused(%[[A]]) :
// CHECK: qnn.constant
// CHECK: qnn.div
// CHECK-NOT: qnn.constant
// CHECK: return
func.func @one_by_one(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = qnn.constant dense<3.0> : tensor<4xf32> as tensor<4xf32>
  %0 = qnn.div %x, %c {qnn.id = "00000000000000aa"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.div %c, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: func.func @reshape_and_constant_stay
// CHECK-NOT: qnn.fused
// CHECK: qnn.reshape
// CHECK: qnn.constant
// CHECK-NOT: qnn.fused
// CHECK: return
func.func @reshape_and_constant_stay(%x: tensor<4xf32>) -> (tensor<2x2xf32>, tensor<1xf32>) {
  %0 = qnn.reshape %x : (tensor<4xf32>) -> tensor<2x2xf32>
  %c = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
  return %0, %c : tensor<2x2xf32>, tensor<1xf32>
}

// RUN: quant-opt %s --quantize-attach-float-reasons | FileCheck %s
// RUN: quant-opt %s --quantize-attach-float-reasons --quantize-attach-float-reasons | FileCheck %s

// CHECK: module attributes {qnn.step = "quantize"}
// CHECK-LABEL: func.func @reasons
func.func @reasons(%x: tensor<4xf32>, %q: tensor<4x!quant.uniform<i8:f32, 0.5>>) -> (tensor<4xf32>, tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  // CHECK-NOT: qnn.observe
  %0 = qnn.observe %x "00000000000000aa" : tensor<4xf32>
  // CHECK: qnn.tanh %{{.*}} {qnn.float_reason = "its neighbours are float"}
  %1 = qnn.tanh %0 : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.gelu %{{.*}} {qnn.float_reason = "asked"}
  %2 = qnn.gelu %1 {qnn.float_reason = "asked"} : (tensor<4xf32>) -> tensor<4xf32>
  // Float slopes do not make a PReLU float.
  // CHECK: %[[S:.+]] = qnn.constant
  // CHECK: qnn.prelu %{{.*}}, %[[S]] :
  %s = qnn.constant dense<0.5> : tensor<4xf32> as tensor<4xf32>
  %3 = qnn.prelu %q, %s {qnn.float_reason = "no more"} : (tensor<4x!quant.uniform<i8:f32, 0.5>>, tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>
  return %2, %3 : tensor<4xf32>, tensor<4x!quant.uniform<i8:f32, 0.5>>
}

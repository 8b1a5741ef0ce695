// RUN: quant-opt %s --quantize-fold-casts --quantize-attach-float-reasons | FileCheck %s

!q = !quant.uniform<i8:f32, 0.0078125>
!r = !quant.uniform<i16:f32, 0.001>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.5}>

// The result of a recurrence on integers is rounded by it, whatever its type; the state keeps its own. It is no layer in float.
// CHECK-LABEL: func.func @rounded
// CHECK-NEXT: %[[Y:.+]] = qnn.rnn %arg0, %arg1 {functions = ["tanh"], state = !quant.uniform<i8:f32, 7.812500e-03>} : {{.*}} -> tensor<3x1x1x!quant.uniform<i16:f32, 1.000000e-03>>
// CHECK-NEXT: %[[R:.+]] = qnn.reshape %[[Y]] : (tensor<3x1x1x!quant{{.*}}) -> tensor<3x1x!quant.uniform<i16:f32, 1.000000e-03>>
// CHECK-NEXT: return %[[R]]
func.func @rounded(%x: tensor<3x1x1xf32>, %w: tensor<1x1x!w>) -> tensor<3x1x!r> {
  %0 = qnn.rnn %x, %w {functions = ["tanh"], state = !q} : (tensor<3x1x1xf32>, tensor<1x1x!w>) -> tensor<3x1x1xf32>
  %1 = qnn.quantize %0 : (tensor<3x1x1xf32>) -> tensor<3x1x1x!r>
  %2 = qnn.dequantize %1 : (tensor<3x1x1x!r>) -> tensor<3x1x1xf32>
  %3 = qnn.reshape %2 : (tensor<3x1x1xf32>) -> tensor<3x1xf32>
  %4 = qnn.quantize %3 : (tensor<3x1xf32>) -> tensor<3x1x!r>
  return %4 : tensor<3x1x!r>
}

// Not where the float result is read, too; nor the cell; nor the result of a recurrence in float.
// CHECK-LABEL: func.func @not_rounded
// CHECK: qnn.rnn {{.*}} -> tensor<3x1x1xf32>
// CHECK: qnn.quantize
// CHECK: qnn.lstm {{.*}} -> (tensor<3x1x1xf32>, tensor<1x1xf32>)
// CHECK: qnn.quantize
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "rnn runs in float"{{.*}} -> tensor<3x1x1xf32>
// CHECK: qnn.quantize
func.func @not_rounded(%x: tensor<3x1x1xf32>, %g: tensor<3x1x4xf32>, %w: tensor<1x1x!w>, %m: tensor<4x1x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.5, 0.5, 0.5}>>,
                       %f: tensor<1x1xf32>) -> (tensor<3x1x1x!q>, tensor<3x1x1xf32>, tensor<3x1x1xf32>, tensor<1x1x!q>, tensor<3x1x1x!q>) {
  %0 = qnn.rnn %x, %w {functions = ["tanh"], state = !q} : (tensor<3x1x1xf32>, tensor<1x1x!w>) -> tensor<3x1x1xf32>
  %1 = qnn.quantize %0 : (tensor<3x1x1xf32>) -> tensor<3x1x1x!q>
  %2, %c = qnn.lstm %g, %m {functions = ["sigmoid", "tanh", "tanh"], state = !q}
     : (tensor<3x1x4xf32>, tensor<4x1x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.5, 0.5, 0.5}>>) -> (tensor<3x1x1xf32>, tensor<1x1xf32>)
  %3 = qnn.quantize %c : (tensor<1x1xf32>) -> tensor<1x1x!q>
  %4 = qnn.rnn %x, %f {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %5 = qnn.quantize %4 : (tensor<3x1x1xf32>) -> tensor<3x1x1x!q>
  return %1, %0, %2, %3, %5 : tensor<3x1x1x!q>, tensor<3x1x1xf32>, tensor<3x1x1xf32>, tensor<1x1x!q>, tensor<3x1x1x!q>
}

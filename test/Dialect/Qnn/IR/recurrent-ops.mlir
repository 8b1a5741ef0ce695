// RUN: quant-opt %s | quant-opt | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt | FileCheck %s

!state = !quant.uniform<i8:f32, 0.0078125>
!weight = tensor<4x4x!quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.5, 0.25}>>

// CHECK-LABEL: func.func @rnn
func.func @rnn(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf32>) -> tensor<5x2x4xf32> {
  // CHECK: qnn.rnn %arg0, %arg1 {clip = 3.000000e+00 : f32, functions = ["leaky_relu"], parameters = array<f32: 1.000000e-01, 0.000000e+00>, reverse} : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  %y = qnn.rnn %x, %w {functions = ["leaky_relu"], parameters = array<f32: 0.1, 0.0>, clip = 3.0 : f32, reverse}
     : (tensor<5x2x4xf32>, tensor<4x4xf32>) -> tensor<5x2x4xf32>
  return %y : tensor<5x2x4xf32>
}

// CHECK-LABEL: func.func @rnn_quantized
func.func @rnn_quantized(%x: tensor<5x2x4xf32>, %w: !weight) -> tensor<5x2x4x!state> {
  // CHECK: qnn.rnn %arg0, %arg1 {functions = ["tanh"], state = !quant.uniform<i8:f32, 7.812500e-03>}
  %y = qnn.rnn %x, %w {functions = ["tanh"], state = !state} : (tensor<5x2x4xf32>, !weight) -> tensor<5x2x4x!state>
  // Rounded where it is multiplied only.
  // CHECK: qnn.rnn {{.*}} -> tensor<5x2x4xf32>
  %z = qnn.rnn %x, %w {functions = ["tanh"], state = !state} : (tensor<5x2x4xf32>, !weight) -> tensor<5x2x4xf32>
  return %y : tensor<5x2x4x!state>
}

// CHECK-LABEL: func.func @rnn_dynamic
func.func @rnn_dynamic(%x: tensor<5x2x4xf32>, %w: !weight) -> tensor<5x2x4xf32> {
  // CHECK: qnn.rnn %arg0, %arg1 {formula = "torch", functions = ["tanh"], state = !quant.uniform<u8<0:127>:f32, 1.000000e+00>}
  %y = qnn.rnn %x, %w {functions = ["tanh"], formula = "torch", state = !quant.uniform<u8<0:127>:f32, 1.0>} : (tensor<5x2x4xf32>, !weight) -> tensor<5x2x4xf32>
  // CHECK: qnn.rnn %arg0, %arg1 {formula = "tflite", functions = ["tanh"], per_sequence, state = !quant.uniform<i8:f32, 1.000000e+00>, symmetric}
  %z = qnn.rnn %x, %w {functions = ["tanh"], formula = "tflite", per_sequence, symmetric, state = !quant.uniform<i8:f32, 1.0>} : (tensor<5x2x4xf32>, !weight) -> tensor<5x2x4xf32>
  return %y : tensor<5x2x4xf32>
}

// CHECK-LABEL: func.func @rnn_halves
func.func @rnn_halves(%x: tensor<5x2x4xf32>, %w: tensor<4x4xf16>, %v: tensor<4x4xbf16>) -> tensor<5x2x4xf32> {
  // CHECK: qnn.rnn %arg0, %arg1 {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf16>) -> tensor<5x2x4xf32>
  %y = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xf16>) -> tensor<5x2x4xf32>
  // CHECK: qnn.rnn {{.*}} : (tensor<5x2x4xf32>, tensor<4x4xbf16>) -> tensor<5x2x4xf32>
  %z = qnn.rnn %y, %v {functions = ["tanh"]} : (tensor<5x2x4xf32>, tensor<4x4xbf16>) -> tensor<5x2x4xf32>
  return %z : tensor<5x2x4xf32>
}

// CHECK-LABEL: func.func @gru
func.func @gru(%x: tensor<5x2x12xf32>, %w: tensor<12x4xf32>, %b: tensor<12xf32>, %h: tensor<2x4xf32>) -> tensor<5x2x4xf32> {
  // CHECK: qnn.gru %arg0, %arg1 bias %arg2 initial %arg3 {functions = ["hard_sigmoid", "elu"], parameters = array<f32: {{.*}}>, reset_after}
  %y = qnn.gru %x, %w bias %b initial %h {functions = ["hard_sigmoid", "elu"], parameters = array<f32: 0.2, 0.5, 1.0, 0.0>, reset_after}
     : (tensor<5x2x12xf32>, tensor<12x4xf32>, tensor<12xf32>, tensor<2x4xf32>) -> tensor<5x2x4xf32>
  // CHECK: qnn.gru %arg0, %arg1 initial %arg3 {functions = ["softplus", "relu"]}
  %z = qnn.gru %x, %w initial %h {functions = ["softplus", "relu"]}
     : (tensor<5x2x12xf32>, tensor<12x4xf32>, tensor<2x4xf32>) -> tensor<5x2x4xf32>
  return %y : tensor<5x2x4xf32>
}

// CHECK-LABEL: func.func @lstm
func.func @lstm(%x: tensor<5x2x16xf32>, %w: tensor<16x4xf32>, %b: tensor<16xf32>, %h: tensor<2x4xf32>, %p: tensor<12xf32>) -> (tensor<5x2x4xf32>, tensor<2x4xf32>) {
  // CHECK: %{{.*}}, %{{.*}} = qnn.lstm %arg0, %arg1 bias %arg2 initial %arg3 cell %arg3 peephole %arg4 {functions = ["sigmoid", "tanh", "tanh"]}
  %y, %c = qnn.lstm %x, %w bias %b initial %h cell %h peephole %p {functions = ["sigmoid", "tanh", "tanh"]}
     : (tensor<5x2x16xf32>, tensor<16x4xf32>, tensor<16xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<12xf32>) -> (tensor<5x2x4xf32>, tensor<2x4xf32>)
  // CHECK: %{{[0-9a-z_]+}} = qnn.lstm %arg0, %arg1 cell %arg3 {{.*}} -> tensor<5x2x4xf32>
  %z = qnn.lstm %x, %w cell %h {functions = ["sigmoid", "tanh", "tanh"]}
     : (tensor<5x2x16xf32>, tensor<16x4xf32>, tensor<2x4xf32>) -> tensor<5x2x4xf32>
  return %y, %c : tensor<5x2x4xf32>, tensor<2x4xf32>
}

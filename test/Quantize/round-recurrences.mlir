// RUN: quant-opt %s --quantize-round-recurrences | FileCheck %s

// Rows have scales of their own, largest / 127. The state has the type of the range that its observer has. The projection, which
// nothing else reads, is not observed any more.
// CHECK-LABEL: func.func @rows
// CHECK: %[[W:.+]] = qnn.constant dense<{{\[\[}}127, -64], [0, 127]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.01574803{{[0-9]*}},0.03149606{{[0-9]*}}}>>
// CHECK-NEXT: %[[P:.+]] = qnn.linear
// CHECK-NEXT: %[[Y:.+]] = qnn.rnn %[[P]], %[[W]] {functions = ["tanh"], state = !quant.uniform<i8:f32, 7.812500e-03>}
// CHECK-NEXT: %[[O:.+]] = qnn.observe %[[Y]]
// CHECK-NEXT: return %[[O]]
func.func @rows(%x: tensor<3x1x2xf32>, %u: tensor<2x2xf32>) -> tensor<3x1x2xf32> {
  %w = qnn.constant dense<[[2.0, -1.0], [0.0, 4.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %u : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %1 = qnn.observe %0 "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x2xf32>
  %2 = qnn.rnn %1, %w {functions = ["tanh"]} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %3 = qnn.observe %2 "00000000000000a1" {min = -1.0 : f32, max = 0.9921875 : f32} : tensor<3x1x2xf32>
  return %3 : tensor<3x1x2xf32>
}

// What a recipe says of weights and activations. A projection that others read stays observed.
// CHECK-LABEL: func.func @config
// CHECK: dense<{{\[\[}}64, -32], [0, 127]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.0314{{[0-9]*}},0.0314{{[0-9]*}}}>>
// CHECK: %[[O:.+]] = qnn.observe
// CHECK: qnn.rnn %[[O]], {{.*}}state = !quant.uniform<u8:f32, 7.812500e-03:128>
func.func @config(%x: tensor<3x1x2xf32>) -> (tensor<3x1x2xf32>, tensor<3x1x2xf32>) {
  %w = qnn.constant dense<[[2.0, -1.0], [0.0, 4.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.tanh %x : (tensor<3x1x2xf32>) -> tensor<3x1x2xf32>
  %1 = qnn.observe %0 "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x2xf32>
  %2 = qnn.rnn %1, %w {functions = ["tanh"], qnn.qconfig = {activations = {type = "u8"}, weights = {scheme = "per-tensor symmetric"}}}
     : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %3 = qnn.observe %2 "00000000000000a1" {min = -1.0 : f32, max = 0.9921875 : f32} : tensor<3x1x2xf32>
  return %1, %3 : tensor<3x1x2xf32>, tensor<3x1x2xf32>
}

// Mode dynamic needs no range: the run finds it, for codes of the layer's type. With per-token activations each sequence has its own.
// CHECK-LABEL: func.func @dynamic
// CHECK: dense<{{\[\[}}64, -32], [0, 127]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {0.0314{{[0-9]*}},0.0314{{[0-9]*}}}>>
// CHECK: qnn.rnn {{.*}} {formula = "torch", functions = ["tanh"], {{.*}}state = !quant.uniform<u8<0:127>:f32, 1.000000e+00>} : {{.*}} -> tensor<3x1x2xf32>
// CHECK: qnn.rnn {{.*}} {formula = "quantc", functions = ["tanh"], per_sequence, {{.*}}state = !quant.uniform<i8:f32, 1.000000e+00>, symmetric}
// CHECK-NOT: float_reason
func.func @dynamic(%x: tensor<3x1x2xf32>) -> tensor<3x1x2xf32> {
  %w = qnn.constant dense<[[2.0, -1.0], [0.0, 4.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.rnn %x, %w {functions = ["tanh"], qnn.qconfig = {activations = {formula = "torch", range = "reduced", type = "u8"}, mode = "dynamic", weights = {scheme = "per-tensor symmetric"}}}
     : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %1 = qnn.rnn %0, %w {functions = ["tanh"], qnn.qconfig = {activations = {scheme = "per-token symmetric"}, mode = "dynamic"}}
     : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  return %1 : tensor<3x1x2xf32>
}

// A matrix that the network brings quantized is taken as it is: one scale stands for all rows. Another form is no constant.
// CHECK-LABEL: func.func @given
// CHECK-DAG: %[[R:.+]] = qnn.constant dense<{{\[\[}}1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:0, {5.000000e-01,2.500000e-01}>>
// CHECK-DAG: %[[T:.+]] = qnn.constant dense<{{\[\[}}5, 6], [7, 8]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:0, {5.000000e-01,5.000000e-01}>>
// CHECK: qnn.rnn %{{.*}}, %[[R]] {formula = "ort"
// CHECK: qnn.rnn %{{.*}}, %[[T]] {formula = "ort"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "its weight is not a constant"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "the scale of its products leaves f32"
func.func @given(%x: tensor<3x1x2xf32>) -> tensor<3x1x2xf32> {
  %r = qnn.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
  %t = qnn.constant dense<[[5, 6], [7, 8]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  %z = qnn.constant dense<[[5, 6], [7, 8]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>
  %s = qnn.constant dense<[[5, 6], [7, 8]]> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 1.5e-38>>
  %rf = qnn.dequantize %r : (tensor<2x2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<2x2xf32>
  %tf = qnn.dequantize %t : (tensor<2x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2x2xf32>
  %zf = qnn.dequantize %z : (tensor<2x2x!quant.uniform<i8:f32, 0.5:1>>) -> tensor<2x2xf32>
  %sf = qnn.dequantize %s : (tensor<2x2x!quant.uniform<i8:f32, 1.5e-38>>) -> tensor<2x2xf32>
  %0 = qnn.rnn %x, %rf {functions = ["tanh"], qnn.qconfig = {activations = {formula = "ort", type = "u8"}, mode = "dynamic"}} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %1 = qnn.rnn %0, %tf {functions = ["tanh"], qnn.qconfig = {activations = {formula = "ort", type = "u8"}, mode = "dynamic"}} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %2 = qnn.rnn %1, %zf {functions = ["tanh"], qnn.qconfig = {activations = {formula = "ort", type = "u8"}, mode = "dynamic"}} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %3 = qnn.rnn %2, %sf {functions = ["tanh"]} : (tensor<3x1x2xf32>, tensor<2x2xf32>) -> tensor<3x1x2xf32>
  %4 = qnn.observe %3 "00000000000000a5" {min = -0.5 : f32, max = 0.5 : f32} : tensor<3x1x2xf32>
  return %4 : tensor<3x1x2xf32>
}

// CHECK-LABEL: func.func @stays_float
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "its weight is not a constant"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "its result has no range"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "mine"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "its weight is not finite"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "its state shall have 16 bits"
// CHECK: qnn.rnn {{.*}}qnn.float_reason = "the scale of its products leaves f32"
// CHECK-NOT: state
// CHECK: return
func.func @stays_float(%x: tensor<3x1x1xf32>, %r: tensor<1x1xf32>) {
  %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %nan = qnn.constant dense<0x7fc00000> : tensor<1x1xf32> as tensor<1x1xf32>
  %large = qnn.constant dense<1.0e38> : tensor<1x1xf32> as tensor<1x1xf32>
  %0 = qnn.rnn %x, %r {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %1 = qnn.observe %0 "00000000000000a0" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x1xf32>
  %2 = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %3 = qnn.rnn %x, %w {functions = ["tanh"], qnn.float_reason = "mine"} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %4 = qnn.observe %3 "00000000000000a1" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x1xf32>
  %5 = qnn.rnn %x, %nan {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %6 = qnn.observe %5 "00000000000000a2" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x1xf32>
  %7 = qnn.rnn %x, %w {functions = ["tanh"], qnn.qconfig = {activations = {type = "s16"}}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %8 = qnn.observe %7 "00000000000000a3" {min = -1.0 : f32, max = 2.0 : f32} : tensor<3x1x1xf32>
  %9 = qnn.rnn %x, %large {functions = ["relu"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  %10 = qnn.observe %9 "00000000000000a4" {min = -1.0e38 : f32, max = 1.0e38 : f32} : tensor<3x1x1xf32>
  return
}

// RUN: quant-opt %s --quantize-store-weights --split-input-file | FileCheck %s
// RUN: quant-opt %s --quantize-store-weights --quantize-store-weights --split-input-file | FileCheck %s

// Eight bits and a scale for each channel: 2.54 / 127 and 1.27 / 127; rounded ties to even.
// CHECK-LABEL: func.func @per_channel
func.func @per_channel(%x: tensor<1x3xf32>, %b: tensor<2xf32>) -> tensor<1x2xf32> {
  // CHECK: %[[W:.+]] = qnn.constant dense<{{\[\[}}127, -64, 0], [-127, 10, 1{{\]\]}}> : tensor<2x3xi8> as tensor<2x3x!quant.uniform<i8<-127:127>:f32:0, {2.000000e+00,1.000000e+00}>>
  %w = qnn.constant dense<[[254.0, -127.0, 0.5], [-127.0, 10.4, 0.6]]> : tensor<2x3xf32> as tensor<2x3xf32>
  // CHECK: qnn.linear %arg0, %[[W]] bias %arg1 {qnn.float_reason = "mode weight-only, weights of type s8"
  %y = qnn.linear %x, %w bias %b {qnn.qconfig = {mode = "weight-only"}} : (tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// One scale, codes of torch: w * f32(1 / s) with s = 12.75 / 127.5.
// CHECK-LABEL: func.func @per_tensor
func.func @per_tensor(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // CHECK: dense<{{\[\[}}127, -30], [10, -128{{\]\]}}> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8:f32, 0.1{{[0-9]*}}>>
  %w = qnn.constant dense<[[12.75, -3.0], [1.0, -12.75]]> : tensor<2x2xf32> as tensor<2x2xf32>
  %y = qnn.linear %x, %w {qnn.qconfig = {mode = "weight-only", weights = {scheme = "per-tensor symmetric", range = "full", formula = "torch"}}} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Groups of three, the last of one; a group of zeros has the least scale.
// CHECK-LABEL: func.func @groups
func.func @groups(%x: tensor<1x4xf32>, %b: tensor<2xf32>) -> tensor<1x2xf32> {
  // CHECK: %[[W:.+]] = qnn.constant dense<{{\[\[}}7, -7, 2, 0], [1, 0, -7, -7{{\]\]}}> : tensor<2x4xi4> as tensor<2x4x!quant.uniform<i4<-7:7>:f32, 1.000000e+00>>
  // CHECK: %[[S:.+]] = qnn.constant dense<{{\[\[}}2.000000e+00, 1.17549435E-38], [1.000000e+00, 5.000000e-01{{\]\]}}> : tensor<2x2xf32>
  %w = qnn.constant dense<[[14.0, -14.0, 4.0, 0.0], [1.0, 0.25, -7.0, -3.5]]> : tensor<2x4xf32> as tensor<2x4xf32>
  // CHECK: qnn.linear %arg0, %[[W]] bias %arg1 scales %[[S]] {group_size = 3 : i64, qnn.float_reason = "mode weight-only, weights of type s4"
  %y = qnn.linear %x, %w bias %b {qnn.qconfig = {mode = "weight-only", weights = {type = "s4", scheme = "per-group:3 symmetric"}}} : (tensor<1x4xf32>, tensor<2x4xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Zero points: [-1, 2] in three steps has scale 1 and zero 1; [0, 30] in fifteen has 2 and 0, and of [-30, 0] zero is 15.
// CHECK-LABEL: func.func @affine
func.func @affine(%x: tensor<1x2xf32>) -> (tensor<1x1xf32>, tensor<1x2xf32>) {
  // CHECK: dense<{{\[\[}}0, -1{{\]\]}}> : tensor<1x2xi2> as tensor<1x2x!quant.uniform<u2:f32:0, {1.000000e+00:1}>>
  %w = qnn.constant dense<[[-1.0, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
  %y = qnn.linear %x, %w {qnn.qconfig = {mode = "weight-only", weights = {type = "u2", scheme = "per-channel affine", range = "full"}}} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  // CHECK: dense<{{\[\[}}-1, 5], [0, -1{{\]\]}}> : tensor<2x2xi4> as tensor<2x2x!quant.uniform<u4:f32, 1.000000e+00>>
  // CHECK: dense<2.000000e+00> : tensor<2x1xf32>
  // CHECK: dense<{{\[\[}}0], [-1{{\]\]}}> : tensor<2x1xi4> as tensor<2x1x!quant.uniform<u4:f32, 1.000000e+00>>
  %v = qnn.constant dense<[[30.0, 10.0], [-30.0, 0.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
  // CHECK: qnn.linear {{.*}} scales %{{.*}} zero_points %{{.*}} {group_size = 2 : i64
  %z = qnn.linear %x, %v {qnn.qconfig = {mode = "weight-only", weights = {type = "u4", scheme = "per-group:32 affine", range = "full"}}} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y, %z : tensor<1x1xf32>, tensor<1x2xf32>
}

// -----

// 16-bit floats: ties to even, and the largest one for what is beyond.
// CHECK-LABEL: func.func @halves
func.func @halves(%x: tensor<1x1x1x4xf32>) -> (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) {
  // CHECK: dense<{{\[\[\[\[}}1.000000e+00, -6.550400e+04, 6.550400e+04, 5.960460e-08{{\]\]\]\]}}> : tensor<1x1x1x4xf16> as tensor<1x1x1x4xf16>
  %w = qnn.constant dense<[[[[1.00048828125, -1.0e10, 65519.0, 6.0e-8]]]]> : tensor<1x1x1x4xf32> as tensor<1x1x1x4xf32>
  // CHECK: qnn.conv2d {{.*}}qnn.float_reason = "mode weight-only, weights of type f16"
  %y = qnn.conv2d %x, %w {qnn.qconfig = {mode = "weight-only", weights = {type = "f16"}}} : (tensor<1x1x1x4xf32>, tensor<1x1x1x4xf32>) -> tensor<1x1x1x1xf32>
  // CHECK: dense<{{\[\[\[\[}}1.000000e+00, -9.999220e+09, 6.553600e+04, 6.007030e-08{{\]\]\]\]}}> : tensor<1x1x1x4xbf16> as tensor<1x1x1x4xbf16>
  // CHECK: qnn.conv2d {{.*}}weights of type bf16"
  %z = qnn.conv2d %x, %w {qnn.qconfig = {mode = "weight-only", weights = {type = "bf16"}}} : (tensor<1x1x1x4xf32>, tensor<1x1x1x4xf32>) -> tensor<1x1x1x1xf32>
  return %y, %z : tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>
}

// -----

// What stays f32, and why.
// CHECK-LABEL: func.func @float_weights
func.func @float_weights(%x: tensor<1x2x2x1xf32>, %v: tensor<1x1x1x1xf32>) {
  %w = qnn.constant dense<1.0> : tensor<1x1x1x1xf32> as tensor<1x1x1x1xf32>
  // CHECK: qnn.conv2d {{.*}}qnn.float_reason = "groups of weights share scales in linear layers only"{{.*}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>)
  %0 = qnn.conv2d %x, %w {qnn.qconfig = {mode = "weight-only", weights = {type = "s4", scheme = "per-group:32 symmetric"}}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  // CHECK: qnn.conv_transpose2d {{.*}}qnn.float_reason = "weights of transposed convolutions are f32"
  %1 = qnn.conv_transpose2d %x, %w {qnn.qconfig = {mode = "weight-only"}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  // CHECK: qnn.conv2d {{.*}}qnn.float_reason = "its weight is not a constant"
  %2 = qnn.conv2d %x, %v {qnn.qconfig = {mode = "weight-only"}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  // CHECK: qnn.conv2d {{.*}}qnn.float_reason = "a rule"{{.*}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>)
  %3 = qnn.conv2d %x, %w {qnn.float_reason = "a rule", qnn.qconfig = {mode = "weight-only"}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  // CHECK: qnn.conv2d %arg0, %{{[a-z0-9]+}} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>)
  %4 = qnn.conv2d %x, %w : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  return
}

// -----

// Of a recurrence the matrix is stored in 16 bits, or not at all.
// CHECK-LABEL: func.func @recurrences
func.func @recurrences(%x: tensor<3x1x1xf32>, %v: tensor<1x1xf32>) {
  // CHECK: %[[W:.+]] = qnn.constant dense<2.000000e+00> : tensor<1x1xf32>
  // CHECK: %[[H:.+]] = qnn.constant dense<2.000000e+00> : tensor<1x1xf16> as tensor<1x1xf16>
  %w = qnn.constant dense<2.0> : tensor<1x1xf32> as tensor<1x1xf32>
  // CHECK: qnn.rnn %arg0, %[[H]] {{.*}}qnn.float_reason = "mode weight-only, weights of type f16"
  %0 = qnn.rnn %x, %w {functions = ["tanh"], qnn.qconfig = {mode = "weight-only", weights = {type = "f16"}}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  // CHECK: qnn.rnn {{.*}}qnn.float_reason = "mode weight-only, weights of type bf16"{{.*}}tensor<1x1xbf16>)
  %1 = qnn.rnn %x, %w {functions = ["tanh"], qnn.qconfig = {mode = "weight-only", weights = {type = "bf16"}}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  // CHECK: qnn.rnn %arg0, %[[W]] {{.*}}qnn.float_reason = "weights of recurrent layers are f32, f16 or bf16 in mode weight-only"
  %2 = qnn.rnn %x, %w {functions = ["tanh"], qnn.qconfig = {mode = "weight-only"}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  // CHECK: qnn.rnn %arg0, %arg1 {{.*}}qnn.float_reason = "its weight is not a constant"
  %3 = qnn.rnn %x, %v {functions = ["tanh"], qnn.qconfig = {mode = "weight-only", weights = {type = "f16"}}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  // CHECK: qnn.rnn %arg0, %[[W]] {{.*}}qnn.float_reason = "a rule"
  %4 = qnn.rnn %x, %w {functions = ["tanh"], qnn.float_reason = "a rule", qnn.qconfig = {mode = "weight-only", weights = {type = "f16"}}} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  // CHECK: qnn.rnn %arg0, %[[W]] {functions = ["tanh"]} :
  %5 = qnn.rnn %x, %w {functions = ["tanh"]} : (tensor<3x1x1xf32>, tensor<1x1xf32>) -> tensor<3x1x1xf32>
  return
}

// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:6,1,4:random.gauss(0, 60)"
// RUN: %python %S/round-trip %t.dir %s %t.npz --samples=6 | FileCheck %s --check-prefix=AGAIN
// AGAIN: 29 integer ops, 0 in float
// AGAIN-NEXT: equal

// Bounds of a rounding: from the zero point on they are a Relu, else a Clip without the bounds that the type sets.
// CHECK: Relu linear_0_activation: linear_0 -> linear_0_activation
// CHECK: QuantizeLinear linear_0_quantized: linear_0_activation, {{.*}}
// CHECK: init linear_1_min f32 scalar = -10
// CHECK-NEXT: Clip linear_1_activation: linear_1, linear_1_min -> linear_1_activation
// CHECK: init linear_2_max f32 scalar = 25
// CHECK-NEXT: Clip linear_2_activation: linear_2, , linear_2_max -> linear_2_activation
// CHECK: init linear_3_min f32 scalar = 0
// CHECK-NEXT: init linear_3_max f32 scalar = 6
// CHECK-NEXT: Clip linear_3_activation: linear_3, linear_3_min, linear_3_max -> linear_3_activation

// Slopes before the rounding, one or one a channel; bounds besides follow it.
// CHECK: LeakyRelu linear_4_activation: linear_4 -> linear_4_activation alpha=0.25
// CHECK: init linear_5_slope f32 1x4 = 0.5 0.25 0.125 2
// CHECK-NEXT: PRelu linear_5_activation: linear_5, linear_5_slope -> linear_5_activation
// CHECK: LeakyRelu linear_6_activation: linear_6 -> linear_6_activation alpha=0.25
// CHECK: QuantizeLinear linear_6_quantized: linear_6_activation, {{.*}} -> linear_6_quantized
// CHECK: DequantizeLinear linear_6_dequantized: {{.*}}
// CHECK: Clip linear_6_activation_1: linear_6_dequantized, linear_6_min -> linear_6_activation_1
// CHECK: QuantizeLinear linear_6_quantized_1: linear_6_activation_1, {{.*}}

// CHECK: Relu relu_0: {{.*}}
// CHECK: init clip_0_min f32 scalar = -1
// CHECK-NEXT: init clip_0_max f32 scalar = 6
// CHECK-NEXT: Clip clip_0: linear_0_dequantized, clip_0_min, clip_0_max -> clip_0
// CHECK: LeakyRelu leaky_relu_0: {{.*}} alpha=0.200000003
// CHECK: Elu elu_0: {{.*}} alpha=1.5
// CHECK: Sigmoid sigmoid_0: {{.*}}
// CHECK: Tanh tanh_0: {{.*}}
// CHECK: HardSigmoid hard_sigmoid_0: {{.*}} alpha=0.25 beta=0.625
// CHECK: HardSwish hard_swish_0: {{.*}}
// CHECK: Sigmoid silu_0_sigmoid: linear_0_dequantized -> silu_0_sigmoid
// CHECK-NEXT: Mul silu_0: linear_0_dequantized, silu_0_sigmoid -> silu_0
// CHECK: Gelu gelu_0: linear_0_dequantized -> gelu_0
// CHECK: Gelu gelu_tanh_0: linear_0_dequantized -> gelu_tanh_0 approximate=tanh
// CHECK: Erf erf_0: {{.*}}
// CHECK: Softplus softplus_0: {{.*}}
// CHECK: Mish mish_0: {{.*}}
// CHECK: Exp exp_0: {{.*}}
// CHECK: Abs abs_0: {{.*}}
// CHECK: Neg neg_0: {{.*}}
// CHECK: init pow_scalar_0_exponent f32 scalar = 2
// CHECK-NEXT: Pow pow_scalar_0: {{.*}}, pow_scalar_0_exponent -> pow_scalar_0
// CHECK: PRelu prelu_0: {{.*}}
// CHECK: Sqrt sqrt_0: {{.*}}
// CHECK: Log log_0: {{.*}}
// CHECK: Reciprocal reciprocal_0: {{.*}}
!x = !quant.uniform<i8:f32, 0.5:3>
!y = !quant.uniform<i8:f32, 0.5:-20>
!p = !quant.uniform<i8:f32, 0.0078125:0>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.0625, 0.125, 0.25, 0.0625}>
!acc1 = !quant.uniform<i32:f32:0, {0.03125, 0.0625, 0.125, 0.03125}>
!acc = !quant.uniform<i32:f32:1, {0.03125, 0.0625, 0.125, 0.03125}>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x4xf32> {qnn.name = "x"}) -> (tensor<1x4x!y> {qnn.name = "y0"}, tensor<1x4x!y> {qnn.name = "y1"}, tensor<1x4x!y> {qnn.name = "y2"}, tensor<1x4x!y> {qnn.name = "y3"}, tensor<1x4x!y> {qnn.name = "y4"}, tensor<1x4x!y> {qnn.name = "y5"}, tensor<1x4x!y> {qnn.name = "y6"}, tensor<1x4x!y> {qnn.name = "y7"}, tensor<1x4x!y> {qnn.name = "y8"}, tensor<1x4x!y> {qnn.name = "y9"}, tensor<1x4x!y> {qnn.name = "y10"}, tensor<1x4x!p> {qnn.name = "y11"}, tensor<1x4x!p> {qnn.name = "y12"}, tensor<1x4x!p> {qnn.name = "y13"}, tensor<1x4x!y> {qnn.name = "y14"}, tensor<1x4x!y> {qnn.name = "y15"}, tensor<1x4x!y> {qnn.name = "y16"}, tensor<1x4x!y> {qnn.name = "y17"}, tensor<1x4x!p> {qnn.name = "y18"}, tensor<1x4x!y> {qnn.name = "y19"}, tensor<1x4x!y> {qnn.name = "y20"}, tensor<1x4x!y> {qnn.name = "y21"}, tensor<1x4x!y> {qnn.name = "y22"}, tensor<1x4x!y> {qnn.name = "y23"}, tensor<1x4x!y> {qnn.name = "y24"}, tensor<1x4x!y> {qnn.name = "y25"}, tensor<1x4x!y> {qnn.name = "y26"}, tensor<1x4x!y> {qnn.name = "y27"}, tensor<1x4x!y> {qnn.name = "y28"}) {
    %q = qnn.quantize %x : (tensor<1x4xf32>) -> tensor<1x4x!x>
    %b = qnn.constant dense<[10, -20, 30, -400]> : tensor<4xi32> as tensor<4x!acc1>
    %w0 = qnn.constant dense<[[1, 2, 3, 4], [5, -6, 7, 8], [9, 10, 0, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w1 = qnn.constant dense<[[2, 2, 3, 4], [5, -6, 7, 8], [9, 10, -1, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w2 = qnn.constant dense<[[3, 2, 3, 4], [5, -6, 7, 8], [9, 10, -2, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w3 = qnn.constant dense<[[4, 2, 3, 4], [5, -6, 7, 8], [9, 10, -3, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w4 = qnn.constant dense<[[5, 2, 3, 4], [5, -6, 7, 8], [9, 10, -4, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w5 = qnn.constant dense<[[6, 2, 3, 4], [5, -6, 7, 8], [9, 10, -5, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %w6 = qnn.constant dense<[[7, 2, 3, 4], [5, -6, 7, 8], [9, 10, -6, 12], [13, 14, 15, -16]]> : tensor<4x4xi8> as tensor<4x4x!w>
    %a0 = qnn.linear %q, %w0 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r0 = qnn.requantize %a0 {clamp = array<i64: -20, 127>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a1 = qnn.linear %q, %w1 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r1 = qnn.requantize %a1 {clamp = array<i64: -40, 127>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a2 = qnn.linear %q, %w2 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r2 = qnn.requantize %a2 {clamp = array<i64: -128, 30>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a3 = qnn.linear %q, %w3 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r3 = qnn.requantize %a3 {clamp = array<i64: -20, -8>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a4 = qnn.linear %q, %w4 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r4 = qnn.requantize %a4 {negative_slope = array<f32: 0.25>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a5 = qnn.linear %q, %w5 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r5 = qnn.requantize %a5 {negative_slope = array<f32: 0.5, 0.25, 0.125, 2.0>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %a6 = qnn.linear %q, %w6 bias %b : (tensor<1x4x!x>, tensor<4x4x!w>, tensor<4x!acc1>) -> tensor<1x4x!acc>
    %r6 = qnn.requantize %a6 {clamp = array<i64: -22, 127>, negative_slope = array<f32: 0.25>} : (tensor<1x4x!acc>) -> tensor<1x4x!y>
    %relu = qnn.relu %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %clip = qnn.clip %r0 {min = -1.0 : f32, max = 6.0 : f32} : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %leaky_relu = qnn.leaky_relu %r0 {alpha = 0.2 : f32} : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %elu = qnn.elu %r0 {alpha = 1.5 : f32} : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %sigmoid = qnn.sigmoid %r0  : (tensor<1x4x!y>) -> tensor<1x4x!p>
    %tanh = qnn.tanh %r0  : (tensor<1x4x!y>) -> tensor<1x4x!p>
    %hard_sigmoid = qnn.hard_sigmoid %r0 {alpha = 0.25 : f32, beta = 0.625 : f32} : (tensor<1x4x!y>) -> tensor<1x4x!p>
    %hard_swish = qnn.hard_swish %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %silu = qnn.silu %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %gelu = qnn.gelu %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %gelu_tanh = qnn.gelu_tanh %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %erf = qnn.erf %r0  : (tensor<1x4x!y>) -> tensor<1x4x!p>
    %softplus = qnn.softplus %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %mish = qnn.mish %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %exp = qnn.exp %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %abs = qnn.abs %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %neg = qnn.neg %r0  : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %pow_scalar = qnn.pow_scalar %r0 {exponent = 2.0 : f32} : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %slope = qnn.constant dense<[0.5, 0.25, 0.125, 2.0]> : tensor<4xf32> as tensor<4xf32>
    %prelu = qnn.prelu %r0, %slope : (tensor<1x4x!y>, tensor<4xf32>) -> tensor<1x4x!y>
    %sqrt = qnn.sqrt %abs : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %log = qnn.log %abs : (tensor<1x4x!y>) -> tensor<1x4x!y>
    %reciprocal = qnn.reciprocal %abs : (tensor<1x4x!y>) -> tensor<1x4x!y>
    return %r0, %r1, %r2, %r3, %r4, %r5, %r6, %relu, %clip, %leaky_relu, %elu, %sigmoid, %tanh, %hard_sigmoid, %hard_swish, %silu, %gelu, %gelu_tanh, %erf, %softplus, %mish, %exp, %abs, %neg, %pow_scalar, %prelu, %sqrt, %log, %reciprocal : tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!p>, tensor<1x4x!p>, tensor<1x4x!p>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!p>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>, tensor<1x4x!y>
  }
}

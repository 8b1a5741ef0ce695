// RUN: quant-opt %s --lower-to-kernels=target=x86-64-v3 --split-input-file --verify-diagnostics

// A kernel attribute written by hand is checked, never trusted.
func.func @main(%x: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>> {
  // expected-error@+1 {{is not depthwise}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"depthwise">} : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>> {
  ^bb0(%a: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>):
    %w = qnn.constant dense<1> : tensor<4x1x1x4xi8> as tensor<4x1x1x4x!quant.uniform<i8<-127:127>:f32, 0.25>>
    %0 = qnn.conv2d %a, %w : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>, tensor<4x1x1x4x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>
    %1 = qnn.requantize %0 : (tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
    qnn.yield %1 : tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
  }
  return %y : tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
}

// -----

func.func @main(%x: tensor<1x2x2x4xf32>) -> tensor<1x2x2x4xf32> {
  // expected-error@+1 {{is not depthwise}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"depthwise">} : (tensor<1x2x2x4xf32>) -> tensor<1x2x2x4xf32> {
  ^bb0(%a: tensor<1x2x2x4xf32>):
    %w = qnn.constant dense<1.0> : tensor<4x1x1x4xf32> as tensor<4x1x1x4xf32>
    %0 = qnn.conv2d %a, %w : (tensor<1x2x2x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x2x2x4xf32>
    qnn.yield %0 : tensor<1x2x2x4xf32>
  }
  return %y : tensor<1x2x2x4xf32>
}

// -----

func.func @main(%x: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4xf32> {
  // expected-error@+1 {{has a float result, which the depthwise kernel does not make}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"depthwise">} : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4xf32> {
  ^bb0(%a: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>):
    %w = qnn.constant dense<1> : tensor<4x1x1x1xi8> as tensor<4x1x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>
    %0 = qnn.conv2d %a, %w {groups = 4 : i64} : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>, tensor<4x1x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>
    %1 = qnn.dequantize %0 : (tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>) -> tensor<1x2x2x4xf32>
    qnn.yield %1 : tensor<1x2x2x4xf32>
  }
  return %y : tensor<1x2x2x4xf32>
}

// -----

// No input at all.
func.func @main() -> tensor<4xf32> {
  // expected-error@+1 {{has no depthwise kernel: the root is qnn.relu}}
  %y = qnn.fused() {kernel = #qk.kernel<"depthwise">} : () -> tensor<4xf32> {
    %c = qnn.constant dense<1.0> : tensor<4xf32> as tensor<4xf32>
    %0 = qnn.relu %c : (tensor<4xf32>) -> tensor<4xf32>
    qnn.yield %0 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// -----

func.func @main(%x: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>> {
  // expected-error@+1 {{has padding that is not zero, which the depthwise kernel does not take}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"depthwise">} : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>> {
  ^bb0(%a: tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>):
    %w = qnn.constant dense<1> : tensor<4x2x1x1xi8> as tensor<4x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>
    %0 = qnn.conv2d %a, %w {groups = 4 : i64, pads = array<i64: 1, 0, 0, 0>, pad_values = array<f32: 1.0, 1.0, 1.0, 1.0>} : (tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>, tensor<4x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>
    %1 = qnn.requantize %0 : (tensor<1x2x2x4x!quant.uniform<i32:f32, 0.125>>) -> tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
    qnn.yield %1 : tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
  }
  return %y : tensor<1x2x2x4x!quant.uniform<u8:f32, 0.5>>
}

// RUN: quant-opt %s --lower-to-kernels=target=x86-64-v3 --split-input-file --verify-diagnostics

// A kernel attribute written by hand is checked, never trusted.
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{has no contraction kernel: the root is qnn.relu}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"contraction", 4 x 16>} : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    %0 = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
    qnn.yield %0 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// -----

// Activations that the target's products cannot take.
func.func @main(%x: tensor<1x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5>> {
  // expected-error@+1 {{has activations of the wrong sign for target x86-64-v3}}
  %y = qnn.fused(%x) {kernel = #qk.kernel<"contraction", 1 x 8>} : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5>> {
  ^bb0(%a: tensor<1x2x!quant.uniform<i8:f32, 0.5>>):
    %w = qnn.constant dense<1> : tensor<2x2xi8> as tensor<2x2x!quant.uniform<i8<-127:127>:f32, 0.25>>
    %0 = qnn.linear %a, %w : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>, tensor<2x2x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x!quant.uniform<i32:f32, 0.125>>
    %1 = qnn.requantize %0 : (tensor<1x2x!quant.uniform<i32:f32, 0.125>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.5>>
    qnn.yield %1 : tensor<1x2x!quant.uniform<i8:f32, 0.5>>
  }
  return %y : tensor<1x2x!quant.uniform<i8:f32, 0.5>>
}

// -----

// The bound of the accumulator is proved again.
func.func @main(%x: tensor<1x70000x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.5>> {
  %y = qnn.fused(%x) {kernel = #qk.kernel<"contraction", 1 x 8>} : (tensor<1x70000x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.5>> {
  ^bb0(%a: tensor<1x70000x!quant.uniform<u8:f32, 0.5>>):
    %w = qnn.constant dense<127> : tensor<1x70000xi8> as tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>
    // expected-error@+1 {{has an accumulator that may leave i32}}
    %0 = qnn.linear %a, %w : (tensor<1x70000x!quant.uniform<u8:f32, 0.5>>, tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
    %1 = qnn.requantize %0 : (tensor<1x1x!quant.uniform<i32:f32, 0.125>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.5>>
    qnn.yield %1 : tensor<1x1x!quant.uniform<u8:f32, 0.5>>
  }
  return %y : tensor<1x1x!quant.uniform<u8:f32, 0.5>>
}

// RUN: quant-opt %s --fuse-pipeline --plan-pipeline=target=x86-64-v3 --lower-to-kernels --verify-diagnostics

func.func @main(%x: tensor<1x4xf32>, %w: tensor<2x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2xf32> {
  // expected-error@+1 {{has stored weights, scales or zero points that are not constant}}
  %y = qnn.linear %x, %w : (tensor<1x4xf32>, tensor<2x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

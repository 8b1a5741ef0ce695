// RUN: quant-opt %s --quantize-store-weights --verify-diagnostics

func.func @infinite(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<[[1.0, 0x7F800000]]> : tensor<1x2xf32> as tensor<1x2xf32>
  // expected-error@+1 {{has a weight that is not finite}}
  %y = qnn.linear %x, %w {qnn.qconfig = {mode = "weight-only"}} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

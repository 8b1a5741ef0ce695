// RUN: quant-opt %s --quantize-convert-dynamic-layers --verify-diagnostics

func.func @weight(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = qnn.constant dense<0x7fc00000> : tensor<1x1xf32> as tensor<1x1xf32>
  // expected-error@+1 {{has a weight that is not finite}}
  %0 = qnn.linear %x, %w {qnn.qconfig = {mode = "dynamic"}} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

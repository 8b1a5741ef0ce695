// RUN: quant-opt %s --quantize-scale-weights -split-input-file -verify-diagnostics

// Both layers are reported.
func.func @not_finite(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %0 = qnn.dequantize %x : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1xf32>
  %w = qnn.constant dense<0x7FC00000> : tensor<1x1xf32> as tensor<1x1xf32>
  %v = qnn.constant dense<1.0> : tensor<1x1xf32> as tensor<1x1xf32>
  %b = qnn.constant dense<0x7F800000> : tensor<1xf32> as tensor<1xf32>
  // expected-error@+1 {{has a weight that is not finite}}
  %1 = qnn.linear %0, %w : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  // expected-error@+1 {{has a bias that is not finite}}
  %2 = qnn.linear %0, %v bias %b : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %1, %2 : tensor<1x1xf32>, tensor<1x1xf32>
}

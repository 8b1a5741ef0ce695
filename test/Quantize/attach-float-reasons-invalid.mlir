// RUN: quant-opt %s --quantize-attach-float-reasons=integer-only -verify-diagnostics

// All float ops are reported; a reshape computes nothing.
func.func @two_float_ops(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'qnn.gelu' op stays in float: asked}}
  %0 = qnn.gelu %x {qnn.float_reason = "asked"} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.reshape %0 : (tensor<4xf32>) -> tensor<4x1xf32>
  %2 = qnn.reshape %1 : (tensor<4x1xf32>) -> tensor<4xf32>
  // expected-error@+1 {{'qnn.softmax' op stays in float: softmax runs in float}}
  %3 = qnn.softmax %2 {axis = 0 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

// RUN: quant-opt %s --quantize-round-outputs --verify-diagnostics

// expected-error@+1 {{output 'y' has no range to choose its type s8 from; it needs calibration data}}
func.func @main(%x: tensor<1x2xf32>) -> (tensor<1x2xf32> {qnn.name = "y", qnn.output_type = "s8"}) {
  %0 = qnn.relu %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// RUN: quant-opt %s --split-input-file --verify-diagnostics

func.func @twelve_bits(%x: tensor<4xf32>) -> tensor<4x!quant.uniform<i12:f32, 0.5>> {
  // expected-error@+1 {{result 0 storage is i12, expected at most 8 bits, 16 bits or i32}}
  %y = qnn.quantize %x : (tensor<4xf32>) -> tensor<4x!quant.uniform<i12:f32, 0.5>>
  return %y : tensor<4x!quant.uniform<i12:f32, 0.5>>
}

// -----

func.func @unsigned_32_bits(%x: tensor<4x!quant.uniform<u32:f32, 0.5>>) -> tensor<4xf32> {
  // expected-error@+1 {{operand 0 storage is u32, expected at most 8 bits, 16 bits or i32}}
  %y = qnn.dequantize %x : (tensor<4x!quant.uniform<u32:f32, 0.5>>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

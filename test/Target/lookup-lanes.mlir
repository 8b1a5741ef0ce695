// RUN: timeout 60 test-object %s
// RUN: timeout 60 test-object %s --target=x86-64-v3
// RUN: timeout 60 test-object %s --target=x86-64-v4-vnni --compile-only
// RUN: timeout 60 test-object %s --target=armv8.2-dotprod --compile-only

// Tables after sums of 33 and 48 columns, of which a vector of 64 bytes has lanes to spare.
// What was once done with those made code generation without VBMI run for ever.

module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<2x4xf32> {qnn.name = "x"}) -> (tensor<2x33xf32> {qnn.name = "y"}) {
    %q = qnn.quantize %x : (tensor<2x4xf32>) -> tensor<2x4x!quant.uniform<i8:f32, 5.0e-01:3>>
    %w = qnn.constant dense<2> : tensor<33x4xi8> as tensor<33x4x!quant.uniform<i8<-127:127>:f32, 5.0e-01>>
    %a = qnn.linear %q, %w : (tensor<2x4x!quant.uniform<i8:f32, 5.0e-01:3>>, tensor<33x4x!quant.uniform<i8<-127:127>:f32, 5.0e-01>>) -> tensor<2x33x!quant.uniform<i32:f32, 2.5e-01>>
    %p = qnn.requantize %a {clamp = array<i64: -113, -36>} : (tensor<2x33x!quant.uniform<i32:f32, 2.5e-01>>) -> tensor<2x33x!quant.uniform<i8:f32, 5.0e-01:10>>
    %g = qnn.gelu %p : (tensor<2x33x!quant.uniform<i8:f32, 5.0e-01:10>>) -> tensor<2x33x!quant.uniform<i8:f32, 5.0e-01:0>>
    %y = qnn.dequantize %g : (tensor<2x33x!quant.uniform<i8:f32, 5.0e-01:0>>) -> tensor<2x33xf32>
    return %y : tensor<2x33xf32>
  }
}

// -----

module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<2x4xf32> {qnn.name = "x"}) -> (tensor<2x48xf32> {qnn.name = "y"}) {
    %q = qnn.quantize %x : (tensor<2x4xf32>) -> tensor<2x4x!quant.uniform<i8:f32, 5.0e-01:3>>
    %w = qnn.constant dense<2> : tensor<48x4xi8> as tensor<48x4x!quant.uniform<i8<-127:127>:f32, 5.0e-01>>
    %a = qnn.linear %q, %w : (tensor<2x4x!quant.uniform<i8:f32, 5.0e-01:3>>, tensor<48x4x!quant.uniform<i8<-127:127>:f32, 5.0e-01>>) -> tensor<2x48x!quant.uniform<i32:f32, 2.5e-01>>
    %p = qnn.requantize %a {clamp = array<i64: -113, -36>} : (tensor<2x48x!quant.uniform<i32:f32, 2.5e-01>>) -> tensor<2x48x!quant.uniform<i8:f32, 5.0e-01:10>>
    %g = qnn.gelu %p : (tensor<2x48x!quant.uniform<i8:f32, 5.0e-01:10>>) -> tensor<2x48x!quant.uniform<i8:f32, 5.0e-01:0>>
    %y = qnn.dequantize %g : (tensor<2x48x!quant.uniform<i8:f32, 5.0e-01:0>>) -> tensor<2x48xf32>
    return %y : tensor<2x48xf32>
  }
}

// RUN: quant-opt %s --split-input-file --lower-to-kernels --verify-diagnostics

// expected-error@+1 {{has no function @main of one block}}
module attributes {qnn.target = "x86-64-v3"} {}

// -----

// expected-error@+1 {{has no attribute 'qnn.target', and no target is given}}
module {
  func.func @main() { return }
}

// -----

// expected-error@+1 {{no-such-cpu}}
module attributes {qnn.target = "no-such-cpu"} {
  func.func @main() { return }
}

// -----

module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    // expected-error@+1 {{has no kernel for qnn.observe}}
    %y = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4xf32>):
      %0 = qnn.observe %a "00000000000000aa" : tensor<4xf32>
      qnn.yield %0 : tensor<4xf32>
    }
    return %y : tensor<4xf32>
  }
}

// -----

// Fuse makes regions of all ops; all that are left are reported.
module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    // expected-error@+1 {{is in no qnn.fused}}
    %0 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    // expected-error@+1 {{is in no qnn.fused}}
    %1 = qnn.neg %0 : (tensor<4xf32>) -> tensor<4xf32>
    return %1 : tensor<4xf32>
  }
}

// -----

// Differences of such zero points would be rounded.
!wide = !quant.uniform<i32:f32:0, {0.5:1, 0.25:2}>
module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<2x!wide>) -> tensor<2xf32> {
    %y = qnn.fused(%x) : (tensor<2x!wide>) -> tensor<2xf32> {
    ^bb0(%a: tensor<2x!wide>):
      // expected-error@+1 {{has several zero points of 32 bits}}
      %0 = qnn.dequantize %a : (tensor<2x!wide>) -> tensor<2xf32>
      qnn.yield %0 : tensor<2xf32>
    }
    return %y : tensor<2xf32>
  }
}

// -----

module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<3x!quant.uniform<i8:f32, 0.5>> {
    %y = qnn.fused(%x) : (tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<3x!quant.uniform<i8:f32, 0.5>> {
    ^bb0(%a: tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>):
    %0 = qnn.slice %a {offsets = array<i64: 0>, strides = array<i64: 1>} : (tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
    %z = qnn.constant dense<1> : tensor<1xi8> as tensor<1x!quant.uniform<i8:f32, 0.5>>
    // expected-error@+1 {{has scales per axis, which only constants may have here}}
    %1 = qnn.concat %0, %z {axis = 0 : i64} : (tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>, tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
    qnn.yield %1 : tensor<3x!quant.uniform<i8:f32, 0.5>>
    }
    return %y : tensor<3x!quant.uniform<i8:f32, 0.5>>
  }
}

// -----

!small = !quant.uniform<u4:f32, 0.5:3>
module attributes {qnn.target = "x86-64-v3"} {
  // expected-error@+1 {{has an argument of 'tensor<4x!quant.uniform<u4:f32, 5.000000e-01:3>>', which kernels do not store}}
  func.func @main(%x: tensor<4x!small>) -> tensor<4xf32> {
    %y = qnn.fused(%x) : (tensor<4x!small>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4x!small>):
      %0 = qnn.dequantize %a : (tensor<4x!small>) -> tensor<4xf32>
      // expected-error@+1 {{has a result of 'tensor<4x!quant.uniform<u4:f32, 5.000000e-01:3>>', which kernels do not store}}
      %1 = qnn.quantize %0 : (tensor<4xf32>) -> tensor<4x!small>
      %2 = qnn.dequantize %1 : (tensor<4x!small>) -> tensor<4xf32>
      qnn.yield %2 : tensor<4xf32>
    }
    return %y : tensor<4xf32>
  }
}

// -----

// What padding adds is computed here, of weights that are known here.
module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<1x2x2x1x!quant.uniform<u8:f32, 0.5>>, %w: tensor<1x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x1x!quant.uniform<i32:f32, 0.125>> {
    %y = qnn.fused(%x, %w) {kernel = #qk.kernel<"generic">} : (tensor<1x2x2x1x!quant.uniform<u8:f32, 0.5>>, tensor<1x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x1x!quant.uniform<i32:f32, 0.125>> {
    ^bb0(%a: tensor<1x2x2x1x!quant.uniform<u8:f32, 0.5>>, %b: tensor<1x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>):
      // expected-error@+1 {{has padding that is not zero, and weights that are not constant or not 8-bit}}
      %0 = qnn.conv2d %a, %b {pads = array<i64: 1, 0, 0, 0>, pad_values = array<f32: 1.0>} : (tensor<1x2x2x1x!quant.uniform<u8:f32, 0.5>>, tensor<1x2x1x1x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x2x2x1x!quant.uniform<i32:f32, 0.125>>
      qnn.yield %0 : tensor<1x2x2x1x!quant.uniform<i32:f32, 0.125>>
    }
    return %y : tensor<1x2x2x1x!quant.uniform<i32:f32, 0.125>>
  }
}

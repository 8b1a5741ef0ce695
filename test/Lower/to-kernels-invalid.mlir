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
    %0 = qnn.observe %x "00000000000000aa" : tensor<4xf32>
    return %0 : tensor<4xf32>
  }
}

// -----

module attributes {qnn.target = "x86-64-v3"} {
  func.func @main(%x: tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<3x!quant.uniform<i8:f32, 0.5>> {
    %0 = qnn.slice %x {offsets = array<i64: 0>, strides = array<i64: 1>} : (tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>) -> tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
    %z = qnn.constant dense<1> : tensor<1xi8> as tensor<1x!quant.uniform<i8:f32, 0.5>>
    // expected-error@+1 {{has scales per axis, which only constants may have here}}
    %1 = qnn.concat %0, %z {axis = 0 : i64} : (tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>, tensor<1x!quant.uniform<i8:f32, 0.5>>) -> tensor<3x!quant.uniform<i8:f32, 0.5>>
    return %1 : tensor<3x!quant.uniform<i8:f32, 0.5>>
  }
}

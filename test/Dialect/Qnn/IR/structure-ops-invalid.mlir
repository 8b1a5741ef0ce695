// RUN: quant-opt %s --split-input-file --verify-diagnostics

// constant_c1
func.func @shape() {
  // expected-error@+1 {{value 'tensor<2xf32>' does not fit 'tensor<3xf32>'}}
  %0 = qnn.constant dense<1.0> : tensor<2xf32> as tensor<3xf32>
  return
}

// -----

// constant_c1
func.func @storage() {
  // expected-error@+1 {{value 'tensor<2xi16>' does not fit}}
  %0 = qnn.constant dense<1> : tensor<2xi16> as tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

// constant_c2
func.func @form() {
  // expected-error@+1 {{value is neither dense nor dense_resource}}
  %0 = qnn.constant sparse<0, 1.0> : tensor<2xf32> as tensor<2xf32>
  return
}

// -----

// constant_c2
func.func @no_resource() {
  // expected-error@+1 {{resource 'missing' has 0 bytes, expected 8}}
  %0 = qnn.constant dense_resource<missing> : tensor<2xf32> as tensor<2xf32>
  return
}

// -----

// constant_c2
func.func @short_resource() {
  // expected-error@+1 {{resource 'c' has 4 bytes, expected 8}}
  %0 = qnn.constant dense_resource<c> : tensor<2xf32> as tensor<2xf32>
  return
}

{-# dialect_resources: { builtin: { c: "0x0400000000000000" } } #-}

// -----

// constant_c3
func.func @stored_value() {
  // expected-error@+1 {{value holds -128, outside storage range [-127, 127]}}
  %0 = qnn.constant dense<[1, -128]> : tensor<2xi8> as tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5>>
  return
}

// -----

// constant_c3
func.func @stored_value_of_16_bits() {
  // expected-error@+1 {{value holds 300, outside storage range [0, 299]}}
  %0 = qnn.constant dense<300> : tensor<2xi16> as tensor<2x!quant.uniform<u16<0:299>:f32, 0.5>>
  return
}

// -----

// constant_c3
func.func @stored_value_of_4_bits() {
  // expected-error@+1 {{value holds -8, outside storage range [-7, 7]}}
  %0 = qnn.constant dense<[7, -8]> : tensor<2xi4> as tensor<2x!quant.uniform<i4<-7:7>:f32, 0.5>>
  return
}

// -----

// constant_c3
func.func @stored_value_of_32_bits() {
  // expected-error@+1 {{value holds -5, outside storage range [-4, 9]}}
  %0 = qnn.constant dense<[9, -5]> : tensor<2xi32> as tensor<2x!quant.uniform<i32<-4:9>:f32, 0.5>>
  return
}

// -----

// fused_c1
func.func @arguments(%x: tensor<4xf32>) {
  // expected-error@+1 {{has 0 block arguments that do not match its 1 operands}}
  %0 = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4xf32> {
    %c = qnn.constant dense<1.0> : tensor<4xf32> as tensor<4xf32>
    qnn.yield %c : tensor<4xf32>
  }
  return
}

// -----

// fused_c1
func.func @yields(%x: tensor<4xf32>) {
  // expected-error@+1 {{yields 0 values that do not match its 1 results}}
  %0 = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    qnn.yield
  }
  return
}

// -----

// fused_c1
func.func @no_yield(%x: tensor<4xf32>) {
  // expected-error@+1 {{does not end with qnn.yield}}
  %0 = "qnn.fused"(%x) ({
  ^bb0(%a: tensor<4xf32>):
    %b = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
  }) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @yield_outside(%x: tensor<4xf32>) {
  // expected-error@+1 {{expects parent op 'qnn.fused'}}
  "qnn.yield"(%x) : (tensor<4xf32>) -> ()
}

// -----

// A region is isolated.
func.func @reads_outside(%x: tensor<4xf32>) {
  // expected-note@+1 {{required by region isolation constraints}}
  %0 = qnn.fused() : () -> tensor<4xf32> {
    // expected-error@+1 {{using value defined outside the region}}
    qnn.yield %x : tensor<4xf32>
  }
  return
}

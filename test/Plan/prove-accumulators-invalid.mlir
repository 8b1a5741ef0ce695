// RUN: quant-opt %s --split-input-file --verify-diagnostics --plan-prove-accumulators

// 70000 products of 127 and 127 - (-128): both layers are reported.
func.func @two_layers(%x: tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>) -> (tensor<1x1x!quant.uniform<i32:f32, 0.125>>, tensor<1x1x!quant.uniform<i32:f32, 0.125>>) {
  %w = qnn.constant dense<127> : tensor<1x70000xi8> as tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>
  // expected-error@+1 {{accumulator of output channel 0 may reach [0, 2266950000], which leaves i32}}
  %0 = qnn.linear %x, %w : (tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>, tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
  // expected-error@+1 {{which leaves i32}}
  %1 = qnn.linear %x, %w : (tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>, tensor<1x70000x!quant.uniform<i8<-127:127>:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.125>>
  return %0, %1 : tensor<1x1x!quant.uniform<i32:f32, 0.125>>, tensor<1x1x!quant.uniform<i32:f32, 0.125>>
}

// -----

// Without constants the types bound the sum.
func.func @variable(%x: tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>, %w: tensor<70000x1x!quant.uniform<i8:f32, 0.5:-128>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>> {
  // expected-error@+1 {{sums 70000 products}}
  %0 = qnn.matmul %x, %w : (tensor<1x70000x!quant.uniform<i8:f32, 0.5:-128>>, tensor<70000x1x!quant.uniform<i8:f32, 0.5:-128>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>>
  return %0 : tensor<1x1x!quant.uniform<i32:f32, 0.25>>
}

// -----

// Unsigned weights: 40000 products of 255 and 255.
func.func @unsigned_weight(%x: tensor<1x40000x!quant.uniform<i8:f32, 0.5:-128>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>> {
  %w = qnn.constant dense<-1> : tensor<1x40000xi8> as tensor<1x40000x!quant.uniform<u8:f32, 0.5>>
  // expected-error@+1 {{accumulator of output channel 0 may reach [0, 2601000000], which leaves i32}}
  %0 = qnn.linear %x, %w : (tensor<1x40000x!quant.uniform<i8:f32, 0.5:-128>>, tensor<1x40000x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>>
  return %0 : tensor<1x1x!quant.uniform<i32:f32, 0.25>>
}

// -----

// A bias counts, whatever the weight: 128 * 128 + 2147470000 is above 2^31.
func.func @bias(%x: tensor<1x1x!quant.uniform<i8:f32, 0.5>>, %w: tensor<1x1x!quant.uniform<i8:f32, 0.5>>, %c: tensor<1x!quant.uniform<i32:f32, 0.25>>) -> (tensor<1x1x!quant.uniform<i32:f32, 0.25>>, tensor<1x1x!quant.uniform<i32:f32, 0.25>>) {
  %b = qnn.constant dense<2147470000> : tensor<1xi32> as tensor<1x!quant.uniform<i32:f32, 0.25>>
  // expected-error@+1 {{sums 1 products}}
  %0 = qnn.linear %x, %w bias %b : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x!quant.uniform<i32:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>>
  // expected-error@+1 {{sums 1 products}}
  %1 = qnn.linear %x, %w bias %c : (tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x1x!quant.uniform<i8:f32, 0.5>>, tensor<1x!quant.uniform<i32:f32, 0.25>>) -> tensor<1x1x!quant.uniform<i32:f32, 0.25>>
  return %0, %1 : tensor<1x1x!quant.uniform<i32:f32, 0.25>>, tensor<1x1x!quant.uniform<i32:f32, 0.25>>
}

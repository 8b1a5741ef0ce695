// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// A fused region gives what its ops give one by one; values are used twice.
// expected-remark@+2 {{f32: 4, 0}}
// expected-remark@+1 {{f32: 6, 2}}
func.func @fused() -> (tensor<2xf32>, tensor<2xf32>) {
  %x = qnn.constant dense<[1.0, -1.0]> : tensor<2xf32> as tensor<2xf32>
  %y:2 = qnn.fused(%x) : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  ^bb0(%a: tensor<2xf32>):
    %c = qnn.constant dense<3.0> : tensor<2xf32> as tensor<2xf32>
    %0 = qnn.add %a, %c : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %1 = qnn.relu %a : (tensor<2xf32>) -> tensor<2xf32>
    %2 = qnn.mul %0, %1 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %3 = qnn.add %2, %0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %4 = qnn.sub %3, %c : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %5 = qnn.add %4, %1 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %6 = qnn.sub %5, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %7 = qnn.add %0, %2 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %8 = qnn.sub %7, %1 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %9 = qnn.sub %8, %1 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    qnn.yield %2, %9 : tensor<2xf32>, tensor<2xf32>
  }
  return %y#0, %y#1 : tensor<2xf32>, tensor<2xf32>
}

// Splats and narrow storage; 15 is -1 in four bits when signed.
// expected-remark@+3 {{i8: -1, -8, 7}}
// expected-remark@+2 {{u8: 15, 8, 7}}
// expected-remark@+1 {{bool: 1, 1}}
func.func @constants() -> (tensor<3x!quant.uniform<i4:f32, 0.5>>, tensor<3x!quant.uniform<u4:f32, 0.5>>, tensor<2xi1>) {
  %a = qnn.constant dense<[-1, -8, 7]> : tensor<3xi4> as tensor<3x!quant.uniform<i4:f32, 0.5>>
  %b = qnn.constant dense<[-1, -8, 7]> : tensor<3xi4> as tensor<3x!quant.uniform<u4:f32, 0.5>>
  %c = qnn.constant dense<true> : tensor<2xi1> as tensor<2xi1>
  return %a, %b, %c : tensor<3x!quant.uniform<i4:f32, 0.5>>, tensor<3x!quant.uniform<u4:f32, 0.5>>, tensor<2xi1>
}

// One value returned twice (the verifier merges equal remarks), and one that nobody reads.
// expected-remark@+1 {{f32: 1}}
func.func @returned_twice() -> (tensor<1xf32>, tensor<1xf32>) {
  %x = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %unused = qnn.relu %x : (tensor<1xf32>) -> tensor<1xf32>
  return %x, %x : tensor<1xf32>, tensor<1xf32>
}

// Tensors without elements: a sum of nothing is the bias, or +0.
// expected-remark@+2 {{f32: 3, 4}}
// expected-remark@+1 {{f32: 0, 0}}
func.func @no_elements() -> (tensor<1x2xf32>, tensor<2xf32>) {
  %x = qnn.constant dense<> : tensor<1x0xf32> as tensor<1x0xf32>
  %w = qnn.constant dense<> : tensor<2x0xf32> as tensor<2x0xf32>
  %b = qnn.constant dense<[3.0, 4.0]> : tensor<2xf32> as tensor<2xf32>
  %y = qnn.linear %x, %w bias %b : (tensor<1x0xf32>, tensor<2x0xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %r = qnn.relu %x : (tensor<1x0xf32>) -> tensor<1x0xf32>
  %s = qnn.reduce %w {kind = 1, axes = array<i64: 1>} : (tensor<2x0xf32>) -> tensor<2xf32>
  return %y, %s : tensor<1x2xf32>, tensor<2xf32>
}

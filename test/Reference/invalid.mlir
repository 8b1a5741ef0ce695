// RUN: quant-opt %s --test-evaluate --split-input-file --verify-diagnostics -o /dev/null

// expected-error@+1 {{'arith.constant': has no reference evaluation}}
func.func @foreign_op() -> tensor<1xf32> {
  %x = arith.constant dense<1.0> : tensor<1xf32>
  return %x : tensor<1xf32>
}

// -----

!p = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// expected-error@+1 {{'qnn.pad': has no evaluation on per-axis types}}
func.func @pad_per_axis() -> tensor<2x3x!p> {
  %x = qnn.constant dense<1> : tensor<2x1xi8> as tensor<2x1x!p>
  %y = qnn.pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 1>, value = 0.0 : f32} : (tensor<2x1x!p>) -> tensor<2x3x!p>
  return %y : tensor<2x3x!p>
}

// -----

!p = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// expected-error@+1 {{'qnn.concat': has no evaluation on different per-axis types}}
func.func @concat_per_axis() -> tensor<2x2x!quant.uniform<i8:f32, 0.5>> {
  %x = qnn.constant dense<1> : tensor<2x2xi8> as tensor<2x2x!p>
  %y = qnn.concat %x {axis = 0} : (tensor<2x2x!p>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  return %y : tensor<2x2x!quant.uniform<i8:f32, 0.5>>
}

// -----

// expected-error@+1 {{'qnn.reduce': has no elements to take the maximum of}}
func.func @maximum_of_nothing() -> tensor<2xf32> {
  %x = qnn.constant dense<> : tensor<2x0xf32> as tensor<2x0xf32>
  %y = qnn.reduce %x {kind = 2, axes = array<i64: 1>} : (tensor<2x0xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// expected-error@+1 {{'qnn.gather': has no elements to gather from}}
func.func @gather_from_nothing() -> tensor<1xf32> {
  %x = qnn.constant dense<> : tensor<0xf32> as tensor<0xf32>
  %i = qnn.constant dense<0> : tensor<1xi64> as tensor<1xi64>
  %y = qnn.gather %x, %i {axis = 0} : (tensor<0xf32>, tensor<1xi64>) -> tensor<1xf32>
  return %y : tensor<1xf32>
}

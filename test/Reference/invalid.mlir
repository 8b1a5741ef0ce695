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

func.func @main(%x: tensor<4x3xf32> {qnn.name = "x"}) -> (tensor<4x3xf32> {qnn.name = "y"}) {
  %one = qnn.constant dense<1.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.add %x, %one : (tensor<4x3xf32>, tensor<1xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

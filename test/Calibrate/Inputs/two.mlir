func.func @main(%a: tensor<1x2xf32> {qnn.name = "a"}, %b: tensor<1x2xf32> {qnn.name = "b"}) -> (tensor<1x2xf32> {qnn.name = "out"}) {
  %0 = qnn.sub %a, %b : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

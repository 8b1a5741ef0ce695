func.func @main(%x: tensor<1x3x2xf32> {qnn.name = "x"}) -> (tensor<1x3x2xf32> {qnn.name = "y"}) {
  %0 = qnn.relu %x : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  return %0 : tensor<1x3x2xf32>
}

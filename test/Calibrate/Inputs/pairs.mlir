func.func @main(%x: tensor<2x4xf32> {qnn.name = "x"}) -> (tensor<2x4xf32> {qnn.name = "y"}) {
  %0 = qnn.relu %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

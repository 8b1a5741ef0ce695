func.func @main(%x: tensor<1x2xi8> {qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "y"}) {
  %0 = qnn.cast %x : (tensor<1x2xi8>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

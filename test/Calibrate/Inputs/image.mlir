func.func @main(%x: tensor<1x2x2x3xf32> {qnn.name = "x"}) -> tensor<1x2x2x3xf32> {
  %0 = qnn.observe %x "000000000000000a" : tensor<1x2x2x3xf32>
  return %0 : tensor<1x2x2x3xf32>
}

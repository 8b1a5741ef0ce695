// What Inputs/example.qcal was made of: see example.test.
func.func @main(%x: tensor<4xf32> {qnn.name = "x"}) -> tensor<4xf32> {
  %0 = qnn.observe %x "000000000000000a" : tensor<4xf32>
  return %0 : tensor<4xf32>
}

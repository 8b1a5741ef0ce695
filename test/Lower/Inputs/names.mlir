module attributes {qnn.model_hash = "0123456789abcdef"} {
  func.func @main(%x: tensor<3xf32> {qnn.name = "\FF\FEname"}) -> (tensor<3xf32> {qnn.name = "y\C3(n"}) {
    %0 = qnn.tanh %x {qnn.id = "00000000000000aa"} : (tensor<3xf32>) -> tensor<3xf32>
    return %0 : tensor<3xf32>
  }
}

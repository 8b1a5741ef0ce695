// What Inputs/example.qcal was made of: see example.test.
module attributes {qnn.model_hash = "00000000000000ff", qnn.step = "prepare"} {
  func.func @main(%x: tensor<1x2xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x1xf32> {qnn.name = "y"}) {
    %w = qnn.constant dense<[[2.0, -1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
    %0 = qnn.observe %x "00000000000000a0" : tensor<1x2xf32>
    %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
    %2 = qnn.observe %1 "00000000000000a1" : tensor<1x1xf32>
    return %2 : tensor<1x1xf32>
  }
}

// A network of two layers as Prepare leaves it: y = softmax(relu(x) / 2), 4 values.
module attributes {qnn.step = "prepare", qnn.model_hash = "00000000000000ff"} {
  func.func @main(%x: tensor<1x4xf32> {qnn.name = "x", qnn.id = "000000000000000a"}) -> (tensor<1x4xf32> {qnn.name = "y"}) {
    %0 = qnn.observe %x "000000000000000a" : tensor<1x4xf32>
    %1 = qnn.relu %0 {qnn.id = "000000000000000b"} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %2 = qnn.observe %1 "000000000000000b" : tensor<1x4xf32>
    %half = qnn.constant dense<0.5> : tensor<1xf32> as tensor<1xf32>
    %3 = qnn.mul %2, %half {qnn.id = "000000000000000c"} : (tensor<1x4xf32>, tensor<1xf32>) -> tensor<1x4xf32>
    %4 = qnn.observe %3 "000000000000000c" : tensor<1x4xf32>
    %5 = qnn.softmax %4 {axis = 1 : i64, qnn.id = "000000000000000d"} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %6 = qnn.observe %5 "000000000000000d" : tensor<1x4xf32>
    return %6 : tensor<1x4xf32>
  }
}

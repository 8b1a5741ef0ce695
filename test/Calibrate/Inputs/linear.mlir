// Two linear layers with a relu between them, as Prepare leaves them.
module attributes {qnn.step = "prepare", qnn.model_hash = "00000000000000ee"} {
  func.func @main(%x: tensor<1x4xf32> {qnn.name = "x", qnn.id = "000000000000000a"}) -> (tensor<1x3xf32> {qnn.name = "z"}) {
    %w0 = qnn.constant dense<[[0.5, -0.25, 0.125, 1.0], [1.0, 0.75, -0.5, 0.0], [-0.5, 0.5, 0.5, 0.25]]> : tensor<3x4xf32> as tensor<3x4xf32>
    %b0 = qnn.constant dense<[0.1, -0.2, 0.3]> : tensor<3xf32> as tensor<3xf32>
    %w1 = qnn.constant dense<[[1.0, -1.0, 0.5], [0.25, 0.5, 0.75], [-0.5, 0.25, 1.0]]> : tensor<3x3xf32> as tensor<3x3xf32>
    %0 = qnn.observe %x "000000000000000a" : tensor<1x4xf32>
    %1 = qnn.linear %0, %w0 bias %b0 {qnn.id = "000000000000000b"} : (tensor<1x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<1x3xf32>
    %2 = qnn.observe %1 "000000000000000b" : tensor<1x3xf32>
    %3 = qnn.relu %2 {qnn.id = "000000000000000c"} : (tensor<1x3xf32>) -> tensor<1x3xf32>
    %4 = qnn.observe %3 "000000000000000c" : tensor<1x3xf32>
    %5 = qnn.linear %4, %w1 {qnn.id = "000000000000000d"} : (tensor<1x3xf32>, tensor<3x3xf32>) -> tensor<1x3xf32>
    %6 = qnn.observe %5 "000000000000000d" : tensor<1x3xf32>
    return %6 : tensor<1x3xf32>
  }
}

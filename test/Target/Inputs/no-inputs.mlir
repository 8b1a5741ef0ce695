module attributes {qnn.model_hash = "0123456789abcdef"} {
  func.func @main() -> (tensor<2xf32> {qnn.name = "y"}) {
    %c = qnn.constant dense<[-1.0, 1.5]> : tensor<2xf32> as tensor<2xf32>
    %0 = qnn.relu %c {qnn.id = "00000000000000aa"} : (tensor<2xf32>) -> tensor<2xf32>
    return %0 : tensor<2xf32>
  }
}

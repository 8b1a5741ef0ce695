module attributes {qnn.model_hash = "0123456789abcdef"} {
  func.func @main(%x: tensor<2x3xf32> {qnn.name = "x/in:0"}, %y: tensor<3xf32> {qnn.name = "x_in_0"})
      -> (tensor<2x3xf32> {qnn.name = "int"}, tensor<2x3x!quant.uniform<i8:f32, 0.5:3>> {qnn.name = "X_IN_0"}) {
    %0 = qnn.add %x, %y {qnn.id = "00000000000000aa"} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    %1 = qnn.quantize %0 {qnn.id = "00000000000000ab"} : (tensor<2x3xf32>) -> tensor<2x3x!quant.uniform<i8:f32, 0.5:3>>
    return %0, %1 : tensor<2x3xf32>, tensor<2x3x!quant.uniform<i8:f32, 0.5:3>>
  }
}

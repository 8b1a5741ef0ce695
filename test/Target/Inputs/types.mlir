module attributes {qnn.model_hash = "0123456789abcdef"} {
  func.func @main(%a: tensor<f32> {qnn.name = "scalar"}, %b: tensor<2x3x!quant.uniform<u8:f32, 0.25:128>> {qnn.name = "1st*/?"},
      %c: tensor<2xi1> {qnn.name = "b"}, %d: tensor<3xi32>, %e: tensor<3xi64> {qnn.name = "d"}, %f: tensor<0xf64> {qnn.name = "none"})
      -> (tensor<f32>, tensor<2x3x!quant.uniform<u8:f32, 0.25:128>>, tensor<2xi1>, tensor<3xi32>, tensor<3xi64>, tensor<0xf64>) {
    return %a, %b, %c, %d, %e, %f : tensor<f32>, tensor<2x3x!quant.uniform<u8:f32, 0.25:128>>, tensor<2xi1>, tensor<3xi32>, tensor<3xi64>, tensor<0xf64>
  }
}

// RUN: quant-opt %s --quantize-scale-weights | FileCheck %s

// 255 * 127 * 70000 leaves 32 bits: the scale grows from 1 / 127 to 1.0625 / 127.
// CHECK-LABEL: func.func @wide
// CHECK: qnn.constant {{.*}} : tensor<1x70000xi8> as tensor<1x70000x!quant.uniform<i8<-127:127>:f32:0, {0.00836{{[0-9]*}}}>>
// 66311 products cannot leave them; one more can, or a bias beside them.
// CHECK: qnn.constant {{.*}} : tensor<1x66311xi8> as tensor<1x66311x!quant.uniform<i8<-127:127>:f32:0, {0.00787{{[0-9]*}}}>>
// CHECK: qnn.constant {{.*}} : tensor<1x66312xi8> as tensor<1x66312x!quant.uniform<i8<-127:127>:f32:0, {0.00836{{[0-9]*}}}>>
// CHECK: qnn.constant {{.*}} : tensor<1x66311xi8> as tensor<1x66311x!quant.uniform<i8<-127:127>:f32:0, {0.00836{{[0-9]*}}}>>
func.func @wide(%x: tensor<1x70000x!quant.uniform<i8:f32, 1.0:-128>>, %y: tensor<1x66311x!quant.uniform<i8:f32, 1.0:-128>>, %z: tensor<1x66312x!quant.uniform<i8:f32, 1.0:-128>>)
    -> (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>) {
  %xf = qnn.dequantize %x : (tensor<1x70000x!quant.uniform<i8:f32, 1.0:-128>>) -> tensor<1x70000xf32>
  %yf = qnn.dequantize %y : (tensor<1x66311x!quant.uniform<i8:f32, 1.0:-128>>) -> tensor<1x66311xf32>
  %zf = qnn.dequantize %z : (tensor<1x66312x!quant.uniform<i8:f32, 1.0:-128>>) -> tensor<1x66312xf32>
  %a = qnn.constant dense<1.0> : tensor<1x70000xf32> as tensor<1x70000xf32>
  %b = qnn.constant dense<-1.0> : tensor<1x66311xf32> as tensor<1x66311xf32>
  %c = qnn.constant dense<1.0> : tensor<1x66312xf32> as tensor<1x66312xf32>
  %d = qnn.constant dense<1.0> : tensor<1x66311xf32> as tensor<1x66311xf32>
  %bias = qnn.constant dense<50.0> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.linear %xf, %a : (tensor<1x70000xf32>, tensor<1x70000xf32>) -> tensor<1x1xf32>
  %1 = qnn.linear %yf, %b : (tensor<1x66311xf32>, tensor<1x66311xf32>) -> tensor<1x1xf32>
  %2 = qnn.linear %zf, %c : (tensor<1x66312xf32>, tensor<1x66312xf32>) -> tensor<1x1xf32>
  %3 = qnn.linear %yf, %d bias %bias : (tensor<1x66311xf32>, tensor<1x66311xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %0, %1, %2, %3 : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<1x1xf32>
}

// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels=target=x86-64-v3 --verify-diagnostics

!weight = tensor<1x1x!quant.uniform<i8<-127:127>:f32:0, {0.5}>>

func.func @main(%x: tensor<3x1x1xf32>, %w: !weight) -> tensor<3x1x1xf32> {
  // expected-error@+1 {{has a weight in fewer bits that is no constant}}
  %0 = qnn.rnn %x, %w {functions = ["tanh"], state = !quant.uniform<i8:f32, 0.5>} : (tensor<3x1x1xf32>, !weight) -> tensor<3x1x1xf32>
  return %0 : tensor<3x1x1xf32>
}

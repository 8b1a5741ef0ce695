// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:6,1,4:random.gauss(0, 3)"
// RUN: %python %S/round-trip %t.dir %s %t.npz --samples=6 | FileCheck %s --check-prefix=AGAIN
// AGAIN: equal

// CHECK: Celu celu_0: {{.*}} alpha=0.5
// CHECK: Selu selu_0: {{.*}} alpha=1.5 gamma=1.25
// CHECK: Shrink shrink_0: {{.*}} bias=0.25 lambd=0.5
// CHECK: ThresholdedRelu threshold_0: {{.*}} alpha=1.5
// CHECK: Softsign softsign_0
// CHECK: Sign sign_0
// CHECK: Floor floor_0
// CHECK: Ceil ceil_0
// CHECK: Round round_0
module attributes {qnn.step = "quantize"} {
  func.func @main(%x_in: tensor<1x4xf32> {qnn.name = "x"}) -> (tensor<1x4xf32> {qnn.name = "a"}, tensor<1x4xf32> {qnn.name = "b"}, tensor<1x4xf32> {qnn.name = "c"}, tensor<1x4xf32> {qnn.name = "d"}, tensor<1x4xf32> {qnn.name = "e"}) {
    %q = qnn.quantize %x_in : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.05>>
    %x = qnn.dequantize %q : (tensor<1x4x!quant.uniform<i8:f32, 0.05>>) -> tensor<1x4xf32>
    %0 = qnn.celu %x {alpha = 0.5 : f32} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %1 = qnn.selu %x {alpha = 1.5 : f32, gamma = 1.25 : f32} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %2 = qnn.shrink %1 {lambda = 0.5 : f32, bias = 0.25 : f32} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %3 = qnn.threshold %x {threshold = 1.5 : f32, value = 0.0 : f32} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %4 = qnn.softsign %3 : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %5 = qnn.sign %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %6 = qnn.floor %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %7 = qnn.ceil %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %8 = qnn.add %6, %7 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
    %9 = qnn.round %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %10 = qnn.mul %9, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
    return %0, %2, %4, %8, %10 : tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
  }
}

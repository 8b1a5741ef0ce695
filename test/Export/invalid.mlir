// RUN: split-file %s %t
// RUN: not quant-translate --export-onnx-qdq %t/faults.mlir -o %t/net.onnx 2>&1 | FileCheck %s --check-prefix=FAULTS
// RUN: not quant-translate --export-onnx-qdq %t/one.mlir -o %t/net.onnx 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: not quant-translate --export-onnx-qdq %t/fused.mlir -o %t/net.onnx 2>&1 | FileCheck %s --check-prefix=FUSED
// RUN: not quant-translate --export-onnx-qdq %t/network.mlir -o %t/net.onnx 2>&1 | FileCheck %s --check-prefix=NETWORK
// RUN: not quant-translate --export-onnx-qdq %t/forms.mlir -o %t/net.onnx 2>&1 | FileCheck %s --check-prefix=FORMS
// RUN: not ls %t/net.onnx

// FORMS: 2 faults: no ONNX form of
// FORMS-NEXT: qnn.conv2d '00000000000000b1': its padding is not zero, and Conv has no other
// FORMS-NEXT: qnn.threshold '00000000000000b2': ThresholdedRelu gives 0 below the threshold
//--- forms.mlir
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x3x3x1xf32>, %y: tensor<5xf32>) -> (tensor<1x3x3x1xf32>, tensor<5xf32>) {
    %w = qnn.constant dense<1.0> : tensor<1x3x3x1xf32> as tensor<1x3x3x1xf32>
    %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>, pad_values = array<f32: 1.0>, qnn.id = "00000000000000b1"} : (tensor<1x3x3x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32>
    %1 = qnn.threshold %y {threshold = 1.0 : f32, value = 2.0 : f32, qnn.id = "00000000000000b2"} : (tensor<5xf32>) -> tensor<5xf32>
    return %0, %1 : tensor<1x3x3x1xf32>, tensor<5xf32>
  }
}

// All faults at once; what depends on a failed op is not one.
// FAULTS: quant-translate: error: 7 faults: no ONNX form of
// FAULTS-NEXT: qnn.quantize '00000000000000a1': QuantizeLinear does not round to 32 bits
// FAULTS-NEXT: qnn.conv_transpose2d '00000000000000a3': DequantizeLinear has no axis for the scales of channels in groups
// FAULTS-NEXT: qnn.lrn '00000000000000a4': its input has rank 1, where ONNX has a batch and channels
// FAULTS-NEXT: qnn.max_pool2d '00000000000000a5': its result is neither of the size that ONNX defines nor of ceil_mode's
// FAULTS-NEXT: qnn.resize '00000000000000a6': its scales are neither of f32 nor those of its sizes
// FAULTS-NEXT: qnn.pad '00000000000000a7': it pads plain integers
// FAULTS-NEXT: output 'sum' holds the integers of a sum or a constant, which QuantizeLinear does not make
//--- faults.mlir
!t = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}>
!acc = !quant.uniform<i32:f32:3, {0.25, 0.125}>
!sum = !quant.uniform<i32:f32, 0.25>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x3x3x2x!t>, %y: tensor<5xf32>, %k: tensor<2xi64>) -> (tensor<5xf32>, tensor<1x3x3x2xf32>, tensor<5xf32>, tensor<1x5x5x2x!t>, tensor<1x4x4x2x!t>, tensor<3xi64>, tensor<1x1x!sum> {qnn.name = "sum"}) {
    %0 = qnn.quantize %y {qnn.id = "00000000000000a1"} : (tensor<5xf32>) -> tensor<5x!quant.uniform<i32:f32, 0.5>>
    %1 = qnn.dequantize %0 {qnn.id = "00000000000000a2"} : (tensor<5x!quant.uniform<i32:f32, 0.5>>) -> tensor<5xf32>
    %w = qnn.constant dense<[[[[1]]], [[[2]]]]> : tensor<2x1x1x1xi8> as tensor<2x1x1x1x!w>
    %2 = qnn.conv_transpose2d %x, %w {groups = 2 : i64, qnn.id = "00000000000000a3"} : (tensor<1x3x3x2x!t>, tensor<2x1x1x1x!w>) -> tensor<1x3x3x2x!acc>
    %3 = qnn.dequantize %2 : (tensor<1x3x3x2x!acc>) -> tensor<1x3x3x2xf32>
    %4 = qnn.lrn %y {size = 1 : i64, alpha = 1.0 : f32, beta = 1.0 : f32, bias = 1.0 : f32, qnn.id = "00000000000000a4"} : (tensor<5xf32>) -> tensor<5xf32>
    %5 = qnn.max_pool2d %x {kernel = array<i64: 3, 3>, pads = array<i64: 0, 0, 0, 0>, qnn.id = "00000000000000a5"} : (tensor<1x3x3x2x!t>) -> tensor<1x3x3x2x!t>
    %50 = qnn.pad %5 {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x3x3x2x!t>) -> tensor<1x5x5x2x!t>
    %6 = qnn.resize %x {mode = 0 : i64, coordinates = 1 : i64, rounding = 2 : i64, scales = array<f64: 1.3, 1.3>, qnn.id = "00000000000000a6"} : (tensor<1x3x3x2x!t>) -> tensor<1x4x4x2x!t>
    %7 = qnn.pad %k {low = array<i64: 0>, high = array<i64: 1>, value = 0.0 : f32, qnn.id = "00000000000000a7"} : (tensor<2xi64>) -> tensor<3xi64>
    %8 = qnn.slice %x {offsets = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>} : (tensor<1x3x3x2x!t>) -> tensor<1x1x1x2x!t>
    %9 = qnn.reshape %8 : (tensor<1x1x1x2x!t>) -> tensor<1x2x!t>
    %v = qnn.constant dense<[[1, 2]]> : tensor<1x2xi8> as tensor<1x2x!t>
    %10 = qnn.linear %9, %v : (tensor<1x2x!t>, tensor<1x2x!t>) -> tensor<1x1x!sum>
    return %1, %3, %4, %50, %6, %7, %10 : tensor<5xf32>, tensor<1x3x3x2xf32>, tensor<5xf32>, tensor<1x5x5x2x!t>, tensor<1x4x4x2x!t>, tensor<3xi64>, tensor<1x1x!sum>
  }
}

// ONE: error: 1 fault: no ONNX form of
// ONE-NEXT: input 'x' has an element type that ONNX has not
//--- one.mlir
module {
  func.func @main(%x: tensor<2xf64> {qnn.name = "x"}, %y: tensor<2xf32>) -> tensor<2xf32> {
    return %y : tensor<2xf32>
  }
}

// FUSED: error: the module's ops are fused already; ONNX is made of one that stands after 'quantize'
//--- fused.mlir
module attributes {qnn.step = "fuse"} {
  func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
    %0 = qnn.fused(%x) : (tensor<2xf32>) -> tensor<2xf32> {
    ^bb0(%a: tensor<2xf32>):
      %1 = qnn.relu %a : (tensor<2xf32>) -> tensor<2xf32>
      qnn.yield %1 : tensor<2xf32>
    }
    return %0 : tensor<2xf32>
  }
}

// NETWORK: error: {{.*}}@main
// NETWORK: error: the module is no network (see above)
//--- network.mlir
module {
  func.func @other(%x: tensor<2xf32>) -> tensor<2xf32> {
    return %x : tensor<2xf32>
  }
}

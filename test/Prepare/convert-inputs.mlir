// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=u8 mean=1,2.5,3 scale=0.5,0.25,-1" | FileCheck %s
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=u8 mean=3 scale=0.5" | FileCheck %s --check-prefix=PLAIN
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=s8 mean=3 scale=-0.5" | FileCheck %s --check-prefix=NEGATIVE
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=f32 mean=3" | FileCheck %s --check-prefix=FLOAT
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs="type=s8 mean=-300" | FileCheck %s --check-prefix=FAR
// RUN: quant-opt %s --split-input-file --prepare-convert-inputs | FileCheck %s --check-prefix=NONE

// Means and scales of each channel: codes from the one next to the mean of the means, 2. The argument and the model get
// ids of their own, what the network reads keeps its.
// CHECK: module attributes {qnn.model_hash = "[[HASH:[0-9a-f]+]]"}
// CHECK: func.func @main(%[[X:.+]]: tensor<1x2x2x3x!quant.uniform<u8:f32, 1.000000e+00:2>> {qnn.id = "[[ID:[0-9a-f]+]]", qnn.input = {layout = "nhwc", mean = array<f64: 1.000000e+00, 2.500000e+00, 3.000000e+00>, scale = array<f64: 5.000000e-01, 2.500000e-01, -1.000000e+00>}, qnn.name = "x"})
// CHECK: %[[D:.+]] = qnn.dequantize %[[X]] {qnn.id =
// CHECK: %[[M:.+]] = qnn.constant dense<[1.000000e+00, -5.000000e-01, -1.000000e+00]>
// CHECK: %[[A:.+]] = qnn.add %[[D]], %[[M]] {qnn.id = "{{.*}}", qnn.normalization}
// CHECK: %[[S:.+]] = qnn.constant dense<[5.000000e-01, 2.500000e-01, -1.000000e+00]>
// CHECK: %[[P:.+]] = qnn.mul %[[A]], %[[S]] {qnn.id = "00000000000000a0", qnn.normalization}
// CHECK: qnn.transpose %[[P]]

// One mean that is a code, one positive scale: the type says it all.
// PLAIN: %[[X:.+]]: tensor<1x2x2x3x!quant.uniform<u8:f32, 5.000000e-01:3>>
// PLAIN: %[[D:.+]] = qnn.dequantize %[[X]] {qnn.id = "00000000000000a0"}
// PLAIN-NEXT: qnn.transpose %[[D]]

// No type has a negative scale.
// NEGATIVE: !quant.uniform<i8:f32, 1.000000e+00:3>>
// NEGATIVE: %[[S:.+]] = qnn.constant dense<-5.000000e-01> : tensor<f32>
// NEGATIVE-NOT: qnn.add
// NEGATIVE: qnn.mul {{.*}}, %[[S]]

// FLOAT: %[[X:.+]]: tensor<1x2x2x3xf32> {qnn.id
// FLOAT: qnn.constant dense<-3.000000e+00>
// FLOAT: qnn.add %[[X]]
// FLOAT-NOT: qnn.mul

// A mean that is no code is as near as it gets.
// FAR: !quant.uniform<i8:f32, 1.000000e+00:-128>>
// FAR: qnn.constant dense<1.720000e+02>

// NONE: module attributes {qnn.model_hash = "00000000000000ff"}
// NONE: %{{.*}}: tensor<1x2x2x3xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}
module attributes {qnn.model_hash = "00000000000000ff"} {
  func.func @main(%x: tensor<1x2x2x3xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x2x2x3xf32> {qnn.name = "y"}) {
    %c = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x2x3xf32>) -> tensor<1x3x2x2xf32>
    %0 = qnn.relu %c : (tensor<1x3x2x2xf32>) -> tensor<1x3x2x2xf32>
    %1 = qnn.transpose %0 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x3x2x2xf32>) -> tensor<1x2x2x3xf32>
    return %1 : tensor<1x2x2x3xf32>
  }
}

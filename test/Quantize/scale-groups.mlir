// RUN: quant-opt %s --quantize-insert-casts | FileCheck %s

// Max pool, reshape and transpose keep the type of what they move.
// CHECK-LABEL: func.func @moved_values
// CHECK: qnn.quantize {{.*}}00000000000000a0{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.max_pool2d
// CHECK: qnn.quantize {{.*}}00000000000000a1{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.transpose
// CHECK: qnn.quantize {{.*}}00000000000000a2{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.gelu
// CHECK: qnn.quantize {{.*}}00000000000000a3{{.*}}!quant.uniform<i8:f32, 1.000000e+00:-128>>
func.func @moved_values(%x: tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32> {
  %0 = qnn.observe %x "00000000000000a0" {min = 0.0 : f32, max = 510.0 : f32} : tensor<1x2x2x1xf32>
  %1 = qnn.max_pool2d %0 {kernel = array<i64: 2, 2>} : (tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1x1x1x1xf32>
  %3 = qnn.transpose %2 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = -7.0 : f32, max = 255.0 : f32} : tensor<1x1x1x1xf32>
  %5 = qnn.gelu %4 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1x1x1x1xf32>
  return %6 : tensor<1x1x1x1xf32>
}

// A value that only a concat reads takes its type; one with another reader, a fixed range or a given type keeps its own.
// CHECK-LABEL: func.func @concat
// CHECK: qnn.quantize {{.*}}00000000000000a0{{.*}}!quant.uniform<i8:f32, 1.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a1{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a2{{.*}}!quant.uniform<i8:f32, 5.000000e-01:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a3{{.*}}!quant.uniform<i8:f32, 3.906250e-03:-128>>
// CHECK: qnn.concat
// CHECK: qnn.quantize {{.*}}00000000000000a4{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
func.func @concat(%x: tensor<1xf32>, %g: tensor<1x!quant.uniform<i8:f32, 0.125>>) -> (tensor<5xf32>, tensor<1xf32>) {
  %gf = qnn.dequantize %g : (tensor<1x!quant.uniform<i8:f32, 0.125>>) -> tensor<1xf32>
  %0 = qnn.observe %x "00000000000000a0" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1xf32>
  %1 = qnn.gelu %0 : (tensor<1xf32>) -> tensor<1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1xf32>
  %3 = qnn.silu %0 : (tensor<1xf32>) -> tensor<1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.0 : f32, max = 127.5 : f32} : tensor<1xf32>
  %5 = qnn.sigmoid %0 : (tensor<1xf32>) -> tensor<1xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = 0.0 : f32, max = 127.5 : f32} : tensor<1xf32>
  %7 = qnn.concat %2, %4, %6, %gf, %0 {axis = 0 : i64} : (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<5xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = 0.0 : f32, max = 510.0 : f32} : tensor<5xf32>
  return %8, %4 : tensor<5xf32>, tensor<1xf32>
}

// Values that no integer op computes or reads are not rounded.
// CHECK-LABEL: func.func @only_moved
// CHECK-NOT: qnn.quantize
func.func @only_moved(%x: tensor<2xf32>) -> tensor<1x2xf32> {
  %0 = qnn.observe %x "00000000000000a0" {min = 0.0 : f32, max = 510.0 : f32} : tensor<2xf32>
  %1 = qnn.reshape %0 : (tensor<2xf32>) -> tensor<1x2xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1x2xf32>
  %3 = qnn.softmax %2 {axis = 1 : i64} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// The outermost concat sets the type of all that is joined into it, moved values and inner concats included.
// CHECK-LABEL: func.func @concat_of_concats
// CHECK: qnn.quantize {{.*}}00000000000000a1{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a2{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a3{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a4{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a6{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a5{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
func.func @concat_of_concats(%g: tensor<1x!quant.uniform<i8:f32, 0.125>>) -> tensor<3xf32> {
  %x = qnn.dequantize %g : (tensor<1x!quant.uniform<i8:f32, 0.125>>) -> tensor<1xf32>
  %0 = qnn.gelu %x : (tensor<1xf32>) -> tensor<1xf32>
  %1 = qnn.observe %0 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1xf32>
  %2 = qnn.silu %x : (tensor<1xf32>) -> tensor<1xf32>
  %3 = qnn.observe %2 "00000000000000a2" {min = 0.0 : f32, max = 25.0 : f32} : tensor<1xf32>
  %4 = qnn.transpose %3 {permutation = array<i64: 0>} : (tensor<1xf32>) -> tensor<1xf32>
  %5 = qnn.observe %4 "00000000000000a3" {min = 0.0 : f32, max = 25.0 : f32} : tensor<1xf32>
  %6 = qnn.concat %1, %5 {axis = 0 : i64} : (tensor<1xf32>, tensor<1xf32>) -> tensor<2xf32>
  %7 = qnn.observe %6 "00000000000000a4" {min = 0.0 : f32, max = 255.0 : f32} : tensor<2xf32>
  %8 = qnn.abs %x : (tensor<1xf32>) -> tensor<1xf32>
  %o = qnn.observe %8 "00000000000000a6" {min = 0.0 : f32, max = 1.0 : f32} : tensor<1xf32>
  %9 = qnn.concat %7, %o {axis = 0 : i64} : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
  %10 = qnn.observe %9 "00000000000000a5" {min = 0.0 : f32, max = 510.0 : f32} : tensor<3xf32>
  return %10 : tensor<3xf32>
}

// Values that a recipe lets share have the type of the last of them, and so has what a pool makes of one; another word, and none, are
// by themselves.
// CHECK-LABEL: func.func @shared
// CHECK: qnn.quantize {{.*}}00000000000000a1{{.*}}!quant.uniform<i8:f32, 4.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a2{{.*}}!quant.uniform<i8:f32, 2.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a3{{.*}}!quant.uniform<i8:f32, 4.000000e+00:-128>>
// CHECK: qnn.max_pool2d
// CHECK: qnn.quantize {{.*}}00000000000000a4{{.*}}!quant.uniform<i8:f32, 4.000000e+00:-128>>
// CHECK: qnn.quantize {{.*}}00000000000000a5{{.*}}!quant.uniform<i8:f32, 5.000000e-01:-128>>
func.func @shared(%x: tensor<1x1x1x1xf32>) -> (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) {
  %0 = qnn.observe %x "00000000000000a0" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1x1x1x1xf32>
  %1 = qnn.gelu %0 {qnn.qconfig = {activations = {share = "a"}}} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = 0.0 : f32, max = 255.0 : f32} : tensor<1x1x1x1xf32>
  %3 = qnn.silu %2 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = 0.0 : f32, max = 510.0 : f32} : tensor<1x1x1x1xf32>
  %5 = qnn.gelu %4 {qnn.qconfig = {activations = {share = "a"}}} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = 0.0 : f32, max = 1020.0 : f32} : tensor<1x1x1x1xf32>
  %7 = qnn.max_pool2d %6 {kernel = array<i64: 1, 1>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = 0.0 : f32, max = 510.0 : f32} : tensor<1x1x1x1xf32>
  %9 = qnn.gelu %8 {qnn.qconfig = {activations = {share = "b"}}} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %10 = qnn.observe %9 "00000000000000a5" {min = 0.0 : f32, max = 127.5 : f32} : tensor<1x1x1x1xf32>
  return %8, %10 : tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>
}

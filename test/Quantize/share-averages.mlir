// RUN: quant-opt %s --quantize-insert-casts=share-means=true | FileCheck %s --check-prefixes=CHECK,MEAN,OWN-POOL
// RUN: quant-opt %s --quantize-insert-casts=share-pools=true | FileCheck %s --check-prefixes=CHECK,OWN-MEAN,POOL
// RUN: quant-opt %s --quantize-insert-casts | FileCheck %s --check-prefixes=CHECK,OWN-MEAN,OWN-POOL

// The type of an average is that of what is averaged, or its own; a sum's and a maximum's do not change.
// CHECK-LABEL: func.func @averages
func.func @averages(%x: tensor<1x4x4x1xf32>) -> (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>) {
  // CHECK: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  %0 = qnn.observe %x "00000000000000a0" {min = -128.0 : f32, max = 127.0 : f32} : tensor<1x4x4x1xf32>
  // CHECK: qnn.reduce
  // MEAN-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  // OWN-MEAN-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 5.000000e-01>>
  %1 = qnn.reduce %0 {kind = 0 : i64, axes = array<i64: 1, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x1x1x1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = -64.0 : f32, max = 63.5 : f32} : tensor<1x1x1x1xf32>
  // CHECK: qnn.reduce
  // CHECK-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 2.000000e+00>>
  %3 = qnn.reduce %0 {kind = 1 : i64, axes = array<i64: 1, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x1x1x1xf32>
  %4 = qnn.observe %3 "00000000000000a2" {min = -256.0 : f32, max = 254.0 : f32} : tensor<1x1x1x1xf32>
  // CHECK: qnn.reduce
  // CHECK-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  %5 = qnn.reduce %0 {kind = 2 : i64, axes = array<i64: 1, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x1x1x1xf32>
  %6 = qnn.observe %5 "00000000000000a3" {min = -64.0 : f32, max = 63.5 : f32} : tensor<1x1x1x1xf32>
  // CHECK: qnn.avg_pool2d
  // POOL-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  // OWN-POOL-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 5.000000e-01>>
  %7 = qnn.avg_pool2d %0 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x1xf32>
  %8 = qnn.observe %7 "00000000000000a4" {min = -64.0 : f32, max = 63.5 : f32} : tensor<1x2x2x1xf32>
  return %2, %4, %6, %8 : tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>
}

// So does a linear resize, whatever is asked of averages.
// CHECK-LABEL: func.func @resize
func.func @resize(%x: tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32> {
  // CHECK: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  %0 = qnn.observe %x "00000000000000a0" {min = -128.0 : f32, max = 127.0 : f32} : tensor<1x2x2x1xf32>
  // CHECK: qnn.resize
  // CHECK-NEXT: qnn.quantize %{{.*}}!quant.uniform<i8:f32, 1.000000e+00>>
  %1 = qnn.resize %0 {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 2.0, 2.0>} : (tensor<1x2x2x1xf32>) -> tensor<1x4x4x1xf32>
  %2 = qnn.observe %1 "00000000000000a1" {min = -64.0 : f32, max = 63.5 : f32} : tensor<1x4x4x1xf32>
  return %2 : tensor<1x4x4x1xf32>
}

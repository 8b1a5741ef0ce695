// RUN: quant-opt %s --plan-select-storage=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --plan-select-storage=target=x86-64-v3 --plan-select-storage=target=armv8.0-a | FileCheck %s --check-prefix=ARM
// RUN: quant-opt %s --plan-select-storage=target=armv8.0-a | FileCheck %s --check-prefix=ARM

// A profile that adds zero points in f32 is stated for the network's own, so ops keep how far they have moved.

!s = !quant.uniform<i8:f32, 5.000000e-01:3>
!u = !quant.uniform<u8:f32, 2.500000e-01:9>
!w = !quant.uniform<i16:f32, 1.250000e-01:9>

// CHECK: module attributes {qnn.profile = "ort"
module attributes {qnn.profile = "ort"} {
  func.func @f(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4x4x2xf32>, %z: tensor<1x4x4x2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x2x2x2xf32>) {
    %a = qnn.quantize %x : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2x!s>
    %b = qnn.quantize %y : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2x!u>
    %c = qnn.quantize %z : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2x!w>
    // CHECK: qnn.add {{.*}}qnn.storage_offsets = array<i64: 128, 0, 128>
    // ARM: qnn.add {{.*}}qnn.storage_offsets = array<i64: 0, -128, 0>
    %0 = qnn.add %a, %b : (tensor<1x4x4x2x!s>, tensor<1x4x4x2x!u>) -> tensor<1x4x4x2x!s>
    // CHECK: qnn.mul {{.*}}qnn.storage_offsets = array<i64: 128, 0, 0>
    // ARM: qnn.mul {{.*}}qnn.storage_offsets = array<i64: 0, 0, -128>
    %1 = qnn.mul %0, %c : (tensor<1x4x4x2x!s>, tensor<1x4x4x2x!w>) -> tensor<1x4x4x2x!u>
    // Differences are what they were.
    // ARM: qnn.sub {{%[^ ]+, %[^ ]+}} :
    // CHECK: qnn.sub {{%[^ ]+, %[^ ]+}} :
    %2 = qnn.sub %a, %b : (tensor<1x4x4x2x!s>, tensor<1x4x4x2x!u>) -> tensor<1x4x4x2x!s>
    // ARM: qnn.add {{.*}}qnn.storage_offsets = array<i64: -128, 0, -128>
    // CHECK: qnn.add {{%[^ ]+, %[^ ]+}} :
    %3 = qnn.add %b, %c : (tensor<1x4x4x2x!u>, tensor<1x4x4x2x!w>) -> tensor<1x4x4x2x!u>
    // ARM: qnn.avg_pool2d {{%[^ ]+}} {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} :
    // CHECK: qnn.avg_pool2d {{.*}}qnn.storage_offsets = array<i64: 128, 128>
    %4 = qnn.avg_pool2d %2 {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2x!s>) -> tensor<1x2x2x2x!s>
    %5 = qnn.dequantize %1 : (tensor<1x4x4x2x!u>) -> tensor<1x4x4x2xf32>
    %6 = qnn.dequantize %2 : (tensor<1x4x4x2x!s>) -> tensor<1x4x4x2xf32>
    %7 = qnn.dequantize %3 : (tensor<1x4x4x2x!u>) -> tensor<1x4x4x2xf32>
    %8 = qnn.dequantize %4 : (tensor<1x2x2x2x!s>) -> tensor<1x2x2x2xf32>
    return %5, %6, %7, %8 : tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>, tensor<1x2x2x2xf32>
  }

  // An argument keeps its type, and what reads it gets the moved one.
  // CHECK-LABEL: func.func @argument
  // CHECK: qnn.mul {{.*}}qnn.storage_offsets = array<i64: 128, 128, 128>
  // ARM-LABEL: func.func @argument
  // ARM: qnn.mul {{%[^ ]+, %[^ ]+}} :
  func.func @argument(%x: tensor<4x!s>) -> tensor<4x!s> {
    %0 = qnn.mul %x, %x : (tensor<4x!s>, tensor<4x!s>) -> tensor<4x!s>
    return %0 : tensor<4x!s>
  }
}

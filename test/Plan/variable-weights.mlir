// RUN: quant-opt %s --plan-select-storage=target=x86-64-v3 | FileCheck %s
// RUN: quant-opt %s --fuse-wrap-ops --plan-select-storage=target=x86-64-v3 | FileCheck %s --check-prefix=FUSED
// RUN: quant-opt %s --plan-select-storage=target=armv8.0-a | FileCheck %s --check-prefix=ARM
// RUN: quant-opt %s --fuse-wrap-ops --test-compare-kernels=target=native -o /dev/null
// RUN: quant-opt %s --fuse-wrap-ops --test-compare-kernels=target=x86-64-v3 -o /dev/null

// A weight that is no constant has the zero point 0 and keeps its sign, also where it is an activation elsewhere.

!x = !quant.uniform<u8:f32, 5.000000e-01>
!w = !quant.uniform<i8:f32, 2.500000e-01>
!acc = !quant.uniform<i32:f32, 1.250000e-01>

// CHECK-LABEL: func.func @main
// CHECK: qnn.relu {{.*}} -> tensor<3x2x!quant.uniform<u8:f32, 2.500000e-01:128>>
// CHECK: qnn.linear {{.*}} : (tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01>>, tensor<3x2x!quant.uniform<i8:f32, 2.500000e-01>>)
// FUSED: qnn.requantize {{.*}} -> tensor<3x2x!quant.uniform<i8:f32, 2.500000e-01>>
// FUSED-NEXT: qnn.linear {{.*}} : (tensor<1x2x!quant.uniform<u8:f32, 5.000000e-01>>, tensor<3x2x!quant.uniform<i8:f32, 2.500000e-01>>)
// ARM: qnn.linear {{.*}} : (tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-128>>, tensor<3x2x!quant.uniform<i8:f32, 2.500000e-01>>)
func.func @main(%x: tensor<1x2x!x>, %w: tensor<3x2x!w>) -> (tensor<1x3x!x>, tensor<3x2x!w>) {
  %0 = qnn.relu %w : (tensor<3x2x!w>) -> tensor<3x2x!w>
  %1 = qnn.linear %x, %w : (tensor<1x2x!x>, tensor<3x2x!w>) -> tensor<1x3x!acc>
  %2 = qnn.requantize %1 : (tensor<1x3x!acc>) -> tensor<1x3x!x>
  return %2, %0 : tensor<1x3x!x>, tensor<3x2x!w>
}

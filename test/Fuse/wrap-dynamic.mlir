// RUN: quant-opt %s --fuse-pipeline | FileCheck %s
// RUN: quant-opt %s --fuse-pipeline --plan-pipeline=target=x86-64-v4-vnni | FileCheck %s --check-prefix=X86
// RUN: quant-opt %s --fuse-pipeline --plan-pipeline=target=armv8.2-dotprod | FileCheck %s --check-prefix=ARM

// What the run's zero point adds is taken out, and the scale applied, in the kernel of the layer. What finds them is a kernel of its own
// with three results, and every type of it changes its sign with the target: codes of 0 to 255 are there what they were.

!u = !quant.uniform<u8:f32, 1.0>
!w = !quant.uniform<i8<-127:127>:f32, 0.5>
!acc = !quant.uniform<i32:f32, 0.5>

// CHECK: %[[Q:.+]]:3 = qnn.fused(%{{.*}}) : (tensor<2x4xf32>) -> (tensor<2x4x!quant.uniform<u8:f32, 1.000000e+00>>, tensor<f32>, tensor<!quant.uniform<u8:f32, 1.000000e+00>>)
// CHECK: qnn.dynamic_quantize
// CHECK: qnn.fused(%[[Q]]#0, %[[Q]]#2, %[[Q]]#1)
// CHECK: qnn.linear
// CHECK-NEXT: qnn.subtract_zero_point
// CHECK-NEXT: qnn.dynamic_dequantize
// CHECK-NEXT: qnn.yield
// A sum that is asked for itself.
// CHECK: qnn.fused
// CHECK: qnn.linear
// CHECK-NEXT: qnn.subtract_zero_point
// CHECK-NEXT: qnn.yield
// CHECK-NOT: qnn.fused

// X86: kernel = #qk.kernel<"generic"
// X86: qnn.dynamic_quantize {{.*}}!quant.uniform<u8:f32, 1.000000e+00>>)
// X86: kernel = #qk.kernel<"contraction"
// X86: kernel = #qk.kernel<"generic"

// ARM: qnn.dynamic_quantize {{.*}} -> (tensor<2x4x!quant.uniform<i8:f32, 1.000000e+00:-128>>, tensor<f32>, tensor<!quant.uniform<i8:f32, 1.000000e+00:-128>>)
// ARM: kernel = #qk.kernel<"contraction"
// ARM: qnn.subtract_zero_point {{.*}}tensor<!quant.uniform<i8:f32, 1.000000e+00:-128>>
func.func @main(%x: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x3x!acc>) {
  %w = qnn.constant dense<3> : tensor<3x4xi8> as tensor<3x4x!w>
  %sums = qnn.constant dense<12> : tensor<3xi32> as tensor<3xi32>
  %q:3 = qnn.dynamic_quantize %x {formula = "ort"} : (tensor<2x4xf32>) -> (tensor<2x4x!u>, tensor<f32>, tensor<!u>)
  %0 = qnn.linear %q#0, %w : (tensor<2x4x!u>, tensor<3x4x!w>) -> tensor<2x3x!acc>
  %1 = qnn.subtract_zero_point %0, %q#2, %sums : (tensor<2x3x!acc>, tensor<!u>, tensor<3xi32>) -> tensor<2x3x!acc>
  %2 = qnn.dynamic_dequantize %1, %q#1 : (tensor<2x3x!acc>, tensor<f32>) -> tensor<2x3xf32>
  %3 = qnn.linear %q#0, %w : (tensor<2x4x!u>, tensor<3x4x!w>) -> tensor<2x3x!acc>
  %4 = qnn.subtract_zero_point %3, %q#2, %sums : (tensor<2x3x!acc>, tensor<!u>, tensor<3xi32>) -> tensor<2x3x!acc>
  return %2, %4 : tensor<2x3xf32>, tensor<2x3x!acc>
}

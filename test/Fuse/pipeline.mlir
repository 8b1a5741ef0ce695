// RUN: quant-opt %source/test/Quantize/Inputs/small-quantized.mlir --fuse-pipeline | FileCheck %s
// RUN: quant-opt %source/test/Quantize/Inputs/small-quantized.mlir --fuse-pipeline --fuse-pipeline | FileCheck %s

// A call for each of: quantize, convolution, depthwise with table, pointwise with
// residual, mean, classifier, softmax. The reshape is none.

// CHECK: module attributes {qnn.step = "fuse"}
// CHECK-LABEL: func.func @main
// CHECK-NEXT: qnn.fused({{.*}}) {qnn.id = "00000000000000a0"}
// CHECK: qnn.quantize
// CHECK: %[[R:.+]] = qnn.fused({{.*}}) {qnn.id = "00000000000000a2"}
// CHECK: qnn.conv2d
// CHECK-NEXT: qnn.requantize
// CHECK: %[[SILU:.+]] = qnn.fused(%[[R]]) {qnn.id = "00000000000000a4"}
// CHECK: qnn.conv2d
// CHECK-NEXT: qnn.requantize
// CHECK-NEXT: qnn.silu
// CHECK: qnn.fused(%[[SILU]], %[[R]]) {qnn.id = "00000000000000a7"}
// CHECK: qnn.conv2d
// CHECK-NEXT: qnn.add
// CHECK: qnn.fused({{.*}}) {qnn.id = "00000000000000a8"}
// CHECK: qnn.reduce
// CHECK: %[[FLAT:.+]] = qnn.reshape
// CHECK-NEXT: qnn.fused(%[[FLAT]]) {qnn.id = "00000000000000aa"}
// CHECK: qnn.linear
// CHECK-NEXT: qnn.dequantize
// CHECK: qnn.fused({{.*}}) {qnn.id = "00000000000000ab"}
// CHECK: qnn.softmax
// CHECK-NOT: qnn.fused
// CHECK: return

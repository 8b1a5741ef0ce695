// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:4,1,4:float(random.randrange(-8, 9))"
// RUN: quant-translate --import-onnx %t.onnx -o %t.mlir
// RUN: quant-run %s %t.npz --compare=%t.mlir | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: output {{.*}}: equal

// Weights in few bits beside float values: small whole numbers are exact either way.
// CHECK: ir 10 opset 21
// CHECK: init linear_0_weight_quantized i8 2x4 = 1 -2 3 4 5 6 7 127
// CHECK: DequantizeLinear linear_0_weight: linear_0_weight_quantized, linear_0_weight_scale, linear_0_weight_zero_point -> linear_0_weight axis=0
// CHECK: Gemm linear_0: x, linear_0_weight -> a transB=1
// CHECK: init linear_1_weight_quantized u4 2x4 = 0 1 2 3 15 14 13 12
// CHECK-NEXT: init linear_1_weight_scale f32 2x2 = 0.5 2 1 4
// CHECK-NEXT: init linear_1_weight_zero_point u4 2x2 = 1 2 3 8
// CHECK-NEXT: DequantizeLinear linear_1_weight: linear_1_weight_quantized, linear_1_weight_scale, linear_1_weight_zero_point -> linear_1_weight axis=1 block_size=2
// CHECK: init linear_2_weight_quantized i4 2x4 = 1 -2 -1 0 0 1 1 -1
// CHECK: init linear_3_weight f16 2x4 = 1 0.5 -2 0 1 1 1 1
// CHECK-NEXT: Cast linear_3_weight: linear_3_weight -> linear_3_weight_1 to=1
// CHECK: Gemm linear_3: x, linear_3_weight_1 -> d transB=1
!u4 = !quant.uniform<u4:f32, 1.0>
!c = !quant.uniform<i8:f32:0, {0.5, 0.25}>
!s2 = !quant.uniform<i2:f32, 0.5>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x4xf32> {qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "a"}, tensor<1x2xf32> {qnn.name = "b"}, tensor<1x2xf32> {qnn.name = "c"}, tensor<1x2xf32> {qnn.name = "d"}) {
    %w0 = qnn.constant dense<[[1, -2, 3, 4], [5, 6, 7, 127]]> : tensor<2x4xi8> as tensor<2x4x!c>
    %a = qnn.linear %x, %w0 : (tensor<1x4xf32>, tensor<2x4x!c>) -> tensor<1x2xf32>
    %w1 = qnn.constant dense<[[0, 1, 2, 3], [-1, -2, -3, -4]]> : tensor<2x4xi4> as tensor<2x4x!u4>
    %s1 = qnn.constant dense<[[0.5, 2.0], [1.0, 4.0]]> : tensor<2x2xf32> as tensor<2x2xf32>
    %z1 = qnn.constant dense<[[1, 2], [3, -8]]> : tensor<2x2xi4> as tensor<2x2x!u4>
    %b = qnn.linear %x, %w1 scales %s1 zero_points %z1 {group_size = 2 : i64} : (tensor<1x4xf32>, tensor<2x4x!u4>, tensor<2x2xf32>, tensor<2x2x!u4>) -> tensor<1x2xf32>
    %w2 = qnn.constant dense<[[1, -2, -1, 0], [0, 1, 1, -1]]> : tensor<2x4xi2> as tensor<2x4x!s2>
    %c = qnn.linear %x, %w2 : (tensor<1x4xf32>, tensor<2x4x!s2>) -> tensor<1x2xf32>
    %w3 = qnn.constant dense<[[1.0, 0.5, -2.0, 0.0], [1.0, 1.0, 1.0, 1.0]]> : tensor<2x4xf16> as tensor<2x4xf16>
    %d = qnn.linear %x, %w3 : (tensor<1x4xf32>, tensor<2x4xf16>) -> tensor<1x2xf32>
    return %a, %b, %c, %d : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
  }
}

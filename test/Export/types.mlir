// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:4,1,3:random.gauss(0, 60)" "i=u1:4,1,3:random.randrange(256)" "k=i4:4,1,3:random.randrange(-9, 9)"
// RUN: %python %S/round-trip %t.dir %s %t.npz | FileCheck %s --check-prefix=AGAIN
// AGAIN: equal
// RUN: quant-translate --import-onnx %t.onnx | FileCheck %s --check-prefix=PROFILE
// PROFILE: module attributes {{.*}}qnn.profile = "ort"

// What is not ours to say in ONNX itself is metadata; the profile survives.
// CHECK: ir 10 opset 21 quantc.profile=ort
// Stored values in and out, and plain integers.
// CHECK: input x f32 1x3
// CHECK: input i u8 1x3
// CHECK: input k i32 1x3
// CHECK: DequantizeLinear i_dequantized: i, i_dequantized_scale, i_dequantized_zero_point -> i_dequantized
// CHECK: init x_zero_point u16 scalar = 40000
// CHECK: QuantizeLinear x_quantized: x, x_scale, x_zero_point -> a
// CHECK: init x_zero_point_1 i16 scalar = -5
// CHECK: QuantizeLinear {{.*}} -> b
// Four bits are four bits.
// CHECK: init x_zero_point_2 i4 scalar = -3
// CHECK: QuantizeLinear {{.*}} -> c
// Fewer stored values than the type has: they are bounded after the rounding.
// CHECK: QuantizeLinear x_quantized_3: x, {{.*}} -> x_quantized
// CHECK: DequantizeLinear x_dequantized: x_quantized, {{.*}}
// CHECK: init x_min f32 scalar = -31.5
// CHECK-NEXT: init x_max f32 scalar = 31.5
// CHECK-NEXT: Clip x_activation: x_dequantized, x_min, x_max -> x_activation
// CHECK: QuantizeLinear x_quantized_4: x_activation, {{.*}} -> d
// Weights of four bits are two in a byte.
// CHECK: init linear_0_weight_quantized i4 3x3 = 1 2 3 4 5 6 7 -7 -6
// CHECK: Cast cast_0: k -> cast_0 to=1
// CHECK: output a u16 1x3
// CHECK: output b i16 1x3
// CHECK: output c i4 1x3
// CHECK: output d i8 1x3
!i = !quant.uniform<u8:f32, 0.5:128>
!u16 = !quant.uniform<u16:f32, 0.00390625:40000>
!s16 = !quant.uniform<i16:f32, 0.00390625:-5>
!s4 = !quant.uniform<i8<-8:7>:f32, 8.0:-3>
!narrow = !quant.uniform<i8<-63:63>:f32, 0.5>
!w4 = !quant.uniform<i8<-7:7>:f32:0, {0.25, 0.5, 1.0}>
!acc = !quant.uniform<i32:f32:1, {0.125, 0.25, 0.5}>
module attributes {qnn.step = "quantize", qnn.profile = "ort"} {
  func.func @main(%x: tensor<1x3xf32> {qnn.name = "x"}, %i: tensor<1x3x!i> {qnn.name = "i"}, %k: tensor<1x3xi32> {qnn.name = "k"}) -> (tensor<1x3x!u16> {qnn.name = "a"}, tensor<1x3x!s16> {qnn.name = "b"}, tensor<1x3x!s4> {qnn.name = "c"}, tensor<1x3x!narrow> {qnn.name = "d"}, tensor<1x3xf32> {qnn.name = "e"}, tensor<1x3xf32> {qnn.name = "f"}) {
    %r = qnn.dequantize %i : (tensor<1x3x!i>) -> tensor<1x3xf32>
    %s = qnn.relu %r {qnn.float_reason = "test"} : (tensor<1x3xf32>) -> tensor<1x3xf32>
    %a = qnn.quantize %x : (tensor<1x3xf32>) -> tensor<1x3x!u16>
    %b = qnn.quantize %x : (tensor<1x3xf32>) -> tensor<1x3x!s16>
    %c = qnn.quantize %x : (tensor<1x3xf32>) -> tensor<1x3x!s4>
    %d = qnn.quantize %x : (tensor<1x3xf32>) -> tensor<1x3x!narrow>
    %w = qnn.constant dense<[[1, 2, 3], [4, 5, 6], [7, -7, -6]]> : tensor<3x3xi8> as tensor<3x3x!w4>
    %l = qnn.linear %d, %w : (tensor<1x3x!narrow>, tensor<3x3x!w4>) -> tensor<1x3x!acc>
    %e = qnn.dequantize %l : (tensor<1x3x!acc>) -> tensor<1x3xf32>
    %f = qnn.cast %k : (tensor<1x3xi32>) -> tensor<1x3xf32>
    %g = qnn.add %f, %s {qnn.float_reason = "test"} : (tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
    return %a, %b, %c, %d, %e, %g : tensor<1x3x!u16>, tensor<1x3x!s16>, tensor<1x3x!s4>, tensor<1x3x!narrow>, tensor<1x3xf32>, tensor<1x3xf32>
  }
}

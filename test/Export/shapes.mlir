// RUN: quant-translate --export-onnx-qdq %s -o %t.onnx
// RUN: %python %S/Inputs/print_onnx.py %t.onnx | FileCheck %s --match-full-lines
// RUN: %python %source/test/Support/Inputs/make_npz.py %t.npz "x=f4:4,1,2,4,6:random.gauss(0, 30)"
// RUN: %python %S/round-trip %t.dir %s %t.npz | FileCheck %s --check-prefix=AGAIN
// AGAIN: equal

// Attributes are those of NCHW.
// CHECK: init pad_0_pads i64 8 = 0 0 1 0 0 0 0 2
// CHECK-NEXT: init pad_0_value f32 scalar = 1.5
// CHECK-NEXT: Pad pad_0: x_dequantized, pad_0_pads, pad_0_value -> pad_0 mode=constant
// CHECK: init slice_0_starts i64 2 = 3 1
// CHECK-NEXT: init slice_0_ends i64 2 = -2147483648 7
// CHECK-NEXT: init slice_0_axes i64 2 = 2 3
// CHECK-NEXT: init slice_0_steps i64 2 = -1 2
// CHECK-NEXT: Slice slice_0: pad_0_dequantized, slice_0_starts, slice_0_ends, slice_0_axes, slice_0_steps -> slice_0
// CHECK: Concat concat_0: slice_0_dequantized, slice_0_dequantized -> concat_0 axis=1
// CHECK: init resize_0_scales f32 4 = 1 1 2 1.5
// CHECK-NEXT: Resize resize_0: concat_0_dequantized, , resize_0_scales -> resize_0 mode=nearest coordinate_transformation_mode=asymmetric nearest_mode=floor
// CHECK: init resize_1_sizes i64 4 = 1 4 3 5
// CHECK-NEXT: Resize resize_1: concat_0_dequantized, , , resize_1_sizes -> resize_1 mode=linear coordinate_transformation_mode=half_pixel nearest_mode=round_prefer_floor
// An axis of one element goes where it is wanted; two that are merged need the module's order.
// CHECK: init reshape_0_shape i64 3 = 1 4 12
// CHECK-NEXT: Reshape reshape_0: concat_0_dequantized, reshape_0_shape -> reshape_0
// CHECK: Transpose concat_0_quantized_transposed: concat_0_quantized -> concat_0_quantized_transposed perm=[0,2,3,1]
// CHECK: Reshape reshape_1: {{.*}}
// CHECK: init constant_0 i64 2 = 3 0
// CHECK-NEXT: Gather gather_0: reshape_1_dequantized, constant_0 -> gather_0 axis=1
// CHECK: init broadcast_0_shape i64 3 = 2 2 12
// CHECK-NEXT: Expand broadcast_0: gather_0_dequantized, broadcast_0_shape -> broadcast_0
!t = !quant.uniform<i8:f32, 0.5:3>
module attributes {qnn.step = "quantize"} {
  func.func @main(%x: tensor<1x2x4x6xf32> {qnn.name = "x"}) -> (tensor<1x8x4x4x!t> {qnn.name = "a"}, tensor<1x3x5x4xf32> {qnn.name = "b"}, tensor<2x2x12x!t> {qnn.name = "c"}, tensor<1x4x12x!t> {qnn.name = "d"}) {
    %n = qnn.quantize %x : (tensor<1x2x4x6xf32>) -> tensor<1x2x4x6x!t>
    %q = qnn.transpose %n {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x6x!t>) -> tensor<1x4x6x2x!t>
    %p = qnn.pad %q {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 0, 2, 0>, value = 1.5 : f32} : (tensor<1x4x6x2x!t>) -> tensor<1x5x8x2x!t>
    %s = qnn.slice %p {offsets = array<i64: 0, 3, 1, 0>, strides = array<i64: 1, -1, 2, 1>} : (tensor<1x5x8x2x!t>) -> tensor<1x4x3x2x!t>
    %c = qnn.concat %s, %s {axis = 3 : i64} : (tensor<1x4x3x2x!t>, tensor<1x4x3x2x!t>) -> tensor<1x4x3x4x!t>
    %r = qnn.resize %c {mode = 0 : i64, coordinates = 1 : i64, rounding = 2 : i64, scales = array<f64: 2.0, 1.5>} : (tensor<1x4x3x4x!t>) -> tensor<1x8x4x4x!t>
    %cf = qnn.dequantize %c : (tensor<1x4x3x4x!t>) -> tensor<1x4x3x4xf32>
    %l = qnn.resize %cf {mode = 1 : i64, coordinates = 0 : i64, rounding = 0 : i64, scales = array<f64: 0.75, 1.6666666666666667>} : (tensor<1x4x3x4xf32>) -> tensor<1x3x5x4xf32>
    %f = qnn.reshape %c : (tensor<1x4x3x4x!t>) -> tensor<1x12x4x!t>
    %ft = qnn.transpose %f {permutation = array<i64: 0, 2, 1>} : (tensor<1x12x4x!t>) -> tensor<1x4x12x!t>
    %m = qnn.reshape %c : (tensor<1x4x3x4x!t>) -> tensor<1x4x12x!t>
    %i = qnn.constant dense<[3, 0]> : tensor<2xi64> as tensor<2xi64>
    %g = qnn.gather %m, %i {axis = 1 : i64} : (tensor<1x4x12x!t>, tensor<2xi64>) -> tensor<1x2x12x!t>
    %e = qnn.broadcast %g : (tensor<1x2x12x!t>) -> tensor<2x2x12x!t>
    return %r, %l, %e, %ft : tensor<1x8x4x4x!t>, tensor<1x3x5x4xf32>, tensor<2x2x12x!t>, tensor<1x4x12x!t>
  }
}

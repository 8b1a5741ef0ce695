// RUN: sed 's/{qnn.target/{qnn.profile = "ort", qnn.target/' %s | quant-opt --fuse-wrap-ops --lower-to-kernels --lower-assign-arena --lower-attach-signature | FileCheck %s --check-prefix=ORT
// RUN: quant-opt %s --fuse-wrap-ops --lower-to-kernels --lower-assign-arena --lower-attach-signature | FileCheck %s

// CHECK: qnn.signature = "{\22arena_alignment\22:64,\22arena_bytes\22:128
// CHECK-SAME: \22calls\22:[{\22kernel\22:\22qk_quantize_u8_f32\22,\22values\22:[{\22arena\22:0,\22id\22:\2200000000000000aa\22,\22scales\22:[0.5],\22shape\22:[4],\22type\22:\22u8\22,\22zero_points\22:[3]}]}
// CHECK-SAME: \22id\22:\22\22,\22output\22:0
// CHECK-SAME: \22inputs\22:[{\22name\22:\22x\22,\22shape\22:[4],\22type\22:\22f32\22}]
// CHECK-SAME: \22model_hash\22:\22deadbeefdeadbeef\22
// CHECK-SAME: \22profile\22:\22quantc\22
// ORT: \22profile\22:\22ort\22
// CHECK-SAME: \22target\22:\22x86-64-v3\22,\22version\22:1
module attributes {qnn.target = "x86-64-v3", qnn.model_hash = "deadbeefdeadbeef"} {
  func.func @main(%x: tensor<4xf32> {qnn.name = "x"}) -> (tensor<4xf32> {qnn.name = "y"}) {
    %0 = qnn.quantize %x {qnn.id = "00000000000000aa"} : (tensor<4xf32>) -> tensor<4x!quant.uniform<u8:f32, 0.5:3>>
    %1 = qnn.dequantize %0 : (tensor<4x!quant.uniform<u8:f32, 0.5:3>>) -> tensor<4xf32>
    return %1 : tensor<4xf32>
  }
}

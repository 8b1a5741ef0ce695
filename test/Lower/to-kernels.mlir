// RUN: quant-opt %s --split-input-file --fuse-wrap-ops --lower-to-kernels | FileCheck %s

// What the network returns is written where the caller wants it; what lies between is allocated;
// a reshape is another name; layers of equal text share a function.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func @quantc_run
  // CHECK-SAME: (%[[X:.+]]: memref<6xf32> {qnn.name = "x", qnn.role = "input", {{.*}}}, %[[Y:.+]]: memref<6xf32> {qnn.name = "output0", qnn.role = "output"
  // CHECK: %[[A:.+]] = memref.alloc() : memref<6xf32>
  // CHECK: call @[[NEG:.+]](%[[X]], %[[A]]) {qnn.first_output = 1 : i64, qnn.ids = ["00000000000000aa"]
  // CHECK: %[[B:.+]] = memref.alloc() : memref<6xf32>
  // CHECK: call @[[NEG]](%[[A]], %[[B]])
  // CHECK: call @qk_abs_f32_f32(%[[B]], %[[Y]])
  // CHECK: call @qk_canonicalize_nan(%[[Y]])
  // CHECK: func.func private @[[NEG]]
  // CHECK-NOT: func.func private @[[NEG]]_2
  func.func @main(%x: tensor<2x3xf32> {qnn.name = "x"}) -> tensor<6xf32> {
    %0 = qnn.neg %x {qnn.id = "00000000000000aa"} : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %1 = qnn.neg %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %2 = qnn.reshape %1 : (tensor<2x3xf32>) -> tensor<6xf32>
    %3 = qnn.abs %2 : (tensor<6xf32>) -> tensor<6xf32>
    return %3 : tensor<6xf32>
  }
}

// -----

// Integers are no NaN, and dequantized ones neither; a table is a constant of 256 bytes.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK: memref.global "private" constant @{{.+}} : memref<256xi8>
  // CHECK-LABEL: func.func @quantc_run
  // CHECK-NOT: qk_canonicalize_nan
  // CHECK: return
  func.func @main(%x: tensor<4x!quant.uniform<u8:f32, 0.5:3>>) -> tensor<4xf32> {
    %0 = qnn.tanh %x : (tensor<4x!quant.uniform<u8:f32, 0.5:3>>) -> tensor<4x!quant.uniform<u8:f32, 0.0078125:128>>
    %1 = qnn.dequantize %0 : (tensor<4x!quant.uniform<u8:f32, 0.0078125:128>>) -> tensor<4xf32>
    return %1 : tensor<4xf32>
  }
}

// -----

// A network that gives back its input copies it.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func @quantc_run
  // CHECK: call @qk_copy(%{{[^,]+}}, %[[OUT:[^)]+]])
  // CHECK: call @qk_canonicalize_nan(%[[OUT]])
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    return %x : tensor<4xf32>
  }
}

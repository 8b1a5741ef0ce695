// RUN: quant-opt %s --split-input-file --fuse-wrap-ops --lower-to-kernels | FileCheck %s --implicit-check-not="vector<{{[^1]|1[^6]}}"

// Axes that all buffers walk as one are one loop; nothing is multiplied by one, and nothing added to zero.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_add_f32_f32(
  // CHECK: scf.for %[[I:.+]] = %{{.+}} to %c24 step %c1 {
  // CHECK-NEXT: %[[A:.+]] = memref.load %arg0[%[[I]]]
  // CHECK-NEXT: %[[B:.+]] = memref.load %arg0[%[[I]]]
  // CHECK-NEXT: %[[C:.+]] = arith.addf %[[A]], %[[B]] : f32
  // CHECK-NEXT: memref.store %[[C]], %arg1[%[[I]]]
  // CHECK-NEXT: }
  // CHECK-NEXT: return
  func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
    %0 = qnn.add %x, %x : (tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
    return %0 : tensor<2x3x4xf32>
  }
}

// -----

// A row that is read again and again is a loop of its own.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_add_f32_f32_f32(
  // CHECK: scf.for %[[I:.+]] = %{{.+}} to %c6 step %c1 {
  // CHECK-COUNT-2: arith.muli %[[I]], %{{.+}} : index
  // CHECK: scf.for %[[J:.+]] = %{{.+}} to %c4{{.*}} step
  // CHECK-NEXT: %[[TO:.+]] = arith.addi %{{.+}}, %[[J]] : index
  // CHECK-NEXT: %[[FROM:.+]] = arith.addi %{{.+}}, %[[J]] : index
  // CHECK-NEXT: memref.load %arg0[%[[FROM]]]
  // CHECK-NEXT: memref.load %arg1[%[[J]]]
  // CHECK-NEXT: arith.addf
  // CHECK-NEXT: memref.store %{{.+}}, %arg2[%[[TO]]]
  // CHECK-NEXT: }
  // CHECK-NEXT: }
  // CHECK-NEXT: return
  func.func @main(%x: tensor<2x3x4xf32>, %c: tensor<4xf32>) -> tensor<2x3x4xf32> {
    %0 = qnn.add %x, %c : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
    return %0 : tensor<2x3x4xf32>
  }
}

// -----

// Channels go by 16, without a loop where there are only 16 of them, and the rest one by one.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_max_pool2d_f32_f32(
  // CHECK: scf.for %{{.+}} to %c2 step
  // CHECK: scf.for %{{.+}} to %c2_{{.*}} step
  // CHECK: %[[MAX:.+]] = scf.for %{{.+}} to %c4 step {{.*}} -> (vector<16xf32>) {
  // CHECK: vector.load
  // CHECK: vector.store %[[MAX]], {{.*}} vector<16xf32>
  // CHECK: scf.for %[[REST:.+]] = %{{.+}} to %c4{{.*}} step
  // CHECK-NEXT: %c16 = arith.constant 16 : index
  // CHECK-NEXT: arith.addi %[[REST]], %c16
  // CHECK: scf.for {{.*}} -> (f32) {
  // CHECK: memref.store
  func.func @main(%p: tensor<1x4x4x20xf32>) -> tensor<1x2x2x20xf32> {
    %0 = qnn.max_pool2d %p {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x20xf32>) -> tensor<1x2x2x20xf32>
    return %0 : tensor<1x2x2x20xf32>
  }
}

// -----

module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_matmul_f32_f32_f32(
  // CHECK: scf.for %{{.+}} to %c3 step
  // CHECK: scf.for %[[BLOCK:.+]] = %{{.+}} to %c2 step
  // CHECK-NEXT: %c16 = arith.constant 16 : index
  // CHECK-NEXT: arith.muli %[[BLOCK]], %c16
  // CHECK: scf.for %{{.+}} to %c5{{.*}} -> (vector<16xf32>) {
  // CHECK: %[[A:.+]] = memref.load %arg0
  // CHECK: vector.broadcast %[[A]] : f32 to vector<16xf32>
  // CHECK: vector.load %arg1{{.*}} vector<16xf32>
  // CHECK: math.fma {{.*}} vector<16xf32>
  // CHECK-NOT: memref.store
  // CHECK: return
  func.func @main(%a: tensor<3x5xf32>, %b: tensor<5x32xf32>) -> tensor<3x32xf32> {
    %0 = qnn.matmul %a, %b : (tensor<3x5xf32>, tensor<5x32xf32>) -> tensor<3x32xf32>
    return %0 : tensor<3x32xf32>
  }
}

// -----

// A convolution that has no kernel of its own: output channels by 16, weights repacked, constants where they are read.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK: memref.global "private" constant @{{.+}} : memref<20xf32> = dense<1.000000e+00>
  // CHECK-LABEL: func.func private @qk_conv_transpose2d_f32_f32(%arg0: memref<4xf32>, %arg1: memref<80xf32>, %arg2: memref<20xf32>)
  // CHECK: vector.load %arg2{{.*}} vector<16xf32>
  // CHECK: vector.store {{.*}} vector<16xf32>
  // CHECK: memref.store
  func.func @main(%x: tensor<1x2x2x1xf32>) -> tensor<1x2x2x20xf32> {
    %w = qnn.constant dense<1.0> : tensor<20x1x1x1xf32> as tensor<20x1x1x1xf32>
    %0 = qnn.conv_transpose2d %x, %w : (tensor<1x2x2x1xf32>, tensor<20x1x1x1xf32>) -> tensor<1x2x2x20xf32>
    return %0 : tensor<1x2x2x20xf32>
  }
}

// -----

// Sums of 16-bit values fit 32 bits up to 2^14 - 1 of them, and of 8-bit values up to 2^22 - 1.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_reduce_s16_s16(%arg0: memref<16384xi16>
  // CHECK: scf.for {{.*}} -> (i64)
  // CHECK: arith.extsi %{{.+}} : i16 to i64
  // CHECK-NEXT: arith.addi {{.*}} : i64
  // CHECK: arith.sitofp {{.*}} : i64 to f32
  // CHECK-LABEL: func.func private @qk_reduce_s16_s16_2(%arg0: memref<16383xi16>
  // CHECK: scf.for {{.*}} -> (i32)
  // CHECK-NOT: i64
  // CHECK-LABEL: func.func private @qk_reduce_u8_u8(%arg0: memref<4194304xi8>
  // CHECK: scf.for {{.*}} -> (i64)
  // CHECK-LABEL: func.func private @qk_reduce_u8_u8_2(%arg0: memref<4194303xi8>
  // CHECK: scf.for {{.*}} -> (i32)
  func.func @main(%a: tensor<1x16384x!quant.uniform<i16:f32, 0.5>>, %b: tensor<1x16383x!quant.uniform<i16:f32, 0.5>>,
      %c: tensor<1x4194304x!quant.uniform<u8:f32, 0.5>>, %d: tensor<1x4194303x!quant.uniform<u8:f32, 0.5>>)
      -> (tensor<1x1x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x!quant.uniform<i16:f32, 0.5>>,
          tensor<1x1x!quant.uniform<u8:f32, 0.5>>, tensor<1x1x!quant.uniform<u8:f32, 0.5>>) {
    %0 = qnn.reduce %a {kind = 0 : i64, axes = array<i64: 1>} : (tensor<1x16384x!quant.uniform<i16:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i16:f32, 0.5>>
    %1 = qnn.reduce %b {kind = 0 : i64, axes = array<i64: 1>} : (tensor<1x16383x!quant.uniform<i16:f32, 0.5>>) -> tensor<1x1x!quant.uniform<i16:f32, 0.5>>
    %2 = qnn.reduce %c {kind = 0 : i64, axes = array<i64: 1>} : (tensor<1x4194304x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.5>>
    %3 = qnn.reduce %d {kind = 0 : i64, axes = array<i64: 1>} : (tensor<1x4194303x!quant.uniform<u8:f32, 0.5>>) -> tensor<1x1x!quant.uniform<u8:f32, 0.5>>
    return %0, %1, %2, %3 : tensor<1x1x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x!quant.uniform<i16:f32, 0.5>>, tensor<1x1x!quant.uniform<u8:f32, 0.5>>, tensor<1x1x!quant.uniform<u8:f32, 0.5>>
  }
}

// -----

// What stays at one channel a pixel is summed by 16 neighbours, what lies apart by one.
module attributes {qnn.target = "x86-64-v3"} {
  // CHECK-LABEL: func.func private @qk_reduce_f32_f32(%arg0: memref<120xf32>
  // CHECK: scf.for %{{.+}} to %c3 step
  // CHECK: scf.for %{{.+}} to %c2{{.*}} -> (vector<16xf32>)
  // CHECK-COUNT-16: vector.extract
  // CHECK-COUNT-8: memref.load
  // CHECK-NOT: memref.load
  // CHECK-LABEL: func.func private @qk_reduce_f32_f32_2(%arg0: memref<120xf32>
  // CHECK: scf.for %{{.+}} to %c2{{.*}} -> (f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32, f32)
  // CHECK-COUNT-16: memref.load
  // CHECK: scf.yield
  // CHECK-COUNT-8: memref.load
  // CHECK-NOT: memref.load
  // CHECK: return
  func.func @main(%x: tensor<3x40xf32>, %y: tensor<40x3xf32>) -> (tensor<3x1xf32>, tensor<1x3xf32>) {
    %0 = qnn.reduce %x {kind = 1 : i64, axes = array<i64: 1>} : (tensor<3x40xf32>) -> tensor<3x1xf32>
    %1 = qnn.reduce %y {kind = 1 : i64, axes = array<i64: 0>} : (tensor<40x3xf32>) -> tensor<1x3xf32>
    return %0, %1 : tensor<3x1xf32>, tensor<1x3xf32>
  }
}

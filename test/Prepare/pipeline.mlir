// RUN: quant-opt %s --prepare-pipeline | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=prepare-pipeline tolerance=1e-6 inner-transposes=0" -o /dev/null
// RUN: quant-opt %s --prepare-pipeline --prepare-pipeline | FileCheck %s

// What the importer makes of a small residual network in NCHW with batch
// normalization, a global pool, a flatten and a matrix product.
// CHECK: module attributes {qnn.step = "prepare"}
module attributes {qnn.step = "import"} {
  // CHECK-LABEL: func.func @main
  // CHECK-SAME: (%[[X:.+]]: tensor<1x3x8x8xf32>
  func.func @main(%x: tensor<1x3x8x8xf32> {qnn.id = "00000000000000a0", qnn.name = "x"}) -> (tensor<1x2xf32> {qnn.name = "y"}) {
    // CHECK: %[[OX:.+]] = qnn.observe %[[X]] "00000000000000a0"
    // CHECK: %[[T:.+]] = qnn.transpose %[[OX]] {permutation = array<i64: 0, 2, 3, 1>
    // CHECK: %[[OT:.+]] = qnn.observe %[[T]]
    // CHECK: %[[CONV1:.+]] = qnn.conv2d %[[OT]], %{{.*}} bias %{{.*}} {pads = array<i64: 1, 1, 1, 1>, qnn.id = "00000000000000a4"}
    // CHECK: %[[O1:.+]] = qnn.observe %[[CONV1]] "00000000000000a4"
    // CHECK: %[[RELU1:.+]] = qnn.relu %[[O1]] {qnn.id = "00000000000000a5"} : (tensor<1x8x8x4xf32>)
    // CHECK: %[[OR1:.+]] = qnn.observe %[[RELU1]]
    // CHECK: %[[CONV2:.+]] = qnn.conv2d %[[OR1]]
    // CHECK: %[[O2:.+]] = qnn.observe %[[CONV2]]
    // CHECK: %[[ADD:.+]] = qnn.add %[[O2]], %[[OR1]] {qnn.id = "00000000000000a8"} : (tensor<1x8x8x4xf32>
    // CHECK: %[[OADD:.+]] = qnn.observe %[[ADD]] "00000000000000a8"
    // CHECK: %[[MEAN:.+]] = qnn.reduce %[[OADD]] {axes = array<i64: 1, 2>, kind = 0 : i64, qnn.id = "00000000000000a9"} : (tensor<1x8x8x4xf32>) -> tensor<1x1x1x4xf32>
    // CHECK: %[[OMEAN:.+]] = qnn.observe %[[MEAN]] "00000000000000a9"
    // CHECK: %[[FLAT:.+]] = qnn.reshape %[[OMEAN]] {qnn.id = "00000000000000aa"} : (tensor<1x1x1x4xf32>) -> tensor<1x4xf32>
    // CHECK: %[[OFLAT:.+]] = qnn.observe %[[FLAT]]
    // CHECK: %[[Y:.+]] = qnn.linear %[[OFLAT]], %{{.*}} bias %{{.*}} {qnn.id = "00000000000000ac"}
    // CHECK: %[[OY:.+]] = qnn.observe %[[Y]] "00000000000000ac"
    // CHECK: return %[[OY]]
    %w1 = qnn.constant dense<0.5> : tensor<4x3x3x3xf32> as tensor<4x3x3x3xf32>
    %scale = qnn.constant dense<2.0> : tensor<1x4x1x1xf32> as tensor<1x4x1x1xf32>
    %shift = qnn.constant dense<1.0> : tensor<4x1x1xf32> as tensor<4x1x1xf32>
    %w2 = qnn.constant dense<0.25> : tensor<4x1x1x4xf32> as tensor<4x1x1x4xf32>
    %0 = qnn.transpose %x {permutation = array<i64: 0, 2, 3, 1>, qnn.id = "00000000000000a1"} : (tensor<1x3x8x8xf32>) -> tensor<1x8x8x3xf32>
    %1 = qnn.conv2d %0, %w1 {pads = array<i64: 1, 1, 1, 1>, qnn.id = "00000000000000a2"} : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>) -> tensor<1x8x8x4xf32>
    %2 = qnn.transpose %1 {permutation = array<i64: 0, 3, 1, 2>, qnn.id = "00000000000000b2"} : (tensor<1x8x8x4xf32>) -> tensor<1x4x8x8xf32>
    %3 = qnn.mul %2, %scale {qnn.id = "00000000000000a3"} : (tensor<1x4x8x8xf32>, tensor<1x4x1x1xf32>) -> tensor<1x4x8x8xf32>
    %4 = qnn.add %3, %shift {qnn.id = "00000000000000a4"} : (tensor<1x4x8x8xf32>, tensor<4x1x1xf32>) -> tensor<1x4x8x8xf32>
    %5 = qnn.relu %4 {qnn.id = "00000000000000a5"} : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
    %6 = qnn.transpose %5 {permutation = array<i64: 0, 2, 3, 1>, qnn.id = "00000000000000b5"} : (tensor<1x4x8x8xf32>) -> tensor<1x8x8x4xf32>
    %7 = qnn.conv2d %6, %w2 {qnn.id = "00000000000000a7"} : (tensor<1x8x8x4xf32>, tensor<4x1x1x4xf32>) -> tensor<1x8x8x4xf32>
    %8 = qnn.transpose %7 {permutation = array<i64: 0, 3, 1, 2>, qnn.id = "00000000000000b7"} : (tensor<1x8x8x4xf32>) -> tensor<1x4x8x8xf32>
    %9 = qnn.add %8, %5 {qnn.id = "00000000000000a8"} : (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
    %10 = qnn.transpose %9 {permutation = array<i64: 0, 2, 3, 1>, qnn.id = "00000000000000b8"} : (tensor<1x4x8x8xf32>) -> tensor<1x8x8x4xf32>
    %11 = qnn.avg_pool2d %10 {kernel = array<i64: 8, 8>, qnn.id = "00000000000000a9"} : (tensor<1x8x8x4xf32>) -> tensor<1x1x1x4xf32>
    %12 = qnn.transpose %11 {permutation = array<i64: 0, 3, 1, 2>, qnn.id = "00000000000000b9"} : (tensor<1x1x1x4xf32>) -> tensor<1x4x1x1xf32>
    %13 = qnn.reshape %12 {qnn.id = "00000000000000aa"} : (tensor<1x4x1x1xf32>) -> tensor<1x4xf32>
    %w3 = qnn.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]> : tensor<4x2xf32> as tensor<4x2xf32>
    %b3 = qnn.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
    %14 = qnn.matmul %13, %w3 {qnn.id = "00000000000000ab"} : (tensor<1x4xf32>, tensor<4x2xf32>) -> tensor<1x2xf32>
    %15 = qnn.add %14, %b3 {qnn.id = "00000000000000ac"} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    return %15 : tensor<1x2xf32>
  }
}

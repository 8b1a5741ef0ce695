// RUN: quant-opt %s --split-input-file --import-assign-ids | FileCheck %s
// RUN: quant-opt %s --split-input-file --import-assign-ids > %t.1
// RUN: quant-opt %t.1 --split-input-file --import-assign-ids > %t.2
// RUN: diff %t.1 %t.2

// CHECK: module attributes {qnn.model_hash = "[[HASH:[0-9a-f]{16}]]", qnn.step = "import"}
// CHECK-LABEL: func.func @main
// CHECK-SAME: %arg0: tensor<4xf32> {qnn.id = "[[ARG:[0-9a-f]{16}]]", qnn.name = "x"}
func.func @main(%x: tensor<4xf32> {qnn.name = "x"}) -> (tensor<4xf32>, tensor<4xf32>) {
  // Twins differ: the second counts up.
  // CHECK: qnn.relu %arg0 {qnn.id = "[[RELU:[0-9a-f]{16}]]"}
  // CHECK-NOT: qnn.id = "[[RELU]]"
  // CHECK: qnn.relu %arg0 {qnn.id = "[[TWIN:[0-9a-f]{16}]]"}
  %0 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// -----

// Another name, the same ids and hash.
// CHECK: module attributes {qnn.model_hash = "[[HASH]]", qnn.step = "import"}
// CHECK: %arg0: tensor<4xf32> {qnn.id = "[[ARG]]", qnn.name = "another"}
// CHECK: {qnn.id = "[[RELU]]"}
// CHECK: {qnn.id = "[[TWIN]]"}
func.func @main(%x: tensor<4xf32> {qnn.name = "another"}) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// -----

// Attributes and constants count; the way that a constant is stored does not.
// CHECK: qnn.leaky_relu {{.*}}qnn.id = "[[LEAKY:[0-9a-f]{16}]]"
// CHECK-NOT: qnn.id = "[[LEAKY]]"
// CHECK: qnn.leaky_relu
func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = qnn.leaky_relu %x {alpha = 1.0e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = qnn.leaky_relu %x {alpha = 2.0e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// -----

// CHECK: qnn.constant {qnn.id = "[[SPLAT:[0-9a-f]{16}]]"} dense<1>
func.func @main() -> tensor<2xi8> {
  %0 = qnn.constant dense<1> : tensor<2xi8> as tensor<2xi8>
  return %0 : tensor<2xi8>
}

// -----

// CHECK: qnn.constant {qnn.id = "[[SPLAT]]"} dense_resource
func.func @main() -> tensor<2xi8> {
  %0 = qnn.constant dense_resource<r> : tensor<2xi8> as tensor<2xi8>
  return %0 : tensor<2xi8>
}
{-#
  dialect_resources: { builtin: { r: "0x010000000101" } }
#-}

// -----

// Ids that are there stay, and so does the step.
// CHECK: module attributes {qnn.model_hash = "{{[0-9a-f]+}}", qnn.step = "prepare"}
module attributes {qnn.step = "prepare"} {
  // CHECK: {qnn.id = "0123456789abcdef"}
  // CHECK: qnn.relu {{.*}} {qnn.id = "fedcba9876543210"}
  func.func @main(%x: tensor<4xf32> {qnn.id = "0123456789abcdef"}) -> tensor<4xf32> {
    %0 = qnn.relu %x {qnn.id = "fedcba9876543210"} : (tensor<4xf32>) -> tensor<4xf32>
    return %0 : tensor<4xf32>
  }
}

// RUN: quant-opt %s --prepare-select-float-normalization | FileCheck %s
// RUN: quant-opt %s --prepare-select-float-normalization --prepare-select-float-normalization | FileCheck %s

// As older exporters write LayerNormalization; what comes before and after stays free.
// CHECK-LABEL: func.func @layer_normalization
func.func @layer_normalization(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %two = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
  %epsilon = qnn.constant dense<1.0e-5> : tensor<f32> as tensor<f32>
  %gamma = qnn.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32> as tensor<4xf32>
  // CHECK: qnn.relu %{{[^ ]+}} :
  %0 = qnn.relu %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.reduce {{.*}}qnn.float_reason = "normalization runs in float"
  %1 = qnn.reduce %0 {axes = array<i64: 1>, kind = 0} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.sub {{.*}}qnn.float_reason
  %2 = qnn.sub %0, %1 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.pow_scalar {{.*}}qnn.float_reason
  %3 = qnn.pow_scalar %2 {exponent = 2.0 : f32} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.reduce {{.*}}qnn.float_reason
  %4 = qnn.reduce %3 {axes = array<i64: 1>, kind = 0} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.add {{.*}}qnn.float_reason
  %5 = qnn.add %4, %epsilon : (tensor<2x1xf32>, tensor<f32>) -> tensor<2x1xf32>
  // CHECK: qnn.sqrt {{.*}}qnn.float_reason
  %6 = qnn.sqrt %5 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.div {{.*}}qnn.float_reason
  %7 = qnn.div %2, %6 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.mul {{.*}}qnn.float_reason
  %8 = qnn.mul %7, %gamma : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.add {{.*}}qnn.float_reason
  %9 = qnn.add %8, %gamma : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.tanh %{{[^ ]+}} :
  %10 = qnn.tanh %9 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %10 : tensor<2x4xf32>
}

// As the importer writes GroupNormalization: a reshape between the steps is one of them, one after the
// last is not.
// CHECK-LABEL: func.func @group_normalization
func.func @group_normalization(%x: tensor<1x4x4xf32>) -> tensor<16xf32> {
  %epsilon = qnn.constant dense<1.0e-5> : tensor<f32> as tensor<f32>
  %gamma = qnn.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32> as tensor<4xf32>
  // CHECK: qnn.reshape %{{[^ ]+}} :
  %g = qnn.reshape %x : (tensor<1x4x4xf32>) -> tensor<1x4x2x2xf32>
  %m = qnn.reduce %g {axes = array<i64: 1, 3>, kind = 0} : (tensor<1x4x2x2xf32>) -> tensor<1x1x2x1xf32>
  %d = qnn.sub %g, %m : (tensor<1x4x2x2xf32>, tensor<1x1x2x1xf32>) -> tensor<1x4x2x2xf32>
  %dd = qnn.mul %d, %d : (tensor<1x4x2x2xf32>, tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32>
  %v = qnn.reduce %dd {axes = array<i64: 1, 3>, kind = 0} : (tensor<1x4x2x2xf32>) -> tensor<1x1x2x1xf32>
  %ve = qnn.add %v, %epsilon : (tensor<1x1x2x1xf32>, tensor<f32>) -> tensor<1x1x2x1xf32>
  %s = qnn.sqrt %ve : (tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
  // CHECK: qnn.reciprocal {{.*}}qnn.float_reason
  %i = qnn.reciprocal %s : (tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
  // CHECK: qnn.mul {{.*}}qnn.float_reason
  %n = qnn.mul %d, %i : (tensor<1x4x2x2xf32>, tensor<1x1x2x1xf32>) -> tensor<1x4x2x2xf32>
  // CHECK: qnn.reshape {{.*}}qnn.float_reason
  %r = qnn.reshape %n : (tensor<1x4x2x2xf32>) -> tensor<1x4x4xf32>
  // CHECK: qnn.mul {{.*}}qnn.float_reason
  %y = qnn.mul %r, %gamma : (tensor<1x4x4xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  // CHECK: qnn.reshape %{{[^ ]+}} :
  %z = qnn.reshape %y : (tensor<1x4x4xf32>) -> tensor<16xf32>
  return %z : tensor<16xf32>
}

// A unit vector: the sum of squares, a bound on the norm, and the quotient.
// CHECK-LABEL: func.func @unit_vector
func.func @unit_vector(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  // CHECK: qnn.mul {{.*}}qnn.float_reason
  %0 = qnn.mul %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.reduce {{.*}}qnn.float_reason
  %1 = qnn.reduce %0 {axes = array<i64: 1>, kind = 1} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.sqrt {{.*}}qnn.float_reason
  %2 = qnn.sqrt %1 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.clip {{.*}}qnn.float_reason
  %3 = qnn.clip %2 {min = 1.0e-12 : f32, max = 3.0e38 : f32} : (tensor<2x1xf32>) -> tensor<2x1xf32>
  // CHECK: qnn.broadcast {{.*}}qnn.float_reason
  %4 = qnn.broadcast %3 : (tensor<2x1xf32>) -> tensor<2x4xf32>
  // CHECK: qnn.div {{.*}}qnn.float_reason
  %5 = qnn.div %x, %4 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %5 : tensor<2x4xf32>
}

// A root of something else is a function of one element like others.
// CHECK-LABEL: func.func @other_roots
// CHECK-NOT: qnn.float_reason
func.func @other_roots(%x: tensor<2x4xf32>) -> (tensor<2x4xf32>, tensor<2x1xf32>) {
  %0 = qnn.sqrt %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = qnn.reduce %x {axes = array<i64: 1>, kind = 0} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %2 = qnn.sqrt %1 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  return %0, %2 : tensor<2x4xf32>, tensor<2x1xf32>
}

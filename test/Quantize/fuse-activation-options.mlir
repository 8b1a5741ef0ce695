// RUN: quant-opt %s --quantize-fuse-activation=clips=false | FileCheck %s --check-prefixes=CHECK,SLOPES
// RUN: quant-opt %s --quantize-fuse-activation=slopes=false | FileCheck %s --check-prefixes=CHECK,CLIPS
// RUN: quant-opt %s --quantize-fuse-activation=functions=false | FileCheck %s --check-prefix=ROUNDED
// RUN: quant-opt %s --quantize-fuse-activation | FileCheck %s --check-prefix=FUNCTIONS

// ReLU is fused whatever is asked for; Clip, and LeakyReLU and PReLU, where it is.
// CHECK-LABEL: func.func @kinds
func.func @kinds(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  // CHECK: %[[A:.+]] = qnn.add
  // CHECK-NEXT: qnn.relu %[[A]]
  %0 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000a1" : tensor<1x2xf32>
  %2 = qnn.relu %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  // CHECK: %[[B:.+]] = qnn.add
  // SLOPES-NEXT: %[[O:.+]] = qnn.observe %[[B]]
  // SLOPES-NEXT: qnn.clip %[[O]]
  // CLIPS-NEXT: qnn.clip %[[B]]
  %3 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000a2" : tensor<1x2xf32>
  %5 = qnn.clip %4 {min = 0.0 : f32, max = 6.0 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  // CHECK: %[[C:.+]] = qnn.add
  // SLOPES-NEXT: qnn.leaky_relu %[[C]]
  // CLIPS-NEXT: qnn.observe %[[C]]
  %6 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %7 = qnn.observe %6 "00000000000000a3" : tensor<1x2xf32>
  %8 = qnn.leaky_relu %7 {alpha = 0.1 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %c = qnn.constant dense<[0.1, 0.2]> : tensor<2xf32> as tensor<2xf32>
  // CHECK: %[[D:.+]] = qnn.add
  // SLOPES-NEXT: qnn.prelu %[[D]]
  // CLIPS-NEXT: qnn.observe %[[D]]
  %9 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %10 = qnn.observe %9 "00000000000000a4" : tensor<1x2xf32>
  %11 = qnn.prelu %10, %c : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %2, %5, %8, %11 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

// A function of a contraction; of a sum it rounds again.
// FUNCTIONS-LABEL: func.func @functions
// FUNCTIONS: %[[A:.+]] = qnn.linear
// FUNCTIONS-NEXT: qnn.softplus %[[A]]
// FUNCTIONS: %[[B:.+]] = qnn.add
// FUNCTIONS-NEXT: qnn.observe %[[B]]
// ROUNDED-LABEL: func.func @functions
// ROUNDED: %[[A:.+]] = qnn.linear
// ROUNDED-NEXT: qnn.observe %[[A]]
func.func @functions(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000b1" : tensor<1x2xf32>
  %2 = qnn.softplus %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.add %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = qnn.observe %3 "00000000000000b2" : tensor<1x2xf32>
  %5 = qnn.softplus %4 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2, %5 : tensor<1x2xf32>, tensor<1x2xf32>
}

// Gains behind a function are a part of the same rounding; one for all channels is not, nor where the function is read twice.
// FUNCTIONS-LABEL: func.func @gains
// FUNCTIONS: %[[F:.+]] = qnn.silu
// FUNCTIONS-NEXT: qnn.mul %[[F]]
// FUNCTIONS: %[[G:.+]] = qnn.silu
// FUNCTIONS-NEXT: %[[O:.+]] = qnn.observe %[[G]]
// FUNCTIONS-NEXT: qnn.mul %[[O]]
// FUNCTIONS: %[[H:.+]] = qnn.silu
// FUNCTIONS-NEXT: %[[P:.+]] = qnn.observe %[[H]]
// FUNCTIONS-NEXT: qnn.mul %[[P]]
// ROUNDED-LABEL: func.func @gains
// ROUNDED: qnn.silu
// ROUNDED-NEXT: qnn.observe
func.func @gains(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = qnn.constant dense<2.0> : tensor<2x2xf32> as tensor<2x2xf32>
  %g = qnn.constant dense<[1.5, 3.0]> : tensor<2xf32> as tensor<2xf32>
  %s = qnn.constant dense<[1.5]> : tensor<1xf32> as tensor<1xf32>
  %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = qnn.observe %0 "00000000000000c1" : tensor<1x2xf32>
  %2 = qnn.silu %1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = qnn.observe %2 "00000000000000c2" : tensor<1x2xf32>
  %4 = qnn.mul %3, %g : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %5 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %6 = qnn.observe %5 "00000000000000c3" : tensor<1x2xf32>
  %7 = qnn.silu %6 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %8 = qnn.observe %7 "00000000000000c4" : tensor<1x2xf32>
  %9 = qnn.mul %8, %s : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  %10 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %11 = qnn.observe %10 "00000000000000c5" : tensor<1x2xf32>
  %12 = qnn.silu %11 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %13 = qnn.observe %12 "00000000000000c6" : tensor<1x2xf32>
  %14 = qnn.mul %13, %g : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %4, %9, %14, %13 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

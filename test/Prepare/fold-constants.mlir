// RUN: quant-opt %s --prepare-fold-constants | FileCheck %s
// RUN: quant-opt %s --test-same-result="pipeline=func.func(prepare-fold-constants)" -o /dev/null
// RUN: quant-opt %s --prepare-fold-constants="max-bytes=8" --verify-diagnostics -o /dev/null

// A chain folds to one constant, which keeps the id; the constants that it read are gone.
// CHECK-LABEL: func.func @chain
// CHECK-NEXT: %[[C:.+]] = qnn.constant {qnn.id = "00000000000000a1"} dense<[3.000000e+00, 0.000000e+00]> : tensor<2xf32>
// CHECK-NEXT: return %[[C]]
func.func @chain() -> tensor<2xf32> {
  %a = qnn.constant dense<[1.0, -4.0]> : tensor<2xf32> as tensor<2xf32>
  %b = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
  %0 = qnn.add %a, %b : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  // expected-remark@+1 {{is not folded: its 8 bytes exceed the 0 left of max-bytes=8}}
  %1 = qnn.relu %0 {qnn.id = "00000000000000a1"} : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// A weight given in float is quantized at compile time and stays quantized.
// CHECK-LABEL: func.func @quantized_weight
// CHECK-NEXT: %[[Q:.+]] = qnn.constant dense<[2, -8]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
// CHECK-NEXT: %[[W:.+]] = qnn.dequantize %[[Q]]
// CHECK-NEXT: return %[[W]]
func.func @quantized_weight() -> tensor<2xf32> {
  %a = qnn.constant dense<[1.0, -4.0]> : tensor<2xf32> as tensor<2xf32>
  %0 = qnn.quantize %a : (tensor<2xf32>) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %1 = qnn.dequantize %0 : (tensor<2x!quant.uniform<i8:f32, 0.5>>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// Unsigned storage, integers and indices.
// CHECK-LABEL: func.func @integers
// CHECK-DAG: qnn.constant dense<[-56, 7]> : tensor<2xi8> as tensor<2x!quant.uniform<u8:f32, 5.000000e-01>>
// CHECK-DAG: qnn.constant dense<[3, 1]> : tensor<2xi64>
// CHECK-NOT: qnn.transpose
// CHECK: return
func.func @integers() -> (tensor<2x!quant.uniform<u8:f32, 0.5>>, tensor<2xi64>) {
  %q = qnn.constant dense<[7, -56]> : tensor<2xi8> as tensor<2x!quant.uniform<u8:f32, 0.5>>
  %i = qnn.constant dense<[1, 2, 3]> : tensor<3xi64> as tensor<3xi64>
  %at = qnn.constant dense<[2, 0]> : tensor<2xi64> as tensor<2xi64>
  %0 = qnn.slice %q {offsets = array<i64: 1>, strides = array<i64: -1>} : (tensor<2x!quant.uniform<u8:f32, 0.5>>) -> tensor<2x!quant.uniform<u8:f32, 0.5>>
  // expected-remark@+1 {{is not folded}}
  %1 = qnn.gather %i, %at {axis = 0 : i64} : (tensor<3xi64>, tensor<2xi64>) -> tensor<2xi64>
  return %0, %1 : tensor<2x!quant.uniform<u8:f32, 0.5>>, tensor<2xi64>
}

// What depends on an input stays, and an observer is not pure.
// CHECK-LABEL: func.func @stays
// CHECK: qnn.add
// CHECK: qnn.observe
func.func @stays(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<f32>) {
  %b = qnn.constant dense<2.0> : tensor<f32> as tensor<f32>
  %0 = qnn.add %x, %b : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %1 = qnn.observe %b "00000000000000a1" : tensor<f32>
  return %0, %1 : tensor<2xf32>, tensor<f32>
}

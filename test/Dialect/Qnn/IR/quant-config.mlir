// RUN: quant-opt %s | quant-opt | FileCheck %s

// What a recipe asks of an op and of an input; each entry with each of its words.
// CHECK-LABEL: func.func @round_trip
// CHECK-SAME: qnn.qconfig = {activations = {type = "u8"}}
func.func @round_trip(%x: tensor<4xf32> {qnn.qconfig = {activations = {type = "u8"}}}) -> tensor<4xf32> {
  // CHECK: qnn.relu %{{.*}} {qnn.qconfig = {activations = {formula = "torch", observer = "percentile(99.99)", range = "reduced", scheme = "per-tensor symmetric", type = "auto"}, weights = {}}}
  %0 = qnn.relu %x {qnn.qconfig = {activations = {formula = "torch", observer = "percentile(99.99)", range = "reduced", scheme = "per-tensor symmetric", type = "auto"}, weights = {}}} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.relu %{{.*}} {qnn.qconfig = {activations = {formula = "quantc", range = "full", scheme = "per-tensor affine", type = "s8"}, weights = {range = "narrow", scheme = "per-channel symmetric"}}}
  %1 = qnn.relu %0 {qnn.qconfig = {activations = {formula = "quantc", range = "full", scheme = "per-tensor affine", type = "s8"}, weights = {range = "narrow", scheme = "per-channel symmetric"}}} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.relu %{{.*}} {qnn.qconfig = {activations = {scheme = "per-token affine"}, mode = "dynamic"}}
  %2 = qnn.relu %1 {qnn.qconfig = {activations = {scheme = "per-token affine"}, mode = "dynamic"}} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.relu %{{.*}} {qnn.qconfig = {activations = {share = "a word"}}}
  %3 = qnn.relu %2 {qnn.qconfig = {activations = {share = "a word"}}} : (tensor<4xf32>) -> tensor<4xf32>
  return %3 : tensor<4xf32>
}

// No step falls over a function that is only declared; quantc itself refuses it (networks-invalid.test).
// RUN: quant-opt %s --prepare-pipeline --quantize-pipeline --fuse-pipeline --plan-pipeline 2>/dev/null | FileCheck %s

// CHECK: func.func private @helper(tensor<4xf32>) -> tensor<4xf32>
func.func private @helper(tensor<4xf32>) -> tensor<4xf32>

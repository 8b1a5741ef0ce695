// RUN: quant-opt %s --quantize-attach-float-rules=float-ops=qnn.* -split-input-file -o /dev/null 2>&1 | count 0
// RUN: quant-opt %s --quantize-attach-float-rules=float-ops=tanh,head/*,00000000000000cc -split-input-file | FileCheck %s
// RUN: quant-opt %s --quantize-attach-float-rules=float-ops=tanh,head/*,00000000000000cc --quantize-attach-float-rules=float-ops=qnn.* -split-input-file | FileCheck %s --check-prefix=TWICE

// By mnemonic, by the network's node name, by id; the rule that came first is the reason.
// CHECK-LABEL: func.func @rules
// TWICE-LABEL: func.func @rules
func.func @rules(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: qnn.tanh %{{.*}} {qnn.float_reason = "rule 'tanh' of the recipe"}
  // TWICE: qnn.tanh %{{.*}} {qnn.float_reason = "rule 'tanh' of the recipe"}
  %0 = qnn.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.relu %{{.*}} {qnn.float_reason = "rule 'head/*' of the recipe"}
  %1 = qnn.relu %0 : (tensor<4xf32>) -> tensor<4xf32> loc("head/relu")
  // CHECK: qnn.gelu %{{.*}} {qnn.float_reason = "rule 'head/*' of the recipe"}
  %2 = qnn.gelu %1 : (tensor<4xf32>) -> tensor<4xf32> loc(fused["body/gelu", "head/gelu"])
  // CHECK: qnn.erf %{{.*}} {qnn.float_reason = "rule '00000000000000cc' of the recipe", qnn.id = "00000000000000cc"}
  %3 = qnn.erf %2 {qnn.id = "00000000000000cc"} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: qnn.abs %{{[0-9]+}} :
  // TWICE: qnn.abs %{{.*}} {qnn.float_reason = "rule 'qnn.*' of the recipe"}
  %4 = qnn.abs %3 : (tensor<4xf32>) -> tensor<4xf32> loc("tail/head")
  // Casts and observers are no layers.
  // TWICE: qnn.observe %{{[0-9]+}} "00000000000000dd" :
  %5 = qnn.observe %4 "00000000000000dd" : tensor<4xf32>
  return %5 : tensor<4xf32>
}

// -----

// Only `*` is special in a rule; what matches nothing is said, with what there is.
// RUN: quant-opt %s --quantize-attach-float-rules=float-ops=layer[0]/{tanh}?,layer[1-9]/* -split-input-file 2>&1 | FileCheck %s --check-prefix=NAMES
// NAMES: warning: rule 'layer[1-9]/*' matches no op; ops here are relu, tanh
// NAMES-LABEL: func.func @names
func.func @names(%x: tensor<4xf32>) -> tensor<4xf32> {
  // NAMES: qnn.tanh %{{.*}} {qnn.float_reason = "rule 'layer[0]/{tanh}?' of the recipe"}
  %0 = qnn.tanh %x : (tensor<4xf32>) -> tensor<4xf32> loc("layer[0]/{tanh}?")
  // NAMES: qnn.relu %{{[0-9]+}} :
  %1 = qnn.relu %0 : (tensor<4xf32>) -> tensor<4xf32> loc("layer2/relu")
  return %1 : tensor<4xf32>
}

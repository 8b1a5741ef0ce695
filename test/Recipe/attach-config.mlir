// RUN: rm -rf %t && split-file %s %t
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/rules.yaml | FileCheck %s --check-prefix=RULES
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/rules.yaml --recipe-attach-config=recipe=%t/rules.yaml | FileCheck %s --check-prefix=RULES
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/ends.yaml | FileCheck %s --check-prefix=ENDS
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/order.yaml | FileCheck %s --check-prefix=ORDER
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/defaults.yaml | FileCheck %s --check-prefix=DEFAULTS
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/mode.yaml | FileCheck %s --check-prefix=MODE
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/profile.yaml | FileCheck %s --check-prefix=PROFILE
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/profile.yaml --recipe-attach-config=recipe=%t/order.yaml | FileCheck %s --check-prefix=PROFILE
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=ort --recipe-attach-config=recipe=%t/own-profile.yaml | FileCheck %s --check-prefix=OWN

// A profile stays until a recipe names another.
// PROFILE: module attributes {qnn.profile = "ort", qnn.recipe
// OWN: module attributes {qnn.recipe

// The recipe `default` leaves no trace, and takes away the traces of another.
// RUN: quant-opt %t/net.mlir -o %t/as-is.mlir
// RUN: quant-opt %t/net.mlir --recipe-attach-config | diff %t/as-is.mlir -
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/order.yaml --recipe-attach-config=recipe=default | diff %t/as-is.mlir -

// By mnemonic, by ONNX op type, by the name of a node with or without *, by id, by several at once; lists are one or
// the other. What a rule says of weights is for layers that have some. Casts, observers and constants are no layers.
// RULES: module attributes {qnn.recipe = "rules:
// RULES: func.func @main(%{{.*}}: tensor<1x4xf32> {qnn.id = "00000000000000a0", qnn.name = "image", qnn.qconfig = {activations = {type = "auto"}}}
// RULES: qnn.linear %{{.*}} {qnn.id = "00000000000000a1", qnn.qconfig = {activations = {type = "u8"}, weights = {scheme = "per-tensor symmetric"}}}
// RULES: qnn.tanh %{{.*}} {qnn.id = "00000000000000a2", qnn.qconfig = {activations = {type = "u8"}}}
// RULES: qnn.relu %{{.*}} {qnn.id = "00000000000000a3"} :
// RULES: qnn.observe %{{.*}} "00000000000000a3" :
// RULES: qnn.linear %{{.*}} {qnn.id = "00000000000000a4", qnn.qconfig = {activations = {range = "reduced"}, weights = {range = "full", scheme = "per-tensor symmetric"}}}
// RULES: qnn.add %{{.*}} {qnn.id = "00000000000000a5", qnn.qconfig = {activations = {formula = "torch"}}}
// RULES: qnn.linear %{{.*}} {qnn.id = "00000000000000a6", qnn.qconfig = {weights = {scheme = "per-tensor symmetric"}}}
// RULES: qnn.tanh %{{.*}} {qnn.float_reason = "it is said so", qnn.id = "00000000000000a7"} :

// Before the first and after the last layer with weights there is none on any way: two of three are the last here.
// ENDS: qnn.linear {{.*}}a1", qnn.qconfig = {weights = {range = "full"}}
// ENDS: qnn.linear {{.*}}a4", qnn.qconfig = {activations = {type = "u8"}}
// ENDS: qnn.linear {{.*}}a6", qnn.qconfig = {activations = {type = "u8"}}

// Each key has the value that the last rule gave it.
// ORDER: qnn.name = "image", qnn.qconfig = {activations = {observer = "minmax", type = "u8"}}
// ORDER: qnn.linear {{.*}}a1", qnn.qconfig = {activations = {range = "narrow", type = "u8"}}
// ORDER: qnn.tanh {{.*}}a2", qnn.qconfig = {activations = {observer = "minmax", range = "narrow", type = "auto"}}
// ORDER: qnn.linear {{.*}}a6", qnn.qconfig = {activations = {range = "narrow", type = "u8"}}

// What holds for all ops; of weights only layers with weights say it.
// DEFAULTS: qnn.name = "image", qnn.qconfig = {activations = {scheme = "per-tensor symmetric"}}
// DEFAULTS: qnn.linear {{.*}}a1", qnn.qconfig = {activations = {scheme = "per-tensor symmetric"}, weights = {formula = "torch"}}
// DEFAULTS: qnn.tanh {{.*}}a2", qnn.qconfig = {activations = {scheme = "per-tensor symmetric"}}}

// The line of the last rule is the reason; what stays in float has a type, too, for its readers; a reason that
// is there stays.
// MODE: qnn.linear {{.*}}float_reason = "mode float of the recipe"{{.*}}a1"
// MODE: qnn.tanh {{.*}}float_reason = "the rule in line 4 of the recipe", qnn.id = "00000000000000a2", qnn.qconfig = {activations = {type = "u8"}}
// MODE: qnn.relu %{{.*}} {qnn.id = "00000000000000a3"} :
// MODE: qnn.linear {{.*}}float_reason = "mode float of the recipe"{{.*}}a4"
// MODE: qnn.tanh {{.*}}float_reason = "it is said so", qnn.id = "00000000000000a7"

// Mode dynamic is of layers with weights: others stay in float under it, with a type for their readers, unless a rule says static.
// RUN: quant-opt %t/net.mlir --recipe-attach-config=recipe=%t/dynamic.yaml | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: qnn.linear {{.*}}a1", qnn.qconfig = {activations = {scheme = "per-token affine", type = "u8"}, mode = "dynamic"}
// DYNAMIC: qnn.tanh {{.*}}float_reason = "mode dynamic is of layers with weights", {{.*}}a2"
// DYNAMIC: qnn.linear {{.*}}float_reason = "the rule in line 4 of the recipe", {{.*}}a4"
// DYNAMIC: qnn.add %{{[^ ]*}}, %{{[^ ]*}} {qnn.id = "00000000000000a5"
// DYNAMIC: qnn.linear {{.*}}a6", qnn.qconfig = {activations = {scheme = "per-token affine", type = "u8"}, mode = "dynamic"}

//--- dynamic.yaml
mode: dynamic
activations: {type: u8, scheme: per-token affine}
rules:
  - {id: "*a4", mode: float}
  - {op: Add, mode: static, activations: {scheme: per-tensor}}
//--- profile.yaml
profile: ort
//--- own-profile.yaml
profile: quantc
//--- rules.yaml
rules:
  - {op: linear, weights: {scheme: per-tensor}}
  - op: Tanh
    name: [body/*, "tail[0]"]
    activations: {type: u8}
  - {name: "body/l*", weights: {scheme: symmetric}, activations: {type: u8}}
  - {id: "*a4", weights: {range: full}, activations: {range: reduced}}
  - {op: [qnn.add, Concat], position: last, mode: static, optional: true}
  - {op: [qnn.add, Concat], id: ["*b0", "00000000000000a5"], activations: {formula: torch}}
  - {position: input, activations: {type: auto}}
  # It says of weights only, so that it selects no tanh.
  - {op: Tanh, weights: {range: full}, optional: true}
//--- ends.yaml
rules:
  - {position: first, weights: {range: full}}
  - {position: last, activations: {type: u8}}
//--- order.yaml
rules:
  - {name: "*", activations: {type: auto, observer: minmax}}
  - {op: [linear, tanh, add, relu], activations: {range: narrow}}
  - {op: linear, activations: {type: u8, observer: mse}}
  - {name: image, activations: {type: u8}}
//--- defaults.yaml
activations: {scheme: symmetric}
weights: {formula: torch}
//--- mode.yaml
mode: float
rules:
  - {op: [tanh, relu], mode: static, activations: {type: u8}}
  - {op: tanh, mode: float}
  - {op: relu, activations: {type: s8}}
//--- net.mlir
func.func @main(%x: tensor<1x4xf32> {qnn.id = "00000000000000a0", qnn.name = "image"}) -> (tensor<1x4xf32>, tensor<1x4xf32>) {
  %w = qnn.constant dense<0.5> : tensor<4x4xf32> as tensor<4x4xf32>
  %0 = qnn.observe %x "00000000000000a0" : tensor<1x4xf32>
  %1 = qnn.linear %0, %w {qnn.id = "00000000000000a1"} : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32> loc("body/linear")
  %2 = qnn.tanh %1 {qnn.id = "00000000000000a2"} : (tensor<1x4xf32>) -> tensor<1x4xf32> loc(fused["head/tanh", "tail[0]"])
  %3 = qnn.relu %2 {qnn.id = "00000000000000a3"} : (tensor<1x4xf32>) -> tensor<1x4xf32> loc("tail0")
  %4 = qnn.observe %3 "00000000000000a3" : tensor<1x4xf32>
  %5 = qnn.linear %4, %w {qnn.id = "00000000000000a4"} : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32> loc("other/linear")
  %6 = qnn.add %2, %5 {qnn.id = "00000000000000a5"} : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %7 = qnn.linear %2, %w {qnn.id = "00000000000000a6"} : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32> loc("x/body/linear")
  %8 = qnn.tanh %7 {qnn.float_reason = "it is said so", qnn.id = "00000000000000a7"} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %6, %8 : tensor<1x4xf32>, tensor<1x4xf32>
}

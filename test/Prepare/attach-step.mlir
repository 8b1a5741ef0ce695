// RUN: quant-opt %s --prepare-attach-step | FileCheck %s

// CHECK: module attributes {qnn.model_hash = "0123456789abcdef", qnn.step = "prepare"}
module attributes {qnn.step = "import", qnn.model_hash = "0123456789abcdef"} {
}

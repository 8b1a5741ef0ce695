// RUN: quant-opt %s --calibrate-attach-step | FileCheck %s
// RUN: quant-opt %s --calibrate-attach-step --calibrate-attach-step | FileCheck %s

// CHECK: module attributes {qnn.step = "calibrate"}
module attributes {qnn.step = "prepare"} {
}

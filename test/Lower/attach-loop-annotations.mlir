// RUN: quant-opt %s --lower-attach-loop-annotations | FileCheck %s

// CHECK: #[[ANNOTATION:.+]] = #llvm.loop_annotation<unroll =
// CHECK-LABEL: llvm.func @branches
llvm.func @branches(%again: i1) {
  llvm.br ^bb1
^bb1:
  // CHECK: llvm.br ^bb2 {loop_annotation = #[[ANNOTATION]]}
  llvm.br ^bb2 {llvm.loop_annotation = #llvm.loop_annotation<unroll = <disable = true>>}
^bb2:
  // CHECK: llvm.cond_br %{{.*}}, ^bb1, ^bb3 {loop_annotation = #[[ANNOTATION]]}
  llvm.cond_br %again, ^bb1, ^bb3 {llvm.loop_annotation = #llvm.loop_annotation<unroll = <disable = true>>}
^bb3:
  llvm.return
}

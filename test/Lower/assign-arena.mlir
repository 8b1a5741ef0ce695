// RUN: quant-opt %s --split-input-file --lower-assign-arena | FileCheck %s

func.func private @f(memref<100xi8>, memref<100xi8>)
func.func private @g(memref<100xi8>)

// Lifetimes that do not overlap share bytes: the third buffer lies where the first was.
// 100 bytes and 64 of slack take 192.
// CHECK-LABEL: func.func @quantc_run
// CHECK-SAME: %[[ARENA:.+]]: memref<384xi8>
// CHECK: %[[C0:.+]] = arith.constant 0 : index
// CHECK: %[[A:.+]] = memref.view %[[ARENA]][%[[C0]]]
// CHECK: %[[C192:.+]] = arith.constant 192 : index
// CHECK: %[[B:.+]] = memref.view %[[ARENA]][%[[C192]]]
// CHECK: call @f(%[[A]], %[[B]])
// CHECK: %[[C0_2:.+]] = arith.constant 0 : index
// CHECK: memref.view %[[ARENA]][%[[C0_2]]]
func.func @quantc_run() {
  %a = memref.alloc() : memref<100xi8>
  %b = memref.alloc() : memref<100xi8>
  call @f(%a, %b) : (memref<100xi8>, memref<100xi8>) -> ()
  %c = memref.alloc() : memref<100xi8>
  call @f(%b, %c) : (memref<100xi8>, memref<100xi8>) -> ()
  return
}

// -----

// An empty network has an arena, too: callers declare it as an array.
// CHECK-LABEL: func.func @quantc_run
// CHECK-SAME: memref<64xi8>
func.func @quantc_run() {
  return
}

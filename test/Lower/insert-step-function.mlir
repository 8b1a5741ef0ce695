// RUN: quant-opt %s --lower-insert-step-function | FileCheck %s

func.func private @f(memref<4xi8>)
memref.global "private" constant @c : memref<4xi8> = dense<1>

// Every call has a case of its own, with what computes its addresses.
func.func @quantc_run(%x: memref<4xi8>, %arena: memref<128xi8>) {
  call @f(%x) : (memref<4xi8>) -> ()
  %c = memref.get_global @c : memref<4xi8>
  call @f(%c) : (memref<4xi8>) -> ()
  return
}

// CHECK-LABEL: func.func @quantc_step
// CHECK-SAME: (%[[X:.+]]: memref<4xi8>, %{{.+}}: memref<128xi8>, %[[STEP:.+]]: index)
// CHECK: scf.index_switch %[[STEP]]
// CHECK: case 0
// CHECK-NEXT: call @f(%[[X]])
// CHECK: case 1
// CHECK-NEXT: %[[C:.+]] = memref.get_global @c
// CHECK-NEXT: call @f(%[[C]])
// CHECK: default

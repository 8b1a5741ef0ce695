// RUN: quant-opt %s --split-input-file --lower-write-in-place | FileCheck %s

// The input dies and is a buffer of the network's own: one buffer for both, and the kernel knows it.
// The marks are gone.
// CHECK-LABEL: func.func @quantc_run
// CHECK: %[[A:.+]] = memref.alloc() : memref<8xi8>
// CHECK: call @make(%[[A]])
// CHECK-NEXT: call @relu(%[[A]], %[[A]])
// CHECK-NEXT: call @make(%[[A]])
// CHECK: func.func private @relu(%[[IN:.+]]: memref<8xi8>, %{{.+}}: memref<8xi8>) {
// CHECK: %[[X:.+]] = memref.load %[[IN]]
// CHECK: memref.store %[[X]], %[[IN]]
func.func @quantc_run() {
  %a = memref.alloc() : memref<8xi8>
  call @make(%a) : (memref<8xi8>) -> ()
  %b = memref.alloc() : memref<8xi8>
  call @relu(%a, %b) : (memref<8xi8>, memref<8xi8>) -> ()
  call @make(%b) : (memref<8xi8>) -> ()
  return
}
func.func private @make(memref<8xi8>)
func.func private @relu(%x: memref<8xi8>, %y: memref<8xi8> {qk.in_place = array<i64: 0>}) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<8xi8>
  memref.store %0, %y[%c0] : memref<8xi8>
  return
}

// -----

// What the caller gives is never written over, and what it wants stays where it wants it.
// CHECK-LABEL: func.func @quantc_run
// CHECK-SAME: (%[[X:.+]]: memref<8xi8>, %[[Y:.+]]: memref<8xi8>)
// CHECK: %[[A:.+]] = memref.alloc() : memref<8xi8>
// CHECK: call @relu(%[[X]], %[[A]])
// CHECK: call @relu(%[[A]], %[[Y]])
func.func @quantc_run(%x: memref<8xi8>, %y: memref<8xi8>) {
  %a = memref.alloc() : memref<8xi8>
  call @relu(%x, %a) : (memref<8xi8>, memref<8xi8>) -> ()
  call @relu(%a, %y) : (memref<8xi8>, memref<8xi8>) -> ()
  return
}
func.func private @relu(%x: memref<8xi8>, %y: memref<8xi8> {qk.in_place = array<i64: 0>})

// -----

// An input that a later call reads lives on; the other operand dies and is taken.
// CHECK-LABEL: func.func @quantc_run
// CHECK-DAG: %[[A:.+]] = memref.alloc() {a}
// CHECK-DAG: %[[B:.+]] = memref.alloc() {b}
// CHECK: call @add(%[[A]], %[[B]], %[[B]])
// CHECK-NEXT: call @make(%[[A]])
func.func @quantc_run() {
  %a = memref.alloc() {a} : memref<8xi8>
  call @make(%a) : (memref<8xi8>) -> ()
  %b = memref.alloc() {b} : memref<8xi8>
  call @make(%b) : (memref<8xi8>) -> ()
  %c = memref.alloc() : memref<8xi8>
  call @add(%a, %b, %c) : (memref<8xi8>, memref<8xi8>, memref<8xi8>) -> ()
  call @make(%a) : (memref<8xi8>) -> ()
  return
}
func.func private @make(memref<8xi8>)
func.func private @add(memref<8xi8>, memref<8xi8>, memref<8xi8> {qk.in_place = array<i64: 0, 1>})

// -----

// A buffer that is two operands of the call: the second may be read at another position.
// CHECK-LABEL: func.func @quantc_run
// CHECK: %[[A:.+]] = memref.alloc() {a}
// CHECK: %[[B:.+]] = memref.alloc() {b}
// CHECK: call @matmul(%[[A]], %[[A]], %[[B]])
func.func @quantc_run() {
  %a = memref.alloc() {a} : memref<4xi8>
  %b = memref.alloc() {b} : memref<4xi8>
  call @matmul(%a, %a, %b) : (memref<4xi8>, memref<4xi8>, memref<4xi8>) -> ()
  return
}
func.func private @matmul(memref<4xi8>, memref<4xi8>, memref<4xi8> {qk.in_place = array<i64: 0>})

// -----

// Two results want one input: the first gets it. Another element type does not fit.
// CHECK-LABEL: func.func @quantc_run
// CHECK: %[[A:.+]] = memref.alloc() {a}
// CHECK: %[[C:.+]] = memref.alloc() {c}
// CHECK: call @two(%[[A]], %[[A]], %[[C]])
// CHECK: %[[D:.+]] = memref.alloc() {d}
// CHECK: call @widen(%[[C]], %[[D]])
func.func @quantc_run() {
  %a = memref.alloc() {a} : memref<4xi8>
  %b = memref.alloc() {b} : memref<4xi8>
  %c = memref.alloc() {c} : memref<4xi8>
  call @two(%a, %b, %c) : (memref<4xi8>, memref<4xi8>, memref<4xi8>) -> ()
  %d = memref.alloc() {d} : memref<4xf32>
  call @widen(%c, %d) : (memref<4xi8>, memref<4xf32>) -> ()
  return
}
func.func private @two(memref<4xi8>, memref<4xi8> {qk.in_place = array<i64: 0>},
                       memref<4xi8> {qk.in_place = array<i64: 0>})
func.func private @widen(memref<4xi8>, memref<4xf32> {qk.in_place = array<i64: 0>})

// -----

// A kernel that is called both ways has a copy for the calls in place.
// CHECK-LABEL: func.func @quantc_run
// CHECK-SAME: (%[[X:.+]]: memref<4xi8>)
// CHECK: %[[A:.+]] = memref.alloc()
// CHECK: call @neg(%[[X]], %[[A]])
// CHECK: call @neg_in_place(%[[A]], %[[A]])
// CHECK: call @neg_in_place(%[[A]], %[[A]])
// CHECK: func.func private @neg(%[[IN:.+]]: memref<4xi8>, %[[OUT:.+]]: memref<4xi8>)
// CHECK: memref.load %[[IN]]
// CHECK: memref.store %{{.+}}, %[[OUT]]
// CHECK: func.func private @neg_in_place(%[[IN:.+]]: memref<4xi8>, %{{.+}}: memref<4xi8>)
// CHECK: memref.load %[[IN]]
// CHECK: memref.store %{{.+}}, %[[IN]]
func.func @quantc_run(%x: memref<4xi8>) {
  %a = memref.alloc() : memref<4xi8>
  %b = memref.alloc() : memref<4xi8>
  %c = memref.alloc() : memref<4xi8>
  call @neg(%x, %a) : (memref<4xi8>, memref<4xi8>) -> ()
  call @neg(%a, %b) : (memref<4xi8>, memref<4xi8>) -> ()
  call @neg(%b, %c) : (memref<4xi8>, memref<4xi8>) -> ()
  return
}
func.func private @neg(%x: memref<4xi8>, %y: memref<4xi8> {qk.in_place = array<i64: 0>}) {
  %c0 = arith.constant 0 : index
  %0 = memref.load %x[%c0] : memref<4xi8>
  memref.store %0, %y[%c0] : memref<4xi8>
  return
}

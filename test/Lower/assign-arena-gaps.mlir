// RUN: quant-opt %s --lower-assign-arena | FileCheck %s

// Large buffers first, ties in the order of definition, each in the first gap that it fits, exactly or with room.
// A buffer that is read to the end keeps its place; 64 bytes of slack follow each, and places are multiples of 64.
func.func private @first(memref<576xi8>, memref<320xi8>)
func.func private @second(memref<64xi32>, memref<256xi1>, memref<64xi8>, memref<320xi8>)
func.func private @third(memref<1xi8>, memref<320xi8>)

// CHECK: func.func @quantc_run(%[[ARENA:.+]]: memref<1152xi8>)
func.func @quantc_run() {
  // CHECK: %[[C:.+]] = arith.constant 0 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<576xi8>
  %large = memref.alloc() : memref<576xi8>
  // CHECK: %[[C:.+]] = arith.constant 640 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<320xi8>
  %long = memref.alloc() : memref<320xi8>
  // CHECK: %[[C:.+]] = arith.constant 0 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<64xi32>
  %a = memref.alloc() : memref<64xi32>
  // CHECK: %[[C:.+]] = arith.constant 320 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<256xi1>
  %b = memref.alloc() : memref<256xi1>
  // CHECK: %[[C:.+]] = arith.constant 1024 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<64xi8>
  %c = memref.alloc() : memref<64xi8>
  // CHECK: %[[C:.+]] = arith.constant 0 : index
  // CHECK-NEXT: memref.view %[[ARENA]][%[[C]]][] : memref<1152xi8> to memref<1xi8>
  %d = memref.alloc() : memref<1xi8>
  call @first(%large, %long) : (memref<576xi8>, memref<320xi8>) -> ()
  call @second(%a, %b, %c, %long) : (memref<64xi32>, memref<256xi1>, memref<64xi8>, memref<320xi8>) -> ()
  call @third(%d, %long) : (memref<1xi8>, memref<320xi8>) -> ()
  return
}

// RUN: quant-opt %s --lower-to-llvm | FileCheck %s

// A buffer is passed as its pointer, and nothing but LLVM is left.
// CHECK-LABEL: llvm.func @buffer(
// CHECK-SAME: %[[X:.+]]: !llvm.ptr, %[[I:.+]]: i64) -> i8
// CHECK-NOT: unrealized_conversion_cast
// CHECK: %[[ADDRESS:.+]] = llvm.getelementptr {{.*}}[%[[I]]] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK: llvm.load %[[ADDRESS]] : !llvm.ptr -> i8
// CHECK: llvm.return
func.func @buffer(%x: memref<4xi8>, %i: index) -> i8 {
  %0 = memref.load %x[%i] : memref<4xi8>
  return %0 : i8
}

// CHECK-LABEL: llvm.func @calls_and_branches(
// CHECK: llvm.icmp "slt"
// CHECK: llvm.cond_br
// CHECK: llvm.call @buffer(%{{.+}}, %{{.+}}) : (!llvm.ptr, i64) -> i8
// CHECK: llvm.intr.roundeven
func.func @calls_and_branches(%x: memref<4xi8>, %i: index, %f: f32) -> f32 {
  %c4 = arith.constant 4 : index
  %inside = arith.cmpi slt, %i, %c4 : index
  cf.cond_br %inside, ^call, ^end
^call:
  %0 = func.call @buffer(%x, %i) : (memref<4xi8>, index) -> i8
  cf.br ^end
^end:
  %1 = math.roundeven %f : f32
  return %1 : f32
}

//===- Passes.td - Lower: from planned qnn to the LLVM dialect --*- td -*-===//

#ifndef QUANTC_LOWER_PASSES
#define QUANTC_LOWER_PASSES

include "mlir/Pass/PassBase.td"

def ToKernelsPass : Pass<"lower-to-kernels", "::mlir::ModuleOp"> {
  let summary = "Turn fused ops into calls of kernel functions on flat buffers";
  let description = [{
    Makes of `@main` on tensors the function `@quantc_run` on 1-D buffers: its
    arguments are the inputs, then the outputs. Each `qnn.fused` becomes one call
    of a private function that layers of equal shape and parameters share;
    constants become read-only globals, values between calls `memref.alloc`,
    `qnn.reshape` another name of the same buffer. A float output that may hold a
    NaN is passed through `@qk_canonicalize_nan` (N9).

    An op outside of `qnn.fused` is an error, but for constants and reshapes; so is
    a value that buffers do not store, such as one of 4-bit elements.

    Before:

    ```mlir
    module attributes {qnn.target = "x86-64-v3"} {
      func.func @main(%x: tensor<4xf32> {qnn.name = "x"}) -> (tensor<4x!quant.uniform<u8:f32, 0.5:3>> {qnn.name = "y"}) {
        %y = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4x!quant.uniform<u8:f32, 0.5:3>> {
        ^bb0(%a: tensor<4xf32>):
          %0 = qnn.quantize %a : (tensor<4xf32>) -> tensor<4x!quant.uniform<u8:f32, 0.5:3>>
          qnn.yield %0 : tensor<4x!quant.uniform<u8:f32, 0.5:3>>
        }
        return %y : tensor<4x!quant.uniform<u8:f32, 0.5:3>>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.target = "x86-64-v3"} {
      func.func @quantc_run(%arg0: memref<4xf32> {qnn.name = "x", qnn.role = "input", qnn.type = tensor<4xf32>}, %arg1: memref<4xi8> {qnn.name = "y", qnn.role = "output", qnn.type = tensor<4x!quant.uniform<u8:f32, 5.000000e-01:3>>}) {
        call @qk_quantize_u8_f32(%arg0, %arg1) {qnn.first_output = 1 : i64, qnn.ids = [""], qnn.types = [tensor<4x!quant.uniform<u8:f32, 5.000000e-01:3>>]} : (memref<4xf32>, memref<4xi8>) -> ()
        return
      }
      func.func private @qk_quantize_u8_f32(%arg0: memref<4xf32>, %arg1: memref<4xi8>) attributes {passthrough = ["noinline"]} {
        %c0 = arith.constant 0 : index
        %c0_0 = arith.constant 0 : index
        %c0_1 = arith.constant 0 : index
        %c0_2 = arith.constant 0 : index
        %c4 = arith.constant 4 : index
        %c1 = arith.constant 1 : index
        scf.for %arg2 = %c0_2 to %c4 step %c1 {
          %c0_3 = arith.constant 0 : index
          %c0_4 = arith.constant 0 : index
          %0 = memref.load %arg0[%arg2] : memref<4xf32>
          %cst = arith.constant 5.000000e-01 : f32
          %1 = arith.divf %0, %cst : f32
          %cst_5 = arith.constant 0.000000e+00 : f32
          %2 = arith.cmpf uno, %1, %1 : f32
          %3 = arith.select %2, %cst_5, %1 : f32
          %4 = math.roundeven %3 : f32
          %cst_6 = arith.constant -3.000000e+00 : f32
          %cst_7 = arith.constant -3.000000e+00 : f32
          %5 = arith.cmpf olt, %4, %cst_6 : f32
          %6 = arith.select %5, %cst_7, %4 : f32
          %cst_8 = arith.constant 2.520000e+02 : f32
          %cst_9 = arith.constant 2.520000e+02 : f32
          %7 = arith.cmpf ogt, %6, %cst_8 : f32
          %8 = arith.select %7, %cst_9, %6 : f32
          %9 = arith.fptosi %8 : f32 to i32
          %c3_i32 = arith.constant 3 : i32
          %10 = arith.addi %9, %c3_i32 : i32
          %11 = arith.trunci %10 : i32 to i8
          memref.store %11, %arg1[%arg2] : memref<4xi8>
        }
        return
      }
    }
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", "\"\"", "Target name; default is the module's attribute qnn.target">,
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect",
                           "::quantc::qk::QkDialect"];
}

def WriteInPlacePass : Pass<"lower-write-in-place", "::mlir::ModuleOp"> {
  let summary = "Let kernels write their results over inputs that die there";
  let description = [{
    An emitter marks an output of a kernel with `qk.in_place`: the inputs, by number,
    whose elements the kernel reads only before it writes the same position of
    that output. A call then gets one buffer for both, if the input is used by no later call
    and by no other operand of this one, both are of one type, and neither is the
    caller's. The kernel is told, too: inside, the output's argument becomes the
    input's. If other calls of it share nothing, the kernel is copied first.

    The marks are gone afterwards.

    Before:

    ```mlir
    func.func private @f(%x: memref<4xi8>, %y: memref<4xi8> {qk.in_place = array<i64: 0>}) {
      %c0 = arith.constant 0 : index
      %0 = memref.load %x[%c0] : memref<4xi8>
      memref.store %0, %y[%c0] : memref<4xi8>
      return
    }
    func.func private @g(memref<4xi8>)
    func.func @quantc_run() {
      %a = memref.alloc() : memref<4xi8>
      call @g(%a) : (memref<4xi8>) -> ()
      %b = memref.alloc() : memref<4xi8>
      call @f(%a, %b) : (memref<4xi8>, memref<4xi8>) -> ()
      call @g(%b) : (memref<4xi8>) -> ()
      return
    }
    ```

    After:

    ```mlir
    func.func private @f(%x: memref<4xi8>, %y: memref<4xi8>) {
      %c0 = arith.constant 0 : index
      %0 = memref.load %x[%c0] : memref<4xi8>
      memref.store %0, %x[%c0] : memref<4xi8>
      return
    }
    func.func private @g(memref<4xi8>)
    func.func @quantc_run() {
      %a = memref.alloc() : memref<4xi8>
      call @g(%a) : (memref<4xi8>) -> ()
      call @f(%a, %a) : (memref<4xi8>, memref<4xi8>) -> ()
      call @g(%a) : (memref<4xi8>) -> ()
      return
    }
    ```
  }];
}

def AssignArenaPass : Pass<"lower-assign-arena", "::mlir::ModuleOp"> {
  let summary = "Give every buffer of the call sequence a place in one arena";
  let description = [{
    Adds the argument `%arena` to `@quantc_run` and replaces each `memref.alloc` by
    a `memref.view` into it. Two buffers share bytes if their lifetimes, counted in
    calls, do not overlap. Larger buffers are placed first, each at the lowest
    offset where it fits beside those it overlaps in time. Offsets are multiples of
    64, and 64 readable bytes lie after each buffer.

    An `alloc` elsewhere in the module is an error.

    Before:

    ```mlir
    func.func private @f(memref<4xi8>)
    func.func @quantc_run() {
      %0 = memref.alloc() : memref<4xi8>
      func.call @f(%0) : (memref<4xi8>) -> ()
      return
    }
    ```

    After:

    ```mlir
    func.func private @f(memref<4xi8>)
    func.func @quantc_run(%arena: memref<128xi8>) {
      %c0 = arith.constant 0 : index
      %0 = memref.view %arena[%c0][] : memref<128xi8> to memref<4xi8>
      func.call @f(%0) : (memref<4xi8>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::memref::MemRefDialect"];
}

def AttachSignaturePass : Pass<"lower-attach-signature", "::mlir::ModuleOp"> {
  let summary = "Write what the network takes and gives, and where each layer lies, as JSON";
  let description = [{
    Sets the module attribute `qnn.signature` from the arguments of `@quantc_run`
    and the arena offsets of its calls.

    The example has neither inputs nor outputs.

    Before:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff", qnn.target = "x86-64-v3"} {
      func.func @quantc_run(%arena: memref<64xi8>) {
        return
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "00000000000000ff", qnn.signature = "{\22arena_alignment\22:64,\22arena_bytes\22:64,\22calls\22:[],\22inputs\22:[],\22model_hash\22:\2200000000000000ff\22,\22outputs\22:[],\22profile\22:\22quantc\22,\22target\22:\22x86-64-v3\22,\22version\22:1}", qnn.target = "x86-64-v3"} {
      func.func @quantc_run(%arena: memref<64xi8>) {
        return
      }
    }
    ```
  }];
}

def InsertStepFunctionPass : Pass<"lower-insert-step-function", "::mlir::ModuleOp"> {
  let summary = "Add a function that makes one call of the sequence, by number";
  let description = [{
    `@quantc_step` takes the arguments of `@quantc_run` and the number of a call.

    Before:

    ```mlir
    func.func private @f(memref<4xi8>)
    func.func @quantc_run(%arena: memref<128xi8>) {
      %c0 = arith.constant 0 : index
      %0 = memref.view %arena[%c0][] : memref<128xi8> to memref<4xi8>
      func.call @f(%0) : (memref<4xi8>) -> ()
      return
    }
    ```

    After:

    ```mlir
    func.func private @f(memref<4xi8>)
    func.func @quantc_run(%arena: memref<128xi8>) {
      %c0 = arith.constant 0 : index
      %0 = memref.view %arena[%c0][] : memref<128xi8> to memref<4xi8>
      func.call @f(%0) : (memref<4xi8>) -> ()
      return
    }
    func.func @quantc_step(%arena: memref<128xi8>, %step: index) {
      scf.index_switch %step
      case 0 {
        %c0 = arith.constant 0 : index
        %0 = memref.view %arena[%c0][] : memref<128xi8> to memref<4xi8>
        func.call @f(%0) : (memref<4xi8>) -> ()
        scf.yield
      }
      default {
      }
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def ToLlvmPass : Pass<"lower-to-llvm", "::mlir::ModuleOp"> {
  let summary = "Turn scalars, memory, calls and branches into the LLVM dialect";
  let description = [{
    One conversion for arith, math, index, memref, ub, cf and func. A memref is
    passed as its pointer: all buffers are static and contiguous.

    After `convert-vector-to-llvm`, which first takes vectors of vectors apart.

    Before:

    ```mlir
    func.func @f(%x: i8) -> i8 {
      %0 = arith.addi %x, %x : i8
      return %0 : i8
    }
    ```

    After:

    ```mlir
    llvm.func @f(%x: i8) -> i8 {
      %0 = llvm.add %x, %x : i8
      llvm.return %0 : i8
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif

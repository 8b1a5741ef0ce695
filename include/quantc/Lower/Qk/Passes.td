//===- Passes.td - Lower: from qk to instructions ---------------*- td -*-===//

#ifndef QUANTC_LOWER_QK_PASSES
#define QUANTC_LOWER_QK_PASSES

include "mlir/Pass/PassBase.td"

class LowerQkPassOf<string flag> : Pass<flag, "::mlir::ModuleOp"> {
  let options = [Option<"target", "target", "std::string", "\"\"",
                        "Target name; default is the module's attribute qnn.target">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::vector::VectorDialect"];
}

def LowerQkPass : LowerQkPassOf<"lower-qk"> {
  let summary = "Turn qk ops into instructions of the target";
  let description = [{
    Runs what `lower-qk-to-x86` or `lower-qk-to-arm` does, by the target.

    Before:

    ```mlir
    module attributes {qnn.target = "armv8.0-a"} {
      func.func @f(%m: memref<8xf32>, %i: index) -> vector<4xf32> {
        %0 = qk.load_group %m[%i] group 1 : memref<8xf32> -> vector<4xf32>
        return %0 : vector<4xf32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.target = "armv8.0-a"} {
      func.func @f(%m: memref<8xf32>, %i: index) -> vector<4xf32> {
        %0 = memref.load %m[%i] : memref<8xf32>
        %1 = vector.broadcast %0 : f32 to vector<4xf32>
        return %1 : vector<4xf32>
      }
    }
    ```
  }];
}

def LowerQkToX86Pass : LowerQkPassOf<"lower-qk-to-x86"> {
  let summary = "Turn qk ops into x86 instructions";
  let description = [{
    `qk.dot` becomes vpdpbusd or vpdpwssd where the target has it, vpmaddubsw and vpmaddwd where
    `pairs_fit`, and two vpmaddwd on 16-bit halves otherwise: all exact. An op that
    the target cannot do is an error here, never in LLVM.

    Before:

    ```mlir
    module attributes {qnn.target = "x86-64-v4-vnni"} {
      func.func @f(%acc: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32> {
        %0 = qk.dot %acc, %a, %b {lhs_unsigned} : vector<16xi32>, vector<64xi8>
        return %0 : vector<16xi32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.target = "x86-64-v4-vnni"} {
      func.func @f(%acc: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32> {
        %0 = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.512"(%acc, %a, %b) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
        return %0 : vector<16xi32>
      }
    }
    ```
  }];
}

def LowerQkToArmPass : LowerQkPassOf<"lower-qk-to-arm"> {
  let summary = "Turn qk ops into AArch64 instructions";
  let description = [{
    `qk.dot` becomes sdot where the target has it, otherwise smull and pairwise
    additions; `qk.mmla` becomes smmla. An op that the target cannot do is an error here,
    never in LLVM.

    Before:

    ```mlir
    module attributes {qnn.target = "armv8.2-dotprod"} {
      func.func @f(%acc: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32> {
        %0 = qk.dot %acc, %a, %b : vector<4xi32>, vector<16xi8>
        return %0 : vector<4xi32>
      }
    }
    ```

    After:

    ```mlir
    module attributes {qnn.target = "armv8.2-dotprod"} {
      func.func @f(%acc: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32> {
        %0 = llvm.call_intrinsic "llvm.aarch64.neon.sdot.v4i32.v16i8"(%acc, %a, %b) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
        return %0 : vector<4xi32>
      }
    }
    ```
  }];
}

def AttachLoopAnnotationsPass : Pass<"lower-attach-loop-annotations", "::mlir::ModuleOp"> {
  let summary = "Give branches the loop annotations that their loops had";
  let description = [{
    Conversion from `cf` carries `llvm.loop_annotation` along as an attribute that
    the translation to LLVM IR does not read. Here it becomes the branch's own.

    Before:

    ```mlir
    llvm.func @f() {
      llvm.br ^bb1
    ^bb1:
      llvm.br ^bb1 {llvm.loop_annotation = #llvm.loop_annotation<unroll = <disable = true>>}
    }
    ```

    After:

    ```mlir
    llvm.func @f() {
      llvm.br ^bb1
    ^bb1:
      llvm.br ^bb1 {loop_annotation = #llvm.loop_annotation<unroll = <disable = true>>}
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif

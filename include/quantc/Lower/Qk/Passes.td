//===- Passes.td - Lower: from qk to instructions ---------------*- td -*-===//

#ifndef QUANTC_LOWER_QK_PASSES
#define QUANTC_LOWER_QK_PASSES

include "mlir/Pass/PassBase.td"

def LowerQkPass : Pass<"lower-qk", "::mlir::ModuleOp"> {
  let summary = "Turn qk ops into instructions of the target";
  let description = [{
    On x86 `qk.dot` becomes vpdpbusd or vpdpwssd where the target has it, vpmaddubsw and vpmaddwd where `pairs_fit`,
    and two vpmaddwd on 16-bit halves otherwise: all exact. On Arm it becomes sdot where the target has it, otherwise
    smull and pairwise additions; `qk.mmla` becomes smmla. An op that the target cannot do is an error here, never in
    LLVM.

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
  let options = [Option<"target", "target", "std::string", "\"\"",
                        "Target name; default is the module's attribute qnn.target">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::vector::VectorDialect"];
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

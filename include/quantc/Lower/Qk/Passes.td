//===- Passes.td - Lower: from qk to instructions ---------------*- td -*-===//

#ifndef QUANTC_LOWER_QK_PASSES
#define QUANTC_LOWER_QK_PASSES

include "mlir/Pass/PassBase.td"

class LowerQkPass<string flag> : Pass<flag, "::mlir::ModuleOp"> {
  let options = [Option<"target", "target", "std::string", "\"\"",
                        "Target name; default is the module's attribute qnn.target">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::vector::VectorDialect"];
}

def LowerQkToX86Pass : LowerQkPass<"lower-qk-to-x86"> {
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

def LowerQkToArmPass : LowerQkPass<"lower-qk-to-arm"> {
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

#endif

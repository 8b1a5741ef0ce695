//===- Passes.td - Passes of the Import step --------------------*- td -*-===//

#ifndef QUANTC_IMPORT_PASSES
#define QUANTC_IMPORT_PASSES

include "mlir/Pass/PassBase.td"

def AssignIdsPass : Pass<"import-assign-ids", "::mlir::ModuleOp"> {
  let summary = "Give every value an id that names what it computes";
  let description = [{
    The id, `qnn.id`, is a 64-bit hash over the op, its attributes, the bytes of
    its constants, its result types and the ids of its operands; arguments hash
    their position and type. So ids do not depend on the names in a network or
    in a file, and equal networks have equal ids. Of values that would have the
    same id the later ones count up. Ids that are there already stay.

    The module gets `qnn.model_hash`, a hash of all ids, and the step `import` if
    it has none yet.

    Before:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.relu %x : (tensor<4xf32>) -> tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.model_hash = "8ad8e942403a4a95", qnn.step = "import"} {
      func.func @main(%x: tensor<4xf32> {qnn.id = "0e2a1dfd30675622"}) -> tensor<4xf32> {
        %0 = qnn.relu %x {qnn.id = "40a3fb34327f5eff"} : (tensor<4xf32>) -> tensor<4xf32>
        return %0 : tensor<4xf32>
      }
    }
    ```
  }];
}

#endif

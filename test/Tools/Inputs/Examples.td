// Descriptions of passes that quant-opt has from MLIR, right and wrong ones: for doc-examples.test.
include "mlir/Pass/PassBase.td"

def RightPass : Pass<"cse"> {
  let summary = "Right";
  let description = [{
    Before:

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = arith.addf %x, %x : tensor<4xf32>
      %1 = arith.addf %x, %x : tensor<4xf32>
      return %0, %1 : tensor<4xf32>, tensor<4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = arith.addf %x, %x : tensor<4xf32>
      return %0, %0 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
}

def WithOptionPass : Pass<"canonicalize"> {
  let summary = "Right, with an option";
  let description = [{
    Before, with `max-iterations=1`:

    ```mlir
    func.func private @f()
    ```

    After:

    ```mlir
    func.func private @f()
    ```
  }];
}

def StalePass : Pass<"symbol-dce"> {
  let summary = "Stale";
  let description = [{
    Before:

    ```mlir
    func.func private @f()
    ```

    After:

    ```mlir
    func.func private @f()
    ```
  }];
}

def InvalidPass : Pass<"sccp"> {
  let summary = "Invalid modules on both sides";
  let description = [{
    Before:

    ```mlir
    func.func @f() {
    ```

    After:

    ```mlir
    func.func @f() {
    ```
  }];
}

def NonePass : Pass<"symbol-privatize"> {
  let summary = "No example";
  let description = [{ Text. }];
}

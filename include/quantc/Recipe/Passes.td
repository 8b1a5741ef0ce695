//===- Passes.td - The pass that applies a recipe ---------------*- td -*-===//

#ifndef QUANTC_RECIPE_PASSES
#define QUANTC_RECIPE_PASSES

include "mlir/Pass/PassBase.td"

def AttachConfigPass : Pass<"recipe-attach-config", "::mlir::ModuleOp"> {
  let summary = "Write on each op how the recipe wants it quantized";
  let description = [{
    Sets `qnn.qconfig` on each layer, and on each network input, whose types,
    schemes, ranges or observers are not those of the recipe `default`, and
    `qnn.float_reason` on each layer that the recipe keeps in float; the other
    passes ask only for these attributes. The rules are tried in the file's order on
    each op, and what a later one says goes before what an earlier one said. A rule
    that selects nothing here is an error, unless it is `optional`.

    A profile that the recipe names becomes the module's; else it keeps its own.

    The module keeps the text of the recipe as `qnn.recipe`, unless it is `default`,
    so that a compilation that stops after Calibrate goes on with the same recipe.

    The first pass of Calibrate, which looks for the observers, and of Quantize,
    where a network needs no data.

    Before, with `recipe=test/Recipe/Inputs/example.yaml`:

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
      %1 = qnn.gelu %0 : (tensor<4xf32>) -> tensor<4xf32>
      return %1 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    module attributes {qnn.recipe = "rules:\0A  - {op: Tanh, mode: float}\0A  - {op: [Gelu, Erf], activations: {type: u8}}\0A"} {
      func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
        %0 = qnn.tanh %x {qnn.float_reason = "the rule in line 2 of the recipe"} : (tensor<4xf32>) -> tensor<4xf32>
        %1 = qnn.gelu %0 {qnn.qconfig = {activations = {type = "u8"}}} : (tensor<4xf32>) -> tensor<4xf32>
        return %1 : tensor<4xf32>
      }
    }
    ```
  }];
  let options = [
    Option<"recipe", "recipe", "std::string", "\"default\"", "recipe file, or a preset of quantc --list-recipes">,
  ];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

#endif

//===- Passes.td - The passes of Calibrate ----------------------*- td -*-===//

#ifndef QUANTC_CALIBRATE_PASSES
#define QUANTC_CALIBRATE_PASSES

include "mlir/Pass/PassBase.td"

def AttachRangesPass : Pass<"calibrate-attach-ranges", "::mlir::ModuleOp"> {
  let summary = "Put the ranges that a calibration file knows on the observers";
  let description = [{
    Sets `min` and `max` of each `qnn.observe` to what the observer makes of the
    data of its id. A range always contains zero. A tensor with one value c
    gets [min(c, 0), max(c, 0)], in which c is exact, or [0, 1] if c is 0, and a
    warning. A file of another model, or one that lacks an observed id, is an error
    that lists ids. A module without observers needs no file.

    The file of the example holds samples with values from -1 to 3.

    Before, with `calibration=test/Calibrate/Inputs/example.qcal observer=minmax`:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.observe %x "000000000000000a" : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.observe %x "000000000000000a" {max = 3.0 : f32, min = -1.0 : f32} : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
  let options = [
    Option<"calibration", "calibration", "std::string", "", "The calibration file that quant-calibrate wrote">,
    Option<"observer", "observer", "std::string", "\"mse\"",
           "How a range comes from the data: NAME or NAME(key=value,...) of docs/calibration.md, such as percentile(99.99)">,
  ];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def AttachCalibrateStepPass : Pass<"calibrate-attach-step", "::mlir::ModuleOp"> {
  let summary = "Mark the module as calibrated";
  let description = [{
    Sets `qnn.step`, by which tools know where a module stands.

    Before:

    ```mlir
    module attributes {qnn.step = "prepare"} {
    }
    ```

    After:

    ```mlir
    module attributes {qnn.step = "calibrate"} {
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

#endif

//===- QnnStructureOps.td - Constants and regions ---------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNSTRUCTUREOPS
#define QUANTC_DIALECT_QNN_IR_QNNSTRUCTUREOPS

include "quantc/Dialect/Qnn/IR/QnnBase.td"

def Qnn_ConstantOp : Qnn_PureOp<"constant", [ConstantLike]> {
  let summary = "A constant float, integer or quantized tensor";
  let description = [{
    `value` holds stored values: of a quantized result its element type is the
    storage type. Constants above 1 KiB are `dense_resource`, which is freed with
    the module; smaller ones are `dense`.

    Constraints:
    - (C1) shapes agree, and the element type of `value` is the result's or its storage type.
    - (C2) `value` is `dense`, or a `dense_resource` with as many bytes as the type needs. - (C3) stored values are in range.

    Example:

    ```mlir
    %w = qnn.constant dense<[1, -2]> : tensor<2xi8> as tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5>>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Qnn_ConstantTensor:$output);
  let assemblyFormat = "attr-dict $value `as` type($output)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Qnn_YieldOp : Qnn_Op<"yield", [Pure, Terminator, ReturnLike, HasParent<"FusedOp">]> {
  let summary = "End a fused region";
  let description = [{Passes the values out of `qnn.fused`.}];
  let arguments = (ins Variadic<Qnn_AnyTensor>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

def Qnn_FusedOp : Qnn_PureOp<"fused", [IsolatedFromAbove, SingleBlock]> {
  let summary = "Ops that one kernel call computes";
  let description = [{
    Regroups and never changes a bit: the result is that of the ops inside run
    one by one. Constants live inside. `kernel` is set by Plan.

    Constraints:
    - (C1) block arguments have the operand types, and `qnn.yield` at the end values of the result types.

    Example:

    ```mlir
    %y = qnn.fused(%x) : (tensor<4xf32>) -> tensor<4xf32> {
    ^bb0(%a: tensor<4xf32>):
      %0 = qnn.relu %a : (tensor<4xf32>) -> tensor<4xf32>
      qnn.yield %0 : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<Qnn_AnyTensor>:$inputs, OptionalAttr<AnyAttr>:$kernel);
  let results = (outs Variadic<Qnn_AnyTensor>:$outputs);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "`(` $inputs `)` attr-dict `:` functional-type($inputs, results) $body";
  let hasVerifier = 1;
}

#endif

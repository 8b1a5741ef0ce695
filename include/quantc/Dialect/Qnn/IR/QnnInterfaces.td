//===- QnnInterfaces.td - What passes ask of qnn ops ------------*- td -*-===//
//
// A pass never lists ops by name: it asks one of these.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNINTERFACES
#define QUANTC_DIALECT_QNN_IR_QNNINTERFACES

include "mlir/IR/OpBase.td"

def Qnn_ContractionOpInterface : OpInterface<"ContractionOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{
    A sum of products of an activation and a weight, plus an optional bias: what
    is quantized with an i32 accumulator. The output channel is the last axis
    of the output and axis 0 of the weight.
  }];
  let methods = [
    InterfaceMethod<"The activation operand.", "::mlir::OpOperand &", "getActivationOperand">,
    InterfaceMethod<"The weight operand.", "::mlir::OpOperand &", "getWeightOperand">,
    InterfaceMethod<"The bias value [O], or null.", "::mlir::Value", "getBiasValue">,
    InterfaceMethod<"Sets or adds the bias [O]; null removes it.", "void", "setBiasValue", (ins "::mlir::Value":$bias)>,
    InterfaceMethod<"Products summed for one output element.", "int64_t", "getReductionSize">,
  ];
}

def Qnn_RecurrentOpInterface : OpInterface<"RecurrentOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{
    A recurrence over time steps (N14): what one step reads of the step before goes
    through one matrix. The first result is the hidden state of every step.
  }];
  let methods = [
    InterfaceMethod<"What one unit computes in one step.", "::quantc::numerics::Recurrence", "getRecurrence">,
    InterfaceMethod<"The projected inputs [T, N, G H].", "::mlir::OpOperand &", "getProjectionOperand">,
    InterfaceMethod<"The matrix [G H, H] that the hidden state is multiplied by.", "::mlir::OpOperand &", "getMatrixOperand">,
    InterfaceMethod<"The bias [G H] of these products, or null.", "::mlir::Value", "getRecurrentBias">,
    InterfaceMethod<"The hidden state [N, H] before the first step; null stands for zeros.", "::mlir::Value", "getFirstHidden">,
    InterfaceMethod<"The cell state [N, H] before the first step; null stands for zeros.", "::mlir::Value", "getFirstCell">,
    InterfaceMethod<"The weights [3 H] of the cell in the gates, or null.", "::mlir::Value", "getPeepholeWeights">,
    InterfaceMethod<"Whether the last time step comes first.", "bool", "isReverse">,
    InterfaceMethod<"The type that the hidden state is rounded to before it is multiplied; null for none.",
                    "::mlir::quant::UniformQuantizedType", "getStateType">,
    InterfaceMethod<"Sets that type.", "void", "setStateType", (ins "::mlir::quant::UniformQuantizedType":$type)>,
    InterfaceMethod<"How a run finds scale and zero point of each state; nullopt where they are those of the type.",
                    "::std::optional<::quantc::numerics::DynamicSpec>", "getDynamicSpec">,
    InterfaceMethod<"Whether a run finds them for each sequence alone.", "bool", "isPerSequence">,
    InterfaceMethod<"Makes a run find them, for codes of the state's type.", "void", "setDynamic",
                    (ins "::llvm::StringRef":$formula, "bool":$isSymmetric, "bool":$isPerSequence)>,
  ];
}

def Qnn_UnaryOpInterface : OpInterface<"UnaryOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{
    An elementwise function of one operand, named by its formula in
    `lib/Numerics`. On 8-bit tensors it is a table of 256 entries (N7).
  }];
  let methods = [
    InterfaceMethod<"The function and its parameters.", "::quantc::numerics::Unary", "getUnary">,
  ];
}

def Qnn_SameScalesOpInterface : OpInterface<"SameScalesOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{
    Moves or selects elements: with quantized operands, operand 0 and the result
    have one quantized element type, and stored values pass unchanged.
  }];
}

def Qnn_FixedOutputRangeOpInterface : OpInterface<"FixedOutputRangeOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{
    The output range follows from the function, not from data (N7): the scale,
    and whether the zero point is qmin (sigmoid) or the middle (tanh).
  }];
  let methods = [
    InterfaceMethod<"Scale of an 8-bit output.", "double", "getFixedScale">,
    InterfaceMethod<"True if the zero point is qmin, false if it is the middle.", "bool", "isFixedRangeUnsigned">,
  ];
}

def Qnn_ReasonForFloatOpInterface : OpInterface<"ReasonForFloatOpInterface"> {
  let cppNamespace = "::quantc::qnn";
  let description = [{An op that no profile quantizes, or not all do, and says why in the report.}];
  let methods = [
    InterfaceMethod<"One clause, lower case, such as \"softmax has no integer form\"; empty in a profile that quantizes it.", "::std::string", "getReasonForFloat">,
  ];
}

#endif

//===- QnnBase.td - The qnn dialect, its types and op classes ---*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNBASE
#define QUANTC_DIALECT_QNN_IR_QNNBASE

include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "quantc/Dialect/Qnn/IR/QnnInterfaces.td"

def Qnn_Dialect : Dialect {
  let name = "qnn";
  let cppNamespace = "::quantc::qnn";
  let summary = "Neural network ops, polymorphic over float and quantized tensors";
  let description = [{
    One op serves float and integer: `qnn.conv2d` on `f32` is the float layer, on
    `!quant.uniform` it is the integer layer. Quantizing a network is a change of
    types, and a partly quantized one is the ordinary case. Arithmetic on
    quantized types is defined by `docs/numerics.md` (labels N1 to N14).

    Images are channels last (NHWC), weights output channel first (OHWI). Every
    value has an id, the attribute `qnn.id` on its op or argument, that survives
    rewriting.
  }];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
}

// QuantBase.td has no type constraints: state them here.
def Qnn_PerTensor : Type<CPred<"::llvm::isa<::mlir::quant::UniformQuantizedType>($_self)">, "per-tensor quantized type">;
def Qnn_PerAxis : Type<CPred<"::llvm::isa<::mlir::quant::UniformQuantizedPerAxisType>($_self)">, "per-axis quantized type">;
def Qnn_Accumulator : Type<CPred<"::quantc::qnn::isAccumulator($_self)">, "quantized type with i32 storage">;

/// f32, or quantized with one scale.
def Qnn_Activation : RankedTensorOf<[F32, Qnn_PerTensor]>;
/// f32, or quantized with one scale or one for each output channel.
def Qnn_Weight : RankedTensorOf<[F32, Qnn_PerTensor, Qnn_PerAxis]>;
/// A weight, or one of 16-bit floats beside a float input.
def Qnn_StoredWeight : RankedTensorOf<[F32, F16, BF16, Qnn_PerTensor, Qnn_PerAxis]>;
/// f32, or any quantized type: 8-bit activations and i32 accumulators.
def Qnn_Value : RankedTensorOf<[F32, Qnn_PerTensor, Qnn_PerAxis]>;
/// Float or plain integer elements.
def Qnn_PlainTensor : RankedTensorOf<[F32, I1, I8, I16, I32, I64, UI8, UI16]>;
/// Whatever moves through shape ops.
def Qnn_AnyTensor : RankedTensorOf<[F32, I1, I8, I16, I32, I64, UI8, UI16, Qnn_PerTensor, Qnn_PerAxis]>;

/// What a constant may be: 16-bit floats are weights.
def Qnn_ConstantTensor : RankedTensorOf<[F32, F16, BF16, I1, I8, I16, I32, I64, UI8, UI16, Qnn_PerTensor, Qnn_PerAxis]>;

/// Verifies what upstream's types accept without complaint: zero points outside
/// the storage range, an axis beyond the rank, a wrong number of scales, scales
/// that are not finite and normal in f32, storage that is no integer or of other bits.
/// Shapes are static, of at most 2^40 elements and 2^31 - 1 along an axis.
def Qnn_ValidQuantizedTypes : NativeOpTrait<"ValidQuantizedTypes"> {
  let cppNamespace = "::quantc::qnn";
}

class Qnn_Op<string mnemonic, list<Trait> traits = []>
    : Op<Qnn_Dialect, mnemonic, !listconcat([Qnn_ValidQuantizedTypes], traits)>;

class Qnn_PureOp<string mnemonic, list<Trait> traits = []>
    : Qnn_Op<mnemonic, !listconcat([Pure], traits)>;

#endif

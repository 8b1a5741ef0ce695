//===- Qnn.h - The qnn dialect ----------------------------------*- C++ -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNN_H
#define QUANTC_DIALECT_QNN_IR_QNN_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "quantc/Numerics/Dynamic.h"
#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/Recurrence.h"
#include "quantc/Numerics/SmoothRectifier.h"

namespace quantc::qnn {

/// The attribute that holds a value's id, on its op or function argument: 16
/// lower-case hexadecimal digits. Network inputs and outputs also carry
/// `qnn.name`, the network's own name.
inline constexpr llvm::StringLiteral kIdAttr = "qnn.id";
inline constexpr llvm::StringLiteral kNameAttr = "qnn.name";
/// Module attribute: the step after which the module stands, as in Steps.def.
inline constexpr llvm::StringLiteral kStepAttr = "qnn.step";
/// Module attribute: the profile of its arithmetic, absent for `quantc`.
inline constexpr llvm::StringLiteral kProfileAttr = "qnn.profile";
/// Op attribute: how far above the stored values that an op's profile is stated for those of its operands, then
/// results, lie, once Plan has chosen their sign; an array of -128, 0 and 128.
inline constexpr llvm::StringLiteral kStorageOffsetsAttr = "qnn.storage_offsets";
/// Op attribute: why an op stays in float; one clause for the report.
inline constexpr llvm::StringLiteral kFloatReasonAttr = "qnn.float_reason";

/// Returns whether `type` is a quantized element type with 32-bit storage.
bool isAccumulator(mlir::Type type);

/// Returns the quantized element type of a tensor, or null.
mlir::quant::QuantizedType getQuantizedType(mlir::Type tensor);
inline mlir::quant::QuantizedType getQuantizedType(mlir::Value value) { return getQuantizedType(value.getType()); }
/// Returns whether the tensor has f32 elements.
bool isFloat(mlir::Value value);

/// Returns whether `op` is a contraction of a float input, or a float recurrence, and has a weight that is stored in
/// fewer bits (N12).
bool hasStoredWeight(mlir::Operation *op);

/// Returns the storage element type: of quantized types their storage type
/// (signless), otherwise the element type itself.
mlir::Type getStorageElementType(mlir::Type tensor);

/// Scales and zero points of a quantized type: one, or one for each index of the axis.
llvm::SmallVector<double> getScales(mlir::quant::QuantizedType type);
llvm::SmallVector<int64_t> getZeroPoints(mlir::quant::QuantizedType type);
/// The parameters of a per-tensor type.
numerics::QuantParams getParams(mlir::quant::QuantizedType type);

/// Returns the smooth rectifier (N8f) of the elementwise op `qnn.<mnemonic>`, or null.
const numerics::SmoothRectifier *getSmoothRectifier(llvm::StringRef mnemonic);
/// Returns the function that a recurrent op has `name` for, or nullopt.
std::optional<numerics::UnaryKind> parseGateFunction(llvm::StringRef name);

/// Returns the profile by which `op` computes: its module's, but `quantc` for what other systems have no op for, that
/// is with a `negative_slope`, or with an accumulator among its operands that the profile rounds as `quantc` does.
numerics::Profile getProfile(mlir::Operation *op);
/// Returns the profile of a module, and sets it.
numerics::Profile getProfile(mlir::ModuleOp module);
void setProfile(mlir::ModuleOp module, numerics::Profile profile);

/// Returns the entry of `qnn.storage_offsets` for operand `index`, or after the operands for a result; 0 without.
int64_t getStorageOffset(mlir::Operation *op, unsigned index);
/// Returns the parameters of an operand or result as the profile is stated for them.
numerics::QuantParams getStatedParams(mlir::Operation *op, unsigned index);

/// Where the zero point of a result comes in, by the op and its profile: an integer added after the rounding (N5, N8),
/// or f32 before it (N10, N11d), or inside the formula of the value that is rounded (N10a, N11a, N11e).
enum class ZeroPointPlace { After, Before, Inside };
ZeroPointPlace getZeroPointPlace(mlir::Operation *op);

/// What is added to a value of f32 before its rounding, and to the integer after it.
struct ZeroPointParts {
  float before = 0;
  int32_t after = 0;
};
/// Returns the parts of the zero point of the one result of `op`.
ZeroPointParts getZeroPointParts(mlir::Operation *op);

/// Returns the id of a value, or "" if it has none, as results beyond the first of an op.
llvm::StringRef getId(mlir::Value value);
/// Gives `value` (a result or a function argument) the id `id`.
void setId(mlir::Value value, llvm::StringRef id);

/// Makes the attribute of a constant tensor from raw bytes in row-major order:
/// `dense` up to 1 KiB, `dense_resource` above. `type` has a builtin element type.
mlir::ElementsAttr makeElementsAttr(mlir::RankedTensorType type, llvm::ArrayRef<char> bytes);
/// Returns the bytes of a constant in row-major order; splats are spread.
/// `i1` is one byte an element.
llvm::SmallVector<char> getElementBytes(mlir::ElementsAttr attr);

/// A trait: see `Qnn_ValidQuantizedTypes`.
mlir::LogicalResult verifyQuantizedTypes(mlir::Operation *op);
template <typename ConcreteType>
class ValidQuantizedTypes : public mlir::OpTrait::TraitBase<ConcreteType, ValidQuantizedTypes> {
public:
  static mlir::LogicalResult verifyTrait(mlir::Operation *op) { return verifyQuantizedTypes(op); }
};

} // namespace quantc::qnn

#include "quantc/Dialect/Qnn/IR/QnnDialect.h.inc"
#include "quantc/Dialect/Qnn/IR/QnnEnums.h.inc"
#include "quantc/Dialect/Qnn/IR/QnnInterfaces.h.inc"
#define GET_OP_CLASSES
#include "quantc/Dialect/Qnn/IR/QnnOps.h.inc"

#endif // QUANTC_DIALECT_QNN_IR_QNN_H

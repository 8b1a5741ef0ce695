//===- QnnRecurrentOps.cpp - Recurrences: assembly and verifiers ----------===//
//
// Tested by test/Dialect/Qnn/IR/recurrent-ops.mlir and
// recurrent-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

#include "mlir/IR/Builders.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

/// Columns of a quantized matrix: so many products of 255 and 128 stay below 2^31.
static constexpr int64_t kMostColumns = 65536;

//===----------------------------------------------------------------------===//
// Assembly: projection, weight, then optional operands, each after its keyword
//===----------------------------------------------------------------------===//

static ParseResult parseRecurrent(OpAsmParser &parser, OperationState &result, ArrayRef<StringRef> keywords,
                                  MutableArrayRef<int32_t> segments) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands(2);
  if (parser.parseOperand(operands[0]) || parser.parseComma() || parser.parseOperand(operands[1]))
    return failure();
  segments[0] = segments[1] = 1;
  for (auto [index, keyword] : llvm::enumerate(keywords)) {
    bool isGiven = succeeded(parser.parseOptionalKeyword(keyword));
    segments[2 + index] = isGiven;
    if (isGiven && parser.parseOperand(operands.emplace_back()))
      return failure();
  }
  FunctionType type;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseOptionalAttrDict(result.attributes) || parser.parseColonType(type) ||
      parser.resolveOperands(operands, type.getInputs(), loc, result.operands))
    return failure();
  result.addTypes(type.getResults());
  return success();
}

static void printRecurrent(OpAsmPrinter &printer, Operation *op, ArrayRef<StringRef> keywords, ValueRange optional) {
  printer << ' ' << op->getOperand(0) << ", " << op->getOperand(1);
  for (auto [keyword, operand] : llvm::zip_equal(keywords, optional))
    if (operand)
      printer << ' ' << keyword << ' ' << operand;
  printer.printOptionalAttrDict(op->getAttrs(), {"operandSegmentSizes"});
  printer << " : ";
  printer.printFunctionalType(op);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

using numerics::Unary;
using numerics::UnaryKind;

std::optional<UnaryKind> qnn::parseGateFunction(StringRef name) {
  return llvm::StringSwitch<std::optional<UnaryKind>>(name)
      .Case("relu", UnaryKind::Relu)
      .Case("leaky_relu", UnaryKind::LeakyRelu)
      .Case("elu", UnaryKind::Elu)
      .Case("sigmoid", UnaryKind::Sigmoid)
      .Case("tanh", UnaryKind::Tanh)
      .Case("hard_sigmoid", UnaryKind::HardSigmoid)
      .Case("softplus", UnaryKind::Softplus)
      .Default(std::nullopt);
}

template <typename Op> static numerics::Recurrence makeRecurrence(Op op, numerics::RecurrenceKind kind) {
  numerics::Recurrence recurrence;
  recurrence.kind = kind;
  for (auto [index, name] : llvm::enumerate(op.getFunctions().template getAsRange<StringAttr>())) {
    Unary &function = recurrence.functions[index];
    function.kind = *parseGateFunction(name.getValue());
    if (auto parameters = op.getParameters()) {
      function.alpha = (*parameters)[2 * index];
      function.beta = (*parameters)[2 * index + 1];
    }
  }
  if (std::optional<APFloat> clip = op.getClip())
    recurrence.clip = clip->convertToFloat();
  return recurrence;
}

/// (C4)
template <typename Op> static LogicalResult verifyFunctions(Op op, numerics::RecurrenceKind kind) {
  numerics::Recurrence empty;
  empty.kind = kind;
  size_t count = empty.getNumFunctions();
  if (op.getFunctions().size() != count) // recurrent_c4
    return op.emitOpError("has ") << op.getFunctions().size() << " functions, expected " << count;
  for (auto name : op.getFunctions().template getAsRange<StringAttr>())
    if (!parseGateFunction(name.getValue()))
      return op.emitOpError("function \"") << name.getValue()
                                           << "\" is not one of relu, leaky_relu, elu, sigmoid, tanh, hard_sigmoid, "
                                              "softplus";
  if (auto parameters = op.getParameters()) {
    if (parameters->size() != 2 * count)
      return op.emitOpError("has ") << parameters->size() << " parameters, expected two for each of " << count
                                    << " functions";
    for (float value : *parameters)
      if (!std::isfinite(value))
        return op.emitOpError("parameter ") << double(value) << ", expected a finite number";
  }
  if (std::optional<APFloat> clip = op.getClip(); clip && !(clip->convertToFloat() > 0))
    return op.emitOpError("clip is ") << double(clip->convertToFloat()) << ", expected more than 0";
  return success();
}

//===----------------------------------------------------------------------===//
// Shapes and types
//===----------------------------------------------------------------------===//

static LogicalResult verifyShape(Operation *op, StringRef role, Value value, ArrayRef<int64_t> expected) {
  if (!value || shapeOf(value) == expected)
    return success();
  InFlightDiagnostic diagnostic = op->emitOpError(role);
  diagnostic << " is " << value.getType() << ", expected the shape ";
  llvm::interleave(expected, diagnostic, "x");
  return diagnostic;
}

/// (C2), (C3), (C5)
template <typename Op> static LogicalResult verifyTypes(Op op) {
  auto weight = getQuantizedType(op.getWeight());
  if (!weight) {
    if (op.getState()) // recurrent_c2
      return op.emitOpError("has a state type and a float weight");
    if (getQuantizedType(op.getHidden())) // recurrent_c3
      return op.emitOpError("has the quantized result ") << op.getHidden().getType() << " of a float weight";
    return success();
  }
  auto axis = cast<quant::UniformQuantizedPerAxisType>(weight);
  if (axis.getStorageTypeIntegralWidth() > 8 || !axis.isSigned() || axis.getQuantizedDimension() != 0 ||
      !llvm::all_of(axis.getZeroPoints(), [](int64_t zero) { return zero == 0; })) // recurrent_c2
    return op.emitOpError("weight is ") << op.getWeight().getType()
                                        << ", expected at most 8 bits, signed, zero points 0, scales on axis 0";
  auto state = op.getState() ? dyn_cast<quant::UniformQuantizedType>(*op.getState()) : quant::UniformQuantizedType();
  if (!state || state.getStorageTypeIntegralWidth() != 8 || !state.getExpressedType().isF32())
    return op.emitOpError("has a quantized weight and no state type of 8 bits");
  // The trait verifies types of operands and results only.
  if (failed(verifyTensorType(op, "state", RankedTensorType::get({1}, state))))
    return failure();
  for (double scale : axis.getScales()) // recurrent_c2
    if (!std::isnormal(float(state.getScale() * scale)))
      return op.emitOpError("weight scale ") << scale << " times state scale " << state.getScale() << " leaves f32";
  auto hidden = getQuantizedType(op.getHidden());
  if (hidden && isAccumulator(hidden)) // recurrent_c3
    return op.emitOpError("result storage is ") << hidden.getStorageType() << ", expected 8 or 16 bits";
  if (int64_t columns = shapeOf(op.getWeight())[1]; columns > kMostColumns) // recurrent_c5
    return op.emitOpError("weight has ") << columns << " columns, expected at most " << kMostColumns;
  return success();
}

/// (C6)
template <typename Op> static LogicalResult verifyFormula(Op op) {
  std::optional<StringRef> formula = op.getFormula();
  if (!formula) // recurrent_c6
    return op.getSymmetric() || op.getPerSequence() ? op.emitOpError("says how codes are found, but has no formula")
                                                    : LogicalResult(success());
  if (!numerics::parseDynamicFormula({formula->data(), formula->size()}))
    return op.emitOpError("formula \"") << *formula << "\" is not one of quantc, torch, ort, tflite";
  quant::UniformQuantizedType state = op.getStateType();
  if (!state || state.getScale() != 1 || state.getStorageTypeMax() - state.getStorageTypeMin() < 2)
    return op.emitOpError("has a formula, but no state type of scale 1 with at least three codes");
  return success();
}

template <typename Op> static LogicalResult verifyRecurrent(Op op, numerics::RecurrenceKind kind) {
  if (failed(verifyFunctions(op, kind)))
    return failure();
  int64_t gates = makeRecurrence(op, kind).getNumGates();
  ArrayRef<int64_t> x = shapeOf(op.getProjection()), w = shapeOf(op.getWeight());
  if (x.size() != 3 || w.size() != 2 || w[0] != gates * w[1] || x[2] != w[0] ||
      llvm::is_contained(x, 0)) // recurrent_c1
    return op.emitOpError("projection ") << op.getProjection().getType() << " and weight " << op.getWeight().getType()
                                         << " are not [T, N, " << gates << " H] and [" << gates << " H, H]";
  int64_t hidden = w[1];
  if (failed(verifyShape(op, "bias", op.getBias(), w[0])) ||
      failed(verifyShape(op, "initial hidden state", op.getInitialHidden(), {x[1], hidden})) ||
      failed(verifyShape(op, "result", op.getHidden(), {x[0], x[1], hidden})))
    return failure();
  return failed(verifyTypes(op)) ? failure() : verifyFormula(op);
}

//===----------------------------------------------------------------------===//
// The ops
//===----------------------------------------------------------------------===//

static constexpr StringRef kSimpleKeywords[] = {"bias", "initial"};
static constexpr StringRef kLstmKeywords[] = {"bias", "initial", "cell", "peephole"};

template <typename Op> static std::optional<numerics::DynamicSpec> makeDynamicSpec(Op op) {
  std::optional<StringRef> formula = op.getFormula();
  if (!formula)
    return std::nullopt;
  quant::UniformQuantizedType state = op.getStateType();
  int64_t zeroPoint = state.getZeroPoint();
  return numerics::DynamicSpec{*numerics::parseDynamicFormula({formula->data(), formula->size()}), op.getSymmetric(),
                               int32_t(state.getStorageTypeMin() - zeroPoint),
                               int32_t(state.getStorageTypeMax() - zeroPoint)};
}

#define QUANTC_RECURRENT(Op, KEYWORDS, ...)                                                                            \
  ParseResult Op::parse(OpAsmParser &parser, OperationState &result) {                                                 \
    return parseRecurrent(parser, result, KEYWORDS, result.getOrAddProperties<Properties>().operandSegmentSizes);      \
  }                                                                                                                    \
  void Op::print(OpAsmPrinter &printer) { printRecurrent(printer, *this, KEYWORDS, {__VA_ARGS__}); }                   \
  OpOperand &Op::getProjectionOperand() { return getProjectionMutable(); }                                             \
  OpOperand &Op::getMatrixOperand() { return getWeightMutable(); }                                                     \
  Value Op::getRecurrentBias() { return getBias(); }                                                                   \
  Value Op::getFirstHidden() { return getInitialHidden(); }                                                            \
  bool Op::isReverse() { return getReverse(); }                                                                        \
  quant::UniformQuantizedType Op::getStateType() {                                                                     \
    return getState() ? cast<quant::UniformQuantizedType>(*getState()) : quant::UniformQuantizedType();                \
  }                                                                                                                    \
  void Op::setStateType(quant::UniformQuantizedType type) { setStateAttr(TypeAttr::get(type)); }                       \
  std::optional<numerics::DynamicSpec> Op::getDynamicSpec() { return makeDynamicSpec(*this); }                         \
  bool Op::isPerSequence() { return getPerSequence(); }                                                                \
  void Op::setDynamic(StringRef formula, bool isSymmetric, bool isPerSequence) {                                       \
    setFormula(formula);                                                                                               \
    setSymmetric(isSymmetric);                                                                                         \
    setPerSequence(isPerSequence);                                                                                     \
  }
QUANTC_RECURRENT(RnnOp, kSimpleKeywords, getBias(), getInitialHidden())
QUANTC_RECURRENT(GruOp, kSimpleKeywords, getBias(), getInitialHidden())
QUANTC_RECURRENT(LstmOp, kLstmKeywords, getBias(), getInitialHidden(), getInitialCell(), getPeephole())
#undef QUANTC_RECURRENT

LogicalResult RnnOp::verify() { return verifyRecurrent(*this, numerics::RecurrenceKind::Rnn); }
numerics::Recurrence RnnOp::getRecurrence() { return makeRecurrence(*this, numerics::RecurrenceKind::Rnn); }
Value RnnOp::getFirstCell() { return {}; }
Value RnnOp::getPeepholeWeights() { return {}; }

LogicalResult GruOp::verify() { return verifyRecurrent(*this, numerics::RecurrenceKind::Gru); }
numerics::Recurrence GruOp::getRecurrence() {
  numerics::Recurrence recurrence = makeRecurrence(*this, numerics::RecurrenceKind::Gru);
  recurrence.resetAfter = getResetAfter();
  return recurrence;
}
Value GruOp::getFirstCell() { return {}; }
Value GruOp::getPeepholeWeights() { return {}; }

LogicalResult LstmOp::verify() {
  if (failed(verifyRecurrent(*this, numerics::RecurrenceKind::Lstm)))
    return failure();
  int64_t sequences = shapeOf(getProjection())[1], hidden = shapeOf(getWeight())[1];
  if (failed(verifyShape(*this, "initial cell state", getInitialCell(), {sequences, hidden})) ||
      failed(verifyShape(*this, "peephole", getPeephole(), 3 * hidden)))
    return failure();
  return verifyShape(*this, "cell", getCell(), {sequences, hidden});
}
numerics::Recurrence LstmOp::getRecurrence() { return makeRecurrence(*this, numerics::RecurrenceKind::Lstm); }
Value LstmOp::getFirstCell() { return getInitialCell(); }
Value LstmOp::getPeepholeWeights() { return getPeephole(); }

//===- OpNames.cpp - What rules call ops ----------------------------------===//
//
// Tested by test/Recipe/op-names.test.
//
// An ONNX op type stands for the op of qnn that the importer makes of it, or that
// Prepare makes of that. Types that vanish (BatchNormalization, Dropout) or become
// several ops (LayerNormalization) have no name here: a rule could not say which.
//
//===----------------------------------------------------------------------===//

#include "OpNames.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace quantc;

namespace {
struct OnnxName {
  StringRef type;
  StringRef mnemonic;
  /// Of qnn.reduce, which stands for several types.
  std::optional<qnn::ReduceKind> kind = std::nullopt;
};
} // namespace

static constexpr OnnxName kOnnxNames[] = {
    {"Abs", "abs"},
    {"Add", "add"},
    {"ArgMax", "argmax"},
    {"AveragePool", "avg_pool2d"},
    {"AveragePool", "reduce", qnn::ReduceKind::Mean},
    {"Ceil", "ceil"},
    {"Celu", "celu"},
    {"Clip", "clip"},
    {"Concat", "concat"},
    {"Conv", "conv2d"},
    {"ConvTranspose", "conv_transpose2d"},
    {"Div", "div"},
    {"Elu", "elu"},
    {"Erf", "erf"},
    {"Exp", "exp"},
    {"Expand", "broadcast"},
    {"Flatten", "reshape"},
    {"Floor", "floor"},
    {"Gather", "gather"},
    {"Gelu", "gelu"},
    {"Gelu", "gelu_tanh"},
    {"Gemm", "linear"},
    {"GRU", "gru"},
    {"GlobalAveragePool", "reduce", qnn::ReduceKind::Mean},
    {"GlobalMaxPool", "reduce", qnn::ReduceKind::Max},
    {"HardSigmoid", "hard_sigmoid"},
    {"HardSwish", "hard_swish"},
    {"LRN", "lrn"},
    {"LSTM", "lstm"},
    {"LeakyRelu", "leaky_relu"},
    {"Log", "log"},
    {"LogSoftmax", "log_softmax"},
    {"MatMul", "linear"},
    {"MatMul", "matmul"},
    {"Max", "max"},
    {"MaxPool", "max_pool2d"},
    {"MaxPool", "reduce", qnn::ReduceKind::Max},
    {"Min", "min"},
    {"Mish", "mish"},
    {"Mul", "mul"},
    {"Neg", "neg"},
    {"PRelu", "prelu"},
    {"Pad", "pad"},
    {"Pow", "pow"},
    {"Pow", "pow_scalar"},
    {"RNN", "rnn"},
    {"Reciprocal", "reciprocal"},
    {"ReduceMax", "reduce", qnn::ReduceKind::Max},
    {"ReduceMean", "reduce", qnn::ReduceKind::Mean},
    {"ReduceSum", "reduce", qnn::ReduceKind::Sum},
    {"Relu", "relu"},
    {"Reshape", "reshape"},
    {"Resize", "resize"},
    {"Round", "round"},
    {"Selu", "selu"},
    {"Shrink", "shrink"},
    {"Sigmoid", "sigmoid"},
    {"Sign", "sign"},
    {"Slice", "slice"},
    {"Softmax", "softmax"},
    {"Softplus", "softplus"},
    {"Softsign", "softsign"},
    {"Split", "slice"},
    {"Sqrt", "sqrt"},
    {"Squeeze", "reshape"},
    {"Sub", "sub"},
    {"Sum", "add"},
    {"Swish", "silu"},
    {"Tanh", "tanh"},
    {"ThresholdedRelu", "threshold"},
    {"Transpose", "transpose"},
    {"Unsqueeze", "reshape"},
    {"Upsample", "resize"},
};

/// The ops of the dialect without the prefix.
template <typename... Ops> static SmallVector<StringRef> getMnemonics() {
  SmallVector<StringRef> names{Ops::getOperationName()...};
  for (StringRef &name : names)
    name.consume_front("qnn.");
  return names;
}

ArrayRef<StringRef> quantc::getKnownOpNames() {
  static const SmallVector<StringRef> names = [] {
    static constexpr StringRef kNoLayers[] = {"quantize", "dequantize", "requantize", "observe",
                                              "constant", "fused",      "yield"};
    llvm::SetVector<StringRef> all;
    for (StringRef name : getMnemonics<
#define GET_OP_LIST
#include "quantc/Dialect/Qnn/IR/QnnOps.cpp.inc"
             >())
      if (!llvm::is_contained(kNoLayers, name))
        all.insert(name);
    for (const OnnxName &name : kOnnxNames)
      all.insert(name.type);
    return all.takeVector();
  }();
  return names;
}

bool quantc::isKnownOpName(StringRef name) {
  bool isMnemonic = name.consume_front("qnn.");
  return llvm::is_contained(getKnownOpNames(), name) && !(isMnemonic && llvm::isUpper(name.front()));
}

/// The recurrence that alone reads what `op` makes of its inputs, or null: one node of the network makes both.
static Operation *getRecurrence(Operation *op) {
  if (!isa<qnn::LinearOp, qnn::ObserveOp>(op))
    return nullptr;
  Operation *found = nullptr;
  for (OpOperand &use : op->getResult(0).getUses()) {
    auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(use.getOwner());
    Operation *reader = isa<qnn::ObserveOp>(use.getOwner())                      ? getRecurrence(use.getOwner())
                        : recurrent && &use == &recurrent.getProjectionOperand() ? recurrent.getOperation()
                                                                                 : nullptr;
    if (!reader || (found && found != reader))
      return nullptr;
    found = reader;
  }
  return found;
}

bool quantc::isNamed(Operation *op, StringRef name) {
  name.consume_front("qnn.");
  if (Operation *recurrence = getRecurrence(op); recurrence && llvm::isUpper(name.front()) && isNamed(recurrence, name))
    return true;
  StringRef mnemonic = op->getName().stripDialect();
  if (mnemonic == name)
    return true;
  auto reduce = dyn_cast<qnn::ReduceOp>(op);
  return llvm::any_of(kOnnxNames, [&](const OnnxName &known) {
    return known.type == name && known.mnemonic == mnemonic &&
           (!known.kind || (reduce && reduce.getKind() == *known.kind));
  });
}

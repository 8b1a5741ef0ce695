//===- PackedEmitter.cpp - Linear layers with weights in few bits ---------===//
//
// Weights are read once, in the order of use, and unpacked in registers. Lanes are
// output channels, so that each has the chain of N12; the tile has as many of them
// as it takes to hide the latency of fma behind the unpacking.
//
// Tested by test/Lower/stored-weights.mlir, test/Target/run-stored-weights.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "PackedEmitter.h"

#include "ContractionEmitter.h"
#include "Epilogue.h"
#include "PackedWeights.h"
#include "quantc/Machine/TileModel.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

/// Steps after which what is unpacked next has to wait for what was.
static constexpr int64_t kPinnedSteps = 2;

bool PackedEmitter::matches(qnn::FusedOp op) const { return hasKernel(op, qk::kPackedKernel); }

namespace {
/// One kernel while it is emitted.
class Emission {
public:
  Emission(qnn::FusedOp op, const FusedContraction &layer, KernelContext &context);
  Kernel emit();

private:
  std::string getSymbol();
  std::string getSpec();
  void emitBody(func::FuncOp function);
  void emitTile(KernelBuilder &builder, int64_t vectors, int64_t valid, Value firstColumn, Value position);
  SmallVector<Value> emitGroup(KernelBuilder &builder, int64_t vectors, Value origin, Value word, int64_t length,
                               ArrayRef<Value> zeroPoints) const;

  qnn::FusedOp op;
  const FusedContraction &layer;
  const qk::StoredWeights &stored;
  KernelContext &context;
  PackedWeights packed;
  int64_t lanes, rows;
  ColumnBlocks blocks;
  int64_t numWords = 0; ///< of one output channel
  Value input, output, words, bias, scales, zeroPoints;
};
} // namespace

/// One row of the widest vectors, whose instruction for two logical operations makes mantissas the faster way:
/// registers are left for their constants.
static bool hasRegistersForMantissas(qnn::FusedOp op, const qk::StoredWeights &stored, const Machine &machine) {
  auto kernel = cast<qk::KernelAttr>(op.getKernelAttr());
  return machine.vectorBytes == 64 && kernel.getRows() == 1 && stored.getCommonZeroPoint();
}

Emission::Emission(qnn::FusedOp op, const FusedContraction &layer, KernelContext &context)
    : op(op), layer(layer), stored(*layer.stored), context(context),
      packed(stored, hasRegistersForMantissas(op, stored, context.machine)),
      lanes(chooseLanes(context.machine, layer.outChannels)) {
  auto kernel = cast<qk::KernelAttr>(op.getKernelAttr());
  rows = std::clamp<int64_t>(kernel.getRows(), 1, layer.outWidth);
  int64_t padded = llvm::alignTo(layer.outChannels, lanes);
  int64_t columns = std::min<int64_t>(padded, std::max<int64_t>(lanes, llvm::alignTo(kernel.getColumns(), lanes)));
  blocks = {1, layer.outChannels, padded, columns};
  for (int64_t first = 0; first < stored.taps; first += stored.groupSize)
    numWords += packed.wordsOf(std::min(stored.groupSize, stored.taps - first));
}

std::string Emission::getSymbol() {
  return llvm::formatv("qk_linear_f32_f32_{0}_{1}x{2}x1_{3}", packed.getName(), rows, blocks.columns,
                       context.machine.isaName());
}

std::string Emission::getSpec() {
  std::string spec = getSymbol() + packed.getSpec();
  llvm::raw_string_ostream os(spec);
  os << " lanes " << lanes << " in " << layer.input << " of " << op.getInputs().size();
  for (int64_t value : {layer.outWidth, layer.outChannels, stored.taps, stored.groupSize})
    os << " " << value;
  for (Value value : op.getInputs())
    os << " " << getBufferType(value.getType());
  return spec;
}

/// Returns `rows` x `vectors` chains over `length` inputs from `origin` on, whose weights start at element `word`.
SmallVector<Value> Emission::emitGroup(KernelBuilder &builder, int64_t vectors, Value origin, Value word,
                                       int64_t length, ArrayRef<Value> zeroPoints) const {
  Location loc = builder.loc;
  VectorType type = builder.vectorType(lanes, builder.getF32Type());
  auto addWord = [&](Value first, Value at, int64_t count, ArrayRef<Value> sums) {
    SmallVector<PackedWeights::Word> codes;
    for (int64_t j = 0; j < vectors; ++j)
      codes.push_back({builder.load(words, builder.add(at, j * lanes), lanes)});
    SmallVector<Value> next(sums);
    for (int64_t k = 0; k < count; ++k) {
      if (packed.shiftsWords() && k > 0 && k % kPinnedSteps == 0) {
        SmallVector<Value *> pinned;
        for (PackedWeights::Word &code : codes)
          pinned.push_back(&code.bits);
        for (Value &sum : next)
          pinned.push_back(&sum);
        builder.pin(pinned);
      }
      SmallVector<Value> x;
      for (int64_t i = 0; i < rows; ++i)
        x.push_back(qk::LoadGroupOp::create(builder, loc, type, input,
                                            builder.add(builder.add(first, i * layer.channels), k), /*group=*/1));
      for (int64_t j = 0; j < vectors; ++j) {
        Value code = packed.decode(builder, codes[j], k, zeroPoints.empty() ? Value() : zeroPoints[j]);
        for (int64_t i = 0; i < rows; ++i)
          next[i * vectors + j] = math::FmaOp::create(builder, loc, x[i], code, next[i * vectors + j]);
      }
    }
    return next;
  };
  int64_t count = packed.perWord(), whole = length / count, width = vectors * lanes;
  SmallVector<Value> sums(rows * vectors, builder.splat(type, 0.0f));
  if (whole)
    sums = builder.forEachWith(whole, sums, [&](Value i, ArrayRef<Value> carried) {
      return addWord(builder.add(origin, builder.mul(i, count)), builder.add(word, builder.mul(i, width)), count,
                     carried);
    });
  if (int64_t rest = length - whole * count)
    sums = addWord(builder.add(origin, whole * count), builder.add(word, whole * width), rest, sums);
  return sums;
}

/// Emits `rows` positions from `position` on, by `vectors` of output channels from `firstColumn` on.
void Emission::emitTile(KernelBuilder &builder, int64_t vectors, int64_t valid, Value firstColumn, Value position) {
  Location loc = builder.loc;
  int64_t width = vectors * lanes, numGroups = stored.getNumGroups();
  Value origin = builder.mul(position, layer.channels), firstWord = builder.mul(firstColumn, numWords);
  Value firstScale = builder.mul(firstColumn, numGroups);
  auto loadAll = [&](Value buffer, Value at) {
    SmallVector<Value> vectorsOf;
    for (int64_t j = 0; buffer && j < vectors; ++j)
      vectorsOf.push_back(builder.load(buffer, builder.add(at, j * lanes), lanes));
    return vectorsOf;
  };
  auto addGroup = [&](Value group, int64_t length, ArrayRef<Value> sums) {
    int64_t groupWords = packed.wordsOf(stored.groupSize);
    Value scale = builder.add(firstScale, builder.mul(group, width));
    SmallVector<Value> part =
        emitGroup(builder, vectors, builder.add(origin, builder.mul(group, stored.groupSize)),
                  builder.add(firstWord, builder.mul(group, groupWords * width)), length, loadAll(zeroPoints, scale));
    if (!packed.hasScales())
      return part;
    SmallVector<Value> factors = loadAll(scales, scale);
    for (auto [index, sum] : llvm::enumerate(part))
      sum = math::FmaOp::create(builder, loc, factors[index % vectors], sum, sums[index]);
    return part;
  };
  int64_t whole = stored.taps / stored.groupSize;
  SmallVector<Value> sums(rows * vectors, builder.splat(builder.vectorType(lanes, builder.getF32Type()), 0.0f));
  if (whole)
    sums = builder.forEachWith(
        whole, sums, [&](Value group, ArrayRef<Value> carried) { return addGroup(group, stored.groupSize, carried); });
  if (int64_t rest = stored.taps - whole * stored.groupSize)
    sums = addGroup(builder.index(whole), rest, sums);
  SmallVector<Value> offsets = loadAll(bias, firstColumn);
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < vectors; ++j) {
      Value sum = arith::AddFOp::create(builder, loc, sums[i * vectors + j], offsets[j]);
      Value at = builder.add(builder.mul(builder.add(position, i), layer.outChannels), firstColumn);
      builder.store(sum, output, builder.add(at, j * lanes), std::min(lanes, valid - j * lanes));
    }
}

void Emission::emitBody(func::FuncOp function) {
  KernelBuilder builder(op.getLoc(), &function.getBody().front());
  ValueRange arguments = function.getArguments();
  size_t next = op.getInputs().size();
  input = arguments[layer.input], output = arguments[next++];
  words = arguments[next++], bias = arguments[next++];
  if (packed.hasScales())
    scales = arguments[next++];
  if (packed.hasZeroPoints())
    zeroPoints = arguments[next++];
  auto emitBlock = [&](Value firstColumn, int64_t vectors, int64_t valid) {
    builder.forEachCovering(layer.outWidth, rows,
                            [&](Value position) { emitTile(builder, vectors, valid, firstColumn, position); });
  };
  int64_t whole = layer.outChannels / blocks.columns, rest = layer.outChannels - whole * blocks.columns;
  builder.forEach(whole, 1, [&](Value block) {
    emitBlock(builder.mul(block, blocks.columns), blocks.columns / lanes, blocks.columns);
  });
  if (rest)
    emitBlock(builder.index(whole * blocks.columns), llvm::divideCeil(rest, lanes), rest);
  func::ReturnOp::create(builder, op.getLoc());
}

Kernel Emission::emit() {
  MLIRContext *mlirContext = context.getContext();
  SmallVector<float> padded(layer.floatBias);
  padded.resize(blocks.padded, 0.0f);
  Kernel result;
  result.constants = {packed.packWords(mlirContext, blocks), makeConstant(mlirContext, ArrayRef<float>(padded))};
  if (packed.hasScales())
    result.constants.push_back(packed.packGroups(mlirContext, blocks, stored.scales));
  if (packed.hasZeroPoints())
    result.constants.push_back(packed.packGroups(mlirContext, blocks, stored.zeroPoints));
  std::string spec = getSpec();
  result.function = context.lookup(spec);
  if (result.function)
    return result;
  result.function = context.create(getSymbol(), spec, getArgumentTypes(op, result));
  emitBody(result.function);
  return result;
}

FailureOr<Kernel> PackedEmitter::emit(qnn::FusedOp op, KernelContext &context) const {
  std::string reason;
  std::optional<FusedContraction> layer = qk::matchFusedContraction(op, &reason);
  if (!layer || !layer->stored || !isa<qnn::LinearOp>(layer->root))
    return op.emitOpError("has no kernel for stored weights: ") << (layer ? "it is no such layer" : reason);
  return Emission(op, *layer, context).emit();
}

//===- ChannelPairs.h - Where a factor can move between layers --*- C++ -*-===//
//
// If nothing but one layer reads another's channels, each may be divided by a positive factor there and multiplied by
// it here: the network stays what it was.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_CHANNELPAIRS_H
#define QUANTC_LIB_QUANTIZE_CHANNELPAIRS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Returns another id, always the same: a value that has been divided is not the network's value. Of that id it returns
/// the network's.
std::string deriveEqualizedId(llvm::StringRef id);

/// An observer between the two layers, and for each element of its value the producer's channel that it comes from.
struct ObservedChannels {
  qnn::ObserveOp observe;
  std::vector<int32_t> channels;
};

struct ChannelPair {
  qnn::ContractionOpInterface producer, reader;
  mlir::Value value;                            ///< the producer's value after its activation: [..., channels]
  llvm::SmallVector<mlir::Operation *> between; ///< the ops from one to the other
  llvm::SmallVector<ObservedChannels> observed;
  std::vector<int32_t> columns; ///< of each input channel of the reader, the producer's channel

  int64_t getNumChannels() const;
};

/// Returns, in program order, the quantizable contractions with float constants whose value, after a ReLU, a clip from
/// 0 on, or no activation, reaches exactly one contraction through pools and ops that move elements.
llvm::SmallVector<ChannelPair> findChannelPairs(mlir::func::FuncOp function);

/// Divides channel c of the producer by `factors[c]`, and multiplies what the reader makes of it.
void moveFactors(const ChannelPair &pair, llvm::ArrayRef<float> factors);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_CHANNELPAIRS_H

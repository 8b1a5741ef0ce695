//===- EqualizePairs.h - Move factors, and the ranges with them -*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_EQUALIZEPAIRS_H
#define QUANTC_LIB_QUANTIZE_EQUALIZEPAIRS_H

#include "EqualizationNoise.h"
#include "Samples.h"

namespace quantc::quantize {

/// Returns what the channels of a pair are divided by, all positive; nothing if it shall stay as it is.
using ChooseFactors =
    llvm::function_ref<std::vector<float>(size_t pair, const PairStatistics &statistics, const ReaderWeights &weights)>;

/// Divides the channels of each pair by its factors. Of channels that a clip cuts off above all get the median of their
/// factors, and the clip's bound is divided by it. Observers between the layers get the ranges that their values then
/// have, that of the value itself with the cut of least noise. If that changes an output of the network by more than
/// 1e-5 of its norm on the first samples, the last pair is undone, with a remark, until it does not. Values that are
/// divided get another id, which the name of the pass, 8 letters, is mixed into.
llvm::LogicalResult equalizePairs(mlir::func::FuncOp function, llvm::ArrayRef<ChannelPair> pairs,
                                  const Samples &samples, const char (&name)[9], ChooseFactors choose);

/// What passes that divide values mix into their ids.
inline constexpr char kEqualizeLayersName[] = "xlayerEq", kSmoothChannelsName[] = "smooth-Q",
                      kEqualizeName[] = "equalize";

/// Returns another id, always the same: a value that has been divided is not the network's value. Of that id it returns
/// the network's.
std::string deriveId(llvm::StringRef id, const char (&name)[9]);

/// Returns the first id that `isKnown` of those from which these passes may have derived `id`, itself included; or "".
std::string findOriginalId(llvm::StringRef id, llvm::function_ref<bool(llvm::StringRef)> isKnown);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_EQUALIZEPAIRS_H

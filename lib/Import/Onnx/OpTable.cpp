//===- OpTable.cpp - The ops that can be imported -------------------------===//

#include "OpTable.h"

#include "llvm/ADT/StringMap.h"

using namespace quantc;
using namespace quantc::onnx;

const OpEntry *onnx::findOp(llvm::StringRef domain, llvm::StringRef opType) {
  static const llvm::StringMap<OpEntry> table = [] {
    llvm::StringMap<OpEntry> map;
    for (auto family : {getActivationOps(), getArithmeticOps(),    getBlockWeightOps(),
                        getConstantOps(),   getConvOps(),          getDynamicOps(),
                        getHostOnlyOps(),   getIntegerOps(),       getLayerNormalizationOps(),
                        getMatMulOps(),     getNormalizationOps(), getPadOps(),
                        getPoolOps(),       getQLinearOps(),       getQuantizationOps(),
                        getRecurrentOps(),  getReductionOps(),     getResizeOps(),
                        getShapeOps(),      getSliceOps()})
      for (const OpEntry &entry : family)
        map.try_emplace((llvm::Twine(entry.domain) + ":" + entry.opType).str(), entry);
    return map;
  }();
  auto entry = table.find((domain + ":" + opType).str());
  return entry == table.end() ? nullptr : &entry->second;
}

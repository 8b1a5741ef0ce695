//===- OpTable.cpp - The ops that can be exported -------------------------===//
//
// Tested by test/Export/invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

#include "llvm/ADT/StringMap.h"

using namespace quantc;
using namespace quantc::exporter;

const OpEntry *exporter::findOp(llvm::StringRef name) {
  static const llvm::StringMap<const OpEntry *> table = [] {
    llvm::StringMap<const OpEntry *> map;
    for (auto family : {getBinaryOps(), getCastOps(), getContractionOps(), getNormalizationOps(), getPoolOps(),
                        getReductionOps(), getResizeOps(), getShapeOps(), getUnaryOps()})
      for (const OpEntry &entry : family)
        map.try_emplace(entry.name, &entry);
    return map;
  }();
  return table.lookup(name);
}

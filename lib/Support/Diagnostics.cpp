//===- Diagnostics.cpp - How MLIR's diagnostics are printed ---------------===//
//
// Tested by test/Pipeline/integer-only.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Diagnostics.h"

using namespace mlir;

/// The first location of kind `Kind` in `location`, or null.
template <typename Kind> static Kind find(Location location) {
  Kind found;
  location->walk([&](Location part) {
    found = dyn_cast<Kind>(LocationAttr(part));
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

StringRef quantc::getNodeName(Location location) {
  auto named = find<NameLoc>(location);
  return named ? named.getName().getValue() : StringRef();
}

void quantc::printDiagnostic(Diagnostic &diagnostic) {
  llvm::raw_ostream &os = llvm::errs();
  if (StringRef node = getNodeName(diagnostic.getLocation()); !node.empty())
    os << "node '" << node << "': ";
  else if (auto place = find<FileLineColLoc>(diagnostic.getLocation()))
    os << place.getFilename().getValue() << ":" << place.getLine() << ":" << place.getColumn() << ": ";
  os << (diagnostic.getSeverity() == DiagnosticSeverity::Error ? "error: " : "warning: ") << diagnostic << "\n";
}

void quantc::printErrors(MLIRContext &context) {
  context.getDiagEngine().registerHandler([](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
      printDiagnostic(diagnostic);
    return success();
  });
}

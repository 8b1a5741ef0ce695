//===- ProgressBar.h - How far a long job is --------------------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_PROGRESSBAR_H
#define QUANTC_SUPPORT_PROGRESSBAR_H

#include "llvm/ADT/StringRef.h"

#include <chrono>
#include <string>

namespace quantc {

/// A bar on stderr, drawn only if that is a terminal, at most ten times a
/// second, and erased in the end. A negative total is unknown: it counts; with 0
/// nothing is drawn.
class ProgressBar {
public:
  ProgressBar(llvm::StringRef label, int64_t total);
  ~ProgressBar();
  void advance(int64_t steps = 1);

private:
  std::string label;
  int64_t total, done = 0;
  bool isTerminal, isDrawn = false;
  std::chrono::steady_clock::time_point next;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_PROGRESSBAR_H

//===- ProgressBar.cpp - How far a long job is ----------------------------===//
//
// Tested by test/Calibrate/calibrate.test: nothing is drawn into a pipe.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/ProgressBar.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace quantc;
using Clock = std::chrono::steady_clock;

ProgressBar::ProgressBar(llvm::StringRef label, int64_t total)
    : label(label.str()), total(total), isTerminal(llvm::sys::Process::StandardErrIsDisplayed()), next(Clock::now()) {}

ProgressBar::~ProgressBar() {
  if (isDrawn)
    llvm::errs() << "\r\033[K";
}

void ProgressBar::advance(int64_t steps) {
  done += steps;
  if (!isTerminal || total == 0 || Clock::now() < next)
    return;
  next = Clock::now() + std::chrono::milliseconds(100);
  isDrawn = true;
  if (total < 0) {
    llvm::errs() << "\r\033[K" << label << " " << done;
    llvm::errs().flush();
    return;
  }
  constexpr int width = 30;
  int filled = int(std::min(done, total) * width / total);
  llvm::errs() << "\r\033[K" << label << " [" << std::string(filled, '=') << std::string(width - filled, ' ') << "] "
               << done << "/" << total;
  llvm::errs().flush();
}

//===- Steps.cpp - Names of the steps -------------------------------------===//
//
// Tested by test/Pipeline/steps.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Pipeline/Driver.h"
#include "quantc/Support/CommandLine.h"

#include "llvm/ADT/StringSwitch.h"

using namespace quantc;

llvm::StringRef quantc::getStepName(Step step) {
  switch (step) {
#define STEP(Name, flag, reads, writes)                                                                                \
  case Step::Name:                                                                                                     \
    return flag;
#include "quantc/Pipeline/Steps.def"
  }
  return ""; // all steps handled
}

llvm::Expected<Step> quantc::parseStep(llvm::StringRef name) {
  std::string all;
#define STEP(Name, flag, reads, writes)                                                                                \
  if (name == flag)                                                                                                    \
    return Step::Name;                                                                                                 \
  all += all.empty() ? flag : ", " flag;
#include "quantc/Pipeline/Steps.def"
  return usageError("no step '" + name + "', expected one of " + all);
}

//===- ObjectRunner.h - Run a deployed object in this process ---*- C++ -*-===//

#ifndef QUANTC_RUNNER_OBJECTRUNNER_H
#define QUANTC_RUNNER_OBJECTRUNNER_H

#include "quantc/Runner/NetworkRunner.h"

#include <memory>

namespace quantc {

/// Runs the network of an object that quantc wrote. Names, shapes and layers come
/// from the object's own signature.
class ObjectRunner : public NetworkRunner {
public:
  /// Links the object into the process.
  /// @returns the runner, or an error: no object, another machine's, no signature.
  static llvm::Expected<std::unique_ptr<NetworkRunner>> create(llvm::StringRef path);
  /// The same for the bytes of an object; `name` stands for the path in messages.
  static llvm::Expected<std::unique_ptr<NetworkRunner>> createFromBytes(llvm::StringRef bytes, llvm::StringRef name);
};

} // namespace quantc

#endif // QUANTC_RUNNER_OBJECTRUNNER_H

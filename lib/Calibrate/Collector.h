//===- Collector.h - One thread's part of calibration -----------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_COLLECTOR_H
#define QUANTC_LIB_CALIBRATE_COLLECTOR_H

#include "StreamObservers.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/CalibrationData/TensorStatistics.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Runner/SampleSource.h"

#include <map>

namespace quantc {

class Collector {
public:
  Collector(mlir::func::FuncOp function, int64_t batchSize, StreamObservers &stream)
      : function(function), batchSize(batchSize), stream(stream) {}

  /// Runs batch `number`, counting all that are run, and adds the values of its observers. An error names the file and
  /// the sample.
  llvm::Error run(const SampleBatch &batch, int64_t number);
  std::map<std::string, TensorStatistics> statistics;

private:
  llvm::Error evaluate(const SampleBatch &batch, int64_t number);
  llvm::Error describe(qnn::ObserveOp op, const HostTensor &tensor, size_t bad, const SampleBatch &batch) const;

  mlir::func::FuncOp function;
  int64_t batchSize;
  StreamObservers &stream;
};

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_COLLECTOR_H

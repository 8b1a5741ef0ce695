//===- QnnOps.td - All ops of qnn, by family --------------------*- td -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_QNNOPS
#define QUANTC_DIALECT_QNN_IR_QNNOPS

include "quantc/Dialect/Qnn/IR/QnnCastOps.td"
include "quantc/Dialect/Qnn/IR/QnnContractionOps.td"
include "quantc/Dialect/Qnn/IR/QnnDynamicOps.td"
include "quantc/Dialect/Qnn/IR/QnnElementwiseOps.td"
include "quantc/Dialect/Qnn/IR/QnnPoolOps.td"
include "quantc/Dialect/Qnn/IR/QnnRecurrentOps.td"
include "quantc/Dialect/Qnn/IR/QnnShapeOps.td"
include "quantc/Dialect/Qnn/IR/QnnStructureOps.td"

#endif

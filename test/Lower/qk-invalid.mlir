// RUN: not quant-opt %s --lower-qk=target=pentium9 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not quant-opt %s --lower-qk 2>&1 | FileCheck %s --check-prefix=NONE

// UNKNOWN: error: unknown target 'pentium9'
// NONE: error: has no attribute 'qnn.target', and no target is given
module {}

// RUN: not quant-opt %s --plan-select-kernels=target=riscv64-unknown-linux-gnu 2>&1 | FileCheck %s --check-prefix=TRIPLE
// RUN: not quant-opt %s --plan-select-kernels=target=pentium9 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not quant-opt %s --plan-select-kernels=target=nehalem 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: not quant-opt %s "--plan-select-kernels=force=fast" 2>&1 | FileCheck %s --check-prefix=FORCE
// RUN: not quant-opt %s "--plan-select-kernels=rows=-3" 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not quant-opt %s "--plan-select-kernels=rows=4 columns=-16" 2>&1 | FileCheck %s --check-prefix=COLUMNS

// TRIPLE: error: target 'riscv64-unknown-linux-gnu' is a triple, expected a level, a CPU or 'native'
// UNKNOWN: error: unknown target 'pentium9'
// OLD: error: target 'nehalem' has no avx2, expected at least x86-64-v3
// FORCE: error: cannot force kernel "fast", expected contraction or generic
// ROWS: error: a tile of -3 rows and 0 columns is negative, expected 0 to choose
// COLUMNS: error: a tile of 4 rows and -16 columns is negative, expected 0 to choose
module {}

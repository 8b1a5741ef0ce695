// RUN: quant-opt %s --split-input-file --lower-assign-arena --verify-diagnostics

// expected-error@+1 {{has no function @quantc_run}}
module {}

// -----

func.func @quantc_run() { return }
func.func private @f() {
  // expected-error@+1 {{is outside of @quantc_run, where the arena has no place for it}}
  %a = memref.alloc() : memref<4xi8>
  return
}

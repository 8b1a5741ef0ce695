//===- Isa.h - Host functions in several instruction sets -------*- C++ -*-===//

#ifndef QUANTC_NUMERICS_ISA_H
#define QUANTC_NUMERICS_ISA_H

/// Compiles a function for AVX2 with FMA and for the baseline; the loader picks.
/// Both give the same bits: only IEEE operations, and fma only where it is written.
/// What such a function calls must be inlined into it: QUANTC_INLINE.
#if defined(__x86_64__) && defined(__linux__) && !defined(__AVX2__) && !defined(__SANITIZE_ADDRESS__)
#define QUANTC_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define QUANTC_VECTOR_CLONES
#endif
#define QUANTC_INLINE inline __attribute__((always_inline))

#endif // QUANTC_NUMERICS_ISA_H

//===- trap-avxvnni.c - AVX-VNNI on any AVX2 machine ------------------------===//
//
// Executes the VEX dot products (AVX-VNNI, AVX-VNNI-INT8) that the CPU lacks:
// they raise SIGILL, and the handler computes them on the registers that the
// kernel saved, by Intel's definition (SDM vol. 2, VPDPBUSD, VPDPWSSD).
//
//   as a library  cc -O2 -shared -fPIC trap-avxvnni.c -o trap-avxvnni.so
//                 LD_PRELOAD=./trap-avxvnni.so program
//   linked in     cc program.o trap-avxvnni.c       (also statically)
//
// Any other illegal instruction still ends the program with SIGILL. CPUID is
// not changed: code that dispatches on it needs its own override. At exit,
// AVXVNNI_COUNT=1 in the environment prints how many instructions were executed,
// so that a test can tell that the kernel under test ran at all.
//
// Tested by test/Emulation/avxvnni.test.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

enum { FXSAVE_XMM = 160, XSAVE_HEADER = 512, XSAVE_YMM_HI = 576 };
enum { STATE_AVX = 1 << 2, STATE_ZMM_HI256 = 1 << 6 };

static unsigned long executed;
static unsigned zmmHiOffset; // of ZMM_Hi256 in the XSAVE area; 0 without AVX-512

/// Returns general register `n` (0 rax, 1 rcx, ... 15 r15) as saved.
static uint64_t gpr(const ucontext_t *uc, int n) {
  static const int index[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
  return (uint64_t)uc->uc_mcontext.gregs[index[n]];
}

/// Copies ymm `n` out of the saved state. A component whose bit in XSTATE_BV is
/// clear is in its initial state: all zero, whatever the memory holds.
static void readYmm(const uint8_t *state, int n, uint8_t out[32]) {
  uint64_t inUse;
  memcpy(&inUse, state + XSAVE_HEADER, 8);
  memcpy(out, state + FXSAVE_XMM + 16 * n, 16);
  memset(out + 16, 0, 16);
  if (inUse & STATE_AVX)
    memcpy(out + 16, state + XSAVE_YMM_HI + 16 * n, 16);
}

/// Writes ymm `n`; a VEX write zeroes what lies above.
static void writeYmm(uint8_t *state, int n, const uint8_t in[32]) {
  uint64_t inUse;
  memcpy(&inUse, state + XSAVE_HEADER, 8);
  if (!(inUse & STATE_AVX))
    memset(state + XSAVE_YMM_HI, 0, 16 * 16);
  memcpy(state + FXSAVE_XMM + 16 * n, in, 16);
  memcpy(state + XSAVE_YMM_HI + 16 * n, in + 16, 16);
  if (zmmHiOffset && (inUse & STATE_ZMM_HI256))
    memset(state + zmmHiOffset + 32 * n, 0, 32);
  inUse |= STATE_AVX | 3; // x87 and SSE come with it
  memcpy(state + XSAVE_HEADER, &inUse, 8);
}

/// One 32-bit lane: acc + dot(a, b), wrapping or clamped once at the end.
/// prefix: 0 none, 1 66, 2 F3, 3 F2; opcode: 50, 51 bytes, 52, 53 words.
static uint32_t lane(uint32_t acc, const uint8_t *a, const uint8_t *b, int prefix, int opcode) {
  int saturate = opcode & 1, words = opcode >= 0x52;
  int aSigned = words || prefix >= 2, bSigned = prefix & 1;
  int accSigned = aSigned || bSigned;
  int64_t sum = accSigned ? (int64_t)(int32_t)acc : (int64_t)acc;
  for (int i = 0; i < (words ? 2 : 4); ++i) {
    if (words) {
      int16_t x, y;
      memcpy(&x, a + 2 * i, 2), memcpy(&y, b + 2 * i, 2);
      sum += (int64_t)x * y;
    } else {
      sum += (aSigned ? (int8_t)a[i] : a[i]) * (bSigned ? (int8_t)b[i] : b[i]);
    }
  }
  if (saturate) {
    int64_t high = accSigned ? INT32_MAX : UINT32_MAX;
    int64_t low = accSigned ? INT32_MIN : 0;
    sum = sum > high ? high : sum < low ? low : sum;
  }
  return (uint32_t)sum;
}

/// Executes the instruction at the saved rip and steps over it. Returns 0 and
/// changes nothing if it is none of ours.
static int step(ucontext_t *uc, uint8_t *state) {
  const uint8_t *pc = (const uint8_t *)uc->uc_mcontext.gregs[REG_RIP], *p = pc;
  if (p[0] != 0xC4 || (p[1] & 31) != 2) // three-byte VEX, map 0F38
    return 0;
  int r = !(p[1] & 0x80) << 3, x = !(p[1] & 0x40) << 3, b = !(p[1] & 0x20) << 3;
  int w = p[2] >> 7, vvvv = ~p[2] >> 3 & 15, wide = p[2] >> 2 & 1;
  int prefix = p[2] & 3, opcode = p[3];
  if (w || opcode < 0x50 || opcode > 0x53 || (opcode >= 0x52 && prefix != 1))
    return 0;

  int mod = p[4] >> 6, reg = (p[4] >> 3 & 7) | r, rm = p[4] & 7;
  p += 5;
  uint8_t dst[32], lhs[32], rhs[32];
  if (mod == 3) {
    readYmm(state, rm | b, rhs);
  } else {
    uint64_t address = 0;
    int32_t displacement = 0, ripRelative = 0;
    if (rm == 4) {
      int sib = *p++, index = (sib >> 3 & 7) | x, base = sib & 7;
      if (index != 4)
        address = gpr(uc, index) << (sib >> 6);
      if (base == 5 && mod == 0)
        memcpy(&displacement, p, 4), p += 4;
      else
        address += gpr(uc, base | b);
    } else if (rm == 5 && mod == 0) {
      ripRelative = 1;
      memcpy(&displacement, p, 4), p += 4;
    } else {
      address = gpr(uc, rm | b);
    }
    if (mod == 1)
      displacement = (int8_t)*p++;
    else if (mod == 2)
      memcpy(&displacement, p, 4), p += 4;
    address += (int64_t)displacement + (ripRelative ? (uint64_t)p : 0);
    memcpy(rhs, (const void *)address, wide ? 32 : 16);
  }
  readYmm(state, reg, dst);
  readYmm(state, vvvv, lhs);
  for (int i = 0; i < (wide ? 8 : 4); ++i) {
    uint32_t acc;
    memcpy(&acc, dst + 4 * i, 4);
    acc = lane(acc, lhs + 4 * i, rhs + 4 * i, prefix, opcode);
    memcpy(dst + 4 * i, &acc, 4);
  }
  if (!wide)
    memset(dst + 16, 0, 16);
  writeYmm(state, reg, dst);
  uc->uc_mcontext.gregs[REG_RIP] = (greg_t)p;
  __atomic_fetch_add(&executed, 1, __ATOMIC_RELAXED);
  return 1;
}

static void onIllegal(int signal_, siginfo_t *info, void *context) {
  ucontext_t *uc = context;
  (void)info;
  // Neighbours are executed in the same trap: kernels come in runs of these.
  int count = 0;
  while (step(uc, (uint8_t *)uc->uc_mcontext.fpregs))
    ++count;
  if (!count) // not ours: the instruction runs again and ends the program
    signal(signal_, SIG_DFL);
}

static void report(void) { fprintf(stderr, "trap-avxvnni: %lu instructions\n", executed); }

__attribute__((constructor)) static void install(void) {
  unsigned a, b, c, d;
  if (__get_cpuid_count(0xD, 6, &a, &b, &c, &d) && a)
    zmmHiOffset = b;
  struct sigaction action = {.sa_sigaction = onIllegal, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGILL, &action, NULL);
  if (getenv("AVXVNNI_COUNT"))
    atexit(report);
}

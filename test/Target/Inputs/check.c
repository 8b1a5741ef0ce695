/* What NAME_run promises callers: codes for wrong arguments, and the caller's float mode kept. */
#include "net.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

static NET_ALIGNED unsigned char arena[NET_ARENA_BYTES + 64];
static int failures;

static void expect(const char *what, int got, int want) {
  if (got != want) {
    printf("%s: %d, expected %d\n", what, got, want);
    ++failures;
  }
}

int main(void) {
  float x[NET_INPUT_X_IN_0_COUNT] = {1, 2, 3, 4, 5, 6}, y[NET_INPUT_X_IN_0_2_COUNT] = {0.5f, NAN, 1e-40f};
  float sum[NET_OUTPUT_INT__COUNT];
  int8_t codes[NET_OUTPUT_X_IN_0__COUNT];
  struct net_io io = {0}, partial = {0};
  unsigned bits, mode;
  size_t step;
  io.x_in_0 = x;
  io.x_in_0_2 = y;
  io.int_ = sum;
  io.X_IN_0_ = codes;
  expect("run", net_run(&io, arena, sizeof arena), NET_OK);
  expect("exact size", net_run(&io, arena, NET_ARENA_BYTES), NET_OK);
  expect("no io", net_run(NULL, arena, sizeof arena), NET_NULL_POINTER);
  expect("no arena", net_run(&io, NULL, sizeof arena), NET_NULL_POINTER);
  expect("no fields", net_run(&partial, arena, sizeof arena), NET_NULL_POINTER);
  partial = io;
  partial.X_IN_0_ = NULL;
  expect("no output", net_run(&partial, arena, sizeof arena), NET_NULL_POINTER);
  expect("small arena", net_run(&io, arena, NET_ARENA_BYTES - 1), NET_ARENA_TOO_SMALL);
  expect("misaligned arena", net_run(&io, arena + 1, sizeof arena - 1), NET_ARENA_MISALIGNED);
  expect("a step too far", net_step(&io, arena, sizeof arena, NET_NUM_STEPS), NET_NO_SUCH_STEP);

  /* A NaN leaves as 0x7fc00000, whatever it was; on 8 bits it is the zero point. */
  bits = 0xffc12345u;
  memcpy(&y[1], &bits, 4);
  memset(sum, 0, sizeof sum);
  for (step = 0; step < NET_NUM_STEPS; ++step)
    expect("step", net_step(&io, arena, sizeof arena, step), NET_OK);
  memcpy(&bits, &sum[1], 4);
  expect("canonical NaN", bits == 0x7fc00000u, 1);
  expect("code of NaN", codes[1], NET_OUTPUT_X_IN_0__ZERO_POINT);
  expect("sum", sum[0] == 1.5f, 1);

  /* Subnormals count, also if the caller flushes them; the caller's mode comes back. */
#if defined(__x86_64__)
  x[2] = 0;
  _mm_setcsr(_mm_getcsr() | 0x8040 | 0x6000);
  mode = _mm_getcsr();
  expect("run", net_run(&io, arena, sizeof arena), NET_OK);
  expect("mode", _mm_getcsr() == mode, 1);
  _mm_setcsr(0x1f80);
#elif defined(__aarch64__)
  {
    unsigned long long fpcr, after, flush = 1ull << 24;
    (void)mode;
    x[2] = 0;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    __asm__ volatile("msr fpcr, %0" : : "r"(fpcr | flush));
    expect("run", net_run(&io, arena, sizeof arena), NET_OK);
    __asm__ volatile("mrs %0, fpcr" : "=r"(after));
    __asm__ volatile("msr fpcr, %0" : : "r"(fpcr));
    expect("mode", after == (fpcr | flush), 1);
  }
#endif
  memcpy(&bits, &sum[2], 4);
  expect("subnormal", bits == 71362, 1);
  printf("%d failures\n", failures);
  return failures != 0;
}

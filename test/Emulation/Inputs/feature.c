// Runs one instruction of the target that it is compiled for (-DTARGET_...; smmla only with an argument), or none, and
// prints the sum.
#include <stdint.h>
#include <stdio.h>

int main(int argc, char **argv) {
  (void)argv;
  int32_t sums[4] = {1, 2, 3, 4};
  int8_t a[16], b[16];
  for (int i = 0; i < 16; ++i) {
    a[i] = (int8_t)(i + 100);
    b[i] = (int8_t)(i - 128);
  }
#if defined(TARGET_AVXVNNI)
  __asm__ volatile("vmovdqu (%0), %%xmm0\n\tvmovdqu (%1), %%xmm1\n\t"
                   "%{vex%} vpdpbusd (%2), %%xmm1, %%xmm0\n\tvmovdqu %%xmm0, (%0)" ::"r"(sums),
                   "r"(a), "r"(b)
                   : "memory", "xmm0", "xmm1");
#elif defined(TARGET_AVX2)
  __asm__ volatile("vpxor %%ymm1, %%ymm1, %%ymm1\n\tvpaddd %%ymm1, %%ymm1, %%ymm1" ::: "xmm1");
  for (int i = 0; i < 16; ++i)
    sums[i / 4] += a[i] * b[i];
#elif defined(TARGET_DOTPROD)
  __asm__ volatile(
      "ldr q0, [%0]\n\tldr q1, [%1]\n\tldr q2, [%2]\n\t.inst 0x4e829420\n\tstr q0, [%0]" // sdot v0.4s, v1.16b, v2.16b
      ::"r"(sums),
      "r"(a), "r"(b)
      : "memory", "v0", "v1", "v2");
#elif defined(TARGET_I8MM)
  if (argc > 1) // else it is there but does not run
    __asm__ volatile(
        "ldr q0, [%0]\n\tldr q1, [%1]\n\tldr q2, [%2]\n\t.inst 0x4e82a420\n\tstr q0, [%0]" // smmla v0.4s, v1.16b,
                                                                                           // v2.16b
        ::"r"(sums),
        "r"(a), "r"(b)
        : "memory", "v0", "v1", "v2");
#else
  for (int i = 0; i < 16; ++i)
    sums[i / 4] += a[i] * b[i];
#endif
  int more = getchar();
  printf("%d %d %d %d %c\n", sums[0], sums[1], sums[2], sums[3], more == EOF ? '-' : more);
  return 0;
}

// One vpdpbusd in its EVEX form on bytes that would saturate or lose a sign in any other reading: prints the sums.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  uint8_t a[64];
  int8_t b[64];
  int32_t sums[16];
  for (int i = 0; i < 64; ++i) {
    a[i] = (uint8_t)(255 - i);
    b[i] = (int8_t)(i % 2 ? -128 : 127 - i);
  }
  for (int i = 0; i < 16; ++i)
    sums[i] = i == 15 ? INT32_MAX : i * 1000;
  __asm__ volatile("vmovdqu64 (%0), %%zmm0\n\tvmovdqu64 (%1), %%zmm1\n\tvmovdqu64 (%2), %%zmm2\n\t"
                   "vpdpbusd %%zmm2, %%zmm1, %%zmm0\n\tvmovdqu64 %%zmm0, (%0)"
                   :
                   : "r"(sums), "r"(a), "r"(b)
                   : "memory", "xmm0", "xmm1", "xmm2");
  for (int i = 0; i < 16; ++i) {
    uint32_t want = (uint32_t)(i == 15 ? INT32_MAX : i * 1000);
    for (int k = 4 * i; k < 4 * i + 4; ++k)
      want += (uint32_t)(a[k] * b[k]);
    printf("%d%s\n", sums[i], (uint32_t)sums[i] == want ? "" : " differs from the definition");
  }
  char line[32];
  if (fgets(line, sizeof line, stdin))
    printf("input: %s", line);
  return 7;
}

/* Classify 28 x 28 images with a network compiled by quantc: bytes on stdin, one line each on stdout.
 *   cc classify.c fashion_mbv2.o -o classify && ./classify < images.bin */
#include "fashion_mbv2.h"

#include <stdio.h>

static const char *const names[] = {"T-shirt", "trouser", "pullover", "dress", "coat",
                                    "sandal",  "shirt",   "sneaker",  "bag",   "ankle boot"};
static FASHION_MBV2_ALIGNED unsigned char arena[FASHION_MBV2_ARENA_BYTES];

int main(void) {
  unsigned char pixels[FASHION_MBV2_INPUT_INPUT_COUNT];
  float input[FASHION_MBV2_INPUT_INPUT_COUNT], logits[FASHION_MBV2_OUTPUT_LOGITS_COUNT];
  struct fashion_mbv2_io io = {0};
  io.input = input;
  io.logits = logits;
  while (fread(pixels, sizeof pixels, 1, stdin) == 1) {
    int best = 0, i, rc;
    for (i = 0; i < FASHION_MBV2_INPUT_INPUT_COUNT; ++i)
      input[i] = (float)pixels[i] / 255.0f;
    if ((rc = fashion_mbv2_run(&io, arena, sizeof arena)) != 0) {
      fprintf(stderr, "fashion_mbv2_run: %d\n", rc);
      return 1;
    }
    for (i = 1; i < FASHION_MBV2_OUTPUT_LOGITS_COUNT; ++i)
      best = logits[i] > logits[best] ? i : best;
    printf("%-10s  logit %.2f\n", names[best], (double)logits[best]);
  }
  return 0;
}

// Runs one network on two threads with an arena each, the caller flushing denormals to zero, and a second network
// between, and compares every logit with a run alone: equal bits, or exit 1.
#include "first.h"
#include "second.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { IMAGES = 10, ROUNDS = 20 };
static float images[IMAGES][FIRST_INPUT_INPUT_COUNT];
static float alone[IMAGES][FIRST_OUTPUT_LOGITS_COUNT];

struct worker {
  int bad;
  FIRST_ALIGNED unsigned char arena[FIRST_ARENA_BYTES];
};

static void *work(void *argument) {
  struct worker *worker = argument;
  for (int round = 0; round < ROUNDS; ++round)
    for (int i = 0; i < IMAGES; ++i) {
      float logits[FIRST_OUTPUT_LOGITS_COUNT];
      struct first_io io = {0};
      io.input = images[i];
      io.logits = logits;
      worker->bad += first_run(&io, worker->arena, sizeof worker->arena) != 0;
      worker->bad += memcmp(logits, alone[i], sizeof logits) != 0;
    }
  return NULL;
}

int main(void) {
  static struct worker workers[2];
  static SECOND_ALIGNED unsigned char second_arena[SECOND_ARENA_BYTES];
  unsigned char pixels[FIRST_INPUT_INPUT_COUNT];
  for (int i = 0; i < IMAGES; ++i) {
    if (fread(pixels, sizeof pixels, 1, stdin) != 1)
      return 2;
    for (int k = 0; k < FIRST_INPUT_INPUT_COUNT; ++k)
      images[i][k] = (float)pixels[k] / 255.0f;
    struct first_io io = {0};
    io.input = images[i];
    io.logits = alone[i];
    if (first_run(&io, workers[0].arena, sizeof workers[0].arena))
      return 3;
  }
#if defined(__x86_64__)
  unsigned before = _mm_getcsr() | 0x8040; // flush to zero, denormals are zero; threads inherit it
  _mm_setcsr(before);
#endif
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) {
    memset(workers[i].arena, 0xa5, sizeof workers[i].arena);
    if (pthread_create(&threads[i], NULL, work, &workers[i]))
      return 4;
  }
  float logits[SECOND_OUTPUT_LOGITS_COUNT];
  struct second_io io = {0};
  io.input = images[0];
  io.logits = logits;
  int bad = second_run(&io, second_arena, sizeof second_arena);
  for (int i = 0; i < 2; ++i) {
    pthread_join(threads[i], NULL);
    bad += workers[i].bad;
  }
#if defined(__x86_64__)
  bad += (_mm_getcsr() & 0xffc0) != (before & 0xffc0); // the caller's modes are back
#endif
  // What a caller gets wrong is answered, and nothing is written.
  struct first_io none = {0};
  bad += first_run(&none, workers[0].arena, sizeof workers[0].arena) == 0;
  bad += first_run(NULL, workers[0].arena, sizeof workers[0].arena) == 0;
  struct first_io small = {0};
  small.input = images[0];
  small.logits = alone[0];
  bad += first_run(&small, workers[0].arena, FIRST_ARENA_BYTES - 1) == 0;
  bad += first_run(&small, workers[0].arena + 1, FIRST_ARENA_BYTES) == 0;
  printf("%d faults\n", bad);
  return bad != 0;
}

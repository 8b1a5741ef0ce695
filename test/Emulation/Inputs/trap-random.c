//===- trap-random.c - Random test of trap-avxvnni.c ------------------------===//
//
// Interprets each instruction in each addressing form on a made-up signal context with random registers, and
// compares with a second statement of the definition. Then executes vpdpbusd for real: on a CPU with AVX-VNNI the
// hardware agrees with the definition, on others the trap is taken.
//
//===----------------------------------------------------------------------===//

#include "../avxvnni/trap-avxvnni.c"

// Six forms of each instruction: registers low and high, memory with base and displacement, base + index * 8 with a
// high base, rip-relative, and 128 bits.
__asm__(".text\n.balign 64\ncodes:\n"
        ".macro forms op\n"
        "\\op %ymm3, %ymm1, %ymm0\n\\op %ymm14, %ymm9, %ymm15\n\\op 64(%rax), %ymm2, %ymm8\n"
        "\\op (%r13,%rcx,8), %ymm14, %ymm2\n\\op table(%rip), %ymm6, %ymm5\n\\op %xmm3, %xmm6, %xmm13\n"
        ".endm\n"
        "forms \"{vex} vpdpbusd\"\nforms \"{vex} vpdpbusds\"\nforms \"{vex} vpdpwssd\"\nforms \"{vex} vpdpwssds\"\n"
        "forms vpdpbssd\nforms vpdpbssds\nforms vpdpbsud\nforms vpdpbsuds\nforms vpdpbuud\nforms vpdpbuuds\n"
        "codes_end:\n.byte 0x0f, 0x0b\n" // ud2: not ours
        ".data\n.balign 32\ntable: .fill 32\n.text\n");
extern const uint8_t codes[], codes_end[];
extern uint8_t table[32];

enum { NUM_OPS = 10, NUM_FORMS = 6, TABLE_FORM = 4, NARROW_FORM = 5 };
static const struct {
  int lhsSigned, rhsSigned, words, saturates;
} ops[NUM_OPS] = {{0, 1, 0, 0}, {0, 1, 0, 1}, {1, 1, 1, 0}, {1, 1, 1, 1}, {1, 1, 0, 0},
                  {1, 1, 0, 1}, {1, 0, 0, 0}, {1, 0, 0, 1}, {0, 0, 0, 0}, {0, 0, 0, 1}};
static const struct {
  int dst, lhs, rhs; // register numbers; rhs -1 for memory
} forms[NUM_FORMS] = {{0, 1, 3}, {15, 9, 14}, {8, 2, -1}, {2, 14, -1}, {5, 6, -1}, {13, 6, 3}};

static uint64_t randomState = 88172645463325252u;
static uint8_t randomByte(void) {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 7;
  randomState ^= randomState << 17;
  return (uint8_t)(randomState >> 24);
}

/// Element `i` of `bytes` (or of its 16-bit words), as a number.
static int element(const uint8_t *bytes, int i, int words, int isSigned) {
  int value = words ? bytes[2 * i] | bytes[2 * i + 1] << 8 : bytes[i];
  int range = words ? 65536 : 256;
  return isSigned && value >= range / 2 ? value - range : value;
}

/// The definition: acc + dot(lhs, rhs) for each 32-bit lane, exact, then wrapped or clamped.
static void define(uint8_t *acc, const uint8_t *lhs, const uint8_t *rhs, int op, int bytes) {
  int asSigned = ops[op].lhsSigned || ops[op].rhsSigned, step = ops[op].words ? 2 : 4;
  for (int lane = 0; lane < bytes / 4; ++lane) {
    uint32_t raw;
    memcpy(&raw, acc + 4 * lane, 4);
    __int128 sum = asSigned ? (__int128)(int32_t)raw : (__int128)raw;
    for (int i = step * lane; i < step * lane + step; ++i)
      sum += (__int128)element(lhs, i, ops[op].words, ops[op].lhsSigned) *
             element(rhs, i, ops[op].words, ops[op].rhsSigned);
    __int128 low = asSigned ? -((__int128)1 << 31) : 0, high = low + (((__int128)1 << 32) - 1);
    if (ops[op].saturates)
      sum = sum < low ? low : sum > high ? high : sum;
    raw = (uint32_t)sum;
    memcpy(acc + 4 * lane, &raw, 4);
  }
  memset(acc + bytes, 0, 32 - bytes);
}

/// Interprets all codes once on random state; returns how many differ from the definition.
static int interpretAll(int round) {
  static uint8_t state[4096], memory[128];
  ucontext_t context = {0};
  greg_t *registers = context.uc_mcontext.gregs;
  registers[REG_RIP] = (greg_t)codes;
  registers[REG_RAX] = (greg_t)memory - 64;
  registers[REG_R13] = (greg_t)memory - 8 * 5;
  registers[REG_RCX] = 5;
  int bad = 0;
  for (int i = 0; i < NUM_OPS * NUM_FORMS; ++i) {
    int op = i / NUM_FORMS, form = i % NUM_FORMS;
    for (unsigned k = 0; k < sizeof state; ++k)
      state[k] = round % 4 == 1 && k % 4 == 3 ? 0x7f : round % 4 == 2 ? 0x80 : randomByte(); // near the ends, too
    uint64_t inUse = 7;
    memcpy(state + XSAVE_HEADER, &inUse, 8);
    for (int k = 0; k < 32; ++k)
      memory[k] = table[k] = randomByte();
    uint8_t want[32], lhs[32], rhs[32], got[32];
    readYmm(state, forms[form].dst, want);
    readYmm(state, forms[form].lhs, lhs);
    memcpy(rhs, form == TABLE_FORM ? table : memory, 32);
    if (forms[form].rhs >= 0)
      readYmm(state, forms[form].rhs, rhs);
    define(want, lhs, rhs, op, form == NARROW_FORM ? 16 : 32);
    if (!step(&context, state)) {
      printf("instruction %d form %d is not recognised\n", op, form);
      return bad + 1;
    }
    readYmm(state, forms[form].dst, got);
    if (memcmp(want, got, 32)) {
      printf("instruction %d form %d differs\n", op, form);
      ++bad;
    }
  }
  if (registers[REG_RIP] != (greg_t)codes_end || step(&context, state)) {
    printf("ud2 was taken for one of ours, or a length is wrong\n");
    ++bad;
  }
  return bad;
}

/// Executes vpdpbusd: by hardware, or by the trap.
static int executeOnce(void) {
  uint8_t acc[32], lhs[32], rhs[32], want[32];
  for (int i = 0; i < 32; ++i) {
    acc[i] = randomByte();
    lhs[i] = randomByte();
    rhs[i] = randomByte();
  }
  memcpy(want, acc, 32);
  define(want, lhs, rhs, 0, 32);
  __asm__ volatile("vmovdqu (%0), %%ymm4\n\tvmovdqu (%1), %%ymm5\n\t%{vex%} vpdpbusd (%2), %%ymm5, %%ymm4\n\t"
                   "vmovdqu %%ymm4, (%0)" ::"r"(acc),
                   "r"(lhs), "r"(rhs)
                   : "memory", "xmm4", "xmm5");
  return memcmp(want, acc, 32) != 0;
}

int main(void) {
  int bad = 0, rounds = 2000;
  for (int round = 0; round < rounds && bad < 10; ++round)
    bad += interpretAll(round) + executeOnce();
  printf("%d rounds of %d instructions, %d differ\n", rounds, NUM_OPS * NUM_FORMS + 1, bad);
  return bad != 0;
}

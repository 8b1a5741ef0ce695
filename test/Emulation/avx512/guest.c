//===- guest.c - The smallest system that runs one static ELF ---------------===//
//
// Runs in Bochs, in ring 0, after start.S has switched to long mode: reads a disk
// image (make-disk), loads the program in it as Linux would, and answers the system
// calls that a static C program makes. One task, no interrupts, nothing on disk is
// written: standard output and standard error leave through the parallel ports,
// which Bochs writes to files. The last bytes of the error file are a trailer with
// the exit status: 128 + signal for a fault, as a shell says it.
//
// Tested by test/Emulation/avx512.test.
//
//===----------------------------------------------------------------------===//

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long i64;

enum { STDOUT_PORT = 0x378, STDERR_PORT = 0x278, DISK_PORT = 0x1f0 };
enum { PAGE = 4096, PAGE_DIRECTORY = 0x3000, FIRST_USER_ADDRESS = 0x200000, PIE_BASE = 0x1000000 };
enum { STACK_BYTES = 8 << 20, MMAP_GAP = 16 << 20, BRK_GAP = 1 << 20 };
enum { READ = 1, WRITE = 2, EXECUTE = 4 };
enum { EINVAL = 22, ENOENT = 2, EBADF = 9, ENOMEM = 12, ENODEV = 19, ENOTTY = 25, ESPIPE = 29, ENOSYS = 38 };

/// First sector of the disk image; all offsets and sizes in bytes.
struct DiskHeader {
  char magic[8];
  u32 memoryMegabytes, numArguments, numVariables;
  u32 elfOffset, elfBytes, inputOffset, inputBytes, stringsOffset, stringsBytes, totalBytes;
};

struct ElfHeader {
  u8 ident[16];
  u16 type, machine;
  u32 version;
  u64 entry, programOffset, sectionOffset;
  u32 flags;
  u16 headerBytes, programBytes, numPrograms, sectionBytes, numSections, stringIndex;
};

struct ProgramHeader {
  u32 type, flags;
  u64 offset, address, physical, fileBytes, memoryBytes, align;
};

/// Registers as start.S pushes them for a fault.
struct Frame {
  u64 rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15;
  u64 vector, error, rip, cs, rflags, rsp, ss;
};

static struct DiskHeader *disk;
static u8 *image;       // the whole disk image, high in memory
static u64 *pageTable;  // one entry for each page of memory, addresses map to themselves
static u64 memoryBytes; // end of memory
static u64 inputRead;   // bytes of standard input that the program has read
static u64 brkFirst, brkNow, mmapLow, mmapLowest;

static inline void out8(u16 port, u8 value) { __asm__ volatile("outb %0,%1" ::"a"(value), "Nd"(port)); }

static inline u8 in8(u16 port) {
  u8 value;
  __asm__ volatile("inb %1,%0" : "=a"(value) : "Nd"(port));
  return value;
}

static inline u64 ticks(void) {
  u32 low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (u64)high << 32 | low;
}

static inline void writeMsr(u32 msr, u64 value) {
  __asm__ volatile("wrmsr" ::"c"(msr), "a"((u32)value), "d"((u32)(value >> 32)));
}

static inline u64 readMsr(u32 msr) {
  u32 low, high;
  __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
  return (u64)high << 32 | low;
}

void *memcpy(void *to, const void *from, u64 count) {
  void *result = to;
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count)::"memory");
  return result;
}

void *memset(void *to, int value, u64 count) {
  void *result = to;
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(value) : "memory");
  return result;
}

static u64 length(const char *text) {
  u64 n = 0;
  while (text[n])
    ++n;
  return n;
}

//===----------------------------------------------------------------------===//
// Output and the end
//===----------------------------------------------------------------------===//

static void portOpen(u16 port) {
  out8(port + 2, 0x08);
  out8(port + 2, 0x0c);
}

static void portWrite(u16 port, const char *bytes, u64 count) {
  for (u64 i = 0; i < count; ++i) {
    out8(port, bytes[i]);
    out8(port + 2, 0x0d); // strobe
    out8(port + 2, 0x0c);
    (void)in8(port + 1);
  }
}

static void say(const char *text) { portWrite(STDERR_PORT, text, length(text)); }

static void sayNumber(u64 value, u64 base) {
  char digits[24];
  int n = sizeof digits;
  do
    digits[--n] = "0123456789abcdef"[value % base];
  while (value /= base);
  portWrite(STDERR_PORT, digits + n, sizeof digits - n);
}

static void __attribute__((noreturn)) finish(int status) {
  say("\n\x1e"
      "EXIT ");
  sayNumber((u32)status, 10);
  say(" TICKS ");
  sayNumber(ticks(), 10);
  say("\n");
  for (const char *word = "Shutdown"; *word; ++word)
    out8(0x8900, *word); // Bochs ends on this
  for (;;)
    __asm__ volatile("cli;hlt");
}

static void __attribute__((noreturn)) fail(const char *why) {
  say("guest: ");
  say(why);
  say("\n");
  finish(125);
}

/// Called by start.S for every exception: the program dies by the signal that Linux would send.
void onFault(struct Frame *frame) {
  // By vector: divide 8 (FPE), debug 5 (TRAP), invalid opcode 4 (ILL), alignment 7 (BUS), floats 8; the rest 11 (SEGV).
  static const u8 signals[20] = {8, 5, 11, 5, 11, 11, 4, 11, 11, 11, 11, 11, 11, 11, 11, 11, 8, 7, 11, 8};
  int signal = frame->vector < 20 ? signals[frame->vector] : 11;
  u64 address;
  __asm__ volatile("mov %%cr2,%0" : "=r"(address));
  say("guest: exception ");
  sayNumber(frame->vector, 10);
  say(" at rip ");
  sayNumber(frame->rip, 16);
  say(", address ");
  sayNumber(address, 16);
  say("\n");
  finish(128 + signal);
}

//===----------------------------------------------------------------------===//
// Disk and memory
//===----------------------------------------------------------------------===//

static void readSectors(u32 sector, u32 count, void *to) {
  while (count) {
    u32 chunk = count > 256 ? 256 : count;
    while (in8(DISK_PORT + 7) & 0x80)
      ;
    out8(DISK_PORT + 6, 0xe0 | (sector >> 24 & 15));
    out8(DISK_PORT + 2, (u8)chunk); // 0 means 256
    out8(DISK_PORT + 3, sector);
    out8(DISK_PORT + 4, sector >> 8);
    out8(DISK_PORT + 5, sector >> 16);
    out8(DISK_PORT + 7, 0x20);
    for (u32 i = 0; i < chunk; ++i) {
      u8 status;
      do {
        status = in8(DISK_PORT + 7);
        if (!(status & 0x80) && status & 0x21)
          fail("disk error");
      } while (status & 0x80 || !(status & 8));
      u32 words = 256;
      __asm__ volatile("rep insw" : "+D"(to), "+c"(words) : "d"((u16)DISK_PORT) : "memory");
    }
    sector += chunk;
    count -= chunk;
  }
}

/// Sets the rights of the pages that [address, address + count) touches.
static void protect(u64 address, u64 count, int rights) {
  for (u64 page = address / PAGE; page < (address + count + PAGE - 1) / PAGE && page < memoryBytes / PAGE; ++page) {
    u64 entry = page * PAGE | 1;
    entry |= rights ? 4 : 0;                    // ring 3 may touch it
    entry |= rights & WRITE || !rights ? 2 : 0; // the guest itself always may
    entry |= rights & EXECUTE ? 0 : 1UL << 63;
    pageTable[page] = entry;
  }
  __asm__ volatile("mov %%cr3,%%rax; mov %%rax,%%cr3" ::: "rax", "memory");
}

/// Returns fresh zeroed pages below all earlier ones, or -ENOMEM.
static i64 mapPages(u64 count, int rights) {
  count = (count + PAGE - 1) & ~(u64)(PAGE - 1);
  if (count > mmapLow || mmapLow - count < brkNow + BRK_GAP)
    return -ENOMEM;
  mmapLow -= count;
  u64 end = mmapLow + count;
  if (end > mmapLowest) { // used before: memory below mmapLowest is still zero
    u64 first = mmapLow > mmapLowest ? mmapLow : mmapLowest;
    memset((void *)first, 0, end - first);
  }
  if (mmapLow < mmapLowest)
    mmapLowest = mmapLow;
  protect(mmapLow, count, rights);
  return (i64)mmapLow;
}

static i64 setBreak(u64 address) {
  if (address >= brkFirst && address < mmapLow - BRK_GAP) {
    if (address > brkNow) {
      memset((void *)brkNow, 0, address - brkNow);
      u64 first = brkNow & ~(u64)(PAGE - 1);
      protect(first, address - first, READ | WRITE);
    }
    brkNow = address;
  }
  return (i64)brkNow;
}

//===----------------------------------------------------------------------===//
// System calls
//===----------------------------------------------------------------------===//

static i64 writeFile(u64 fd, const char *bytes, u64 count) {
  if (fd != 1 && fd != 2)
    return -EBADF;
  portWrite(fd == 1 ? STDOUT_PORT : STDERR_PORT, bytes, count);
  return (i64)count;
}

static i64 readFile(u64 fd, char *to, u64 count) {
  if (fd != 0)
    return -EBADF;
  u64 left = disk->inputBytes - inputRead;
  count = count < left ? count : left;
  memcpy(to, image + disk->inputOffset + inputRead, count);
  inputRead += count;
  return (i64)count;
}

static i64 statFile(u64 fd, u8 *stat) {
  if (fd > 2)
    return -EBADF;
  memset(stat, 0, 144);
  *(u32 *)(stat + 24) = fd == 0 ? 0100644 : 0010600; // a file, pipes
  *(u64 *)(stat + 48) = fd == 0 ? disk->inputBytes : 0;
  *(u64 *)(stat + 56) = PAGE;
  return 0;
}

static i64 vectored(u64 fd, const u64 *pieces, u64 count, int isWrite) {
  i64 total = 0;
  for (u64 i = 0; i < count; ++i) {
    char *bytes = (char *)pieces[2 * i];
    u64 size = pieces[2 * i + 1];
    i64 done = isWrite ? writeFile(fd, bytes, size) : readFile(fd, bytes, size);
    if (done < 0)
      return done;
    total += done;
    if ((u64)done < size)
      break;
  }
  return total;
}

static i64 threadPointer(u64 what, u64 value) {
  enum { SET_FS = 0x1002, FS_BASE = 0xc0000100 };
  if (what != SET_FS)
    return -EINVAL;
  writeMsr(FS_BASE, value);
  return 0;
}

/// Calls with one answer whatever the arguments.
static const short fixedAnswers[][2] = {
    {8, -ESPIPE}, {16, -ENOTTY}, {334, -ENOSYS},                                 // lseek, ioctl, rseq
    {13, 0},      {14, 0},       {24, 0},        {28, 0},        {131, 0},       // signals, yield, madvise
    {202, 0},     {273, 0},                                                      // futex, robust list
    {39, 1000},   {186, 1000},   {218, 1000},                                    // getpid, gettid, set_tid_address
    {2, -ENOENT}, {21, -ENOENT}, {89, -ENOENT},  {257, -ENOENT}, {267, -ENOENT}, // open, access, readlink
};

/// Called by start.S with the number and arguments of Linux's x86-64 calls.
i64 onSystemCall(u64 number, u64 a, u64 b, u64 c, u64 d) {
  enum { Read = 0, Write = 1, Close = 3, Fstat = 5, Mmap = 9, Mprotect = 10, Munmap = 11, Brk = 12, Readv = 19 };
  enum { Writev = 20, Exit = 60, Kill = 62, ArchPrctl = 158, ClockGettime = 228, ExitGroup = 231, Tgkill = 234 };
  enum { Newfstatat = 262, Prlimit64 = 302, Getrandom = 318, FIXED = 0x10, ANONYMOUS = 0x20 };
  if (number == Read)
    return readFile(a, (char *)b, c);
  if (number == Write)
    return writeFile(a, (const char *)b, c);
  if (number == Readv || number == Writev)
    return vectored(a, (const u64 *)b, c, number == Writev);
  if (number == Close)
    return a < 3 ? 0 : -EBADF;
  if (number == Fstat)
    return statFile(a, (u8 *)b);
  if (number == Newfstatat)
    return a <= 2 && !*(char *)b ? statFile(a, (u8 *)c) : -ENOENT;
  if (number == Mmap)
    return !(d & ANONYMOUS) || (d & FIXED && a) ? -ENODEV : mapPages(b, (int)c);
  if (number == Brk)
    return setBreak(a);
  if (number == Mprotect || number == Munmap) {
    protect(a, b, number == Munmap ? 0 : (int)c);
    return 0;
  }
  if (number == Exit || number == ExitGroup)
    finish((int)(a & 255));
  if (number == Kill || number == Tgkill)
    finish(128 + (int)((number == Kill ? b : c) & 127));
  if (number == ArchPrctl)
    return threadPointer(a, b);
  if (number == Prlimit64) { // the stack has an end, nothing else
    if (d) {
      ((u64 *)d)[0] = b == 3 ? STACK_BYTES : -1UL;
      ((u64 *)d)[1] = -1UL;
    }
    return 0;
  }
  if (number == ClockGettime) { // an instruction takes a nanosecond
    u64 now = ticks();
    ((u64 *)b)[0] = now / 1000000000;
    ((u64 *)b)[1] = now % 1000000000;
    return 0;
  }
  if (number == Getrandom) { // always the same
    for (u64 i = 0; i < b; ++i)
      ((u8 *)a)[i] = (u8)(i * 37 + 11);
    return (i64)b;
  }
  for (u64 i = 0; i < sizeof fixedAnswers / sizeof *fixedAnswers; ++i)
    if ((u64)fixedAnswers[i][0] == number)
      return fixedAnswers[i][1];
  say("guest: no system call ");
  sayNumber(number, 10);
  say("\n");
  return -ENOSYS;
}

//===----------------------------------------------------------------------===//
// Start
//===----------------------------------------------------------------------===//

extern void enterUser(u64 rip, u64 rsp);

/// Copies the segments of `elf` to where they belong; returns the address of the program headers in them.
static u64 loadSegments(const struct ElfHeader *elf, const struct ProgramHeader *programs, u64 bias) {
  u64 headers = 0, end = 0;
  for (int i = 0; i < elf->numPrograms; ++i) {
    const struct ProgramHeader *p = &programs[i];
    if (p->type == 3)
      fail("a dynamic executable: link it with -static");
    if (p->type != 1)
      continue;
    u64 address = p->address + bias;
    if (address < FIRST_USER_ADDRESS || address + p->memoryBytes > (u64)image - (32UL << 20))
      fail("the program does not fit in memory");
    memcpy((void *)address, (u8 *)elf + p->offset, p->fileBytes);
    memset((void *)(address + p->fileBytes), 0, p->memoryBytes - p->fileBytes);
    if (elf->programOffset >= p->offset && elf->programOffset < p->offset + p->fileBytes)
      headers = address + elf->programOffset - p->offset;
    if (address + p->memoryBytes > end)
      end = address + p->memoryBytes;
  }
  brkFirst = brkNow = (end + PAGE - 1) & ~(u64)(PAGE - 1);
  return headers;
}

/// Writes arguments, environment and auxiliary vector below `stack`; returns the stack pointer to start with.
static u64 fillStack(u64 stack, const struct ElfHeader *elf, u64 headers, u64 bias) {
  char *strings = (char *)((stack - disk->stringsBytes) & ~63UL);
  memcpy(strings, image + disk->stringsOffset, disk->stringsBytes);
  u8 *random = (u8 *)strings - 16;
  for (int i = 0; i < 16; ++i)
    random[i] = (u8)(i * 37 + 11);
  // AT_PHDR, PHENT, PHNUM, PAGESZ, ENTRY, UID, EUID, GID, EGID, SECURE, RANDOM, CLKTCK, NULL
  u64 auxiliary[] = {3,  headers,
                     4,  56,
                     5,  elf->numPrograms,
                     6,  PAGE,
                     9,  elf->entry + bias,
                     11, 0,
                     12, 0,
                     13, 0,
                     14, 0,
                     23, 0,
                     25, (u64)random,
                     17, 100,
                     0,  0};
  u64 words = 1 + disk->numArguments + 1 + disk->numVariables + 1 + sizeof auxiliary / 8;
  u64 pointer = ((u64)random - words * 8) & ~63UL;
  u64 *word = (u64 *)pointer;
  *word++ = disk->numArguments;
  char *text = strings;
  for (u32 list = 0; list < 2; ++list) {
    for (u32 i = 0; i < (list ? disk->numVariables : disk->numArguments); ++i) {
      *word++ = (u64)text;
      text += length(text) + 1;
    }
    *word++ = 0;
  }
  memcpy(word, auxiliary, sizeof auxiliary);
  return pointer;
}

void guestMain(void) {
  static u8 firstSector[512];
  portOpen(STDOUT_PORT);
  portOpen(STDERR_PORT);
  disk = (struct DiskHeader *)firstSector;
  readSectors(0, 1, firstSector);
  if (*(u64 *)disk->magic != 0x313074736575675fUL) // "_guest01"
    fail("no disk image of make-disk");

  // From the top down: page table, disk image, stack, mapped pages.
  memoryBytes = (u64)disk->memoryMegabytes << 20;
  pageTable = (u64 *)(memoryBytes - memoryBytes / PAGE * 8);
  u32 sectors = (disk->totalBytes + 511) / 512;
  image = (u8 *)(((u64)pageTable - (u64)sectors * 512) & ~0x1fffffUL);
  readSectors(0, sectors, image);

  struct ElfHeader *elf = (struct ElfHeader *)(image + disk->elfOffset);
  if (*(u32 *)elf->ident != 0x464c457f || elf->machine != 62)
    fail("not an x86-64 program");
  struct ProgramHeader *programs = (struct ProgramHeader *)((u8 *)elf + elf->programOffset);
  u64 bias = elf->type == 3 ? PIE_BASE : 0;
  u64 headers = loadSegments(elf, programs, bias);
  u64 stackTop = (u64)image - PAGE;
  mmapLow = mmapLowest = (u64)image - MMAP_GAP;

  for (u64 page = 0; page < memoryBytes / PAGE; ++page)
    pageTable[page] = page * PAGE | 3;
  for (u64 i = 0; i < 512; ++i)
    ((u64 *)PAGE_DIRECTORY)[i] = i < memoryBytes >> 21 ? ((u64)pageTable + i * PAGE) | 7 : 0;
  for (int i = 0; i < elf->numPrograms; ++i)
    if (programs[i].type == 1)
      protect(programs[i].address + bias, programs[i].memoryBytes,
              READ | (programs[i].flags & 2 ? WRITE : 0) | (programs[i].flags & 1 ? EXECUTE : 0));
  protect(stackTop + PAGE - STACK_BYTES, STACK_BYTES, READ | WRITE);
  enterUser(elf->entry + bias, fillStack(stackTop, elf, headers, bias));
}

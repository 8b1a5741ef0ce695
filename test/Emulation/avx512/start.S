# start.S - From 32-bit protected mode to ring 3 in long mode, and the ways back into guest.c.
#
# Memory below 2 MiB is the guest's: 0x1000.. page tables, 1 MiB code and data, stacks below 0x1f0000. All that
# lies above is mapped to itself and open to the program; guestMain narrows the rights page by page. All vector state that
# the CPU model has is enabled, so that a missing instruction faults as it would on that CPU under Linux.
    .set PML4, 0x1000
    .set PDPT, 0x2000
    .set PD, 0x3000
    .set STACK, 0x1f0000
    .set FAULT_STACK, 0x1e0000

    .section .start, "ax"
    .code32
    .globl _start
_start:
    movl $STACK, %esp
    movl $__bss_start, %edi
    movl $__bss_end, %ecx
    subl %edi, %ecx
    xorl %eax, %eax
    rep stosb
    movl $PML4, %edi
    movl $(0x3000/4), %ecx
    rep stosl
    # 512 pages of 2 MiB; the first one is the guest's own
    movl $(PDPT + 7), PML4
    movl $(PD + 7), PDPT
    movl $PD, %edi
    movl $0x87, %eax
    movl $512, %ecx
1:  movl %eax, (%edi)
    addl $0x200000, %eax
    addl $8, %edi
    loop 1b
    movl $0x83, PD
    movl $PML4, %eax
    movl %eax, %cr3
    movl $0x620, %eax                       # PAE, OSFXSR, OSXMMEXCPT
    movl %eax, %cr4
    movl $0xc0000080, %ecx
    rdmsr
    orl $0x901, %eax                        # SCE, LME, NXE
    wrmsr
    movl %cr0, %eax
    andl $0x9ffffff3, %eax                  # caches on, no EM, no TS
    orl  $0x80010022, %eax                  # PG, WP, NE, MP
    movl %eax, %cr0
    lgdt gdt_pointer
    ljmp $0x08, $start64

    .code64
start64:
    movw $0x10, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    xorl %eax, %eax
    movw %ax, %fs
    movw %ax, %gs
    movq $STACK, %rsp
    # FSGSBASE (cpuid 7) and XSAVE with x87, SSE, AVX, opmask and both ZMM states (cpuid 13), as far as the model has them
    cpuid
    cmpl $7, %eax
    jb 2f
    movl $7, %eax
    xorl %ecx, %ecx
    cpuid
    testb $1, %bl
    jz 2f
    movq %cr4, %rax
    orl $0x10000, %eax
    movq %rax, %cr4
2:  movl $1, %eax
    cpuid
    btl $26, %ecx
    jnc 3f
    movq %cr4, %rax
    orl $0x40000, %eax
    movq %rax, %cr4
    movl $0xd, %eax
    xorl %ecx, %ecx
    cpuid
    andl $0xe7, %eax
    xorl %ecx, %ecx
    xorl %edx, %edx
    xsetbv
3:  fninit
    pushq $0x1f80
    ldmxcsr (%rsp)
    # one task, for its stacks
    movq $task, %rax
    movl $task_entry, %edi
    movw $103, (%rdi)
    movw %ax, 2(%rdi)
    shrq $16, %rax
    movb %al, 4(%rdi)
    movb $0x89, 5(%rdi)
    movb %ah, 7(%rdi)
    movw $0x30, %ax
    ltr %ax
    # 32 exceptions, each on the fault stack; the entries lie 16 bytes apart
    xorl %ecx, %ecx
    movl $idt, %edi
    movl $exception0, %eax
4:  movw %ax, (%rdi)
    movw $0x08, 2(%rdi)
    movw $0x8e01, 4(%rdi)
    movl %eax, %edx
    shrl $16, %edx
    movw %dx, 6(%rdi)
    movq $0, 8(%rdi)
    addl $16, %eax
    addl $16, %edi
    incl %ecx
    cmpl $32, %ecx
    jne 4b
    lidt idt_pointer
    # STAR, LSTAR, SFMASK: where syscall goes
    movl $0xc0000081, %ecx
    xorl %eax, %eax
    movl $0x00180008, %edx
    wrmsr
    movl $0xc0000082, %ecx
    movl $system_call, %eax
    xorl %edx, %edx
    wrmsr
    movl $0xc0000084, %ecx
    movl $0x47700, %eax
    xorl %edx, %edx
    wrmsr
    call guestMain
5:  hlt
    jmp 5b

    .globl enterUser
enterUser:                                  # rdi: rip, rsi: rsp
    pushq $0x23
    pushq %rsi
    pushq $0x202
    pushq $0x2b
    pushq %rdi
    movw $0x23, %ax
    movw %ax, %ds
    movw %ax, %es
    .irp r, eax, ebx, ecx, edx, esi, edi, ebp, r8d, r9d, r10d, r11d, r12d, r13d, r14d, r15d
    xorl %\r, %\r
    .endr
    iretq

# guest.c is compiled for general registers only: vector state stays the program's
system_call:
    movq %rsp, user_rsp
    movq $STACK, %rsp
    .irp r, rcx, r11, rdi, rsi, rdx, r8, r9, r10
    pushq %\r
    .endr
    movq %r10, %r8                          # d
    movq %rdx, %rcx                         # c
    movq %rsi, %rdx                         # b
    movq %rdi, %rsi                         # a
    movq %rax, %rdi                         # number
    cld
    call onSystemCall
    .irp r, r10, r9, r8, rdx, rsi, rdi, r11, rcx
    popq %\r
    .endr
    movq user_rsp, %rsp
    sysretq

# vectors 8, 10 to 14, 17 and 21 come with an error code; the others get a zero in its place
    .altmacro
    .macro exception n
    .balign 16
exception\n:
    .if (\n == 8) || ((\n >= 10) && (\n <= 14)) || (\n == 17) || (\n == 21)
    .else
    pushq $0
    .endif
    pushq $\n
    jmp exception_common
    .endm
    .balign 16
    .set i, 0
    .rept 32
    exception %i
    .set i, i + 1
    .endr
    .noaltmacro
exception_common:
    .irp r, r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax
    pushq %\r
    .endr
    movq %rsp, %rdi
    cld
    call onFault

    .section .data
    .balign 16
gdt:.quad 0
    .quad 0x00af9b000000ffff                # 08 guest code
    .quad 0x00cf93000000ffff                # 10 guest data
    .quad 0x00cffb000000ffff                # 18 32-bit code, for sysret's arithmetic
    .quad 0x00cff3000000ffff                # 20 program data
    .quad 0x00affb000000ffff                # 28 program code
task_entry:
    .quad 0, 0                              # 30
gdt_pointer:
    .word . - gdt - 1
    .quad gdt
idt_pointer:
    .word 511
    .quad idt
    .balign 16
task:
    .long 0
    .quad STACK, 0, 0
    .quad 0
    .quad FAULT_STACK
    .fill 6, 8, 0
    .quad 0
    .word 0, 104
user_rsp:
    .quad 0
    .section .bss
    .balign 16
idt:.space 512
    .section .note.GNU-stack, "", @progbits

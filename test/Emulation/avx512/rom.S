# rom.S - The 64 KiB that stand where a PC has its BIOS: from reset to the guest.
#
# The reset vector at 0xFFFFFFF0 jumps to 16-bit code, which enters 32-bit protected mode, copies the guest
# system (guest.bin) to 1 MiB and jumps to it. Linked by nobody: .text is cut out as it is, so that all
# addresses are written as 0xFFFF0000 + offset.
    .section .text
    .code16
    .org 0
guest:
    .incbin "guest.bin"
guest_end:
    .balign 16
start16:
    cli
    cld
    .byte 0x66, 0x2e, 0x0f, 0x01, 0x16      # lgdtl %cs:[disp16]
    .word gdt_pointer - guest
    movl %cr0, %eax
    andl $0x9fffffff, %eax                  # caches on
    orb  $1, %al                            # protected mode
    movl %eax, %cr0
    .byte 0x66, 0xea                        # ljmpl $8, start32
    .long 0xFFFF0000 + (start32 - guest)
    .word 8
    .code32
start32:
    movw $16, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    movl $0xFFFF0000, %esi
    movl $0x100000, %edi
    movl $((guest_end - guest + 3) / 4), %ecx
    rep movsl
    movl $0x100000, %eax
    jmp *%eax
    .balign 8
gdt:.quad 0
    .quad 0x00cf9b000000ffff                # 8: code, flat
    .quad 0x00cf93000000ffff                # 16: data, flat
gdt_pointer:
    .word 23
    .long 0xFFFF0000 + (gdt - guest)
    .org 0xFFF0
    .code16
    .byte 0xe9                              # jmp start16
    .word start16 - (. + 2)
    .org 0x10000

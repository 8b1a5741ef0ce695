	.text
qk_gemm_u8_u8_s8_2x32x4_avx512vnni:
	vpxord	%zmm0, %zmm0, %zmm0
.LBB0_1:
	movq	%rax, -8(%rsp)
.LBB0_2:
	vmovdqu64	(%rsi), %zmm8
	vmovdqu64	64(%rsi), %zmm9
	vpbroadcastd	(%rdi), %zmm10
	vpdpbusd	%zmm8, %zmm10, %zmm0
	vpdpbusd	%zmm9, %zmm10, %zmm1
	vpdpbusd	(%rdi,%rcx){1to16}, %zmm8, %zmm2
	vpdpbusd	(%rdi,%rcx){1to16}, %zmm9, %zmm3
	addq	$4, %rdi
	cmpq	%rdi, %rdx
	jne	.LBB0_2
	cmpq	%rax, %rbx
	jne	.LBB0_1
	retq
.Lfunc_end0:
qk_gemm_u8_u8_s8_2x16x4_avx2:
.LBB1_1:
	vpmaddubsw	%ymm4, %ymm5, %ymm6
	vpmaddwd	%ymm7, %ymm6, %ymm6
	vpaddd	%ymm6, %ymm0, %ymm0
	vpmaddubsw	%ymm4, %ymm8, %ymm6
	vpmaddwd	%ymm7, %ymm6, %ymm6
	vpaddd	%ymm6, %ymm1, %ymm1
	vpmaddubsw	%ymm4, %ymm8, %ymm6
	vpmaddubsw	%ymm4, %ymm8, %ymm6
	jne	.LBB1_1
	retq
.Lfunc_end1:
qk_gemm_s8_s8_s8_1x8x4_dotprod_2_in_place:
.LBB2_1:
	ldp	q1, q2, [x1], #32
	sdot	v0.4s, v1.16b, v3.4b[0]
	sdot	v4.4s, v2.16b, v3.4b[0]
	b.ne	.LBB2_1
	ret
.Lfunc_end2:
qk_depthwise_s8_s8_s8_1x16x4_i8mm_3:
	ldr	x29, [sp, #16]
	sub	sp, sp, #64
.LBB3_1:
	ldr	q8, [x29], #16
	sdot	v0.4s, v8.16b, v4.16b
	sdot	v1.4s, v9.16b, v5.16b
	sdot	v2.4s, v10.16b, v6.16b
	sdot	v3.4s, v11.16b, v7.16b
	sdot	v0.4s, v12.16b, v4.16b
	sdot	v1.4s, v13.16b, v5.16b
	sdot	v2.4s, v14.16b, v6.16b
	sdot	v3.4s, v15.16b, v7.16b
	scvtf	v0.4s, v0.4s
	b.ne	.LBB3_1
	ret
.Lfunc_end3:
qk_linear_f32_u8_s8_1x8x4_avxvnni.specialized.2:
	leaq	-64(%rsp), %rsp
	{vex}	vpdpbusd	%ymm1, %ymm2, %ymm0
	vmovdqu	32(%rsi), %ymm1
	{vex}	vpdpbusd	%ymm1, %ymm3, %ymm0
	vcvtdq2ps	%ymm0, %ymm0
	movq	%rax, 8(%rsp)
	retq
.Lfunc_end4:
main:
	movq	(%rsp), %rax
	retq

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
qk_gemm_s8_s8_s8_1x8x4_dotprod:
.LBB2_1:
	ldp	q1, q2, [x1], #32
	sdot	v0.4s, v1.16b, v3.4b[0]
	sdot	v4.4s, v2.16b, v3.4b[0]
	b.ne	.LBB2_1
	ret
.Lfunc_end2:
main:
	movq	(%rsp), %rax
	retq

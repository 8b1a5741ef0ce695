	.text
qk_lstm_f32_f32_s8_avx512vnni:
.LBB0_1:
.LBB0_2:
	vpbroadcastd	(%r9,%r14,4), %zmm21
	vpdpbusd	-64(%rbx), %zmm21, %zmm20
	vpdpbusd	(%rbx), %zmm21, %zmm25
	addq	$128, %rbx
	cmpq	$16, %r14
	jne	.LBB0_2
.LBB0_3:
	vmulps	64(%rsp), %zmm2, %zmm2
	vfmadd213ps	%zmm3, %zmm2, %zmm1
	vdivps	%zmm2, %zmm1, %zmm1
	jne	.LBB0_3
	jne	.LBB0_1
	retq
.Lfunc_end0:
qk_gru_s8_f32_s8_dotprod_2:
.LBB1_1:
	ldp	q27, q28, [x14, #-64]
	ld1r	{ v29.4s }, [x15]
	sdot	v15.4s, v29.16b, v27.16b
	sdot	v14.4s, v29.16b, v28.16b
	b.ne	.LBB1_1
	ret
.Lfunc_end1:
qk_rnn_f32_f32_bf16_neon:
.LBB2_1:
	ldr	q3, [x9], #16
	fmla	v15.4s, v29.4s, v3.4s
	b.ne	.LBB2_1
	ret
.Lfunc_end2:
qk_linear_f32_u8_s8_1x16x4_avx2:
.LBB3_1:
	vpmaddwd	%ymm7, %ymm6, %ymm7
	vpmaddwd	%ymm3, %ymm5, %ymm3
	vpmaddwd	%ymm1, %ymm6, %ymm3
	vpmaddwd	%ymm4, %ymm5, %ymm4
	jne	.LBB3_1
	vpmaddwd	.LCPI9_3(%rip), %ymm2, %ymm2
	retq
.Lfunc_end3:

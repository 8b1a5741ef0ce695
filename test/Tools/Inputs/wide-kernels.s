	.text
qk_depthwise_s16_s16_s8_1x32x2_avx512vnni:
.LBB0_1:
	vpdpwssd	%zmm4, %zmm5, %zmm0
	vpmaddwd	%zmm6, %zmm7, %zmm8
	vpaddd	%zmm8, %zmm1, %zmm1
	vcvtdq2ps	%zmm0, %zmm0
	jne	.LBB0_1
	retq
.Lfunc_end0:
qk_conv2d_u8_s16_s8_2x16x2_avxvnni:
.LBB1_1:
	vpbroadcastd	(%rdi), %ymm8
	vpdpwssd	%ymm8, %ymm4, %ymm0
	vpdpwssd	%ymm8, %ymm5, %ymm1
	vpdpwssd	%ymm9, %ymm4, %ymm2
	vpdpwssd	%ymm9, %ymm5, %ymm3
	jne	.LBB1_1
	retq
.Lfunc_end1:
qk_depthwise_s16_s16_s8_1x4x1_neon:
.LBB2_1:
	smlal	v0.4s, v8.4h, v4.4h
	scvtf	v0.4s, v0.4s
	b.ne	.LBB2_1
	ret
.Lfunc_end2:
qk_linear_s16_s16_s8_1x8x1_i8mm:
.LBB3_1:
	ldp	q1, q2, [x1], #32
	smlal	v0.4s, v1.4h, v3.4h
	smlal	v4.4s, v2.4h, v3.4h
	b.ne	.LBB3_1
	ret
.Lfunc_end3:

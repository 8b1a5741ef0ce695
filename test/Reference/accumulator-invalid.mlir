// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

!x16 = !quant.uniform<i16:f32, 0.5:-32768>
!w = !quant.uniform<i8<-127:127>:f32, 0.5>
!acc = !quant.uniform<i32:f32, 0.25>

// N3: overflow is an error and never wraps.
// expected-error@+1 {{'qnn.linear' 00000000000000aa: accumulator 2155642755 of output channel 0 does not fit 32 bits}}
func.func @linear() -> tensor<1x1x!acc> {
  %x = qnn.constant dense<32767> : tensor<1x259xi16> as tensor<1x259x!x16>
  %w = qnn.constant dense<127> : tensor<1x259xi8> as tensor<1x259x!w>
  %y = qnn.linear %x, %w {qnn.id = "00000000000000aa"} : (tensor<1x259x!x16>, tensor<1x259x!w>) -> tensor<1x1x!acc>
  return %y : tensor<1x1x!acc>
}

// expected-error@+1 {{'qnn.conv2d': accumulator -2155642755 of output channel 0 does not fit 32 bits}}
func.func @depthwise() -> tensor<1x1x1x2x!acc> {
  %x = qnn.constant dense<32767> : tensor<1x7x37x2xi16> as tensor<1x7x37x2x!x16>
  %w = qnn.constant dense<-127> : tensor<2x7x37x1xi8> as tensor<2x7x37x1x!w>
  %y = qnn.conv2d %x, %w {groups = 2} : (tensor<1x7x37x2x!x16>, tensor<2x7x37x1x!w>) -> tensor<1x1x1x2x!acc>
  return %y : tensor<1x1x1x2x!acc>
}

// expected-error@+1 {{'qnn.matmul': accumulator 4294836225 of output channel 0 does not fit 32 bits}}
func.func @matmul() -> tensor<1x1x!acc> {
  %x = qnn.constant dense<32767> : tensor<1x1xi16> as tensor<1x1x!x16>
  %y = qnn.matmul %x, %x : (tensor<1x1x!x16>, tensor<1x1x!x16>) -> tensor<1x1x!acc>
  return %y : tensor<1x1x!acc>
}

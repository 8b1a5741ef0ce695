// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// Asymmetric, floor: each pixel twice. Stored values of 8-bit images move unchanged.
// expected-remark@+1 {{i8: 1, 1, 2, 2}}
func.func @nearest() -> tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>> {
  %x = qnn.constant dense<[[[[1], [2]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>
  %y = qnn.resize %x {mode = 0, coordinates = 1, rounding = 2, scales = array<f64: 1.0, 2.0>}
     : (tensor<1x1x2x1x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>>
  return %y : tensor<1x1x4x1x!quant.uniform<i8:f32, 0.5:3>>
}

// Half pixel from 4 to 2: coordinates 0.5 and 2.5, ties that go down or up.
// expected-remark@+2 {{f32: 0, 2}}
// expected-remark@+1 {{f32: 1, 3}}
func.func @nearest_ties() -> (tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>) {
  %x = qnn.constant dense<[[[[0.0], [1.0], [2.0], [3.0]]]]> : tensor<1x1x4x1xf32> as tensor<1x1x4x1xf32>
  %a = qnn.resize %x {mode = 0, coordinates = 0, rounding = 0, scales = array<f64: 1.0, 0.5>} : (tensor<1x1x4x1xf32>) -> tensor<1x1x2x1xf32>
  %b = qnn.resize %x {mode = 0, coordinates = 0, rounding = 1, scales = array<f64: 1.0, 0.5>} : (tensor<1x1x4x1xf32>) -> tensor<1x1x2x1xf32>
  return %a, %b : tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>
}

// Half pixel: coordinates -0.25 (clamped), 0.25, 0.75, 1.25 (clamped). Align corners from 2 to 3: 0, 0.5, 1.
// expected-remark@+2 {{f32: 0, 1, 3, 4}}
// expected-remark@+1 {{f32: 0, 2, 4}}
func.func @linear() -> (tensor<1x1x4x1xf32>, tensor<1x3x1x1xf32>) {
  %x = qnn.constant dense<[[[[0.0], [4.0]]]]> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
  %z = qnn.reshape %x : (tensor<1x1x2x1xf32>) -> tensor<1x2x1x1xf32>
  %a = qnn.resize %x {mode = 1, coordinates = 0, rounding = 0, scales = array<f64: 1.0, 2.0>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x4x1xf32>
  %b = qnn.resize %z {mode = 1, coordinates = 2, rounding = 0, scales = array<f64: 1.5, 1.0>} : (tensor<1x2x1x1xf32>) -> tensor<1x3x1x1xf32>
  return %a, %b : tensor<1x1x4x1xf32>, tensor<1x3x1x1xf32>
}

// Two channels, both axes: the middle of four pixels.
// expected-remark@+1 {{f32: 2.5, 25}}
func.func @bilinear() -> tensor<1x1x1x2xf32> {
  %x = qnn.constant dense<[[[[1.0, 10.0], [2.0, 20.0]], [[3.0, 30.0], [4.0, 40.0]]]]> : tensor<1x2x2x2xf32> as tensor<1x2x2x2xf32>
  %y = qnn.resize %x {mode = 1, coordinates = 0, rounding = 0, scales = array<f64: 0.5, 0.5>} : (tensor<1x2x2x2xf32>) -> tensor<1x1x1x2xf32>
  return %y : tensor<1x1x1x2xf32>
}

// N8e. Of 4 and 7 above the zero point 3: 4, 4.75, 6.25, 7; of -4 and 7 the middle, 1.5, and of 4 and 7 the middle, 5.5, go to even
// numbers, and the zero point comes after.
!q = !quant.uniform<i8:f32, 0.5:3>
// expected-remark@+2 {{i8: 7, 8, 9, 10}}
// expected-remark@+1 {{i8: 5, 9}}
func.func @linear_8_bits() -> (tensor<1x1x4x1x!q>, tensor<1x1x1x2x!q>) {
  %x = qnn.constant dense<[[[[7], [10]]]]> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!q>
  %z = qnn.constant dense<[[[[-1, 7], [10, 10]]]]> : tensor<1x1x2x2xi8> as tensor<1x1x2x2x!q>
  %a = qnn.resize %x {mode = 1, coordinates = 0, rounding = 0, scales = array<f64: 1.0, 2.0>} : (tensor<1x1x2x1x!q>) -> tensor<1x1x4x1x!q>
  %b = qnn.resize %z {mode = 1, coordinates = 0, rounding = 0, scales = array<f64: 1.0, 0.5>} : (tensor<1x1x2x2x!q>) -> tensor<1x1x1x2x!q>
  return %a, %b : tensor<1x1x4x1x!q>, tensor<1x1x1x2x!q>
}

// RUN: quant-opt %s --test-evaluate --verify-diagnostics -o /dev/null

// N10: the zero point 11 is added before rounding, so that ties go to even codes. N8 would give 13, 13, 86 and 11, 13, 127.
!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:-1>
!y = !quant.uniform<i8:f32, 1.0:11>

module attributes {qnn.profile = "ort"} {
  // 1.5, 2.5 and 75; 0.5, 0.5 and 25, by N8 as there is no such op there; 0.5, 1.5 and 1250.
  // expected-remark@+3 {{i8: 12, 14, 86}}
  // expected-remark@+2 {{i8: 11, 11, 36}}
  // expected-remark@+1 {{i8: 12, 12, 127}}
  func.func @binary() -> (tensor<3x!y>, tensor<3x!y>, tensor<3x!y>) {
    %a = qnn.constant dense<[5, 6, 103]> : tensor<3xi8> as tensor<3x!a>
    %b = qnn.constant dense<[1, 3, 99]> : tensor<3xi8> as tensor<3x!b>
    %add = qnn.add %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
    %sub = qnn.sub %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
    %mul = qnn.mul %a, %b : (tensor<3x!a>, tensor<3x!b>) -> tensor<3x!y>
    return %add, %sub, %mul : tensor<3x!y>, tensor<3x!y>, tensor<3x!y>
  }

  // What has a slope, which no op there has, is rounded by N8d: 1.5 and -1.5 * 0.5 become 13 and 10.
  // expected-remark@+1 {{i8: 13, 10}}
  func.func @slope() -> tensor<2x!y> {
    %a = qnn.constant dense<[5, 1]> : tensor<2xi8> as tensor<2x!a>
    %b = qnn.constant dense<[1, -3]> : tensor<2xi8> as tensor<2x!b>
    %add = qnn.add %a, %b {negative_slope = array<f32: 0.5, 0.5>} : (tensor<2x!a>, tensor<2x!b>) -> tensor<2x!y>
    return %add : tensor<2x!y>
  }

  // Of real values: 4 * 2.5 / 4, and (1 + 1) / 4 with two pads counted.
  // expected-remark@+2 {{i8: 14}}
  // expected-remark@+1 {{i8: 12}}
  func.func @average() -> (tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>) {
    %x = qnn.constant dense<8> : tensor<1x2x2x1xi8> as tensor<1x2x2x1x!a>
    %0 = qnn.avg_pool2d %x {kernel = array<i64: 2, 2>, strides = array<i64: 1, 1>} : (tensor<1x2x2x1x!a>) -> tensor<1x1x1x1x!y>
    %z = qnn.constant dense<5> : tensor<1x1x2x1xi8> as tensor<1x1x2x1x!a>
    %1 = qnn.avg_pool2d %z {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, pads = array<i64: 1, 0, 0, 0>, count_include_pad = true} : (tensor<1x1x2x1x!a>) -> tensor<1x1x1x1x!y>
    return %0, %1 : tensor<1x1x1x1x!y>, tensor<1x1x1x1x!y>
  }
}

// RUN: test-object %s
// RUN: test-object %s --target=x86-64-v3
// RUN: test-object %s --target=armv8.0-a --compile-only
// RUN: quant-opt %s -split-input-file --fuse-pipeline --test-compare-kernels -o /dev/null
// RUN: quant-opt %s -split-input-file --fuse-pipeline --test-compare-kernels=target=x86-64-v3 -o /dev/null

// Quotients of scales beyond f32 (N5): a zero stays the zero point, all else saturates.

func.func @main(%a: tensor<4x4x!quant.uniform<i8:f32, 1.0e10>>) -> tensor<4x4x!quant.uniform<i8:f32, 1.0e-30:3>> {
  %w = qnn.constant dense<[[0, 0, 0, 0], [1, 0, 0, 0], [0, -1, 0, 0], [1, -1, 2, 3]]> : tensor<4x4xi8> as tensor<4x4x!quant.uniform<i8<-127:127>:f32, 1.0e10>>
  %acc = qnn.linear %a, %w : (tensor<4x4x!quant.uniform<i8:f32, 1.0e10>>, tensor<4x4x!quant.uniform<i8<-127:127>:f32, 1.0e10>>) -> tensor<4x4x!quant.uniform<i32:f32, 1.0e20>>
  %q = qnn.requantize %acc : (tensor<4x4x!quant.uniform<i32:f32, 1.0e20>>) -> tensor<4x4x!quant.uniform<i8:f32, 1.0e-30:3>>
  return %q : tensor<4x4x!quant.uniform<i8:f32, 1.0e-30:3>>
}

// -----

// Two products of opposite signs.
func.func @main(%x: tensor<300x!quant.uniform<i8:f32, 1.0e20>>, %z: tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> (tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<300x!quant.uniform<i16:f32, 1.0e-30:5>>) {
  %0 = qnn.sub %x, %z : (tensor<300x!quant.uniform<i8:f32, 1.0e20>>, tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>
  %1 = qnn.add %x, %z {negative_slope = array<f32: 0.0>} : (tensor<300x!quant.uniform<i8:f32, 1.0e20>>, tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> tensor<300x!quant.uniform<i16:f32, 1.0e-30:5>>
  return %0, %1 : tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<300x!quant.uniform<i16:f32, 1.0e-30:5>>
}

// -----

func.func @main(%x: tensor<300x!quant.uniform<i8:f32, 1.0e20>>, %z: tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> (tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<600x!quant.uniform<i8:f32, 1.0e-30:5>>) {
  %0 = qnn.mul %x, %z : (tensor<300x!quant.uniform<i8:f32, 1.0e20>>, tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>
  %1 = qnn.max %x, %z : (tensor<300x!quant.uniform<i8:f32, 1.0e20>>, tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>
  %2 = qnn.concat %x, %z {axis = 0 : i64} : (tensor<300x!quant.uniform<i8:f32, 1.0e20>>, tensor<300x!quant.uniform<i8:f32, 1.0e25>>) -> tensor<600x!quant.uniform<i8:f32, 1.0e-30:5>>
  return %0, %1, %2 : tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<300x!quant.uniform<i8:f32, 1.0e-30:5>>, tensor<600x!quant.uniform<i8:f32, 1.0e-30:5>>
}

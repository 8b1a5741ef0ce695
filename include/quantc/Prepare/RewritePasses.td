//===- RewritePasses.td - Prepare: fewer and simpler ops ---------*- td -*-===//

#ifndef QUANTC_PREPARE_REWRITEPASSES
#define QUANTC_PREPARE_REWRITEPASSES

include "mlir/Pass/PassBase.td"

def FoldConstantsPass : Pass<"prepare-fold-constants", "::mlir::func::FuncOp"> {
  let summary = "Compute ops whose operands are all constant";
  let description = [{
    Evaluates pure ops on constants with the reference, so that no bit changes.
    `qnn.dequantize` of a constant stays: that is how a quantized network states
    its weights. An op whose result would exceed the budget stays, with a remark.

    Before:

    ```mlir
    func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
      %c = qnn.constant dense<[1.0, -4.0]> : tensor<2xf32> as tensor<2xf32>
      %0 = qnn.relu %c : (tensor<2xf32>) -> tensor<2xf32>
      %1 = qnn.add %x, %0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
      return %1 : tensor<2xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
      %0 = qnn.constant dense<[1.0, 0.0]> : tensor<2xf32> as tensor<2xf32>
      %1 = qnn.add %x, %0 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
      return %1 : tensor<2xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
  let options = [Option<"maxBytes", "max-bytes", "int64_t", /*default=*/"int64_t(256) << 20",
                        "Bytes of constants that the pass may make in one function">];
}

def RecognizeActivationsPass : Pass<"prepare-recognize-activations", "::mlir::func::FuncOp"> {
  let summary = "Name the activations that a network spells out";
  let description = [{
    Finds `x * sigmoid(x)` (silu), `0.5 x (1 + erf(x / sqrt(2)))` (gelu), its tanh
    form (gelu_tanh), `x * hard_sigmoid(x)` and `x * min(max(x + 3, 0), 6) / 6`
    (hard_swish), `x * tanh(softplus(x))` (mish), `max(x, a x)` (leaky_relu), a
    prelu of one slope, a power by a constant, and relu and clip written as max and
    min or in a row. Products by 1 and -1, `x - 0` and `x + -0` are simplified.

    On 8 bits such a function is one table, with one rounding instead of one for
    each op. In float the function of `lib/Numerics` rounds less often than the ops
    that it replaces, so last bits may change; clamps and signs are exact.

    Before:

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.sigmoid %x : (tensor<4xf32>) -> tensor<4xf32>
      %1 = qnn.mul %x, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      return %1 : tensor<4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = qnn.silu %x : (tensor<4xf32>) -> tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def ConvertMatmulPass : Pass<"prepare-convert-matmul", "::mlir::func::FuncOp"> {
  let summary = "Turn products with a constant matrix into qnn.linear";
  let description = [{
    A constant right operand is a weight: it is transposed to [N, K] and gets
    scales for each output channel later on. A quantized constant that is
    dequantized is moved likewise. No bit of the result changes.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
      %w = qnn.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> as tensor<2x3xf32>
      %0 = qnn.matmul %x, %w : (tensor<1x2xf32>, tensor<2x3xf32>) -> tensor<1x3xf32>
      return %0 : tensor<1x3xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
      %w = qnn.constant dense<[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]> : tensor<3x2xf32> as tensor<3x2xf32>
      %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<3x2xf32>) -> tensor<1x3xf32>
      return %0 : tensor<1x3xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def PropagateLayoutPass : Pass<"prepare-propagate-layout", "::mlir::func::FuncOp"> {
  let summary = "Cancel the transposes between layers";
  let description = [{
    An imported network transposes to NHWC before each convolution and pool, and
    back after it. Ops that do not care (elementwise, pad, concat, slice, softmax,
    reduce, casts, ...) are gathered into connected regions, and each region takes
    the layout in which its borders transpose the fewest elements; transposes at the
    network's inputs and outputs are the cheapest. Constants are transposed at
    compile time, and transposes move across reshapes whose axes they keep
    together. A reduction that drops its axes becomes one that keeps them.

    Bits do not change: a region is not moved to a layout in which a sum would run
    in another order. The id of a value goes to the value in the new layout.

    Running the pass twice is the same as running it once.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4x4x3xf32>) -> tensor<1x1x1x3xf32> {
      %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x3xf32>) -> tensor<1x3x3x3xf32>
      %1 = qnn.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
      %2 = qnn.relu %1 : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
      %3 = qnn.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
      %4 = qnn.max_pool2d %3 {kernel = array<i64: 3, 3>} : (tensor<1x3x3x3xf32>) -> tensor<1x1x1x3xf32>
      return %4 : tensor<1x1x1x3xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4x4x3xf32>) -> tensor<1x1x1x3xf32> {
      %0 = qnn.max_pool2d %x {kernel = array<i64: 2, 2>} : (tensor<1x4x4x3xf32>) -> tensor<1x3x3x3xf32>
      %1 = qnn.relu %0 : (tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
      %2 = qnn.max_pool2d %1 {kernel = array<i64: 3, 3>} : (tensor<1x3x3x3xf32>) -> tensor<1x1x1x3xf32>
      return %2 : tensor<1x1x1x3xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def FoldFlattenPass : Pass<"prepare-fold-flatten", "::mlir::func::FuncOp"> {
  let summary = "Fold a transpose before a flatten into the columns of a linear layer";
  let description = [{
    `linear(reshape(transpose(x)))` with a constant weight, maybe with elementwise
    ops in between, becomes `linear(reshape(x))` with the weight's columns in the
    order of `x`. The sums run in that order, so float results may round differently.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x2x1x2xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32> as tensor<1x4xf32>
      %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x2x1xf32>
      %1 = qnn.reshape %0 : (tensor<1x2x2x1xf32>) -> tensor<1x4xf32>
      %2 = qnn.linear %1, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x2x1x2xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[1.0, 3.0, 2.0, 4.0]]> : tensor<1x4xf32> as tensor<1x4xf32>
      %0 = qnn.reshape %x : (tensor<1x2x1x2xf32>) -> tensor<1x4xf32>
      %1 = qnn.linear %0, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def SimplifyShapesPass : Pass<"prepare-simplify-shapes", "::mlir::func::FuncOp"> {
  let summary = "Drop shape ops that move nothing";
  let description = [{
    Merges reshapes, turns a transpose that only moves axes of size 1 into a
    reshape, and drops reshapes, slices, pads, concats, broadcasts and casts that
    return their operand. No bit changes.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.transpose %x {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x1x4xf32>) -> tensor<1x4x1x1xf32>
      %1 = qnn.reshape %0 : (tensor<1x4x1x1xf32>) -> tensor<1x4xf32>
      return %1 : tensor<1x4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x1x4xf32>) -> tensor<1x4xf32> {
      %0 = qnn.reshape %x : (tensor<1x1x1x4xf32>) -> tensor<1x4xf32>
      return %0 : tensor<1x4xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def FoldPadPass : Pass<"prepare-fold-pad", "::mlir::func::FuncOp"> {
  let summary = "Fold explicit pads into convolutions and pools";
  let description = [{
    A `qnn.pad` of height and width with +0 becomes the pads of a convolution or the
    counted pads of an average, one with minus infinity those of a maximum pool. No
    bit changes.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x4x4x1xf32>, %w: tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32> {
      %0 = qnn.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32}
         : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
      %1 = qnn.conv2d %0, %w : (tensor<1x6x6x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32>
      return %1 : tensor<1x4x4x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x4x4x1xf32>, %w: tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32> {
      %0 = qnn.conv2d %x, %w {pads = array<i64: 1, 1, 1, 1>}
         : (tensor<1x4x4x1xf32>, tensor<1x3x3x1xf32>) -> tensor<1x4x4x1xf32>
      return %0 : tensor<1x4x4x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def FoldAffinePass : Pass<"prepare-fold-affine", "::mlir::func::FuncOp"> {
  let summary = "Fold scales and offsets for each channel into contractions";
  let description = [{
    A chain of additions, subtractions, products and quotients by constants with
    one value a channel, such as a batch normalization, changes the weight and bias
    of the contraction before it, if nothing else reads the values in between; or of
    the contraction after it, if that is the only reader, also through reshapes. An
    offset before a padded convolution makes its padding read as what the offset
    turns into zero, `pad_values`; that is done for images that enter the network, and
    not for other values, whose ranges would have to hold that number.

    Steps of a normalization (`qnn.normalization`) that several contractions read are
    copied for each of them first.

    The new constants are computed in double and rounded to f32 once; float results
    change by that rounding. Nothing is folded if a constant would overflow.

    A bias that the network brings in 32 bits, and adds after a contraction without one,
    becomes the bias of the contraction as it is.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
      %s = qnn.constant dense<0.5> : tensor<1xf32> as tensor<1xf32>
      %t = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
      %0 = qnn.linear %x, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
      %1 = qnn.mul %0, %s : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      %2 = qnn.add %1, %t : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = qnn.constant dense<[[0.5, 1.0]]> : tensor<1x2xf32> as tensor<1x2xf32>
      %b = qnn.constant dense<3.0> : tensor<1xf32> as tensor<1xf32>
      %0 = qnn.linear %x, %w bias %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      return %0 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def ConvertPoolsPass : Pass<"prepare-convert-pools", "::mlir::func::FuncOp"> {
  let summary = "Turn pools whose window is the image into reductions";
  let description = [{
    The one form of a global pool is `qnn.reduce` over height and width, which keeps
    them as axes of size 1. No bit changes.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x7x7x8xf32>) -> tensor<1x1x1x8xf32> {
      %0 = qnn.avg_pool2d %x {kernel = array<i64: 7, 7>} : (tensor<1x7x7x8xf32>) -> tensor<1x1x1x8xf32>
      return %0 : tensor<1x1x1x8xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x7x7x8xf32>) -> tensor<1x1x1x8xf32> {
      %0 = qnn.reduce %x {axes = array<i64: 1, 2>, kind = 0 : i64} : (tensor<1x7x7x8xf32>) -> tensor<1x1x1x8xf32>
      return %0 : tensor<1x1x1x8xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def DecomposeConvTransposePass : Pass<"prepare-decompose-conv-transpose", "::mlir::func::FuncOp"> {
  let summary = "Turn transposed convolutions into convolutions whose channels interleave";
  let description = [{
    A stride of s makes s * s images that interleave, each a convolution of stride 1
    with every s-th tap. One convolution computes them as channels, for which there are
    fast kernels; a transpose puts them into place, after the functions of one element
    that follow. Groups, dilations and weights that are quantized already stay. Only the
    order of each sum changes. After `prepare-fold-affine`, which knows one value a channel.

    Before:

    ```mlir
    func.func @f(%x: tensor<1x1x1x1xf32>) -> tensor<1x1x2x1xf32> {
      %w = qnn.constant dense<[[[[2.0], [3.0]]]]> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
      %0 = qnn.conv_transpose2d %x, %w {strides = array<i64: 1, 2>} : (tensor<1x1x1x1xf32>, tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
      return %0 : tensor<1x1x2x1xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<1x1x1x1xf32>) -> tensor<1x1x2x1xf32> {
      %unused = qnn.constant dense<[[[[2.0], [3.0]]]]> : tensor<1x1x2x1xf32> as tensor<1x1x2x1xf32>
      %w = qnn.constant dense<[[[[2.0]]], [[[3.0]]]]> : tensor<2x1x1x1xf32> as tensor<2x1x1x1xf32>
      %0 = qnn.conv2d %x, %w : (tensor<1x1x1x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x1x1x2xf32>
      %1 = qnn.reshape %0 : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x1x2x1xf32>
      %2 = qnn.transpose %1 {permutation = array<i64: 0, 1, 3, 2, 4, 5>} : (tensor<1x1x1x1x2x1xf32>) -> tensor<1x1x1x1x2x1xf32>
      %3 = qnn.reshape %2 : (tensor<1x1x1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
      return %3 : tensor<1x1x2x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::quantc::qnn::QnnDialect"];
}

def SelectFloatNormalizationPass : Pass<"prepare-select-float-normalization", "::mlir::func::FuncOp"> {
  let summary = "Keep the steps of a normalization by the data's own statistics in float";
  let description = [{
    A layer, group, instance or L2 normalization is a handful of ops around the root
    of a mean or sum of squares. Rounded to 8 bits after each of them, it would lose
    most of what it computes: squares have twice the range of their input. Each of the
    ops, with the scale and offset that follow, gets `qnn.float_reason`; the result is
    rounded once. After `prepare-fold-affine`, which folds scale and offset into the next
    layer where it can, and before the observers.

    Before:

    ```mlir
    func.func @f(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
      %0 = qnn.mul %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
      %1 = qnn.reduce %0 {axes = array<i64: 1>, kind = 0} : (tensor<2x4xf32>) -> tensor<2x1xf32>
      %2 = qnn.sqrt %1 : (tensor<2x1xf32>) -> tensor<2x1xf32>
      %3 = qnn.div %x, %2 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
      return %3 : tensor<2x4xf32>
    }
    ```

    After:

    ```mlir
    func.func @f(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
      %0 = qnn.mul %x, %x {qnn.float_reason = "normalization runs in float"} : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
      %1 = qnn.reduce %0 {axes = array<i64: 1>, kind = 0, qnn.float_reason = "normalization runs in float"} : (tensor<2x4xf32>) -> tensor<2x1xf32>
      %2 = qnn.sqrt %1 {qnn.float_reason = "normalization runs in float"} : (tensor<2x1xf32>) -> tensor<2x1xf32>
      %3 = qnn.div %x, %2 {qnn.float_reason = "normalization runs in float"} : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
      return %3 : tensor<2x4xf32>
    }
    ```
  }];
}

#endif // QUANTC_PREPARE_REWRITEPASSES

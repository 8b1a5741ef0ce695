"""Random quantized layers as MLIR text: what random_graphs.py makes its networks of.

A Builder holds the lines of one graph and hands out SSA names. Each function `layer_*` appends one layer that
reads the 8-bit value `x` and returns the 8-bit value that it makes, or None where the layer does not fit its shape.
Every choice comes from the builder's random generator, so a seed gives one graph.

Scales span eight orders of magnitude, zero points reach both ends of the storage range, and output scales are chosen
so that most results do not saturate: a saturated result hides what was summed.
"""
import math
import struct
from dataclasses import dataclass

UNARY = ["relu", "sigmoid", "tanh", "hard_swish", "silu", "gelu", "gelu_tanh", "erf", "softplus", "mish", "abs", "neg",
         "leaky_relu {alpha = 0.1 : f32}", "elu {alpha = 1.0 : f32}", "clip {min = -0.5 : f32, max = 3.0 : f32}",
         "hard_sigmoid {alpha = 0.2 : f32, beta = 0.5 : f32}"]


@dataclass
class Value:
    """An 8-bit tensor: SSA name, shape, scale, zero point."""
    name: str
    shape: tuple
    scale: float
    zero_point: int

    @property
    def type(self):
        return tensor(self.shape, f"!quant.uniform<i8:f32, {real(self.scale)}:{self.zero_point}>")


def real(value):
    """A double as MLIR reads it back exactly."""
    return f"{value:.17e}"


def as_float(value):
    """The f32 nearest to `value`, as a double."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def dense(shape, element, code, values):
    data = struct.pack(f"<{len(values)}{code}", *values).hex().upper()
    return f'dense<"0x{data}"> : {tensor(shape, element)}'


class Builder:
    def __init__(self, rng, prefix):
        self.rng, self.prefix, self.lines, self.inputs, self.next_name = rng, prefix, [], [], 0

    def name(self):
        self.next_name += 1
        return f"%{self.prefix}_{self.next_name}"

    def op(self, text, operands, result):
        """Appends `%n = qnn.text : (operand types) -> result` and returns %n."""
        name = self.name()
        self.lines.append(f"{name} = qnn.{text} : ({', '.join(operands)}) -> {result}")
        return name

    def scale(self):
        return as_float(10 ** self.rng.uniform(-6, 2))

    def zero_point(self):
        return self.rng.choice([-128, 127, 0, self.rng.randint(-128, 127), self.rng.randint(-128, 127)])

    def value(self, name_of, shape, scale=None, zero_point=None):
        """Makes a value of the given or a random type; `name_of(type)` appends the op and returns its name."""
        value = Value("", tuple(shape), self.scale() if scale is None else as_float(scale),
                      self.zero_point() if zero_point is None else zero_point)
        value.name = name_of(value.type)
        return value

    def input(self, shape):
        """Adds an f32 input, quantized."""
        name = f"%{self.prefix}_x{len(self.inputs)}"
        value = self.value(lambda kind: self.op(f"quantize {name}", [tensor(shape, "f32")], kind), shape)
        self.inputs.append((name[1:], value))
        return value

    def constant(self, shape, storage, code, values, kind):
        name = self.name()
        self.lines.append(f"{name} = qnn.constant {dense(shape, storage, code, values)} as {tensor(shape, kind)}")
        return name


def rounding_attributes(b, channels):
    """clamp and negative_slope of an op that rounds, or neither."""
    attributes = []
    if b.rng.random() < 0.3:
        low = b.rng.randint(-128, 100)
        attributes.append(f"clamp = array<i64: {low}, {b.rng.randint(low, 127)}>")
    if b.rng.random() < 0.3:
        count = b.rng.choice([1, channels])
        slopes = ", ".join(real(as_float(b.rng.uniform(-0.5, 1.5))) for _ in range(count))
        attributes.append(f"negative_slope = array<f32: {slopes}>")
    return " {" + ", ".join(attributes) + "}" if attributes else ""


def output_scale(b, typical):
    """A scale at which a typical real result is some tens of steps; now and then far too small or large."""
    steps = b.rng.choice([20, 60, 60, 60, 1000, 0.3])
    return min(max(typical / steps, 1e-30), 1e30)


def weights(b, shape, x, num_products):
    """A weight and a bias constant with their accumulator's type. Returns (weight, type, bias, type, scales)."""
    rng, channels = b.rng, shape[0]
    count = math.prod(shape)
    extreme = rng.random() < 0.1 # all at the ends: the largest sums
    values = [rng.choice([-127, 127]) if extreme else rng.randint(-127, 127) for _ in range(count)]
    base = b.scale()
    scales = [as_float(base * rng.uniform(0.2, 5)) for _ in range(channels)]
    if rng.random() < 0.1:
        values[:count // channels] = [0] * (count // channels) # a channel of zeros
    kind = f"!quant.uniform<i8<-127:127>:f32:0, {{{','.join(map(real, scales))}}}>"
    weight = b.constant(shape, "i8", "b", values, kind)
    accumulator = [x.scale * scale for scale in scales]
    bias = bias_kind = None
    if rng.random() < 0.8:
        limit = int(100 * 127 * math.sqrt(num_products)) if rng.random() < 0.9 else 1 << 29
        bias_kind = f"!quant.uniform<i32:f32:0, {{{','.join(map(real, accumulator))}}}>"
        bias = b.constant([channels], "i32", "i", [rng.randint(-limit, limit) for _ in range(channels)], bias_kind)
    return (weight, tensor(shape, kind), bias, bias and tensor([channels], bias_kind), accumulator)


def contraction(b, x, mnemonic, weight_shape, shape, num_products, attributes):
    """A contraction with the op that rounds its accumulator: requantize, or a residual add."""
    weight, weight_type, bias, bias_type, scales = weights(b, weight_shape, x, num_products)
    kind = f"!quant.uniform<i32:f32:{len(shape) - 1}, {{{','.join(map(real, scales))}}}>"
    accumulator_type = tensor(shape, kind)
    operands = [x.type, weight_type] + ([bias_type] if bias else [])
    accumulator = b.op(f"{mnemonic} {x.name}, {weight}{' bias ' + bias if bias else ''}{attributes}", operands,
                       accumulator_type)
    typical = max(scales) * 74 * 74 * math.sqrt(num_products)
    scale = output_scale(b, typical)
    rounding = rounding_attributes(b, shape[-1])
    if b.rng.random() < 0.25:
        residual = b.input(shape)
        scale = output_scale(b, max(typical, residual.scale * 74))
        return b.value(lambda result: b.op(f"add {accumulator}, {residual.name}{rounding}",
                                           [accumulator_type, residual.type], result), shape, scale)
    y = b.value(lambda result: b.op(f"requantize {accumulator}{rounding}", [accumulator_type], result), shape, scale)
    return layer_unary(b, y) if b.rng.random() < 0.2 else y


def window(b, size, kernel, stride, dilation, low, high):
    return (size + low + high - (kernel - 1) * dilation - 1) // stride + 1


def layer_conv(b, x):
    if len(x.shape) != 4:
        return None
    rng, channels = b.rng, x.shape[3]
    groups = rng.choice([1, 1, 1, channels, channels] + [g for g in range(2, channels) if channels % g == 0])
    outputs = groups * rng.choice([1, 1, 2, 3]) if groups > 1 else rng.choice([1, 3, 4, 8, 15, 16, 17, 24, 33, 64])
    if groups == channels and rng.random() < 0.7:
        outputs = channels
    sizes, attributes = [], {"strides": [], "low": [], "high": [], "dilations": []}
    kernels = [rng.choice([1, 1, 2, 3, 3, 3, 5]) for _ in range(2)]
    if rng.random() < 0.3:
        kernels = [1, 1]
    for axis in range(2):
        stride, dilation = rng.choice([1, 1, 2, 3]), rng.choice([1, 1, 1, 2])
        low, high = rng.randint(0, kernels[axis] - 1), rng.randint(0, kernels[axis] - 1)
        size = window(b, x.shape[1 + axis], kernels[axis], stride, dilation, low, high)
        if size < 1:
            return None
        sizes.append(size)
        for key, value in zip(attributes, (stride, low, high, dilation)):
            attributes[key].append(value)
    a = attributes
    text = (f" {{strides = array<i64: {a['strides'][0]}, {a['strides'][1]}>, "
            f"pads = array<i64: {a['low'][0]}, {a['low'][1]}, {a['high'][0]}, {a['high'][1]}>, "
            f"dilations = array<i64: {a['dilations'][0]}, {a['dilations'][1]}>, groups = {groups} : i64}}")
    depth = channels // groups
    return contraction(b, x, "conv2d", [outputs, *kernels, depth], [x.shape[0], *sizes, outputs],
                       kernels[0] * kernels[1] * depth, text)


def layer_conv_transpose(b, x):
    if len(x.shape) != 4:
        return None
    rng = b.rng
    outputs = rng.choice([1, 4, 8, 17])
    kernels, strides = [rng.choice([2, 3, 4]) for _ in range(2)], [rng.choice([1, 2]) for _ in range(2)]
    pads = [rng.randint(0, 1) for _ in range(4)]
    extra = [rng.randint(0, stride - 1) for stride in strides]
    sizes = [(x.shape[1 + i] - 1) * strides[i] + kernels[i] + extra[i] - pads[i] - pads[2 + i] for i in range(2)]
    if min(sizes) < 1:
        return None
    text = (f" {{strides = array<i64: {strides[0]}, {strides[1]}>, pads = array<i64: {', '.join(map(str, pads))}>, "
            f"output_padding = array<i64: {extra[0]}, {extra[1]}>}}")
    return contraction(b, x, "conv_transpose2d", [outputs, *kernels, x.shape[3]], [x.shape[0], *sizes, outputs],
                       kernels[0] * kernels[1] * x.shape[3], text)


def layer_linear(b, x):
    outputs = b.rng.choice([1, 2, 10, 16, 31, 64, 100])
    return contraction(b, x, "linear", [outputs, x.shape[-1]], [*x.shape[:-1], outputs], x.shape[-1], "")


def layer_unary(b, x):
    function = b.rng.choice(UNARY)
    mnemonic, _, attributes = function.partition(" ")
    scale = {"sigmoid": 1 / 256, "tanh": 1 / 128, "erf": 1 / 128, "hard_sigmoid": 1 / 256}.get(mnemonic)
    return b.value(lambda kind: b.op(f"{mnemonic} {x.name} {attributes}", [x.type], kind), x.shape,
                   scale or output_scale(b, x.scale * 74))


def layer_binary(b, x):
    mnemonic = b.rng.choice(["add", "add", "sub", "mul", "min", "max"])
    shape = x.shape
    if b.rng.random() < 0.3: # one value a channel, broadcast
        shape = (1,) * (len(x.shape) - 1) + x.shape[-1:]
    y = b.input(shape)
    typical = 74 * 74 * x.scale * y.scale if mnemonic == "mul" else 74 * max(x.scale, y.scale)
    rounding = rounding_attributes(b, x.shape[-1]) if mnemonic in ("add", "sub", "mul") else ""
    pair = [x, y] if b.rng.random() < 0.5 else [y, x]
    return b.value(lambda kind: b.op(f"{mnemonic} {pair[0].name}, {pair[1].name}{rounding}",
                                     [pair[0].type, pair[1].type], kind), x.shape, output_scale(b, typical))


def layer_pool(b, x):
    if len(x.shape) != 4:
        return None
    rng = b.rng
    kernels, strides = [rng.choice([1, 2, 3]) for _ in range(2)], [rng.choice([1, 2, 3]) for _ in range(2)]
    pads = [rng.randint(0, kernels[i % 2] - 1) for i in range(4)]
    sizes = [window(b, x.shape[1 + i], kernels[i], strides[i], 1, pads[i], pads[2 + i]) for i in range(2)]
    if min(sizes) < 1:
        return None
    shape = (x.shape[0], *sizes, x.shape[3])
    text = (f"kernel = array<i64: {kernels[0]}, {kernels[1]}>, strides = array<i64: {strides[0]}, {strides[1]}>, "
            f"pads = array<i64: {', '.join(map(str, pads))}>")
    if rng.random() < 0.5:
        return b.value(lambda kind: b.op(f"max_pool2d {x.name} {{{text}}}", [x.type], kind), shape, x.scale, x.zero_point)
    counting = ", count_include_pad = true" if rng.random() < 0.5 else ""
    return b.value(lambda kind: b.op(f"avg_pool2d {x.name} {{{text}{counting}}}", [x.type], kind), shape,
                   output_scale(b, x.scale * 74))


def layer_reduce(b, x):
    kind = b.rng.choice(["mean", "mean", "sum", "max"])
    axes = sorted(b.rng.sample(range(1, len(x.shape)), b.rng.randint(1, len(x.shape) - 1)))
    shape = tuple(1 if axis in axes else size for axis, size in enumerate(x.shape))
    count = math.prod(x.shape[axis] for axis in axes)
    if kind == "max":
        scale, zero_point = x.scale, x.zero_point
    else:
        scale, zero_point = output_scale(b, x.scale * 74 * math.sqrt(count if kind == "sum" else 1 / count)), None
    text = f"reduce {x.name} {{kind = {['mean', 'sum', 'max'].index(kind)} : i64, axes = array<i64: {', '.join(map(str, axes))}>}}"
    return b.value(lambda result: b.op(text, [x.type], result), shape, scale, zero_point)


def layer_shape(b, x):
    """Slice, pad, transpose, reshape or concat: same scales, except for concat."""
    rng, kind = b.rng, b.rng.choice(["slice", "pad", "transpose", "reshape", "concat"])
    rank = len(x.shape)
    if kind == "concat":
        axis = rng.randint(1, rank - 1)
        y = b.input(tuple(rng.randint(1, 5) if i == axis else size for i, size in enumerate(x.shape)))
        shape = tuple(x.shape[i] + y.shape[i] if i == axis else x.shape[i] for i in range(rank))
        return b.value(lambda result: b.op(f"concat {x.name}, {y.name} {{axis = {axis} : i64}}", [x.type, y.type], result),
                       shape, output_scale(b, 74 * max(x.scale, y.scale)))
    if kind == "slice":
        offsets = [0] + [rng.randint(0, size - 1) for size in x.shape[1:]]
        strides = [1] + [rng.choice([1, 1, 2]) for _ in x.shape[1:]]
        shape = tuple((size - offset + stride - 1) // stride for size, offset, stride in zip(x.shape, offsets, strides))
        text = f"offsets = array<i64: {', '.join(map(str, offsets))}>, strides = array<i64: {', '.join(map(str, strides))}>"
    elif kind == "pad":
        low, high = ([0] + [rng.randint(0, 2) for _ in x.shape[1:]] for _ in range(2))
        shape = tuple(size + before + after for size, before, after in zip(x.shape, low, high))
        text = (f"low = array<i64: {', '.join(map(str, low))}>, high = array<i64: {', '.join(map(str, high))}>, "
                f"value = {real(as_float(rng.uniform(-50, 50) * x.scale))} : f32")
    elif kind == "transpose":
        order = [0] + rng.sample(range(1, rank), rank - 1)
        shape, text = tuple(x.shape[axis] for axis in order), f"permutation = array<i64: {', '.join(map(str, order))}>"
    else:
        shape, text = (1, math.prod(x.shape)), ""
    return b.value(lambda result: b.op(f"{kind} {x.name}{' {' + text + '}' if text else ''}", [x.type], result), shape,
                   x.scale, x.zero_point)


LAYERS = [layer_conv] * 8 + [layer_linear] * 3 + [layer_conv_transpose, layer_unary, layer_binary, layer_binary, layer_pool,
                                                  layer_pool, layer_reduce, layer_shape, layer_shape]

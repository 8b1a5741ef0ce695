"""Random convolutions, transposed convolutions, linear layers and products of two activations, each with the op
that rounds its accumulator: requantize, a residual add or sub, or a dequantize.

Each `layer_*` reads the value `x` and returns the one it makes, or None where the layer does not fit.
"""
import math

from builder import as_float, integers, real, tensor
from elementwise import layer_unary

# Products a layer may need, so that an emulator ends soon, and weights, so that the text stays short.
MOST_PRODUCTS, MOST_WEIGHTS = 1_500_000, 40_000
MOST_WIDE_PRODUCTS = 120 # of 16 bits by 8 in one sum of 32, with a bias
SMALL_WEIGHT = 5         # of these there may be more
CHANNELS = [1, 2, 3, 4, 5, 8, 15, 16, 17, 24, 31, 32, 33, 48, 64, 100, 255]


def stored_weights(rng, count, only=None):
    """Weights of one kind: any, the largest sums, pairs that fit 16 bits with 8-bit activations, or mostly zero."""
    kind = rng.choice(["any", "any", "any", "ends", "half", "half", "small", "sparse"])
    kind = only or kind
    if kind == "ends":
        return [rng.choice([-127, 127]) for _ in range(count)]
    if kind == "sparse":
        return [rng.choice([0, 0, 0, rng.randint(-127, 127)]) for _ in range(count)]
    limit = {"any": 127, "half": 64, "small": SMALL_WEIGHT}[kind]
    return [rng.randint(-limit, limit) for _ in range(count)]


def weights(b, shape, x, num_products):
    """A weight and a bias constant. Returns (weight, type, bias, type, scales of the accumulator)."""
    rng, channels = b.rng, shape[0]
    count = math.prod(shape)
    values = stored_weights(rng, count, "small" if x.bits == 16 and num_products > MOST_WIDE_PRODUCTS else None)
    base = b.scale()
    scales = [as_float(base * rng.uniform(0.2, 5)) for _ in range(channels)]
    per_tensor = rng.random() < 0.15
    if per_tensor:
        scales = scales[:1]
    if rng.random() < 0.1:
        values[:count // channels] = [0] * (count // channels) # a channel of zeros
    kind = f"!quant.uniform<i8<-127:127>:f32{scale_list(scales, 0, per_tensor)}>"
    weight = b.constant(shape, "i8", "b", values, kind)
    accumulator = [x.scale * scale for scale in scales]
    bias = bias_kind = None
    if rng.random() < 0.8:
        limit = int(100 * 127 * math.sqrt(num_products)) if rng.random() < 0.9 else 1 << 29
        bias_kind = f"!quant.uniform<i32:f32{scale_list(accumulator, 0, per_tensor)}>"
        bias = b.constant([channels], "i32", "i", [rng.randint(-limit, limit) for _ in range(channels)], bias_kind)
    return weight, tensor(shape, kind), bias, bias and tensor([channels], bias_kind), accumulator, per_tensor


def scale_list(scales, axis, per_tensor):
    return f", {real(scales[0])}" if per_tensor else f":{axis}, {{{','.join(map(real, scales))}}}"


def rounded(b, accumulator, kind, shape, typical):
    """The value, of 8 bits or 16, of an accumulator of type `kind`."""
    rounding, form = b.rounding_attributes(shape[-1]), b.rng.random()
    if form < 0.1: # a float output, or a float layer next
        name = b.op(f"dequantize {accumulator}", [kind], tensor(shape, "f32"))
        return b.from_real(name, shape, b.output_scale(typical))
    scale = b.output_scale(typical)
    if form < 0.35:
        residual = b.operand(shape)
        scale = b.output_scale(max(typical, b.typical(residual)))
        pair = [(accumulator, kind), (residual.name, residual.type)]
        if b.rng.random() < 0.3:
            pair.reverse()
        mnemonic = b.rng.choice(["add", "add", "add", "sub"])
        return b.value(lambda result: b.op(f"{mnemonic} {pair[0][0]}, {pair[1][0]}{rounding}",
                                           [pair[0][1], pair[1][1]], result), shape, scale)
    if b.rng.random() < 0.25:
        rounding = b.rectifier_attributes(shape[-1])
    elif b.profile == "torch-x86" and "negative_slope" not in rounding and b.rng.random() < 0.7: # N11e
        biases = [as_float(b.rng.choice([0, b.rng.uniform(-2, 2) * typical])) for _ in range(shape[-1])]
        attribute = f"bias = array<f32: {', '.join(map(real, biases))}>"
        rounding = rounding[:-1] + f", {attribute}}}" if rounding else f" {{{attribute}}}"
    y = b.value(lambda result: b.op(f"requantize {accumulator}{rounding}", [kind], result), shape, scale)
    return layer_unary(b, y) if form > 0.6 else y


def contraction(b, x, mnemonic, weight_shape, shape, num_products, attributes):
    if math.prod(shape) * num_products > MOST_PRODUCTS or math.prod(weight_shape) > MOST_WEIGHTS:
        return None
    if x.bits == 16 and num_products > MOST_WIDE_PRODUCTS * 127 // SMALL_WEIGHT:
        return None
    weight, weight_type, bias, bias_type, scales, per_tensor = weights(b, weight_shape, x, num_products)
    kind = tensor(shape, f"!quant.uniform<i32:f32{scale_list(scales, len(shape) - 1, per_tensor)}>")
    operands = [x.type, weight_type] + ([bias_type] if bias else [])
    accumulator = b.op(f"{mnemonic} {x.name}, {weight}{' bias ' + bias if bias else ''}{attributes}", operands, kind)
    return rounded(b, accumulator, kind, shape, b.typical(x) / x.scale * max(scales) * 74 * math.sqrt(num_products))


def choose_groups(rng, channels):
    """Returns (groups, output channels): dense, depthwise, with a multiplier, or anything between."""
    groups = rng.choice([1, 1, 1, channels, channels] + [g for g in range(2, channels) if channels % g == 0])
    outputs = groups * rng.choice([1, 1, 2, 3]) if groups > 1 else rng.choice(CHANNELS)
    if groups == channels and rng.random() < 0.7:
        outputs = channels
    return groups, outputs


def pad_values(b, x):
    """Of one in five, values that padding reads as: one a channel, any between codes, and some beyond them."""
    if b.rng.random() < 0.8:
        return ""
    values = [as_float((b.rng.uniform(b.low - 3, b.high + 3) - x.zero_point) * x.scale) for _ in range(x.shape[3])]
    return f", pad_values = array<f32: {', '.join(map(real, values))}>"


def layer_depthwise(b, x):
    return layer_conv(b, x if len(x.shape) == 4 else b.reshape(x, (x.shape[0], 1, 1, math.prod(x.shape[1:]))), depthwise=True)


def layer_conv(b, x, depthwise=False):
    if len(x.shape) != 4:
        return None
    rng, channels = b.rng, x.shape[3]
    groups, outputs = (channels, channels) if depthwise else choose_groups(rng, channels)
    kernels = [1, 1] if rng.random() < 0.3 else [rng.choice([1, 1, 2, 3, 3, 3, 4, 5, 7]) for _ in range(2)]
    strides, dilations = [rng.choice([1, 1, 2, 3]) for _ in range(2)], [rng.choice([1, 1, 1, 2, 3]) for _ in range(2)]
    if rng.random() < 0.3: # what networks mostly have
        kernels, strides, dilations = [3, 3], [rng.choice([1, 2])] * 2, [1, 1]
    pads = [rng.randint(0, kernels[axis % 2] - 1) for axis in range(4)]
    sizes = [(x.shape[1 + i] + pads[i] + pads[2 + i] - (kernels[i] - 1) * dilations[i] - 1) // strides[i] + 1
             for i in range(2)]
    if min(sizes) < 1:
        return None
    text = (f" {{{integers('strides', strides)}, {integers('pads', pads)}, {integers('dilations', dilations)}, "
            f"groups = {groups} : i64{pad_values(b, x) if any(pads) else ''}}}")
    depth = channels // groups
    return contraction(b, x, "conv2d", [outputs, *kernels, depth], [x.shape[0], *sizes, outputs],
                       kernels[0] * kernels[1] * depth, text)


def layer_conv_transpose(b, x):
    if len(x.shape) != 4:
        return None
    rng, channels = b.rng, x.shape[3]
    groups, outputs = choose_groups(rng, channels) if rng.random() < 0.3 else (1, rng.choice([1, 4, 8, 17]))
    kernels, strides = [rng.choice([1, 2, 3, 4]) for _ in range(2)], [rng.choice([1, 2, 3]) for _ in range(2)]
    dilations = [rng.choice([1, 1, 1, 2]) for _ in range(2)]
    pads = [rng.randint(0, 1) for _ in range(4)]
    extra = [rng.randint(0, stride - 1) for stride in strides]
    sizes = [(x.shape[1 + i] - 1) * strides[i] + dilations[i] * (kernels[i] - 1) + 1 + extra[i] - pads[i] - pads[2 + i]
             for i in range(2)]
    if min(sizes) < 1:
        return None
    text = (f" {{{integers('strides', strides)}, {integers('pads', pads)}, {integers('output_padding', extra)}, "
            f"{integers('dilations', dilations)}, groups = {groups} : i64}}")
    depth = channels // groups
    return contraction(b, x, "conv_transpose2d", [outputs, *kernels, depth], [x.shape[0], *sizes, outputs],
                       kernels[0] * kernels[1] * depth, text)


def layer_linear(b, x):
    outputs = b.rng.choice(CHANNELS + [10, 1000])
    return contraction(b, x, "linear", [outputs, x.shape[-1]], [*x.shape[:-1], outputs], x.shape[-1], "")


def dynamic_codes(b, real_name, shape, per_row):
    """Codes of an f32 tensor by a range that the run finds. Returns (codes, scale, zero point) as names with their types."""
    rng = b.rng
    formula = rng.choice(["quantc", "torch", "ort", "tflite"])
    storage = rng.choice(["u8", "u8", "u8<0:127>", "i8", "i8<-127:127>", "i8<-64:63>"])
    symmetric = ", symmetric" if rng.random() < 0.4 else ""
    kind, rows = f"!quant.uniform<{storage}:f32, 1.0>", shape[:-1] if per_row else []
    types = [tensor(shape, kind), tensor(rows, "f32"), tensor(rows, kind)]
    names = [b.name() for _ in types]
    b.lines.append(f'{", ".join(names)} = qnn.dynamic_quantize {real_name} {{formula = "{formula}"{symmetric}}} : '
                   f'({tensor(shape, "f32")}) -> ({", ".join(types)})')
    return list(zip(names, types)), bool(symmetric) and storage.startswith("i8")


def layer_dynamic(b, x):
    """A linear layer or a convolution in mode dynamic."""
    rng, channels = b.rng, x.shape[-1]
    is_conv = len(x.shape) == 4 and rng.random() < 0.6
    outputs = rng.choice(CHANNELS)
    kernels = [rng.choice([1, 2, 3]) for _ in range(2)] if is_conv else []
    groups = channels if is_conv and rng.random() < 0.3 else 1
    outputs = channels if groups > 1 else outputs
    codes, is_centred = dynamic_codes(b, b.to_real(x), list(x.shape), not is_conv and rng.random() < 0.5)
    pads = [rng.randint(0, kernels[axis % 2] - 1) for axis in range(4)] if is_conv and is_centred else [0] * 4
    shape, text, depth = [*x.shape[:-1], outputs], "", channels // groups
    if is_conv:
        strides = [rng.choice([1, 1, 2]) for _ in range(2)]
        sizes = [(x.shape[1 + i] + pads[i] + pads[2 + i] - kernels[i]) // strides[i] + 1 for i in range(2)]
        if min(sizes) < 1:
            return None
        shape = [x.shape[0], *sizes, outputs]
        text = f" {{{integers('strides', strides)}, {integers('pads', pads)}, groups = {groups} : i64}}"
    weight_shape = [outputs, *kernels, depth]
    num_products = math.prod(weight_shape[1:])
    if math.prod(shape) * num_products > MOST_PRODUCTS or math.prod(weight_shape) > MOST_WEIGHTS:
        return None
    values = stored_weights(rng, math.prod(weight_shape))
    scales = [as_float(b.scale() * 1e-3) for _ in range(outputs if rng.random() < 0.8 else 1)]
    single = len(scales) == 1
    kind = f"!quant.uniform<i8<-127:127>:f32{scale_list(scales, 0, single)}>"
    weight = b.constant(weight_shape, "i8", "b", values, kind)
    accumulator = tensor(shape, f"!quant.uniform<i32:f32{scale_list(scales, len(shape) - 1, single)}>")
    name = b.op(f"{'conv2d' if is_conv else 'linear'} {codes[0][0]}, {weight}{text}",
                [codes[0][1], tensor(weight_shape, kind)], accumulator)
    if not is_centred:
        sums = b.constant([outputs], "i32", "i", [sum(values[i * num_products:(i + 1) * num_products])
                                                  for i in range(outputs)], "i32")
        name = b.op(f"subtract_zero_point {name}, {codes[2][0]}, {sums}",
                    [accumulator, codes[2][1], tensor([outputs], "i32")], accumulator)
    operands, bias = [accumulator, codes[1][1]], ""
    if rng.random() < 0.7:
        floats = [as_float(rng.uniform(-1, 1) * x.scale * 74) for _ in range(outputs)]
        bias = " bias " + b.constant([outputs], "f32", "f", floats, "f32")
        operands.append(tensor([outputs], "f32"))
    name = b.op(f"dynamic_dequantize {name}, {codes[1][0]}{bias}", operands, tensor(shape, "f32"))
    return b.from_real(name, shape, b.output_scale(x.scale * max(scales) * 74 * 74 * math.sqrt(num_products)))


def layer_matmul(b, x):
    """A product of two activations, one of them perhaps without the leading axes."""
    rng, depth = b.rng, x.shape[-1]
    if len(x.shape) < 3 or 16 in (x.bits, b.bits): # not even two such products fit 32 bits
        return None
    columns = rng.choice([1, 3, 8, 16, 17, 33])
    if rng.random() < 0.7:
        leading = rng.choice([list(x.shape[:-2]), [1] * (len(x.shape) - 2)])
        y, shape = b.operand([*leading, depth, columns]), [*x.shape[:-1], columns]
        pair = [x, y]
    else: # x on the right
        rows = rng.choice([1, 2, 5, 8, 12])
        y, shape = b.operand([*x.shape[:-2], rows, x.shape[-2]]), [*x.shape[:-2], rows, x.shape[-1]]
        pair, depth = [y, x], x.shape[-2]
    if math.prod(shape) * depth > MOST_PRODUCTS:
        return None
    scale = pair[0].scale * pair[1].scale
    kind = tensor(shape, f"!quant.uniform<i32:f32, {real(scale)}>")
    accumulator = b.op(f"matmul {pair[0].name}, {pair[1].name}", [pair[0].type, pair[1].type], kind)
    return rounded(b, accumulator, kind, shape, scale * 74 * 74 * math.sqrt(depth))

"""Random float layers with weights in few bits (N12): linear with scales of channels or groups, and convolutions.

Each reads the value `x` and returns the one it makes, or None where the layer does not fit.
"""
import math
import struct

from builder import as_float, dense, integers, real, tensor
from contractions import CHANNELS, MOST_PRODUCTS, MOST_WEIGHTS, choose_groups

FORMATS = ["s8", "u8", "s4", "u4", "s2", "u2", "f16", "bf16"]


def half(value, form):
    """The bits of a 16-bit float."""
    if form == "f16":
        return struct.unpack("<H", struct.pack("<e", value))[0]
    return struct.unpack("<I", struct.pack("<f", value))[0] >> 16


def limits(form):
    bits = int(form[1:])
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if form[0] == "s" else (0, (1 << bits) - 1)


def codes(b, form, shape, kind):
    """A constant of any stored values."""
    low, high = limits(form)
    values = [b.rng.randint(low, high) for _ in range(math.prod(shape))]
    name, storage = b.name(), tensor(shape, "i" + form[1:])
    if form[1:] == "8":
        data = 'dense<"0x' + bytes(value % 256 for value in values).hex().upper() + '">'
    else:
        top = limits("s" + form[1:])[1]
        data = f"dense<{nested([str(value if value <= top else value - (high + 1)) for value in values], shape)}>"
    b.lines.append(f"{name} = qnn.constant {data} : {storage} as {tensor(shape, kind)}")
    return name


def nested(values, shape):
    """The values as nested lists."""
    if len(shape) == 1:
        return "[" + ", ".join(values) + "]"
    size = math.prod(shape[1:])
    return "[" + ", ".join(nested(values[i * size:(i + 1) * size], shape[1:]) for i in range(shape[0])) + "]"


def floats(b, shape, values):
    name = b.name()
    b.lines.append(f"{name} = qnn.constant {dense(shape, 'f32', 'f', values)} as {tensor(shape, 'f32')}")
    return name


def weight(b, shape, form):
    """A weight with scales of channels or one. Returns (name, type, a typical real value)."""
    rng = b.rng
    if form in ("f16", "bf16"):
        values = [half(rng.choice([0, 6e-8, 1, 1]) * rng.uniform(-2, 2), form) for _ in range(math.prod(shape))]
        name = b.name()
        b.lines.append(f"{name} = qnn.constant {dense(shape, form, 'H', values)} as {tensor(shape, form)}")
        return name, tensor(shape, form), 1
    low, high = limits(form)
    per_tensor, base = rng.random() < 0.2, b.scale()
    scales = [as_float(base * rng.uniform(0.2, 5)) for _ in range(1 if per_tensor else shape[0])]
    zero_points = [rng.randint(low, high) if rng.random() < 0.7 else 0 for _ in scales]
    if rng.random() < 0.5:
        zero_points = [0] * len(scales)
    pairs = [f"{real(scale)}:{zero}" for scale, zero in zip(scales, zero_points)]
    kind = f"!quant.uniform<{'i' if form[0] == 's' else 'u'}{form[1:]}:f32" + (
        f", {pairs[0]}>" if per_tensor else f":0, {{{','.join(pairs)}}}>")
    return codes(b, form, shape, kind), tensor(shape, kind), max(scales) * (high - low)


def finish(b, x, text, operands, shape, typical):
    y = b.op(text, operands, tensor(shape, "f32"))
    return b.from_real(y, shape, b.output_scale(typical * x.scale * 74))


def bias(b, channels, typical):
    return floats(b, [channels], [as_float(b.rng.uniform(-1, 1) * typical) for _ in range(channels)])


def layer_stored_linear(b, x):
    rng, outputs, depth = b.rng, b.rng.choice(CHANNELS + [10, 129]), x.shape[-1]
    shape, form = [*x.shape[:-1], outputs], rng.choice(FORMATS)
    if outputs * depth > MOST_WEIGHTS or math.prod(shape) * depth > MOST_PRODUCTS:
        return None
    source = b.to_real(x)
    if form in ("f16", "bf16") or rng.random() < 0.4:
        name, kind, typical = weight(b, [outputs, depth], form)
        extra, types, attributes = "", [], ""
    else:
        low, high = limits(form)
        size = rng.choice([1, 3, 7, 8, 16, 16, 32, 32, 64, depth + 5])
        element = f"!quant.uniform<{'i' if form[0] == 's' else 'u'}{form[1:]}:f32, 1.0>"
        groups = [outputs, -(-depth // size)]
        name, kind = codes(b, form, [outputs, depth], element), tensor([outputs, depth], element)
        typical = b.scale()
        scales = floats(b, groups, [as_float(rng.uniform(-2, 2) * typical) for _ in range(math.prod(groups))])
        typical *= high - low
        extra, types, attributes = f" scales {scales}", [tensor(groups, "f32")], f" {{group_size = {size} : i64}}"
        if rng.random() < 0.5:
            extra += f" zero_points {codes(b, form, groups, element)}"
            types.append(tensor(groups, element))
    operands, typical = [x.real_type, kind], typical * math.sqrt(depth)
    if rng.random() < 0.7:
        extra = f" bias {bias(b, outputs, typical * x.scale * 74)}" + extra
        operands.append(tensor([outputs], "f32"))
    return finish(b, x, f"linear {source}, {name}{extra}{attributes}", operands + types, shape, typical)


def layer_stored_conv(b, x):
    if len(x.shape) != 4:
        return None
    rng, channels = b.rng, x.shape[3]
    groups, outputs = choose_groups(rng, channels)
    kernels = [rng.choice([1, 1, 2, 3, 3]) for _ in range(2)]
    strides = [rng.choice([1, 1, 2]) for _ in range(2)]
    pads = [rng.randint(0, kernels[axis % 2] - 1) for axis in range(4)]
    sizes = [(x.shape[1 + i] + pads[i] + pads[2 + i] - kernels[i]) // strides[i] + 1 for i in range(2)]
    depth = kernels[0] * kernels[1] * channels // groups
    if min(sizes) < 1 or outputs * depth > MOST_WEIGHTS or math.prod(sizes) * x.shape[0] * outputs * depth > MOST_PRODUCTS:
        return None
    source = b.to_real(x)
    name, kind, typical = weight(b, [outputs, *kernels, channels // groups], rng.choice(FORMATS))
    operands, typical, extra = [x.real_type, kind], typical * math.sqrt(depth), ""
    if rng.random() < 0.7:
        extra = f" bias {bias(b, outputs, typical * x.scale * 74)}"
        operands.append(tensor([outputs], "f32"))
    text = f" {{{integers('strides', strides)}, {integers('pads', pads)}, groups = {groups} : i64}}"
    return finish(b, x, f"conv2d {source}, {name}{extra}{text}", operands, [x.shape[0], *sizes, outputs], typical)

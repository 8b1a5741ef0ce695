"""Random layers that move or gather elements: pools, reductions, resampling, slices, pads, joins, permutations.

Each `layer_*` reads the value `x` and returns the one it makes, or None where the layer does not fit.
"""
import math
import struct

from builder import as_float, integers, real, tensor


def layer_pool(b, x):
    if len(x.shape) != 4:
        return None
    rng = b.rng
    kernels, strides = [rng.choice([1, 2, 3, 4]) for _ in range(2)], [rng.choice([1, 2, 3]) for _ in range(2)]
    dilations = [rng.choice([1, 1, 1, 2]) for _ in range(2)]
    pads = [rng.randint(0, kernels[i % 2] - 1) for i in range(4)]
    if max(dilations) > 1:
        pads = [0] * 4 # else a window might lie between the elements
    spans = [x.shape[1 + i] + pads[i] + pads[2 + i] - (kernels[i] - 1) * dilations[i] - 1 for i in range(2)]
    sizes = [span // stride + 1 for span, stride in zip(spans, strides)]
    if min(spans) < 0:
        return None
    if max(dilations) == 1 and rng.random() < 0.2: # ceil mode: a last window that begins inside and ends beyond
        sizes = [size + (size * strides[i] < x.shape[1 + i] + pads[i]) for i, size in enumerate(sizes)]
    shape = (x.shape[0], *sizes, x.shape[3])
    text = f"{integers('kernel', kernels)}, {integers('strides', strides)}, {integers('pads', pads)}, {integers('dilations', dilations)}"
    if rng.random() < 0.5:
        return b.like(x, f"max_pool2d {x.name} {{{text}}}", shape)
    counting = ", count_include_pad = true" if rng.random() < 0.5 else ""
    return b.value(lambda kind: b.op(f"avg_pool2d {x.name} {{{text}{counting}}}", [x.type], kind), shape,
                   b.output_scale(b.typical(x)))


def layer_reduce(b, x):
    """Over some axes, of size 1 then or gone; over all positions it is the global pool of a classifier."""
    kind, rank = b.rng.choice(["mean", "mean", "sum", "max"]), len(x.shape)
    axes = sorted(b.rng.sample(range(1, rank), b.rng.randint(1, rank - 1)))
    if rank == 4 and b.rng.random() < 0.4:
        axes = [1, 2]
    shape = tuple(1 if axis in axes else size for axis, size in enumerate(x.shape))
    if rank - len(axes) > 1 and b.rng.random() < 0.4:
        shape = tuple(size for axis, size in enumerate(x.shape) if axis not in axes)
    count = math.prod(x.shape[axis] for axis in axes)
    text = f"reduce {x.name} {{kind = {['mean', 'sum', 'max'].index(kind)} : i64, {integers('axes', axes)}}}"
    if kind == "max":
        return b.like(x, text, shape)
    scale = b.output_scale(b.typical(x) * math.sqrt(count if kind == "sum" else 1 / count))
    return b.value(lambda result: b.op(text, [x.type], result), shape, scale)


def layer_top_k(b, x):
    """The greatest along the last axis, few or all of them."""
    size = x.shape[-1]
    shape = (*x.shape[:-1], min(size, b.rng.choice([1, 2, 5, size])))
    return b.like(x, f"top_k_values {x.name}", shape)


def layer_resize(b, x):
    """Nearest, and linear, which also runs in float."""
    if len(x.shape) != 4:
        return None
    rng = b.rng
    scales = [rng.choice([1.0, 2.0, 2.0, 3.0, 0.5, 1.5, 0.7]) for _ in range(2)]
    shape = (x.shape[0], *(max(1, int(x.shape[1 + i] * scales[i])) for i in range(2)), x.shape[3])
    linear = rng.random() < 0.3
    text = (f"{{mode = {int(linear)} : i64, coordinates = {rng.randint(0, 3)} : i64, rounding = {rng.randint(0, 3)} : i64, "
            f"scales = array<f64: {', '.join(map(real, scales))}>}}")
    if not linear or rng.random() < 0.7:
        return b.like(x, f"resize {x.name} {text}", shape)
    name = b.op(f"resize {b.to_real(x)} {text}", [x.real_type], tensor(shape, "f32"))
    return b.from_real(name, shape, b.output_scale(b.typical(x)))


def layer_concat(b, x):
    """Of two or three tensors of their own scales, or of equal ones."""
    rng, rank = b.rng, len(x.shape)
    axis = rng.choice([rank - 1, rng.randint(1, rank - 1)])
    parts = [x]
    for _ in range(rng.choice([1, 1, 2])):
        size = rng.choice([x.shape[axis], rng.randint(1, 20)])
        parts.append(b.operand([size if i == axis else x.shape[i] for i in range(rank)]))
    if rng.random() < 0.2:
        parts = [x, x]
    rng.shuffle(parts)
    shape = [sum(part.shape[axis] for part in parts) if i == axis else x.shape[i] for i in range(rank)]
    text, kinds = f"concat {', '.join(part.name for part in parts)} {{axis = {axis} : i64}}", [part.type for part in parts]
    if len({(part.scale, part.zero_point, part.bits) for part in parts}) == 1 and rng.random() < 0.5: # nothing to round
        return b.value(lambda result: b.op(text, kinds, result), shape, x.scale, x.zero_point, x.bits)
    return b.value(lambda result: b.op(text, kinds, result), shape, b.output_scale(max(map(b.typical, parts))))


def layer_slice(b, x):
    """Forwards or backwards; the batch stays whole."""
    rng, offsets, strides, shape = b.rng, [0], [1], [x.shape[0]]
    for size in x.shape[1:]:
        first, stride = rng.randint(0, size - 1), rng.choice([1, 1, 1, 2, 3, -1, -2])
        reachable = (size - 1 - first if stride > 0 else first) // abs(stride) + 1
        offsets.append(first)
        strides.append(stride)
        shape.append(rng.choice([reachable, rng.randint(1, reachable)]))
    return b.like(x, f"slice {x.name} {{{integers('offsets', offsets)}, {integers('strides', strides)}}}", shape)


def layer_pad(b, x):
    low, high = ([0] + [b.rng.randint(0, 2) for _ in x.shape[1:]] for _ in range(2))
    shape = [size + before + after for size, before, after in zip(x.shape, low, high)]
    value = real(as_float(b.rng.choice([0, b.rng.uniform(-50, 50) * x.scale])))
    return b.like(x, f"pad {x.name} {{{integers('low', low)}, {integers('high', high)}, value = {value} : f32}}", shape)


def transpose(b, x, order):
    return b.like(x, f"transpose {x.name} {{{integers('permutation', order)}}}", [x.shape[axis] for axis in order])


def layer_permute(b, x):
    """A transpose, or space to depth and back."""
    rng, shape = b.rng, x.shape
    if len(shape) == 4 and rng.random() < 0.4:
        if shape[3] % 4 == 0:
            x = b.reshape(x, (*shape[:3], 2, 2, shape[3] // 4))
            return b.reshape(transpose(b, x, [0, 1, 3, 2, 4, 5]), (shape[0], shape[1] * 2, shape[2] * 2, shape[3] // 4))
        if shape[1] % 2 == 0 and shape[2] % 2 == 0:
            x = b.reshape(x, (shape[0], shape[1] // 2, 2, shape[2] // 2, 2, shape[3]))
            return b.reshape(transpose(b, x, [0, 1, 3, 2, 4, 5]), (shape[0], shape[1] // 2, shape[2] // 2, shape[3] * 4))
    return transpose(b, x, [0] + rng.sample(range(1, len(shape)), len(shape) - 1))


def layer_reshape(b, x):
    """To a vector, a sequence, or an image of one row."""
    batch, size, channels = x.shape[0], math.prod(x.shape[1:]), x.shape[-1]
    return b.reshape(x, b.rng.choice([(batch, size), (batch, size // channels, channels), (batch, 1, size // channels, channels),
                                      (batch, 1, 1, size)]))


def layer_gather(b, x):
    """By constant indices along an axis, some from the end."""
    axis = b.rng.randint(1, len(x.shape) - 1)
    size, count = x.shape[axis], b.rng.randint(1, 7)
    indices = b.name()
    data = struct.pack(f"<{count}q", *(b.rng.randint(-size, size - 1) for _ in range(count))).hex().upper()
    kind = f"tensor<{count}xi64>"
    b.lines.append(f'{indices} = qnn.constant dense<"0x{data}"> : {kind} as {kind}')
    shape = [count if i == axis else size for i, size in enumerate(x.shape)]
    return b.value(lambda result: b.op(f"gather {x.name}, {indices} {{axis = {axis} : i64}}", [x.type, kind], result), shape,
                   x.scale, x.zero_point, x.bits)


def layer_broadcast(b, x):
    shape = [b.rng.choice([size, size if size > 1 or axis == 0 else b.rng.randint(2, 9)]) for axis, size in enumerate(x.shape)]
    return b.like(x, f"broadcast {x.name}", shape) if tuple(shape) != x.shape else None

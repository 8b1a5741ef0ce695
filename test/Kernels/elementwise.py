"""Random elementwise layers: tables, PReLU, sums, products, casts, and ops that stay float between casts.

Each `layer_*` reads the value `x` and returns the one it makes, or None where the layer does not fit.
"""
from builder import as_float, real, tensor

UNARY = ["relu", "sigmoid", "tanh", "hard_swish", "silu", "gelu", "gelu_tanh", "erf", "softplus", "mish", "abs", "neg",
         "exp", "log", "sqrt", "reciprocal",
         "softsign", "sign", "floor", "ceil", "round",
         "leaky_relu {alpha = 0.1 : f32}", "elu {alpha = 1.0 : f32}", "celu {alpha = 0.5 : f32}",
         "selu {alpha = 1.6732632 : f32, gamma = 1.050701 : f32}", "threshold {threshold = 0.5 : f32, value = -1.0 : f32}",
         "shrink {lambda = 0.5 : f32, bias = 0.25 : f32}", "clip {min = -0.5 : f32, max = 3.0 : f32}",
         "clip {min = 0.0 : f32, max = 6.0 : f32}", "hard_sigmoid {alpha = 0.2 : f32, beta = 0.5 : f32}",
         "pow_scalar {exponent = 2.0 : f32}", "pow_scalar {exponent = 0.5 : f32}", "pow_scalar {exponent = -1.5 : f32}"]


def layer_unary(b, x):
    function = UNARY[b.turn % len(UNARY)] # in turn over the graphs of a run, so that none is left out
    b.turn += 1
    mnemonic, _, attributes = function.partition(" ")
    scale = {"sigmoid": 1 / 256, "tanh": 1 / 128, "erf": 1 / 128, "hard_sigmoid": 1 / 256, "softsign": 1 / 128,
             "sign": 1 / 64}.get(mnemonic)
    return b.value(lambda kind: b.op(f"{mnemonic} {x.name} {attributes}", [x.type], kind), x.shape,
                   scale or b.output_scale(b.typical(x)))


def layer_prelu(b, x):
    """One slope, one for each channel, or one for each element of a sample."""
    shape = b.rng.choice([(1,), x.shape[-1:], x.shape[-1:], (1, *x.shape[1:])])
    count = 1
    for size in shape:
        count *= size
    slopes = [b.rng.choice([0.0, 1.0, b.rng.uniform(-1, 2), b.rng.uniform(-1, 2)]) for _ in range(count)]
    slope = b.constant(shape, "f32", "f", slopes, "f32")
    return b.value(lambda kind: b.op(f"prelu {x.name}, {slope}", [x.type, tensor(shape, "f32")], kind), x.shape,
                   b.output_scale(b.typical(x)))


def layer_binary(b, x):
    mnemonic = b.rng.choice(["add", "add", "add", "sub", "mul", "mul", "min", "max"])
    form = b.rng.random()
    if form < 0.3: # broadcast: one value a channel, a position, or in all
        keep = b.rng.choice([{len(x.shape) - 1}, {len(x.shape) - 1}, set(range(1, len(x.shape) - 1)), set()])
        y = b.operand([size if axis in keep else 1 for axis, size in enumerate(x.shape)])
    else:
        y = x if form < 0.35 else b.operand(x.shape)
    typical = b.typical(x) * 74 * y.scale * 2 ** (y.bits - 8) if mnemonic == "mul" else max(b.typical(x), b.typical(y))
    rounding = b.rounding_attributes(x.shape[-1]) if mnemonic in ("add", "sub", "mul") else ""
    pair = [x, y] if b.rng.random() < 0.5 else [y, x]
    return b.value(lambda kind: b.op(f"{mnemonic} {pair[0].name}, {pair[1].name}{rounding}",
                                     [pair[0].type, pair[1].type], kind), x.shape, b.output_scale(typical))


def layer_requantize(b, x):
    """To another scale and zero point."""
    return b.value(lambda kind: b.op(f"requantize {x.name}{b.rounding_attributes(x.shape[-1])}", [x.type], kind), x.shape,
                   b.output_scale(b.typical(x)))


def layer_softmax(b, x):
    """In float, of which the result is rounded, or is the output; and of codes, whose result has the fixed type."""
    form = ["softmax", "log_softmax", "of codes"][b.turn % 3]
    b.turn += 1
    if form == "of codes":
        scale, zero_point = (1 / 256, b.low) if b.bits == 8 else (1 / 32768, 0)
        return b.value(lambda kind: b.op(f"softmax {x.name} {{axis = {b.rng.randint(1, len(x.shape) - 1)} : i64}}", [x.type],
                                         kind), x.shape, scale, zero_point)
    name = b.op(f"{form} {b.to_real(x)} {{axis = {b.rng.randint(1, len(x.shape) - 1)} : i64}}", [x.real_type], x.real_type)
    return b.from_real(name, x.shape, 1 / 256 if form == "softmax" else 0.1)


def layer_float(b, x):
    """Ops that stay float, between a dequantize and a quantize."""
    rng = b.rng
    name, kind, rank = b.to_real(x), x.real_type, len(x.shape)
    scale = b.output_scale(b.typical(x))
    form = ["lrn", "div", "pow", "unary", "mean", "argmax", "binary"][b.turn % 7]
    b.turn += 1
    if form == "lrn":
        name = b.op(f"lrn {name} {{size = {rng.randint(1, 5)} : i64, alpha = 0.01 : f32, beta = 0.75 : f32, bias = 1.0 : f32}}",
                    [kind], kind)
    elif form in ("div", "pow", "binary"):
        mnemonic = form if form != "binary" else rng.choice(["add", "sub", "mul", "min", "max"])
        other = b.operand(x.shape)
        name = b.op(f"{mnemonic} {name}, {b.to_real(other)}", [kind, kind], kind)
        scale = b.scale()
    elif form == "unary":
        for _ in range(rng.randint(1, 3)):
            mnemonic, _, attributes = rng.choice(UNARY).partition(" ")
            name = b.op(f"{mnemonic} {name} {attributes}", [kind], kind)
    elif form == "mean":
        shape = x.shape[:-1] + (1,)
        name = b.op(f"reduce {name} {{kind = {rng.randint(0, 2)} : i64, axes = array<i64: {rank - 1}>}}", [kind],
                    tensor(shape, "f32"))
        return b.from_real(name, shape, scale)
    else: # of the quantized tensor: ties are common
        shape = x.shape[:-1] + (1,)
        last = ", select_last_index" if rng.random() < 0.5 else ""
        name = b.op(f"argmax {x.name} {{axis = {rank - 1} : i64{last}}}", [x.type], tensor(shape, "i64"))
        name = b.op(f"cast {name}", [tensor(shape, "i64")], tensor(shape, "f32"))
        return b.from_real(name, shape, as_float(x.shape[-1] / 100))
    return b.from_real(name, x.shape, scale)

"""Random recurrences, in float, perhaps with weights in 16 bits, or with integer products of states whose scale is known or
found by the run, behind a linear layer that makes their projection.

`layer_recurrent` reads the value `x` and returns the one it makes, or None where the layer does not fit.
"""
import math

from builder import as_float, integers, real, tensor
from contractions import MOST_PRODUCTS, stored_weights
from stored import half

# mnemonic -> gates, functions as networks have them
KINDS = {"rnn": (1, ["tanh"]), "gru": (3, ["sigmoid", "tanh"]), "lstm": (4, ["sigmoid", "tanh", "tanh"])}
OTHERS = ["relu", "leaky_relu", "elu", "hard_sigmoid", "softplus"]
UNITS = [1, 2, 3, 5, 8, 12, 16, 19, 33]
MOST_ROWS = 12 # time steps times sequences


def floats(b, shape, deviation):
    values = [as_float(b.rng.gauss(0, deviation)) for _ in range(math.prod(shape))]
    return b.constant(shape, "f32", "f", values, "f32"), tensor(shape, "f32")


def projection(b, x, rows, width):
    """A float tensor of about [-4, 4] made of the first rows of `x`."""
    inputs = x.shape[-1]
    whole = math.prod(x.shape) // inputs
    x = b.reshape(x, (whole, inputs))
    if whole > rows:
        x = b.like(x, f"slice {x.name} {{{integers('offsets', [0, 0])}, {integers('strides', [1, 1])}}}", (rows, inputs))
    typical = 74 * x.scale * (1 << (b.bits - 8)) * math.sqrt(inputs)
    weight, weight_type = floats(b, [width, inputs], 2 / typical)
    return b.op(f"linear {b.to_real(x)}, {weight}", [x.real_type, weight_type], tensor([rows, width], "f32"))


def attributes(b, kind, functions):
    rng, parts = b.rng, []
    parameters = [0.0] * (2 * len(functions))
    if rng.random() < 0.4:
        place = rng.randrange(len(functions))
        functions = functions[:place] + [rng.choice(OTHERS)] + functions[place + 1:]
        parameters[2 * place:2 * place + 2] = [as_float(rng.uniform(0.05, 1)), 0.5]
        parts.append(f"parameters = array<f32: {', '.join(map(real, parameters))}>")
    parts.append("functions = [" + ", ".join(f'"{name}"' for name in functions) + "]")
    if rng.random() < 0.3:
        parts.append(f"clip = {real(as_float(rng.uniform(0.2, 3)))} : f32")
    if rng.random() < 0.3:
        parts.append("reverse")
    if kind == "gru" and rng.random() < 0.6:
        parts.append("reset_after")
    return parts


def state_type(b, parts):
    """Appends what a layer with integer products says of its state. Returns scale and zero point, or None where a run finds
    them."""
    rng = b.rng
    if rng.random() < 0.5:
        scale, zero = as_float(rng.choice([1 / 128, 1 / 127, 0.003, 0.05])), rng.choice([0, 0, -128, 127, rng.randint(-128, 127)])
        parts.append(f"state = !quant.uniform<i8:f32, {real(scale)}:{zero}>")
        return scale, zero
    storage = rng.choice(["u8", "u8", "u8<0:127>", "i8", "i8<-127:127>", "i8<-64:63>"])
    parts.append(f'formula = "{rng.choice(["quantc", "torch", "ort", "tflite"])}", state = !quant.uniform<{storage}:f32, 1.0>')
    parts.extend(word for word in ("symmetric", "per_sequence") if rng.random() < 0.4)
    return None


def layer_recurrent(b, x):
    rng = b.rng
    kind = list(KINDS)[b.turn % len(KINDS)]
    b.turn += 1
    gates, functions = KINDS[kind]
    units, whole = rng.choice(UNITS), math.prod(x.shape[:-1])
    rows = min(whole, rng.randint(1, MOST_ROWS))
    sequences = rng.choice([n for n in range(1, rows + 1) if rows % n == 0])
    steps, width = rows // sequences, gates * units
    if rows * width * max(units, x.shape[-1]) > MOST_PRODUCTS or width * x.shape[-1] > 20000:
        return None
    shape, gate_shape = (steps, sequences, units), (steps, sequences, width)
    gates_x = b.op(f"reshape {projection(b, x, rows, width)}", [tensor([rows, width], "f32")], tensor(gate_shape, "f32"))
    parts = attributes(b, kind, functions)
    state, is_integer = None, rng.random() < 0.7
    if is_integer:
        state = state_type(b, parts)
        scales = [as_float(rng.uniform(0.2, 2) / (127 * math.sqrt(units))) for _ in range(width)]
        element = f"!quant.uniform<i8<-127:127>:f32:0, {{{','.join(map(real, scales))}}}>"
        weight = b.constant([width, units], "i8", "b", stored_weights(rng, width * units), element)
        weight_type = tensor([width, units], element)
    elif rng.random() < 0.4:
        form = rng.choice(["f16", "bf16"])
        values = [half(rng.choice([0, 6e-8, 1, 1]) * rng.uniform(-2, 2) / math.sqrt(units), form) for _ in range(width * units)]
        weight, weight_type = b.constant([width, units], form, "H", values, form), tensor([width, units], form)
    else:
        weight, weight_type = floats(b, [width, units], 1 / math.sqrt(units))
    text, types = f"{gates_x}, {weight}", [tensor(gate_shape, "f32"), weight_type]
    for keyword, size, chance in [("bias", [width], 0.6), ("initial", [sequences, units], 0.5)] + \
            ([("cell", [sequences, units], 0.5), ("peephole", [3 * units], 0.3)] if kind == "lstm" else []):
        if rng.random() < chance:
            name, operand_type = floats(b, size, 0.5)
            text += f" {keyword} {name}"
            types.append(operand_type)
    text = f"{kind} {text} {{{', '.join(parts)}}}"
    if is_integer and rng.random() < 0.7: # the result rounded by the layer, to the type of its state or another
        same = state and rng.random() < 0.5 and b.bits == 8
        y = b.value(lambda result: b.op(text, types, result), shape, *(state if same else (rng.choice([0.01, 0.002, 0.1]),)))
    else:
        y = b.from_real(b.op(text, types, tensor(shape, "f32")), shape, 0.01)
    return b.reshape(y, (1, steps, sequences, units)) if rng.random() < 0.5 else y

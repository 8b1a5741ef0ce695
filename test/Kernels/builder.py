"""Text of random quantized graphs: values, types, constants, and the random choices that every layer makes.

A Builder holds the lines of one graph and hands out SSA names. Every choice comes from its random generator, so a
seed gives one graph. Scales span eight orders of magnitude, and zero points reach both ends of the storage range.
"""
import math
import struct
from dataclasses import dataclass


@dataclass
class Value:
    """A tensor of 8 or 16 bits: SSA name, shape, scale, zero point; and the f32 tensor that it was rounded from, if any."""
    name: str
    shape: tuple
    scale: float
    zero_point: int
    bits: int
    real_name: str = None

    @property
    def type(self):
        return tensor(self.shape, f"!quant.uniform<i{self.bits}:f32, {real(self.scale)}:{self.zero_point}>")

    @property
    def real_type(self):
        return tensor(self.shape, "f32")


def real(value):
    """A double as MLIR reads it back exactly."""
    return f"{value:.17e}"


def as_float(value):
    """The f32 nearest to `value`, as a double."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


def integers(name, values):
    """The attribute `name = array<i64: ...>`."""
    return f"{name} = array<i64: {', '.join(map(str, values))}>"


def tensor(shape, element):
    return "tensor<" + "".join(f"{size}x" for size in shape) + element + ">"


def dense(shape, element, code, values):
    data = struct.pack(f"<{len(values)}{code}", *values).hex().upper()
    return f'dense<"0x{data}"> : {tensor(shape, element)}'


class Builder:
    """`inputs` are (name, declared shape, value); `values` are those that a later layer may read again; `turn` says
    which of a list is next where graphs take turns. New values have `bits`, 8 or 16."""

    def __init__(self, rng, prefix, turn, bits=8):
        self.rng, self.prefix, self.turn = rng, prefix, turn
        self.use(bits)
        self.lines, self.inputs, self.values, self.next_name = [], [], [], 0
        self.profile = "quantc"

    def use(self, bits):
        self.bits, self.low, self.high = bits, -(1 << bits - 1), (1 << bits - 1) - 1

    def mark(self):
        """A point to come back to."""
        return len(self.lines), len(self.inputs), len(self.values), self.next_name, self.turn

    def back_to(self, mark):
        lines, inputs, values, self.next_name, self.turn = mark
        del self.lines[lines:], self.inputs[inputs:], self.values[values:]

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
        low, high = self.low, self.high
        return self.rng.choice([low, high, 0, self.rng.randint(low, high), self.rng.randint(low, high)])

    def value(self, name_of, shape, scale=None, zero_point=None, bits=None):
        """Makes a value of the given or a random type; `name_of(type)` appends the op and returns its name."""
        value = Value("", tuple(shape), self.scale() if scale is None else as_float(scale),
                      self.zero_point() if zero_point is None else zero_point, bits or self.bits)
        value.name = name_of(value.type)
        return value

    def like(self, x, text, shape=None):
        """Appends an op that keeps the scale and zero point of its operand `x`."""
        return self.value(lambda kind: self.op(text, [x.type], kind), x.shape if shape is None else shape, x.scale,
                          x.zero_point, x.bits)

    def reshape(self, x, shape):
        return x if tuple(shape) == x.shape else self.like(x, f"reshape {x.name}", shape)

    def input(self, shape):
        """Adds an f32 input, quantized. The network's own batch is 1; another size is a reshape away."""
        declared = (1, math.prod(shape)) if shape[0] != 1 else tuple(shape)
        name = f"%{self.prefix}_x{len(self.inputs)}"
        value = self.value(lambda kind: self.op(f"quantize {name}", [tensor(declared, "f32")], kind), declared)
        self.inputs.append((name[1:], declared, value))
        return self.reshape(value, shape)

    def operand(self, shape):
        """A value of `shape` from an earlier layer, or a new input."""
        known = [value for value in self.values if value.shape == tuple(shape)]
        return self.rng.choice(known) if known and self.rng.random() < 0.5 else self.input(shape)

    def constant(self, shape, storage, code, values, kind):
        name = self.name()
        self.lines.append(f"{name} = qnn.constant {dense(shape, storage, code, values)} as {tensor(shape, kind)}")
        return name

    def to_real(self, x):
        return self.op(f"dequantize {x.name}", [x.type], x.real_type)

    def from_real(self, name, shape, scale):
        """Rounds the f32 tensor `name`. As the graph's last value it is the output as it stands."""
        value = self.value(lambda kind: self.op(f"quantize {name}", [tensor(shape, "f32")], kind), shape, scale)
        value.real_name = name
        return value

    def typical(self, x):
        """How large `x` typically is, in the measure of `output_scale`."""
        return x.scale * 74 * 2 ** (x.bits - self.bits)

    def output_scale(self, typical):
        """A scale at which a typical real result is some tens of steps of 8 bits; now and then far too small or large.
        `typical` is of operands of 8 bits: those of 16 are larger by the factor by which a result of 16 has more steps.

        A saturated result hides what was summed, so most must not be.
        """
        steps = self.rng.choice([20, 60, 60, 60, 1000, 0.3])
        return min(max(typical / steps, 1e-30), 1e30)

    def rectifier_attributes(self, channels):
        """A function in the rounding of an accumulator, now and then with gains (N8f)."""
        attributes = [f'function = "{self.rng.choice(["silu", "gelu", "gelu_tanh", "softplus", "hard_swish"])}"']
        if self.rng.random() < 0.5:
            gains = [as_float(self.rng.uniform(0.5, 4)) for _ in range(channels)]
            attributes.append(f"gains = array<f32: {', '.join(map(real, gains))}>")
        return " {" + ", ".join(attributes) + "}"

    def rounding_attributes(self, channels):
        """clamp and negative_slope of an op that rounds, or neither."""
        attributes = []
        if self.rng.random() < 0.3:
            low = self.rng.randint(self.low, self.high - 27)
            attributes.append(integers("clamp", [low, self.rng.randint(low, self.high)]))
        if self.rng.random() < 0.3:
            count = self.rng.choice([1, channels])
            slopes = [self.rng.choice([0, as_float(self.rng.uniform(-0.5, 1.5))]) for _ in range(count)]
            attributes.append(f"negative_slope = array<f32: {', '.join(map(real, slopes))}>")
        return " {" + ", ".join(attributes) + "}" if attributes else ""

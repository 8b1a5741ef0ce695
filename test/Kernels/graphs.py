"""Random graphs in one module: each is a chain of layers of its own, with inputs and one output of its own.

One module, one object and one process then test a hundred graphs, and the output that differs names the graph.
"""
import collections
import math
import random
import re
import struct

import builder
import layers

MOST_ELEMENTS = 20000 # of a value


class Graph:
    """A chain of `num_layers` layers, reproducible from `seed`: f32 inputs, one f32 output.

    A shorter chain of the same seed and index is the beginning of a longer one, so a failing one can be shortened.
    """

    def __init__(self, seed, index, num_layers, profile="quantc", bits=None):
        """`bits` is that of all values, 8 or 16; "mixed" draws it for each layer's new values; None takes turns."""
        self.profile, self.bits = profile, bits
        self.rng = rng = random.Random(f"{seed}/{index}")
        self.index, self.num_layers = index, num_layers
        first_bits = rng.choice([8, 16]) if bits == "mixed" else int(bits or (16 if index % 12 == 5 else 8))
        # Graphs begin with each kind of layer in turn, and those of a kind with each form of it.
        cycle, place = divmod(index, len(layers.LAYERS))
        first = layers.LAYERS[place]
        turn = cycle * layers.LAYERS.count(first) + layers.LAYERS[:place].count(first)
        self.builder = b = builder.Builder(rng, f"g{index}", turn, first_bits)
        b.profile = profile
        start, value, tries = b.mark(), None, 0
        while value is None: # on a shape that fits the layer
            b.back_to(start)
            tries += 1
            value = self.append(first if tries < 100 else rng.choice(layers.LAYERS), b.input(self.draw_shape()))
        made = 1
        while made < num_layers:
            following = self.append(rng.choice(layers.LAYERS), value)
            if following:
                value, made = following, made + 1
        if value.shape[0] != 1:
            value = b.reshape(value, (1, math.prod(value.shape)))
        self.output_name, self.output_type = f"g{index}_y", value.real_type
        self.result = value.real_name or b.to_real(value)

    def draw_shape(self):
        rng = self.rng
        batch = rng.choice([1, 1, 1, 1, 2, 3])
        if rng.random() < 0.8:
            size = rng.choice([(rng.randint(1, 12), rng.randint(1, 12)), (rng.randint(1, 12), rng.randint(1, 12)), (1, 1),
                               (rng.randint(7, 28), rng.randint(7, 28))])
            shape = (batch, *size, rng.choice([1, 2, 3, 4, 7, 8, 16, 17, 24, 32, 33, 64, 255]))
        else:
            shape = (batch,) + tuple(rng.choice([rng.randint(1, 100), 255]) for _ in range(rng.randint(1, 2)))
        while math.prod(shape) > MOST_ELEMENTS:
            shape = (1, *(max(1, size // 2) for size in shape[1:-1]), shape[-1])
        return shape

    def append(self, layer, x):
        """Appends a layer that reads `x`; returns its value, or None, and leaves no line, where it does not fit."""
        b, mark = self.builder, self.builder.mark()
        b.values.append(x)
        if self.bits == "mixed":
            b.use(self.rng.choice([8, 16]))
        y = layer(b, x)
        if y and y is not x and math.prod(y.shape) <= MOST_ELEMENTS:
            return y
        b.back_to(mark)
        return None

    def samples(self, count):
        """Returns input name -> (shape, bytes): values on, between and beyond the quantized steps."""
        arrays = {}
        for name, shape, value in self.builder.inputs:
            items = []
            for _ in range(count * math.prod(shape)):
                kind = self.rng.random()
                steps = 1 << value.bits
                step = self.rng.randint(-steps // 2, steps // 2 - 1) - value.zero_point
                if kind < 0.1:
                    step += 0.5 # a tie
                elif kind < 0.3:
                    step = self.rng.uniform(-300, 300) / 256 * (steps - 1) # between steps, and beyond
                items.append(step * value.scale if kind < 0.999 else self.rng.choice([math.nan, math.inf, -math.inf]))
            arrays[name] = ((count, *shape), struct.pack(f"<{len(items)}f", *items))
        return arrays


def describe(graphs):
    """Returns a line for each kind of op: how many stand alone, and how many follow an op that rounds an accumulator:
    activations among these Fuse puts into the kernel of the contraction. Recurrences have lines for their forms as well."""
    counts, fused = collections.Counter(), collections.Counter()
    for graph in graphs:
        wide, rounding = set(), set() # names of accumulators and of what rounds one
        for line in graph.builder.lines:
            name, kind, operands = re.search(r"(%\w+) = qnn\.(\w+) ([^{:]*)", line).groups()
            operands = re.findall(r"%\w+", operands)
            counts[kind] += 1
            if kind in ("gru", "lstm", "rnn"):
                counts[kind + " in mode dynamic"] += "formula" in line
                counts["16 bits in recurrences"] += bool(re.search("xb?f16>", line))
            fused[kind] += bool(rounding.intersection(operands))
            if line.rpartition("->")[2].find("!quant.uniform<i32") >= 0:
                wide.add(name)
            elif kind in ("requantize", "add", "sub") and wide.intersection(operands):
                rounding.add(name)
    return [f"{kind}: {counts[kind] - fused[kind]} alone, {fused[kind]} fused" for kind in sorted(counts)]


def module(graphs):
    """Returns the MLIR text of one network of all `graphs`, as it stands after the step Quantize."""
    arguments = [f'%{name}: {builder.tensor(shape, "f32")} {{qnn.name = "{name}"}}'
                 for graph in graphs for name, shape, _ in graph.builder.inputs]
    results = [f'{graph.output_type} {{qnn.name = "{graph.output_name}"}}' for graph in graphs]
    lines = [line for graph in graphs for line in graph.builder.lines]
    lines.append(f"return {', '.join(graph.result for graph in graphs)} : "
                 f"{', '.join(graph.output_type for graph in graphs)}")
    return (f'module attributes {{qnn.profile = "{graphs[0].profile}", qnn.step = "quantize"}} {{\n'
            f"func.func @main({', '.join(arguments)})\n    -> ({', '.join(results)}) {{\n  " + "\n  ".join(lines) + "\n}\n}\n")

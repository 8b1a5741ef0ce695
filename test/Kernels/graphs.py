"""Random graphs in one module: each is a chain of layers of its own, with inputs and one output of its own.

One module, one object and one process then test a hundred graphs, and the output that differs names the graph.
"""
import math
import random
import struct

import builder
import layers

MOST_ELEMENTS = 20000 # of a value


class Graph:
    """A chain of `num_layers` layers, reproducible from `seed`: f32 inputs, one f32 output.

    A shorter chain of the same seed and index is the beginning of a longer one, so a failing one can be shortened.
    """

    def __init__(self, seed, index, num_layers):
        self.rng = rng = random.Random(f"{seed}/{index}")
        self.seed, self.index, self.num_layers = seed, index, num_layers
        self.builder = b = builder.Builder(rng, f"g{index}")
        batch = rng.choice([1, 1, 1, 1, 2, 3])
        if rng.random() < 0.8:
            size = rng.choice([(rng.randint(1, 12), rng.randint(1, 12)), (rng.randint(1, 12), rng.randint(1, 12)), (1, 1),
                               (rng.randint(7, 28), rng.randint(7, 28))])
            shape = (batch, *size, rng.choice([1, 2, 3, 4, 7, 8, 16, 17, 24, 32, 33, 64, 255]))
        else:
            shape = (batch,) + tuple(rng.choice([rng.randint(1, 100), 255]) for _ in range(rng.randint(1, 2)))
        while math.prod(shape) > MOST_ELEMENTS:
            shape = (1, *(max(1, size // 2) for size in shape[1:-1]), shape[-1])
        value = b.input(shape)
        made = 0
        while made < num_layers:
            b.values.append(value)
            mark = b.mark()
            following = rng.choice(layers.LAYERS)(b, value)
            if following and following is not value and math.prod(following.shape) <= MOST_ELEMENTS:
                value, made = following, made + 1
            else:
                b.back_to(mark)
                b.values.pop()
        if value.shape[0] != 1:
            value = b.reshape(value, (1, math.prod(value.shape)))
        self.output_name, self.output_type = f"g{index}_y", value.real_type
        self.result = value.real_name or b.to_real(value)

    def samples(self, count):
        """Returns input name -> (shape, bytes): values on, between and beyond the quantized steps."""
        arrays = {}
        for name, shape, value in self.builder.inputs:
            items = []
            for _ in range(count * math.prod(shape)):
                kind = self.rng.random()
                step = self.rng.randint(-128, 127) - value.zero_point
                if kind < 0.1:
                    step += 0.5 # a tie
                elif kind < 0.3:
                    step = self.rng.uniform(-300, 300) # between steps, and beyond the ends
                items.append(step * value.scale if kind < 0.999 else self.rng.choice([math.nan, math.inf, -math.inf]))
            arrays[name] = ((count, *shape), struct.pack(f"<{len(items)}f", *items))
        return arrays


def module(graphs):
    """Returns the MLIR text of one network of all `graphs`, as it stands after the step Quantize."""
    arguments = [f'%{name}: {builder.tensor(shape, "f32")} {{qnn.name = "{name}"}}'
                 for graph in graphs for name, shape, _ in graph.builder.inputs]
    results = [f'{graph.output_type} {{qnn.name = "{graph.output_name}"}}' for graph in graphs]
    lines = [line for graph in graphs for line in graph.builder.lines]
    lines.append(f"return {', '.join(graph.result for graph in graphs)} : "
                 f"{', '.join(graph.output_type for graph in graphs)}")
    return ('module attributes {qnn.step = "quantize"} {\n'
            f"func.func @main({', '.join(arguments)})\n    -> ({', '.join(results)}) {{\n  " + "\n  ".join(lines) + "\n}\n}\n")

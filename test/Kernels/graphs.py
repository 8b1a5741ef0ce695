"""Random graphs in one module: each is a chain of layers of its own, with inputs and one output of its own.

One module, one object and one process then test a hundred graphs, and the output that differs names the graph.
"""
import math
import random
import struct

import layers


class Graph:
    """A chain of `num_layers` layers, reproducible from `seed`: f32 inputs, one f32 output."""

    def __init__(self, seed, index, num_layers):
        self.rng = random.Random(f"{seed}/{num_layers}/{index}")
        self.builder = b = layers.Builder(self.rng, f"g{index}")
        if self.rng.random() < 0.8:
            shape = (1, self.rng.randint(1, 12), self.rng.randint(1, 12), self.rng.choice([1, 2, 3, 4, 7, 8, 16, 24, 32, 64]))
        else:
            shape = (1,) + tuple(self.rng.randint(1, 100) for _ in range(self.rng.randint(1, 2)))
        value = b.input(shape)
        made = 0
        while made < num_layers:
            following = self.rng.choice(layers.LAYERS)(b, value)
            if following and math.prod(following.shape) <= 20000:
                value, made = following, made + 1
            elif following: # too large: take it back
                return self.__init__(f"{seed}'", index, num_layers)
        self.output_name, self.output_type = f"g{index}_y", layers.tensor(value.shape, "f32")
        self.result = b.op(f"dequantize {value.name}", [value.type], self.output_type)

    def samples(self, count):
        """Returns input name -> (shape, bytes): values on, between and beyond the quantized steps."""
        arrays = {}
        for name, value in self.builder.inputs:
            items = []
            for _ in range(count * math.prod(value.shape)):
                kind = self.rng.random()
                step = self.rng.randint(-128, 127) - value.zero_point
                if kind < 0.1:
                    step += 0.5 # a tie
                elif kind < 0.3:
                    step = self.rng.uniform(-300, 300) # between steps, and beyond the ends
                items.append(step * value.scale if kind < 0.999 else self.rng.choice([math.nan, math.inf, -math.inf]))
            arrays[name] = ((count, *value.shape), struct.pack(f"<{len(items)}f", *items))
        return arrays


def module(graphs):
    """Returns the MLIR text of one network of all `graphs`, as it stands after the step Quantize."""
    arguments = [f'%{name}: {layers.tensor(value.shape, "f32")} {{qnn.name = "{name}"}}'
                 for graph in graphs for name, value in graph.builder.inputs]
    results = [f'{graph.output_type} {{qnn.name = "{graph.output_name}"}}' for graph in graphs]
    lines = [line for graph in graphs for line in graph.builder.lines]
    lines.append(f"return {', '.join(graph.result for graph in graphs)} : "
                 f"{', '.join(graph.output_type for graph in graphs)}")
    return ('module attributes {qnn.step = "quantize"} {\n'
            f"func.func @main({', '.join(arguments)})\n    -> ({', '.join(results)}) {{\n  " + "\n  ".join(lines) + "\n}\n}\n")

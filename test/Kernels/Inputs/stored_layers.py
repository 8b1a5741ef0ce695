"""Prints a module of linear layers, one for each way to store weights and each number of rows given: 64 x 64 weights."""
import random
import sys

ROWS = [int(text) for text in sys.argv[1].split(",")]
SIZE = 64
arguments, lines, results, types = [], [], [], []


def constant(name, rows, columns, storage, element, value):
    values = ", ".join("[" + ", ".join(str(value()) for _ in range(columns)) + "]" for _ in range(rows))
    kind = f"tensor<{rows}x{columns}x"
    lines.append(f"  {name} = qnn.constant dense<[{values}]> : {kind}{storage}> as {kind}{element}>")
    return f"{kind}{element}>"


def layer(rows, storage, element, group=None, zero_points=False):
    index, rng = len(results), random.Random(len(results))
    if storage[0] == "i":
        low, high = -(1 << int(storage[1:]) - 1), (1 << int(storage[1:]) - 1) - 1
        draw = lambda: rng.randint(low, high)
    else:
        draw = lambda: round(rng.uniform(-1, 1), 2)
    operands, extra = [constant(f"%w{index}", SIZE, SIZE, storage, element, draw)], ""
    if group:
        operands.append(constant(f"%s{index}", SIZE, SIZE // group, "f32", "f32", lambda: round(rng.uniform(0.1, 1), 2)))
        extra = f" scales %s{index}"
    if zero_points:
        operands.append(constant(f"%z{index}", SIZE, SIZE // group, storage, element, draw))
        extra += f" zero_points %z{index}"
    attributes = f" {{group_size = {group} : i64}}" if group else ""
    kind = f"tensor<{rows}x{SIZE}xf32>"
    arguments.append(f"%x{index}: {kind}")
    lines.append(f"  %y{index} = qnn.linear %x{index}, %w{index}{extra}{attributes} : ({', '.join([kind, *operands])}) -> {kind}")
    results.append(f"%y{index}")
    types.append(kind)


for rows in ROWS:
    layer(rows, "i8", "!quant.uniform<i8:f32, 0.5>")
    layer(rows, "i4", "!quant.uniform<i4:f32, 1.0>", 32)
    layer(rows, "i4", "!quant.uniform<i4:f32, 1.0>", 32, True)
    layer(rows, "i2", "!quant.uniform<u2:f32, 0.5:1>")
    layer(rows, "f16", "f16")
    layer(rows, "bf16", "bf16")
print(f"func.func @main({', '.join(arguments)}) -> ({', '.join(types)}) {{")
print("\n".join(lines))
print(f"  return {', '.join(results)} : {', '.join(types)}\n}}")

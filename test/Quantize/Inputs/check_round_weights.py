"""Holds `quantize-round-weights` to a plain Python reading of step 7 (docs/accuracy.md).

Usage: check_round_weights.py FOLDER

Each case is one layer with inputs that are its network's samples, as integers. Weights must come out as the same
integers, scales within 1e-5, biases on them; for each kind of layer, pads, strides, dilations, groups, batches, beyond 2,048
taps, and with more positions than are looked at, where the choice of positions has to be the documented one.
"""
import array
import json
import pathlib
import random
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Emulation"))
import npz

MASK = (1 << 64) - 1
ID = "00000000000000a1"


def mix(value):
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9 & MASK
    value = (value ^ value >> 27) * 0x94d049bb133111eb & MASK
    return value ^ value >> 31


def choose_positions(total, limit):
    seed = 0
    for char in ID:
        seed = mix(seed + ord(char) + 1 & MASK)
    count = min(total, limit)
    bounds = [part * total // count for part in range(count + 1)]
    return [low + mix(seed + part & MASK) % (high - low) for part, (low, high) in enumerate(zip(bounds, bounds[1:]))]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def descend(weights, scales, rows, refits):
    """weights [channels][taps] in real units, rows [positions][taps] of integers; returns (stored, scales).

    With the errors of all positions instead of H: the same by another way.
    """
    taps, count = len(rows[0]), len(rows)
    columns = []
    for k in range(taps):
        column = [row[k] for row in rows]
        mean = sum(column) / count
        columns.append([value - mean for value in column])
    squares = [dot(column, column) / count for column in columns]
    ridge = 0.01 * sum(squares) / taps
    order = sorted(range(taps), key=lambda k: (-squares[k], k))
    stored, found = [], []
    for w, s in zip(weights, scales):
        q = [max(-127, min(127, round(value / s))) for value in w]

        def sweep(s):
            rest = [value / s - stored for value, stored in zip(w, q)]
            errors = [0.0] * count
            for k in range(taps):
                for n in range(count):
                    errors[n] += rest[k] * columns[k][n]
            for k in order:
                gradient = dot(errors, columns[k]) / count + ridge * rest[k]
                best = max(-127, min(127, round(q[k] + gradient / (squares[k] + ridge))))
                if step := best - q[k]:
                    q[k] = best
                    rest[k] -= step
                    errors = [error - step * value for error, value in zip(errors, columns[k])]

        def refit():
            product = [sum(q[k] * columns[k][n] for k in range(taps)) for n in range(count)]
            target = [sum(w[k] * columns[k][n] for k in range(taps)) for n in range(count)]
            below = dot(product, product) / count + ridge * dot(q, q)
            return (dot(target, product) / count + ridge * dot(w, q)) / below
        for _ in range(4):
            sweep(s)
        if refits:
            s = max(s / 2, min(s * 2, refit()))
            sweep(s)
            s = max(s / 2, min(s * 2, refit()))
        stored.append(q)
        found.append(s)
    return stored, found


def conv_rows(case, images):
    """What the taps of each group read, for each position of each image [h][w][c]; where padded zero, or `pad_values` rounded."""
    (oh, ow), (kh, kw), groups = case["output"], case["kernel"], case.get("groups", 1)
    (sy, sx), (dy, dx) = case.get("strides", (1, 1)), case.get("dilations", (1, 1))
    top, left = case.get("pads", (0, 0, 0, 0))[:2]
    height, width, inputs = case["shape"][1:]
    result = [[] for _ in range(groups)]
    for image in images:
        for y in range(oh):
            for x in range(ow):
                for group in range(groups):
                    row = []
                    for ky in range(kh):
                        for kx in range(kw):
                            if case["op"] == "conv_transpose2d":
                                h, w = (y + top - ky * dy) / sy, (x + left - kx * dx) / sx
                            else:
                                h, w = y * sy - top + ky * dy, x * sx - left + kx * dx
                            inside = h == int(h) and w == int(w) and 0 <= h < height and 0 <= w < width
                            part = inputs // groups
                            padding = [round(value) for value in case.get("pad_values", [0] * inputs)]
                            row += (image[int(h)][int(w)] if inside else padding)[group * part:(group + 1) * part]
                    result[group].append(row)
    return result


CASES = [
    {"op": "linear", "shape": (1, 5), "channels": 3},
    {"op": "linear", "shape": (2, 3, 4), "channels": 9, "bias": True},
    {"op": "linear", "shape": (1, 2050), "channels": 2, "samples": 6, "refits": False},
    {"op": "linear", "shape": (1, 2048), "channels": 1, "samples": 3, "ties": True},
    {"op": "linear", "shape": (1, 8200, 2), "channels": 6, "samples": 1},
    {"op": "conv2d", "shape": (1, 4, 5, 2), "channels": 3, "kernel": (3, 2), "output": (4, 4), "pads": (1, 0, 1, 0),
     "bias": True},
    {"op": "conv2d", "shape": (2, 7, 6, 1), "channels": 8, "kernel": (3, 3), "output": (3, 2), "pads": (0, 1, 0, 1),
     "strides": (2, 3), "dilations": (1, 2)},
    {"op": "conv2d", "shape": (1, 4, 4, 4), "channels": 12, "kernel": (2, 2), "output": (3, 3), "groups": 2},
    {"op": "conv2d", "shape": (1, 5, 5, 3), "channels": 6, "kernel": (3, 3), "output": (5, 5), "pads": (1, 1, 1, 1),
     "groups": 3, "bias": True},
    {"op": "conv2d", "shape": (1, 3, 3, 4), "channels": 4, "kernel": (3, 3), "output": (3, 3), "pads": (1, 1, 1, 1),
     "groups": 2, "pad_values": (-70.25, 33.75, 0.0, 99.5)},
    {"op": "conv_transpose2d", "shape": (1, 3, 4, 2), "channels": 6, "kernel": (3, 2), "output": (5, 7),
     "pads": (1, 1, 1, 0), "strides": (2, 2)},
]


def dense(values):
    return json.dumps(values).replace(" ", "")


def nest(values, shape):
    if len(shape) == 1:
        return values
    size = len(values) // shape[0]
    return [nest(values[i * size:(i + 1) * size], shape[1:]) for i in range(shape[0])]


def run(folder, number, case):
    rng = random.Random(number)
    shape, channels, samples = case["shape"], case["channels"], case.get("samples", 20)
    elements = 1
    for size in shape:
        elements *= size
    # Neighbours that go together, in no way that repeats.
    values, last = [], 0
    for _ in range(samples * elements):
        last = (last + rng.randrange(-90, 91)) // 2
        values.append(max(-100, min(100, last + rng.randrange(-20, 21))))
    point = 3  # the zero point: stored values are between -97 and 103
    npz.write(folder / "x.npz", {"x": ((samples, *shape), array.array("f", values).tobytes())})

    groups, is_conv = case.get("groups", 1), "kernel" in case
    weight_shape = (channels, *case["kernel"], shape[-1] // groups) if is_conv else (channels, shape[-1])
    taps = 1
    for size in weight_shape[1:]:
        taps *= size
    weights = [[rng.randrange(-4096, 4097) / 64 for _ in range(taps)] for _ in range(channels)]
    scales = [max(abs(value) for value in row) * (1 + rng.randrange(0, 8) / 8) / 127 for row in weights]
    scales = [round(scale * 4096) / 4096 + 1 / 4096 for scale in scales]
    nearest = [[max(-127, min(127, round(value / scale))) for value in row] for row, scale in zip(weights, scales)]
    bias = [rng.randrange(-5000, 5000) for _ in range(channels)]

    out = (shape[0], *case["output"], channels) if is_conv else (*shape[:-1], channels)
    x = "x".join(map(str, shape))
    def per_channel(kind, limits, axis):
        return f"!quant.uniform<{kind}{limits}:f32:{axis}, {{{','.join(map(repr, scales))}}}>"
    wt = f"tensor<{'x'.join(map(str, weight_shape))}x"
    acc = f"tensor<{'x'.join(map(str, out))}x{per_channel('i32', '', len(out) - 1)}>"
    bt = f"tensor<{channels}x{per_channel('i32', '', 0)}>"
    attributes = [f'qnn.id = "{ID}"',
                  f"qnn.float_weight = dense<{dense(nest(sum(weights, []), weight_shape))}> : {wt}f32>"]
    for key in ("strides", "pads", "dilations"):
        if key in case:
            attributes.append(f"{key} = array<i64: {', '.join(map(str, case[key]))}>")
    if "pad_values" in case:
        attributes.append(f"pad_values = array<f32: {', '.join(map(str, case['pad_values']))}>")
    if groups > 1:
        attributes.append(f"groups = {groups} : i64")
    has_bias = case.get("bias", False)
    text = f"""module attributes {{qnn.model_hash = "00000000000000ff"}} {{
  func.func @main(%x: tensor<{x}xf32> {{qnn.id = "00000000000000a0", qnn.name = "x"}}) -> (tensor<{'x'.join(map(str, out))}xf32> {{qnn.name = "y"}}) {{
    %w = qnn.constant dense<{dense(nest(sum(nearest, []), weight_shape))}> : {wt}i8> as {wt}{per_channel('i8', '<-127:127>', 0)}>
    {f'%b = qnn.constant dense<{dense(bias)}> : tensor<{channels}xi32> as {bt}' if has_bias else ''}
    %0 = qnn.quantize %x : (tensor<{x}xf32>) -> tensor<{x}x!quant.uniform<i8:f32, 1.0:{point}>>
    %1 = qnn.{case['op']} %0, %w {'bias %b' if has_bias else ''} {{{', '.join(attributes)}}} : (tensor<{x}x!quant.uniform<i8:f32, 1.0:{point}>>, {wt}{per_channel('i8', '<-127:127>', 0)}>{', ' + bt if has_bias else ''}) -> {acc}
    %2 = qnn.dequantize %1 : ({acc}) -> tensor<{'x'.join(map(str, out))}xf32>
    return %2 : tensor<{'x'.join(map(str, out))}xf32>
  }}
}}
"""
    plain = f"""module attributes {{qnn.model_hash = "00000000000000ff", qnn.step = "prepare"}} {{
  func.func @main(%x: tensor<{x}xf32> {{qnn.id = "00000000000000a0", qnn.name = "x"}}) -> (tensor<{x}xf32> {{qnn.name = "y"}}) {{
    %0 = qnn.observe %x "00000000000000a0" : tensor<{x}xf32>
    return %0 : tensor<{x}xf32>
  }}
}}
"""
    (folder / "net.mlir").write_text(text)
    (folder / "plain.mlir").write_text(plain)
    subprocess.run(["quant-calibrate", folder / "plain.mlir", folder / "x.npz", "-o", folder / "x.qcal"], check=True)
    command = ["quant-opt", folder / "net.mlir", f"--quantize-round-weights=calibration={folder / 'x.qcal'}",
               "--mlir-elide-elementsattrs-if-larger=1000000"]
    outputs = [subprocess.run([*command, *more], check=True, capture_output=True, text=True).stdout
               for more in ([], ["--mlir-disable-threading"])]
    assert outputs[0] == outputs[1], "threads show"
    assert "float_weight" not in outputs[0]

    dump = [values[i * elements:(i + 1) * elements] for i in range(samples)]
    if is_conv:
        size = elements // shape[0]
        images = [nest(one[i * size:(i + 1) * size], shape[1:]) for one in dump for i in range(shape[0])]
        rows = conv_rows(case, images)
    else:
        rows = [[one[i:i + shape[-1]] for one in dump for i in range(0, elements, shape[-1])]]
    limit = 1024 if taps > 2048 else 8192
    if len(rows[0]) > limit:  # of one sample: the order of several is the file's
        rows = [[group[i] for i in choose_positions(len(group), limit)] for group in rows]

    constant = re.search(r"qnn.constant (dense\w*)<([^>]*)> : tensor<\S+xi8> as [^{]*\{([^}]*)\}", outputs[0])
    if constant.group(1) == "dense":
        got = json.loads(constant.group(2))
        while isinstance(got[0], list):
            got = sum(got, [])
    else:
        blob = bytes.fromhex(re.search(constant.group(2) + r': "0x([0-9A-F]+)"', outputs[0]).group(1))
        got = [byte - 256 if byte > 127 else byte for byte in blob[4:]]
    got_scales = [float(scale.split(":")[0]) for scale in constant.group(3).split(",")]
    part = channels // groups
    moved = 0
    for group in range(groups):
        first = group * part
        stored, expected = descend(weights[first:first + part], scales[first:first + part], rows[group],
                                   refits=case.get("refits", True))
        for channel in range(part):
            at = first + channel
            mine = got[at * taps:(at + 1) * taps]
            moved += sum(a != b for a, b in zip(mine, nearest[at]))
            assert (got_scales[at] != scales[at]) == case.get("refits", True), f"case {number}, channel {at}: scale"
            if case.get("ties"):  # taps of equal variance, in whatever order
                continue
            wrong = [k for k in range(taps) if mine[k] != stored[channel][k]]
            assert not wrong, f"case {number}, channel {at}: weights {wrong} are not as expected"
            assert abs(got_scales[at] / expected[channel] - 1) < 1e-5, f"case {number}, channel {at}: scale"
    assert moved, f"case {number}: nothing moved, nothing is shown"
    if has_bias:
        found = re.search(r"qnn.constant dense<([^>]*)> : tensor<\d+xi32>", outputs[0])
        want = [round(b * old / new) for b, old, new in zip(bias, scales, got_scales)]
        assert json.loads(found.group(1)) == want, f"case {number}: bias"
    print(f"case {number}: {case['op']} {shape}: {moved} of {channels * taps} weights moved")


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for number, case in enumerate(CASES):
    run(folder, number, case)

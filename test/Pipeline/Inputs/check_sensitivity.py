"""Compare what quantc says of the layers of two networks with sums of our own.

Usage: check_sensitivity.py FOLDER

Three linear layers, 64 to 8 to 6 to 2 values, of which one is the bad one: in `inputs` the second, because what it reads has a
channel that is a hundred times the others and that nobody needs; in `weights` the third, because its weights have
a column a thousand times the others, for a value that is next to nothing. The last two channels of each value are constant and hold its range, whatever the sample; nobody reads them. All steps that correct are off, and ranges
are least and greatest value, so that the noise of each layer can be computed here.
"""
import json
import math
import pathlib
import random
import struct
import subprocess
import sys
import zipfile

folder = pathlib.Path(sys.argv[1])
SIZES = [64, 8, 6, 2]
RECIPE = """activations: {observer: minmax}
steps: {wide-inputs: false, equalize: false, exact-input: false, round-weights: false, correct-bias: false}
rules: []
"""


def check(condition, what):
    if not condition:
        sys.exit(f"wrong: {what}")


def f32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def make_matrices(name):
    random.seed(7)
    matrices = [[[random.uniform(-1, 1) for _ in range(columns)] for _ in range(rows)]
                for columns, rows in zip(SIZES, SIZES[1:])]
    for matrix in matrices:
        for row in matrix:
            row[-2:] = [0.0, 0.0]
    before = 1
    for matrix, value in zip(matrices, [1000 if name == "inputs" else 20, 40]):
        matrix[-2:] = [[0.0] * (len(matrix[0]) - 2) + end for end in ([value / before, 0.0], [0.0, value / before])]
        before = value
    if name == "inputs":
        matrices[0][0] = [100 * value for value in matrices[0][0]]
        for row in matrices[1]:
            row[0] = 0.0
    else:
        matrices[1][0] = [1e-5 * value for value in matrices[1][0]]
        for row in matrices[2]:
            row[0] = 1000.0
    return [[[f32(value) for value in row] for row in matrix] for matrix in matrices]


def write_network(name, matrices):
    lines = [f'func.func @main(%v0: tensor<1x64xf32> {{qnn.name = "x"}}) -> (tensor<1x2xf32> {{qnn.name = "y"}}) {{']
    for k, matrix in enumerate(matrices):
        rows, columns = len(matrix), len(matrix[0])
        lines.append(f"  %w{k} = qnn.constant dense<{matrix}> : tensor<{rows}x{columns}xf32> as tensor<{rows}x{columns}xf32>")
        lines.append(f"  %v{k + 1} = qnn.linear %v{k}, %w{k} : (tensor<1x{columns}xf32>, tensor<{rows}x{columns}xf32>) "
                     f'-> tensor<1x{rows}xf32> loc("layer{k}")')
    (folder / f"{name}.mlir").write_text("\n".join(lines + ["  return %v3 : tensor<1x2xf32>", "}", ""]))


def read_samples():
    data = zipfile.ZipFile(folder / "x.npz").read("x.npy")
    count = 40 * 64
    values = struct.unpack(f"<{count}f", data[-4 * count:])
    return [values[64 * k:64 * k + 64] for k in range(40)]


def write_labels(labels):
    """The samples again, with the array y."""
    header = f"{{'descr': '<i8', 'fortran_order': False, 'shape': ({len(labels)}, ), }}".ljust(117) + "\n"
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(labels)}q", *labels)
    with zipfile.ZipFile(folder / "x.npz") as source, zipfile.ZipFile(folder / "xy.npz", "w") as target:
        target.writestr("x.npy", source.read("x.npy"))
        target.writestr("y.npy", array)


def apply(matrix, vector):
    return [sum(w * v for w, v in zip(row, vector)) for row in matrix]


def round_tensor(values, low, high):
    scale = (high - low) / 255
    zero = round(-128 - low / scale)
    return [(max(-128, min(127, round(value / scale) + zero)) - zero) * scale for value in values]


def round_weights(matrix):
    scales = [max(abs(value) for value in row) / 127 or 1 for row in matrix]
    return [[round(value / scale) * scale for value in row] for row, scale in zip(matrix, scales)]


def measure(matrices):
    """The noise of each layer: of what it reads, and of its weights, relative to the outputs' square."""
    def run(values, first):
        for k in range(first, 3):
            values.append(apply(matrices[k], values[-1]))
        return values

    runs = [run([sample], 0) for sample in read_samples()[:38]]  # two are held back
    signal = sum(value * value for values in runs for value in values[3])
    noises = []
    for k, matrix in enumerate(matrices):
        low, high = min(min(values[k]) for values in runs), max(max(values[k]) for values in runs)
        inputs = weights = 0
        for values in runs:
            of_inputs = run([round_tensor(values[k], low, high)], k)[-1]
            of_weights = run([apply(round_weights(matrix), values[k])], k + 1)[-1]
            inputs += sum((a - b) ** 2 for a, b in zip(of_inputs, values[3]))
            weights += sum((a - b) ** 2 for a, b in zip(of_weights, values[3]))
        noises.append([inputs / signal, weights / signal])
    return noises


def decibel(noise):
    return -10 * math.log10(noise) if noise > 0 else 999


def quantc(model, *arguments, data="x.npz"):
    command = ["quantc", folder / f"{model}.mlir", f"--calibrate={folder / data}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    check(done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def quantize(model, name, *arguments, data="x.npz"):
    quantc(model, "--to=quantize", "-o", folder / f"{name}.mlir", f"--report={folder}/{name}.json", *arguments, data=data)
    return (folder / f"{name}.mlir").read_bytes(), json.loads((folder / f"{name}.json").read_text())


(folder / "plain.yaml").write_text(RECIPE)
plain = f"--recipe={folder}/plain.yaml"
for name, bad, kind in [("inputs", 1, "16x8"), ("weights", 2, "float")]:
    matrices = make_matrices(name)
    write_network(name, matrices)
    wanted = measure(matrices)
    quantc(name, plain, "--sensitivity", f"--report={folder}/ranking.json")
    found = json.loads((folder / "ranking.json").read_text())["sensitivity"]
    layers = found["layers"]
    check(found["samples"] == 16 and len(layers) == 3, "three layers on 16 samples")
    check(layers[0]["name"] == f"layer{bad}", f"{name}: first is {layers[0]['name']}")
    check([layer["sqnr_db"] for layer in layers] == sorted(layer["sqnr_db"] for layer in layers), "worst first")
    check(abs(sum(layer["share"] for layer in layers) - 1) < 1e-9 and layers[0]["share"] > 0.9, "shares")
    for layer in layers:
        k = int(layer["name"][-1])
        check(layer["products"] == SIZES[k] * SIZES[k + 1], "products")
        for key, noise in [("sqnr_db", sum(wanted[k])), ("sqnr_db_inputs", wanted[k][0]), ("sqnr_db_weights", wanted[k][1])]:
            near = 1.5 if k == bad and key == "sqnr_db" else 3  # on 16 of the samples there, on all here
            check(abs(layer[key] - decibel(noise)) < near, f"{name}, layer {k}: {key} {layer[key]}, here {decibel(noise)}")

    # The bad layer is kept, in the form that helps it, and no other.
    total = decibel(sum(map(sum, wanted)))
    better = decibel(sum(map(sum, wanted)) - sum(wanted[bad]))
    bound = round((total + better) / 2, 1)
    module, report = quantize(name, "kept", plain, f"--min-sqnr={bound}", f"--write-recipe={folder}/kept.yaml")
    kept = report["bound"]["kept"]
    check([(layer["name"], layer["as"]) for layer in kept] == [(f"layer{bad}", kind)], f"kept {kept}")
    check(report["bound"]["without"]["sqnr_db"] < bound <= report["bound"]["with"]["sqnr_db"], "the bound is reached by it")
    check(abs(report["bound"]["without"]["sqnr_db"] - total) < 3, "noises add up")
    check(report["bound"]["without"]["clocks"] < report["bound"]["with"]["clocks"], "which takes time")
    check(report["bound"]["samples"] == 38, "the samples of calibration")
    check(report["bound"]["min_sqnr_db"] == bound, "the bound")
    recipe = (folder / "kept.yaml").read_text().splitlines()
    check(recipe[:2] == RECIPE.splitlines()[:2] and recipe[2] == "rules:" and len(recipe) == 4, f"the recipe {recipe}")
    again, _ = quantize(name, "again", f"--recipe={folder}/kept.yaml")
    check(module == again, f"{name}: the recipe makes the same module")

# A bound that 8 bits meet keeps none, and one that only float meets takes 16 bits back for it.
module, report = quantize("inputs", "none", "--min-sqnr=1", f"--write-recipe={folder}/none.yaml")
check(report["bound"]["kept"] == [] and report["bound"]["with"] == report["bound"]["without"], "1 dB needs no layer")
check((folder / "none.yaml").read_text() == "preset: default\n", "the recipe of no layer")
check(module == quantize("inputs", "again", f"--recipe={folder}/none.yaml")[0], "and its module")
module, report = quantize("inputs", "all", "--min-sqnr=100", f"--write-recipe={folder}/all.yaml")
check(report["bound"]["with"]["sqnr_db"] >= 100, "all in float")
check({layer["as"] for layer in report["bound"]["kept"]} == {"float"}, "float, and not 16 bits, for 100 dB")
check(module == quantize("inputs", "again", f"--recipe={folder}/all.yaml")[0], "the recipe of all layers")

# Classes: the larger output in float, but of two samples the other.
outputs = []
for values in read_samples():
    for matrix in make_matrices("weights"):
        values = apply(matrix, values)
    outputs.append(int(values[1] > values[0]))
write_labels([1 - outputs[0], 1 - outputs[1]] + outputs[2:])
_, report = quantize("weights", "free", plain, "--max-drop=100", "--labels=y", data="xy.npz")
check(report["bound"]["kept"] == [] and abs(report["bound"]["float_top1"] - 100 * 36 / 38) < 1e-9, "all may be lost")
check(report["bound"]["with"]["top1"] < report["bound"]["float_top1"] - 10, "and much is")
_, report = quantize("weights", "strict", plain, "--max-drop=6.5", "--labels=y", data="xy.npz")
check([layer["name"] for layer in report["bound"]["kept"]] == ["layer2"], f"kept {report['bound']}")
check(report["bound"]["with"]["top1"] >= report["bound"]["float_top1"] - 6.5, "top-1 as in float, but for two samples")
check("min_sqnr_db" not in report["bound"] and report["bound"]["max_drop"] == 6.5, "the bound on top-1")
print("as expected")

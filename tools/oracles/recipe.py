"""Recipes of PyTorch on a network: what torch.ao.quantization makes of it, for each engine.

Each case runs twice. From the samples: every scale within the last bits, every zero point, weights, codes and outputs;
the histograms see floats of another order of summation, hence the last bits. Then from the ranges that PyTorch's
observers found: every scale to the bit, and outputs as the manifest asks. A module that the network calls twice has one
scale in PyTorch; a rule of the recipe says so of its nodes. The file of the network has its batch norms folded by the
exporter, whose roundings are not PyTorch's, so the folded weights and biases are put into it first.
"""
import collections
import os
import re

import numpy as np

from common import Family, is_near

RECIPES = {"fbgemm": "pytorch-fbgemm", "qnnpack": "pytorch-qnnpack", "onednn": "pytorch-onednn", "x86": "pytorch-x86"}
NEAR = 2.0 ** -21 # relative: four units in the last place


def read_type(text):
    """Shape, storage, scales and zero point of `tensor<...x!quant.uniform<...>>`."""
    shape, storage, scales = re.match(r"tensor<([0-9x]*)x!quant\.uniform<(\w+)[^ ]*, ({[^}]*}|\S+)>>$", text).groups()
    zero_point = int(scales.partition(":")[2] or 0) if scales[0] != "{" else 0
    scales = np.array([float(v.partition(":")[0]) for v in scales.strip("{}").split(",")], np.float32)
    return [int(v) for v in shape.split("x")], storage, scales, zero_point


class Module:
    """What a test needs of a module after Quantize, from its text."""

    def __init__(self, path):
        with open(path) as file:
            self.text = file.read()
        blobs = dict(re.findall(r'(\w+): "0x[0-9A-F]{8}([0-9A-F]*)"', self.text))
        self.constants, self.values, self.layers = {}, [], [] # values: (name, id, type text)
        for line in self.text.splitlines():
            found = re.match(r"\s*(%\w+) = qnn\.(\w+) (.*)$", line)
            if not found:
                continue
            name, op, rest = found.groups()
            kind = rest.rpartition(" -> ")[2]
            if op == "constant":
                data, kind = re.match(r"(\S+)<(.*)> : tensor<\S+> as (.*)$", rest).groups()[1:]
                if "!quant.uniform<i8" in kind:
                    self.constants[name] = self.read_constant(data, kind, blobs)
            elif op in ("conv2d", "linear"):
                self.layers.append(re.findall(r"%\w+", rest)[1])
            elif "!quant.uniform<u8" in kind and op != "transpose":
                self.values.append((name, re.search(r'qnn\.id = "(\w+)"', rest)[1], kind))

    @staticmethod
    def read_constant(data, kind, blobs):
        shape, _, scales, _ = read_type(kind)
        if data in blobs or data.startswith('"0x'):
            stored = np.frombuffer(bytes.fromhex(blobs.get(data) or data[3:-1]), np.int8)
        else:
            stored = np.array([int(v) for v in re.findall(r"-?\d+", data)], np.int8)
        return np.broadcast_to(stored, int(np.prod(shape))).reshape(shape) if stored.size == 1 else stored.reshape(shape), scales

    def with_codes(self):
        """The module with all 8-bit values as further outputs."""
        text, (old, kinds) = self.text, re.search(r"return (.*) : (.*)\n", self.text).groups()
        types = [kind for _, _, kind in self.values]
        text = text.replace(f"return {old} : {kinds}",
                            f"return {old}, {', '.join(name for name, _, _ in self.values)} : {kinds}, {', '.join(types)}")
        added = ", ".join(f'{kind} {{qnn.name = "code{i}"}}' for i, kind in enumerate(types))
        return re.sub(r'(-> \(tensor<[^)]*\{qnn\.name = "y"[^}]*\})\)', lambda m: f"{m[1]}, {added})", text, count=1)


def to_channels_second(codes):
    return np.moveaxis(codes, -1, 1) if codes.ndim == 4 else codes


class Case:
    """`tensors`: (name, scale, zero point, range or None) in the network's order; `layers`: names of layers likewise."""

    def __init__(self, engine, model, arrays, tensors, layers, expect, rules=()):
        self.engine, self.model, self.arrays, self.tensors, self.layers = engine, model, arrays, tensors, layers
        self.expect, self.rules = expect, list(rules)

    def quantize(self, tools, rules):
        recipe, module = tools.path(".yaml"), tools.path(".mlir")
        with open(recipe, "w") as file:
            file.write(f"preset: {RECIPES[self.engine]}\n" + ("rules:\n" if rules else "") + "".join(f"  - {r}\n" for r in rules))
        batches = self.arrays["calibration"]
        samples = tools.save({"x": batches.reshape(-1, *batches.shape[2:])})
        options = [f"--batch={batches.shape[1]}"] if self.model.endswith(".onnx") else []
        error = tools.run("quantc", self.model, *options, f"--calibrate={samples}", "--held-back=0", f"--recipe={recipe}",
                          "--to=quantize", "-o", module)
        return error or Module(module)

    def compare_params(self, module, tolerance):
        if len(module.values) != len(self.tensors):
            return f"{len(module.values)} values of 8 bits, expected {len(self.tensors)}"
        for (name, scale, zero_point, _), (_, _, kind) in zip(self.tensors, module.values):
            _, _, scales, found = read_type(kind)
            if found != zero_point or abs(float(scales[0]) - scale) > tolerance * scale:
                return f"{name} has scale {scales[0]!s} and zero point {found}, expected {np.float32(scale)!s} and {zero_point}"
        for name, constant in zip(self.layers, module.layers):
            stored, scales = module.constants[constant]
            if not np.array_equal(to_channels_second(stored), self.arrays[f"w/{name}"]):
                return f"the weights of {name} differ"
            if not np.array_equal(scales, np.ravel(self.arrays[f"w_scale/{name}"]).astype(np.float32)):
                return f"the weight scales of {name} differ"
        return ""

    def compare_outputs(self, module, tools, only_codes):
        text = tools.path(".mlir")
        with open(text, "w") as file:
            file.write(module.with_codes())
        compiled = tools.path(".o")
        error = tools.run("quantc", text, "--target=native", "--name=net", "-o", compiled)
        if error:
            return error
        data = tools.save({"x": self.arrays["x"]})
        for what, program in (("reference", text), ("object", compiled)):
            found = tools.run_for_arrays("quant-run", program, data)
            if isinstance(found, str):
                return found
            for i, (name, scale, zero_point, _) in enumerate(self.tensors):
                wanted = self.arrays.get(f"codes/{name}")
                codes = found[f"code{i}"]
                codes = to_channels_second(codes) if i > 0 else codes # the input is as the network has it
                if wanted is not None and not is_near(codes[:len(wanted)].reshape(wanted.shape), wanted, self.expect["codes/*"]):
                    return f"{what}: codes of {name} differ: {int((codes[:len(wanted)].reshape(wanted.shape) != wanted).sum())}"
            y, (_, scale, zero_point, _) = found["y"].reshape(self.arrays["y"].shape), self.tensors[-1]
            if only_codes:
                got, wanted = (np.rint(v / scale) + zero_point for v in (y, self.arrays["y"]))
                if np.abs(got - wanted).max() > 0 and self.expect["y"] == "bit_equal":
                    return f"{what}: {int((got != wanted).sum())} of {got.size} outputs differ"
            elif not is_near(y, self.arrays["y"], self.expect["y"]):
                return f"{what}: y differs by {np.abs(y - self.arrays['y']).max():g}"
        return ""

    def check(self, tools):
        module = self.quantize(tools, self.rules)
        if isinstance(module, str):
            return module
        wrong = self.compare_params(module, NEAR)
        if wrong or "y" not in self.expect:
            return wrong and "from samples: " + wrong
        wrong = self.compare_outputs(module, tools, only_codes=True)
        if wrong:
            return "from samples: " + wrong
        rules = [f'{{id: "{identity}", activations: {{observer: "fixed(min={low!r},max={high!r})"}}}}'
                 for (_, identity, _), (_, _, _, (low, high)) in zip(module.values, self.tensors)]
        given = self.quantize(tools, rules + self.rules)
        if isinstance(given, str):
            return "from ranges: " + given
        wrong = self.compare_params(given, 0) or self.compare_outputs(given, tools, only_codes=False)
        return wrong and "from ranges: " + wrong


def get_range(scale, zero_point, bits):
    """A range that gives this scale and zero point, of which an observer is not known."""
    scale = np.float32(scale)
    return float(-zero_point * scale), float((2 ** bits - 1 - zero_point) * scale)


def from_graph(family, case, tools):
    """A case of FX graph mode."""
    p = case["params"]
    called = collections.defaultdict(list)
    ranges = {}
    for line in p["graph"]:
        op, name, target = line.split()[:3]
        if op == "call_module":
            called[target].append(name)
    for observer in p["observers"].values():
        ranges[observer["observes"]] = (observer["search_min"], observer["search_max"])
    names = {"quantize_per_tensor": "x", "add_relu": "relu"} # what is observed before the conversion
    last = {name: uses[-1] for uses in called.values() for name in uses}
    tensors = [(name, t["scale"], t["zero_point"], ranges[names.get(name, last.get(name, name))]) for name, t in p["tensors"].items()]
    rules = [f"{{name: [{', '.join(f'/{name}/*' for name in uses)}], activations: {{share: {module}}}}}"
             for module, uses in called.items() if len(uses) > 1]
    layers = [line.split()[2] for line in p["graph"] if line.startswith("call_module") and f"w/{line.split()[2]}" in case["arrays"]]
    arrays = {key: family.array(case, key) for key in case["arrays"]}
    float_case = family.cases[0]
    arrays["calibration"] = family.array(float_case, "calibration")
    arrays["x"] = family.array(float_case, "x")
    return Case(p["engine"], fold_batch_norms(family, float_case, tools.path(".onnx")), arrays, tensors, layers, case["expect"], rules)


def read_fields(data, start, end):
    """The fields of a protobuf message: (number, value or (start, end) of bytes)."""
    def number(at):
        value, shift = 0, 0
        while True:
            value |= (data[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if data[at - 1] < 128:
                return value, at
    while start < end:
        key, start = number(start)
        value, after = number(start) if key & 7 in (0, 2) else (None, start + (8 if key & 7 == 1 else 4))
        if key & 7 == 2:
            value, after = (after, after + value), after + value
        yield key >> 3, value
        start = after


def fold_batch_norms(family, case, path):
    """Writes the network's file with weights and biases as PyTorch folds batch norms into them."""
    with open(os.path.join(family.folder, case["model"]), "rb") as file:
        data = bytearray(file.read())
    text = lambda span: data[slice(*span)].decode()
    graph = next(value for number, value in read_fields(data, 0, len(data)) if number == 7)
    initializers, nodes = {}, []
    for number, span in read_fields(data, *graph):
        fields = collections.defaultdict(list)
        for inner, value in read_fields(data, *span) if number in (1, 5) else []:
            fields[inner].append(value)
        if number == 5 and fields[9]:
            initializers[text(fields[8][0])] = fields[9][0]
        elif number == 1:
            nodes.append((text(fields[3][0]), [text(v) for v in fields[1]]))
    param = lambda name: family.array(case, "param/" + name)
    for name, inputs in nodes:
        module = name.split("/")[-2] if name.endswith("/Conv") else ""
        norm = module[:-1] + "1" # the layer after it
        if f"param/{norm}.running_var" not in case["arrays"]:
            continue
        deviation = 1 / np.sqrt(param(norm + ".running_var") + np.float32(1e-5))
        factor = param(norm + ".weight") * deviation
        weight = param(module + ".weight") * factor.reshape(-1, 1, 1, 1)
        bias = -param(norm + ".running_mean") * deviation * param(norm + ".weight") + param(norm + ".bias")
        for tensor, values in zip(inputs[1:], (weight, bias)):
            data[slice(*initializers[tensor])] = values.astype(np.float32).tobytes()
    with open(path, "wb") as file:
        file.write(data)
    return path


HEAD = """func.func @main(%x: tensor<{n}x24xf32> {{qnn.name = "x"}}) -> (tensor<{n}x10xf32> {{qnn.name = "y"}}) {{
  %v = qnn.constant {v} as tensor<20x24xf32>
  %a = qnn.constant {a} as tensor<20xf32>
  %w = qnn.constant {w} as tensor<10x20xf32>
  %b = qnn.constant {b} as tensor<10xf32>
  %0 = qnn.linear %x, %v bias %a : (tensor<{n}x24xf32>, tensor<20x24xf32>, tensor<20xf32>) -> tensor<{n}x20xf32>
  %1 = qnn.relu %0 : (tensor<{n}x20xf32>) -> tensor<{n}x20xf32>
  %2 = qnn.linear %1, %w bias %b : (tensor<{n}x20xf32>, tensor<10x20xf32>, tensor<10xf32>) -> tensor<{n}x10xf32>
  return %2 : tensor<{n}x10xf32>
}}
"""


def from_head(family, case, tools):
    """A case of eager mode: the two linear layers at the end."""
    p, float_case, model = case["params"], family.cases[0], tools.path(".mlir")
    arrays = {key: family.array(case, key) for key in case["arrays"]}

    def constant(name):
        values = family.array(float_case, "param/" + name)
        return f'dense<"0x{values.tobytes().hex().upper()}"> : tensor<{"x".join(map(str, values.shape))}xf32>'
    with open(model, "w") as file:
        file.write(HEAD.format(n=arrays["calibration"].shape[1], v=constant("fc1.weight"), a=constant("fc1.bias"),
                               w=constant("fc2.weight"), b=constant("fc2.bias")))
    bits = 7 if p["engine"] in ("fbgemm", "x86") else 8
    tensors = [(name, scale, zero_point, get_range(scale, zero_point, bits)) for name, (scale, zero_point) in p["scale_zero_point"].items()]
    return Case(p["engine"], model, arrays, tensors, ["fc1", "fc2"], case["expect"])


def check_float(family, case, tools):
    compiled, data = tools.path(".o"), tools.save({"x": family.array(case, "x")})
    error = tools.run("quantc", os.path.join(family.folder, case["model"]), f"--batch={family.array(case, 'x').shape[0]}",
                      "--recipe=float", "--target=native", "--name=net", "-o", compiled)
    found = error or tools.run_for_arrays("quant-run", compiled, data)
    if isinstance(found, str):
        return found
    return "" if is_near(found["y"], family.array(case, "y"), case["expect"]["y"]) else "y differs"


def run(folder, tools):
    family, results = Family(folder), []
    for case in family.cases:
        if case["id"] == "float":
            wrong = check_float(family, case, tools)
        else:
            make = from_graph(family, case, tools) if "graph" in case["params"] else from_head(family, case, tools)
            # The engine that ran the network; its recipe is that of the qconfig.
            make.engine = "onednn" if "full_range" in case["id"] else make.engine
            wrong = make.check(tools)
        results.append((case["id"], "failed" if wrong else "passed", wrong))
    return results

"""PyTorch's dynamic quantization: linear layers, LSTM and GRU on each engine, with weights in 8 bits and in float16.

Each case becomes a float network with the weights of the vectors, quantized by the recipe pytorch-dynamic or
pytorch-float16 without data. It runs in the reference, and compiled for this machine with the same bits; results are
compared as the manifest says, for the engines whose range of codes is that of the recipe.

A recurrent layer's inputs go through a linear layer on the whole sequence, so that they have one scale; the recurrence
finds one for the hidden state of each step. Each half of the bias stays where PyTorch adds it.
"""
import numpy as np

from common import Family, show

# Full range: the engine qnnpack ignores reduce_range.
RANGES = {"fbgemm": ("reduced", "full"), "x86": ("reduced", "full"), "onednn": ("reduced", "full"), "qnnpack": ("full", "full")}
# PyTorch's order of the gates, by quantc's.
GATES = {"rnn": [0], "gru": [1, 0, 2], "lstm": [0, 3, 1, 2]}
FUNCTIONS = {"gru": '"sigmoid", "tanh"', "lstm": '"sigmoid", "tanh", "tanh"'}


def reason_to_skip(case):
    # Where the first engine's results are named h0 and c0, as the initial state is; as hn0 and cn0 they are compared.
    return "a cell whose initial state its result has taken the place of" if "h0" in case["expect"] else ""


def number(value):
    """A float as MLIR reads it back."""
    return f"{float(value):.17e}"


def tensor(shape, element):
    return f"tensor<{'x'.join(map(str, [*shape, element]))}>"


class Writer:
    """The lines of a network in MLIR."""

    def __init__(self):
        self.lines, self.count = [], 0

    def op(self, text, results=1):
        """Appends an op; returns its value, or its values."""
        self.count += 1
        names = [f"%v{self.count}_{i}" for i in range(results)]
        self.lines.append(f"{', '.join(names)} = qnn.{text}")
        return names[0] if results == 1 else names

    def constant(self, array, storage, element):
        data, kind = np.ascontiguousarray(array).tobytes().hex().upper(), tensor(array.shape, element)
        return self.op(f'constant dense<"0x{data}"> : {tensor(array.shape, storage)} as {kind}'), kind

    def floats(self, array):
        return self.constant(array.astype(np.float32), "f32", "f32")

    def weights(self, array, scales):
        """Stored weights with one scale, or one for each row, as they come from a file; or float ones without."""
        if scales is None:
            return self.floats(array)
        scales = np.atleast_1d(scales)
        axis = f":0, {{{', '.join(map(number, scales))}}}" if len(scales) > 1 else f", {number(scales[0])}"
        name, kind = self.constant(array.astype(np.int8), "i8", f"!quant.uniform<i8:f32{axis}>")
        real = tensor(array.shape, "f32")
        return self.op(f"dequantize {name} : ({kind}) -> {real}"), real

    def linear(self, x, shape, weight, bias):
        names, kinds = zip((x, tensor(shape, "f32")), weight, bias)
        result = tensor([*shape[:-1], int(weight[1].split("<")[1].split("x")[0])], "f32")
        return self.op(f"linear {names[0]}, {names[1]} bias {names[2]} : ({', '.join(kinds)}) -> {result}"), result

    def join(self, values, axis, shape):
        """Concatenates (name, type) pairs."""
        names, kinds = zip(*values)
        result = tensor(shape, "f32")
        joined = names[0] if len(names) == 1 else \
            self.op(f"concat {', '.join(names)} {{axis = {axis} : i64}} : ({', '.join(kinds)}) -> {result}")
        return joined, result

    def save(self, path, shape, outputs):
        """Writes the network of the input x; outputs: role -> (name, type)."""
        names, kinds = zip(*outputs.values())
        results = ", ".join(f'{kind} {{qnn.name = "{role}"}}' for role, (_, kind) in outputs.items())
        self.lines.append(f"return {', '.join(names)} : {', '.join(kinds)}")
        with open(path, "w") as file:
            file.write(f'func.func @main(%x: {tensor(shape, "f32")} {{qnn.name = "x"}}) -> ({results}) {{\n  '
                       + "\n  ".join(self.lines) + "\n}\n")


def write_linear(case, arrays, path):
    """A linear layer, and perhaps a ReLU."""
    w = Writer()
    y, kind = w.linear("%x", arrays["x"].shape, w.weights(arrays["w"], arrays.get("w_scale")), w.floats(arrays["bias"]))
    if case["id"].endswith("_relu"):
        y = w.op(f"relu {y} : ({kind}) -> {kind}")
    w.save(path, arrays["x"].shape, {"y": (y, kind)})


def write_direction(w, kind, functions, x, shape, get, scales, states, is_reverse):
    """One direction of one layer; `get` returns an array of it. Returns (name, type) of all its states, of the last one and
    of the last cell."""
    steps, sequences, _ = shape
    stored = "float" if scales is None else "q"
    reorder = lambda array: np.concatenate([np.split(array, len(GATES[kind]))[gate] for gate in GATES[kind]])
    weight, matrix = (w.weights(reorder(get(f"{stored}_weight_{part}")), scales and scales(f"weight_{part}"))
                      for part in ("ih", "hh"))
    biases = [w.floats(reorder(get(f"float_bias_{part}"))) for part in ("ih", "hh")]
    operands = [w.linear(x, shape, weight, biases[0]), matrix, biases[1], *(w.floats(state) for state in states)]
    names, kinds = zip(*operands)
    units = states[0].shape[-1]
    all_states, one_state = tensor([steps, sequences, units], "f32"), tensor([sequences, units], "f32")
    last = tensor([1, sequences, units], "f32")
    text = "".join(f"{keyword} {name}" for keyword, name in zip([f"{kind} ", ", ", " bias", " initial", " cell"], names))
    text += f" {{functions = [{functions}]{', reverse' * is_reverse}{', reset_after' * (kind == 'gru')}}}"
    if kind == "lstm":
        y, c = w.op(f"{text} : ({', '.join(kinds)}) -> ({all_states}, {one_state})", results=2)
        cells = [(w.op(f"reshape {c} : ({one_state}) -> {last}"), last)]
    else:
        y, cells = w.op(f"{text} : ({', '.join(kinds)}) -> {all_states}"), []
    at = 0 if is_reverse else steps - 1
    h = w.op(f"slice {y} {{offsets = array<i64: {at}, 0, 0>, strides = array<i64: 1, 1, 1>}} : ({all_states}) -> {last}")
    return (y, all_states), (h, last), cells


def write_recurrent(case, arrays, path):
    """All layers and directions of an LSTM or a GRU; or a cell, a layer of one step."""
    params, kind = case["params"], case["id"].split("_")[0].replace("cell", "")
    is_cell = len(arrays["x"].shape) == 2
    functions = FUNCTIONS[kind] if kind in FUNCTIONS else f'"{params["nonlinearity"]}"'
    directions, x, units = 1 + params.get("bidirectional", False), "%x", arrays["h0"].shape[-1]
    shape = whole = (1,) * is_cell + arrays["x"].shape
    w, last, cells = Writer(), [], []
    for layer in range(params.get("layers", 1)):
        states = []
        for direction in range(directions):
            suffix = "" if is_cell else f"_l{layer}" + "_reverse" * direction
            scales = (lambda name: params["weight_scales"][name + suffix]) if "weight_scales" in params else None
            first = [arrays[role].reshape(-1, shape[1], units)[layer * directions + direction]
                     for role in ("h0", "c0") if role in arrays]
            get = lambda name: arrays[name + suffix]
            y, h, c = write_direction(w, kind, functions, x, shape, get, scales, first, bool(direction))
            states.append(y)
            last.append(h)
            cells += c
        shape = (*shape[:2], units * directions)
        x, _ = w.join(states, 2, shape)
    ends = [len(last), shape[1], units]
    outputs = {"y": (x, tensor(shape, "f32")), "hn": w.join(last, 0, ends)}
    if cells:
        outputs["cn"] = w.join(cells, 0, ends)
    w.save(path, whole, outputs)


def run_network(network, data, recipe, is_dynamic, tools):
    """Returns the outputs, the same of the reference and of the object, or what is wrong."""
    module, compiled = tools.path(".mlir"), tools.path(".o")
    error = (tools.run("quantc", network, "--recipe=" + recipe, "--to=quantize", "--emit=mlir", "-o", module) or
             tools.run("quantc", network, "--recipe=" + recipe, "--target=native", "--name=net", "-o", compiled))
    if error:
        return error
    with open(module) as file:
        text = file.read()
    layers = [line for line in text.splitlines() if any(f"qnn.{kind} " in line for kind in GATES)]
    if is_dynamic != ("qnn.dynamic_quantize" in text) or not all(("formula" in line) == is_dynamic for line in layers):
        return "a layer is not quantized"
    outputs = [tools.run_for_arrays("quant-run", program, data) for program in (module, compiled)]
    for output in outputs:
        if isinstance(output, str):
            return output
    reference, native = outputs
    if any(reference[role].tobytes() != native[role].tobytes() for role in reference):
        return "the object's output is not that of the reference"
    return {role: values[0] for role, values in reference.items()}


def engines_of(case, role):
    """The name of the output that an array is, and the engines that computed it; None for those of float16 weights."""
    if "weight_scales" not in case["params"] and "outputs" not in case["params"]:
        return role.rstrip("0123456789"), [None]
    if "outputs" in case["params"]:
        return "y", case["params"]["outputs"][role]["engines"]
    name = role.rstrip("0123456789")
    return name, case["params"]["engines"][role[len(name):]]


def make_recipe(case, engine, tools):
    """Returns the recipe of an engine."""
    if engine is None:
        return "pytorch-float16"
    recipe = tools.path(".yaml")
    codes = RANGES[engine][0 if case["params"].get("reduce_range", True) else 1]
    with open(recipe, "w") as file:
        file.write(f"preset: pytorch-dynamic\nactivations: {{range: {codes}}}\n")
    return recipe


def check(family, case, tools):
    """Returns what is wrong with a case, or ''."""
    arrays = {role: family.array(case, role) for role in case["arrays"]}
    is_cell = "cell" in case["id"]
    network, data = tools.path(".mlir"), tools.save({"x": arrays["x"][None, None] if is_cell else arrays["x"][None]})
    (write_linear if case["id"].startswith("linear") else write_recurrent)(case, arrays, network)
    results = {}
    for role, expect in case["expect"].items():
        wanted = arrays[role].astype(np.float64)
        name, engines = engines_of(case, role)
        for engine in engines:
            key = RANGES.get(engine)
            if key not in results:
                results[key] = run_network(network, data, make_recipe(case, engine, tools), engine is not None, tools)
            if isinstance(results[key], str):
                return results[key]
            got = results[key][name].reshape(wanted.shape)
            is_relative = expect["unit"].startswith("relative")
            difference, limit = np.abs(got - wanted).max(), expect["max_abs"] * (np.abs(wanted).max() if is_relative else 1)
            if not difference <= limit:
                return (f"{engine}: {role} is {show(got)}, expected {show(wanted)}: differs by {difference:g}, "
                        f"allowed {limit:g}")
    return ""


def run(folder, tools):
    family, results = Family(folder), []
    for case in family.cases:
        reason = reason_to_skip(case)
        if reason:
            results.append((case["id"], "skipped", reason))
            continue
        wrong = check(family, case, tools)
        results.append((case["id"], "failed" if wrong else "passed", wrong))
    return results

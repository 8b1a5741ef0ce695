"""PyTorch's dynamic quantization: quantized::linear_dynamic on each engine.

Each case becomes a float network of one layer with the weights of the vectors, quantized by the recipe
pytorch-dynamic without data. It runs in the reference, and compiled for this machine with the same bits; results are
compared as the manifest says, for the engines whose range of codes is that of the recipe.
"""
import numpy as np

from common import Family, show

RECURRENT = "recurrent"
# Full range: the engine qnnpack ignores reduce_range.
RANGES = {"fbgemm": ("reduced", "full"), "x86": ("reduced", "full"), "onednn": ("reduced", "full"), "qnnpack": ("full", "full")}


def reason_to_skip(case):
    if not case["id"].startswith("linear"):
        return RECURRENT
    return "float16 weights" if "fp16" in case["id"] else ""


def number(value):
    """A float as MLIR reads it back."""
    return f"{float(value):.17e}"


def dense(array, element):
    shape = "x".join(map(str, [*array.shape, element]))
    return f'dense<"0x{np.ascontiguousarray(array).tobytes().hex().upper()}"> : tensor<{shape}>'


def write_network(case, arrays, path):
    """A linear layer on f32 whose weights come quantized, as they do from a file."""
    x, w, bias = arrays["x"], arrays["w"].astype(np.int8), arrays["bias"].astype(np.float32)
    scales = np.atleast_1d(arrays["w_scale"])
    (rows, depth), channels = x.shape, w.shape[0]
    axis = f":0, {{{', '.join(map(number, scales))}}}" if len(scales) > 1 else f", {number(scales[0])}"
    weight, result = f"tensor<{channels}x{depth}x!quant.uniform<i8:f32{axis}>>", f"tensor<{rows}x{channels}xf32>"
    lines = [f"%w = qnn.constant {dense(w, 'i8')} as {weight}",
             f"%r = qnn.dequantize %w : ({weight}) -> tensor<{channels}x{depth}xf32>",
             f"%b = qnn.constant {dense(bias, 'f32')} as tensor<{channels}xf32>",
             f"%y = qnn.linear %x, %r bias %b : (tensor<{rows}x{depth}xf32>, tensor<{channels}x{depth}xf32>, "
             f"tensor<{channels}xf32>) -> {result}"]
    if case["id"].endswith("_relu"):
        lines.append(f"%z = qnn.relu %y : ({result}) -> {result}")
    lines.append(f"return {'%z' if case['id'].endswith('_relu') else '%y'} : {result}")
    with open(path, "w") as file:
        file.write(f'func.func @main(%x: tensor<{rows}x{depth}xf32> {{qnn.name = "x"}}) -> '
                   f'({result} {{qnn.name = "y"}}) {{\n  ' + "\n  ".join(lines) + "\n}\n")


def run_layer(network, data, recipe, tools):
    """Returns the layer's output, the same of the reference and of the object, or what is wrong."""
    module, compiled = tools.path(".mlir"), tools.path(".o")
    error = (tools.run("quantc", network, "--recipe=" + recipe, "--to=quantize", "--emit=mlir", "-o", module) or
             tools.run("quantc", network, "--recipe=" + recipe, "--target=native", "--name=net", "-o", compiled))
    if error:
        return error
    with open(module) as file:
        if "qnn.dynamic_quantize" not in file.read():
            return "the layer is not quantized"
    outputs = [tools.run_for_arrays("quant-run", program, data) for program in (module, compiled)]
    for output in outputs:
        if isinstance(output, str):
            return output
    reference, native = (output["y"] for output in outputs)
    return reference[0] if reference.tobytes() == native.tobytes() else "the object's output is not that of the reference"


def check(family, case, tools):
    """Returns what is wrong with a case, or ''."""
    arrays = {role: family.array(case, role) for role in case["arrays"]}
    network, data = tools.path(".mlir"), tools.save({"x": arrays["x"][None]})
    write_network(case, arrays, network)
    results = {}
    for role, expect in case["expect"].items():
        wanted = arrays[role].astype(np.float64)
        for engine in case["params"]["outputs"][role]["engines"]:
            codes = RANGES[engine][0 if case["params"]["reduce_range"] else 1]
            if codes not in results:
                recipe = tools.path(".yaml")
                with open(recipe, "w") as file:
                    file.write(f"preset: pytorch-dynamic\nactivations: {{range: {codes}}}\n")
                results[codes] = run_layer(network, data, recipe, tools)
            if isinstance(results[codes], str):
                return results[codes]
            difference, limit = np.abs(results[codes] - wanted).max(), expect["max_abs"] * np.abs(wanted).max()
            if not difference <= limit:
                return (f"{engine}: {role} is {show(results[codes])}, expected {show(wanted)}: differs by {difference:g}, "
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

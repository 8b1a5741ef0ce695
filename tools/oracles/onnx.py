"""Models of one node, as ONNX Runtime runs them with every optimisation off.

Each model goes through quantc up to Quantize and runs in the reference; its outputs are compared as the manifest says,
bits where it says so. Then it is compiled for this machine, and the object must give the bits of the reference.
"""
import os

import numpy as np

from common import Family, show

# What quantc does not import, by op.
NOT_IMPORTED = {"DynamicQuantizeLSTM": "recurrent layers are not imported"}
# Nothing in these networks is quantized but the weights: without data to calibrate with they are compiled in float.
FLOAT_OPS = {"MatMulNBits"}


def compare(role, found, wanted, expect):
    """Returns how an output differs from what the manifest says, or ''."""
    found, wanted = np.asarray(found).ravel(), np.asarray(wanted).ravel()
    if found.dtype != wanted.dtype or found.size != wanted.size:
        return f"{role} is {found.dtype}[{found.size}], expected {wanted.dtype}[{wanted.size}]"
    difference = np.abs(found.astype(np.float64) - wanted.astype(np.float64))
    if expect == "bit_equal":
        if found.tobytes() == wanted.tobytes():
            return ""
        return (f"{role} is {show(found)}, expected {show(wanted)}: {int((found != wanted).sum())} of {found.size} differ, "
                f"by at most {difference.max():g}")
    limit = expect["max_abs"]
    if expect["unit"].startswith("relative to max"):
        limit *= np.abs(wanted.astype(np.float64)).max()
    return "" if difference.max() <= limit else f"{role} differs by {difference.max():g}, allowed {limit:g}"


def check(family, case, tools):
    """Returns what is wrong with a case, or ''."""
    model = os.path.join(family.folder, case["model"])
    # The first axis of an array counts samples: one.
    data = tools.save({role[3:]: family.array(case, role)[None] for role in case["arrays"] if role.startswith("in_")})
    options = ["--recipe=float"] if case["params"]["op"] in FLOAT_OPS else []
    module, compiled = tools.path(".mlir"), tools.path(".o")
    error = (tools.run("quantc", model, *options, "--to=quantize", "--emit=mlir", "-o", module) or
             tools.run("quantc", model, *options, "--target=native", "--name=net", "-o", compiled))
    if error:
        return error
    reference = tools.run_for_arrays("quant-run", module, data)
    native = tools.run_for_arrays("quant-run", compiled, data)
    for outputs in (reference, native):
        if isinstance(outputs, str):
            return outputs
    for role, expect in case["expect"].items():
        if role not in reference:
            return f"no output {role}"
        if native[role].tobytes() != reference[role].tobytes():
            return f"{role} of the object is not that of the reference"
        wrong = compare(role, reference[role], family.array(case, role), expect)
        if wrong:
            return wrong
    return ""


def run(folder, tools):
    family, results = Family(folder), []
    for case in family.cases:
        reason = NOT_IMPORTED.get(case["params"]["op"])
        if reason:
            results.append((case["id"], "skipped", reason))
            continue
        wrong = check(family, case, tools)
        results.append((case["id"], "failed" if wrong else "passed", wrong))
    return results

"""Compile and run each section of a text, and compare the values that come out.

Usage: check_values.py TEXT FOLDER

Sections are those of make_onnx.py. In comment lines at their top,

  //! in NAME TYPE SHAPE = VALUES     is an input; `scalar` is a shape
  //! out NAME TYPE = VALUES          is what must come out, to the bit
  //! near NAME TYPE = VALUES         is what must come out, to five digits
  //! with ARGUMENT                   is an argument of quantc

Each network is run twice: the quantized module in the reference, and its object, whose values must be those of the
reference to the bit. FOLDER takes the files that are made.
"""
import os
import re
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Emulation"))
import make_onnx
import npz

DTYPES = {"f32": "<f4", "u8": "|u1", "i8": "|i1", "u16": "<u2", "i16": "<i2", "i32": "<i4"}


def pack(kind, text):
    code = make_onnx.TYPES[kind][1]
    values = [make_onnx.parse_number(v, code) for v in text.split()]
    return struct.pack(f"<{len(values)}{code}", *values)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300)
    return f"{os.path.basename(command[0])} ended with {done.returncode}: {done.stderr.strip()[:600]}" if done.returncode else ""


def describe(dtype, data):
    code = {"f4": "f", "u1": "B", "i1": "b", "u2": "H", "i2": "h", "i4": "i"}[dtype[1:]]
    return list(struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data))


def is_near(dtype, data, wanted):
    found, wanted = describe(dtype, data), describe(dtype, wanted)
    return len(found) == len(wanted) and all(abs(a - b) <= 1e-5 * max(1, abs(b)) for a, b in zip(found, wanted))


def compare(name, found, kind, wanted, near):
    if name not in found:
        return f"no output {name}"
    dtype, _, data = found[name]
    if dtype != DTYPES[kind]:
        return f"output {name} is {dtype}, expected {kind}"
    good = is_near(dtype, data, wanted) if near else data == wanted
    return "" if good else f"output {name}: expected {describe(dtype, wanted)}\n  got {describe(dtype, data)}"


def check(path, section, folder):
    text = make_onnx.read_section(path, section)
    marks = re.findall(r"^//! (\w+) (.*)$", text, flags=re.M)
    stem = os.path.join(folder, section)
    open(stem + ".onnx", "wb").write(make_onnx.make(text))
    inputs, outputs, arguments = {}, {}, []
    for word, rest in marks:
        head, _, values = rest.partition("=")
        words = head.split()
        if word == "in":
            shape = [int(size) for size in make_onnx.shape_of(words[2])]
            inputs[words[0]] = ([1, *shape], pack(words[1], values), DTYPES[words[1]])
        elif word in ("out", "near"):
            outputs[words[0]] = (words[1], pack(words[1], values), word == "near")
        elif word == "with":
            arguments.append(rest)
    npz.write(stem + ".npz", inputs)
    fault = (run("quantc", stem + ".onnx", *arguments, "--to=quantize", "--emit=mlir", "-o", stem + ".mlir") or
             run("quantc", stem + ".onnx", *arguments, "--target=native", "-o", stem + ".o") or
             run("quant-run", stem + ".mlir", stem + ".npz", "-o", stem + ".reference.npz") or
             run("quant-run", stem + ".o", stem + ".npz", "-o", stem + ".object.npz"))
    if not fault:
        reference, compiled = npz.read(stem + ".reference.npz"), npz.read(stem + ".object.npz")
        faults = [compare(name, reference, *wanted) for name, wanted in outputs.items()]
        faults += [f"output {name} of the object differs" for name in reference if compiled.get(name) != reference[name]]
        faults += [] if outputs else ["no expectation"]
        fault = "; ".join(filter(None, faults))
    if fault:
        print(f"{section}: {fault}")
    return not fault


if __name__ == "__main__":
    sys.exit(make_onnx.check_sections(check, *sys.argv[1:]))

"""Cases of single layers as networks in the dialect qnn, as they stand after Quantize."""
import numpy as np

from common import Family

TYPES = {"quint8": "u8", "qint8": "i8", "qint32": "i32"}


class Skip(Exception):
    """What quantc has no layer for, or the engine no result."""


def number(value):
    text = repr(float(value))
    return text if "." in text or "e" in text or "inf" in text else text + ".0"


def real(value):
    """An f32 as MLIR reads it back."""
    return f"{np.float32(value):.9e}"


def quantized(dtype, scale, zero_point=0):
    return f"!quant.uniform<{TYPES[dtype]}:f32, {number(scale)}:{zero_point}>"


def tensor(shape, element):
    return f"tensor<{'x'.join(map(str, [*shape, element]))}>"


def dense(array, element):
    """A constant with the bytes of `array`."""
    array = np.ascontiguousarray(array)
    return f'dense<"0x{array.tobytes().hex().upper()}"> : {tensor(array.shape, element)}'


class Network:
    """The text of a function of one layer, its input arrays, and the layout of its output."""

    def __init__(self, profile):
        self.profile = profile
        self.arguments, self.lines, self.arrays, self.count = [], [], {}, 0

    def input(self, array, element):
        name = f"x{len(self.arguments)}"
        self.arguments.append(f'%{name}: {tensor(array.shape, element)} {{qnn.name = "{name}"}}')
        self.arrays[name] = np.ascontiguousarray(array)[None]
        return f"%{name}", tensor(array.shape, element)

    def add(self, text, element, shape):
        self.count += 1
        self.lines.append(f"%v{self.count} = {text} -> {tensor(shape, element)}")
        return f"%v{self.count}", tensor(shape, element)

    def constant(self, array, storage, element):
        self.count += 1
        self.lines.append(f"%v{self.count} = qnn.constant {dense(array, storage)} as {tensor(array.shape, element)}")
        return f"%v{self.count}", tensor(array.shape, element)

    def apply(self, op, operands, element, shape, attributes=""):
        names, types = zip(*operands)
        return self.add(f"qnn.{op} {', '.join(names)} {{{attributes}}} : ({', '.join(types)})", element, shape)

    def text(self, result):
        name, kind = result
        return (f'module attributes {{qnn.profile = "{self.profile}", qnn.step = "quantize"}} {{\n'
                f'func.func @main({", ".join(self.arguments)}) -> ({kind} {{qnn.name = "y"}}) {{\n  '
                + "\n  ".join(self.lines) + f"\n  return {name} : {kind}\n}}\n}}\n")


def list_of(values):
    return f"array<i64: {', '.join(str(v) for v in values)}>"


def check_all(folder, tools, check):
    """Returns the results of all cases of a family; `check(family, case, tools)` says what is wrong, or raises Skip."""
    family, results = Family(folder), []
    for case in family.cases:
        try:
            wrong = check(family, case, tools)
            results.append((case["id"], "failed" if wrong else "passed", wrong))
        except Skip as reason:
            results.append((case["id"], "skipped", str(reason)))
    return results

"""Writes .npz and .npy files with nothing but the standard library.

Usage: make_npz.py [--deflate] OUT NAME=TYPE:SHAPE:EXPRESSION[:FLAG...] ...

TYPE is NumPy's, with an order before it if it is not little endian (">f4").
SHAPE is sizes between commas; empty for rank 0. EXPRESSION gives element `i`
in row-major order, with `n` elements in all and `math` and `random` (seeded) at
hand. FLAGs: F (Fortran order), v2, v3 (header version), short, long (one byte
less or more than the header says), bomb (only the header is honest: zeros that
deflate well). OUT ending in .npy takes one array.
"""
import math
import random
import struct
import sys
import zipfile

FORMATS = {"f2": "e", "f4": "f", "f8": "d", "i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "u2": "H",
           "u4": "I", "u8": "Q", "b1": "?", "c8": "2f", "O": "8s"}


def fortran(values, shape):
    """Row-major values in the order of column-major storage."""
    positions = [0]
    for axis in reversed(range(len(shape))):
        # The first axis runs fastest in the result, so it is spread last, innermost.
        stride = math.prod(shape[axis + 1:])
        positions = [position + k * stride for position in positions for k in range(shape[axis])]
    return [values[k] for k in positions]


def array(spec):
    kind, shape, expression, *flags = spec.split(":")
    order, kind = (kind[0], kind[1:]) if kind[0] in "<>|" else ("<", kind)
    shape = [int(size) for size in shape.split(",") if size]
    n = math.prod(shape)
    descr = ("|" if kind in ("i1", "u1", "b1", "O") else order) + kind
    text = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }" % (
        descr, "F" in flags, "".join(f"{size}, " for size in shape))
    version = 2 if "v2" in flags else 3 if "v3" in flags else 1
    start = b"\x93NUMPY" + bytes([version, 0])
    size = 2 if version == 1 else 4
    text += " " * (-(len(start) + size + len(text) + 1) % 64) + "\n"
    header = start + struct.pack("<H" if version == 1 else "<I", len(text)) + text.encode()
    if "bomb" in flags:
        return header + bytes(n * struct.calcsize(FORMATS[kind]))
    random.seed(7)
    code = compile(expression, "expression", "eval")
    values = [eval(code, {"i": i, "n": n, "math": math, "random": random}) for i in range(n)]
    if "F" in flags:
        values = fortran(values, shape)
    if kind == "O":
        data = bytes(8 * n)
    elif kind == "c8":
        data = b"".join(struct.pack("<2f", v, 0) for v in values)
    else:
        data = struct.pack(f"{'>' if order == '>' else '<'}{n}{FORMATS[kind]}", *values)
    if "short" in flags:
        data = data[:-1]
    if "long" in flags:
        data += b"\0"
    return header + data


def main(arguments):
    method = zipfile.ZIP_STORED
    if arguments[0] == "--deflate":
        method = zipfile.ZIP_DEFLATED
        arguments = arguments[1:]
    out, *specs = arguments
    arrays = [spec.split("=", 1) for spec in specs]
    if out.endswith(".npy"):
        with open(out, "wb") as file:
            file.write(array(arrays[0][1]))
        return
    with zipfile.ZipFile(out, "w", method) as file:
        for name, spec in arrays:
            file.writestr(name + ".npy", array(spec))


main(sys.argv[1:])

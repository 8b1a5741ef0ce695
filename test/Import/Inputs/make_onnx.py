"""Write ONNX files from a compact text, by hand and without any package.

Usage: make_onnx.py TEXT SECTION OUT.onnx [NAME=VALUE...]
       make_onnx.py --all FOLDER TEXT...      every section, as FOLDER/TEXT-SECTION.onnx

TEXT has sections that start with `//--- NAME`. A section has one item a line; `//`
starts a comment, and NAME=VALUE arguments replace `$NAME`:

  opset 13 [DOMAIN]                 default: 17 of ONNX's own domain
  ir 8 | ir none
  input x f32 1x3xNx8               sizes or symbols; `?` is an unknown size, `none` no shape
  init w f32 2x2 = 1 2 3 4          raw data; one value fills the shape
  init w f16 typed 2 = 1 2          the field of the type instead of raw data
  init w f32 2 external location=a.bin offset=0 length=8
  node Op x,,w -> y name=n domain=d k=3 f=1.0 s='text' l=[1,2] m=['a','b'] t=tensor(i64,2,1 2)
  output y f32 1x4                  type and shape may be left out
  sparse                            an empty sparse initializer
  bytes 0a ff                       raw bytes at the end of the model
"""
import os
import re
import struct
import sys

TYPES = {"f32": (1, "f"), "u8": (2, "B"), "i8": (3, "b"), "u16": (4, "H"), "i16": (5, "h"), "i32": (6, "i"),
         "i64": (7, "q"), "str": (8, "B"), "bool": (9, "B"), "f16": (10, "e"), "f64": (11, "d"), "u32": (12, "I"),
         "u64": (13, "Q"), "bf16": (16, "H"), "f8": (17, "B"), "u4": (21, "B"), "i4": (22, "b"), "undefined": (0, "B")}


def varint(value):
    value &= (1 << 64) - 1
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def chunk(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def parse_number(text, code):
    return float(text) if code in "fde" else int(text, 0)


def shape_of(text):
    return [] if text == "scalar" else text.split("x")


def tensor(name, kind, dims, values, typed=False):
    number_of_type, code = TYPES[kind]
    out = b"".join(number(1, int(d)) for d in dims) + number(2, number_of_type) + (chunk(8, name) if name else b"")
    values = values.split()
    count = 1
    for d in dims:
        count *= int(d)
    if len(values) == 1 and 1 < count < 1 << 24:
        values *= count
    numbers = [parse_number(v, code) for v in values]
    if kind in ("u4", "i4"):  # two a byte, the first in the low half
        pairs = [v & 15 for v in numbers] + [0] * (len(numbers) % 2)
        numbers, code = [low | high << 4 for low, high in zip(pairs[::2], pairs[1::2])], "B"
    if not typed:
        return out + chunk(9, struct.pack(f"<{len(numbers)}{code}", *numbers))
    if code == "e":  # halves are their bits in int32_data
        numbers = struct.unpack(f"<{len(numbers)}H", struct.pack(f"<{len(numbers)}e", *numbers))
    field = {"f": 4, "d": 10, "q": 7, "Q": 11, "I": 11}.get(code, 5)
    packed = struct.pack(f"<{len(numbers)}{code}", *numbers) if code in "fd" else b"".join(map(varint, numbers))
    return out + chunk(field, packed)


def init(words, line):
    name, kind, rest = words[0], words[1], words[2:]
    typed = rest[0] == "typed"
    dims = shape_of(rest[typed])
    if "external" in rest:
        out = b"".join(number(1, int(d)) for d in dims) + number(2, TYPES[kind][0]) + chunk(8, name) + number(14, 1)
        for word in rest[rest.index("external") + 1:]:
            key, _, value = word.partition("=")
            out += chunk(13, chunk(1, key) + chunk(2, value))
        return out
    return tensor(name, kind, dims, line.partition("=")[2], typed)


def attribute(name, text):
    out = chunk(1, name)
    if text.startswith("tensor("):
        kind, dims, values = text[7:-1].split(",", 2)
        return out + chunk(5, tensor("", kind, shape_of(dims), values)) + number(20, 4)
    if text.startswith("'"):
        return out + chunk(4, text[1:-1]) + number(20, 3)
    if text.startswith("["):
        values = [v for v in text[1:-1].split(",") if v]
        if text.startswith("['"):
            return out + b"".join(chunk(9, v[1:-1]) for v in values) + number(20, 8)
        if any("." in v for v in values):
            return out + b"".join(varint(7 << 3 | 5) + struct.pack("<f", float(v)) for v in values) + number(20, 6)
        return out + b"".join(number(8, int(v)) for v in values) + number(20, 7)
    if re.fullmatch(r"-?\d+", text):
        return out + number(3, int(text)) + number(20, 2)
    return out + varint(2 << 3 | 5) + struct.pack("<f", float(text)) + number(20, 1)


def node(line):
    head, _, tail = line.partition("->")
    op, _, inputs = head.strip().partition(" ")
    outputs, _, rest = tail.strip().partition(" ")
    out = b"".join(chunk(1, i.strip()) for i in inputs.split(",")) if inputs.strip() else b""
    out += b"".join(chunk(2, o) for o in outputs.split(",")) + chunk(4, op)
    for name, text in re.findall(r"(\w+)=(tensor\([^)]*\)|'[^']*'|\[[^]]*\]|\S+)", rest):
        out += {"name": lambda: chunk(3, text), "domain": lambda: chunk(7, text)}.get(
            name, lambda: chunk(5, attribute(name, text)))()
    return out


def value_info(words):
    out = chunk(1, words[0])
    if len(words) > 1:
        kind = number(1, TYPES[words[1]][0])
        dims = b""
        for d in shape_of(words[2]) if words[2] != "none" else []:
            dim = number(1, int(d)) if re.fullmatch(r"-?\d+", d) else b"" if d == "?" else chunk(2, d)
            dims += chunk(1, dim)
        out += chunk(2, chunk(1, kind + (chunk(2, dims) if words[2] != "none" else b"")))
    return out


def read_section(path, section):
    body = re.split(r"^//--- ", open(path).read(), flags=re.M)
    for part in body[1:]:
        name, _, text = part.partition("\n")
        if name.strip() == section:
            return text
    sys.exit(f"{path} has no section {section}")


def check_sections(check, path, folder):
    """Calls check(path, section, folder) on each section of a text, whose results say whether it is as expected."""
    os.makedirs(folder, exist_ok=True)
    sections = re.findall(r"^//--- (\S+)", open(path).read(), flags=re.M)
    good = sum(check(path, section, folder) for section in sections)
    print(f"{good} of {len(sections)} as expected")
    return good != len(sections)


def make(text):
    graph, extra, opsets, ir = b"", b"", b"", number(1, 8)
    for line in text.splitlines():
        line = line.split("//")[0].strip()
        word, _, rest = line.partition(" ")
        words = rest.split()
        if word == "opset":
            opsets += chunk(8, (chunk(1, words[1]) if len(words) > 1 else b"") + number(2, int(words[0])))
        elif word == "ir":
            ir = b"" if rest == "none" else number(1, int(rest))
        elif word == "input":
            graph += chunk(11, value_info(words))
        elif word == "output":
            graph += chunk(12, value_info(words))
        elif word == "init":
            graph += chunk(5, init(words, line))
        elif word == "node":
            graph += chunk(1, node(rest))
        elif word == "sparse":
            graph += chunk(15, b"")
        elif word == "bytes":
            extra = bytes.fromhex(rest)
    return ir + (opsets or chunk(8, number(2, 17))) + (chunk(7, graph) if graph else b"") + extra


def main(path, section, out, *replacements):
    text = read_section(path, section)
    for replacement in replacements:
        name, _, value = replacement.partition("=")
        text = text.replace("$" + name, value)
    open(out, "wb").write(make(text))


def make_all(folder, *paths):
    os.makedirs(folder, exist_ok=True)
    for path in paths:
        for section in re.findall(r"^//--- (\S+)", open(path).read(), flags=re.M):
            stem = os.path.splitext(os.path.basename(path))[0]
            open(os.path.join(folder, f"{stem}-{section}.onnx"), "wb").write(make(read_section(path, section)))


if __name__ == "__main__":
    if sys.argv[1] == "--all":
        make_all(*sys.argv[2:])
    else:
        main(*sys.argv[1:])

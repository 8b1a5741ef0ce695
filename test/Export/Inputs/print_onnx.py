"""Print an ONNX file as text, a node a line, with nothing but the standard library.

Usage: print_onnx.py NET.onnx

  ir 10 opset 21 KEY=VALUE...
  input x f32 1x3x8x8
  Conv conv1: x, w, b -> conv1 group=1 pads=[0,0,0,0]
  init w i8 4x3x1x1 = 1 2 3 ...            at most 12 elements
  output y f32 1x4

Initializers stand before the first node that reads them.
"""
import struct
import sys

TYPES = {1: ("f32", "f"), 2: ("u8", "B"), 3: ("i8", "b"), 4: ("u16", "H"), 5: ("i16", "h"), 6: ("i32", "i"),
         7: ("i64", "q"), 9: ("bool", "B"), 10: ("f16", "e"), 21: ("u4", "B"), 22: ("i4", "b")}


def fields(data):
    """Yields (number, value): an int, or the bytes of a length-delimited field or a 4-byte one."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            size = 4 if tag & 7 == 5 else varint()
            yield tag >> 3, data[at:at + size]
            at += size


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def shape(sizes):
    return "x".join(map(str, sizes)) if sizes else "scalar"


def tensor(data):
    parts = list(fields(data))
    sizes = [value for number, value in parts if number == 1]
    known = dict(parts)
    name, code = TYPES[known[2]]
    raw = known.get(9, b"")
    if name in ("i4", "u4"):
        nibbles = [nibble for byte in raw for nibble in (byte & 15, byte >> 4)]
        values = [nibble - 16 if name == "i4" and nibble > 7 else nibble for nibble in nibbles]
        count = 1
        for size in sizes:
            count *= size
        values = values[:count]
    else:
        values = struct.unpack(f"<{len(raw) // struct.calcsize(code)}{code}", raw)
    shown = " ".join(f"{value:.9g}" if code in "ef" else str(int(value)) for value in values[:12]) + (" ..." if len(values) > 12 else "")
    return known[8].decode(), f"init {known[8].decode()} {name} {shape(sizes)} = {shown}"


def attribute(data):
    parts = list(fields(data))
    known = dict(parts)
    kind = known[20]
    if kind == 1:
        text = f"{struct.unpack('<f', known[2])[0]:.9g}"
    elif kind == 2:
        text = str(signed(known.get(3, 0)))
    elif kind == 3:
        text = known[4].decode()
    else:
        text = "[" + ",".join(str(signed(value)) for number, value in parts if number == 8) + "]"
    return f"{known[1].decode()}={text}"


def value_info(word, data):
    known = dict(fields(data))
    tensor_type = dict(fields(dict(fields(known[2]))[1]))
    sizes = [dict(fields(dim))[1] for number, dim in fields(tensor_type[2]) if number == 1]
    return f"{word} {known[1].decode()} {TYPES[tensor_type[1]][0]} {shape(sizes)}"


def main(path):
    model = list(fields(open(path, "rb").read()))
    known = dict(model)
    entries = [dict(fields(value)) for number, value in model if number == 14]
    print(f"ir {known[1]} opset {dict(fields(known[8]))[2]}",
          *(f"{entry[1].decode()}={entry[2].decode()}" for entry in entries))
    graph = list(fields(known[7]))
    for data in (value for number, value in graph if number == 11):
        print(value_info("input", data))
    pending = dict(tensor(value) for number, value in graph if number == 5)
    for data in (value for number, value in graph if number == 1):
        parts = list(fields(data))
        node = dict(parts)
        inputs = [value.decode() for number, value in parts if number == 1]
        for name in inputs:
            if name in pending:
                print(pending.pop(name))
        outputs = [value.decode() for number, value in parts if number == 2]
        attributes = [attribute(value) for number, value in parts if number == 5]
        print(f"{node[4].decode()} {node[3].decode()}: {', '.join(inputs)} -> {', '.join(outputs)}", *attributes)
    for line in pending.values():
        print(line)
    for data in (value for number, value in graph if number == 12):
        print(value_info("output", data))


main(sys.argv[1])

"""Splits the f4 array x of a .npz into PREFIX.0.npz, PREFIX.1.npz, ...: split.py NPZ PREFIX FIRST,LAST ..."""
import ast
import struct
import sys
import zipfile

data = zipfile.ZipFile(sys.argv[1]).read("x.npy")
size = struct.unpack("<H", data[8:10])[0]
header, data = ast.literal_eval(data[10:10 + size].decode()), data[10 + size:]
row = len(data) // header["shape"][0]
for index, part in enumerate(sys.argv[3:]):
    first, last = map(int, part.split(","))
    text = repr({**header, "shape": (last - first, *header["shape"][1:])})
    text += " " * (-(len(text) + 11) % 64) + "\n"
    with zipfile.ZipFile(f"{sys.argv[2]}.{index}.npz", "w") as file:
        file.writestr("x.npy", b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text.encode() + data[first * row:last * row])

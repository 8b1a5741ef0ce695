"""Prints the arrays of a .npz file: name, shape and values; with nothing but the standard library."""
import ast
import struct
import sys
import zipfile

FORMATS = {"<f4": "f", "<f8": "d", "<i8": "q", "<i4": "i"}
with zipfile.ZipFile(sys.argv[1]) as file:
    for entry in file.namelist():
        data = file.read(entry)
        size = struct.unpack("<H", data[8:10])[0]
        header = ast.literal_eval(data[10:10 + size].decode())
        letter = FORMATS[header["descr"]]
        values = struct.unpack(f"<{(len(data) - 10 - size) // struct.calcsize(letter)}{letter}", data[10 + size:])
        print(entry[:-4], list(header["shape"]), *values)

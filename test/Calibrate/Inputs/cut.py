"""Cuts the array of a .npy file (version 1, C order) along its first axis.

Usage: cut.py SOURCE.npy OUT FORM [ROWS...]

FORM npy, npz or deflate makes files in the folder OUT, one for each ROWS: how many go into it. FORM stream makes one
file of .npy arrays one after another. Without ROWS each row is a file or an array of its own, of a row's shape: no
first axis.
"""
import ast
import os
import shutil
import struct
import sys
import zipfile

source, out, form, *rows = sys.argv[1:]
data = open(source, "rb").read()
size = struct.unpack("<H", data[8:10])[0]
header, data = ast.literal_eval(data[10:10 + size].decode()), data[10 + size:]
count, *sample = header["shape"]
bytes_each = len(data) // count


def array(first, number):
    shape = (number, *sample) if rows else tuple(sample)
    text = repr({**header, "shape": shape})
    text += " " * (-(len(text) + 11) % 64) + "\n"
    return (b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text.encode() +
            data[first * bytes_each:(first + number) * bytes_each])


arrays, first = [], 0
for number in map(int, rows or [1] * count):
    arrays.append(array(first, number))
    first += number
if form == "stream":
    open(out, "wb").write(b"".join(arrays))
    sys.exit()
shutil.rmtree(out, ignore_errors=True)
os.makedirs(out)
for index, text in enumerate(arrays):
    path = f"{out}/{index:04}"
    if form == "npy":
        open(path + ".npy", "wb").write(text)
        continue
    with zipfile.ZipFile(path + ".npz", "w", zipfile.ZIP_DEFLATED if form == "deflate" else zipfile.ZIP_STORED) as file:
        file.writestr("x.npy", text)

"""Read and write .npz files with nothing but the standard library."""
import ast
import struct
import zipfile


def write(path, arrays):
    """Writes `arrays`: name -> (shape, bytes), or (shape, bytes, dtype string) where they are not "<f4"."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, (shape, data, *dtype) in arrays.items():
            header = f"{{'descr': '{dtype[0] if dtype else '<f4'}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
            header += " " * (-(len(header) + 11) % 64) + "\n"
            content = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), content)


def read(path):
    """Returns name -> (dtype string, shape, bytes) for every array of the file."""
    arrays = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            start = 10 if content[6] == 1 else 12
            data = start + int.from_bytes(content[8:start], "little")
            header = ast.literal_eval(content[start:data].decode())
            if header["fortran_order"]:
                raise ValueError(f"{path}: {name} is in Fortran order")
            arrays[name.removesuffix(".npy")] = (header["descr"], header["shape"], content[data:])
    return arrays

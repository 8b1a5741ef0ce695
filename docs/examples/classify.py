"""Run a network that quantc --emit=shared made: float inputs on stdin, the greatest output's index on stdout.

python3 classify.py net.so < images.f32
"""
import ctypes
import json
import math
import os
import sys


def load(path):
    """Returns the library and its signature."""
    library = ctypes.CDLL(os.path.abspath(path))
    name = os.path.splitext(os.path.basename(path))[0]
    text = ctypes.string_at(ctypes.addressof(ctypes.c_char.in_dll(library, name + "_signature")))
    return getattr(library, name + "_run"), json.loads(text)


def main(path):
    run, signature = load(path)
    # Arena: any memory of that size and alignment.
    align = signature["arena_alignment"]
    memory = ctypes.create_string_buffer(signature["arena_bytes"] + align)
    arena = ctypes.addressof(memory) + -ctypes.addressof(memory) % align
    # struct NAME_io: a pointer for each input, then for each output.
    tensors = signature["inputs"] + signature["outputs"]
    buffers = [(ctypes.c_float * math.prod(tensor["shape"]))() for tensor in tensors]
    io = (ctypes.c_void_p * len(buffers))(*map(ctypes.addressof, buffers))
    image, logits = buffers[0], buffers[len(signature["inputs"])]
    while sys.stdin.buffer.readinto(image) == ctypes.sizeof(image):
        if code := run(io, ctypes.c_void_p(arena), ctypes.c_size_t(signature["arena_bytes"])):
            sys.exit(f"{path}: {code}")
        print(max(range(len(logits)), key=logits.__getitem__))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Images of 9 x 7 colours as bytes, and what input-types.test makes of them: make_images.py BYTES.npz FLOATS.npz

BYTES holds x, u8 [N, 9, 7, 3] and label, the brightest channel; FLOATS x, f32 [N, 3, 9, 7], (q - mean) * scale.
make_images.py --near A.npz B.npz compares the arrays of two files, to 1e-5 of the largest element.
"""
import struct
import sys
import zipfile

COUNT, MEAN, SCALE = 64, [123.7, 116.3, 103.5], [0.0171, 0.0175, -0.02]


def npy(descr, shape, data):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def save(path, arrays):
    with zipfile.ZipFile(path, "w") as file:
        for name, array in arrays.items():
            file.writestr(name + ".npy", npy(*array))


def load(path):
    with zipfile.ZipFile(path) as file:
        for name in sorted(file.namelist()):
            data = file.read(name)
            data = data[10 + struct.unpack("<H", data[8:10])[0]:]
            yield struct.unpack(f"<{len(data) // 4}f", data)


if sys.argv[1] == "--near":
    for one, two in zip(load(sys.argv[2]), load(sys.argv[3]), strict=True):
        limit = 1e-5 * max(map(abs, one))
        assert len(one) == len(two) and all(abs(a - b) <= limit for a, b in zip(one, two))
    sys.exit()

state, pixels, labels = 1, [], []
for image in range(COUNT):
    tops = [0, 0, 0]
    for place in range(9 * 7 * 3):
        state = (state * 1103515245 + 12345) & 0x7fffffff
        level = 60 + 60 * ((image + place % 3) % 3)
        value = min(255, max(0, level + (state >> 16) % 76))
        tops[place % 3] = max(tops[place % 3], value)
        pixels.append(value)
    labels.append(tops.index(max(tops)))
save(sys.argv[1], {"x": ("|u1", (COUNT, 9, 7, 3), bytes(pixels)), "label": ("|u1", (COUNT,), bytes(labels))})
floats = []
for image in range(COUNT):
    for channel in range(3):
        for place in range(63):
            floats.append((pixels[(image * 63 + place) * 3 + channel] - MEAN[channel]) * SCALE[channel])
save(sys.argv[2], {"x": ("<f4", (COUNT, 3, 9, 7), struct.pack(f"<{len(floats)}f", *floats))})

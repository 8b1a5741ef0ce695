"""Writes image files that quant-run reads: make_images.py FOLDER

Small PNGs of every kind, in files named for what they hold, and bytes; all by hand, so that each is what it says.
"""
import pathlib
import struct
import sys
import zlib

FOLDER = pathlib.Path(sys.argv[1])
WIDTH, HEIGHT = 6, 4


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(colour, rows, depth=8, extra=b"", width=WIDTH, interlace=0):
    head = struct.pack(">IIBBBBB", width, len(rows), depth, colour, 0, 0, interlace)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def write(name, data):
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def value(y, x, c):
    return (y * 50 + x * 7 + c * 90) % 256


gray = [[value(y, x, 0) for x in range(WIDTH)] for y in range(HEIGHT)]
rgb = [[value(y, x, c) for x in range(WIDTH) for c in range(3)] for y in range(HEIGHT)]
write("rgb/b.png", png(2, rgb))
write("rgb/a.PNG", png(0, gray))
palette = [(x * 7 + y) % 4 for y in range(HEIGHT) for x in range(WIDTH)]
colours = [(1, 2, 3), (100, 50, 25), (255, 0, 128), (9, 90, 200)]
rows = [palette[y * WIDTH:(y + 1) * WIDTH] for y in range(HEIGHT)]
write("palette.png", png(3, rows, extra=chunk(b"PLTE", bytes(sum(colours, ())))))
write("palette.txt", " ".join(str(v) for p in palette for v in colours[p]).encode())
write("bits.png", png(0, [[0b10110000], [0b01001100], [0b11111100], [0]], depth=1))
write("deep.png", png(0, [[0, 7] * WIDTH] * HEIGHT, depth=16))
write("alpha.png", png(6, [[1, 2, 3, 4] * WIDTH] * HEIGHT))
write("clear.png", png(3, rows, extra=chunk(b"PLTE", bytes(sum(colours, ()))) + chunk(b"tRNS", b"\0")))
write("wide.png", png(2, [row + row for row in rgb], width=2 * WIDTH))
whole = png(2, rgb)
write("cut.png", whole[:-40])
write("sum.png", whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
write("head.png", whole[:20])
write("empty.png", b"")
write("text.png", b"no image\n")
write("rgb.raw", bytes(sum(rgb, [])) * 2)
write("short.bin", b"12345")
write("mixed/a.png", whole)
write("mixed/b.raw", bytes(72))

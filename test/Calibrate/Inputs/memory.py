"""Prints by how many MiB a long pipe of samples of 4 KiB takes more memory than a short one: memory.py MODEL OUT SHORT LONG"""
import os
import struct
import subprocess
import sys
import threading

model, out, *counts = sys.argv[1:]
ROWS, SIZE = 256, 1024
text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }" % (ROWS, SIZE)
text += " " * (-(len(text) + 11) % 64) + "\n"
header = b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text.encode()


def peak(count):
    process = subprocess.Popen(["quant-calibrate", model, "-", "-o", out, "-j2", "--checkpoint=1"], stdin=subprocess.PIPE)

    def feed():
        for start in range(0, count, ROWS):
            # All samples differ: equal ones are kept once.
            rows = b"".join(struct.pack("<I", start + row) + bytes(4 * SIZE - 4) for row in range(ROWS))
            process.stdin.write(header + rows)
        process.stdin.close()

    thread = threading.Thread(target=feed)
    thread.start()
    _, status, usage = os.wait4(process.pid, 0)
    thread.join()
    if status:
        sys.exit(f"quant-calibrate ended with {status}")
    return usage.ru_maxrss / 1024


short, long = (peak(int(count)) for count in counts)
print(f"{short:.0f} MiB and {long:.0f} MiB")
print("grows" if long - short > 24 else "stays")

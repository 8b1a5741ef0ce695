"""Runs a command on a pipe and kills it when it has written a file.

Usage: interrupt.py STREAM ARRAYS FILE COMMAND...

Writes the equal arrays of STREAM, of which there are ARRAYS, one by one and slowly; when FILE is there, or is another
than at first, sends SIGKILL. FILE of - waits for none: it writes for three seconds and ends as the command does.
"""
import os
import subprocess
import sys
import time

stream, arrays, path, *command = sys.argv[1:]
data = open(stream, "rb").read()
size = len(data) // int(arrays)


def identity():
    return os.stat(path).st_ino if os.path.exists(path) else None


before = identity()
process = subprocess.Popen(command, stdin=subprocess.PIPE)
for start in range(0, len(data), size):
    process.stdin.write(data[start:start + size])
    process.stdin.flush()
    if identity() != before:
        process.kill()
        sys.exit(process.wait() != -9)
    time.sleep(3 / int(arrays) if path == "-" else 0.05)
process.stdin.close()
if path == "-":
    sys.exit(process.wait())
process.kill()
process.wait()
sys.exit("interrupt.py: all is written, and no new " + path)

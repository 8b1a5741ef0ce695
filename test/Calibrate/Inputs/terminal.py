"""Runs a command with a terminal for its stderr and prints what it wrote there: terminal.py COMMAND..."""
import os
import pty
import subprocess
import sys

ours, theirs = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stderr=theirs)
os.close(theirs)
text = b""
try:
    while part := os.read(ours, 4096):
        text += part
except OSError:  # the way a terminal ends
    pass
print(repr(text))
sys.exit(process.wait())

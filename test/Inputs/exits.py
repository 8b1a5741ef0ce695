"""Runs a command and checks its exit code: exits.py CODE COMMAND ARGUMENT...

lit's `not` tells failure from success only. Substitution: %exits.
"""
import subprocess
import sys

code = subprocess.run(sys.argv[2:]).returncode
if code != int(sys.argv[1]):
    sys.exit(f"exits.py: expected code {sys.argv[1]}, found {code}")

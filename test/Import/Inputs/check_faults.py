"""Run quant-translate on each section of a text and compare its error message.

Usage: check_faults.py TEXT FOLDER

The comment lines that start with `//! ` at the top of a section hold text that the
message must contain, or `accepted`; a line `//! with ARGUMENT` adds an argument.
quant-translate must end with code 1 (0 if accepted), print nothing but the message,
and write no output. FOLDER takes the files that are made.
"""
import os
import re
import subprocess
import sys

import make_onnx


def check(path, section, folder):
    text = make_onnx.read_section(path, section)
    marks = re.findall(r"^//! (.*)$", text, flags=re.M)
    arguments = [m[5:] for m in marks if m.startswith("with ")]
    expected = [m for m in marks if not m.startswith("with ")]
    source, out = os.path.join(folder, section + ".onnx"), os.path.join(folder, section + ".mlir")
    open(source, "wb").write(make_onnx.make(text))
    if os.path.exists(out):
        os.remove(out)
    run = subprocess.run(["quant-translate", "--import-onnx", source, "-o", out, *arguments], capture_output=True,
                         text=True, errors="replace", timeout=60)
    faults = []
    if run.returncode != (0 if expected == ["accepted"] else 1):
        faults.append(f"exit code {run.returncode}")
    if expected == ["accepted"]:
        expected = []
    elif os.path.exists(out):
        faults.append("wrote output")
    if not marks:
        faults.append("no expectation")
    faults += [f"expected: {text}" for text in expected if text not in run.stderr]
    if faults:
        print(f"{section}: {'; '.join(faults)}\n  got: {run.stderr.strip()[:600]}")
    return not faults


if __name__ == "__main__":
    sys.exit(make_onnx.check_sections(check, *sys.argv[1:]))

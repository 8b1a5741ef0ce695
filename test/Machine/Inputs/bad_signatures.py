"""Make objects with broken signatures and check what quant-run says of each.

Usage: bad_signatures.py FOLDER
"""
import json
import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
X = {"name": "x", "type": "f32", "shape": [2]}
VALUE = {"id": "", "type": "f32", "shape": [2], "arena": 0}
GOOD = {"version": 1, "arena_bytes": 64, "arena_alignment": 64, "inputs": [X], "outputs": [X],
        "calls": [{"kernel": "k", "values": [VALUE]}]}
TENSORS = "the signature's inputs and outputs are incomplete"
CALLS = "the signature's kernel calls are incomplete"


def tensors(**changes):
    return {**GOOD, "inputs": [{**X, **changes}]}


def calls(**changes):
    return {**GOOD, "calls": [{"kernel": "k", "values": [{**VALUE, **changes}]}]}


def without(key):
    return {name: value for name, value in GOOD.items() if name != key}


CASES = [
    ("{", "the signature is no JSON"),
    ([], "the signature has no version"),
    (without("version"), "the signature has no version"),
    ({**GOOD, "version": 2}, "the signature has version 2, expected 1"),
    (without("arena_bytes"), "the signature has an arena of -1 bytes aligned to 64"),
    ({**GOOD, "arena_bytes": 0}, "the signature has an arena of 0 bytes aligned to 64"),
    ({**GOOD, "arena_alignment": 48}, "the signature has an arena of 64 bytes aligned to 48"),
    ({**GOOD, "arena_alignment": -64}, "the signature has an arena of 64 bytes aligned to -64"),
    (without("inputs"), TENSORS),
    (without("outputs"), TENSORS),
    ({**GOOD, "inputs": [7]}, TENSORS),
    (tensors(name=7), TENSORS),
    (tensors(type="f31"), TENSORS),
    (tensors(shape=2), TENSORS),
    (tensors(shape=[-1]), TENSORS),
    (tensors(shape=[1 << 41]), TENSORS),
    (tensors(shape=[1 << 62, 4]), TENSORS),
    (tensors(scales=[0.5]), TENSORS),
    (tensors(scales=[0.5, 0.5, 0.5], zero_points=[0, 0, 0], axis=0), TENSORS),
    (tensors(scales=[0.5, 0.5], zero_points=[0, 0], axis=1), TENSORS),
    (tensors(scales=[0.5, 0.5], zero_points=[0, 0], axis=-1), TENSORS),
    (tensors(mean=[0.5]), TENSORS),
    (tensors(mean=["0"], scale=[1]), TENSORS),
    (tensors(layout="nhwc"), TENSORS),
    (tensors(layout="chwn", shape=[1, 1, 1, 2]), TENSORS),
    (without("calls"), CALLS),
    ({**GOOD, "calls": [7]}, CALLS),
    ({**GOOD, "calls": [{"kernel": "k"}]}, CALLS),
    ({**GOOD, "calls": [{"values": []}]}, CALLS),
    (calls(id=7), CALLS),
    (calls(type="f31"), CALLS),
    (calls(arena=-1), CALLS),
    (calls(arena=57), CALLS),
    (calls(arena=None, output=1), CALLS),
    (calls(arena=None, output=-1), CALLS),
]

bad = 0
for text, message in CASES:
    text = text if isinstance(text, str) else json.dumps(text)
    source = f'const char net_signature[] = {json.dumps(text)};\nint net_run(void) {{ return 0; }}\nint net_step(void) {{ return 0; }}\n'
    (folder / "net.c").write_text(source)
    subprocess.run(["clang-22", "-c", folder / "net.c", "-o", folder / "net.o"], check=True)
    run = subprocess.run(["quant-run", folder / "net.o", folder / "x.npz"], capture_output=True, text=True)
    if run.returncode != 1 or message not in run.stderr:
        print(f"{text}\n  expected: {message}\n  got {run.returncode}: {run.stderr}")
        bad += 1
sys.exit(bad != 0)

"""Calibrates in N shards, merges them, and compares the result with a file.

Usage: shards.py MODEL DATA N forward|backward|tree EXPECTED [OPTION...]

DATA ending in .stream goes through a pipe. `tree` merges neighbours first, and then what they made.
"""
import filecmp
import subprocess
import sys

model, data, count, order, expected, *options = sys.argv[1:]


def run(*arguments, **others):
    code = subprocess.run(["quant-calibrate", *arguments], stderr=subprocess.PIPE, text=True, **others)
    if code.returncode:
        sys.exit(f"{arguments}: {code.returncode}: {code.stderr}")


parts = []
for shard in range(1, int(count) + 1):
    parts.append(f"{expected}.{count}.{shard}")
    arguments = ["-o", parts[-1], f"--shard={shard}/{count}", *options]
    if data.endswith(".stream"):
        with open(data, "rb") as stream, subprocess.Popen(["cat"], stdin=stream, stdout=subprocess.PIPE) as cat:
            run(model, "-", *arguments, stdin=cat.stdout)
    else:
        run(model, data, *arguments)
if order == "backward":
    parts.reverse()
while order == "tree" and len(parts) > 2:
    pairs = [parts[i:i + 2] for i in range(0, len(parts), 2)]
    for index, pair in enumerate(pairs):
        run("merge", *pair, "-o", f"{expected}.merge.{len(parts)}.{index}")
    parts = [f"{expected}.merge.{len(parts)}.{index}" for index in range(len(pairs))]
run("merge", *parts, "-o", expected + ".merged")
if not filecmp.cmp(expected, expected + ".merged", shallow=False):
    sys.exit(f"{expected}.merged differs")

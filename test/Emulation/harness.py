"""Compile a network for a target, run it natively or emulated, and compare with the reference.

Used by test/Kernels/run-random-graphs and test/EndToEnd/same-bits. Needs quantc and quant-run on PATH, and clang-22.
"""
import pathlib
import resource
import signal
import struct
import subprocess

import npz

RUN_ON = pathlib.Path(__file__).resolve().parent / "run-on"
TARGETS = ["x86-64-v3", "x86-64-v3-avxvnni", "x86-64-v4-vnni", "armv8.0-a", "armv8.2-dotprod", "armv8.6-i8mm"]


class Failed(Exception):
    """A tool refused, crashed or gave other bytes; the text says which."""


def limit_time():
    """Limits this process to ten minutes of processor time, or to what it was given."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (600, 660) if hard == resource.RLIM_INFINITY else (min(600, hard), hard))


def run(*command, stdin=None):
    """Returns (stdout, stderr) of a command that succeeds, within ten minutes of processor time."""
    command = [str(part) for part in command]
    done = subprocess.run(command, input=stdin, capture_output=True, preexec_fn=limit_time)
    if done.returncode == -signal.SIGXCPU:
        raise Failed(f"{' '.join(command)}\ndid not end within ten minutes of processor time")
    if done.returncode:
        raise Failed(f"{' '.join(command)}\nended with {done.returncode}\n{done.stderr.decode(errors='replace')[-3000:]}")
    return done.stdout, done.stderr.decode(errors="replace")


def reference(folder, module, data, samples):
    """Returns output name -> (dtype, shape with samples first, bytes) by the reference interpreter."""
    run("quant-run", module, data, f"--samples={samples}", "-o", folder / "out.npz")
    return npz.read(folder / "out.npz")


def sample_major(arrays, samples):
    """Returns the bytes of all inputs of sample 0, then of sample 1, ...; `arrays`: name -> (shape, bytes)."""
    sizes = {name: len(data) // shape[0] for name, (shape, data) in arrays.items()}
    return b"".join(data[i * sizes[name]:(i + 1) * sizes[name]] for i in range(samples) for name, (_, data) in arrays.items())


def compile_and_run(folder, model, target, stdin, assert_ran=False):
    """Compiles `model` (arguments of quantc) for `target` and runs it on `stdin`; returns (stdout, how it ran).

    `folder` is for this model alone.
    """
    options = [*model, f"--target={target}", "--name=net"]
    run("quantc", *options, "-o", folder / "net.o")
    run("quantc", *options, "--emit=main", "-o", folder / "main.c")
    link = ["clang-22", "-O1", "-w", folder / "main.c", folder / "net.o", "-o", folder / "net"]
    if target.startswith("arm"):
        link += ["--target=aarch64-linux-gnu", "-fuse-ld=lld"]
    if not target.endswith("avxvnni"): # its instructions are trapped by a preloaded library
        link += ["-static"]
    run(*link)
    flags = ["--assert-ran"] if assert_ran else []
    return run(RUN_ON, *flags, target, folder / "net", stdin=stdin)


def split_outputs(stdout, want, samples):
    """Returns output name -> bytes, samples first, of what `main` wrote; `want` as of `reference`."""
    sizes = {name: len(data) // samples for name, (_, _, data) in want.items()}
    if len(stdout) != samples * sum(sizes.values()):
        raise Failed(f"{len(stdout)} bytes of output, expected {samples * sum(sizes.values())}")
    result, at = {name: b"" for name in want}, 0
    for _ in range(samples):
        for name, size in sizes.items():
            result[name] += stdout[at:at + size]
            at += size
    return result


def first_difference(want, got):
    """Returns text on the number of f32 that differ, and the first."""
    differing = [at for at in range(0, len(want), 4) if want[at:at + 4] != got[at:at + 4]]
    a, b = (struct.unpack("<f", data[differing[0]:differing[0] + 4])[0] for data in (want, got))
    return f"{len(differing)} of {len(want) // 4} elements, the first {differing[0]}: reference {a:.9g}, target {b:.9g}"

"""What the checkers of the families share. The format of a family is in the README of the vectors: a manifest.json
that lists cases and tables (row i of each array belongs to rows[i]), and .npz files with the arrays."""
import json
import os
import subprocess

import numpy as np


class Tools:
    """Runs tools on files in a scratch folder."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch, self.count = folder, scratch, 0

    def path(self, suffix):
        self.count += 1
        return os.path.join(self.scratch, f"{self.count}{suffix}")

    def save(self, arrays):
        path = self.path(".npz")
        np.savez(path, **arrays)
        return path

    def run(self, tool, *arguments):
        """Returns None, or what the tool said when it failed."""
        done = subprocess.run([os.path.join(self.folder, tool), *arguments], capture_output=True, text=True)
        return None if done.returncode == 0 else done.stderr.strip() or f"code {done.returncode}"

    def run_for_arrays(self, tool, *arguments):
        """Runs `tool ... -o OUT.npz` and returns its arrays, or the error's text."""
        out = self.path(".npz")
        error = self.run(tool, *arguments, "-o", out)
        return error if error else dict(np.load(out, allow_pickle=False))


class Family:
    """The manifest and the arrays of a family."""

    def __init__(self, folder):
        self.folder, self.files = folder, {}
        with open(os.path.join(folder, "manifest.json")) as file:
            self.manifest = json.load(file)
        self.cases = self.manifest["cases"]
        self.tables = {table["id"]: table for table in self.manifest["tables"]}

    def array(self, entry, role):
        file = entry["file"]
        if file not in self.files:
            self.files[file] = np.load(os.path.join(self.folder, file), allow_pickle=False)
        return self.files[file][entry["arrays"][role]]

    def rows(self, name):
        """The rows of a table as dictionaries of its columns; none if there is no such table."""
        table = self.tables.get(name)
        return [dict(zip(table["columns"], row)) for row in table["rows"]] if table else []


def is_equal(got, want):
    got, want = np.asarray(got), np.asarray(want)
    if got.size != want.size:
        return False
    return np.array_equal(got.reshape(want.shape).astype(np.float64), want.astype(np.float64), equal_nan=True)


def is_near(got, want, expect):
    """Compares as the manifest asks: 'bit_equal', or within max_abs of its unit."""
    if expect == "bit_equal":
        return is_equal(got, want)
    got, want = np.asarray(got, np.float64).ravel(), np.asarray(want, np.float64).ravel()
    if got.size != want.size:
        return False
    if expect["unit"] == "relative":
        tolerance = expect["max_abs"] * np.abs(want)
    elif expect["unit"] == "ulp":
        with np.errstate(invalid="ignore"):
            tolerance = expect["max_abs"] * np.spacing(np.abs(want).astype(np.float32)).astype(np.float64)
    else:
        tolerance = np.full(want.shape, expect["max_abs"])
    with np.errstate(invalid="ignore"):
        return bool(np.all((got == want) | (np.isnan(got) & np.isnan(want)) | (np.abs(got - want) <= tolerance)))


def show(value):
    value = np.asarray(value).ravel()
    return "[" + " ".join(f"{v:.9g}" for v in value[:6].tolist()) + (" ..." if value.size > 6 else "") + "]"


def judge(case, pairs):
    """pairs: (role, got, want, expect). Returns the result of a case; the first difference is the reason."""
    for role, got, want, expect in pairs:
        if isinstance(got, str):
            return case, "failed", got
        if not is_near(got, want, expect):
            return case, "failed", f"{role} is {show(got)}, expected {show(want)}"
    return case, "passed", ""

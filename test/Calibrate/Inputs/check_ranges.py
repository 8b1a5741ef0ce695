"""Compares ranges on observers with what the estimators' definitions give: check_ranges.py NPZ MINMAX PERCENTILE MSE.

The NPZ holds x; observer ...a sees x and observer ...b sees max(x, 0).
"""
import re
import struct
import sys
import zipfile

RATIOS = [0.1 + 0.05 * k for k in range(8)] + [0.5 + 0.0125 * k for k in range(41)]


def values():
    data = zipfile.ZipFile(sys.argv[1]).read("x.npy")
    data = data[10 + struct.unpack("<H", data[8:10])[0]:]
    return list(struct.unpack(f"<{len(data) // 4}f", data))


def ranges(path):
    found = {}
    for name, high, low in re.findall(r'"0+(\w)" \{max = (\S+) : f32, min = (\S+) : f32', open(path).read()):
        found[name] = float(low), float(high)
    return found


def error(x, low, high):
    scale = (high - low) / 255
    zero = min(max(round(-low / scale), 0), 255)
    return sum((scale * (min(max(round(v / scale) + zero, 0), 255) - zero) - v) ** 2 for v in x)


def search(x):
    low, high = min(x), max(x)
    best = lambda cost: min(RATIOS, key=cost)
    if low >= 0:
        return error(x, 0, high * best(lambda b: error(x, 0, high * b)))
    a = b = best(lambda r: error(x, low * r, high * r))
    for _ in range(2):
        a = best(lambda r: error(x, low * r, high * b))
        b = best(lambda r: error(x, low * a, high * r))
    return error(x, low * a, high * b)


x = values()
minmax, percentile, mse = map(ranges, sys.argv[2:5])
for name, v in (("a", x), ("b", [max(value, 0) for value in x])):
    near = lambda p, q, tolerance: abs(p - q) <= tolerance
    low, high = min(v), max(v)
    span = high - low
    print(name, "minmax", "exact" if near(minmax[name][0], low, 1e-6) and near(minmax[name][1], high, 1e-6) else minmax[name])
    # 2,000 values, 1 % beyond each end: the 20th from it.
    expected = sorted(v)[19], sorted(v)[-20]
    is_near = all(near(p, q, span / 1000) for p, q in zip(percentile[name], expected))
    print(name, "percentile", "within a bin" if is_near else (percentile[name], expected))
    cost, best, whole = error(v, *mse[name]), search(v), error(v, low, high)
    print(name, "mse", "within 2 % of the best on the grid, and not above min/max" if cost <= 1.02 * best and cost <= whole * (1 + 1e-6)
          else (cost, best, whole))

"""Compares ranges on observers with what the estimators' definitions give: check_ranges.py NPZ MINMAX PERCENTILE MSE ENTROPY.

The NPZ holds x; observer ...a sees x and observer ...b sees max(x, 0).
"""
import math
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


def smooth(p):
    """Empty bins get a ten thousandth, taken from the others."""
    zeros = p.count(0)
    taken = 1e-4 * zeros / (len(p) - zeros)
    p = [v - taken if v else 1e-4 for v in p]
    return [v / sum(p) for v in p]


def entropy(x, bins, merged):
    """The range of least divergence between a histogram of x over [-m, m] and its merger into fewer bins."""
    top = max(map(abs, x))
    counts = [0] * bins
    for v in x:
        counts[min(int((v + top) / (2 * top) * bins), bins - 1)] += 1
    found = []
    for i in range(merged // 2, bins // 2 + 1):
        first, last = bins // 2 - i, min(bins // 2 + i + 1, bins)
        kept = counts[first:last]
        p = [sum(counts[:first]) + kept[0], *kept[1:-1], kept[-1] + sum(counts[last:])]
        q, width = [0] * len(p), len(p) // merged
        for k in range(merged):
            end = len(p) if k + 1 == merged else (k + 1) * width
            used = sum(v != 0 for v in p[k * width:(k + 1) * width])
            for j in range(k * width, (k + 1) * width):
                q[j] = int(sum(kept[k * width:end]) / used) if used else 0
        cost = sum(a * math.log(a / b) for a, b in zip(smooth(p), smooth(q)))
        found.append((cost, max(first * 2 * top / bins - top, min(x)), min(last * 2 * top / bins - top, max(x))))
    return min(found)[1:]


x = values()
minmax, percentile, mse, kl = map(ranges, sys.argv[2:6])
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
    wanted = entropy(v, 128, 32)
    is_near = all(near(p, q, 2 * max(map(abs, v)) / 128 * 1.01) for p, q in zip(kl[name], (min(wanted[0], 0), max(wanted[1], 0))))
    narrower = ", and narrower than min/max" if kl[name][1] < minmax[name][1] else ""
    print(name, "entropy", "within a bin" + narrower if is_near else (kl[name], wanted))

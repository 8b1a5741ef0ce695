"""Compares the range on the observer of input `a` with that which `observe` printed of `x`: compare_range.py MLIR TEXT."""
import re
import struct
import sys

high, low = re.search(r'"0+a" \{max = (\S+) : f32, min = (\S+) : f32', open(sys.argv[1]).read()).groups()
wanted = re.search(r"^x: (\S+) to (\S+)$", open(sys.argv[2]).read(), re.M).groups()
f32 = lambda text: struct.pack("<f", float(text))
print("same range" if (f32(low), f32(high)) == tuple(map(f32, wanted)) else (low, high, wanted))

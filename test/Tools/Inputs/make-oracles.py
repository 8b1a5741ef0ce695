"""Writes two sets of vectors of the family qparams below a folder: good, and bad with one wrong zero point."""
import json
import os
import sys

import numpy as np

for name, zero_point in (("good", 255), ("bad", 254)):
    folder = os.path.join(sys.argv[1], name, "qparams")
    os.makedirs(folder)
    os.makedirs(os.path.join(sys.argv[1], name, "other"))
    np.savez(os.path.join(folder, "tables.npz"), low=np.array([-1, -5], np.float32), high=np.array([1, -3], np.float32),
             scale=np.array([2 / 255, 5 / 255], np.float32), zero_point=np.array([127, zero_point]))
    manifest = {
        "cases": [{"id": "edges", "params": {}, "file": "tables.npz", "arrays": {"min": "low", "max": "high"}, "expect": {}}],
        "tables": [{"id": "torch", "file": "tables.npz", "arrays": {"scale": "scale", "zero_point": "zero_point"},
                    "expect": {"scale": "bit_equal", "zero_point": "bit_equal"},
                    "columns": ["range", "dtype", "symmetric", "reduce_range", "eps", "quant_min", "quant_max"],
                    "rows": [[row, "quint8", 0, 0, 2.0**-23, None, None] for row in (0, 1)]}]}
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        json.dump(manifest, file)

"""Read the table that tools/quickstart prints: int8 must be nearly as accurate as float, and smaller."""
import re
import sys

rows = dict(re.findall(r"^(top-1 accuracy|object, bytes|time for one image, us) +(.*)$", open(sys.argv[1]).read(), re.M))
rows = {name: [float(value) for value in values.split()] for name, values in rows.items()}
accuracy, size = rows["top-1 accuracy"], rows["object, bytes"]
assert accuracy[0] > 0.9 and abs(accuracy[0] - accuracy[1]) < 0.01, accuracy
assert size[1] < 0.7 * size[0], size
assert min(rows["time for one image, us"]) > 0, rows

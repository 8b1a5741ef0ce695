"""Damages what observers recorded in a calibration file and shows what `quant-calibrate show` says."""
import json
import subprocess
import sys
import zipfile

path = sys.argv[1]
entries = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}


def edit(title, change):
    """Applies `change` to the whole, to the first observer's records and to its first value."""
    whole = json.loads(entries["statistics.json"])
    change(whole, whole["observers"][0], whole["observers"][0]["values"][0])
    with zipfile.ZipFile(path + ".damaged", "w") as file:
        for name, data in {**entries, "statistics.json": json.dumps(whole)}.items():
            file.writestr(name, data)
    run = subprocess.run(["quant-calibrate", "show", path + ".damaged"], capture_output=True, text=True)
    print(f"{title}: {run.returncode} {run.stderr.strip()}")


edit("none", lambda w, o, v: w.pop("observers"))
edit("no array", lambda w, o, v: w.update(observers=1))
edit("no name", lambda w, o, v: o.pop("observer"))
edit("no order", lambda w, o, v: o.update(order_dependent="no"))
edit("no values", lambda w, o, v: o.pop("values"))
edit("no id", lambda w, o, v: v.pop("id"))
edit("infinite", lambda w, o, v: v.update(min=[1e300]))
edit("not ascending", lambda w, o, v: v.update(min=[2, 1]))
edit("no numbers", lambda w, o, v: v.update(min=[], max=[]))
edit("unequal", lambda w, o, v: v.update(min=[0, 1]))
edit("two ranges", lambda w, o, v: v.update(min=[0, 1], max=[2, 3]))

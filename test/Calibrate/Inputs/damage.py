"""Damages a calibration file in one way after the other and shows what `quant-calibrate show` says."""
import json
import subprocess
import sys
import zipfile

path = sys.argv[1]
entries = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}


def show(title, bytes_or_entries):
    damaged = path + ".damaged"
    if isinstance(bytes_or_entries, bytes):
        open(damaged, "wb").write(bytes_or_entries)
    else:
        with zipfile.ZipFile(damaged, "w") as file:
            for name, data in bytes_or_entries.items():
                file.writestr(name, data)
    run = subprocess.run(["quant-calibrate", "show", damaged], capture_output=True, text=True)
    print(f"{title}: {run.returncode} {run.stderr.strip()}")


def edit(title, change):
    """Applies `change` to the parsed statistics, to their first tensor and to the first input."""
    whole = json.loads(entries["statistics.json"])
    change(whole, whole["statistics"][0], whole["inputs"][0])
    show(title, {**entries, "statistics.json": json.dumps(whole)})


show("truncated", open(path, "rb").read()[:200])
show("no statistics", {k: v for k, v in entries.items() if k != "statistics.json"})
show("no json", {**entries, "statistics.json": "{"})
show("deep json", {**entries, "statistics.json": "[" * 100000})
edit("format", lambda w, s, i: w.update(format="other"))
edit("version", lambda w, s, i: w.update(version=2))
edit("hash", lambda w, s, i: w.update(model_hash="XYZ"))
edit("missing field", lambda w, s, i: s.pop("zeros"))
edit("wrong type", lambda w, s, i: s.update(first="many"))
edit("count", lambda w, s, i: s["counts"].__setitem__(0, 77))
edit("zeros", lambda w, s, i: s.update(zeros=10**6))
edit("min above max", lambda w, s, i: s.update(min=1e6))
edit("min not f32", lambda w, s, i: s.update(min=0.1))
edit("exponent", lambda w, s, i: s.update(exponent=3))
edit("bins", lambda w, s, i: s["counts"].append(0))
edit("sum", lambda w, s, i: s.update(sum="0x12"))
edit("id twice", lambda w, s, i: w["statistics"][1].update(id=s["id"]))
edit("no id", lambda w, s, i: s.update(id=""))
edit("input type", lambda w, s, i: i.update(type="f8"))
edit("input shape", lambda w, s, i: i.update(shape=[2**30, 2**30]))
edit("code bits", lambda w, s, i: i.update(code_bits=[0x7f800000]))
edit("code count", lambda w, s, i: i.update(code_bits=list(range(257))))
edit("distinct", lambda w, s, i: i.update(distinct=[0.1]))
edit("distinct axis", lambda w, s, i: i.update(distinct_last_axis=[[1.0]]))
edit("kept limit", lambda w, s, i: w.update(max_kept_samples=1000))
edit("kept order", lambda w, s, i: w["kept_samples"].reverse())
edit("kept number", lambda w, s, i: w.update(num_samples=3))
edit("sample shape", lambda w, s, i: i.update(shape=[5]))
edit("shards no array", lambda w, s, i: w.update(shards={}))
edit("shard beyond", lambda w, s, i: w.update(shards=[{"of": 3, "held": [4]}]))
edit("shard zero", lambda w, s, i: w.update(shards=[{"of": 3, "held": [0]}]))
edit("shard twice", lambda w, s, i: w.update(shards=[{"of": 3, "held": [2, 2]}]))
edit("all shards", lambda w, s, i: w.update(shards=[{"of": 2, "held": [1, 2]}]))
edit("no shards", lambda w, s, i: w.update(shards=[{"of": 2, "held": []}]))
edit("one shard", lambda w, s, i: w.update(shards=[{"of": 1, "held": [1]}]))
edit("many shards", lambda w, s, i: w.update(shards=[{"of": 1000001, "held": [1]}]))
edit("runs twice", lambda w, s, i: w.update(shards=[{"of": 3, "held": [1]}, {"of": 3, "held": [2]}]))
show("sample missing", {"statistics.json": entries["statistics.json"]})
edit("sample code", lambda w, s, i: i.update(code_bits=[0]))
show("untouched", entries)

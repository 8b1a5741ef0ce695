"""Scale and zero point of ranges at the edges; fake quantization, its forward direction (the compiler has no other)."""
import numpy as np

from common import Family, judge
from observers import convert, flag, group, pick, specify, torch_params

TYPES = {"int8": "s8", "uint8": "u8", "int16": "s16", "uint16": "u16", "int4": "s4", "uint4": "u4"}


def check_table(family, tools, name, conversion):
    rows, table, results = family.rows(name), family.tables.get(name), []
    edges = next(case for case in family.cases if case["id"] == "edges")
    low, high = family.array(edges, "min"), family.array(edges, "max")
    for spec, members in group(rows, conversion).items():
        arrays = convert(tools, spec, [(low[rows[i]["range"]], high[rows[i]["range"]]) for i in members])
        for position, i in enumerate(members):
            index = rows[i]["range"]
            results.append(judge(f"{name}[{i}] {low[index]!r} to {high[index]!r} {spec}",
                                 [(role, pick(arrays, role, position), family.array(table, role)[i], table["expect"][role])
                                  for role in ("scale", "zero_point")]))
    return results


def fake_quantize(tools, low, high, axis, arrays):
    options = [f"--quant-min={low}", f"--quant-max={high}"] + ([] if axis is None else [f"--axis={axis}"])
    return tools.run_for_arrays("quant-calibrate", "fake-quantize", tools.save(arrays), *options)


def check_fake_quantize(family, tools):
    results = []
    cases = [case for case in family.cases if case["id"].startswith(("fake_quantize_", "learnable_"))]
    key = lambda case: tuple(case["params"].get(name) for name in ("quant_min", "quant_max", "axis"))
    for (low, high, axis), members in group(cases, key).items():
        arrays = {}
        for case in (cases[i] for i in members):
            name = case["id"]
            arrays[name] = family.array(case, "x")
            arrays[name + "/scale"], arrays[name + "/zero_point"] = (
                family.array(case, role) if role in case["arrays"] else np.array([case["params"][role]], np.float32)
                for role in ("scale", "zero_point"))
        got = fake_quantize(tools, low, high, axis, arrays)
        for case in (cases[i] for i in members):
            y = got if isinstance(got, str) else got[case["id"]]
            results.append(judge(case["id"], [("y", y, family.array(case, "y"), case["expect"]["y"])]))
    return results


def check_fused(family, tools):
    """Moving average, scale and fake quantization of four steps of training."""
    results = []
    for case in family.cases:
        if not case["id"].startswith("fused_obs_fq_"):
            continue
        params, x = case["params"], family.array(case, "x")
        per_channel = bool(params["per_channel"])
        observer = "moving-average-per-channel(axis=0)" if per_channel else "moving-average"
        seen = tools.run_for_arrays("quant-calibrate", "observe", tools.save({"x": x}), f"--observer={observer}")
        if isinstance(seen, str):
            results.append((case["id"], "failed", seen))
            continue
        low, high = seen["x/min_after_batch"], seen["x/max_after_batch"]
        spec = specify("torch-dynamic", [("type", "u8" if params["quant_min"] == 0 else "s8"),
                                         ("symmetric", flag(params["symmetric"]))])
        scales = convert(tools, spec, list(zip(low, high)))
        if isinstance(scales, str):
            results.append((case["id"], "failed", scales))
            continue
        scale = scales["scale"].astype(np.float32)
        arrays = {}
        for step in range(len(x)):
            arrays[f"x{step}"] = x[step]
            arrays[f"x{step}/scale"] = scale[step]
            arrays[f"x{step}/zero_point"] = scales["zero_point"][step]
        got = fake_quantize(tools, params["quant_min"], params["quant_max"], 0 if per_channel else None, arrays)
        y = got if isinstance(got, str) else np.stack([got[f"x{step}"] for step in range(len(x))])
        found = {"min": low, "max": high, "scale": scale, "zero_point": scales["zero_point"], "y": y}
        results.append(judge(case["id"], [(role, found[role], family.array(case, role), case["expect"][role])
                                          for role in ("min", "max", "scale", "zero_point", "y")]))
    return results


def run(folder, tools):
    family = Family(folder)
    results = check_table(family, tools, "torch", torch_params)
    results += check_table(family, tools, "torch_dynamic", lambda row: specify("torch-dynamic", [
        ("type", "u8"), ("reduce-range", flag(row["reduce_range"]))]))
    results += check_table(family, tools, "ort", lambda row: specify("ort", [
        ("type", TYPES[row["dtype"]]), ("symmetric", flag(row["symmetric"])),
        ("reduce-range", flag(row["reduce_range"])), ("min-real-range", row["min_real_range"])]))
    results += check_table(family, tools, "ai_edge_quantizer", lambda row: specify("ai-edge", [
        ("type", f"s{row['bits']}"), ("symmetric", flag(row["symmetric"]))]))
    return results + check_fake_quantize(family, tools) + check_fused(family, tools)

"""Observers on streams of batches, and the scales that their ranges give."""
import numpy as np

from common import Family, judge

TORCH = {
    "MinMaxObserver": "minmax",
    "MovingAverageMinMaxObserver": "moving-average",
    "PerChannelMinMaxObserver": "per-channel-minmax",
    "MovingAveragePerChannelMinMaxObserver": "moving-average-per-channel",
    "HistogramObserver": "histogram",
}
NNCF = {
    "MINMAX": "minmax",
    "MINMAX_ABS": "minmax(abs-max=true)",
    "MINMAX_per_channel": "per-channel-minmax(axis=1)",
    "MEAN_MINMAX": "mean-minmax",
    "MEDIAN_MINMAX": "median-minmax",
    "MEAN_NO_OUTLIERS_MINMAX": "mean-no-outliers(quantile=0.01)",
    "HISTOGRAM": "nncf-histogram",
}
TYPES = {"quint8": "u8", "qint8": "s8", "qint32": "s32", "uint8": "u8", "int8": "s8"}


def flag(value):
    return "true" if value else "false"


def specify(name, parameters):
    text = ",".join(f"{key}={value}" for key, value in parameters if value is not None)
    return f"{name}({text})" if text else name


def torch_params(row):
    return specify("torch", [("type", TYPES[row["dtype"]]), ("symmetric", flag(row["symmetric"])),
                             ("reduce-range", flag(row["reduce_range"])), ("eps", repr(row["eps"])),
                             ("quant-min", row["quant_min"]), ("quant-max", row["quant_max"])])


def ort_observer(row):
    """The observer of a row of ort_ranges, and whether it sees all batches as one."""
    method, options, at_once = row["method"], row.get("options", {}), row["mode"] == "at_once"
    symmetric = flag(options["symmetric"]) if "symmetric" in options else None
    if method.startswith("minmax_per_channel"):
        return "per-channel-minmax(axis=1)", False
    if options.get("moving_average"):
        # Given all data in one call ORT takes the mean of the batches' ends.
        return ("mean-minmax(batch=true)" if at_once else f"moving-average({options['averaging_constant']})"), False
    if method.startswith("minmax"):
        return specify("minmax", [("symmetric", symmetric)]), False
    if method.startswith("entropy"):
        return specify("ort-entropy", [("bins", options.get("num_bins")),
                                       ("quantized-bins", options.get("num_quantized_bins"))]), at_once
    return specify("ort-percentile", [("percent", options.get("percentile")), ("symmetric", symmetric)]), at_once


class Streams:
    """What each observer says of each stream; asks the tool once for an observer."""

    def __init__(self, family, tools):
        self.tools, self.done = tools, {}
        self.file = tools.save({case["id"]: family.array(case, "x") for case in family.cases if "x" in case["arrays"]})

    def observe(self, observer, at_once, streams):
        """Lets an observer see all the streams; one that is refused has its error's text."""
        wanted = [s for s in dict.fromkeys(streams) if (observer, at_once, s) not in self.done]
        options = [f"--observer={observer}"] + (["--at-once"] if at_once else [])
        arrays = self.tools.run_for_arrays("quant-calibrate", "observe", self.file, *wanted, *options)
        for stream in wanted:
            got = arrays
            if isinstance(arrays, str) and len(wanted) > 1:  # one of them
                got = self.tools.run_for_arrays("quant-calibrate", "observe", self.file, stream, *options)
            self.done[observer, at_once, stream] = got

    def get(self, observer, at_once, stream, role):
        got = self.done[observer, at_once, stream]
        return got if isinstance(got, str) else got[f"{stream}/{role}"]


def convert(tools, conversion, ranges):
    """Scale and zero point of many ranges, [tensors] or [tensors, channels]."""
    file = tools.save({"min": np.stack([low for low, _ in ranges]), "max": np.stack([high for _, high in ranges])})
    return tools.run_for_arrays("quant-calibrate", "qparams", file, f"--qparams={conversion}")


def pick(arrays, role, index):
    return arrays if isinstance(arrays, str) else arrays[role] if arrays[role].ndim == 0 else arrays[role][index]


def group(rows, key):
    groups = {}
    for index, row in enumerate(rows):
        groups.setdefault(key(row), []).append(index)
    return groups


def check_torch(family, tools, streams, name):
    rows, table, results = family.rows(name), family.tables.get(name), []

    def observer(row):
        extra = row["extra"]
        axis = 1 if "PerChannel" in name else None
        return specify(TORCH[name], [("constant", extra.get("averaging_constant")), ("bins", extra.get("bins")),
                                     ("axis", axis)])

    for spec, members in group(rows, observer).items():
        streams.observe(spec, False, [rows[i]["stream"] for i in members])
    for (spec, conversion), members in group(rows, lambda row: (observer(row), torch_params(row))).items():
        found = {i: (streams.get(spec, False, rows[i]["stream"], "min"), streams.get(spec, False, rows[i]["stream"], "max"))
                 for i in members}
        usable = [i for i in members if not isinstance(found[i][0], str)]
        arrays = convert(tools, conversion, [found[i] for i in usable])
        for i in members:
            get = lambda role: streams.get(spec, False, rows[i]["stream"], role)
            got = {"min_after_batch": get("min_after_batch"), "max_after_batch": get("max_after_batch"),
                   "search_min": found[i][0], "search_max": found[i][1]}
            for role in ("scale", "zero_point"):
                got[role] = pick(arrays, role, usable.index(i)) if i in usable else found[i][0]
            results.append(judge(f"{name}[{i}] {rows[i]['stream']} {conversion}",
                                 [(role, got[role], family.array(table, role)[i], table["expect"][role])
                                  for role in table["arrays"]]))
    return results


def check_ranges(family, streams, name, observer, wanted=lambda row: True):
    """A table with `lo` and `hi` of a stream."""
    rows, table, results = family.rows(name), family.tables.get(name), []
    for (spec, at_once), members in group(rows, lambda row: observer(row) if wanted(row) else (None, None)).items():
        if spec is None:
            continue
        streams.observe(spec, at_once, [rows[i]["stream"] for i in members])
        for i in members:
            results.append(judge(f"{name}[{i}] {rows[i]['stream']} {spec}{' at once' if at_once else ''}",
                                 [(role, streams.get(spec, at_once, rows[i]["stream"], end),
                                   family.array(table, role)[i], table["expect"][role])
                                  for role, end in (("lo", "min"), ("hi", "max"))]))
    return results


def check_conversion(family, tools, name, source, conversion, roles):
    """A table of scales or moved ends, of the ranges in table `source`."""
    rows, table, results = family.rows(name), family.tables.get(name), []
    if not rows:
        return results
    low, high = (family.array(family.tables[source], role).astype(np.float32) for role in ("lo", "hi"))
    for spec, members in group(rows, conversion).items():
        arrays = convert(tools, spec, [(low[rows[i]["range_row"]], high[rows[i]["range_row"]]) for i in members])
        for position, i in enumerate(members):
            pairs = [(role, pick(arrays, ours, position), family.array(table, role)[i], table["expect"][role])
                     for role, ours in roles.items() if role in table["arrays"]]
            if "levels" in rows[i]:
                pairs.append(("levels", pick(arrays, "levels", position), rows[i]["levels"], "bit_equal"))
            results.append(judge(f"{name}[{i}] {spec}", pairs))
    return results


def nncf_params(row):
    # Only the plain symmetric mode is symmetric; half of the range makes any other so, too.
    half = row.get("half_range", 0)
    return specify("nncf", [("symmetric", flag(half or row["mode"] == "symmetric")),
                            ("narrow-range", flag(row["narrow_range"])), ("half-range", flag(half))])


def check_quantiles(family, tools):
    """NNCF's quantile reducer. The vectors were made with the quantiles in the place of the axes' mode, so that NNCF
    took its default, 0.01, over the samples of a batch, and kept channel and position: row by row they hold the mean
    of the quantiles of element [0, 0]. An array with one sample a batch, that element's values, says the same."""
    rows, table, results = family.rows("nncf_ranges"), family.tables.get("nncf_ranges"), []
    members = [i for i, row in enumerate(rows) if row["estimator"] == "MEAN_QUANTILE"]
    values = {case["id"]: family.array(case, "x") for case in family.cases if "x" in case["arrays"]}
    file = tools.save({name: x[:, :, 0, 0][:, None, :] for name, x in values.items()})
    got = tools.run_for_arrays("quant-calibrate", "observe", file, "--observer=mean-quantile(quantile=0.01)")
    for i in members:
        stream = rows[i]["stream"]
        results.append(judge(f"nncf_ranges[{i}] {stream} mean-quantile", [
            (role, got if isinstance(got, str) else got[f"{stream}/{end}"], family.array(table, role)[i],
             table["expect"][role]) for role, end in (("lo", "min"), ("hi", "max"))]))
    return results


def run(folder, tools):
    family = Family(folder)
    streams, results = Streams(family, tools), []
    for name in TORCH:
        results += check_torch(family, tools, streams, name)
    for case in family.cases:
        if "histogram" in case["arrays"]:
            results.append(judge(case["id"], [("histogram", streams.get("histogram", False, case["params"]["stream"], "histogram"),
                                               family.array(case, "histogram"), case["expect"]["histogram"])]))
    for name in ("ort_ranges", "ort_ranges_per_channel"):
        results += check_ranges(family, streams, name, ort_observer)
    for name in ("nncf_ranges", "nncf_ranges_per_channel"):
        results += check_ranges(family, streams, name, lambda row: (NNCF[row["estimator"]], False),
                                lambda row: row["estimator"] in NNCF)
    results += check_quantiles(family, tools)
    results += check_conversion(
        family, tools, "ort_qparams", "ort_ranges",
        lambda row: specify("ort", [("type", TYPES[row["dtype"]]), ("symmetric", flag(row["symmetric"])),
                                    ("reduce-range", flag(row["reduce_range"]))]),
        {"scale": "scale", "zero_point": "zero_point"})
    ends = {"input_low": "low", "input_high": "high", "levels": "levels"}
    results += check_conversion(family, tools, "nncf_fq", "nncf_ranges", nncf_params, ends)
    results += check_conversion(family, tools, "nncf_fq_per_channel", "nncf_ranges_per_channel", nncf_params, ends)
    return results

"""Quantized operators of PyTorch: profile torch-qnnpack for the engine qnnpack, torch-x86 for fbgemm, x86 and onednn.

Each result of each case becomes a network of one layer in the dialect qnn, as it stands after Quantize, and runs in the
reference and compiled for this machine; both must give the codes of the vectors. What engines of both profiles agree in
is checked in both, but compiled once if it is no layer with weights: there the profiles have one code.
"""
import ast

import numpy as np

from common import is_equal
from network import check_all, list_of, Network, number, quantized, real, Skip

LIMITS = {"quint8": (0, 255), "qint8": (-128, 127)}
ENGINES = {"torch-qnnpack": {"qnnpack"}, "torch-x86": {"fbgemm", "x86", "onednn"}} # by profile


def clamp(params, zero_point, dtype):
    """The attribute of a fused relu."""
    return f"clamp = array<i64: {zero_point}, {LIMITS[dtype][1]}>" if params else ""


def joined(*attributes):
    return ", ".join(attribute for attribute in attributes if attribute)


def to_last(array):
    """NCHW to NHWC."""
    return np.moveaxis(array, 1, -1)


def contraction(net, x, x_scale, weight, scales, bias, op, shape, out, relu, attributes=""):
    """A layer with weights [O, ...] as quantc lays them out, and the rounding of its accumulators."""
    scales = np.atleast_1d(scales).astype(np.float64)
    products = [float(s) * float(x_scale) for s in scales]
    rank = len(shape)
    if len(scales) == 1:
        w_type, acc = f"!quant.uniform<i8:f32, {number(scales[0])}>", f"!quant.uniform<i32:f32, {number(products[0])}>"
        bias_type = acc
    else:
        each = ", ".join(map(number, products))
        w_type = f"!quant.uniform<i8:f32:0, {{{', '.join(map(number, scales))}}}>"
        acc, bias_type = f"!quant.uniform<i32:f32:{rank - 1}, {{{each}}}>", f"!quant.uniform<i32:f32:0, {{{each}}}>"
    w, w_tensor = net.constant(weight.astype(np.int8), "i8", w_type)
    names, types, added = f"{x[0]}, {w}", [x[1], w_tensor], ""
    if bias is not None and net.profile == "torch-x86":
        added = f"bias = array<f32: {', '.join(map(real, bias))}>"
    elif bias is not None:
        codes = np.rint(bias.astype(np.float64) / np.array(products)).astype(np.int32)
        b, b_tensor = net.constant(codes, "i32", bias_type)
        names, types = f"{names} bias {b}", [*types, b_tensor]
    sums = net.add(f"qnn.{op} {names} {{{attributes}}} : ({', '.join(types)})", acc, shape)
    scale, zero_point, dtype = out
    return net.apply("requantize", [sums], quantized(dtype, scale, zero_point), shape,
                     joined(clamp(relu, zero_point, dtype), added))


def linear(net, p, arrays, out, y):
    x = net.input(arrays["x"], quantized(p["x_dtype"], p["x_scale"], p["x_zero_point"]))
    return contraction(net, x, p["x_scale"], arrays["w"], arrays["w_scale"], arrays.get("bias"), "linear", y.shape,
                       (*out, p["x_dtype"]), p["relu"]), lambda v: v


def conv(net, p, arrays, out, y):
    dims = arrays["x"].ndim - 2
    if dims == 3:
        return conv3d(net, p, arrays, out, y)
    image, weight, result = arrays["x"], arrays["w"], y
    pairs = {key: list(np.broadcast_to(p[key], dims)) for key in ("stride", "pad", "dilation")}
    if dims == 1:
        image, weight, result = image[:, :, None], weight[:, :, None], y[:, :, None]
        pairs = {key: [0 if key == "pad" else 1, *value] for key, value in pairs.items()}
    attributes = (f"strides = {list_of(pairs['stride'])}, pads = {list_of(pairs['pad'] * 2)}, "
                  f"dilations = {list_of(pairs['dilation'])}, groups = {p['groups']} : i64")
    x = net.input(to_last(image), quantized("quint8", p["x_scale"], p["x_zero_point"]))
    found = contraction(net, x, p["x_scale"], to_last(weight), arrays["w_scale"], arrays.get("bias"), "conv2d",
                        to_last(result).shape, (*out, "quint8"), p["relu"], attributes)
    return found, lambda v: np.moveaxis(v, -1, 1)


def depth_taps(net, x, element, p, taps, count):
    """What each of `taps` taps along the depth reads of an image [N, D, H, W, C]: `count` slices, as images [N * count, H, W, C]."""
    (n, depth, *plane), stride, dilation, pad = x[2], p["stride"][0], p["dilation"][0], p["pad"][0]
    if pad:
        depth += 2 * pad
        x = net.apply("pad", [x[:2]], element, [n, depth, *plane],
                      f"low = array<i64: 0, {pad}, 0, 0, 0>, high = array<i64: 0, {pad}, 0, 0, 0>, value = 0.0 : f32")
    found = []
    for tap in range(taps):
        slices = net.apply("slice", [x[:2]], element, [n, count, *plane],
                           f"offsets = array<i64: 0, {tap * dilation}, 0, 0, 0>, strides = array<i64: 1, {stride}, 1, 1, 1>")
        found.append(net.apply("reshape", [slices], element, [n * count, *plane]))
    return found


def conv3d(net, p, arrays, out, y):
    """As the importer of ONNX does it: the taps along the depth side by side as channels, of each group its own."""
    w, groups, element = arrays["w"], p["groups"], quantized("quint8", p["x_scale"], p["x_zero_point"])
    image, (n, outputs, depth, *plane) = to_last(arrays["x"]), y.shape
    taps = depth_taps(net, (*net.input(image, element), image.shape), element, p, w.shape[2], depth)
    shape = [n * depth, *image.shape[2:4]]
    parts = [net.apply("reshape", [tap], element, [*shape, groups, image.shape[4] // groups]) for tap in taps]
    joint = net.apply("concat", parts, element, [*shape, groups, w.shape[2] * w.shape[1]], "axis = 4 : i64")
    joint = net.apply("reshape", [joint], element, [*shape, w.shape[2] * image.shape[4]])
    weight = w.transpose(0, 3, 4, 2, 1).reshape(outputs, *w.shape[3:], -1)
    attributes = (f"strides = {list_of(p['stride'][1:])}, pads = {list_of(p['pad'][1:] * 2)}, "
                  f"dilations = {list_of(p['dilation'][1:])}, groups = {groups} : i64")
    found = contraction(net, joint, p["x_scale"], weight, arrays["w_scale"], arrays.get("bias"), "conv2d",
                        [n * depth, *plane, outputs], (*out, "quint8"), p["relu"], attributes)
    return found, lambda v: np.moveaxis(v.reshape(n, depth, *plane, outputs), -1, 1)


UNARY = {"celu": "celu {alpha = 1.299999952e+00 : f32}", "threshold": "threshold {threshold = 0.5 : f32, value = 0.25 : f32}",
         "leaky_relu": "leaky_relu {alpha = 1.000000015e-01 : f32}", "leaky_relu_slope2": "leaky_relu {alpha = 2.0 : f32}",
         "hardswish": "hard_swish {}", "elu": "elu {alpha = 1.299999952e+00 : f32}", "sigmoid": "sigmoid {}",
         "sigmoid_free": "sigmoid {}", "tanh": "tanh {}", "relu": "relu {}", "relu6": "clip {min = 0.0 : f32, max = 6.0 : f32}",
         "hardtanh": "clip {min = -6.99999988e-01 : f32, max = 1.899999976e+00 : f32}",
         "clamp": "clip {min = -0.5 : f32, max = 1.25 : f32}", "gelu_none": "gelu {}", "gelu_tanh": "gelu_tanh {}",
         "hardsigmoid": "hard_sigmoid {alpha = 1.666666716e-01 : f32, beta = 0.5 : f32}"}


def conv_transpose(net, p, arrays, out, y):
    """Weights [C, O / groups, H, W], of each group its own."""
    groups, w = p["groups"], arrays["w"]
    each = w.reshape(groups, -1, *w.shape[1:]).transpose(0, 2, 3, 4, 1) # [groups, O / groups, H, W, C / groups]
    pair = lambda key: list_of([p[key]] * 2)
    attributes = (f"strides = {pair('stride')}, pads = {list_of([p['pad']] * 4)}, output_padding = {pair('output_padding')}, "
                  f"dilations = {pair('dilation')}, groups = {groups} : i64")
    x = net.input(to_last(arrays["x"]), quantized("quint8", p["x_scale"], p["x_zero_point"]))
    found = contraction(net, x, p["x_scale"], each.reshape(-1, *each.shape[2:]), arrays["w_scale"], arrays.get("bias"),
                        "conv_transpose2d", to_last(y).shape, (*out, "quint8"), False, attributes)
    return found, lambda v: np.moveaxis(v, -1, 1)


def matmul(net, p, arrays, out, y):
    a, b = (net.input(arrays[k], quantized("quint8", p[f"{k}_scale"], p[f"{k}_zero_point"])) for k in "ab")
    sums = net.apply("matmul", [a, b], f"!quant.uniform<i32:f32, {number(p['a_scale'] * p['b_scale'])}>", y.shape)
    return net.apply("requantize", [sums], quantized("quint8", *out), y.shape), lambda v: v


RESIZE = {"nearest": (0, 1, 2), "nearest-exact": (0, 0, 1), False: (1, 0, 0), True: (1, 2, 0)} # mode, coordinates, rounding


def interpolate(net, p, arrays, out, y):
    a = ast.literal_eval(p["args"])
    mode, coordinates, rounding = RESIZE[a["align_corners"] if a["mode"] == "bilinear" else a["mode"]]
    scales = [y.shape[i] / arrays["x"].shape[i] for i in (2, 3)]
    x = net.input(to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    attributes = (f"mode = {mode} : i64, coordinates = {coordinates} : i64, rounding = {rounding} : i64, "
                  f"scales = array<f64: {number(scales[0])}, {number(scales[1])}>")
    return net.apply("resize", [x], quantized(p["dtype"], *out), to_last(y).shape, attributes), lambda v: np.moveaxis(v, -1, 1)


def in_float(net, x, shape, params):
    """The real values of an input, and a function that makes ops in float."""
    def f32_constant(values):
        return net.constant(np.asarray(values, np.float32), "f32", "f32")

    def make(op, operands, shape, attributes=""):
        return net.apply(op, [f32_constant(v) if not isinstance(v, tuple) else v for v in operands], "f32", shape, attributes)
    return make("dequantize", [x], shape), make


def normalize(make, real, shape, axes, eps):
    """(x - mean) / sqrt(variance + eps) over axes."""
    kept = [1 if axis in axes else size for axis, size in enumerate(shape)]
    mean = f"kind = 0 : i64, axes = {list_of(axes)}"
    centered = make("sub", [real, make("reduce", [real], kept, mean)], shape)
    variance = make("reduce", [make("mul", [centered, centered], shape)], kept, mean)
    return make("div", [centered, make("sqrt", [make("add", [variance, [eps]], kept)], kept)], shape)


def normalization(net, p, arrays, out, y, op):
    image = arrays["x"] if op == "layer_norm" else to_last(arrays["x"])
    shape, kind = list(image.shape), quantized(p["dtype"], *out)
    x = net.input(image, quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    real, make = in_float(net, x, shape, p)
    if op.startswith("batch_norm"):
        weight, bias, mean, var = (np.array(p[k], np.float64) for k in ("weight", "bias", "mean", "var"))
        scale = weight / np.sqrt(var + p["eps"])
        found = make("add", [make("mul", [real, scale], shape), bias - mean * scale], shape)
        if op.endswith("relu"):
            found = make("relu", [found], shape)
    else:
        if op == "layer_norm":
            found = normalize(make, real, shape, [len(shape) - 1], p["eps"])
        else:
            groups = 4 if op == "group_norm" else shape[3]
            split = [shape[0], shape[1] * shape[2], groups, shape[3] // groups]
            found = normalize(make, make("reshape", [real], split), split, [1, 3], p["eps"])
            found = make("reshape", [found], shape)
        found = make("add", [make("mul", [found, p["weight"]], shape), p["bias"]], shape)
    found = net.apply("quantize", [found], kind, shape)
    return found, (lambda v: v) if op == "layer_norm" else lambda v: np.moveaxis(v, -1, 1)


def softmax(net, p, arrays, out, y):
    x = net.input(arrays["x"], quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    real, make = in_float(net, x, y.shape, p)
    found = make("softmax", [real], y.shape, f"axis = {y.ndim - 1} : i64")
    return net.apply("quantize", [found], quantized(p["dtype"], *out), y.shape), lambda v: v


def with_scalar(net, p, arrays, out, y, op):
    """Sums and products with a number: other parameters, and in PyTorch the same stored values or their opposites."""
    x = net.input(arrays["x"], quantized("quint8", p["x_scale"], p["x_zero_point"]))
    real, make = in_float(net, x, y.shape, p)
    found = make(op[:3], [real, [p["c"]]], y.shape)
    return net.apply("quantize", [found], quantized("quint8", *out), y.shape), lambda v: v


def prelu(net, p, arrays, out, y):
    """PyTorch multiplies positive values, too: by the stored value of 1, which may saturate."""
    x = net.input(to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    shape, zero = to_last(arrays["x"]).shape, p["w_zero_point"]
    real, make = in_float(net, x, shape, p)
    slopes = (arrays["w"].astype(np.float64) - zero) * p["w_scale"]
    one = (np.clip(np.rint(1 / p["w_scale"]) + zero, *LIMITS[p["dtype"]]) - zero) * p["w_scale"]
    right = make("mul", [make("relu", [real], shape), [one]], shape)
    left = make("mul", [make("relu", [make("neg", [real], shape)], shape), slopes], shape)
    found = net.apply("quantize", [make("sub", [right, left], shape)], quantized(p["dtype"], *out), shape)
    return found, lambda v: np.moveaxis(v, -1, 1)


def adaptive_pool(net, p, arrays, out, y):
    """The mean of each window by itself; their borders are floor(i n / m) and ceil((i + 1) n / m)."""
    x = net.input(to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    (n, height, width, channels), kind = to_last(arrays["x"]).shape, quantized(p["dtype"], *out)
    rows, columns = y.shape[2:]
    span = lambda i, size, count: (i * size // count, -(-(i + 1) * size // count))
    bands = []
    for i in range(rows):
        pixels = []
        for j in range(columns):
            (top, bottom), (left, right) = span(i, height, rows), span(j, width, columns)
            window = net.apply("slice", [x], kind, (n, bottom - top, right - left, channels),
                               f"offsets = array<i64: 0, {top}, {left}, 0>, strides = array<i64: 1, 1, 1, 1>")
            # A row of padding that is left out: QNNPACK's own kernel is not for adaptive pools.
            pixels.append(net.apply("avg_pool2d", [window], kind, (n, 1, 1, channels),
                                    f"kernel = array<i64: {bottom - top + 1}, {right - left}>, pads = array<i64: 1, 0, 0, 0>"))
        bands.append(net.apply("concat", pixels, kind, (n, 1, columns, channels), "axis = 2 : i64"))
    found = net.apply("concat", bands, kind, (n, rows, columns, channels), "axis = 1 : i64")
    return found, lambda v: np.moveaxis(v, -1, 1)


def unary(net, p, arrays, out, y, op):
    if op not in UNARY:
        raise Skip(f"the function {op}")
    x = net.input(arrays["x"], quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    name, attributes = UNARY[op].split(" ", 1)
    return net.apply(name, [x], quantized(p["dtype"], *out), y.shape, attributes[1:-1]), lambda v: v


def binary(net, p, arrays, out, y, op):
    operands = [net.input(arrays[k], quantized(p["dtype"], p[f"{k}_scale"], p[f"{k}_zero_point"])) for k in "ab"]
    return net.apply(op[:3], operands, quantized(p["dtype"], *out), y.shape,
                     clamp(op.endswith("relu"), out[1], p["dtype"])), lambda v: v


def concat(net, p, arrays, out, y, relu):
    operands = [net.input(arrays[f"x{i}"], quantized("quint8", s, z))
                for i, (s, z) in enumerate(zip(p["scales"], p["zero_points"]))]
    kind = quantized("quint8", *out)
    found = net.apply("concat", operands, kind, y.shape, f"axis = {p['axis']} : i64")
    return (net.apply("relu", [found], kind, y.shape) if relu else found), lambda v: v


def pool(net, p, arrays, out, y, op):
    # The vectors leave out how max_pool2d was called.
    a = ast.literal_eval(p.get("args", "{'kernel_size': 3, 'stride': 2, 'padding': 1}"))
    if "divisor_override" in a:
        raise Skip("pools with a divisor of their own")
    pair = lambda key, default: list_of(np.broadcast_to(a.get(key, default), 2))
    kernel = a.get("kernel_size", 2)
    pads = [int(v) for v in np.broadcast_to(a.get("padding", 0), 2)] * 2
    if a.get("ceil_mode"): # a last window that is partly outside, which counts what is inside
        for i in range(2):
            pads[2 + i] = int((y.shape[2 + i] - 1) * a["stride"] + a["kernel_size"] - arrays["x"].shape[2 + i])
        a["count_include_pad"] = False
    pads = list_of(pads)
    attributes = (f"kernel = {pair('kernel_size', 2)}, strides = {pair('stride', kernel)}, pads = {pads}")
    if op == "avg_pool2d":
        attributes += f", count_include_pad = {str(a.get('count_include_pad', True)).lower()}"
    x = net.input(to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    found = net.apply(op, [x], quantized(p["dtype"], *out), to_last(y).shape, attributes)
    return found, lambda v: np.moveaxis(v, -1, 1)


def pool3d(net, p, arrays, out, y, op):
    """As the importer of ONNX does it, of kernels of 2: a maximum along the depth and then one of the planes; the average of
    pixels that the taps along the depth stand side by side in."""
    image, element = to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"])
    (n, depth, height, width, c), x = image.shape, net.input(image, element)
    last = lambda v: np.moveaxis(v.reshape(n, *y.shape[2:], c), -1, 1)
    if list(y.shape[2:]) == [depth // 2, height // 2, width // 2]:
        planes = [n * (depth // 2), height, width]
        if op == "max_pool3d":
            rows = net.apply("reshape", [x], element, [n, depth, height * width, c])
            most = net.apply("max_pool2d", [rows], element, [n, depth // 2, height * width, c],
                             "kernel = array<i64: 2, 1>, strides = array<i64: 2, 1>")
            most = net.apply("reshape", [most], element, [*planes, c])
            return net.apply("max_pool2d", [most], element, [planes[0], height // 2, width // 2, c],
                             "kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>"), last
        if net.profile == "torch-qnnpack":
            raise Skip("averages of three dimensions, which are of two here, for which QNNPACK has a kernel of its own")
        settings = {"stride": [2], "pad": [0], "dilation": [1]}
        taps = [net.apply("reshape", [tap], element, [*planes, 1, c])
                for tap in depth_taps(net, (*x, image.shape), element, settings, 2, depth // 2)]
        pixels = net.apply("concat", taps, element, [*planes, 2, c], "axis = 3 : i64")
        pixels = net.apply("reshape", [pixels], element, [planes[0], height, 2 * width, c])
        return net.apply("avg_pool2d", [pixels], element, [planes[0], height // 2, width // 2, c],
                         "kernel = array<i64: 2, 4>, strides = array<i64: 2, 4>"), last
    raise Skip("pools of three dimensions with windows that differ")


def mean(net, p, arrays, out, y):
    if list(y.shape[2:]) not in ([1, 1], []):
        return adaptive_pool(net, p, arrays, out, y)
    x = net.input(to_last(arrays["x"]), quantized(p["dtype"], p["x_scale"], p["x_zero_point"]))
    shape = (y.shape[0], 1, 1, y.shape[1])
    found = net.apply("reduce", [x], quantized(p["dtype"], *out), shape, "kind = 0 : i64, axes = array<i64: 1, 2>")
    return found, lambda v: v


def cast(net, p, arrays, out, y, op):
    if op.startswith("dequantize"):
        x = net.input(arrays["q"], quantized(p["dtype"], p["scale"], p["zero_point"]))
        return net.apply("dequantize", [x], "f32", y.shape), lambda v: v
    if op.startswith("requantize"):
        source, target = op.split("_")[1:]
        x = net.input(arrays["q"], quantized(source, p["s1"], p["z1"]))
        if "qint32" in (source, target): # PyTorch defines it by these two
            found = net.apply("quantize", [net.apply("dequantize", [x], "f32", y.shape)],
                              quantized(target, p["s2"], p["z2"]), y.shape)
            return found, lambda v: v
        return net.apply("requantize", [x], quantized(target, p["s2"], p["z2"]), y.shape), lambda v: v
    if op == "quantize_per_channel":
        scales = ", ".join(f"{number(s)}:{z}" for s, z in zip(arrays["scale"], arrays["zero_point"]))
        x = net.input(arrays["x"], "f32")
        return net.apply("quantize", [x], f"!quant.uniform<i8:f32:{p['axis']}, {{{scales}}}>", y.shape), lambda v: v
    x = net.input(arrays["x"], "f32")
    return net.apply("quantize", [x], quantized(p["dtype"], p["scale"], p["zero_point"]), y.shape), lambda v: v


def build(case, profile, arrays, out, y):
    """Returns the network, its result, and how that is laid out as the vectors are."""
    name, p, net = case["id"], case["params"], Network(profile)
    stem = "_".join(part for part in name.split("_") if not part.isdigit() and part not in ("contiguous", "channels", "last"))
    op = stem.replace("_quint8", "").replace("_qint8", "") if not stem.startswith("requantize") else stem
    if stem.startswith("linear"):
        built = linear(net, p, arrays, out, y)
    elif stem.startswith("conv") and "transpose" not in stem:
        built = conv(net, p, arrays, out, y)
    elif op in ("add", "add_relu", "mul", "mul_relu"):
        built = binary(net, p, arrays, out, y, op)
    elif stem.startswith("conv_transpose2d"):
        built = conv_transpose(net, p, arrays, out, y)
    elif op == "matmul":
        built = matmul(net, p, arrays, out, y)
    elif op == "interpolate":
        built = interpolate(net, p, arrays, out, y)
    elif op in ("batch_norm2d", "batch_norm2d_relu", "group_norm", "instance_norm", "layer_norm"):
        built = normalization(net, p, arrays, out, y, op)
    elif op == "softmax":
        built = softmax(net, p, arrays, out, y)
    elif op.startswith(("add_scalar", "mul_scalar")):
        built = with_scalar(net, p, arrays, out, y, op)
    elif op == "prelu":
        built = prelu(net, p, arrays, out, y)
    elif op == "cat":
        built = concat(net, p, arrays, out, y, name.endswith("_1"))
    elif op in ("max_pool3d", "avg_pool3d", "adaptive_avg_pool3d"):
        built = pool3d(net, p, arrays, out, y, op)
    elif op in ("max_pool2d", "avg_pool2d"):
        built = pool(net, p, arrays, out, y, op)
    elif op in ("adaptive_avg_pool2d", "mean_hw"):
        built = mean(net, p, arrays, out, y)
    elif op in ("quantize", "quantize_ties", "quantize_per_channel", "quantize_qint32", "dequantize", "dequantize_qint32") \
            or op.startswith("requantize"):
        built = cast(net, p, arrays, out, y, op)
    elif "x_scale" in p and "y_qparams" in p:
        built = unary(net, p, arrays, out, y, op)
    else:
        raise Skip(f"the operator {op}")
    return net, *built


def choose(case):
    """The profiles to check, each with the role of its result, scale and zero point; casts are the same for all engines."""
    outputs = case["params"].get("outputs", {})
    if "y" in case["arrays"] and not outputs:
        outputs = {"y": {**case["params"], "engines": []}}
    return [(profile, role, (found.get("scale"), found.get("zero_point"))) for role, found in outputs.items()
            for profile, engines in ENGINES.items()
            if engines & set(found["engines"]) or not found["engines"] or case["id"].startswith("requantize")]


def compare(profile, case, arrays, role, out, tools, compiles):
    net, result, layout = build(case, profile, arrays, out, arrays[role])
    module, compiled = tools.path(".mlir"), tools.path(".o")
    with open(module, "w") as file:
        file.write(net.text(result))
    error = compiles and tools.run("quantc", module, "--target=native", "--name=net", "-o", compiled)
    if error:
        return error[:300]
    data = tools.save(net.arrays)
    for what, program in [("reference", module), ("object", compiled)][:1 + compiles]:
        found = tools.run_for_arrays("quant-run", program, data)
        if isinstance(found, str):
            return found[:300]
        codes, wanted = layout(np.asarray(found["y"])[0]), arrays[role]
        if not is_equal(codes, wanted):
            wrong = codes.reshape(wanted.shape).astype(np.float64) - wanted.astype(np.float64)
            return f"{what}: {int((wrong != 0).sum())} of {wrong.size} differ, by at most {np.abs(wrong).max():g}"
    return ""


def check(family, case, tools):
    arrays = {key: family.array(case, key) for key in case["arrays"]}
    chosen = choose(case)
    if not chosen:
        raise Skip(f"the operator {case['id']}")
    roles = set()
    for profile, role, out in chosen:
        wrong = compare(profile, case, arrays, role, out, tools, role not in roles or "w" in arrays)
        roles.add(role)
        if wrong:
            return f"{profile}: {wrong}"
    return ""


def run(folder, tools):
    return check_all(folder, tools, check)

"""Operators of TensorFlow Lite in 8 and 16 bits: profile tflite.

Each case becomes a network of one layer in the dialect qnn, as it stands after Quantize, and runs in the reference and
compiled for this machine; both must give the codes of TensorFlow Lite's reference kernels. Weights and what else is
constant come from the case's .tflite file.
"""
import os
import struct

import numpy as np

from common import is_near
from network import check_all, list_of, Network, number, Skip

STORAGE = {np.int8: "i8", np.int16: "i16"}
TYPES = {0: np.float32, 2: np.int32, 4: np.int64, 7: np.int16, 9: np.int8} # by the schema's TensorType


class Table:
    """A table of a flatbuffer: fields by their number in the schema."""

    def __init__(self, data, at):
        self.data, self.at = data, at
        self.fields = at - self.read("i", at)

    def read(self, kind, at):
        return struct.unpack_from("<" + kind, self.data, at)[0]

    def place(self, field):
        """Where a field lies, or 0 if it is left out."""
        entry = 4 + 2 * field
        offset = self.read("H", self.fields + entry) if entry < self.read("H", self.fields) else 0
        return self.at + offset if offset else 0

    def scalar(self, field, kind, default=0):
        at = self.place(field)
        return self.read(kind, at) if at else default

    def follow(self, at):
        return at + self.read("I", at)

    def vector(self, field, kind):
        at = self.place(field)
        if not at:
            return np.zeros(0, kind)
        start = self.follow(at)
        return np.frombuffer(self.data, kind, self.read("I", start), start + 4)

    def tables(self, field):
        start = self.follow(self.place(field))
        return [Table(self.data, self.follow(start + 4 + 4 * i)) for i in range(self.read("I", start))]

    def table(self, field):
        at = self.place(field)
        return Table(self.data, self.follow(at)) if at else None

    def text(self, field):
        start = self.follow(self.place(field))
        return self.data[start + 4:start + 4 + self.read("I", start)].decode()


class Tensor:
    def __init__(self, table, buffers):
        kind = TYPES[table.scalar(1, "b")]
        shape, quantization = table.vector(0, "<i4"), table.table(4)
        data = buffers[table.scalar(2, "I")].vector(0, "u1").tobytes()
        self.data = np.frombuffer(data, kind).reshape(shape) if data else None
        self.scales = quantization.vector(2, "<f4") if quantization else []
        self.zeros = quantization.vector(3, "<i8") if quantization else []


def read_model(path):
    """The tensors of a file's one subgraph by name, and under "options" those of its one operator."""
    with open(path, "rb") as file:
        data = file.read()
    model = Table(data, struct.unpack_from("<I", data)[0])
    buffers, graph = model.tables(4), model.tables(2)[0]
    return {"options": graph.tables(3)[0].table(4), **{table.text(3): Tensor(table, buffers) for table in graph.tables(0)}}


def kind_of(array, scale, zero_point):
    return f"!quant.uniform<{STORAGE[array.dtype.type]}:f32, {number(scale)}:{zero_point}>"


def bounds(p, y):
    """The attribute of a fused activation, in codes of the result."""
    limits, zero, act = np.iinfo(y.dtype), p["y_zp"], p.get("act", "NONE")
    if act == "NONE":
        return ""
    high = limits.max if act == "RELU" else min(limits.max, zero + int(np.floor(6 / p["y_scale"] + 0.5)))
    return f"clamp = array<i64: {max(limits.min, zero)}, {high}>"


def spread(size, kernel, stride, dilation, same):
    """The padding before and after an axis."""
    out = -(-size // stride)
    total = max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - size) if same else 0
    return total // 2, total - total // 2


def pads_of(shape, kernel, p):
    each = [spread(size, k, p["stride"], p.get("dilation", 1), p["padding"] == "SAME")
            for size, k in zip(shape[1:3], kernel)]
    return [each[0][0], each[1][0], each[0][1], each[1][1]]


def contraction(net, p, arrays, y, op, weight, model, attributes=""):
    """A layer with weights [O, ...], and the rounding of its accumulators."""
    scales, rank = model["w"].scales.astype(np.float64), y.ndim
    products = [float(s) * float(p["x_scale"]) for s in scales]
    if len(scales) == 1:
        w_kind, sum_kind = f"!quant.uniform<i8:f32, {number(scales[0])}>", f"!quant.uniform<i32:f32, {number(products[0])}>"
        bias_kind = sum_kind
    else:
        each = ", ".join(map(number, products))
        w_kind = f"!quant.uniform<i8:f32:0, {{{', '.join(map(number, scales))}}}>"
        sum_kind, bias_kind = f"!quant.uniform<i32:f32:{rank - 1}, {{{each}}}>", f"!quant.uniform<i32:f32:0, {{{each}}}>"
    x = net.input(arrays["x0"], kind_of(arrays["x0"], p["x_scale"], p["x_zp"]))
    w = net.constant(weight, "i8", w_kind)
    b = net.constant(model["b"].data.astype(np.int32), "i32", bias_kind)
    sums = net.add(f"qnn.{op} {x[0]}, {w[0]} bias {b[0]} {{{attributes}}} : ({x[1]}, {w[1]}, {b[1]})", sum_kind, y.shape)
    return net.apply("requantize", [sums], kind_of(y, p["y_scale"], p["y_zp"]), y.shape, bounds(p, y))


def conv(net, p, arrays, y, model):
    weight, groups = model["w"].data, 1
    if p["what"] == "depthwise": # [1, H, W, O]
        weight, groups = weight.transpose(3, 1, 2, 0), arrays["x0"].shape[3]
    return contraction(net, p, arrays, y, "conv2d", weight, model,
                       f"strides = {list_of([p['stride']] * 2)}, dilations = {list_of([p['dilation']] * 2)}, "
                       f"pads = {list_of(pads_of(arrays['x0'].shape, weight.shape[1:3], p))}, groups = {groups} : i64")


def linear(net, p, arrays, y, model):
    return contraction(net, p, arrays, y, "linear", model["w"].data, model)


def conv_transpose(net, p, arrays, y, model):
    """What of the whole result is left out at the end follows from the shapes."""
    weight, options, pads = model["w"].data, model["options"], []
    same, stride = options.scalar(0, "b") == 0, options.scalar(1, "i")
    for size, k, out in zip(arrays["x0"].shape[1:3], weight.shape[1:3], y.shape[1:3]):
        first = spread(out, k, stride, 1, same)[0]
        pads.append((first, (size - 1) * stride + k - out - first))
    attributes = (f"strides = {list_of([stride] * 2)}, output_padding = array<i64: 0, 0>, dilations = array<i64: 1, 1>, "
                  f"pads = {list_of([pads[0][0], pads[1][0], pads[0][1], pads[1][1]])}, groups = 1 : i64")
    return contraction(net, p, arrays, y, "conv_transpose2d", weight, model, attributes)


def binary(net, p, arrays, y, model):
    names = {"maximum": "max", "minimum": "min"}
    operands = [net.input(arrays[role], kind_of(arrays[role], p[f"{name}_scale"], p[f"{name}_zp"]))
                for role, name in (("x0", "a"), ("x1", "b"))]
    return net.apply(names.get(p["what"], p["what"]), operands, kind_of(y, p["y_scale"], p["y_zp"]), y.shape, bounds(p, y))


def one_operand(op, attributes=lambda p, arrays, y, model: ""):
    """A case that is one op; a fused activation bounds what it gives."""

    def build(net, p, arrays, y, model):
        x = net.input(arrays["x0"], "f32" if p["x_scale"] is None else kind_of(arrays["x0"], p["x_scale"], p["x_zp"]))
        kind = "f32" if p["y_scale"] is None else kind_of(y, p["y_scale"], p["y_zp"])
        found = net.apply(op, [x], kind, y.shape, attributes(p, arrays, y, model))
        clamp = bounds(p, y) if p["y_scale"] else ""
        return net.apply("requantize", [found], kind, y.shape, clamp) if clamp else found

    return build


def prelu(net, p, arrays, y, model):
    """The positive part, and the negative one times the slopes; one of them is 0, and a sum of equal scales is exact."""
    alpha, code = model["alpha"], STORAGE[y.dtype.type]
    x_kind, kind = kind_of(arrays["x0"], p["x_scale"], p["x_zp"]), kind_of(y, p["y_scale"], p["y_zp"])
    x = net.input(arrays["x0"], x_kind)
    zero = net.constant(np.full((1,) * y.ndim, p["x_zp"], y.dtype), code, x_kind)
    slopes = net.constant(alpha.data, code, f"!quant.uniform<{code}:f32, {number(alpha.scales[0])}:{alpha.zeros[0]}>")
    above = net.apply("requantize", [x], kind, y.shape, f"clamp = array<i64: {p['y_zp']}, {np.iinfo(y.dtype).max}>")
    below = net.apply("mul", [net.apply("min", [x, zero], x_kind, y.shape), slopes], kind, y.shape)
    return net.apply("add", [above, below], kind, y.shape)


def concat(net, p, arrays, y, model):
    if any(scale != p["y_scale"] for scale in p["scales"]):
        raise Skip("a concat of 16 bits that copies codes of other scales")
    operands = [net.input(arrays[f"x{i}"], kind_of(y, s, z)) for i, (s, z) in enumerate(zip(p["scales"], p["zps"]))]
    return net.apply("concat", operands, kind_of(y, p["y_scale"], p["y_zp"]), y.shape, "axis = 3 : i64")


def pool(p, arrays, y, model):
    kernel = [p["k"]] * 2
    return (f"kernel = {list_of(kernel)}, strides = {list_of([p['stride']] * 2)}, "
            f"pads = {list_of(pads_of(arrays['x0'].shape, kernel, p))}")


def resize(mode, rounding):
    def attributes(p, arrays, y, model):
        coordinates = 2 if p["align_corners"] else 0 if p["half_pixel_centers"] else 1
        x, scales = arrays["x0"].shape, [y.shape[i] / arrays["x0"].shape[i] for i in (1, 2)]
        return (f"mode = {mode} : i64, coordinates = {coordinates} : i64, rounding = {rounding(coordinates)} : i64, "
                f"scales = array<f64: {number(scales[0])}, {number(scales[1])}>")

    return attributes


def pad(p, arrays, y, model):
    low, high = model["p"].data.T.tolist()
    return f"low = {list_of(low)}, high = {list_of(high)}, value = 0.0 : f32"


def strided_slice(p, arrays, y, model):
    """The first axis is whole: the masks say so."""
    return f"offsets = {list_of([0, *model['b'].data[1:]])}, strides = {list_of(model['s'].data)}"


OPS = {
    "conv2d": conv, "depthwise": conv, "fully_connected": linear, "transpose_conv": conv_transpose,
    "add": binary, "sub": binary, "mul": binary, "maximum": binary, "minimum": binary, "concatenation": concat,
    "logistic": one_operand("sigmoid"), "tanh": one_operand("tanh"), "hard_swish": one_operand("hard_swish"),
    "leaky_relu": one_operand("leaky_relu", lambda p, *rest: f"alpha = {np.float32(p['alpha']):.9e} : f32"),
    "relu": one_operand("relu"), "relu6": one_operand("clip", lambda *rest: "min = 0.0 : f32, max = 6.0 : f32"),
    "prelu": prelu,
    "softmax": one_operand("softmax", lambda p, arrays, y, model: f"axis = {y.ndim - 1} : i64"),
    "average_pool": one_operand("avg_pool2d", pool), "max_pool": one_operand("max_pool2d", pool),
    "mean": one_operand("reduce", lambda p, *rest: f"kind = 0 : i64, axes = {list_of(p['axis'])}"),
    "resize_bilinear": one_operand("resize", resize(1, lambda coordinates: 0)),
    "resize_nearest": one_operand("resize", resize(0, lambda coordinates: 2 if coordinates == 1 else 1)),
    "pad": one_operand("pad", pad), "strided_slice": one_operand("slice", strided_slice),
    "requantize": one_operand("requantize"), "quantize": one_operand("quantize"), "dequantize": one_operand("dequantize"),
}


def build(case, arrays, model):
    what = case["what"].split(" ")[0] # "fully_connected per channel"
    what = "leaky_relu" if what.startswith("leaky_relu") else what
    if what not in OPS:
        raise Skip(f"the operator {what}, which runs in float")
    net = Network("tflite")
    return net, OPS[what](net, {**case["params"], "what": what}, arrays, arrays["y"], model)


def check(family, case, tools):
    arrays = {role: family.array(case, role) for role in case["arrays"]}
    net, result = build(case, arrays, read_model(os.path.join(family.folder, case["model"])))
    module, compiled = tools.path(".mlir"), tools.path(".o")
    with open(module, "w") as file:
        file.write(net.text(result))
    error = tools.run("quantc", module, "--target=native", "--name=net", "-o", compiled)
    if error:
        return error[:300]
    data = tools.save(net.arrays)
    for what, program in (("reference", module), ("object", compiled)):
        found = tools.run_for_arrays("quant-run", program, data)
        if isinstance(found, str):
            return found[:300]
        codes = np.asarray(found["y"])[0].astype(np.float64)
        for role, expect in case["expect"].items():
            if not is_near(codes, arrays[role], expect):
                wrong = codes.reshape(arrays[role].shape) - arrays[role]
                return f"{what}, {role}: {int((wrong != 0).sum())} of {wrong.size} differ, by at most {np.abs(wrong).max():g}"
    return ""


def run(folder, tools):
    return check_all(folder, tools, check)

"""Run an exported network in ONNX Runtime, and compare with the reference.

Usage: run_onnxruntime.py MODULE.mlir NET.onnx DATA.npz [SAMPLES]

Checks NET.onnx, and prints for each setting of ONNX Runtime's graph optimization and each output of how many elements
how many are equal, and the largest difference: in steps of an integer, of a float against the largest value.
"""
import subprocess
import sys

import numpy
import onnx
import onnxruntime


def main(module, net, data, samples="4"):
    onnx.checker.check_model(onnx.load(net), full_check=True)
    print("checked")
    subprocess.run(["quant-run", module, data, f"--samples={samples}", "-o", net + ".npz"], check=True,
                   capture_output=True)
    wanted, arrays = numpy.load(net + ".npz"), numpy.load(data)
    for word, level in (("off", "ORT_DISABLE_ALL"), ("on", "ORT_ENABLE_ALL")):
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, level)
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(net, options, providers=["CPUExecutionProvider"])
        found = []
        for i in range(int(samples)):
            types = {"tensor(float)": "f4", "tensor(uint8)": "u1", "tensor(int32)": "i4"}
            found.append(session.run(None, {value.name: arrays[value.name][i].reshape(value.shape).astype(types[value.type])
                                            for value in session.get_inputs()}))
        for output, *values in zip(session.get_outputs(), *found):
            want = wanted[output.name]
            got = numpy.stack(values).reshape(want.shape)
            equal = (got == want) | ((got != got) & (want != want))
            difference = numpy.abs(got.astype("f8") - want)[~equal].max(initial=0)
            if output.type == "tensor(float)":
                largest = numpy.abs(want[numpy.isfinite(want)]).max(initial=0)
                difference = f"{difference / largest if difference else 0:.1e}"
            else:
                difference = int(difference)
            print(f"{word} {output.name}: {equal.sum()} of {equal.size} equal, largest difference {difference}")


main(*sys.argv[1:])

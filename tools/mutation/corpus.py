"""Objects of networks for every target, to tell whether a fault changes any: part of tools/mutate."""
import hashlib
import pathlib
import random
import shutil
import struct
import sys

QUANTIZED = ["ad01_int8_qdq", "kws_ref_model_qdq", "pretrainedResnet_quant_qdq", "shark_QuantizedMLP"]


class Corpus:
    """What quantc of the unchanged tree makes of the networks, made when it is first asked for."""

    def __init__(self, copy, run):
        """`copy`: folder of the unchanged tree, built; `run(command)` returns (exit code, output)."""
        sys.path[:0] = [str(copy / "test/Emulation"), str(copy / "test/Kernels")]
        import graphs
        import harness
        import npz
        self.run, self.folder, self.known = run, copy / "build/corpus", {}
        self.folder.mkdir(exist_ok=True)
        self.unchanged = self.folder / "quantc"
        shutil.copy2(copy / "build/dev/bin/quantc", self.unchanged)

        draw = random.Random(1)
        noise = struct.pack(f"<{32 * 784}f", *(draw.random() for _ in range(32 * 784)))
        npz.write(self.folder / "noise.npz", {"images": ((32, 1, 28, 28), noise)})
        models = [[copy.parent / f"shared/models/{name}.onnx"] for name in QUANTIZED]
        shipped = copy / "test/EndToEnd/Inputs/fashion_mbv2.onnx"
        models += [[shipped, f"--calibrate={self.folder / 'noise.npz'}"], [shipped, "--recipe=float"]]
        for part in range(8):
            chosen = [graphs.Graph(f"corpus {part}", index, 6 if part % 4 == 3 else 1) for index in range(20)]
            models.append([self.folder / f"random-{part}.mlir"])
            models[-1][0].write_text(graphs.module(chosen))
        self.commands = [[*map(str, model), f"--target={target}", "--name=net"]
                         for model in models if pathlib.Path(model[0]).exists() for target in harness.TARGETS]

    def make(self, quantc, command):
        """Returns the hash of the object, or the exit code."""
        out = self.folder / "net.o"
        out.unlink(missing_ok=True)
        code, _ = self.run([str(quantc), *command, "-o", str(out)])
        return hashlib.sha256(out.read_bytes()).hexdigest() if code == 0 else code

    def difference(self, quantc):
        """Returns the first command whose object is another one with `quantc`, or None."""
        for command in self.commands:
            key = " ".join(command)
            if key not in self.known:
                self.known[key] = self.make(self.unchanged, command)
                if not isinstance(self.known[key], str):
                    sys.exit(f"mutate: the unchanged tree makes no object: quantc {key}")
            if self.make(quantc, command) != self.known[key]:
                return f"quantc {key}"
        return None

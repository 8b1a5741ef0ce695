"""lit configuration: quantc tools first on PATH, then LLVM's."""
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import lit.formats

config.name = "quantc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.quantc_binary_dir, "test")
config.environment["PATH"] = os.pathsep.join(
    [config.quantc_binary_dir + "/bin", config.llvm_tools_dir, config.environment["PATH"]])

# Networks and data that are not ours lie beside the checkout, and are not everywhere.
shared = os.path.join(os.path.dirname(config.quantc_source_dir), "shared")
if os.path.isdir(shared):
    config.available_features.add("shared")
# An address sanitizer's process has terabytes of address space, and ends itself where memory runs out.
config.available_features.update(["sanitized"] if config.quantc_sanitized else [])
if config.quantc_sanitized:
    # LLVM is built without sanitizers: its allocators hand out memory that ours have poisoned.
    config.environment["ASAN_OPTIONS"] = "allow_user_poisoning=0"
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
    config.environment["ASAN_SYMBOLIZER_PATH"] = os.path.join(config.llvm_tools_dir, "llvm-symbolizer")
config.substitutions.append(("%memory_mib", "0" if config.quantc_sanitized else "4096"))
if os.path.exists("/etc/debian_version"):
    config.available_features.add("debian")
if os.path.exists(config.quantc_binary_dir + "/bin/quantc-unit-tests"):
    config.available_features.add("unit-tests")
if os.path.isdir("/usr/share/datasets/fashion-mnist"):
    config.available_features.add("fashion-mnist")
if os.path.isdir("/usr/share/libonnx-testdata/data"):
    config.available_features.add("onnx-testdata")
if importlib.util.find_spec("numpy"):
    config.available_features.add("numpy")
# Of the Pythons on PATH the first that has ONNX Runtime: it need not be the one that runs the tests.
for python in [sys.executable, shutil.which("python3", path=config.environment["PATH"]), os.environ.get("QUANTC_ONNXRUNTIME_PYTHON")]:
    probe = "import numpy, onnx, onnxruntime"
    if python and subprocess.run([python, "-c", probe], capture_output=True).returncode == 0:
        config.available_features.add("onnxruntime")
        config.substitutions.append(("%onnxruntime_python", python))
        break
if shutil.which("mpirun"):
    config.available_features.add("mpirun")
config.substitutions.append(("%python", sys.executable))
# %exits 3 COMMAND: the command ends with code 3.
config.substitutions.append(("%exits", sys.executable + " " + os.path.join(config.test_source_root, "Inputs", "exits.py")))
config.substitutions.append(("%shared", shared))
config.substitutions.append(("%llvm_include", os.path.join(os.path.dirname(config.llvm_tools_dir), "include")))
config.substitutions.append(("%source", config.quantc_source_dir))
config.substitutions.append(("%build", config.quantc_binary_dir))

# Tests that draw a seed: `lit --param thorough=1`, as tools/check --thorough does.
if "thorough" in lit_config.params:
    config.available_features.add("thorough")

# Programs for any target, native or emulated: test/Emulation.
if platform.machine() == "x86_64":
    config.available_features.add("x86")
if shutil.which("qemu-x86_64-static"):
    config.available_features.add("qemu")
config.substitutions.append(("%run_on", os.path.join(config.test_source_root, "Emulation", "run-on")))
config.environment["QUANTC_EMULATION"] = os.path.join(config.test_exec_root, "Emulation", "built")

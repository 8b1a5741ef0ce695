"""Usage: interrupt.py MODEL.onnx FOLDER: interrupts quantc between its steps, and prints its code and what it left."""
import os
import signal
import subprocess
import sys
import time

model, folder = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
folder = os.path.join(folder, "interrupted")
temporary = os.path.join(folder, "temporary")
os.makedirs(temporary)
data = os.path.join(os.path.dirname(folder), "images.npz")
make = os.path.join(here, "..", "..", "Support", "Inputs", "make_npz.py")
subprocess.run([sys.executable, make, data, "x=f4:64,1,28,28:math.sin(i)"], check=True)


def left():
    return sorted(os.listdir(temporary) + [name for name in os.listdir(folder) if name != "temporary"])


for number in (signal.SIGINT, signal.SIGTERM):
    quantc = subprocess.Popen(["quantc", model, "--calibrate=" + data, "-o", os.path.join(folder, "net.o")],
                              env={**os.environ, "TMPDIR": temporary}, stderr=subprocess.DEVNULL,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    # The statistics lie in a temporary file while the later steps run.
    while not os.listdir(temporary):
        assert quantc.poll() is None, "quantc ended before it could be interrupted"
        time.sleep(0.01)
    quantc.send_signal(number)
    print(number.name, quantc.wait(), left())

reading, writing = os.pipe()
os.close(reading)
quantc = subprocess.run(["quantc", model, "--recipe=float", "--emit=asm"], stdout=writing, stderr=subprocess.PIPE,
                        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL))
assert quantc.returncode == -signal.SIGPIPE and not quantc.stderr, quantc
print("SIGPIPE", left())

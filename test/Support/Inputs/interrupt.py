"""Sends SIGHUP, SIGINT and SIGTERM to a tool that holds an unfinished output in FOLDER."""
import os
import shutil
import signal
import subprocess
import sys
import time

folder = sys.argv[1]
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    # A background job inherits SIGINT ignored, and then it has no effect on the tool either.
    tool = subprocess.Popen(["test-support", "write", "late", "--hang", "-o", folder + "/a"], stdout=subprocess.PIPE,
                            preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) for s in (signal.SIGHUP, signal.SIGINT)])
    tool.stdout.readline()
    assert any(name.startswith(".quantc") for name in os.listdir(folder))
    tool.send_signal(number)
    print(number.name, tool.wait(), sorted(os.listdir(folder)))

# While outputs are published a signal waits, whichever thread takes it: the pipe is written in full, and the file
# after it appears. What the caller ignores stays ignored.
folder = os.path.join(folder, "pipe")
for word, number, handler in (("held", signal.SIGINT, signal.SIG_DFL), ("ignored", signal.SIGINT, signal.SIG_IGN),
                              ("ignored", signal.SIGHUP, signal.SIG_IGN)):
    os.makedirs(folder)
    first, pipe = os.path.join(folder, "first"), os.path.join(folder, "pipe")
    os.mkfifo(pipe)
    tool = subprocess.Popen(["test-support", "write", "late", "--thread", "-o", first, "-o", pipe],
                            preexec_fn=lambda: signal.signal(number, handler))
    while not any(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder) if name != "pipe"):
        time.sleep(0.01)
    time.sleep(0.5)  # the file is complete under its temporary name; now the pipe waits for a reader
    tool.send_signal(number)
    time.sleep(0.5)
    if tool.poll() is None:
        with open(pipe) as reader:
            print(word, reader.read().strip(), tool.wait(), os.path.exists(first))
    else:
        print(word, "not")
    shutil.rmtree(folder)

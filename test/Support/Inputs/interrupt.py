"""Sends SIGHUP, SIGINT and SIGTERM to a tool that holds an unfinished output in FOLDER."""
import os
import signal
import subprocess
import sys

folder = sys.argv[1]
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    # A background job inherits SIGINT ignored, and then it has no effect on the tool either.
    tool = subprocess.Popen(["test-support", "write", "late", "--hang", "-o", folder + "/a"], stdout=subprocess.PIPE,
                            preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) for s in (signal.SIGHUP, signal.SIGINT)])
    tool.stdout.readline()
    assert any(name.startswith(".quantc") for name in os.listdir(folder))
    tool.send_signal(number)
    print(number.name, tool.wait(), sorted(os.listdir(folder)))

"""Sends SIGINT and SIGTERM to a tool that holds an unfinished output in FOLDER."""
import os
import signal
import subprocess
import sys

folder = sys.argv[1]
for number in (signal.SIGINT, signal.SIGTERM):
    tool = subprocess.Popen(["test-support", "write", "late", "--hang", "-o", folder + "/a"], stdout=subprocess.PIPE)
    tool.stdout.readline()
    assert any(name.startswith(".quantc") for name in os.listdir(folder))
    tool.send_signal(number)
    print(number.name, tool.wait(), sorted(os.listdir(folder)))

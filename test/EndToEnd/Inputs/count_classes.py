"""How many images have the class that their files are named for: count_classes.py CLASSES.npz FOLDER"""
import os
import struct
import sys
import zipfile

NAMES = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot"]

with zipfile.ZipFile(sys.argv[1]) as file:
    data = file.read("logits_indices.npy")
data = data[10 + struct.unpack("<H", data[8:10])[0]:]
best = struct.unpack(f"<{len(data) // 4}i", data)[::3]
files = sorted(name for name in os.listdir(sys.argv[2]) if name.endswith(".png"))
right = sum(NAMES[k] == name[3:-4] for k, name in zip(best, files, strict=True))
print(f"{right} of {len(files)}")

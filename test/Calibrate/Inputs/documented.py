"""Writes the one sh block of a page that begins with a word to a file: documented.py PAGE WORD OUT"""
import re
import sys

page, word, out = sys.argv[1:]
blocks = [block for block in re.findall(r"^```sh\n(.*?)^```", open(page).read(), re.S | re.M) if block.startswith(word)]
if len(blocks) != 1:
    sys.exit(f"{page}: {len(blocks)} blocks begin with {word}")
open(out, "w").write(blocks[0])

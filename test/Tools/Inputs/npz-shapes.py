"""Print member, header and bytes of data for each array of the .npz files named."""
import sys
import zipfile

for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            header = 10 + int.from_bytes(content[8:10], "little")
            print(name, content[10:header].decode().strip(), len(content) - header)

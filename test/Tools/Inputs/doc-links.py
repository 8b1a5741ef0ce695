"""Print links and paths in README.md and docs/*.md below a folder that lead nowhere; exit 1 if there are some."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
bad = 0
for page in [*root.glob("README.md"), *sorted(root.glob("docs/**/*.md"))]:
    text = page.read_text()
    links = [(link, page.parent / link) for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)]
    links += [(path, root / path) for path in re.findall(r"`((?:tools|test|lib|include|docs)/[\w./-]*\w/?)", text)]
    for name, path in links:
        if not path.exists():
            print(f"{page.relative_to(root)}: no {name}")
            bad += 1
sys.exit(bad != 0)

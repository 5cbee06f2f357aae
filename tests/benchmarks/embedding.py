"""Bytes over the wire of what puts a questionnaire into somebody's page.

`python -m tests.benchmarks.embedding` needs npm and the network: what others
publish is fetched into a folder that is thrown away.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types

from tests.minified import MADE

#: The file of each package that a page loads, the largest one that is not a source map.
OTHERS = {
    "@typeform/embed": "build/embed.js",
    "@iframe-resizer/parent": "index.umd.js",
    "@iframe-resizer/child": "index.umd.js",
    "@open-iframe-resizer/core": "",
}


def main() -> None:
    """Print the sizes, ours first."""
    for name in ("embed.js", "frame.js", "wordpress.js"):
        _print(f"ours: {name}", MADE / name)
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", folder, *OTHERS]
        subprocess.run(command, check=True)
        for package, named in OTHERS.items():
            root = Path(folder, "node_modules", package)
            version = json.loads((root / "package.json").read_text())["version"]
            file = root / named if named and (root / named).exists() else _main(root)
            _print(f"{package} {version}: {file.relative_to(root)}", file)


def _main(root: Path) -> Path:
    """Return what the package names for browsers, else its main file."""
    package = json.loads((root / "package.json").read_text())
    named = (
        package.get("browser") or package.get("unpkg") or package.get("module") or package["main"]
    )
    return root / str(named)


def _print(what: str, file: Path) -> None:
    body = file.read_bytes()
    print(f"{what}: {len(body):,} bytes, {len(brotli.compress(body)):,} with brotli")


if __name__ == "__main__":
    main()

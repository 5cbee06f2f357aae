"""schemathesis against a real server: does the API keep to its description, header by header?

Needs schemathesis: `make fuzz` brings it. It goes through every case that the description names
("coverage"). Making more at random ("fuzzing") it refuses: it cannot draw from a schema with as
many conditions between questions. `test_api.py` does that, from random people.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from tests.copies import RULES
from tests.web.running import running

_SCHEMATHESIS = str(Path(sysconfig.get_path("scripts")) / "schemathesis")


def main() -> None:
    """End as schemathesis does: with 1 if any of its checks found something."""
    with tempfile.TemporaryDirectory() as folder, running(RULES, Path(folder)) as server:
        address = f"http://127.0.0.1:{server.port}/api/v1/openapi.json"
        options = ["--phases", "coverage", "--checks", "all"]
        ended = subprocess.run([_SCHEMATHESIS, "run", address, *options], check=False, cwd=folder)
    sys.exit(ended.returncode)


if __name__ == "__main__":
    main()

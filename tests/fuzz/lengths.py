"""How long is tried: a little in every run of the tests, much in `make fuzz`."""

from __future__ import annotations

import os

#: Times as many as in a run of the tests; `make fuzz` sets it.
TIMES = int(os.environ.get("FUZZ", "1"))
TRIED = 100 * TIMES

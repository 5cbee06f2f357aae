"""How many processor cores this process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")


def usable_cores(groups: Path = _GROUPS, own_group: Path = _OWN_GROUP) -> int:
    """Return how many, where a container, systemd or taskset may leave fewer than there are."""
    affinity = getattr(os, "sched_getaffinity", None)
    allowed = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, math.ceil(min(allowed, _quota(groups, own_group))))


def _quota(groups: Path, own_group: Path) -> float:
    """Return the share of cores that the kernel's second kind of control group leaves."""
    try:
        lines = own_group.read_text(encoding="ascii").splitlines()
        own = next(line[len("0::/") :] for line in lines if line.startswith("0::/"))
        quota, period = (groups / own / "cpu.max").read_text(encoding="ascii").split()
        return math.inf if quota == "max" else int(quota) / int(period)
    except (OSError, ValueError, StopIteration):
        return math.inf

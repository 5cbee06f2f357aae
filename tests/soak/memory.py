"""How much memory the processes of a server take, and how many files they hold open."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a process."""

    at: float
    megabytes: float
    files: int


@dataclass
class Watched:
    """Processes by their ids, looked at again and again."""

    samples: dict[int, list[Sample]] = field(default_factory=dict)

    def look(self, pids: list[int]) -> None:
        """Look at processes; one that is gone is left as it was."""
        for pid in pids:
            try:
                status = Path(f"/proc/{pid}/status").read_text()
                files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
                megabytes = int(status.split("VmRSS:")[1].split()[0]) / 1024
            except (OSError, IndexError):
                continue
            self.samples.setdefault(pid, []).append(Sample(time.monotonic(), megabytes, files))

    def thirds(self, pid: int) -> tuple[Sample, Sample]:
        """Return the median of the second third of a process's samples, and of the last.

        In the first third it grows: caches fill, and what is freed is not all handed back.
        """
        samples = self.samples[pid]
        third = max(1, len(samples) // 3)
        return _median(samples[third : 2 * third]), _median(samples[-third:])

    def at_age(self, pid: int, seconds: float) -> Sample | None:
        """Return what a process took so many seconds after it was first seen."""
        samples = self.samples[pid]
        return next((one for one in samples if one.at - samples[0].at >= seconds), None)


def _median(samples: list[Sample]) -> Sample:
    return Sample(
        samples[0].at,
        median(one.megabytes for one in samples),
        int(median(one.files for one in samples)),
    )

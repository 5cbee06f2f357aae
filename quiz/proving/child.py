"""The process of its own in which a rulebook is proved, seen from the one that asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from quiz.proving.handing import packed, unpacked
from quiz.proving.proof import Proof, unknown

#: After these the proofs are cut short; the project's own rulebook needs about one.
SECONDS = 60

_PACKAGE = Path(__file__).resolve().parent.parent.parent


def prove(folder: Path, former: Proof | None = None, seconds: float = SECONDS) -> Proof:
    """Read and prove a folder of rules in a process of its own. Never raises.

    From a former proof it takes what has not changed since, if there is one.
    A process that crashes or takes too long has proved nothing.
    """
    command = [sys.executable, "-m", "quiz.proving", str(folder)]
    places = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, and no shell
            command,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(places)},
            input=packed(former),
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        return handed_over(ended.stdout) or unknown("the proofs gave no answer")
    except subprocess.TimeoutExpired:
        return unknown(f"the proofs took longer than {seconds:g} seconds")
    except subprocess.CalledProcessError as error:
        return unknown(f"the proofs ended with {error.returncode}{_last_words(error.stderr)}")
    except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing was proved
        return unknown(f"the proofs gave no answer ({type(error).__name__})")


def handed_over(content: bytes) -> Proof | None:
    """Return the proof that was put into some bytes, if it was a proof. Never raises."""
    with suppress(Exception):  # by another version, say: then it is none
        proof = unpacked(content)
        return proof if isinstance(proof, Proof) else None
    return None


def _last_words(errors: bytes) -> str:
    lines = errors.decode(errors="replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f", saying {said[:200]}" if said else ""

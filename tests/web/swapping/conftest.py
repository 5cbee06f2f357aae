from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.web.asking import TINY


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small rulebook, to be changed."""
    return shutil.copytree(TINY, tmp_path / "rules")

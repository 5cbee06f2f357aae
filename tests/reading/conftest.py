from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory: places are shown from here, so that they can be opened."""
    monkeypatch.chdir(tmp_path)
    return tmp_path

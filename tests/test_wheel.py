"""The wheel carries rules, templates and static files, and runs from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_serves_its_own_rules_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    asked = (
        "import quiz, quiz.web; client = quiz.web.create_app().test_client();"
        "codes = [client.get(at).status_code for at in ('/', '/static/css/pages.css')];"
        "print(quiz.__file__, *codes)"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    environment.pop("QUIZ_RULES", None)

    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    assert answer.stdout.split() == [str(unpacked / "quiz" / "__init__.py"), "200", "200"]


def test_the_wheel_leaves_the_tests_and_wsgi_at_home(unpacked: Path) -> None:
    at_the_top = sorted(path.name for path in unpacked.iterdir() if "dist-info" not in path.name)

    assert at_the_top == ["quiz"]

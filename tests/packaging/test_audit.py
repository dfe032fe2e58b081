"""What is known to be weak is told, and what nobody could look up is not called sound."""

import os
import subprocess
import sys
from pathlib import Path

import audit
import pytest

REPORT = {
    "dependencies": [
        {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]},
        {"name": "numpy", "version": "2.0", "vulns": []},
        *({"name": f"unknown-{number}", "skip_reason": "not found on PyPI"} for number in range(7)),
    ]
}


def test_what_is_weak_is_told_and_what_was_not_looked_up_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.tell(REPORT) == 1
    weak, looked_up, not_known = capsys.readouterr().out.splitlines()
    assert weak == "pillow 1.0: PYSEC-1, mended in 1.1"
    assert looked_up == "2 of 9 packages were looked up; 1 weaknesses are known."
    assert "Of 7 packages nothing is known" in not_known and not_known.endswith("unknown-4 and 2 more.")
    assert audit.tell({"dependencies": REPORT["dependencies"][1:]}) == 0


def test_where_nothing_can_be_reached_that_is_said_and_nothing_fails(tmp_path: Path) -> None:
    """An index of which nobody is there; the folder that pip is set up with here has no such package either."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, audit.__file__],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, **nowhere, "GITHUB_ACTIONS": "true"},
    )
    assert (done.returncode, done.stdout) == (0, "::notice::pip-audit can't be reached: nothing was looked up.\n")

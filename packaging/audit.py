"""Whether anything that the program is made with is known to be weak, as pip-audit tells of what the lock names.

It asks the Python Package Index about each version. What it gets no answer for it passes over, so here that is counted
and said: nothing is called sound that nobody looked up. Where the index can't be reached at all that is said too, and
nothing fails.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "lock" / "run.txt"
_NAMED = 5


def main() -> int:
    """Print what is known; 1 where something is weak."""
    words = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--requirement", str(LOCK)]
    words += ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return _notice(f"The data on known weaknesses can't be reached: nothing was looked up. {done.stderr[-300:]}")
    return tell(report)


def tell(report: dict[str, Any]) -> int:
    """Print what such a report says, and of what it says nothing; 1 where something is weak."""
    told = report["dependencies"]
    passed_over = [each["name"] for each in told if "skip_reason" in each]
    weak = [(each, one) for each in told for one in each.get("vulns", ())]
    for each, one in weak:
        better = ", ".join(one["fix_versions"]) or "no version yet"
        print(f"{each['name']} {each['version']}: {one['id']}, mended in {better}")
    print(f"{len(told) - len(passed_over)} of {len(told)} packages were looked up; {len(weak)} weaknesses are known.")
    if passed_over:
        more = len(passed_over) - _NAMED
        names = ", ".join(passed_over[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        _notice(f"Of {len(passed_over)} packages nothing is known where this was asked: {names}.")
    return int(bool(weak))


def _notice(sentence: str) -> int:
    print(f"::notice::{sentence}" if os.environ.get("GITHUB_ACTIONS") else sentence)
    return 0


if __name__ == "__main__":
    sys.exit(main())

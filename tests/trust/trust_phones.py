"""Sixty phones with twenty answers each at once, over a network that loses every seventh page, and one that floods.

What follows the name: how many phones and answers, 60x20 if nothing does.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    size = sys.argv[1] if len(sys.argv) > 1 else "60x20"
    test = [sys.executable, "-m", "pytest", "tests/facilitator/phones", "-q"]
    told = {**os.environ, "FACILITATOR_PHONES": size, "FACILITATOR_FLOOD": "10000"}
    return subprocess.run(test, cwd=ROOT, env=told, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

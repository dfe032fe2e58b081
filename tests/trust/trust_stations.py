"""Three computers on which 24 people answer, in random order, with files that go to and fro: they end as one computer.

What follows the name: how many orders, 200 if nothing does.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    orders = sys.argv[1] if len(sys.argv) > 1 else "200"
    tests = "tests/facilitator/sharing/test_stations.py"
    test = [sys.executable, "-m", "pytest", tests, "-k", "three_computers", "-q", "-n", "auto"]
    return subprocess.run(test, cwd=ROOT, env={**os.environ, "FACILITATOR_STATIONS": orders}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

"""Three computers on which 24 people answer, in random order, with files that go to and fro: they end as one computer.

Then kills while such a file is made, handed back and brought in. What follows the name: how many orders, 200 if nothing
does, and how many kills of each kind, 40.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    orders = sys.argv[1] if len(sys.argv) > 1 else "200"
    kills = sys.argv[2] if len(sys.argv) > 2 else "40"
    tests = [f"tests/facilitator/sharing/{name}.py" for name in ("test_stations", "test_killed_stations")]
    test = [sys.executable, "-m", "pytest", *tests, "-k", "three_computers or killed", "-q", "-n", "auto"]
    told = {**os.environ, "FACILITATOR_STATIONS": orders, "FACILITATOR_KILLS": kills}
    return subprocess.run(test, cwd=ROOT, env=told, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

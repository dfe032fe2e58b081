"""Every test by chance with five times the examples that it names, or 500, where the tests look at a few of them.

What follows the name goes to pytest, such as a folder of tests.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run them; 1 where anything went wrong."""
    words = [sys.executable, "-m", "pytest", "-m", "hypothesis", "--hypothesis-profile=whole", "-n", "auto", *arguments]
    return int(subprocess.run(words, cwd=ROOT, check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

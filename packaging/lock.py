"""Remakes the lock files from pyproject.toml: for maintainers, after a change of dependencies.

Keeps the locked versions where they still fit; with `--upgrade` it takes the newest that do. Each set holds the ones
before it in the same versions, so that installing a later set never takes anything away. The files carry versions and
hashes for every system, and no addresses; pip itself is the venv's own.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "lock"
SETS = {"run": ("build",), "test": ("build", "bundle", "test"), "bench": ("build", "bundle", "test", "bench")}
"""The dependency groups of each set, beside the project's own dependencies."""

COMPILE = (
    "pip compile - --quiet --universal --python-version 3.11 --generate-hashes "
    "--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-package pip"
)


def main(arguments: list[str]) -> int:
    """Compile every set; the run's versions bind the test's, and those the bench's."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None or arguments not in ([], ["--upgrade"]):
        print("usage: python packaging/lock.py [--upgrade]; it needs uv: python -m pip install uv")
        return 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    before: list[str] = []
    for name, groups in SETS.items():
        wanted = list(project["project"]["dependencies"])
        for group in groups:
            wanted += project["dependency-groups"][group]
        lock = LOCKS / f"{name}.txt"
        words = [uv, *COMPILE.split(), *arguments, *before, "--output-file", str(lock)]
        subprocess.run(words, input="\n".join(wanted), text=True, check=True)
        packages = {line.partition("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line}
        print(f"{lock.relative_to(ROOT).as_posix()}: {len(packages)} packages")
        before = ["--constraint", str(lock)]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

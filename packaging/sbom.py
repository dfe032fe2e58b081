"""Writes what the program is made with as a software bill of materials: CycloneDX 1.6, JSON.

What is listed is what the lock file of the run installs on any system: names, versions, hashes and where from, with the
licences that the installed packages state, and Qt, fonts and icons. The same commit gives the same file.
"""

import json
import re
import sys
import uuid
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from facilitator import __version__  # noqa: E402
from ui.about import credits, licence_of  # noqa: E402

LOCK = ROOT / "packaging" / "lock" / "run.txt"
_PACKAGE = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def main(arguments: list[str]) -> int:
    """Print the file, or write it to the path given."""
    text = json.dumps(bill(), ensure_ascii=False, indent=1) + "\n"
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


def bill() -> dict[str, Any]:
    """The values of the file."""
    lock = LOCK.read_text(encoding="utf-8")
    program = {
        "type": "application",
        "name": "facilitator",
        "version": __version__,
        "bom-ref": f"pkg:pypi/facilitator@{__version__}",
        "purl": f"pkg:pypi/facilitator@{__version__}",
        "licenses": [{"license": {"id": "MIT"}}],
    }
    components = [*_packages(lock), *_others()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(bytes=sha256(lock.encode()).digest()[:16], version=5)}",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [each["bom-ref"] for each in components]}],
    }


def _packages(lock: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if told := _PACKAGE.match(line):
            name, version, condition = told.groups()
            purl = f"pkg:pypi/{name}@{version}"
            found.append({"type": "library", "name": name, "version": version, "bom-ref": purl, "purl": purl,
                          "hashes": [], "licenses": _licences(name)})  # fmt: skip
            if condition:
                found[-1]["properties"] = [{"name": "facilitator:installed-where", "value": condition}]
        elif hashed := _HASH.search(line):
            # Of each file that the index has of it, one of which is installed.
            found[-1]["hashes"].append({"alg": "SHA-256", "content": hashed[1]})
    return found


def _licences(name: str) -> list[dict[str, Any]]:
    try:
        metadata(name)
    except PackageNotFoundError:
        # Of another system than this one.
        return []
    return _licence(licence_of(name))


def _licence(told: str) -> list[dict[str, Any]]:
    if not told:
        return []
    return [{"expression": told}] if _EXPRESSION.fullmatch(told) and "-" in told else [{"license": {"name": told}}]


def _others() -> list[dict[str, Any]]:
    """What is no package of Python's: Qt itself, fonts and icons."""
    listed = {name.lower() for name, *_ in (_PACKAGE.match(line).groups() for line in  # type: ignore[union-attr]
              LOCK.read_text(encoding="utf-8").splitlines() if _PACKAGE.match(line))}  # fmt: skip
    found = []
    for title, licence in credits():
        name, _, version = title.partition(" ") if title.startswith("Qt ") else (title, "", "")
        if re.sub(r"[-_.]+", "-", title.rpartition(" ")[0]).lower() not in listed:
            entry = {"type": "library", "name": name, "bom-ref": f"facilitator:{name}", "licenses": _licence(licence)}
            found.append(entry | ({"version": version} if version else {}))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Which build of the program this is: a bundle knows the commit that it was made from."""

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from facilitator.resources import resource

_RELEASES = "Releases"
"""The label of the page with releases among the addresses of the project, as pyproject.toml has it."""


@dataclass(frozen=True, slots=True)
class Build:
    """The short name of a commit, with a plus where files differed from it, and its day as YYYY-MM-DD."""

    commit: str
    day: str


def build() -> Build | None:
    """What this program was made from; None in a checkout and for a package from an index."""
    path = resource("build.json")
    if not path.is_file():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    return Build(told["commit"], told["day"])


def bill_of_materials() -> Path | None:
    """The list of all parts, as CycloneDX, that a bundle brings along."""
    path = resource("sbom.cdx.json")
    return path if path.is_file() else None


def releases_page() -> str:
    """The address of the page on which newer versions stand; "" while the project names none."""
    try:
        addresses = metadata("facilitator").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    found = (address.partition(", ") for address in addresses)
    return next((address for label, _, address in found if label == _RELEASES), "")

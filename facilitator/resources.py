"""Where the files in `resources/` are, in a checkout and in an installed package alike."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources_folder() -> Path:
    """The folder that holds fonts, icons, factor sets and the other content files."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of one content file or folder, for example `resource("factor_sets", "standard.json")`."""
    return resources_folder().joinpath(*parts)


def resource_named(folder: str, key: str) -> Path | None:
    """The content file of this key in a folder; None where there is none, whatever the key is."""
    # Looked for among those that are there: a key may come from a file, and be no name of any.
    return next((path for path in resource(folder).glob("*.json") if path.stem == key), None)

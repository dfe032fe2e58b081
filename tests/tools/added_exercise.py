"""An exercise that is there only for a test: its folder lies elsewhere and is found as if it lay beside the others."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import facilitator.exercises
from facilitator.exercises import registry
from facilitator.storage import parts


@contextmanager
def added_exercise(folder: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Write `files`, by their paths below `folder`, and let the folders in it be exercises within the block."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    added = {f"{parts.HOME}.{Path(name).parts[0]}" for name in files}
    facilitator.exercises.__path__.append(str(folder))
    _look_anew()
    try:
        yield
    finally:
        facilitator.exercises.__path__.remove(str(folder))
        for name in [name for name in sys.modules if ".".join(name.split(".")[:3]) in added]:
            del sys.modules[name]
        _look_anew()


def _look_anew() -> None:
    parts.migrations.cache_clear()
    registry._folders.cache_clear()

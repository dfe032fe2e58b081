"""The parts of a library whose tables grow apart from the rest: the exercises, each with migrations in its folder.

A folder of an exercise may hold `migrations/` with modules `m0001_<topic>`, `m0002_<topic>` and so on. Each has a
function `upgrade` that writes by Alembic's `op` and spells its tables out: it runs on libraries of any age, and models
are those of today. How far a library is stands in its table `schema_part`. Folders are looked at, never imported,
unless there is something to migrate.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

HOME = "facilitator.exercises"
"""The package below which each folder is a part."""


@cache
def migrations() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the migrations of each part that has any, in the order in which they run."""
    spec = find_spec(HOME)
    places = (spec and spec.submodule_search_locations) or ()
    found: dict[str, tuple[str, ...]] = {}
    for place in places:
        for part in pkgutil.iter_modules([place]):
            steps = sorted(each.name for each in pkgutil.iter_modules([str(Path(place, part.name, "migrations"))]))
            if steps:
                found[part.name] = tuple(steps)
    return found


def waiting(versions: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return the migrations that are still to run, by part, where a library's parts are of these versions."""
    found = {part: steps[versions.get(part, 0) :] for part, steps in migrations().items()}
    return {part: steps for part, steps in found.items() if steps}


def unknown(versions: Mapping[str, int]) -> frozenset[str]:
    """Return the parts of these versions that this program can't read: of a newer version, or not there at all."""
    return frozenset(part for part, version in versions.items() if version > len(migrations().get(part, ())))


def migration(part: str, name: str) -> ModuleType:
    """Import one migration of a part."""
    return import_module(f"{HOME}.{part}.migrations.{name}")

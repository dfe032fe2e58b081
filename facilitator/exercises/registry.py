"""The exercises there are: those whose folders lie in this package."""

import pkgutil
from functools import cache

import facilitator.exercises
from facilitator.errors import NotFound
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr


@cache
def _folders() -> dict[str, Exercise]:
    # By way of the package's finders, which know what is there in an installed and in a frozen program alike.
    names = [found.name for found in pkgutil.iter_modules(facilitator.exercises.__path__) if found.ispkg]
    return {name: Exercise(name) for name in sorted(names)}


def is_there(kind: str) -> bool:
    """Return whether there is an exercise of this kind."""
    return kind in _folders()


def exercise(kind: str) -> Exercise:
    """Return the exercise of this kind. Raises NotFound for one that is not installed."""
    found = _folders().get(kind)
    if found is None:
        raise NotFound(tr("This version of Facilitator does not know the exercise “{kind}”.", kind=kind), kind=kind)
    return found


def exercises() -> list[Exercise]:
    """Return all exercises in the order in which they are offered."""
    return sorted(_folders().values(), key=lambda each: (each.order, each.kind))

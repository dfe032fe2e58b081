"""The exercises there are. This is the one place that names them."""

from functools import cache
from importlib import import_module

from facilitator.errors import NotFound
from facilitator.exercises.contract import Exercise
from facilitator.i18n import tr

KINDS: tuple[str, ...] = ("network", "three_questions")
"""Folder names below this package, in the order in which they are offered."""


@cache
def exercise(kind: str) -> Exercise:
    """The exercise of this kind, imported at its first use. Raises NotFound for a kind of a newer version."""
    if kind not in KINDS:
        raise NotFound(tr("This version of Facilitator does not know the exercise “{kind}”.", kind=kind), kind=kind)
    found: Exercise = import_module(f"facilitator.exercises.{kind}").EXERCISE
    return found


def exercises() -> list[Exercise]:
    """All exercises in the order in which they are offered."""
    return [exercise(kind) for kind in KINDS]


def import_tables() -> None:
    """Import every module that declares tables, so that the metadata is whole."""
    import_module("facilitator.workshop.tables")
    import_module("facilitator.actions.tables")
    for kind in KINDS:
        import_module(f"facilitator.exercises.{kind}.tables")

"""The screens of the exercises, imported at their first use."""

from functools import cache
from importlib import import_module

from ui.exercises.contract import ExerciseUi


@cache
def exercise_ui(kind: str) -> ExerciseUi:
    """The screens of the exercise of this kind, which lie in the folder of the same name."""
    found: ExerciseUi = import_module(f"ui.exercises.{kind}").EXERCISE_UI
    return found

"""The screens of the exercises."""

from functools import cache

from ui.exercises.hooks import ExerciseUi


@cache
def exercise_ui(kind: str) -> ExerciseUi:
    """Return the screens of the exercise of this kind, which lie in the folder of the same name.

    Where there is no such folder, every hook has its default.
    """
    return ExerciseUi(kind)

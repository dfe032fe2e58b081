"""What the room sees, as facts: set by the console, shown by the projector, watched by both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

PROMPT = "prompt"
"""The view that every step has: its title and what to do."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is on the projector.

    `view` is `PROMPT` or the key of one of the exercise's views, and `options` are that view's choices. `blank`
    covers everything with a calm title picture; `frozen` keeps the picture that was there.
    """

    step_id: int | None = None
    view: str = PROMPT
    options: Mapping[str, str] = field(default_factory=dict)
    blank: bool = False
    frozen: bool = False


class Stage(QObject):
    """The one state of the projector. The console changes it; nothing reaches the room that is not in it."""

    changed = Signal(object)
    """The new `Showing`."""
    pictured = Signal(QPixmap)
    """What the projector really painted, scaled down; for the console's thumbnail."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = Showing()

    @property
    def showing(self) -> Showing:
        """What is on the projector now."""
        return self._showing

    def show(self, **facts: Any) -> None:
        """Change the given facts of `Showing` and leave the others."""
        showing = replace(self._showing, **facts)
        if showing != self._showing:
            self._showing = showing
            self.changed.emit(showing)

    def choose(self, option: str, value: str) -> None:
        """Set one option of the current view."""
        self.show(options={**self._showing.options, option: value})

"""The widgets through which the windows show the screens of an exercise.

Each gets the bridge of the open library: a model that it shares with others says what is different in the room, and
`changed` tells of everything that is committed. It reads the library, or its model, anew; none of them holds the truth.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.questionnaires.batches import Waiting
from facilitator.questionnaires.flow import PageView
from ui.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a projector view, for the console's controls: `values` are pairs of value and label."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """One view that an exercise can show on the projector."""

    key: str
    label: str
    choices: tuple[Choice, ...] = ()


class Spoken(NamedTuple):
    """What a prompt says below its title: one sentence, a few short lines that are counted, and what is said last."""

    sentence: str = ""
    lines: Sequence[str] = ()
    end: Sequence[str] = ()


class ProjectorView(Speaker, QWidget):
    """What the room sees of an exercise. Never a name of a contact.

    It paints with `ui.theme.theme.tokens_for(self)`: the projector may keep to another scheme than the windows. The
    option `ui.stage.HIGHLIGHT` holds the id of a participant who is to stand out, or "": by the name that
    `facilitator.workshop.consent.name_for_room` allows, else as "a participant".
    """

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger by this factor, as far as it fits."""

    rests_changed = Signal()
    """What it `rests_on` may be another."""

    def rests_on(self) -> frozenset[Hashable]:
        """What stands on it now and may have to go again: of whom something is shown, how finely, and whose words.

        A picture of it is kept only for as long as all of that is still there. Numbers and places may change meanwhile.
        """
        return frozenset()

    waiting_changed = Signal()
    """What is `waiting` may be another."""

    def waiting(self) -> Waiting:
        """Whose answers the room is not shown yet, since one person's alone would tell whose they are."""
        return Waiting()

    def show_waiting(self) -> None:
        """Show them now: the facilitator has asked."""

    def is_read(self) -> bool:
        """Whether what it shows has been read; a picture made before would show nothing. `rests_changed` follows."""
        return True

    def names_people(self) -> bool:
        """Whether what it shows now names people of the room, which a picture takes along wherever it goes."""
        return False

    def for_picture(self) -> None:
        """Show what a picture of it will hold: a file can be measured, so nobody's own values are in one."""


class StationFlow(Speaker, QWidget):
    """One participant's way through the exercise at the station, from the privacy note to the end.

    Every answer is committed before the flow says saved, so the window may destroy it at any moment.
    """

    finished = Signal()
    """The participant is done, or wants to leave: back to the list of names."""
    leaves_unsaved = False
    """Whether they leave although what they typed last could not be saved."""
    _is_told = False

    def leave(self, *, kept: bool) -> None:
        """End the way; where not all that is typed is `kept`, which the page says, only for who wants it twice."""
        if kept or self._is_told:
            self.leaves_unsaved = not kept
            self.finished.emit()
        self._is_told = not kept


class AskedPage(Speaker, QWidget):
    """What an exercise shows in the place of a page of questions: at the station, in a correction, and from paper.

    It answers by the flow it was made with, and each answer is committed before the frame says saved.
    """

    said = Signal(str, str)
    """A sentence for the status line and its role: "caption", "warning" or "error"."""
    next_wanted = Signal()
    """On to the next page."""

    def enter(self) -> None:
        """The page is turned to: take the keyboard."""
        self.setFocus()

    def keep(self) -> bool:
        """Commit what is typed; False where that could not be done."""
        return True

    def update_view(self, view: PageView) -> None:
        """Show what the library holds now."""


class ResultsPage(QWidget):
    """The exercise's part of the console: what has come in so far."""

    person_chosen = Signal(int)
    """The facilitator points at a participant, by id."""
    stage_wanted = Signal(str, object)
    """The room is to see one of the exercise's views, by key, with these options: a mapping of key and value."""

    def highlight(self, participant_id: int | None) -> None:
        """Make one participant stand out, or nobody."""


class Mismatch(Exception):  # named for what happened, like the core's
    """A rehearsal found something else than what should be there; the text says what, and names no contact."""

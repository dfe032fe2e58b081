"""The protocol between the windows and the screens of an exercise.

Every widget reads the library anew when it is told of a change; none of them holds the truth.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.storage.changes import Change
from facilitator.storage.library import Library
from ui.hands import Hands
from ui.history import History


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


class ProjectorView(QWidget):
    """What the room sees of an exercise. Never a name of a contact.

    It paints with `ui.theme.theme.tokens_for(self)`: the projector may keep to another scheme than the windows. The
    option `ui.stage.HIGHLIGHT` holds the id of a participant who is to stand out, or "": by the name that
    `facilitator.workshop.consent.name_for_room` allows, else as "a participant".
    """

    def apply(self, change: Change) -> None:
        """Take up a committed change."""

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger by this factor, as far as it fits."""

    rests_changed = Signal()
    """What it `rests_on` is another since it was worked out in the meantime, not at once within `apply`."""

    def rests_on(self) -> frozenset[Hashable]:
        """What stands on it now and may have to go again: of whom something is shown, how finely, and whose words.

        A picture of it is kept only for as long as all of that is still there. Numbers and places may change meanwhile.
        """
        return frozenset()

    def for_picture(self) -> None:
        """Show what a picture of it will hold: a file can be measured, so nobody's own values are in one."""


class StationFlow(QWidget):
    """One participant's way through the exercise at the station, from the privacy note to the end.

    Every answer is committed before the flow says saved, so the window may destroy it at any moment.
    """

    finished = Signal()
    """The participant is done, or wants to leave: back to the list of names."""

    def apply(self, change: Change) -> None:
        """Take up a committed change, such as a correction by the facilitator."""


class ResultsPage(QWidget):
    """The exercise's part of the console: what has come in so far."""

    person_chosen = Signal(int)
    """The facilitator points at a participant, by id."""
    stage_wanted = Signal(str, object)
    """The room is to see one of the exercise's views, by key, with these options: a mapping of key and value."""

    def apply(self, change: Change) -> None:
        """Take up a committed change."""

    def highlight(self, participant_id: int | None) -> None:
        """Make one participant stand out, or nobody."""


class Mismatch(Exception):  # named for what happened, like the core's
    """A rehearsal found something else than what should be there; the text says what, and names no contact."""


class ExerciseUi(Protocol):
    """The screens of one exercise. `step_id` names the agenda step that runs it."""

    @property
    def kind(self) -> str:
        """The kind of the exercise these screens belong to."""

    def views(self) -> Sequence[ViewInfo]:
        """What can be shown on the projector, the usual one first."""

    def projector_view(self, key: str, library: Library, step_id: int) -> ProjectorView:
        """Make one of `views`."""

    def prompt(self, library: Library, step_id: int) -> tuple[str, Sequence[str]]:
        """What the projector's prompt says: one sentence and a few short lines."""

    def station_flow(self, library: Library, step_id: int, participant_id: int) -> StationFlow:
        """The participant's way through the exercise."""

    def results_page(self, library: Library, step_id: int, history: History) -> ResultsPage:
        """The exercise's part of the console; what is done there can be undone."""

    def answers_dialog(
        self, library: Library, step_id: int, participant_id: int, history: History, parent: QWidget
    ) -> QWidget:
        """A window in which the facilitator corrects one participant's answers; each correction can be undone."""

    def settings_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """A window in which the facilitator sets the exercise up."""

    def method_dialog(self, parent: QWidget) -> QWidget:
        """A window that explains how the exercise's numbers are made."""

    def rehearse(
        self, hands: Hands, library: Library, step_id: int, participant_id: int, random: Random
    ) -> Iterator[str]:
        """Play a simulated participant through `station_flow`, yielding the name of each page reached.

        Raises Mismatch when the library holds anything else than what was typed.
        """


@runtime_checkable
class OpensWith(Protocol):
    """The screens of an exercise that may begin with something else than what there is to do."""

    def opening_view(self, library: Library, step_id: int) -> str:
        """The key of the view the room sees when the step begins; "" for what to do."""


@runtime_checkable
class TakesPaper(Protocol):
    """The screens of an exercise whose answers may also come in on paper."""

    def paper_dialog(self, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
        """A window in which the facilitator types in sheets, participant after participant; all can be undone."""

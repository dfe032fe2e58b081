"""What the pages of one card share: whose it is, what is asked, and what is written so far."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from facilitator.exercises.three_questions.cards import OwnCard, Writer, own_cards, write_card
from facilitator.exercises.three_questions.setup import Setup, get_setup
from facilitator.exercises.three_questions.wall import shared_signature
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from ui.bridge import LibraryBridge
from ui.entry.session import Session


class CardSession(Session):
    """One participant's card while it is written. Raises NotFound when the step is gone."""

    def __init__(
        self,
        bridge: LibraryBridge,
        step_id: int,
        participant_id: int,
        note: Callable[[Done[Any]], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(bridge, note, parent)
        library = self.library
        self.writer = Writer(step_id, participant_id, origin=self)
        self.setup: Setup = get_setup(library, step_id)
        self.cards: list[OwnCard] = own_cards(library, self.writer)

    def of_prompt(self, prompt_id: int) -> list[OwnCard]:
        """The cards below one question, in the order of writing."""
        return [card for card in self.cards if card.prompt_id == prompt_id]

    @property
    def signature(self) -> str:
        """What stands below the cards of a group; "" for somebody who writes alone."""
        return shared_signature(self.library, self.writer.step_id, self.writer.participant_id)

    def write(self, prompt_id: int, text: str, card_id: int | None) -> int | None:
        """Save one answer and return its id, 0 for an empty one; None when it could not be saved."""
        done = self.make(lambda: write_card(self.library, self.writer, prompt_id, text, card_id))
        if done is None:
            return None
        self.read()
        return int(done.value)

    def read(self) -> None:
        """Read settings and cards anew."""
        self.setup = get_setup(self.library, self.writer.step_id)
        self.cards = own_cards(self.library, self.writer)

    def take_up(self, change: Change) -> None:
        """See `ui.entry.session.Session.take_up`."""
        if change.origin is self or change.step_id not in (self.writer.step_id, None):
            return
        if change.participant_id not in (self.writer.participant_id, None):
            return
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.AGENDA):
            self.read()
            self.refreshed.emit()

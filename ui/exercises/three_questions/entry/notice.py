"""Who will see the card, said before anybody types. The texts are `resources/notices/three_questions.json`."""

import json
from functools import cache
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import begin
from facilitator.exercises.three_questions.setup import SECRET_FROM
from facilitator.i18n import tr
from facilitator.resources import resource
from ui.entry.notice import NoticeArea
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession


@cache
def notices() -> dict[str, Any]:
    """One notice for each way of signing: "signed", "initials" and "anonymous"."""
    content: dict[str, Any] = json.loads(resource("notices", "three_questions.json").read_text(encoding="utf-8"))
    return content


class NoticePage(CardPage):
    """Who sees what; going on notes that it was there to be read."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "card-notice", parent)
        words = notices()[session.setup.names]
        if session.setup.been_read:
            late = tr(
                "The room has read the cards so far. What you write now stays closed until at least {count} people "
                "have handed in again.",
                count=SECRET_FROM,
            )
            words = {**words, "lead": late}
        self.setAccessibleName(tr(words["title"]))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = NoticeArea(session.library, session.writer.participant_id, words)
        whole.addWidget(self._area)

    @property
    def next_text(self) -> str:
        """Reading is no agreeing: what one agrees to is said on the page."""
        return tr("I understand, go on")

    def try_next(self) -> None:
        """Note that it was read, and go on. Who writes in company says with whom first."""
        session = self.session
        self._area.note_read()
        in_company = session.setup.together != "alone"
        if in_company or session.make(lambda: begin(session.library, session.writer)) is not None:
            self.go_on.emit()

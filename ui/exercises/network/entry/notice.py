"""The privacy notice, read once before the first answer. Its text is `resources/notices/network.json`."""

from typing import Annotated, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.content_files import Content, NoticePoint, content, fields
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answers import accept_notice
from facilitator.i18n import tr
from facilitator.workshop.agreement import under_agreement
from ui.entry.notice import NoticeArea
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession

_Text = Annotated[str, fields("floor")]


class _Point(NoticePoint):
    text: _Text
    agreed: _Text | None = None


class _Notice(Content):
    title: str
    language: str
    brief: _Text
    lead: _Text
    points: tuple[_Point, ...]
    closing: str


def notice() -> dict[str, Any]:
    """The notice: `title`, `brief`, `lead`, `points` (each with `icon`, `title`, `text`) and `closing`.

    `{floor}` in it stands for the people from whom on something is shown of several. What a point says in its place
    under a works agreement is its `agreed`.
    """
    return content(_Notice, "notices", "network.json").model_dump(exclude_none=True)


class NoticePage(EntryPage):
    """Who sees what; going on notes that it was there to be read."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-notice", parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        floor = get_analysis(session.library, session.who.step_id).smallest_group
        offers = session.setup.offers_contact
        words = notice()
        if under_agreement(session.library, session.setup.workshop_id):
            words["points"] = [{**point, "text": point.get("agreed", point["text"])} for point in words["points"]]
        self._area = NoticeArea(session.library, session.who.participant_id, words, names=offers, floor=floor)
        whole.addWidget(self._area)

    @property
    def next_text(self) -> str:
        """Reading is no agreeing: what one agrees to is said on the page."""
        return tr("I understand, go on")

    def try_next(self) -> None:
        """Note that it was read, and go on."""
        if self.session.commit(accept_notice) is not None:
            self._area.note_read()
            self.go_on.emit()

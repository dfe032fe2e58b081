"""The privacy notice, read once before the first answer."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answers import accept_notice
from facilitator.exercises.network.notice import notice_for
from facilitator.i18n import tr
from ui.entry.notice import NoticeArea
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession


class NoticePage(EntryPage):
    """Who sees what; going on notes that it was there to be read."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-notice", parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        floor = get_analysis(session.library, session.who.step_id).smallest_group
        offers = session.setup.offers_contact
        words = notice_for(session.library, session.setup.workshop_id)
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

"""A page as it will be at the station, to be tried: nothing that is answered here is kept."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import speaking, tr
from facilitator.questionnaires.flow import NOTICE, READ_OVER, Flow, PageView
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.preview import PreviewFlow
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at
from ui.dialogs import icon_button
from ui.entry.page import text
from ui.pages.page import page_of
from ui.pages.page_base import FlowPage
from ui.speaker import Speaker


class _NoticeWords(FlowPage):
    """What is read before the first answer, without what somebody agrees to there: here is nobody."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        column = QVBoxLayout(self)
        column.addWidget(text(view.title, "title"))
        for line in view.text.split("\n"):
            column.addWidget(text(line))
        column.addStretch(1)


class Preview(Speaker, QWidget):
    """One page of the way, with buttons to the next and the one before."""

    def __init__(self, library: Library, step_id: int) -> None:
        super().__init__()
        self.setObjectName("builder-preview")
        self.flow = PreviewFlow(library, step_id)
        self._language = spoken_at(library, step_id)
        self.page: FlowPage | None = None
        self.said = QLabel()
        self.said.setObjectName("builder-preview-said")
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self.said.hide()
        self.where = QLabel()
        self.where.setObjectName("builder-preview-where")
        self.where.setProperty("role", "caption")
        self._back = icon_button("builder-preview-back", "chevron-left", tr("Page before"), self._go_back)
        self._next = icon_button("builder-preview-next", "chevron-right", tr("Next page"), self._go_on)
        line = QHBoxLayout()
        line.addWidget(self.where, 1)
        line.addWidget(self._back)
        line.addWidget(self._next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 0)
        self._column.addLayout(line)
        self._column.addWidget(self.said)
        self.flow.turned.connect(self._turn)
        self.flow.refreshed.connect(self._refresh)
        self.flow.answered.connect(lambda _question, _about: self._refresh())
        self.flow.warned.connect(self._say)
        self.flow.failed.connect(self._say)
        self._turn()

    def show_page(self, questionnaire: Questionnaire, key: str) -> None:
        """Ask this from now on, and show a page of it."""
        self.flow.show(questionnaire)
        self.flow.turn_to(key)

    def _turn(self) -> None:
        view = self.flow.view()
        with speaking(self._language):
            page = _NoticeWords(self.flow, view) if view.key == NOTICE else page_of(self.flow, view)
        old, self.page = self.page, page
        self._say("")
        self.where.setText(tr("“{page}”, as at the station. What you try here is not kept.", page=view.title))
        self._column.addWidget(self.page, 1)
        if old is not None:
            old.is_over = True
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._back.setEnabled(self.page.view.can_go_back)
        self._next.setEnabled(self.flow.at != READ_OVER)

    def _refresh(self) -> None:
        if self.page is None or not self.page.update_view(self.flow.view()):
            self._turn()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _go_back(self) -> None:
        if self.page is not None and self.page.keep():
            self.flow.back()

    def _go_on(self) -> None:
        if self.page is not None:
            self.page.try_next()

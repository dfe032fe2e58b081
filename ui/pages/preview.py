"""A page as it will be at the station, to be tried: nothing that is answered here is kept."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import tr
from facilitator.questionnaires.flow import READ_OVER
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.preview import PreviewFlow
from facilitator.storage.library import Library
from ui.dialogs import icon_button
from ui.pages.page import page_of
from ui.pages.page_base import FlowPage


class Preview(QWidget):
    """One page of the way, with buttons to the next and the one before."""

    def __init__(self, library: Library, step_id: int) -> None:
        super().__init__()
        self.setObjectName("builder-preview")
        self.flow = PreviewFlow(library, step_id)
        self.page: FlowPage | None = None
        self.said = QLabel()
        self.said.setObjectName("builder-preview-said")
        self.said.setProperty("role", "warning")
        self.said.setWordWrap(True)
        self._back = icon_button("builder-preview-back", "chevron-left", tr("Page before"), self._go_back)
        self._next = icon_button("builder-preview-next", "chevron-right", tr("Next page"), self._go_on)
        line = QHBoxLayout()
        line.addWidget(QLabel(tr("As at the station. What you try here is not kept.")))
        line.addStretch(1)
        line.addWidget(self._back)
        line.addWidget(self._next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(line)
        self._column.addWidget(self.said)
        self.flow.turned.connect(self._turn)
        self.flow.refreshed.connect(self._refresh)
        self.flow.answered.connect(lambda _question, _about: self._refresh())
        self.flow.warned.connect(self.said.setText)
        self.flow.failed.connect(self.said.setText)
        self._turn()

    def show_page(self, questionnaire: Questionnaire, key: str) -> None:
        """Ask this from now on, and show a page of it."""
        self.flow.show(questionnaire)
        self.flow.turn_to(key)

    def _turn(self) -> None:
        old, self.page = self.page, page_of(self.flow, self.flow.view())
        self.said.setText("")
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

    def _go_back(self) -> None:
        if self.page is not None and self.page.keep():
            self.flow.back()

    def _go_on(self) -> None:
        if self.page is not None:
            self.page.try_next()

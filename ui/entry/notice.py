"""A notice to read before the first answer: one sentence; who sees what, and all of it, behind *More*.

It is in the language of the workshop's papers: the page that hangs on the wall says the same.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.counting_consent import set_counted
from facilitator.i18n import speaking, tr
from facilitator.protection.notice import Notice, notice_of
from facilitator.storage.library import Library
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.data_protection import note_reading
from facilitator.workshop.roster import get_participant
from ui.entry.page import centred, kinetic, text, touch_button
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Tick

_WIDTH = 1000
_PICTURE = 28


class NoticeArea(Speaker, QScrollArea):
    """The notice as a card in the middle.

    `words` are those of an exercise: `title`, `lead`, `points` (each `icon`, `title`, `text`) and `closing`, and where
    its lead is not to stand before everything else a `brief` in its place; `values` fill what they leave open in
    braces. Where the exercise `names` people, one may tick to be counted by others.
    """

    def __init__(
        self, library: Library, participant_id: int, words: Mapping[str, Any], *, names: bool = False, **values: object
    ) -> None:
        super().__init__()
        self._library, self._participant_id = library, participant_id
        self._notice = notice_of(library, get_participant(library, participant_id).workshop_id)
        card = Card()
        card.setMaximumWidth(_WIDTH)
        self._column = column = card.column
        column.setContentsMargins(METRICS.huge, METRICS.medium, METRICS.huge, METRICS.medium)
        column.setSpacing(METRICS.small)
        with speaking(self._notice.language):
            title = words["title"]
            self.setAccessibleName(tr(title))
            column.addWidget(text(self.accessibleName(), "title"))
            brief = words.get("brief", words["lead"])
            if brief:
                column.addWidget(text(tr(brief, **values)))
            column.addWidget(text(self._notice.short, "heading"))
            if names and self._notice.counted:
                column.addWidget(self._counted())
            self.more = touch_button(self._notice.more, "notice-more", "secondary")
            self.more.clicked.connect(self._show_all)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
            self._all = _everything(words, self._notice, **values)
        self._all.hide()
        column.addWidget(self._all)
        holder = QWidget()
        centred(holder, card)
        # The page's own margin, as on every other.
        holder.setContentsMargins(METRICS.medium, 0, METRICS.medium, 0)
        self.setWidgetResizable(True)
        self.setWidget(holder)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kinetic(self)

    def note_read(self) -> None:
        """Keep that this version was on the screen, and when: no consent to anything."""
        note_reading(self._library, self._participant_id, self._notice.version, self._notice.language)

    def _counted(self) -> Tick:
        box = Tick(self._notice.counted)
        box.setObjectName("may-be-counted")
        box.setProperty("touch", True)
        box.setChecked(may_be_counted(self._library, self._participant_id))
        box.clicked.connect(lambda agrees: set_counted(self._library, self._participant_id, agrees, origin=self))
        return box

    def _show_all(self) -> None:
        self._all.show()
        self.more.hide()
        # The keys scroll from now on.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()


def _everything(words: Mapping[str, Any], notice: Notice, **values: object) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    lead = words["lead"]
    column.addWidget(text(f"{tr(lead, **values)} {notice.purpose}"))
    column.addWidget(text(f"{notice.consent} {notice.others}"))
    points = QGridLayout()
    points.setHorizontalSpacing(METRICS.medium)
    points.setVerticalSpacing(METRICS.small)
    points.setColumnStretch(1, 1)
    # Content is translated by a variable: a key in its place would be gathered as a text.
    for row, point in enumerate(words["points"]):
        about, says = point["title"], point["text"]
        picture = QLabel()
        picture.setPixmap(icon(point["icon"], "accent").pixmap(_PICTURE, _PICTURE))
        points.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        points.addLayout(_said(tr(about), tr(says, **values)), row, 1)
    column.addLayout(points)
    closing = words["closing"]
    column.addWidget(text(tr(closing), "caption"))
    for heading, paragraphs in notice.sections:
        column.addLayout(_said(heading, *paragraphs))
    return whole


def _said(heading: str, *paragraphs: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(text(heading, "heading"))
    for each in paragraphs:
        column.addWidget(text(each))
    return column

"""The privacy notice, read once before the first answer. Its text is `resources/notices/network.json`."""

import json
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.network.answers import accept_notice
from facilitator.i18n import tr
from facilitator.resources import resource
from ui.entry.page import centred, kinetic, text
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 760
_PICTURE = 28


@cache
def notice() -> dict[str, Any]:
    """The notice: `title`, `lead`, `points` (each with `icon`, `title`, `text`) and `closing`."""
    content: dict[str, Any] = json.loads(resource("notices", "network.json").read_text(encoding="utf-8"))
    return content


class NoticePage(EntryPage):
    """Who sees what; going on accepts it."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-notice", parent)
        words = notice()
        card = Card()
        card.setFixedWidth(_WIDTH)
        card.column.setContentsMargins(METRICS.huge, METRICS.large, METRICS.huge, METRICS.large)
        card.column.setSpacing(METRICS.medium)
        card.column.addWidget(text(tr(words["title"]), "title"))
        card.column.addWidget(text(tr(words["lead"])))
        points = QGridLayout()
        points.setHorizontalSpacing(METRICS.medium)
        points.setVerticalSpacing(METRICS.medium)
        points.setColumnStretch(1, 1)
        for row, point in enumerate(words["points"]):
            picture = QLabel()
            picture.setPixmap(icon(point["icon"], "accent").pixmap(_PICTURE, _PICTURE))
            points.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(text(tr(point["title"]), "heading"))
            column.addWidget(text(tr(point["text"])))
            points.addLayout(column, row, 1)
        card.column.addLayout(points)
        card.column.addWidget(text(tr(words["closing"]), "caption"))
        holder = QWidget()
        centred(holder, card)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kinetic(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    @property
    def next_text(self) -> str:
        """Going on is agreeing."""
        return tr("I understand, go on")

    def try_next(self) -> None:
        """Note that it was read, and go on."""
        if self.session.commit(accept_notice) is not None:
            self.go_on.emit()

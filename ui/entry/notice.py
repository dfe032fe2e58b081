"""A notice to read before the first answer: who will see what."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import tr
from ui.entry.page import centred, kinetic, text
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 1000
_PICTURE = 28


def notice_area(words: Mapping[str, Any], **values: object) -> QScrollArea:
    """The notice as a card in the middle: `title`, `lead`, `points` (each `icon`, `title`, `text`) and `closing`.

    `values` fill what the words leave open in braces.
    """
    card = Card()
    card.setFixedWidth(_WIDTH)
    card.column.setContentsMargins(METRICS.huge, METRICS.medium, METRICS.huge, METRICS.medium)
    card.column.setSpacing(METRICS.small)
    card.column.addWidget(text(tr(words["title"]), "title"))
    card.column.addWidget(text(tr(words["lead"])))
    points = QGridLayout()
    points.setHorizontalSpacing(METRICS.medium)
    points.setVerticalSpacing(METRICS.small)
    points.setColumnStretch(1, 1)
    for row, point in enumerate(words["points"]):
        picture = QLabel()
        picture.setPixmap(icon(point["icon"], "accent").pixmap(_PICTURE, _PICTURE))
        points.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(text(tr(point["title"]), "heading"))
        column.addWidget(text(tr(point["text"], **values)))
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
    return area

"""The columns in which contacts are rated share their width by what their answers need."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, add_contacts, choose_entry_mode
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.exercises.network.entry.grid import RatingGrid
from ui.exercises.network.entry.rating_model import RatingModel
from ui.theme.lines import two_lines
from ui.theme.tokens import METRICS


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("width", "shows_words"), [(972, True), (1400, True), (560, False)])
def test_no_answer_ends_in_dots_beside_free_room(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, language: str, width: int, shows_words: bool
) -> None:
    person = people_of(library, workshop)[0].id
    assert person is not None
    who = Who(network_step, person)
    choose_entry_mode(library, who, "contact")
    add_contacts(library, who, [("A", {}), ("B", {})])
    with speaking(language):
        factors = get_setup(library, network_step).shared
        model = RatingModel()
        grid = RatingGrid(model)
    qtbot.addWidget(grid)
    model.show(read_network(library, network_step, person), factors)
    grid.resize(width, 500)
    grid.fit()
    widths = [grid.columnWidth(column) for column in range(len(factors))]
    assert sum(widths) + grid.verticalHeader().width() <= width
    caption = QFont(grid.font())
    caption.setPointSizeF(caption.pointSizeF() * METRICS.caption)
    metrics = QFontMetrics(caption)
    key = QFontMetrics(grid.font()).horizontalAdvance("0") + METRICS.small
    cut = [
        words
        for factor, column in zip(factors, widths, strict=True)
        for words in factor.codes
        if "…" in " ".join(two_lines(words, metrics, column - key - METRICS.small - METRICS.tight - 4))
    ]
    if shows_words:
        assert cut == []
    else:
        # No room for words: every column shows its keys, and all are alike.
        assert len(set(widths)) == 1

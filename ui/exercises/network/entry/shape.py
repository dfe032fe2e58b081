"""What the participant gets to see in the end: their own shape, and what may be worth a thought."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.network.answers import finish
from facilitator.exercises.network.insights import Insight, insights
from facilitator.exercises.network.live import profile
from facilitator.exercises.network.measures import FEW
from facilitator.i18n import tr, trn
from ui.charts.own import OwnChart, Shape
from ui.entry.page import text, touch_button
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_SIDE = 420


class ShapePage(EntryPage):
    """Diversity and strength on one spider; B turns it into bars."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-shape", parent)
        self.setAccessibleName(tr("Your shape"))
        self.chart = OwnChart(caution_below=FEW)
        self.chart.setObjectName("network-own-chart")
        self._bars = touch_button("", "network-bars", "secondary")
        self._bars.clicked.connect(self._switch)
        self._n = text("", "caption")
        self._words = QVBoxLayout()
        self._lay_out()

    @property
    def next_text(self) -> str:
        """The end."""
        return tr("Done")

    def enter(self) -> None:
        """Measure what is in the library."""
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Measure again."""
        view, factors = self.session.read(), self.session.factors
        found = profile(factors, view)
        counts = tuple(found.measures.factors[factor.key].n for factor in factors)
        shapes = [
            Shape(tr("Diversity"), found.shapes.diversity, counts),
            Shape(tr("Strength"), found.shapes.strength, counts),
        ]
        self.chart.set_shapes([factor.label for factor in factors], shapes)
        self._n.setText(trn("Stands on {count} contact.", "Stands on {count} contacts.", view.size))
        self._bars.setVisible(self.chart.can_be_spider)
        self._show_switch()
        self._show_insights(insights(factors, found.measures))

    def try_next(self) -> None:
        """Note that the participant is done."""
        if self.session.commit(finish) is not None:
            self.go_on.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B for bars."""
        if event.key() == Qt.Key.Key_B and self.chart.can_be_spider:
            self._switch()
        else:
            super().keyPressEvent(event)

    def _show_insights(self, found: Sequence[Insight]) -> None:
        while (item := self._words.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not found:
            return
        self._words.addWidget(text(tr("What stands out"), "heading"))
        for one in found:
            self._words.addWidget(text(one.observation))
            self._words.addWidget(text(one.question, "caption"))
        self._words.addWidget(text(tr("One step to try"), "heading"))
        self._words.addWidget(text(found[0].step))

    def _switch(self) -> None:
        self.chart.show_bars(not self.chart.shows_bars)
        self._show_switch()

    def _show_switch(self) -> None:
        self._bars.setText(tr("As a spider   B") if self.chart.shows_bars else tr("As bars   B"))

    def _lay_out(self) -> None:
        card = Card()
        card.column.addWidget(self.chart, 1)
        under = QHBoxLayout()
        under.addWidget(self._n, 1)
        under.addWidget(self._bars)
        card.column.addLayout(under)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, METRICS.small, 0)
        column.setSpacing(METRICS.medium)
        column.addWidget(text(tr("Your shape"), "title"))
        column.addLayout(self._words)
        column.addStretch(1)
        column.addWidget(
            text(
                tr(
                    "Diversity is high when your contacts spread evenly over the answers. Strength is high when they "
                    "are near, often met and long known. Neither is better: a network needs both."
                ),
                "caption",
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(_SIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.huge, METRICS.small, METRICS.huge, METRICS.small)
        row.setSpacing(METRICS.large)
        row.addWidget(card, 1)
        row.addWidget(area)

"""A chart as a picture, from its own menu: copied or saved as it is seen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QMenu

from facilitator.i18n import tr, trn
from facilitator.questionnaires.batches import Together
from ui import pictures
from ui.charts.view import ChartView
from ui.speaker import Speaker
from ui.theme.icons import icon


class PictureMenu(Speaker, QObject):
    """Opens at a right click on the chart.

    A picture is made to be shown to others. Where the chart holds more than they may see, `for_others` makes the one
    that is painted in its place; where it waits for answers of several people, it says so and offers to take them in.
    """

    def __init__(
        self,
        chart: ChartView,
        title: Callable[[], str],
        folder: Callable[[], Path],
        for_others: Callable[[], ChartView] | None = None,
        is_read: Callable[[], bool] = lambda: True,
        together: Callable[[], Together] | None = None,
    ) -> None:
        """`title` and `folder` tell what the picture is called and where it is offered to be saved.

        Before it `is_read` what the chart shows, there is nothing to be copied.
        """
        super().__init__(chart)
        self._chart, self._title, self._folder, self._for_others = chart, title, folder, for_others
        self._is_read, self._together = is_read, together
        self._menu = QMenu(chart)
        for name, picture, words, act in (
            ("chart-copy", "copy", tr("Copy as a picture"), self.copy),
            ("chart-png", "download", tr("Save as PNG…"), lambda: self.ask(".png")),
            ("chart-svg", "download", tr("Save as SVG…"), lambda: self.ask(".svg")),
        ):
            action = self._menu.addAction(icon(picture), words)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, act=act: act())
        self._waits = QAction(self._menu)
        self._waits.setObjectName("chart-show-waiting")
        self._waits.triggered.connect(self._show_waiting)
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chart.customContextMenuRequested.connect(self.open)

    def open(self, at: QPoint) -> None:
        """Open the menu at a point of the chart."""
        people = 0 if self._together is None else self._together().waiting.people
        self._menu.removeAction(self._waits)
        if people:
            self._menu.addAction(self._waits)
        for action in self._menu.actions():
            action.setEnabled(self._is_read())
        self._waits.setText(
            trn(
                "Take in {count} person who has answered since",
                "Take in {count} people who have answered since",
                people,
            )
        )
        self._menu.popup(self._chart.viewport().mapToGlobal(at))

    def _show_waiting(self) -> None:
        if self._together is not None:
            self._together().show_all()

    def copy(self) -> None:
        """Put the chart on the clipboard."""
        pictures.copy_painted(self._chart.size(), self._paint, self._title())

    def ask(self, suffix: str) -> None:
        """Ask for a file and write the chart into it."""
        pictures.ask_where(self._chart.window(), self._title(), self._folder(), suffix, self.save)

    def save(self, path: Path) -> None:
        """Write the chart in the form that the suffix says, over a file of that name. Raises Invalid."""
        pictures.save_painted(path, self._chart.size(), self._paint, self._title())

    def _paint(self, painter: QPainter) -> None:
        if self._for_others is None:
            self._chart.paint_chart(painter, self._chart.area())
            return
        chart = self._for_others()
        chart.resize(self._chart.size())
        # What is never on the screen is laid out when it is first asked for a picture.
        chart.grab()
        chart.paint_chart(painter, chart.area())
        chart.deleteLater()

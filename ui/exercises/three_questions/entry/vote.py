"""Dots at the station: what can be voted on, one's own dots on it, and how many are left."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.dots import Target, laid_by, lay_dots
from facilitator.exercises.three_questions.wall import brief_of, how_dots_lie, read_wall, target_of, words_of
from facilitator.i18n import tr, trn
from ui.entry.page import Page, kinetic, text, touch_button
from ui.exercises.three_questions.entry.session import CardSession
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.theme import tokens_for
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 860
_DOT = 18


class VotePage(Page):
    """Plus and minus beside every theme and loose card; arrows choose, + and − lay and take back."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__("card-vote", parent)
        self.session = session
        self._rows: dict[Target, _Row] = {}
        self._laid: dict[Target, int] = {}
        self._left = text("", "heading")
        self._left.setObjectName("card-dots-left")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, METRICS.small, 0)
        self._column.setSpacing(METRICS.small)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(self._area)
        self._lay_out()
        self._fill()

    @property
    def left(self) -> int:
        """How many dots can still be laid."""
        return self.session.setup.dots - sum(self._laid.values())

    @property
    def next_text(self) -> str:
        """The end; says so when dots are left."""
        return tr("Done") if self.left <= 0 else trn("Done, {count} dot left", "Done, {count} dots left", self.left)

    def enter(self) -> None:
        """Begin with the first."""
        self.refresh()
        first = next(iter(self._rows.values()), None)
        if first is not None:
            first.setFocus()

    def refresh(self) -> None:
        """The facilitator changed something: themes and dots as they are now."""
        self._fill()

    def _fill(self) -> None:
        things = read_wall(self.session.library, self.session.who.step_id).voted_on
        targets = [target_of(thing) for thing in things]
        if targets != list(self._rows):
            self._make_rows(targets)
        for thing, target in zip(things, targets, strict=True):
            self._rows[target].say(words_of(thing), brief_of(thing))
        self._laid = dict(laid_by(self.session.library, self.session.who))
        self._show_dots()

    def _make_rows(self, targets: list[Target]) -> None:
        at = next((target for target, row in self._rows.items() if row.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._rows = {}
        for target in targets:
            row = self._rows[target] = _Row(f"card-vote-{target.kind}-{target.id}")
            row.more.clicked.connect(lambda _checked=False, target=target: self._lay(target, 1))
            row.fewer.clicked.connect(lambda _checked=False, target=target: self._lay(target, -1))
            row.installEventFilter(self)
            self._column.addWidget(row)
        self._column.addStretch(1)
        if at in self._rows:
            self._rows[at].setFocus()

    def _lay(self, target: Target, by: int) -> None:
        wanted = self._laid.get(target, 0) + by
        if wanted < 0:
            return
        library, voter = self.session.library, self.session.who
        if self.session.make(lambda: lay_dots(library, voter, target, wanted)) is None:
            return
        self._laid = dict(laid_by(library, voter))
        self._show_dots()
        self.said.emit("", "caption")

    def _show_dots(self) -> None:
        words = trn("{count} dot left to lay", "{count} dots left to lay", self.left)
        self._left.setText(words if self.left else tr("All your dots are laid"))
        for target, row in self._rows.items():
            laid = self._laid.get(target, 0)
            may = self.left > 0 and (self.session.setup.several or laid == 0)
            row.show_dots(laid, may=may)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on a row: up and down move, plus, space and minus lay and take back."""
        target = next((target for target, row in self._rows.items() if row is watched), None)
        if target is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Space, Qt.Key.Key_Equal, Qt.Key.Key_Right):
            if self._rows[target].more.isEnabled():
                self._lay(target, 1)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self._lay(target, -1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            rows = list(self._rows.values())
            at = rows.index(self._rows[target]) + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= at < len(rows):
                rows[at].setFocus()
                self._area.ensureWidgetVisible(rows[at])
        else:
            return super().eventFilter(watched, event)
        return True

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(METRICS.large, METRICS.medium, METRICS.large, METRICS.small)
        column.setSpacing(METRICS.small)
        column.addWidget(text(tr("What matters most to you?"), "title"))
        column.addWidget(text(how_dots_lie(self.session.setup), "caption"))
        column.addWidget(self._left)
        column.addWidget(self._area, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(middle, 100)
        whole.addStretch(1)


class _Row(Card):
    """One thing to vote on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setContentsMargins(METRICS.medium, METRICS.small, METRICS.small, METRICS.small)
        self._words, self._below = text("", "heading"), text("", "caption")
        self._dots = _Dots()
        self.fewer, self.more = touch_button("", f"{name}-fewer"), touch_button("", f"{name}-more")
        for button, picture in ((self.fewer, "minus"), (self.more, "plus")):
            button.setIcon(icon(picture))
            button.setMinimumWidth(METRICS.touch + METRICS.small)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._below)
        line = QHBoxLayout()
        line.addLayout(words, 1)
        line.addWidget(self._dots)
        line.addWidget(self.fewer)
        line.addWidget(self.more)
        self.column.addLayout(line)

    def say(self, words: str, below: str) -> None:
        self._words.setText(words)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self.more.setAccessibleName(tr("One dot more on {what}", what=words))
        self.fewer.setAccessibleName(tr("One dot less on {what}", what=words))

    def show_dots(self, laid: int, *, may: bool) -> None:
        self._dots.show_count(laid)
        self.more.setEnabled(may)
        self.fewer.setEnabled(laid > 0)
        self.setAccessibleName(f"{self._words.text()}. " + trn("{count} dot of yours", "{count} dots of yours", laid))

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), METRICS.radius, METRICS.radius)
        painter.strokePath(path, QPen(QColor(tokens_for(self).accent), 2))
        painter.end()


class _Dots(Speaker, QWidget):
    """One's own dots, as many circles as laid."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(min(self._count, 6) * (_DOT + 4) + (40 if self._count > 6 else 0), _DOT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_for(self)
        for number in range(min(self._count, 6)):
            path = QPainterPath()
            path.addEllipse(QRectF(number * (_DOT + 4), 1, _DOT, _DOT))
            painter.fillPath(path, QColor(tokens.accent))
        if self._count > 6:
            painter.setPen(QColor(tokens.text))
            area = QRectF(6 * (_DOT + 4), 0, 40, self.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), f"× {self._count}")
        painter.end()

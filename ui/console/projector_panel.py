"""The right column: exactly what the room sees, and what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr, trn
from facilitator.questionnaires.batches import Waiting
from ui.exercises.contract import Choice, ViewInfo
from ui.screens import AS_WINDOW, AUTOMATIC, Reach, ScreenChoice, ScreenIdentity
from ui.speaker import Speaker
from ui.stage import PROMPT, Showing, Stage
from ui.theme.theme import current
from ui.theme.widgets import ElidedCombo, ElidedLabel, Scrolled, restyle
from ui.waiting_row import WaitingRow

_THUMBNAIL, _SMALL_THUMBNAIL = 120, 60
"""The least height of the picture, and in a panel that is lower than `_LOW`."""
_LOW = 330
_LABEL = 52
_ARROW = 44
"""What a choice takes beside its words."""
_WIDE = 400
"""The most that the choices may ask of the width."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the room can be shown: a view of a step, with its choices."""

    step_id: int
    view: str
    label: str
    choices: tuple[Choice, ...] = ()


class Thumbnail(QWidget):
    """The picture that the projector really painted, or a word about why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self._picture = QPixmap()
        self._word = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(_THUMBNAIL)

    @property
    def picture(self) -> QPixmap:
        """What is shown; null when there is nothing."""
        return self._picture

    def sizeHint(self) -> QSize:
        """Sixteen to nine."""
        return QSize(272, 153)

    def heightForWidth(self, width: int) -> int:
        """Sixteen to nine."""
        return width * 9 // 16

    def show_picture(self, picture: QPixmap) -> None:
        """Show what was painted."""
        self._picture = picture
        self.update()

    def show_word(self, word: str) -> None:
        """Show why there is no picture."""
        self._picture = QPixmap()
        self._word = word
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture as large as fits."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        tokens = current()
        if self._picture.isNull():
            painter.fillRect(area, QColor(tokens.raised))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(
                area.adjusted(16, 8, -16, -8),
                int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap),
                self._word,
            )
        else:
            size = self._picture.deviceIndependentSize().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(area.center())
            area = target
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
        painter.setPen(QColor(tokens.border))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class ProjectorPanel(Speaker, QFrame):
    """Thumbnail, blank and freeze, the view with its choices, and the projector's screen."""

    screen_chosen = Signal(object)
    """A `ScreenChoice`."""

    def __init__(self, stage: Stage, projector: QAction, blank: QAction, freeze: QAction) -> None:
        super().__init__()
        self.setObjectName("room")
        self.setProperty("role", "side")
        self._stage = stage
        self._offers: list[Offer] = []
        self._is_open = self._is_running = False
        self._reach = Reach.NOBODY
        self._is_mirrored = False
        self.thumbnail = Thumbnail()
        self.says = QLabel()
        self.says.setObjectName("room-sees")
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.view = self._combo(tr("Show"), "view")
        self.view.setPlaceholderText(tr("The workshop’s title"))
        self.view.activated.connect(self._take_offer)
        self.screens = self._combo(tr("Screen"), "screen")
        self.screens.activated.connect(lambda row: self.screen_chosen.emit(self.screens.itemData(row)))
        self.screens.currentIndexChanged.connect(lambda _row: self._put_look())
        self._stands_out = ""
        self._frozen_words = ""
        self._dropped = ""
        self.look = QToolButton()
        self.look.setObjectName("look")
        self.look.setText(tr("Look"))
        self.look.setAccessibleName(tr("How the projector looks"))
        self.look.setProperty("role", "secondary")
        self.look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(8)
        self._labels: list[QLabel] = []
        self._choice_labels: list[QLabel] = []
        self._combos: dict[str, QComboBox] = {}
        heading = ElidedLabel(tr("On the projector"))
        heading.setProperty("role", "heading")
        heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.projector, self.blank, self.freeze = (
            self._button(action, name)
            for action, name in ((projector, "show-projector"), (blank, "blank"), (freeze, "freeze"))
        )
        # At the top, and in the accent while a step is run and it is closed: the room sees nothing of all this then.
        self.projector.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.projector.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(heading, 1)
        top.addWidget(self.projector)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.blank)
        buttons.addWidget(self.freeze)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.thumbnail)
        # Above the words, whose number of lines changes: what is pressed in a hurry never moves under the pointer.
        layout.addLayout(buttons)
        layout.addWidget(self.says)
        layout.addWidget(self._waiting_row())
        layout.addSpacing(4)
        layout.addWidget(Scrolled(self._below(), QSize(_WIDE, 0)), 1)
        stage.changed.connect(self._follow)
        stage.pictured.connect(self._picture)
        stage.dropped.connect(self._say_why)
        stage.waiting.connect(self._say_who_waits)
        self.set_projector(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where warnings above take the height, the picture gives way before the buttons below it do."""
        super().resizeEvent(event)
        self.thumbnail.setMinimumHeight(_THUMBNAIL if event.size().height() >= _LOW else _SMALL_THUMBNAIL)
        self._put_look()

    def _put_look(self) -> None:
        """Beside the screen, unless its name needs all of the line: then beside the words below it."""
        words = self.screens.fontMetrics()
        label = self._align()
        name = words.horizontalAdvance(self.screens.currentText()) + _ARROW
        fits = label + name + self.look.sizeHint().width() + 2 * 8 <= self.width() - 2 * 14
        row, other = (self._screen_row, self._place_row) if fits else (self._place_row, self._screen_row)
        if row.indexOf(self.look) < 0:
            other.removeWidget(self.look)
            row.addWidget(self.look, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def _below(self) -> QWidget:
        """What is shown where: it scrolls as a whole where the window is very low, so that no button goes."""
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._labelled(tr("Show"), self.view, self._labels))
        layout.addLayout(self._choices)
        layout.addStretch(1)
        self._screen_row = self._labelled(tr("Screen"), self.screens, self._labels)
        layout.addLayout(self._screen_row)
        self.place = QLabel()
        self.place.setObjectName("projector-place")
        self.place.setProperty("role", "caption")
        self.place.setWordWrap(True)
        self._place_row = QHBoxLayout()
        self._place_row.setSpacing(8)
        self._place_row.addWidget(self.place, 1)
        layout.addLayout(self._place_row)
        self._put_look()
        return below

    def _waiting_row(self) -> QWidget:
        """How many answers the room is not shown yet, and a button that shows them."""
        self.waiting = WaitingRow("", self._stage.waiting_wanted.emit)
        self.waiting.words.setProperty("role", "caption")
        self.waiting.show_now.setToolTip(
            tr("Whoever has just got up may be known by what appears, and it can’t be taken back")
        )
        return self.waiting

    def _say_who_waits(self, found: Waiting) -> None:
        said = trn(
            "{count} person has answered anew: shown together once it is {together}.",
            "{count} people have answered anew: shown together once it is {together}.",
            found.people,
            together=found.together,
        )
        self.waiting.say(said if found.people and self._is_open else "")

    def set_look_actions(self, actions: Sequence[QAction]) -> None:
        """What the button about the projector's look offers."""
        menu = QMenu(self.look)
        menu.setAccessibleName(self.look.accessibleName())
        menu.addActions(list(actions))
        self.look.setMenu(menu)

    def _button(self, action: QAction, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setDefaultAction(action)
        button.setProperty("role", "secondary")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _combo(self, name: str, object_name: str) -> QComboBox:
        combo = ElidedCombo()
        combo.setObjectName(object_name)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(9)
        return combo

    def _labelled(self, text: str, combo: QComboBox, labels: list[QLabel]) -> QHBoxLayout:
        label = QLabel(text)
        label.setBuddy(combo)
        labels.append(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(combo, 1)
        return row

    def _align(self) -> int:
        """Let all choices begin below each other, beside the widest of their labels; returns how wide that is."""
        labels = [*self._labels, *self._choice_labels]
        width = max(_LABEL, *(label.sizeHint().width() for label in labels))
        for label in labels:
            label.setFixedWidth(width)
        return width

    # Views and choices

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """What can be shown now; the first one is the prompt of the step being run."""
        self._offers = list(offers)
        self.view.clear()
        for offer in offers:
            self.view.addItem(offer.label)
        self.view.setEnabled(bool(offers))
        self._follow(self._stage.showing)

    def show_offer(self, offer: Offer) -> None:
        """Show it to the room, with what was chosen before where it still is a choice."""
        chosen = self._stage.remembered
        options = {
            choice.key: chosen[choice.key] if _offers_value(choice, chosen.get(choice.key)) else choice.values[0][0]
            for choice in offer.choices
        }
        self._stage.show(step_id=offer.step_id, view=offer.view, options=options)

    def show_view(self, step_id: int, view: str, options: Mapping[str, str]) -> None:
        """Show one view of a step with these options beside its choices; nothing happens when it is not offered."""
        offer = next((each for each in self._offers if (each.step_id, each.view) == (step_id, view)), None)
        if offer is not None:
            self.show_offer(offer)
            self._stage.show(options={**self._stage.showing.options, **options})

    def next_view(self) -> None:
        """Show what comes after what is shown."""
        if self._offers:
            self.show_offer(self._offers[(self._shown_row() + 1) % len(self._offers)])

    def next_choice(self) -> None:
        """Change the first choice of what is shown to its next value."""
        combo = next(iter(self._combos.values()), None)
        if combo is not None:
            combo.setCurrentIndex((combo.currentIndex() + 1) % combo.count())
            combo.activated.emit(combo.currentIndex())

    def _take_offer(self, row: int) -> None:
        self.show_offer(self._offers[row])

    def _shown_row(self) -> int:
        showing = self._stage.showing
        shown = (showing.step_id, showing.view)
        return next((row for row, offer in enumerate(self._offers) if (offer.step_id, offer.view) == shown), -1)

    def _follow(self, showing: Showing) -> None:
        self._dropped = ""
        row = self._shown_row()
        self.view.setCurrentIndex(row)
        self._make_choices(self._offers[row].choices if row >= 0 else ())
        for key, combo in self._combos.items():
            combo.setCurrentIndex(max(combo.findData(showing.options.get(key)), 0))
        for button, on in ((self.blank, showing.blank), (self.freeze, showing.frozen)):
            button.defaultAction().setChecked(on)
        if not showing.frozen:
            self._frozen_words = ""
        elif not self._frozen_words:
            self._frozen_words = self._in_words()
        self._say(showing)

    def _say_why(self, reason: str) -> None:
        """Say that a frozen picture had to go, until something else is chosen."""
        self._dropped = tr(reason)
        if self._stage.showing.frozen:
            self._frozen_words = tr("the workshop’s title")
        self._say(self._stage.showing)

    def say_who_stands_out(self, who: str) -> None:
        """Who stands out on the projector, in the words that the room reads; "" for nobody."""
        if who != self._stands_out:
            self._stands_out = who
            self._say(self._stage.showing)

    def _in_words(self) -> str:
        """What is live, with its choices and whoever stands out."""
        row = self._shown_row()
        if row < 0:
            return tr("the workshop’s title")
        offer, options = self._offers[row], self._stage.showing.options
        chosen = [
            label for choice in offer.choices for value, label in choice.values if options.get(choice.key) == value
        ]
        words = " · ".join((offer.label, *chosen))
        return tr("{what}. Stands out: {who}", what=words, who=self._stands_out) if self._stands_out else words

    def _make_choices(self, choices: Sequence[Choice]) -> None:
        if list(self._combos) == [choice.key for choice in choices]:
            return
        self._combos = {}
        while (row := self._choices.takeAt(0)) is not None:
            _delete_row(row.layout())
        self._choice_labels.clear()
        for choice in choices:
            combo = self._combo(choice.label, f"choice-{choice.key}")
            for value, label in choice.values:
                combo.addItem(label, value)
            combo.activated.connect(
                lambda _row, key=choice.key, combo=combo: self._stage.choose(key, combo.currentData())
            )
            self._combos[choice.key] = combo
            self._choices.addLayout(self._labelled(choice.label, combo, self._choice_labels))
        self._put_look()
        # Made later than what stands below them.
        for one, other in pairwise([self.view, *self._combos.values(), self.screens, self.look]):
            self.setTabOrder(one, other)

    # The projector's window

    def set_projector(self, is_open: bool) -> None:
        """The projector's window was opened or closed."""
        self._is_open = is_open
        self.projector.defaultAction().setChecked(is_open)
        self.projector.defaultAction().setIconText(tr("Close projector") if is_open else tr("Open projector"))
        self._accent()
        if not is_open:
            self.waiting.say("")
            self._reach = Reach.NOBODY
            self.set_place("")
        self._say(self._stage.showing)

    def set_running(self, is_running: bool) -> None:
        """A step is being run, or none is: then starting one comes first."""
        self._is_running = is_running
        self._accent()

    def _accent(self) -> None:
        restyle(self.projector, "primary" if self._is_running and not self._is_open else "secondary")

    def set_reach(self, reach: Reach) -> None:
        """Others see the projector's window than before."""
        self._reach = reach
        self._say(self._stage.showing)

    def set_mirrored(self, is_mirrored: bool) -> None:
        """Another screen began or ceased to show what the console's screen shows."""
        self._is_mirrored = is_mirrored
        self._say(self._stage.showing)

    def set_place(self, where: str) -> None:
        """Where the projector's window is, in words; "" while it is closed."""
        self.place.setText(where)
        self.place.setVisible(bool(where))

    def set_screens(self, screens: Sequence[tuple[str, ScreenIdentity]], wish: ScreenChoice) -> None:
        """The screens to choose from, as labels and identities; a wished one that is gone stays in the list."""
        self.screens.clear()
        self.screens.addItem(tr("Second screen"), AUTOMATIC)
        for label, identity in screens:
            self.screens.addItem(label, identity)
        known = [identity for _, identity in screens]
        if isinstance(wish, ScreenIdentity) and not any(wish.likeness(identity) for identity in known):
            self.screens.addItem(tr("{screen} (not connected)", screen=wish.label), wish)
        self.screens.addItem(tr("A window, moved by hand"), AS_WINDOW)
        rows = range(self.screens.count())
        self.screens.setCurrentIndex(next((row for row in rows if _same(self.screens.itemData(row), wish)), 0))
        self._put_look()

    def _picture(self, picture: QPixmap) -> None:
        if self._is_open:
            self.thumbnail.show_picture(picture)

    def _say(self, showing: Showing) -> None:
        """Say what is seen, and by whom: of the room only what is on a screen that the room looks at."""
        what = self._in_words()
        if not self._is_open:
            self.thumbnail.show_word(
                tr("The projector is closed, and the room sees this window.")
                if self._is_mirrored
                else tr("The projector is closed: nothing is shown from here.")
            )
        elif self.thumbnail.picture.isNull():
            # It is open, and its first picture is on its way.
            self.thumbnail.show_word("")
        if not self._is_open or self._reach is Reach.NOBODY:
            text = tr("Ready to show: {what}", what=self._shown_words(showing, what))
            if self._is_open:
                text = tr("The projector’s window is minimised or covered. {ready}", ready=text)
        elif self._reach is Reach.HERE:
            text = tr("Only in the projector’s window: {what}", what=self._shown_words(showing, what))
        elif showing.blank:
            text = tr("Blank: the room sees the workshop’s title")
        elif showing.frozen:
            text = tr("Frozen. The room still sees: {what}", what=self._frozen_words or what)
        else:
            text = tr("The room sees: {what}", what=what)
        text = f"{self._dropped} {text}" if self._dropped else text
        self.says.setText(text)
        self.thumbnail.setAccessibleName(text)

    def _shown_words(self, showing: Showing, what: str) -> str:
        if showing.blank:
            return tr("blank, with the workshop’s title")
        return tr("{what}, frozen", what=self._frozen_words or what) if showing.frozen else what


def prompt_offer(step_id: int, label: str) -> Offer:
    """The offer that every step has."""
    return Offer(step_id, PROMPT, label)


def view_offer(step_id: int, view: ViewInfo, label: str = "") -> Offer:
    """The offer of a view of a step, by its own label unless there is another."""
    return Offer(step_id, view.key, label or view.label, tuple(view.choices))


def _offers_value(choice: Choice, value: str | None) -> bool:
    return value in [known for known, _ in choice.values]


def _same(one: ScreenChoice, other: ScreenChoice) -> bool:
    if isinstance(one, ScreenIdentity) and isinstance(other, ScreenIdentity):
        return one.likeness(other) > 0
    return one == other


def _delete_row(row: QLayout | None) -> None:
    while row is not None and (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()

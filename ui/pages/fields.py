"""A question on a page, with what it is answered by: one widget for each way of answering.

A field commits by the flow, and shows what that then holds. Enter leaves it, for the next one or the next page.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import number as written_number
from facilitator.i18n import short_day, tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.checking import DECLINED as DASH
from facilitator.questionnaires.fields import names_of
from facilitator.questionnaires.flow import Choice, FieldView, Flow
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.words import hints_of
from ui.entry.answer_field import AnswerField, count_words
from ui.entry.entries import Entries
from ui.entry.page import kinetic, text, touch_button
from ui.entry.typing_watch import FINDS
from ui.keys import as_latin
from ui.matching import matches, plain
from ui.pages.options import OptionButton
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import restyle

_ONE_LINE, _MOST_LINES = 80, 8
"""Letters that fit on one line of a field, and lines that a field has at most."""
_CARD_LINES = 3
"""The same of a card's field."""
_NEARLY_FULL = 20
"""Letters left from which on their number stands out."""
_END = 1_000_000
"""Further down than anything can be scrolled."""
_DIGITS, _LETTERS = "123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ONE_COLUMN, _TWO_COLUMNS = 7, 16
DECLINED = Value(missing="declined")


class FieldWidget(Speaker, QWidget):
    """A question in words, and below it what is answered by; `alone` on its page it has the title's letters."""

    left = Signal()
    """Enter: on to what comes next."""

    def __init__(self, flow: Flow, view: FieldView, *, alone: bool) -> None:
        super().__init__()
        self.flow, self.view = flow, view
        spot = view.spot
        self.setObjectName(f"field-{spot.question}" if spot.about is None else f"field-{spot.about}-{spot.question}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(METRICS.tight)
        if view.subject:
            self.column.addWidget(text(view.subject, "caption"))
        self.column.addWidget(text(view.question.text, "title" if alone else "heading"))
        for hint in hints_of(view.question):
            self.column.addWidget(text(hint, "caption"))
        self.setAccessibleName(" ".join(filter(None, (view.subject, view.question.text))))

    def update_view(self, view: FieldView) -> None:
        """Show what the library holds now."""
        self.view = view

    def keep(self) -> bool:
        """Commit what is typed and was not yet; False where that could not be done."""
        return True

    def take_keyboard(self) -> None:
        """Have the keyboard's focus."""
        self.setFocus()

    def go_on_from(self, before: "FieldWidget") -> None:
        """Take the keyboard over from the widget that asked the same before."""
        self.take_keyboard()

    def put(self, values: Sequence[Value]) -> bool:
        """Answer with these."""
        return self.flow.put(self.view.question.key, values, self.view.about)


class ChoiceField(FieldWidget):
    """Options to press, with a key each: digits for up to nine, else letters; more than those are found by typing."""

    def __init__(self, flow: Flow, view: FieldView, *, alone: bool) -> None:
        super().__init__(flow, view, alone=alone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choices = choices_of(view)
        self._at = 0
        self._keys = keys_of(view)
        self._finder: QLineEdit | None = None
        if len(self.choices) > len(_LETTERS):
            self._finder = QLineEdit()
            self._finder.setObjectName(f"{self.objectName()}-finder")
            self._finder.setProperty(FINDS, True)
            self._finder.setPlaceholderText(tr("Type the first letters; Enter takes the first"))
            self._finder.setAccessibleName(tr("Find an answer"))
            self._finder.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self._finder.textChanged.connect(lambda _text: self._sift())
            self._finder.installEventFilter(self)
            self.column.addWidget(self._finder)
            self.setFocusProxy(self._finder)
        self._buttons = [
            OptionButton(f"{self.objectName()}-{number}", self._key(number), choice.label)
            for number, choice in enumerate(self.choices)
        ]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, number=number: self.choose(number))
        self._hint = text("", "caption")
        self._lay_out()
        self.column.addWidget(self._hint)
        self._show()

    def update_view(self, view: FieldView) -> None:
        """Mark what is chosen now."""
        super().update_view(view)
        self._show()

    def choose(self, number: int) -> None:
        """Choose an option, or take it back."""
        question, value, now = self.view.question, self.choices[number].value, self._chosen()
        most = _most(question)
        if value in now:
            now.remove(value)
        elif value.missing or most == 1:
            now = [value]
        else:
            now = [*(each for each in now if not each.missing), value]
            if most is not None and len(now) > most:
                self.flow.warned.emit(trn("At most {count} can be chosen here.", "At most {count} can be chosen here.",
                                          most))  # fmt: skip
                return
        self._at = number
        self.put(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key chooses its option; arrows and space do so too, Backspace takes the last one back."""
        event = as_latin(event)
        key, typed = event.key(), event.text().upper()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif typed and typed in self._keys:
            self.choose(self._keys.index(typed))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._at = (self._at + (1 if key == Qt.Key.Key_Down else -1)) % max(len(self.choices), 1)
            self._show()
        elif key == Qt.Key.Key_Space and self.choices:
            self.choose(self._at)
        elif key == Qt.Key.Key_Backspace and self._chosen():
            self.put(self._chosen()[:-1])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Enter in the line that finds takes the first, and goes on where nothing is typed."""
        if self._finder is not None and watched is self._finder and _is_enter(event):
            found = [at for at, button in enumerate(self._buttons) if not button.isHidden()]
            typed = self._finder.text().strip()
            if typed and found:
                # Whoever types a whole name means that one, also where a longer one comes before it.
                whole = [at for at in found if plain(self.choices[at].label) == plain(typed)]
                self.choose((whole or found)[0])
                self._finder.clear()
            else:
                self.left.emit()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def focusInEvent(self, event: object) -> None:
        """The current option stands out."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._show()

    def focusOutEvent(self, event: object) -> None:
        """It does no more."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._show()

    def key_of(self, value: Value) -> str:
        """What is typed to choose a value, its words where there are too many for keys: for the rehearsal."""
        number = [choice.value for choice in self.choices].index(value)
        return self._key(number).lower() or f"{self.choices[number].label}\n"

    def _chosen(self) -> list[Value]:
        """What is answered, as the choices have it: teams by name, consent on whatever day."""
        found = []
        for answer in self.view.answers:
            value = answer.value
            if value.team is not None:
                value = Value(word=self.flow.in_words(answer))
            elif value.day is not None:
                value = self.choices[0].value
            if answer.version:
                found.append(value)
        return found

    def _key(self, number: int) -> str:
        return self._keys[number]

    def _sift(self) -> None:
        typed = self._finder.text() if self._finder is not None else ""
        for button, choice in zip(self._buttons, self.choices, strict=True):
            button.setVisible(matches(choice.label, typed))

    def _show(self) -> None:
        ranks, chosen = isinstance(self.view.question, model.Rank), self._chosen()
        for number, (button, choice) in enumerate(zip(self._buttons, self.choices, strict=True)):
            mark = ""
            if choice.value in chosen:
                mark = str(chosen.index(choice.value) + 1) if ranks and not choice.value.missing else "✓"
            button.show_mark(mark, current=number == self._at and self.hasFocus())
        self._hint.setText(_hint(self.view))

    def _lay_out(self) -> None:
        groups = list(dict.fromkeys(choice.group for choice in self.choices))
        grid = QGridLayout()
        grid.setSpacing(METRICS.small)
        if 1 < len(groups) <= 4 and "" not in groups and not isinstance(self.view.question, model.Someone):
            for column, group in enumerate(groups):
                grid.addWidget(text(group, "heading"), 0, column)
                grid.setColumnStretch(column, 1)
                own = [at for at, choice in enumerate(self.choices) if choice.group == group]
                for row, number in enumerate(own, start=1):
                    grid.addWidget(self._buttons[number], row, column)
        else:
            count = len(self.choices)
            columns = 1 if count <= _ONE_COLUMN else 2 if count <= _TWO_COLUMNS else 3
            rows = -(-count // columns)
            for number, button in enumerate(self._buttons):
                grid.addWidget(button, number % rows, number // rows)
            for column in range(columns):
                grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)


class TextField(FieldWidget):
    """Words: saved at every pause. Of several entries those that are written stand above, each to be changed."""

    typed = Signal()
    """Something else stands in it."""
    least_lines = 0
    """Lines that the field has at least; 0 for as many as the longest answer wants."""

    def __init__(self, flow: Flow, view: FieldView, *, alone: bool) -> None:
        super().__init__(flow, view, alone=alone)
        question = view.question
        assert isinstance(question, model.Text)  # noqa: S101  # told apart by its type
        self._asked = question
        self._several = question.entries > 1
        lines = max(question.rows, self.least_lines or (1 if question.longest <= _ONE_LINE else 2))
        breaks = question.rows > 1
        name = f"{self.objectName()}-words"
        self.field = AnswerField(question.longest, name, lines=min(lines, _MOST_LINES), breaks=breaks)
        self.field.setAccessibleName(self.accessibleName())
        self._entries = Entries(self.field, self.objectName(), self._written, self._write, several=self._several)
        self._entries.rows.setSpacing(METRICS.tight)
        self._entries.left.connect(self.left)
        self._entries.shown.connect(self.typed)
        self.field.textChanged.connect(self.typed)
        self.setFocusProxy(self.field)
        hints = (
            flow.words.adds_another if self._several else "",
            tr("Shift and Enter begin another line.") if breaks else "",
            tr("A dash (-) stands for “rather not say”.") if question.may_decline else "",
        )
        self.keys_hint = text(" ".join(filter(None, hints)), "caption")
        # Without a place of its own it would be a window.
        self.keys_hint.setParent(self)
        self.keys_hint.setVisible(any(hints))
        self._lay_out()
        self.update_view(view)

    def update_view(self, view: FieldView) -> None:
        """Show what is written; what is being typed stays."""
        super().update_view(view)
        entries = self._entries
        if entries.forget_gone():
            self.field.show_words("")
        if not self._several:
            words = _as_typed(view.values[0]) if view.values else ""
            if words != entries.saved and self.field.words == entries.saved:
                self.field.show_words(words)
            entries.entry, entries.saved = (view.answers[0].id if view.answers else 0), words
        entries.refresh()

    def keep(self) -> bool:
        """Commit what is typed."""
        return self._entries.keep()

    def texts(self) -> list[str]:
        """All that is written, what is being typed among it."""
        others = [words for entry, words in self._written() if entry != self._entries.entry] if self._several else []
        return [*others, self.field.words]

    def take_keyboard(self) -> None:
        """Go on typing."""
        self.field.setFocus()

    def go_on_from(self, before: FieldWidget) -> None:
        """Go on with the entry that was being typed."""
        if isinstance(before, TextField) and before._entries.entry:
            self._entries.go_on_with(before._entries.entry, before._entries.saved, before.field.words)
        self.take_keyboard()

    def _lay_out(self) -> None:
        self.column.addLayout(self._entries.rows)
        self.column.addWidget(self.field)
        self.column.addWidget(self.keys_hint)

    def _written(self) -> list[tuple[int, str]]:
        given = self.flow.given.of(self._asked.key, self.view.about)
        return [(answer.id, answer.value.word) for answer in given if answer.value.word is not None]

    def _write(self, words: str, entry: int) -> int | None:
        return self.flow.put_entry(self._asked.key, words, entry, self.view.about)


class CardsField(TextField):
    """Entries as cards: the field for the next one on top, with the letters that are left; below it all others."""

    least_lines = _CARD_LINES

    def _lay_out(self) -> None:
        self._letters = QLabel()
        self._letters.setObjectName(f"{self.objectName()}-letters")
        self.add = touch_button(tr("Add another"), f"{self.objectName()}-add")
        self.add.setIcon(icon("plus"))
        self.add.clicked.connect(self._add)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._entries.rows)
        inside.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(self._area)
        under = QHBoxLayout()
        under.addWidget(self._letters)
        # The words take all that is free: a label that wraps would else be as narrow as it can be.
        under.addWidget(self.keys_hint, 1)
        under.addWidget(self.add)
        self.column.setSpacing(METRICS.small)
        self.column.addSpacing(METRICS.small)
        self.column.addWidget(self.field)
        self.column.addLayout(under)
        self.column.addWidget(self._area, 1)
        self._entries.rows.setSpacing(METRICS.small)
        self._entries.shown.connect(self._shown)
        self.field.textChanged.connect(self._count)

    def _add(self) -> None:
        if self.keep():
            self._entries.begin_another()
        self.field.setFocus()

    def _shown(self) -> None:
        self._count()
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(_END))

    def _count(self) -> None:
        self._letters.setText(count_words(self.field.left, self._asked.longest))
        restyle(self._letters, "warning" if self.field.left <= _NEARLY_FULL else "caption")
        self.add.setEnabled(bool(self.field.words) and len(self._written()) < self._asked.most_own)


class LinesField(FieldWidget):
    """A line to type into for a number or a day; for counts one for each option."""

    def __init__(self, flow: Flow, view: FieldView, *, alone: bool) -> None:
        super().__init__(flow, view, alone=alone)
        self._names = [str(name) for name in names_of(flow.setup.questionnaire, view.spot)]
        counts = isinstance(view.question, model.Counts)
        self._names = self._names[1:] if counts else self._names[:1]
        labels = [choice.label for choice in view.choices] if counts else [""]
        parts = [choice.value.option for choice in view.choices] if counts else [""]
        grid = QGridLayout()
        self._lines: dict[str, QLineEdit] = {}
        for row, (part, label) in enumerate(zip(parts, labels, strict=True)):
            line = QLineEdit()
            line.setObjectName(f"{self.objectName()}-line-{part}" if part else f"{self.objectName()}-line")
            line.setProperty("role", "large")
            line.setMaximumWidth(240)
            line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            line.setAccessibleName(label or view.question.text)
            line.editingFinished.connect(lambda: self.keep())
            line.installEventFilter(self)
            self._lines[part] = line
            if label:
                grid.addWidget(text(label), row, 0)
            grid.addWidget(line, row, 1)
        unit = getattr(view.question, "unit", "") or (
            tr("day.month.year") if isinstance(view.question, model.Day) else ""
        )
        if unit:
            grid.addWidget(QLabel(unit), 0, 2)
        grid.setColumnStretch(3, 1)
        self.column.addLayout(grid)
        self.setFocusProxy(next(iter(self._lines.values())))
        self._shown: dict[str, str] = {}
        self.update_view(view)

    def update_view(self, view: FieldView) -> None:
        """Show what is answered; a line that is being typed in stays."""
        super().update_view(view)
        for part, line in self._lines.items():
            value = next((each for each in view.values if each.option == part), None)
            words = written(value)
            if line.text() == self._shown.get(part, ""):
                line.setText(words)
            self._shown[part] = words

    def keep(self) -> bool:
        """Commit what is typed, read as a person writes numbers and days."""
        if all(line.text() == self._shown.get(part, "") for part, line in self._lines.items()):
            return True
        key = self.view.question.key
        lead = "" if self.view.spot.about is None else f"{self.view.spot.about}."
        form = {f"{lead}{key}-{part}" if part else f"{lead}{key}": line.text() for part, line in self._lines.items()}
        if not any(words.strip() for words in form.values()):
            return self.put([])
        return self.flow.put_fields(self.view.spot, form)

    def take_keyboard(self) -> None:
        """Begin with the first line."""
        next(iter(self._lines.values())).setFocus()

    def eventFilter(self, watched: object, event: object) -> bool:
        """Enter goes to the next line, and on from the last."""
        if _is_enter(event):
            lines = list(self._lines.values())
            after = lines[lines.index(watched) + 1 :] if watched in lines else []
            if after:
                after[0].setFocus()
            elif self.keep():
                self.left.emit()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


def _is_enter(event: object) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QKeyEvent.Type.KeyPress:
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def field_widget(flow: Flow, view: FieldView, *, alone: bool, layout: model.Layout = "list") -> FieldWidget:
    """The widget by which a question is answered on a page of this layout."""
    question = view.question
    if isinstance(question, model.Text):
        return (CardsField if layout == "cards" else TextField)(flow, view, alone=alone)
    if isinstance(question, model.Number | model.Day | model.Counts):
        return LinesField(flow, view, alone=alone)
    return ChoiceField(flow, view, alone=alone)


def choices_of(view: FieldView) -> list[Choice]:
    """What can be chosen, consent and declining among it."""
    found = list(view.choices)
    if isinstance(view.question, model.Consent):
        found = [Choice(Value(day=date.today()), tr("I agree")), Choice(DECLINED, tr("I do not agree"))]
    elif view.question.may_decline:
        found.append(Choice(DECLINED, tr("Rather not say")))
    return found


def _most(question: model.Question) -> int | None:
    """How many options can be chosen; None for as many as there are."""
    if isinstance(question, model.SeveralOf | model.Someone):
        return question.up_to
    return question.best if isinstance(question, model.Rank) else 1


def _hint(view: FieldView) -> str:
    question, chosen = view.question, sum(not value.missing for value in view.values)
    if isinstance(question, model.Rank):
        return trn("{done} of {count} chosen", "{done} of {count} chosen", min(question.best, len(view.choices)),
                   done=chosen)  # fmt: skip
    if isinstance(question, model.SeveralOf):
        return trn("{count} ticked", "{count} ticked", chosen)
    return view.nobody


def keys_of(view: FieldView) -> list[str]:
    """The key of each of its choices: a scale's own numbers, else digits, else letters; "" where there are too many."""
    values = [choice.value for choice in choices_of(view)]
    special = {DECLINED: DASH, Value(missing="not_applicable"): "N"}
    plain = [value for value in values if value not in special]
    points = [f"{value.number:g}" for value in plain if value.number is not None]
    if isinstance(view.question, model.Scale) and all(len(point) == 1 for point in points):
        keys = points
    elif isinstance(view.question, model.Consent):
        return ["1", "2"]
    else:
        most = _DIGITS if len(plain) <= len(_DIGITS) else _LETTERS
        keys = list(most) if len(plain) <= len(most) else [""] * len(plain)
    left = iter(keys)
    return [special.get(value) or next(left) for value in values]


def _as_typed(value: Value) -> str:
    """Words as their field holds them, without what nobody sees; a dash for "rather not say"."""
    lines = (value.word or "").split("\n")
    return DASH if value == DECLINED else "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def written(value: Value | None) -> str:
    """A number or a day as it is typed; "" for none."""
    if value is None or value.missing:
        return DASH if value == DECLINED else ""
    if value.day is not None:
        return short_day(value.day)
    return "" if value.number is None else written_number(value.number)

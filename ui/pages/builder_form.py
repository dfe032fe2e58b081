"""The forms in which a facilitator says what is asked: for the whole step, a page, and a question of each kind."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.building import can_count_words, question_kinds, reworded_options
from facilitator.questionnaires.model import LOOPED, Option, Page, Question, Questionnaire
from ui.pages.builder_fields import LINES, ConditionField, RowsTable, WordsField
from ui.theme.rows import ticked_line
from ui.window_language import day_format

_NONE = QDate(1900, 1, 1)
"""What a field for a day holds while there is none."""
_UNLIMITED = 1e9
_TICKS = 6
"""So many lines of a list to tick are seen at once."""


class BuilderForm(QWidget):
    """Fields below each other; each emits `changed` with what is different, once somebody is done with it."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.rows = QFormLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(self.rows)
        column.addStretch(1)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def add(self, name: str, label: str, field: QWidget) -> None:
        """Put a field into a row; `name` ends its object's name."""
        field.setObjectName(f"builder-{name.replace('_', '-')}")
        field.setAccessibleName(label)
        self.rows.addRow(label, field)

    def add_line(self, name: str, label: str, value: str) -> QLineEdit:
        """A line of words."""
        line = QLineEdit(value)
        line.setCursorPosition(0)
        line.editingFinished.connect(lambda: self.changed.emit({name: line.text().strip()}))
        self.add(name, label, line)
        return line

    def add_words(self, name: str, label: str, value: str, lines: int = LINES) -> WordsField:
        """Words that may be long."""
        field = WordsField(value, lines)
        field.left.connect(lambda: self.changed.emit({name: field.words}))
        self.add(name, label, field)
        return field

    def add_choice(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[Any, str]],
        value: Any,
        *,
        many: Callable[[Any], dict[str, Any]] | None = None,
    ) -> QComboBox:
        """One of several; `many` says what is different for a choice, where that is more than this field."""
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(20)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, words in choices:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(0, [key for key, _ in choices].index(value)))
        told = many or (lambda chosen: {name: chosen})
        combo.activated.connect(lambda at: self.changed.emit(told(choices[at][0])))
        self.add(name, label, combo)
        return combo

    def add_tick(self, name: str, label: str, value: bool, *, inverted: bool = False) -> QCheckBox:
        """Yes or no."""
        tick = QCheckBox(label)
        tick.setChecked(value != inverted)
        tick.clicked.connect(lambda on: self.changed.emit({name: on != inverted}))
        self.add(name, "", tick)
        tick.setAccessibleName(label)
        return tick

    def add_ticks(
        self, name: str, label: str, choices: Sequence[tuple[str, str]], value: Collection[str]
    ) -> QListWidget:
        """Several of these, in their order; Space ticks the line."""
        ticks = QListWidget()
        for key, words in choices:
            ticks.addItem(ticked_line(words, key, ticked=key in value))
        ticks.setCurrentRow(0)
        ticks.setFixedHeight(min(len(choices), _TICKS) * ticks.sizeHintForRow(0) + 2 * ticks.frameWidth())
        ticks.itemChanged.connect(lambda _line: self.changed.emit({name: _ticked(ticks)}))
        self.add(name, label, ticks)
        return ticks

    def add_number(
        self, name: str, label: str, value: int | None, least: int, greatest: int, none: str = ""
    ) -> QSpinBox:
        """A whole number; with `none` the lowest one stands for no limit and reads so."""
        spin = QSpinBox()
        spin.setRange(least - bool(none), greatest)
        if none:
            spin.setSpecialValueText(none)
        spin.setValue(spin.minimum() if value is None else value)
        spin.editingFinished.connect(
            lambda: self.changed.emit({name: None if none and spin.value() == spin.minimum() else spin.value()})
        )
        self.add(name, label, spin)
        return spin

    def add_limit(self, name: str, label: str, value: float | None, digits: int) -> QDoubleSpinBox:
        """A number or no limit."""
        spin = QDoubleSpinBox()
        spin.setDecimals(digits)
        spin.setRange(-_UNLIMITED, _UNLIMITED)
        spin.setSpecialValueText(tr("no limit"))
        spin.setValue(-_UNLIMITED if value is None else value)
        spin.editingFinished.connect(
            lambda: self.changed.emit({name: None if spin.value() == -_UNLIMITED else spin.value()})
        )
        self.add(name, label, spin)
        return spin

    def add_day(self, name: str, label: str, value: date | None) -> QDateEdit:
        """A day or no limit."""
        field = QDateEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat(day_format())
        field.setMinimumDate(_NONE)
        field.setSpecialValueText(tr("no limit"))
        field.setDate(_NONE if value is None else QDate(value.year, value.month, value.day))
        field.editingFinished.connect(
            lambda: self.changed.emit({name: None if field.date() == _NONE else field.date().toPython()})
        )
        self.add(name, label, field)
        return field

    def say(self, words: str, name: str = "", role: str = "caption") -> QLabel:
        """A sentence over the whole width."""
        label = QLabel(words)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if name:
            label.setObjectName(name)
        self.rows.addRow(label)
        return label


class StepForm(BuilderForm):
    """What holds for the whole step."""

    def __init__(self, asked: Questionnaire, *, begun: bool) -> None:
        super().__init__()
        self.add_line("title", tr("Title"), asked.title)
        notice = self.add_words("notice", tr("Notice"), asked.notice, 5)
        names = self.add_choice(
            "names",
            tr("Names"),
            [
                ("signed", tr("Signed: the name is kept with the answers")),
                ("initials", tr("Initials stand beside answers; you can see whose they are")),
                ("anonymous", tr("Anonymous: no author, not even in the file")),
            ],
            asked.names,
        )
        together = self.add_choice(
            "together",
            tr("Who answers"),
            [
                ("alone", tr("Everybody alone")),
                ("pairs", tr("In pairs or small groups, one for all")),
                ("teams", tr("Teams, one for all")),
            ],
            asked.together,
        )
        for field in (notice, names, together):
            field.setEnabled(not begun)
        if begun:
            self.say(tr("Somebody has begun to answer, so notice, names and company stay as they were promised. "
                        "Duplicate the step to change them."), "builder-begun")  # fmt: skip


class PageForm(BuilderForm):
    """What holds for a page."""

    def __init__(self, asked: Questionnaire, page: Page) -> None:
        super().__init__()
        self.add_line("title", tr("Title of the page"), page.title)
        questions = [asked.by_key[key] for key in page.questions]
        if questions[0].about is not None and len({each.about for each in questions}) == 1:
            tick = self.add_tick(
                "grid", tr("As a table: a row for each answer that is asked about"), page.layout == "grid"
            )
            tick.clicked.disconnect()
            tick.clicked.connect(lambda on: self.changed.emit({"layout": "grid" if on else "list"}))
        texts = [each for each in questions if isinstance(each, model.Text)]
        if page.words_most is not None or can_count_words(asked, texts):
            together = tr("Words at most, in all answers of the page together")
            self.add_number("words_most", together, page.words_most, 1, 2000, tr("any"))
        condition = ConditionField(asked, conditioned(asked, page.questions[0]), page.only_if)
        condition.edited.connect(lambda: self.changed.emit({"only_if": condition.condition}))
        self.add("only_if", tr("Asked"), condition)


class QuestionForm(BuilderForm):
    """What one question asks, and how."""

    kind_wanted = Signal(str)

    def __init__(self, asked: Questionnaire, question: Question) -> None:
        super().__init__()
        self.question = question
        kind = str(getattr(question, "kind", ""))
        kinds = [(each.key, each.title) for each in question_kinds()]
        combo = self.add_choice("kind", tr("Kind"), kinds, kind)
        combo.activated.disconnect()
        combo.activated.connect(lambda at: self.kind_wanted.emit(kinds[at][0]))
        self.add_words("text", tr("Sentence") if kind == "consent" else tr("Question"), question.text)
        self.add_line("label", tr("Short heading"), question.label).setPlaceholderText(question.text)
        self.add_words("help", tr("Hint below it"), question.help)
        for add in self._own(asked, question):
            add()
        self.add_tick("required", tr("It has to be answered"), question.required)
        if not isinstance(question, model.Consent):
            self.add_tick("may_decline", tr("One may say “rather not say”"), question.may_decline)
        self.add_tick("hidden", tr("It is asked"), question.hidden, inverted=True)
        self.add_choice(
            "privacy",
            tr("Privacy"),
            [
                ("oneself", tr("About whoever answers")),
                ("others", tr("About others too")),
                ("sensitive", tr("Sensitive: could harm if it got about")),
            ],
            question.privacy,
        )
        if question.privacy == "sensitive" and not asked.anonymous:
            self.say(tr("Names are kept beside it: anonymous answers would be safer."), "builder-sensitive", "warning")
        subjects = [each for each in earlier(asked, question.key) if isinstance(each, LOOPED) and each.about is None]
        if subjects or question.about is not None:
            self.add_choice(
                "about",
                tr("How often"),
                [
                    (None, tr("Once")),
                    *((each.key, tr("Once for each answer to “{question}”", question=each.head)) for each in subjects),
                ],
                question.about,
            )
        before = conditioned(asked, question.key, question.about)
        if before:
            condition = ConditionField(asked, before, question.only_if)
            condition.edited.connect(lambda: self.changed.emit({"only_if": condition.condition}))
            self.add("only_if", tr("Asked"), condition)

    def _own(self, asked: Questionnaire, question: Question) -> Iterator[Callable[[], object]]:
        """What the kind has that others have not."""
        if isinstance(question, model.OneOf | model.SeveralOf | model.Counts) or (
            isinstance(question, model.Rank) and question.from_ticks is None
        ):
            yield lambda: self._options(question)
        if isinstance(question, model.Scale):
            yield lambda: self._points(question)
            yield lambda: self.add_number("lowest", tr("Number of the first point"), question.lowest, -5, 10)
            yield lambda: self.add_line("not_applicable", tr("A way out, in words"), question.not_applicable)
        if isinstance(question, model.Rank):
            yield lambda: self._ranked(asked, question)
            yield lambda: self.add_number("best", tr("So many at most"), question.best, 1, 20)
        if isinstance(question, model.SeveralOf):
            most = len(question.options)
            yield lambda: self.add_number("least", tr("So many at least"), question.least, 0, most)
            yield lambda: self.add_number("up_to", tr("So many at most"), question.up_to, 1, most, tr("all"))
        if isinstance(question, model.Text):
            yield lambda: self.add_number("longest", tr("Letters at most"), question.longest, 1, 4000)
            yield lambda: self.add_number("words_most", tr("Words at most"), question.words_most, 1, 2000, tr("any"))
            yield lambda: self.add_number("rows", tr("Lines to write on"), question.rows, 1, 20)
            yield lambda: self.add_number("entries", tr("So many answers at most"), question.entries, 1, 60)
            yield lambda: self.add_tick("names_people", tr("It asks for names of people"), question.names_people)
            yield lambda: self.add_tick(
                "to_room", tr("The room and the summary show what is written, without names, and people are told so"),
                question.to_room,
            )  # fmt: skip
        if isinstance(question, model.Number):
            yield lambda: self.add_line("unit", tr("Unit"), question.unit)
            yield lambda: self.add_limit("least", tr("At least"), question.least, question.digits)
            yield lambda: self.add_limit("greatest", tr("At most"), question.greatest, question.digits)
            yield lambda: self.add_number("digits", tr("Digits behind the point"), question.digits, 0, 6)
        if isinstance(question, model.Consent):
            yield lambda: self._covered(asked, question)
        if isinstance(question, model.Day):
            yield lambda: self.add_day("earliest", tr("Not before"), question.earliest)
            yield lambda: self.add_day("latest", tr("Not after"), question.latest)
        if isinstance(question, model.Someone):
            whom = [("person", tr("People of the roster")), ("team", tr("Teams"))]
            yield lambda: self.add_choice("whom", tr("Whom"), whom, question.whom)
            yield lambda: self.add_number("up_to", tr("So many at most"), question.up_to, 1, 60)
            yield lambda: self.add_tick("oneself", tr("One may name oneself"), question.oneself)
        if isinstance(question, model.Counts):
            totals = [
                each for each in earlier(asked, question.key) if isinstance(each, model.Number) and each.least == 0
            ]
            choices = [(None, tr("Any number")), *((each.key, each.head) for each in totals)]
            yield lambda: self.add_choice("total", tr("They add up to"), choices, question.total)

    def _covered(self, asked: Questionnaire, question: model.Consent) -> None:
        before = [each for each in earlier(asked, question.key) if each.about in (None, question.about)]
        if before:
            choices = [(each.key, each.head) for each in before]
            self.add_ticks("covers", tr("It is to the answers to"), choices, question.covers)
            self.say(tr("Whoever else changes such an answer takes the consent back."))

    def _options(self, question: Question) -> None:
        options: Sequence[Option] = getattr(question, "options", ())
        rows = [(each.key, [each.label, each.group], not each.hidden) for each in options]
        table = RowsTable(
            "builder-options", [tr("Answers; without a tick it is not offered"), tr("Group")], rows, ticks=True
        )
        table.edited.connect(lambda: self.changed.emit({"options": _options_of(question, table)}))
        self.add("options", tr("Answers"), table)

    def _points(self, question: model.Scale) -> None:
        rows = [("", [label], True) for label in question.labels]
        table = RowsTable("builder-points", [tr("From the lowest to the highest")], rows, ticks=False)
        table.edited.connect(lambda: self.changed.emit({"labels": [words[0] for _, words, _ in table.rows()]}))
        self.add("labels", tr("Points"), table)

    def _ranked(self, asked: Questionnaire, question: model.Rank) -> None:
        ticks = [
            each
            for each in earlier(asked, question.key)
            if isinstance(each, model.SeveralOf) and each.about == question.about
        ]
        choices: list[tuple[Any, str]] = [
            (None, tr("Answers of its own")),
            *((each.key, tr("What was ticked in “{question}”", question=each.head)) for each in ticks),
        ]

        def chosen(key: str | None) -> dict[str, Any]:
            # Taken over, so that there is something to rank either way.
            own = asked.options(question.key) or ()
            return {"from_ticks": key, "options": () if key else [option.model_dump() for option in own]}

        self.add_choice("from_ticks", tr("What is ranked"), choices, question.from_ticks, many=chosen)


def earlier(asked: Questionnaire, key: str) -> list[Question]:
    """What is asked before a question."""
    keys = list(asked.by_key)
    return [asked.by_key[each] for each in keys[: keys.index(key)]]


def conditioned(asked: Questionnaire, key: str, about: str | None = None) -> list[Question]:
    """What is asked before it and has answers to choose, so that it can depend on them."""
    kinds = (model.OneOf, model.SeveralOf, model.Rank, model.Consent)
    return [each for each in earlier(asked, key) if isinstance(each, kinds) and each.about in (None, about)]


def _ticked(ticks: QListWidget) -> tuple[str, ...]:
    lines = (ticks.item(row) for row in range(ticks.count()))
    return tuple(
        str(line.data(Qt.ItemDataRole.UserRole)) for line in lines if line.checkState() is Qt.CheckState.Checked
    )


def _options_of(question: Question, table: RowsTable) -> list[dict[str, Any]]:
    rows = table.rows()
    made = reworded_options(question, [(key, words[0]) for key, words, _ in rows])
    return [
        {**option, "group": words[1], "hidden": not shown} for option, (_, words, shown) in zip(made, rows, strict=True)
    ]

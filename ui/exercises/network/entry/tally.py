"""The tally: for one question at a time, how many people of the list fall under each answer.

The counts of a question must make the length of the list. A digit that is a whole number moves on by itself, as in the
grid of contacts, and Enter right after it does not move a second time; zeros need no key. Once the counts add up, one
Enter goes to the next question. What is left goes to one answer by one key, which moves on to the next question; after
the last one only Enter goes on, so that nobody passes their own shape by an Enter out of habit. What is wrong stands
beside the number. A sum that is short can't pass in silence: the first Enter says how many are missing, the second one
counts them as left out. A sum that is too large has to be corrected.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.network.answers import set_tally
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.several import set_counts
from facilitator.exercises.network.wording import tally_question, too_many
from facilitator.i18n import speaking, tr, trn
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.network.entry.checksum import Checksum, verdict
from ui.exercises.network.entry.key_button import KeyButton
from ui.exercises.network.entry.page import EntryPage, Problem
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.tally_row import TallyRow
from ui.keypad import Keypad
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, restyle

_SIDE = 336
_MOST_NAMED = 5
"""With more questions than this their buttons show numbers only."""


class TallyPage(EntryPage):
    """One question with its numbers; the others are a key or a touch away."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-tally", parent)
        self._at = 0
        self._asked_twice = False
        self._moved_by_itself = False
        """The last key moved on: Enter means what was just typed, not what is empty after it."""
        self._rows: list[TallyRow] = []
        self._chips: list[KeyButton] = []
        self._chip_line = QGridLayout()
        self._question = text("", "title")
        self._question.setObjectName("network-tally-question")
        self._column = QVBoxLayout()
        self._problem = Problem()
        self._checksum = Checksum()
        self._sum = QLabel()
        self._sum.setObjectName("network-checksum")
        self._rest = touch_button("", "network-rest")
        self._rest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest.clicked.connect(self._put_rest)
        self._cant_say = touch_button("", "network-cant-say")
        self._cant_say.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cant_say.clicked.connect(self._say_cant_say)
        self._lay_out()

    @property
    def next_text(self) -> str:
        """To the next question, or to the shape after the last one."""
        return super().next_text if self._is_last else tr("Next question")

    @property
    def factor(self) -> Factor:
        """The question that is shown."""
        return self.session.factors[self._at]

    @property
    def _is_last(self) -> bool:
        return self._at >= len(self.session.factors) - 1

    def enter(self) -> None:
        """Begin at the first question that doesn't add up; with none, where one was."""
        self._make_chips()
        self.session.read()
        wrong = self._first_wrong()
        self._turn_to(min(self._at, len(self.session.factors) - 1) if wrong is None else wrong)

    def refresh(self) -> None:
        """Show what is in the library."""
        self.session.read()
        if len(self._chips) != len(self.session.factors):
            self._make_chips()
            self._at = min(self._at, len(self.session.factors) - 1)
        self._show()

    def try_next(self) -> None:
        """On to the next question, or past the last one, if this one adds up or is left out on purpose."""
        if self._tell_too_many():
            return
        total, size = self._total, self.session.view.list_length
        if total < size and not self._leave_out(size - total):
            return
        if not self._is_last:
            self._turn_to(self._at + 1)
            return
        wrong = self._first_wrong()
        if wrong is None:
            self.go_on.emit()
        else:
            self._turn_to(wrong)
            self._complain(tr("This question does not add up yet."), "warning")

    def back(self) -> bool:
        """Go to the question before; False at the first one."""
        if self._at == 0:
            return False
        self._turn_to(self._at - 1)
        return True

    # What is done

    def _leave_out(self, missing: int) -> bool:
        """Count those who are missing as left out, once it has been said and asked for again."""
        if not self._asked_twice:
            self._complain(
                trn(
                    "{count} person is missing. Add them, or press “{next}” once more: you can’t say.",
                    "{count} people are missing. Add them, or press “{next}” once more: you can’t say.",
                    missing,
                    next=self.next_text,
                ),
                "warning",
            )
            self._asked_twice = True
            return False
        already = self._counts().get(Missing.SKIPPED, 0)
        done = self.session.commit(set_tally, self.factor.key, int(Missing.SKIPPED), already + missing)
        self.session.read()
        return done is not None

    def _typed(self, row: TallyRow, count: object) -> None:
        self._asked_twice = False
        if self.session.commit(set_tally, self.factor.key, row.code, count) is None:
            self._show_sum()
            self._tell_too_many()
            return
        self._problem.say("")
        self._moved_by_itself = False
        self._forgive_left_out()
        self._show_sum()
        self._tell_too_many()

    def _tell_too_many(self) -> bool:
        """Say beside the number that the counts make more people than are on the list; False where they don't."""
        total, size = self._total, self.session.view.list_length
        if total > size:
            self._complain(too_many(total, size), "error")
        return total > size

    def _digit(self, row: TallyRow) -> None:
        """Move on from a number that no further digit could follow, unless there is nothing left to count."""
        size, number = self.session.view.list_length, row.field.number or 0
        others = self._total - number
        can_grow = len(row.field.text()) == 1 and 0 < number * 10 <= size - others
        shown = self._shown_rows()
        place = shown.index(row)
        text = row.field.text()
        if len(text) > 1 and number > size - others and int(text[0]) <= size - others and place < len(shown) - 1:
            # No 19 of 12: a 1, and a 9 for the next answer.
            row.field.show_number(int(text[0]))
            self._typed(row, row.field.number)
            following = shown[place + 1]
            self._go_to(following)
            following.field.show_number(int(text[1]))
            self._typed(following, following.field.number)
            self._digit(following)
            return
        if not can_grow and self._total < size and place < len(shown) - 1:
            self._go_to(shown[place + 1])
            self._moved_by_itself = True

    def _forgive_left_out(self) -> None:
        """Take from those left out before whoever has now been counted."""
        counts = self._counts()
        left_out = counts.get(Missing.SKIPPED, 0)
        over = sum(counts.values()) - self.session.view.list_length
        if left_out and over > 0:
            fewer = max(left_out - over, 0) or None
            self.session.commit(set_tally, self.factor.key, int(Missing.SKIPPED), fewer)
            self.session.read()

    def _put_rest(self) -> None:
        """Everybody who is left falls under this answer; then the question adds up."""
        row = self._current_row()
        others = sum(count for code, count in self._counts().items() if code not in (row.code, Missing.SKIPPED))
        rest = self.session.view.list_length - others
        if rest < 0:
            self._complain(too_many(others, self.session.view.list_length), "error")
            return
        counts: dict[int, int | None] = {row.code: rest}
        if Missing.SKIPPED in self._counts():
            counts[int(Missing.SKIPPED)] = None
        if self.session.commit(set_counts, self.factor.key, counts) is not None:
            self.session.read()
            self._show()
            self._move_on()

    def _move_on(self) -> None:
        """To the next question that a key has filled up; at the last one that is left to Enter."""
        self._moved_by_itself = False
        if self._is_last and self._first_wrong() is None:
            self._problem.say("")
            self.said.emit(tr("All counted. Enter goes on."), "success")
        else:
            self.try_next()
            self._moved_by_itself = True

    def _say_cant_say(self) -> None:
        """Count everybody who is left as one of whom the participant can't say; then the question adds up."""
        missing = self.session.view.list_length - self._total
        self._asked_twice = True
        if missing > 0 and self._leave_out(missing):
            self._show()
            self._move_on()

    def _entered(self, row: TallyRow) -> None:
        """Enter in a field: on to the next number, or the next question when these add up."""
        if self._moved_by_itself:
            self._moved_by_itself = False
            return
        shown = self._shown_rows()
        place = shown.index(row)
        if self._total >= self.session.view.list_length or place == len(shown) - 1:
            self.try_next()
        else:
            self._go_to(shown[place + 1])

    def _move(self, row: TallyRow, by: int) -> None:
        self._moved_by_itself = False
        shown = self._shown_rows()
        place = shown.index(row) + by
        if 0 <= place < len(shown):
            self._go_to(shown[place])

    def _turn_to(self, number: int) -> None:
        self._at = number
        self._asked_twice = self._moved_by_itself = False
        self._problem.say("")
        self.said.emit("", "caption")
        self._show()
        shown = self._shown_rows()
        first = next((row for row in shown if row.field.number is None), shown[0])
        self._go_to(first if not self.session.view.tally_adds_up(self.factor.key) else shown[0])

    def _complain(self, sentence: str, role: str) -> None:
        row = self._current_row()
        row.stand_beside(self._problem)
        self._problem.say(sentence, role)
        self._go_to(row)

    def _go_to(self, row: TallyRow) -> None:
        """Give a number the keyboard, in sight."""
        row.field.setFocus()
        self._area.ensureWidgetVisible(row, 0, METRICS.small)

    # What is shown

    def _counts(self) -> dict[int, int]:
        return dict(self.session.read().tally.get(self.factor.key, {}))

    @property
    def _total(self) -> int:
        """How many the question counts by what stands in its fields, a number too that could not be saved."""
        saved = self.session.view.tally.get(self.factor.key, {})
        unsaved = sum((row.field.number or 0) - saved.get(row.code, 0) for row in self._shown_rows())
        return self.session.view.counted(self.factor.key) + unsaved

    def _first_wrong(self) -> int | None:
        view = self.session.view
        wrong = (at for at, factor in enumerate(self.session.factors) if not view.tally_adds_up(factor.key))
        return next(wrong, None)

    def _current_row(self) -> TallyRow:
        shown = self._shown_rows()
        focused = self.window().focusWidget()
        return next((row for row in shown if row.field is focused), shown[0])

    def _shown_rows(self) -> list[TallyRow]:
        return [row for row in self._rows if not row.isHidden()]

    def _show(self) -> None:
        factor = self.factor
        counts = self.session.view.tally.get(factor.key, {})
        answers = [(code, words) for code, words in enumerate(factor.codes, start=1)]
        if factor.not_comparable:
            answers.append((int(Missing.NOT_COMPARABLE), factor.not_comparable))
        with speaking(self.session.language):
            self._question.setText(tally_question(factor, self.session.view.list_length))
        while len(self._rows) < len(answers):
            self._add_row()
        for row, answer in zip(self._rows, answers, strict=False):
            row.show_code(*answer, counts.get(answer[0]))
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(answers))
        self._show_sum()

    def _show_sum(self) -> None:
        view, factor = self.session.view, self.factor
        counts = view.tally.get(factor.key, {})
        size, left_out, total = view.list_length, counts.get(Missing.SKIPPED, 0), self._total
        self._checksum.show_counts([row.field.number or 0 for row in self._shown_rows()] + [left_out], size)
        words, role = verdict(total, size)
        if left_out:
            words += tr(" ({count} can’t say)", count=left_out)
        self._sum.setText(words)
        restyle(self._sum, role)
        rest = size - total
        self._rest.setEnabled(rest > 0)
        self._rest.setAccessibleName(tr("All who are left fall under this answer"))
        self._rest.setText(tr("Rest: {count}   =", count=rest) if rest > 0 else tr("Rest   ="))
        self._cant_say.setEnabled(rest > 0)
        self._cant_say.setText(tr("Can’t say: {count}", count=rest) if rest > 0 else tr("Can’t say"))
        for number, chip in enumerate(self._chips):
            key = self.session.factors[number].key
            mark = "✓ " if view.tally_adds_up(key) else "! " if view.counted(key) > size else ""
            named = len(self._chips) <= _MOST_NAMED
            label = self.session.factors[number].label
            chip.say(mark + (label if named else ""))
            chip.setAccessibleName(mark + label)
            chip.setChecked(number == self._at)

    def _add_row(self) -> None:
        row = TallyRow(len(self._rows) + 1)
        row.field.numbered.connect(lambda count, row=row: self._typed(row, count))
        row.field.digit_typed.connect(lambda row=row: self._digit(row))
        row.field.entered.connect(lambda row=row: self._entered(row))
        row.field.back.connect(lambda row=row: self._move(row, -1))
        row.field.forth.connect(lambda row=row: self._move(row, 1))
        row.field.rest_wanted.connect(self._put_rest)
        self._rows.append(row)
        self._column.addWidget(row)

    def _make_chips(self) -> None:
        for chip in self._chips:
            self._chip_line.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for number, factor in enumerate(self.session.factors):
            chip = KeyButton(str(number + 1), factor.label, f"network-question-{number + 1}")
            chip.clicked.connect(lambda _checked=False, number=number: self._turn_to(number))
            self._chips.append(chip)
            self._chip_line.addWidget(chip, 0, number)

    def _lay_out(self) -> None:
        self._chip_line.setSpacing(METRICS.small)
        self._column.setSpacing(METRICS.tight)
        card = Card()
        card.column.addWidget(self._question)
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, METRICS.small, 0)
        rows.addLayout(self._column)
        rows.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        # The card's own ground shows through.
        holder.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kinetic(area)
        card.column.addWidget(area, 1)
        total = QHBoxLayout()
        total.addWidget(self._checksum, 1)
        total.addWidget(self._sum)
        card.column.addLayout(total)
        side = Card()
        side.setMinimumWidth(_SIDE)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        side.column.addWidget(Keypad("network-tally-keypad"))
        # Beside each other: on a low screen every key of the pad has to be seen.
        both = QHBoxLayout()
        both.setSpacing(METRICS.small)
        both.addWidget(self._rest, 1)
        both.addWidget(self._cant_say, 1)
        side.column.addLayout(both)
        side.column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(METRICS.medium)
        row.addWidget(card, 1)
        row.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        whole.setSpacing(METRICS.medium)
        whole.addLayout(self._chip_line)
        whole.addLayout(row, 1)

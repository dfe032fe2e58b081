"""The pages of a way through a questionnaire: its own, and those before and after them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import tr, trn
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.checking import words_in
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER, FieldView, Flow, PageView
from facilitator.questionnaires.partner_choice import MOST_PARTNERS
from ui.entry.notice import NoticeArea
from ui.entry.page import kinetic, text, touch_button
from ui.entry.partners import Partners
from ui.exercises.contract import AskedPage
from ui.pages.fields import FieldWidget, TextField, field_widget
from ui.pages.grid import GridPage, suits_a_grid
from ui.pages.page_base import FlowPage
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, restyle

_WIDTH, _WIDE = 860, 1160


class NoticePage(FlowPage):
    """Who sees what; going on accepts it."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        words = view.words._asdict() if view.words is not None else {}
        self._area = NoticeArea(flow.library, flow.participant_id, words)
        whole.addWidget(self._area)
        self.setAccessibleName(self._area.accessibleName())

    def try_next(self) -> None:
        """Note that it was there to be read, and go on."""
        self._area.note_read()
        super().try_next()


class PartnersPage(FlowPage):
    """Everybody who may answer with this person, to be chosen."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        self._partners = Partners(None if view.are_chosen else MOST_PARTNERS)
        self._partners.changed.connect(lambda: self.said.emit("", "caption"))
        self._nobody = text(flow.words.nobody_with, "caption")
        inside = _column(self, _WIDTH, view.title)
        inside.addWidget(text(view.text))
        inside.addWidget(self._partners)
        inside.addWidget(self._nobody)
        inside.addStretch(1)
        self.update_view(view)

    def update_view(self, view: PageView) -> bool:
        """Offer whoever is free now; who was chosen stays chosen."""
        if view.key != PARTNERS:
            return False
        self.view = view
        self._partners.offer(view.partners, {each for each, _ in view.partners} if view.are_chosen else ())
        self._nobody.setVisible(not view.partners)
        return True

    @property
    def next_text(self) -> str:
        """Says what going on means."""
        return self.flow.words.with_others(len(self._partners.chosen))

    def enter(self) -> None:
        """Begin with the first."""
        if not self._partners.take_keyboard():
            self.setFocus()

    def try_next(self) -> None:
        """Begin with those who are chosen."""
        self.flow.next(self._partners.chosen)


class QuestionsPage(FlowPage):
    """Questions below each other; Enter goes from one to the next, and on from the last."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        self._fields: dict[Place, FieldWidget] = {}
        alone = len(view.fields) == 1
        if view.layout == "cards":
            inside = _middle(self)
        else:
            inside = _column(self, _WIDE if any(len(each.choices) > 7 for each in view.fields) else _WIDTH, "")
            inside.setSpacing(METRICS.medium)
        for each in _by_subject(view):
            field = field_widget(flow, each, alone=alone, layout=view.layout)
            field.left.connect(lambda field=field: self._after(field))
            self._fields[Place(each.question.key, each.about)] = field
            inside.addWidget(field)
        if view.layout != "cards":
            inside.addStretch(1)
        self._say_keys_once()
        self.setAccessibleName(view.title)
        if view.words_most is not None:
            self.count = text("", "caption")
            self.count.setContentsMargins(METRICS.large, 0, METRICS.large, METRICS.tight)
            self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.count.setObjectName("pages-words")
            below = self.layout()
            if below is not None:
                below.addWidget(_as_wide(self.count, _WIDTH))
            for field in self._counted():
                field.typed.connect(self._show_count)
            self._show_count()

    @property
    def fields(self) -> Mapping[Place, FieldWidget]:
        """The questions of the page by where they are asked, in their order."""
        return self._fields

    def update_view(self, view: PageView) -> bool:
        """Show what is answered now, where the same questions are asked with the same to choose from."""
        now = {Place(each.question.key, each.about): each for each in view.fields}
        known = {place: field.view for place, field in self._fields.items()}
        if now.keys() != known.keys() or any(
            (each.question, each.choices, each.subject)
            != (known[place].question, known[place].choices, known[place].subject)
            for place, each in now.items()
        ):
            return False
        self.view = view
        for place, each in now.items():
            self._fields[place].update_view(each)
        self._show_count()
        return True

    def _say_keys_once(self) -> None:
        """What keys do is said below the first field that they do it in."""
        said: set[str] = set()
        for field in self._fields.values():
            if isinstance(field, TextField):
                if field.keys_hint.text() in said:
                    field.keys_hint.hide()
                said.add(field.keys_hint.text())

    def words(self) -> int:
        """How many words are typed on a page that counts them together."""
        return sum(words_in(text) for field in self._counted() for text in field.texts())

    def _counted(self) -> list[TextField]:
        return [field for field in self._fields.values() if isinstance(field, TextField)]

    def _show_count(self) -> None:
        most, count = self.view.words_most, self.words()
        if most is None:
            return
        said = trn("{used} of {count} word", "{used} of {count} words", most, used=count)
        over = count - most
        if over > 0:
            more = trn(
                "take out {count} word, here or in another answer",
                "take out {count} words, here or in another answer",
                over,
            )
            said = f"{said}: {more}"
        if said != self.count.text():
            self.count.setText(said)
            restyle(self.count, "error" if over > 0 else "caption")

    def enter(self) -> None:
        """Begin with the first that is not answered yet, or the first."""
        fields = list(self._fields.values())
        open_ = [field for field in fields if not field.view.answers]
        if fields:
            (open_ or fields)[0].take_keyboard()

    def keep(self) -> bool:
        """Commit what is typed anywhere on the page."""
        # Each of them, also after one that could not be saved.
        kept = [field.keep() for field in self._fields.values()]
        return all(kept)

    def _after(self, field: FieldWidget) -> None:
        if self.is_over:
            return
        fields = list(self._fields.values())
        place = fields.index(field) + 1
        if place < len(fields):
            fields[place].take_keyboard()
            area = self.findChild(QScrollArea)
            if area is not None:
                area.ensureWidgetVisible(fields[place])
        else:
            self.try_next()


class ReadOverPage(FlowPage):
    """All answers in words, with a way back to each; going on sends them."""

    page_wanted = Signal(str)
    """Back to the page of this key."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        inside = _column(self, _WIDTH, view.title)
        inside.addWidget(text(view.text))
        asked = flow.setup.questionnaire
        pages = {page.title or asked.title: page for page in asked.paged}
        pages |= {question.head: asked.page_of[key] for key, question in asked.by_key.items()}
        for number, (head, words) in enumerate(view.lines):
            card = Card()
            card.column.setContentsMargins(METRICS.medium, METRICS.tight, METRICS.tight, METRICS.tight)
            line = QHBoxLayout()
            column = QVBoxLayout()
            column.setSpacing(0)
            cards = pages[head].layout == "cards"
            column.addWidget(text(head, "heading" if cards else "caption"))
            column.addWidget(text(words) if words else text(flow.words.left_open, "caption" if cards else "body"))
            line.addLayout(column, 1)
            change = touch_button(tr("Change"), f"pages-change-{number}", "quiet")
            change.setIcon(icon("pencil"))
            change.setAccessibleName(tr("Change {question}", question=head))
            change.clicked.connect(lambda _checked=False, key=pages[head].key: self.page_wanted.emit(key))
            line.addWidget(change)
            card.column.addLayout(line)
            inside.addWidget(card)
        inside.addStretch(1)
        self.page_wanted.connect(lambda key: flow.go_to(key))


class OwnPage(FlowPage):
    """A page that an exercise shows in its own way."""

    def __init__(self, flow: Flow, view: PageView, shown: AskedPage) -> None:
        super().__init__(flow, view)
        self.shown = shown
        whole = QVBoxLayout(self)
        whole.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        whole.addWidget(shown)
        shown.said.connect(self.said)
        shown.next_wanted.connect(self.try_next)
        self.setAccessibleName(view.title)

    def update_view(self, view: PageView) -> bool:
        """Show what is answered now."""
        if view.key != self.view.key:
            return False
        self.view = view
        self.shown.update_view(view)
        return True

    def enter(self) -> None:
        """Give it the keyboard."""
        self.shown.enter()

    def keep(self) -> bool:
        """Commit what is typed."""
        return self.shown.keep()


def _by_subject(view: PageView) -> list[FieldView]:
    """What is asked about one answer stands together, in the place of the first of it."""
    first: dict[object, int] = {}
    for place, each in enumerate(view.fields):
        # A question by itself stays where it is.
        first.setdefault(each.question.key if each.about is None else each.about, place)
    return sorted(view.fields, key=lambda each: first[each.question.key if each.about is None else each.about])


def page_of(flow: Flow, view: PageView) -> FlowPage:
    """The page that draws a view."""
    special: Mapping[str, type[FlowPage]] = {NOTICE: NoticePage, PARTNERS: PartnersPage, READ_OVER: ReadOverPage}
    return special.get(view.key, GridPage if suits_a_grid(view) else QuestionsPage)(flow, view)


def _middle(page: QWidget) -> QVBoxLayout:
    """The middle of a page, of which a part may be scrolled."""
    middle = QWidget()
    middle.setMaximumWidth(_WIDTH)
    column = QVBoxLayout(middle)
    column.setContentsMargins(METRICS.large, METRICS.large, METRICS.large, METRICS.small)
    whole = QHBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addStretch(1)
    whole.addWidget(middle, 100)
    whole.addStretch(1)
    return column


def _column(page: QWidget, width: int, title: str) -> QVBoxLayout:
    """The middle of a page, to be scrolled, with a title where there is one; for what stands on it."""
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(METRICS.large, METRICS.medium, METRICS.large, METRICS.medium)
    inside.setSpacing(METRICS.small)
    if title:
        inside.addWidget(text(title, "title"))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    kinetic(area)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(_as_wide(area, width), 1)
    return inside


def _as_wide(inner: QWidget, width: int) -> QWidget:
    """What holds a widget in the middle of a page, of this width at most."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    inner.setMaximumWidth(width)
    line.addWidget(inner, 100)
    line.addStretch(1)
    return holder

"""What the participant gets to see in the end: their own shape, something to try, and what may be worth a thought.

The page says little: the step first, then two findings at most. What they mean, on what they stand and what else there
is comes with one press on *What this means*; the handout has all of it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answers import Who, finish
from facilitator.exercises.network.insights import (
    Insight,
    facts_of_place,
    insights,
    more_stands_out,
    of_few,
    step_to_try,
    themes_unsaid,
    thresholds_are_ours,
    worth_reading,
)
from facilitator.exercises.network.live import RoomProfiles, profile
from facilitator.exercises.network.measures import axes_of
from facilitator.exercises.network.roles.consent import has_agreed_to_role, set_role_consent
from facilitator.exercises.network.roles.load import LOAD_STEPS, Load, read_load, set_load
from facilitator.exercises.network.rounds.changes import read_change
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.network.ties.ego_map import ego_map
from facilitator.i18n import speaking, tr, trn
from facilitator.protection.notice import notice_of
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.consent import has_consented, may_be_counted, set_consent
from ui.charts.own import OwnChart, Shape
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.network.entry.changes import Words, changed_words, earlier_shapes
from ui.exercises.network.entry.load_row import LoadRow
from ui.exercises.network.entry.own_views import MAP, SPIDER, OwnViews
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.keys import as_latin
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Tick

_SIDE = 420
_FINDINGS = 2
"""At most so many stand on the page before more is asked for."""


class ShapePage(EntryPage):
    """Diversity and strength on one spider; B turns it into bars, M into the map of one's contacts.

    N says whether the room may read one's name, C takes back that one may be counted where others name one, R whether
    the facilitator may see one's part in the room's network, and 1 to 3 how often one is asked for more than one can
    give, where these are asked.
    """

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-shape", parent)
        self.setAccessibleName(tr("Your shape"))
        self.consent = Tick(tr("My name may stand on the projector   N"))
        self.consent.setObjectName("network-consent")
        self.consent.setProperty("touch", True)
        self.consent.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.consent.clicked.connect(self._agree)
        # Who has agreed to be counted takes it back here as easily: the notice is read once.
        with speaking(session.language):
            self.counted = Tick(f"{notice_of(session.library, session.setup.workshop_id).counted}   C")
        self.counted.setObjectName("network-counted")
        self.counted.setProperty("touch", True)
        self.counted.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.counted.clicked.connect(self._be_counted)
        # Under a works agreement nobody's line is on the projector, and so no name beside it.
        self._may_be_named = not under_agreement(session.library, session.setup.workshop_id)
        self.role = Tick(tr("My facilitator may see my part here   R"))
        self.role.setObjectName("network-role-consent")
        self.role.setProperty("touch", True)
        self.role.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.role.clicked.connect(self._agree_to_role)
        self._role_words = text(
            tr(
                "Whether you connect, bridge groups or stand at the edge in the room’s network: on their own screen "
                "alone, never for the room, on paper or in a file."
            ),
            "caption",
        )
        self.load = LoadRow(session.language)
        self.load.chosen.connect(self._say_load)
        self.views = OwnViews()
        self._of_place: frozenset[str] = frozenset()
        self._of_shapes: list[str] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(METRICS.small)
        self._explained = QWidget()
        self._explained.hide()
        self._explanations = QVBoxLayout(self._explained)
        self._explanations.setContentsMargins(0, 0, 0, 0)
        self.more = touch_button(tr("What this means   W"), "network-shape-more", "secondary")
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.toggled.connect(self._explained.setVisible)
        self._lay_out()

    @property
    def chart(self) -> OwnChart:
        """The spider or the bars."""
        return self.views.chart

    def enter(self) -> None:
        """Measure what is in the library."""
        self.more.setChecked(False)
        for tick in (self.role, self.consent, self.counted):
            tick.fit_in(_SIDE)
        self.counted.setVisible(
            self._may_be_named and may_be_counted(self.session.library, self.session.who.participant_id)
        )
        self._of_place = self._what_the_place_is_like()
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Measure again."""
        view, factors = self.session.read(), self.session.factors
        self.consent.setVisible(self._may_be_named)
        library, step_id = self.session.library, self.session.who.step_id
        self.consent.setChecked(has_consented(library, step_id, view.participant_id))
        self.counted.setChecked(may_be_counted(library, view.participant_id))
        # Whom somebody turns to who counted is not known, so that no part follows from it.
        asks_role = self.session.analysis.shows_roles and view.entry == "contact"
        self.role.setVisible(asks_role)
        self._role_words.setVisible(asks_role)
        self.role.setChecked(has_agreed_to_role(library, step_id, view.participant_id))
        self.load.setVisible(self.session.analysis.asks_load)
        load = read_load(library, step_id, view.participant_id) if self.session.analysis.asks_load else None
        self.load.show_answer(load)
        found = profile(factors, view)
        given = get_analysis(self.session.library, self.session.who.step_id).given
        axes = axes_of(factors)
        counts = tuple(found.measures.factors[factor.key].n for factor in axes)
        change = read_change(self.session.library, self.session.who.step_id, self.session.who.participant_id)
        shapes = [
            Shape(tr("Diversity"), found.shapes.diversity, counts),
            Shape(tr("Strength"), found.shapes.strength, counts),
        ]
        if change is not None:
            shapes += earlier_shapes(change)
        self.chart.set_shapes([factor.label for factor in axes], shapes)
        stands_on = trn("Stands on {count} contact.", "Stands on {count} contacts.", view.size)
        self.views.say(stands_on)
        unordered = ", ".join(factor.label for factor in axes if not factor.has_strength)
        self._of_shapes = [
            _what_shapes_are(),
            tr("Strength has no value at: {axes}.", axes=unordered) if unordered else "",
            tr("Without your tick the projector says “a participant” where your shape is pointed out.")
            if self._may_be_named
            else "",
        ]
        self.views.show_map(ego_map(factors, view))
        self.views.settle()
        words = self.session.setup.words
        said = worth_reading(insights(factors, found.measures, of_place=self._of_place, given=given, words=words))
        self._show_words(
            changed_words(change) if change is not None else [],
            said or ([of_few(view.size)] if view.size else []),
            more_stands_out(themes_unsaid(factors, found.measures, of_place=self._of_place, given=given)),
            next(iter(steps_for(LOAD_STEPS, words, library)), "") if load is Load.OFTEN else "",
        )

    def try_next(self) -> None:
        """Note that the participant is done."""
        if self.session.commit(finish) is not None:
            self.go_on.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B for bars, M for the map, S back to the spider, W for what it all means."""
        event = as_latin(event)
        if event.key() == Qt.Key.Key_B and self.chart.can_be_spider:
            self.views.toggle_bars()
        elif event.key() == Qt.Key.Key_M:
            self.views.choose(SPIDER if self.views.view == MAP else MAP)
        elif event.key() == Qt.Key.Key_S:
            self.views.choose(SPIDER)
        elif event.key() == Qt.Key.Key_W:
            self.more.click()
        elif event.key() == Qt.Key.Key_N and self._may_be_named:
            self.consent.click()
        elif event.key() == Qt.Key.Key_C and self.counted.isVisible():
            self.counted.click()
        elif event.key() == Qt.Key.Key_R and self.role.isVisible():
            self.role.click()
        elif self.load.isVisible() and event.text() in ("1", "2", "3"):
            self.load.choose(Load(int(event.text())))
        else:
            super().keyPressEvent(event)

    def _what_the_place_is_like(self) -> frozenset[str]:
        """The patterns that most of the room share as far as it has answered: no person is told them as theirs."""
        room = RoomProfiles(self.session.library, self.session.who.step_id)
        measures = [each.measures for each in room.profiles.values()]
        return facts_of_place(room.factors, measures, floor=room.floor, given=room.given)

    def _agree(self, yes: bool) -> None:
        if self.session.commit(_consent, yes) is None:
            self.consent.setChecked(not yes)

    def _be_counted(self, yes: bool) -> None:
        library, person = self.session.library, self.session.who.participant_id
        if self.session.make(lambda: set_counted(library, person, yes, origin=self.session)) is None:
            self.counted.setChecked(not yes)

    def _agree_to_role(self, yes: bool) -> None:
        if self.session.commit(set_role_consent, yes) is None:
            self.role.setChecked(not yes)

    def _say_load(self, answer: Load | None) -> None:
        self.session.commit(set_load, answer)
        self.refresh()

    def _show_words(self, since: Sequence[Words], found: Sequence[Insight], more: str, to_give_away: str) -> None:
        for layout in (self._words, self._explanations):
            while (item := layout.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
        for words, role in since:
            self._words.addWidget(text(words, role))
        if found:
            self._words.addWidget(text(tr("Something to try"), "heading"))
            self._words.addWidget(text(step_to_try(found)))
        if to_give_away:
            self._words.addWidget(text(tr("You are often asked for more than you can give"), "heading"))
            label = text(to_give_away)
            label.setObjectName("network-load-step")
            self._words.addWidget(label)
        if found:
            self._words.addWidget(text(tr("What stands out"), "heading"))
        for place, one in enumerate(found):
            label = text(tr("✓ {observation}", observation=one.observation) if one.strength else one.observation)
            label.setObjectName("network-insight-strength" if one.strength else "network-insight")
            (self._words if place < _FINDINGS else self._explanations).addWidget(label)
            # What it asks about stands further up, so that it is said again with its question.
            asked = f"{one.observation} {one.question}" if place < _FINDINGS else one.question
            self._explanations.addWidget(text(asked, "caption"))
        for words in (more, thresholds_are_ours() if found else "", *self._of_shapes):
            if words:
                self._explanations.addWidget(text(words, "caption"))

    def _lay_out(self) -> None:
        card = Card()
        card.column.addWidget(self.views, 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, METRICS.small, 0)
        column.setSpacing(METRICS.medium)
        column.addWidget(text(tr("Your shape"), "title"))
        column.addLayout(self._words)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._explained)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kinetic(area)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(area, 1)
        beside.addWidget(self.role)
        beside.addWidget(self._role_words)
        beside.addWidget(self.consent)
        beside.addWidget(self.counted)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        row.setSpacing(METRICS.large)
        left = QVBoxLayout()
        left.setSpacing(METRICS.small)
        left.addWidget(card, 1)
        left.addWidget(self.load)
        row.addLayout(left, 1)
        row.addWidget(side)


def _consent(library: Library, who: Who, agrees: bool) -> Done[None]:
    return set_consent(library, who.step_id, who.participant_id, agrees, origin=who.origin)


def _what_shapes_are() -> str:
    """What the two lines say, and that neither is better."""
    return tr(
        "Diversity is high when your contacts spread evenly over the answers. Strength is high when they are near, "
        "often met and long known. Neither is better: a network needs both."
    )

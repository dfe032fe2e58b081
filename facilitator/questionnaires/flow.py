"""The way of one person through a questionnaire, without a window: what is on the page, and what may be done there.

One flow serves the station, the facilitator's correction, entry from paper, an HTML form and the rehearsal: each draws
`view()` and calls what it offers. Every answer is committed before `saved` is emitted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from psygnal import Signal

from facilitator.errors import FacilitatorError
from facilitator.i18n import speaking, tr, trn
from facilitator.questionnaires import answers, model, partner_choice, reading
from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.answers import Lacking
from facilitator.questionnaires.asking import Check, Closed, Place, belongs, lacks, pages, ranked
from facilitator.questionnaires.entering import named
from facilitator.questionnaires.fields import FieldReader, Spot, names_of, parsed_name
from facilitator.questionnaires.model import Layout, Page, Question, Value
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.presentation import PLAIN, NoticeWords, Presentation
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import Setup, read_setup, versions_of
from facilitator.questionnaires.teams import team_names, teams_of
from facilitator.questionnaires.translated import translated
from facilitator.questionnaires.words import in_words
from facilitator.storage.changes import Change, Source, Topic
from facilitator.storage.library import Done, Library
from facilitator.text_matching import caseless
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.roster import roster

NOTICE, PARTNERS, READ_OVER = "_notice", "_partners", "_read_over"
"""The pages that are none of the questionnaire's; no page of one is called so."""
TYPIST = "typist"
"""The role of a question for who asks and types for somebody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; a team has its name as a word."""

    value: Value
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A question on a page, as it is asked there.

    `choices` are what can be chosen, empty where one writes. Where it is asked about an answer, `about` is its id,
    `subject` its words and `number` its place among those that are asked about, from 1.
    """

    question: Question
    answers: tuple[Answer, ...]
    choices: tuple[Choice, ...] = ()
    about: int | None = None
    subject: str = ""
    number: int | None = None

    @property
    def spot(self) -> Spot:
        """Where it stands in a form."""
        return Spot(self.question.key, self.number)

    @property
    def values(self) -> tuple[Value, ...]:
        """What is answered."""
        return tuple(answer.value for answer in self.answers)

    @property
    def nobody(self) -> str:
        """What stands in the place of people or teams where there is none to choose; "" where there is."""
        if not isinstance(self.question, model.Someone) or self.choices:
            return ""
        return tr("There is no other team to choose.") if self.question.whom == "team" else tr("There is nobody else.")


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as it is shown: `at` of `places` on the way, both as they are now.

    The notice, the page of partners and the one to read over have `text`, the notice its single `words`. On that of
    partners there are `partners`, all of them chosen at first where `are_chosen`. `lines` are the answers in words,
    each below its question. What is written on a page has `words_most` words together, None for any number.
    """

    key: str
    title: str
    fields: tuple[FieldView, ...] = ()
    next_text: str = ""
    can_go_back: bool = False
    at: int = 0
    places: int = 1
    layout: Layout = "list"
    words_most: int | None = None
    text: str = ""
    words: NoticeWords | None = None
    partners: tuple[tuple[int, str], ...] = ()
    are_chosen: bool = False
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Known:
    """What the flow read last."""

    setup: Setup
    given: Given
    has_begun: bool
    has_sent: bool
    names: Names | None = None
    """Read where they are first asked for."""
    asked: tuple[Given, list[tuple[Page, list[Place]]]] | None = None
    """Which pages there are, and for which answers: one page of a phone asks ten times."""


class Flow:
    """One person on their way through what a step asks.

    Emits `turned` when another page is shown, `refreshed` when the page shows something else, `answered` with the
    question and what it is about, `saved` once that is committed, `failed` with a sentence where it is not, `warned`
    with one that says why it does not go on, and `finished`. With `corrects` the facilitator answers for them: there
    is no notice and nobody is asked for partners. Where what they say is on no sheet either, without `may_agree`,
    nothing can be agreed to for them; what they agreed to can be taken back.
    """

    turned = Signal()
    refreshed = Signal()
    answered = Signal(str, object)
    saved = Signal()
    failed = Signal(str)
    warned = Signal(str)
    finished = Signal()

    def __init__(
        self,
        library: Library,
        step_id: int,
        participant_id: int,
        *,
        corrects: bool = False,
        may_agree: bool = True,
        check: Check | None = None,
        closed: Closed | None = None,
        words: Presentation = PLAIN,
        today: Callable[[], date] = date.today,
        changes: Source | None = None,
        note: Callable[[Done[Any]], object] | None = None,
        translates: bool = False,
    ) -> None:
        """`note` gets every committed operation, for those who can undo.

        With `translates` what came with the program is asked in the language of the workshop's papers. What is
        `closed` is not shown to a facilitator who corrects.
        """
        self._library = library
        self._note = note
        self._has_written = False
        self._who = Who(step_id, participant_id, origin=self, corrects=corrects)
        self._may_agree = may_agree
        self._translates = translates
        self._check = check
        self.words = words
        self._today = today
        self._changes: Source = changes or library.changed
        self._known = self._read()
        # As it was before: what is typed in now is known to whoever types it.
        self._closed = frozenset(closed(self.given) if closed is not None and corrects else ())
        self._shown: frozenset[Place] = frozenset()
        self.at = self._first()
        self._changes.connect(self._heard)

    @property
    def setup(self) -> Setup:
        """What the step asks now."""
        return self._known.setup

    @property
    def given(self) -> Given:
        """What is answered now."""
        return self._known.given

    @property
    def path(self) -> list[str]:
        """The keys of the pages that are on the way now, in their order."""
        way = [] if self._who.corrects or self._known.has_begun else [NOTICE]
        if self._asks_for_partners and not self._known.has_begun and not self._who.corrects:
            way.append(PARTNERS)
        return [*way, *(page.key for page, _ in self._pages()), READ_OVER]

    @property
    def typist(self) -> str:
        """Who types for whoever answers: the answer to a question for people with the role "typist"; "" for nobody."""
        asked = self.setup.questionnaire
        for key, question in asked.by_key.items():
            if question.role == TYPIST and question.about is None and belongs(asked, self.given, Place(key)):
                for value in self.given.values(key):
                    if value.person is not None:
                        return self.names.person(value.person)
        return ""

    @property
    def names(self) -> Names:
        """How people and teams are written in fields."""
        known = self._known
        if known.names is None:
            with self._library.read() as session:
                known.names = read_names(session, known.setup.workshop_id)
        return known.names

    @property
    def library(self) -> Library:
        """Where the answers are kept."""
        return self._library

    @property
    def participant_id(self) -> int:
        """Whose way it is."""
        return self._who.participant_id

    def noted(self, done: Done[Any]) -> None:
        """Hand on what somebody did on a page beside answering, for those who can undo, and say that it is saved."""
        self._noted(done)
        self.saved.emit()

    def view(self) -> PageView:
        """The page as it is to be drawn. What is drawn counts as shown: only that is taken by `next`."""
        path = self.path
        if self.at not in path:
            self.at = READ_OVER
        place = path.index(self.at)
        common: dict[str, Any] = {"at": place, "places": len(path), "can_go_back": place > 0}
        questionnaire = self.setup.questionnaire
        words = self.words
        if self.at == NOTICE:
            notice = words.notice(questionnaire, self._library.server)
            text = "\n".join(filter(None, (notice.lead, *(point["text"] for point in notice.points))))
            return PageView(NOTICE, notice.title, next_text=words.begins, text=text, words=notice, **common)
        if self.at == PARTNERS:
            offered = partner_choice.offered(self._library, self._who.step_id, self._who.participant_id)
            partners = tuple((person.id, person.name) for person in offered)
            common |= {"partners": partners, "are_chosen": questionnaire.together == "teams"}
            text = words.how_with(questionnaire)
            return PageView(PARTNERS, words.who_with, next_text=tr("Next"), text=text, **common)
        if self.at == READ_OVER:
            title, text = words.before_sending(questionnaire, self.participant_id)
            if self.typist:
                text = tr(
                    "{typist} reads it out to {name}, who sends it: it counts from then on.",
                    typist=self.typist,
                    name=self.names.person(self._who.participant_id),
                )
            if not_seen := self._not_seen:
                text = f"{text} {words.drafts_of_their_own(not_seen)}"
            sends = words.sends(sum(1 for _ in self.given))
            lines = tuple(self._lines())
            return PageView(READ_OVER, title, next_text=sends, text=text, lines=lines, **common)
        page, asked = next(each for each in self._pages() if each[0].key == self.at)
        self._shown = frozenset(asked)
        fields = tuple(self._field(place) for place in asked)
        title = page.title or questionnaire.title
        last = page.layout == "cards" and path[place + 1 :] == [READ_OVER]
        goes_on = tr("Read it over") if last else tr("Next")
        return PageView(page.key, title, fields, goes_on, layout=page.layout, words_most=page.words_most, **common)

    # What may be done on a page

    def put(self, question: str, values: Sequence[Value], about: int | None = None) -> bool:
        """Answer a question with these values, and tell whether that is saved. Teams are named by words."""

        asked = self.setup.questionnaire.find(question)
        before = self.given.of(question, about)
        same = self._with_teams(values) if isinstance(asked, model.Someone) else list(values)
        if before and same == [answer.value for answer in before] and all(each.version for each in before):
            # A page that is sent again writes nothing, and takes back no sending.
            self.saved.emit()
            return True
        if not self._may_agree and isinstance(asked, model.Consent) and any(value.day for value in values):
            self.refreshed.emit()
            self.failed.emit(tr("Only they can agree to this themselves, at the station or on a sheet of theirs."))
            return False

        def write() -> Done[Any]:
            spot = Spot(question)
            kept = tuple(values)
            if self.setup.questionnaire.find(question) is not None:
                kept = named(self._library, self.setup.workshop_id, self.setup.questionnaire, spot, kept)
            return answers.put(self._library, self._who, question, kept, about)

        return self._commit(question, about, write)

    def _with_teams(self, values: Sequence[Value]) -> list[Value]:
        """The values with teams that were named before in place of their words."""
        if not any(value.word for value in values):
            return list(values)
        with self._library.read() as session:
            known = {caseless(name): team for team, name in team_names(session, self.setup.workshop_id).items()}
        return [Value(team=known[word]) if (word := caseless(value.word or "")) in known else value for value in values]

    def put_entry(self, question: str, text: str, entry: int = 0, about: int | None = None) -> int | None:
        """Write one entry of a text, a new one or over the answer `entry`: its id, 0 when gone, None if not saved."""
        written = [0]

        def write() -> Done[Any]:
            done = answers.put_entry(self._library, self._who, question, text, entry, about)
            written[0] = done.value
            return done

        return written[0] if self._commit(question, about, write) else None

    def put_fields(self, spot: Spot, form: Mapping[str, str]) -> bool:
        """Answer what the fields of one question that is shown say, and tell whether that is saved.

        An empty field takes back; fields of other questions say nothing.
        """
        asked = next((asked for page, asked in self._pages() if page.key == self.at), [])
        shown = {view.spot: view for view in (self._field(place) for place in asked if place in self._shown)}
        shown = {each: view for each, view in shown.items() if each == spot}
        names = {str(name): spot for spot in shown for name in names_of(self.setup.questionnaire, spot)}
        # Names are read for who is asked for people alone.
        asks_for_people = isinstance(self.setup.questionnaire.find(spot.question), model.Someone)
        reader = FieldReader(
            self.setup.questionnaire,
            self.names if asks_for_people else Names((), {}),
            today=self._today(),
            versions=self._versions(),
        )
        read = reader.read({field: text for field, text in form.items() if field in names}, shown)
        for remark in read.remarks:
            self.failed.emit(remark.sentence)
        refused = {name.spot for remark in read.remarks if remark.left_out and (name := parsed_name(remark.field))}
        saved = not refused
        for spot, values in read.values.items():
            about = shown[spot].about
            # What an answer above was taken back for goes with it.
            is_there = about is None or any(each.id == about for each in self.given)
            if spot not in refused and is_there:
                saved = self._put_spot(shown[spot], values, read.sources[spot]) and saved
        return saved

    def next(self, partners: Sequence[int] | None = None) -> bool:
        """Go on from what is shown, and tell whether another page is shown or the way is at its end.

        Stays, with `warned`, where something has to be answered first, and without a word where something is asked on
        the page that was not shown yet.
        """
        if self.at == READ_OVER:
            return self._send()
        path = self.path
        if self.at in (NOTICE, PARTNERS):
            following = path[path.index(self.at) + 1]
            if following == PARTNERS:
                return self._turn(following)
            if not self._commit("", None, lambda: self._begin(partners)):
                return False
            return self._turn(self._first())
        asked = next((asked for page, asked in self._pages() if page.key == self.at), [])
        if not self._shown.issuperset(asked):
            self.refreshed.emit()
            return False
        open_ = [lack for lack in lacks(self.setup.questionnaire, self.given, asked) if self._stays(lack.unanswered)]
        if open_:
            self.warned.emit(open_[0].sentence)
            return False
        return self._turn(path[path.index(self.at) + 1] if self.at in path else READ_OVER)

    def back(self) -> bool:
        """Go to the page before, and tell whether there is one."""
        path = self.path
        place = path.index(self.at) if self.at in path else len(path)
        return place > 0 and self._turn(path[place - 1])

    def go_to(self, key: str) -> bool:
        """Go to a page of the way, and tell whether it is on it."""
        return key in self.path and self._turn(key)

    def settle(self) -> bool:
        """Send what the facilitator typed in, as it is, and tell whether it could be; nothing else is left to save."""
        if not self._has_written or not self._who.corrects or not self._known.has_begun:
            # Whoever only looks at what somebody is still writing hands in nothing for them.
            return True
        before = self._known
        try:
            done = answers.send(self._library, self._who, self._check)
        except FacilitatorError as error:
            self.warned.emit(error.sentence)
            return False
        self._known = self._read()
        if (self._known.given, self._known.has_sent) != (before.given, before.has_sent):
            # What was sent before has nothing to be taken back of.
            self._noted(done)
        return True

    def stop(self) -> None:
        """End the way where it is: what is answered stays, and what the facilitator typed in is sent."""
        self.settle()
        self._end()

    # What happens behind it

    def _put_spot(self, view: FieldView, values: Sequence[Value], sources: Sequence[tuple[str, str]]) -> bool:
        """Answer one question of a form; entries are reworded where they stand, so that what is about them stays."""
        question = view.question
        if isinstance(question, model.Rank) and question.from_ticks is not None:
            # What an option above was unticked for goes with it.
            ticked = self.given.options(question.from_ticks, view.about)
            values = [value for value in values if value.missing or value.option in ticked]
        plain = not any(value.missing for value in (*values, *view.values))
        if not (isinstance(question, model.Text) and question.entries > 1 and plain):
            return self.put(question.key, values, view.about)
        written: dict[int, str] = {}
        for value, (field, _) in zip(values, sources, strict=True):
            name = parsed_name(field)
            number = int(name.part) if name is not None and name.part.isdecimal() else len(view.answers) + len(written)
            written[number] = value.word or ""
        saved = True
        for number in sorted({*written, *range(1, len(view.answers) + 1)}):
            there = view.answers[number - 1] if number <= len(view.answers) else None
            words = written.get(number, "")
            if words == ("" if there is None else there.value.word):
                # A page that is sent again takes back no sending.
                continue
            entry = 0 if there is None else there.id
            saved = self.put_entry(question.key, words, entry, view.about) is not None and saved
        return saved

    def _commit(self, question: str, about: int | None, write: Callable[[], Done[Any]]) -> bool:
        try:
            if self._known.has_sent and not self._who.corrects:
                with self._library.change(tr("Answer"), step_id=self._who.step_id) as change:
                    answers.reopen(self._library, self._who)
                    write()
                done: Done[Any] = change.done(None)
            else:
                done = write()
        except FacilitatorError as error:
            self.failed.emit(error.sentence)
            return False
        self._noted(done)
        self._has_written = self._has_written or bool(question)
        # Names on the roster are not read again: who changes those is heard.
        self._known.given = reading.read_given(self._library, self._who)
        self._known.has_begun = self._known.has_begun or bool(self._known.given) or not question
        self._known.has_sent = self._known.has_sent and self._who.corrects
        if isinstance(self.setup.questionnaire.find(question), model.Someone):
            self._known = self._read()
        if question:
            self.answered.emit(question, about)
        self.saved.emit()
        return True

    def _noted(self, done: Done[Any]) -> None:
        if self._note is not None:
            self._note(done)

    def _begin(self, partners: Sequence[int] | None) -> Done[None]:
        return answers.begin(self._library, self._who, partners if self._asks_for_partners else None)

    @property
    def _asks_for_partners(self) -> bool:
        together = self.setup.questionnaire.together
        return together == "pairs" or (together == "teams" and self.words.team_is_chosen)

    @property
    def _not_seen(self) -> int:
        """How many drafts there are that whoever corrects does not see."""
        if not (self._who.corrects and self.setup.questionnaire.private_until_sent):
            return 0
        every = reading.read_given(self._library, replace(self._who, corrects=False))
        return sum(1 for _ in every) - sum(1 for _ in self.given)

    def _send(self) -> bool:
        try:
            self._noted(answers.send(self._library, self._who, self._check))
        except Lacking as lacking:
            self.warned.emit(lacking.sentence)
            if lacking.places:
                self._turn(self.setup.questionnaire.page_of[lacking.places[0].question].key)
            return False
        except FacilitatorError as error:
            self.failed.emit(error.sentence)
            return False
        self._known = self._read()
        self._end()
        return True

    def _end(self) -> None:
        self._changes.disconnect(self._heard)
        self.finished.emit()

    def _turn(self, key: str) -> bool:
        self.at = key
        self._shown = frozenset()
        self.turned.emit()
        return True

    def _stays(self, unanswered: bool) -> bool:
        return not (unanswered and self._who.corrects)

    def _first(self) -> str:
        """Where somebody begins or goes on: at the first page with something open, else to read over."""
        path = self.path
        if path[0] in (NOTICE, PARTNERS):
            return path[0]
        if self._known.has_sent:
            return READ_OVER
        for page, asked in self._pages():
            if any(not self.given.of(*place) for place in asked):
                return page.key
        return READ_OVER

    def _pages(self) -> list[tuple[Page, list[Place]]]:
        known = self._known
        if known.asked is None or known.asked[0] is not known.given:
            known.asked = known.given, self._pages_now()
        return known.asked[1]

    def _pages_now(self) -> list[tuple[Page, list[Place]]]:
        every = pages(self.setup.questionnaire, self.given)
        if not self._closed:
            return every
        open_ = ((page, [place for place in asked if place.question not in self._closed]) for page, asked in every)
        return [(page, asked) for page, asked in open_ if asked]

    def _read(self) -> _Known:
        with self._library.read() as session:
            setup = read_setup(session, self._who.step_id)
            own = reading.own_within(self._library, session, setup, self._who)
        # Only what came with the program has other languages.
        if self._translates and setup.source:
            with speaking(spoken_in(self._library, setup.workshop_id)):
                setup = replace(setup, questionnaire=translated(setup.questionnaire, setup.source))
        return _Known(setup, own.given, own.has_begun, own.has_sent)

    def _versions(self) -> Mapping[int, model.Questionnaire]:
        with self._library.read() as session:
            return versions_of(session, self._who.step_id)

    def _heard(self, change: Change) -> None:
        """Somebody else changed something: the page may show it."""
        if change.origin is self or change.step_id not in (None, self._who.step_id):
            return
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER, Topic.AGENDA, Topic.ERASED):
            before = self._known
            try:
                self._known = self._read()
            except FacilitatorError:
                # The step or the person is gone: so is the way, and whoever shows it is told by the same change.
                self._end()
                return
            now = self._known
            same = (now.setup, now.given, now.has_begun, now.has_sent) == (
                before.setup,
                before.given,
                before.has_begun,
                before.has_sent,
            )
            # Whoever begins elsewhere can be no partner any more.
            if not same or change.topic is Topic.ROSTER or self.at == PARTNERS:
                self.refreshed.emit()

    # What is on a page

    def _field(self, place: Place) -> FieldView:
        question = self.setup.questionnaire.by_key[place.question]
        subject, number = "", None
        if question.about is not None:
            about = self.given.of(question.about)
            number = next(at for at, answer in enumerate(about, start=1) if answer.id == place.about)
            subject = self.in_words(about[number - 1])
        choices = tuple(self._choices(question, place))
        return FieldView(question, self.given.of(*place), choices, place.about, subject, number)

    def _choices(self, question: Question, place: Place) -> Iterator[Choice]:
        if isinstance(question, model.Scale):
            for number, label in zip(question.points, question.labels, strict=True):
                yield Choice(Value(number=number), label)
            if question.not_applicable:
                yield Choice(Value(missing="not_applicable"), question.not_applicable)
        elif isinstance(question, model.Someone):
            yield from self._people(question)
        chosen = self.given.options(*place)
        ticked = None
        if isinstance(question, model.Rank) and question.from_ticks is not None:
            ticked = ranked(self.given, question, place)
        for option in self.setup.questionnaire.options(question.key):
            offered = not option.hidden if ticked is None else option.key in ticked
            if offered or option.key in chosen:
                yield Choice(Value(option.key), option.label, option.group)

    def _people(self, question: model.Someone) -> Iterator[Choice]:
        """Everybody or every team that can be named: without those who answer, unless that is asked for."""
        with self._library.read() as session:
            response_id = partner_choice.response_of(session, self.setup, self._who.participant_id)
            own = {self._who.participant_id}
            if response_id is not None:
                own |= {*partner_choice.members(session, response_id)}
            if question.whom == "team":
                for team, members in teams_of(session, self.setup.workshop_id).items():
                    if question.oneself or not own & {*members}:
                        yield Choice(Value(word=team), team)
            else:
                for person in roster(session, self.setup.workshop_id):
                    if question.oneself or person.id not in own:
                        yield Choice(Value(person=person.id), self.names.person(person.id), person.team)

    def in_words(self, answer: Answer) -> str:
        """An answer as a person reads it."""
        return in_words(self.setup.questionnaire, self.names, answer)

    def _question(self, place: Place) -> Question:
        return self.setup.questionnaire.by_key[place.question]

    def _lines(self) -> Iterator[tuple[str, str]]:
        """What was answered, a line for each question; loops are counted, and so are many questions on a page."""
        for page, asked in self._pages():
            if len(asked) > _MANY and all(isinstance(self._question(each), model.OneOf) for each in asked):
                done = sum(bool(self.given.of(*each)) for each in asked)
                text = trn("{done} of {count} answered", "{done} of {count} answered", len(asked), done=done)
                yield page.title or self.setup.questionnaire.title, text
                continue
            for key in page.questions:
                places = [place for place in asked if place.question == key]
                if not places:
                    continue
                question = self.setup.questionnaire.by_key[key]
                if question.about is None and page.layout == "cards":
                    yield question.head, "\n".join(f"•  {self.in_words(each)}" for each in self.given.of(key))
                elif question.about is None:
                    yield question.head, ", ".join(map(self.in_words, self.given.of(key)))
                else:
                    answered = sum(bool(self.given.of(*place)) for place in places)
                    text = trn("{done} of {count} answered", "{done} of {count} answered", len(places), done=answered)
                    yield question.head, text


_MANY = 12
"""So many questions with options are read over one by one; of more on a page it is said how many are answered."""

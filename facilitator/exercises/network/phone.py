"""On somebody's phone: the exercise by tally. The list stays on paper or in the head: counts alone are asked and sent.

Whoever has begun a list of contacts goes on with it at the station, where it is.
"""

from collections.abc import Mapping
from datetime import date

from facilitator.errors import FacilitatorError
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answers import Who, accept_notice, choose_entry_mode, finish, set_list_length
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.insights import (
    facts_of_place,
    insights,
    of_few,
    step_to_try,
    thresholds_are_ours,
    worth_reading,
)
from facilitator.exercises.network.live import Profile, RoomProfiles, profile
from facilitator.exercises.network.measures import axes_of
from facilitator.exercises.network.notice import notice_for
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action, share_own_action
from facilitator.exercises.network.own_action.asking import asked_for, is_asked, read_a_day
from facilitator.exercises.network.own_action.rows import LONGEST, LONGEST_ROLE, OwnAction
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.roles.load import LOAD_STEPS, Load, asked_load, read_load, set_load
from facilitator.exercises.network.setup import STATION_LIMIT, Setup, get_setup
from facilitator.exercises.network.several import set_counts
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.network.wording import tally_question, too_many
from facilitator.html_parts import (
    HtmlPage,
    Problems,
    Sent,
    box,
    group,
    hidden,
    line,
    list_of,
    minor_heading,
    number,
    paragraph,
    text,
    tick,
)
from facilitator.i18n import percent, short_day, tr, trn
from facilitator.questionnaires.flow import NOTICE
from facilitator.storage.library import Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.consent import has_consented, set_consent

_LENGTH, _SHAPE, _ACTION, _STATION = "_length", "_shape", "_action", "_station"
_TALLY = "_tally_"
_SURE, _CAME_BACK, _ON = "sure", "came-back", "x"


@implements(Exercise.answers_by_phone)
def answers_by_phone(library: Library, step_id: int) -> bool:
    """Where counting is offered: contacts are named at the station alone."""
    return get_setup(library, step_id).offers_tally


@implements(Exercise.phone_page)
def phone_page(library: Library, step_id: int, participant_id: int, at: str, sent: Sent | None) -> HtmlPage | None:
    """The page of somebody's way by tally."""
    way = _PhoneRequest(library, step_id, participant_id)
    return way.show(at) if sent is None else way.take(sent)


class _PhoneRequest:
    """One request of one person."""

    def __init__(self, library: Library, step_id: int, participant_id: int) -> None:
        self._library, self._who = library, Who(step_id, participant_id)
        self._setup: Setup = get_setup(library, step_id)
        self._analysis = get_analysis(library, step_id)
        self._factors = self._setup.asked("tally")
        self._view: NetworkView = read_network(library, step_id, participant_id)

    @property
    def _path(self) -> list[str]:
        if self._view.entry == "contact" and self._view.contacts:
            return [_STATION]
        begins = [] if self._view.accepted_notice else [NOTICE]
        asks = is_asked(self._library, self._who.step_id) and not self._analysis.action_later
        return [*begins, _LENGTH, *(_TALLY + each.key for each in self._factors), _SHAPE, *([_ACTION] if asks else [])]

    def show(self, key: str) -> HtmlPage:
        """The page of this key, or the one where they are."""
        path = self._path
        allowed = key in path and (key not in (_SHAPE, _ACTION) or self._adds_up) and path[0] not in (NOTICE, _STATION)
        return self._page(key if allowed or (key == _ACTION and self._may_act) else self._first())

    def take(self, sent: Sent) -> HtmlPage | None:
        """Take what was sent, and go on, back or nowhere."""
        key = sent.page if sent.page in self._path or (sent.page == _ACTION and self._may_act) else ""
        if not key or key == _STATION:
            return self._page(self._first())
        problems = Problems()
        try:
            said = self._keep(key, sent, problems)
        except FacilitatorError as error:
            return self._page(key, sent.form, problems, error.sentence)
        if problems.of or said:
            return self._page(key, sent.form, problems, said)
        self._view = read_network(self._library, self._who.step_id, self._who.participant_id)
        path = self._path
        place = path.index(key) if key in path else -1
        if sent.does == "back":
            return self._page(path[max(place - 1, 0)])
        if key == _SHAPE and sent.form.get(_CAME_BACK) and self._may_act:
            return self._page(_ACTION)
        if key == _ACTION or place == len(path) - 1:
            return None
        following = path[place + 1]
        return self._page(following if following != _SHAPE or self._adds_up else self._first())

    # What is kept

    def _keep(self, key: str, sent: Sent, problems: Problems) -> str:
        """Commit what a page says; a sentence where that is not yet all."""
        if key == NOTICE:
            accept_notice(self._library, self._who)
            return ""
        if key == _LENGTH:
            return self._keep_length(sent, problems)
        if key == _SHAPE:
            return self._keep_shape(sent)
        if key == _ACTION:
            return self._keep_action(sent, problems)
        return self._keep_tally(next(each for each in self._factors if _TALLY + each.key == key), sent, problems)

    def _keep_length(self, sent: Sent, problems: Problems) -> str:
        size = _number(sent.form.get("size", ""))
        if size is None or not 1 <= size <= STATION_LIMIT:
            if sent.does == "back":
                return ""
            problems.add("size", tr("Type a number from 1 to {limit}.", limit=STATION_LIMIT))
            return ""
        if self._view.entry != "tally":
            choose_entry_mode(self._library, self._who, "tally")
        if size != self._view.list_length:
            set_list_length(self._library, self._who, size)
        fewest, most = self._setup.fewest, self._setup.most
        if sent.does == "back" or fewest <= size <= most or sent.form.get(_SURE) == str(size):
            return ""
        return trn(
            "{fewest} to {most} are usual. Press “{next}” once more to keep {count} person.",
            "{fewest} to {most} are usual. Press “{next}” once more to keep {count} people.",
            size,
            fewest=fewest,
            most=most,
            next=tr("Next"),
        )

    def _keep_tally(self, factor: Factor, sent: Sent, problems: Problems) -> str:
        counts: dict[int, int | None] = {}
        for code, _ in _answers(factor):
            typed = sent.form.get(_field(code), "").strip()
            count = _number(typed)
            if typed and (count is None or count > STATION_LIMIT):
                problems.add(_field(code), tr("A count is a number from 0 to {limit}.", limit=STATION_LIMIT))
            counts[code] = count
        if problems.of:
            return ""
        before = self._view.tally.get(factor.key, {})
        changed = {code: count for code, count in counts.items() if count != before.get(code)}
        if changed:
            set_counts(self._library, self._who, factor.key, changed)
        total, size = sum(count or 0 for count in counts.values()), self._view.list_length
        if sent.does == "back" or total == size:
            return ""
        if total > size:
            return too_many(total, size)
        missing = size - total
        if sent.form.get(_SURE) == str(missing):
            left_out = int(Missing.SKIPPED)
            set_counts(self._library, self._who, factor.key, {left_out: (counts.get(left_out) or 0) + missing})
            return ""
        return trn(
            "{count} person is missing. Add them, or press “{next}” once more: you can’t say.",
            "{count} people are missing. Add them, or press “{next}” once more: you can’t say.",
            missing,
            next=tr("Next"),
        )

    def _keep_shape(self, sent: Sent) -> str:
        library, step_id, person = self._library, self._who.step_id, self._who.participant_id
        if self._may_be_named and (agrees := "named" in sent.form) != has_consented(library, step_id, person):
            set_consent(library, step_id, person, agrees)
        if self._analysis.asks_load:
            said = _number(sent.form.get("load", ""))
            load = Load(said) if said in list(Load) else None
            if load != read_load(library, step_id, person):
                set_load(library, self._who, load)
        if sent.does == "next" and not self._view.finished:
            finish(library, self._who)
        return ""

    def _keep_action(self, sent: Sent, problems: Problems) -> str:
        form = sent.form
        day = read_a_day(form.get("day", ""), date.today())
        if form.get("day", "").strip() and day is None:
            problems.add("day", tr("“{text}” is no day. Write it as day.month., such as 2.12.", text=form["day"]))
            return ""
        what, sign = (" ".join(form.get(name, "").split()) for name in ("what", "sign"))
        typed = OwnAction(what, day, " ".join(form.get("partner", "").split()), sign)
        kept = read_own_action(self._library, self._who.step_id, self._who.participant_id)
        agrees = "shared" in form and bool(what)
        if kept.shared and not agrees:
            # First: what names somebody can be kept as soon as it no longer stands among the room's actions.
            share_own_action(self._library, self._who, False)
        if typed != OwnAction(kept.what, kept.day, kept.partner, kept.sign):
            keep_own_action(self._library, self._who, typed)
        if agrees and not kept.shared:
            share_own_action(self._library, self._who, True)
        return ""

    # What is shown

    def _first(self) -> str:
        path = self._path
        if path[0] in (NOTICE, _STATION):
            return path[0]
        if not self._view.list_length or self._view.entry != "tally":
            return _LENGTH
        wrong = (each.key for each in self._factors if not self._view.tally_adds_up(each.key))
        return next((_TALLY + key for key in wrong), _SHAPE)

    @property
    def _adds_up(self) -> bool:
        return self._view.entry == "tally" and all(self._view.tally_adds_up(each.key) for each in self._factors)

    @property
    def _may_act(self) -> bool:
        """Whether one thing to do is asked for once somebody comes back, where it is on nobody's way at first."""
        return self._view.finished and self._adds_up and is_asked(self._library, self._who.step_id)

    @property
    def _may_be_named(self) -> bool:
        return not under_agreement(self._library, self._setup.workshop_id)

    def _page(
        self, key: str, form: Mapping[str, str] | None = None, problems: Problems | None = None, problem: str = ""
    ) -> HtmlPage:
        found = problems or Problems()
        path = self._path
        place = path.index(key) if key in path else len(path) - 1
        title, body, goes_on = self._drawn(key, form, found)
        folded, body = (body, "") if key == NOTICE else ("", body)
        if found.of and not problem:
            problem = tr("Please look at what is marked.")
        back = key in path and path[0] != NOTICE and place > 0
        kept = form is not None
        return HtmlPage(key, title, body, goes_on, back, place, len(path), problem, kept, folded=folded)

    def _drawn(self, key: str, form: Mapping[str, str] | None, problems: Problems) -> tuple[str, str, str]:
        """The title of a page, what is on it, and the word that goes on."""
        if key == NOTICE:
            return self._notice()
        if key == _STATION:
            said = tr(
                "You have begun a list of people at the station. It stays there: on phones nobody is named. Please go "
                "on at the station."
            )
            return tr("Please go on at the station"), paragraph(said), ""
        if key == _LENGTH:
            return self._length(form, problems)
        if key == _SHAPE:
            return tr("Your shape"), self._shape(), tr("Next") if _ACTION in self._path else tr("I am done")
        if key == _ACTION:
            return self._action(form, problems)
        return self._tally(next(each for each in self._factors if _TALLY + each.key == key), form, problems)

    def _notice(self) -> tuple[str, str, str]:
        words, floor = notice_for(self._library, self._setup.workshop_id), self._analysis.smallest_group
        title, lead, closing = words["title"], words["lead"], words["closing"]
        pairs = [(point["title"], point["text"]) for point in words["points"]]
        points = list_of([(tr(head), tr(said, floor=floor)) for head, said in pairs])
        before, after = paragraph(tr(lead, floor=floor)), paragraph(tr(closing))
        return tr(title), f"{before}<dl>{points}</dl>{after}", tr("I understand, go on")

    def _length(self, form: Mapping[str, str] | None, problems: Problems) -> tuple[str, str, str]:
        now = str(self._view.list_length or "") if form is None else form.get("size", "")
        said = tr(
            "Write on paper whom you turn to: names, initials, whatever you like. The paper stays with you. Only "
            "counts are typed here."
        )
        usual = tr("{fewest} to {most} are usual.", fewest=self._setup.fewest, most=self._setup.most)
        asked = number("size", tr("Number of people on your list"), now, problems=problems.of.get("size", []))
        sure = hidden(_SURE, now) if form is not None and not problems.of else ""
        body = paragraph(said) + paragraph(usual, "hint") + sure + asked
        return tr("How many people are on your list?"), body, tr("Next")

    def _tally(self, factor: Factor, form: Mapping[str, str] | None, problems: Problems) -> tuple[str, str, str]:
        size, counts = self._view.list_length, self._view.tally.get(factor.key, {})
        rows, total = [], 0
        for code, label in _answers(factor):
            name = _field(code)
            now = form.get(name, "") if form is not None else str(counts.get(code, ""))
            total += _number(now) or 0
            rows.append(f'<div class="count">{number(name, label, now, problems=problems.of.get(name, []))}</div>')
        sure = hidden(_SURE, str(size - total)) if form is not None and not problems.of and total < size else ""
        together = trn("Together they make {count} person.", "Together they make {count} people.", size)
        return tally_question(factor, size), paragraph(together, "hint") + sure + "".join(rows), tr("Next")

    def _shape(self) -> str:
        view, factors = self._view, self._factors
        found = profile(factors, view)
        axes = axes_of(factors)
        bars = [
            _bar(axis.label, diversity, strength, axis.has_strength)
            for axis, diversity, strength in zip(axes, found.shapes.diversity, found.shapes.strength, strict=True)
        ]
        stands_on = trn("Stands on {count} contact.", "Stands on {count} contacts.", view.size)
        parts = [paragraph(stands_on, "hint"), *bars, self._words(found)]
        library, step_id, person = self._library, self._who.step_id, self._who.participant_id
        if self._analysis.asks_load:
            asked, load = asked_load(), read_load(library, step_id, person)
            answers = [tick("radio", "load", str(int(each)), words, on=each is load)
                       for each, words in zip(Load, asked.answers, strict=True)]  # fmt: skip
            parts.append(group("load", asked.question, "".join(answers), hints=[asked.alone]))
        if self._may_be_named:
            on = has_consented(library, step_id, person)
            parts.append(tick("checkbox", "named", _ON, tr("My name may stand beside my shape"), on=on))
            parts.append(
                paragraph(tr("Where it is pointed out on the projector. Otherwise it says “a participant”."), "hint")
            )
        if view.finished and self._analysis.action_later:
            parts.append(hidden(_CAME_BACK, _ON))
        return "".join(parts)

    def _words(self, found: Profile) -> str:
        room = RoomProfiles(self._library, self._who.step_id)
        measured = [each.measures for each in room.profiles.values()]
        given = self._analysis.given
        place = facts_of_place(room.factors, measured, floor=room.floor, given=given)
        said = worth_reading(
            insights(self._factors, found.measures, of_place=place, given=given, words=self._setup.words)
        ) or [of_few(self._view.size)]
        parts = [_heading(tr("One step to try")), paragraph(step_to_try(said))]
        if read_load(self._library, self._who.step_id, self._who.participant_id) is Load.OFTEN:
            parts += map(paragraph, steps_for(LOAD_STEPS, self._setup.words, self._library)[:1])
        parts.append(_heading(tr("What stands out")))
        for one in said:
            seen = tr("✓ {observation}", observation=one.observation) if one.strength else one.observation
            parts.append(paragraph(seen) + paragraph(one.question, "hint"))
        return "".join(parts) + paragraph(thresholds_are_ours(), "hint")

    def _action(self, form: Mapping[str, str] | None, problems: Problems) -> tuple[str, str, str]:
        asked = asked_for()
        kept = read_own_action(self._library, self._who.step_id, self._who.participant_id)
        now = form if form is not None else {
            "what": kept.what, "day": short_day(kept.day) if kept.day else "", "partner": kept.partner,
            "sign": kept.sign, **({"shared": _ON} if kept.shared else {}),
        }  # fmt: skip
        body = (
            paragraph(asked.lead)
            + group("what", asked.what, box("what", asked.what, now.get("what", ""), 2, LONGEST))
            + line("day", asked.day, now.get("day", ""), hint=asked.how_day, problems=problems.of.get("day", []))
            + line("partner", asked.partner, now.get("partner", ""), more=f' maxlength="{LONGEST_ROLE}"')
            + group("sign", asked.sign, box("sign", asked.sign, now.get("sign", ""), 2, LONGEST))
            + tick("checkbox", "shared", _ON, asked.shared, on="shared" in now)
            + paragraph(asked.until_then, "hint")
        )
        return asked.title, body, tr("I am done")


def _answers(factor: Factor) -> list[tuple[int, str]]:
    """What can be counted of a question: its answers, what can't be compared, and of whom one can't say."""
    found = list(enumerate(factor.codes, start=1))
    if factor.not_comparable:
        found.append((int(Missing.NOT_COMPARABLE), factor.not_comparable))
    return [*found, (int(Missing.SKIPPED), tr("Can’t say"))]


def _field(code: int) -> str:
    return f"n{code}" if code > 0 else f"m{-code}"


def _number(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 4 else None


def _heading(words: str) -> str:
    return f"<h2>{text(words)}</h2>"


def _bar(label: str, diversity: float | None, strength: float | None, has_strength: bool) -> str:
    """One axis of the shapes: both values as bars and in percent."""
    rows = [(tr("Diversity"), diversity)] + ([(tr("Strength"), strength)] if has_strength else [])
    drawn = [
        f'<div class="bar"><span>{text(name)}</span><span>{"–" if value is None else percent(value)}</span>'
        f'<meter min="0" max="1" value="{value or 0:.3f}" aria-hidden="true"></meter></div>'
        for name, value in rows
    ]
    return f"{minor_heading(label)}{''.join(drawn)}"

"""Forty handouts of different people: every sentence with a number is counted anew, and each has one thing to do.

What a person reads beside the bars is recomputed here from their answers, by no code of the rules. A sentence that
is not known here fails: whoever adds one says in this file when it is true.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from random import Random

import pytest
from pypdf import PdfReader

from facilitator.actions.actions import Wording, add_action
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.network.insights import insights
from facilitator.exercises.network.own_action.answering import keep_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import NetworkView, read_networks
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import STATION_LIMIT, change_factors, get_setup
from facilitator.exercises.network.ties.answering import nobody_knows_anybody, set_ties
from facilitator.exercises.network.wording import USUAL_WORDS
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import speaking, tr
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import add_people, people_of
from tests.tools.populations import QUESTIONS, populations

Contacts = Sequence[Mapping[str, int]]
OWN = OwnAction("Quokka after the shift meeting", partner="a setter", sign="Numbat seen")


class Room:
    """A workshop whose people are filled in one after the other."""

    def __init__(self, library: Library, people_in_it: int, *, all_questions: bool, outside: bool = True) -> None:
        self.library = library
        self.workshop = start_workshop(library, "Room").value
        self.step = next(s.id for s, each in exercise_steps(library, self.workshop) if each.kind == "network")
        if all_questions:
            whole = [replace(each, active=True) for each in get_setup(library, self.step).factors]
            change_factors(library, self.step, whole)
        analysis = replace(get_analysis(library, self.step), asks_ties=True, outside_matters=outside)
        change_analysis(library, self.step, analysis)
        self.factors = {each.key: each for each in get_setup(library, self.step).active}
        self._ids = iter(add_people(library, self.workshop, people(people_in_it)).value)

    def counted(self, size: int, counts: Mapping[str, Sequence[int]]) -> Who:
        who = self._next("tally")
        answers.set_list_length(self.library, who, size)
        for key, row in counts.items():
            for code, count in enumerate(row, start=1):
                answers.set_tally(self.library, who, key, code, count)
        answers.finish(self.library, who)
        return who

    def listed(self, contacts: Contacts, ties: Sequence[tuple[int, int]] | None = None) -> Who:
        who = self._next("contact")
        given = [(f"C{at}", ratings) for at, ratings in enumerate(contacts)]
        ids = answers.add_contacts(self.library, who, given).value
        if ties is not None:
            nobody_knows_anybody(self.library, who)
            set_ties(self.library, who, [(ids[one], ids[other]) for one, other in ties], True)
        answers.finish(self.library, who)
        return who

    def _next(self, entry: str) -> Who:
        who = Who(self.step, next(self._ids))
        answers.choose_entry_mode(self.library, who, entry)
        return who


def of_populations(library: Library) -> list[Room]:
    """Five people of each assumed population, every third by tally."""
    made = []
    for population in populations(5, seed=3):
        room = Room(library, 5, all_questions=True, outside=population.outside)
        for number, person in enumerate(population.people):
            known = [{key: code for key, code in each.items() if key in room.factors} for each in person.contacts]
            if number % 3 == 0:
                room.counted(person.size, counts_of(known, room.factors))
            else:
                # Energy is asked by tally alone.
                shown = [{key: code for key, code in each.items() if key != "energy"} for each in known]
                room.listed(shown, list(person.ties or ()))
        made.append(room)
    return made


def counts_of(contacts: Contacts, factors: Mapping[str, Factor]) -> dict[str, list[int]]:
    of = {key: Counter(each[key] for each in contacts if key in each) for key in factors}
    return {key: [of[key][code] for code in range(1, len(factors[key].codes) + 1)] for key in factors if of[key]}


def of_extremes(library: Library) -> Room:
    """Nobody, one to eight, as many as the program takes, all alike, all different, hardly answered."""
    room = Room(library, 20, all_questions=False)
    codes = {key: len(each.codes) for key, each in room.factors.items()}
    chance = Random(5)

    def any_contacts(size: int) -> Contacts:
        return [{key: chance.randint(1, most) for key, most in codes.items()} for _ in range(size)]

    def even(size: int) -> dict[str, list[int]]:
        return {key: [size // most + (at < size % most) for at in range(most)] for key, most in codes.items()}

    room.counted(0, {})
    room.listed([])
    for size in (1, 2, 3, 4, 5, 7, 8):
        room.listed(any_contacts(size), [])
    room.listed(any_contacts(15), list(combinations(range(15), 2)))
    room.counted(15, even(15))
    room.counted(STATION_LIMIT, even(STATION_LIMIT))
    room.counted(12, {key: [12] + [0] * (most - 1) for key, most in codes.items()})
    room.counted(12, {key: [0] * (most - 1) + [12] for key, most in codes.items()})
    room.listed([dict.fromkeys(codes, 1)] * 12, list(combinations(range(12), 2)))
    room.listed([{key: at % most + 1 for key, most in codes.items()} for at in range(12)], [(0, 1), (2, 3), (4, 5)])
    room.listed([{}] * 12)
    room.listed([dict.fromkeys(codes, Missing.DECLINED if at % 2 else 2) for at in range(12)])
    room.listed([dict.fromkeys(codes, 2) | {"hierarchy": Missing.NOT_COMPARABLE}] * 11)
    room.listed([{"group": 2, "interaction": 1}] * 10)
    return room


class Truth:
    """What can be said of one person's answers, counted from them."""

    def __init__(self, view: NetworkView, factors: Mapping[str, Factor]) -> None:
        self.view, self.factors = view, factors
        self.size = view.size

    def codes(self, key: str) -> list[int]:
        """The answers to a question, one for each contact who was rated."""
        if self.view.entry == "tally":
            found = self.view.tally.get(key, {})
            return [code for code, count in found.items() if code > 0 for _ in range(count)]
        return [code for each in self.view.contacts if (code := each.ratings.get(key, 0)) > 0]

    def holds(self, key: str, codes: set[int], count: int, of: int) -> bool:
        return count == sum(code in codes for code in self.codes(key)) and of == len(self.codes(key))

    def groups(self) -> list[set[int]]:
        """Groups of contacts who know each other, of two and more."""
        ties = self.view.ties or frozenset()
        groups: list[set[int]] = []
        for pair in ties:
            touched = [group for group in groups if group & set(pair)]
            groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
        return groups

    def density(self) -> float:
        return len(self.view.ties or ()) / (self.size * (self.size - 1) / 2)


Check = Callable[[Truth, re.Match[str]], bool]
N = r"(?:(?:your|the) )?(\d+) contacts(?: you rated here| you could compare)?"


def share_of(key: str, *codes: int) -> Check:
    """A count of all, "each", "all", "one" or "none" of them, with one of these answers."""
    words = {"one": 1, "none": 0}

    def check(truth: Truth, found: re.Match[str]) -> bool:
        first, of = found.group(1).lower(), int(found.group(2))
        count = of if first in ("each", "all", "any") else words.get(first, -1)
        return truth.holds(key, set(codes), int(first) if first.isdigit() else count, of)

    return check


def largest(truth: Truth, found: re.Match[str]) -> bool:
    label, answer, first, of = found.groups()
    (factor,) = (each for each in truth.factors.values() if each.label == label)
    codes = truth.codes(factor.key)
    count = int(of) if first == "each" else int(first)
    most = max(Counter(codes).values())
    return truth.holds(factor.key, {factor.codes.index(answer) + 1}, count, int(of)) and count == most


def sides(truth: Truth, found: re.Match[str]) -> bool:
    of, *each = map(int, found.groups())
    return [truth.codes("group").count(code) for code in (1, 2, 3, 4)] == each and of == len(truth.codes("group"))


def near_and_far(truth: Truth, found: re.Match[str]) -> bool:
    codes = truth.codes("group")
    return (codes.count(1), codes.count(3) + codes.count(4)) == tuple(map(int, found.groups()))


def old_and_new(truth: Truth, found: re.Match[str]) -> bool:
    of, old, new = map(int, found.groups())
    return truth.holds("time_known", {4, 5}, old, of) and truth.holds("time_known", {1}, new, of)


COUNT = r"(\d+|Each|All|One|None)(?: of)? "
TRUE_WHEN: Mapping[str, Check] = {
    r"There (?:are|is) (\d+|one) (?:people|person) on your list\. With five or more, .* together\.": (
        lambda truth, found: truth.size == (1 if found.group(1) == "one" else int(found.group(1)))
    ),
    r"With (\d+) people on a list, one more or fewer changes the picture\.": lambda truth, found: (
        truth.size == int(found.group(1))
    ),
    r"You put (\d+) people on your list; too few of the questions .* to say more\.": lambda truth, found: (
        truth.size == int(found.group(1)) and all(len(truth.codes(key)) < 5 for key in truth.factors)
    ),
    rf"{COUNT}{N} works? beyond your own team\.": share_of("group", 2, 3, 4),
    rf"{COUNT}{N} works? in your own team\.": share_of("group", 1),
    rf"{COUNT}{N} works? outside the organisation\.": share_of("group", 4),
    rf"{COUNT}{N} works? within a few steps of you\.": share_of("proximity", 1),
    rf"{COUNT}{N} (?:are|is) at your level\.": share_of("hierarchy", 2),
    rf"{COUNT}{N} (?:are|is) senior to you\.": share_of("hierarchy", 1),
    rf"{COUNT}{N} (?:are|is) junior to you\.": share_of("hierarchy", 3),
    rf"{COUNT}{N} do(?:es)? the same kind of work as you\.": share_of("function", 1),
    rf"You have known (\d+|each) of {N} for five years or more\.": share_of("time_known", 4, 5),
    rf"You have known (\d+|each) of {N} for a year or more\.": share_of("time_known", 2, 3, 4, 5),
    rf"You have known (\d+|each) of {N} for less than a year, .*": share_of("time_known", 1),
    rf"You have contact with (\d+|each) of {N} about once a month or less\.": share_of("interaction", 1, 2),
    rf"You have contact with (\d+|each) of {N} about every week or more often\.": share_of("interaction", 3, 4, 5),
    rf"For (\d+|each) of {N} you said that what they give you could hardly .*": share_of("replaceable", 3),
    rf"With (\d+|each) of {N} you speak mostly in planned meetings\.": share_of("setting", 3),
    rf"After talking with (\d+|any) of {N} you mostly have less energy than before\.": share_of("energy", 1),
    rf"(.+): you answered “(.+)” for (\d+|each) of {N}\.": largest,
    rf"Of {N}, (\d+) are in your team, (\d+) elsewhere in your department, (\d+) beyond it and (\d+) "
    r"outside the organisation: you can hear all sides\.": sides,
    r"Near and far stand side by side: (\d+) of your contacts are in your team, (\d+) beyond your department\.": near_and_far,  # noqa: E501
    rf"Of {N} you have known (\d+) for five years or more and (\d+) for less than one: .*": old_and_new,
    r"As far as you know, there are (\d+) groups among your contacts that don’t .*": lambda truth, found: (
        len(truth.groups()) == int(found.group(1))
    ),
    r"As far as you know, all of your contacts know each other; .*": lambda truth, _: truth.density() == 1,
    r"As far as you know, (\d+) ?% of all pairs among your contacts know each other; .*": lambda truth, found: (
        abs(truth.density() * 100 - int(found.group(1))) <= 0.5
    ),
}
"""When a sentence is true, by its form."""


def first_page_of(content: bytes) -> str:
    return " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())


def judged(sentence: str, truth: Truth) -> bool:
    """Whether it is true. Raises AssertionError where nobody has said when it would be."""
    for form, check in TRUE_WHEN.items():
        if found := re.fullmatch(form, sentence):
            return check(truth, found)
    raise AssertionError(f"unknown: {sentence}")


def test_forty_handouts_hold_nothing_false_and_one_thing_to_do_each(library: Library) -> None:
    with library.change("fill"):
        rooms = [*of_populations(library), of_extremes(library)]
        typed = people_of(library, rooms[0].workshop)[0].id
        keep_own_action(library, Who(rooms[0].step, typed), OWN)
    read = 0
    unseen = set(TRUE_WHEN)
    rules = load_rules()
    units = USUAL_WORDS.units()
    asks = {rule.question.format(**units) for rule in rules.rules} | {
        rules.neutral.question,
        rules.neutral.list_question,
    }
    steps = {rule.step.format(**units) for rule in rules.rules}
    steps |= {each.step for each in (rules.neutral, rules.few, rules.nobody)}
    for room in rooms:
        views = read_networks(library, room.step)
        for person, composed in Handouts(library, room.workshop, PaperOptions(language="en")):
            page, truth = first_page_of(composed.render()), Truth(views[person.id], room.factors)
            read += 1
            assert page.count("One thing to do") == 1
            own = "Quokka" in page
            assert own == (person.id == typed) and ("When (a moment that will come)" in page) == (not own)
            # One step, where the action is written; and none beside an action that is there already.
            proposed = [step for step in steps if step in page]
            assert len(proposed) == page.count("A suggestion: ") == (not own), page
            assert own or f"One thing to do A suggestion: {proposed[0]} When" in page
            if not truth.size:
                assert proposed == [rules.nobody.step] and "more than half" not in page
                continue
            said = page[page.index("What stands out") + len("What stands out") : page.index("One thing to do")]
            for text in sorted((*asks, rules.few.question, "A question"), key=len, reverse=True):
                said = said.replace(text, "|")
            for sentence in sentences_of(said):
                assert judged(sentence, truth), (sentence, truth.view)
                unseen -= {form for form in unseen if re.fullmatch(form, sentence)}
    assert read >= 40
    # The rooms are wide enough to have people read nearly everything there is to say.
    assert len(unseen) <= 5, unseen


def test_german_says_the_same_numbers() -> None:
    """What is counted anew above in English stands in German with the same numbers."""
    told = 0
    for population in populations(20, seed=7):
        for measures in population.measured():
            spoken = {}
            for language in ("en", "de"):
                with speaking(language):
                    found = insights(QUESTIONS, measures, given=population.given)
                    spoken[language] = [each.observation for each in found]
            for english, german in zip(spoken["en"], spoken["de"], strict=True):
                assert english != german
                assert Counter(re.findall(r"\d+", english)) == Counter(re.findall(r"\d+", german)), (english, german)
                told += 1
    assert told > 200


def sentences_of(said: str) -> list[str]:
    parts = (part.strip() for part in said.split("|"))
    # "With five or more …" belongs to the sentence before it.
    return [each for part in parts if part for each in re.split(r"(?<=\.) (?!With five)", part)]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sentence_calls_anything_little(language: str) -> None:
    rules = load_rules()
    with speaking(language):
        said = [tr(text) for rule in rules.rules for text in texts_of(dict(rule))]
        said += [tr(text) for part in (rules.neutral, rules.few, rules.nobody) for text in texts_of(dict(part))]
    words = re.compile(r"\b(only|still|merely|nur|bloß|lediglich|leider)\b", re.IGNORECASE)
    assert [text for text in said if words.search(text)] == []


def texts_of(content: Mapping[str, object]) -> list[str]:
    """The texts of a rule that are said."""
    spoken = ("observation", "question", "step", "room", "list")
    return [text for key, text in content.items() if isinstance(text, str) and key.startswith(spoken)]


def test_a_false_sentence_is_noticed() -> None:
    """The check above can fail: one contact more or less, and each form is false."""
    view = NetworkView(1, "tally", finished=True, list_length=12, tally={"group": {1: 7, 2: 3, 3: 1, 4: 1}})
    truth = Truth(view, {})
    assert judged("7 of your 12 contacts work in your own team.", truth)
    assert not judged("8 of your 12 contacts work in your own team.", truth)
    assert not judged("7 of your 11 contacts work in your own team.", truth)
    assert not judged("None of your 12 contacts works outside the organisation.", truth)
    with pytest.raises(AssertionError, match="unknown"):
        judged("You are well connected.", truth)


def test_a_later_list_gives_no_number_twice_and_says_what_can_be_said(library: Library) -> None:
    room = Room(library, 3, all_questions=False)
    rated = dict.fromkeys(room.factors, 2)
    changed, same, short = (room.listed([rated] * 10) for _ in range(3))
    for who in (changed, same, short):
        for number, contact in enumerate(read_networks(library, room.step)[who.participant_id].contacts, start=1):
            answers.rename_contact(library, who, contact.id, str(number))
    start_round(library, room.step)
    for who, dropped, added in ((changed, 1, 1), (same, 0, 0), (short, 9, 0)):
        answers.choose_entry_mode(library, who, "contact")
        for contact in read_networks(library, room.step)[who.participant_id].contacts[10 - dropped :]:
            answers.remove_contact(library, who, contact.id)
        for _ in range(added):
            answers.add_contact(library, who)
        answers.finish(library, who)
    # The one that was called 10 is gone, and whoever came is somebody else.
    assert [each.label for each in read_networks(library, room.step)[changed.participant_id].contacts][-1] == "11"
    told = [
        " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(composed.render())).pages).split())
        for _, composed in Handouts(library, room.workshop, PaperOptions(language="en"))
    ]
    assert "You kept 9 contacts, added 1 and no longer list 1." in told[0] and "New: 11" in told[0]
    assert "The same 10 contacts are on both lists." in told[1] and "No question moved by ten points" in told[1]
    assert "You kept 1 contact, added 0 and no longer list 9." in told[2]
    # Of one contact no value is compared: that none moved would be wrong.
    assert "No question moved" not in told[2] and "With fewer than 5 contacts a change of the shape" in told[2]


def test_what_was_taken_on_is_no_one_thing_to_do(library: Library) -> None:
    room = Room(library, 1, all_questions=False)
    who = room.listed([dict.fromkeys(room.factors, 2)] * 8)
    add_action(library, room.workshop, Wording("Wombat", who.participant_id))

    def page() -> str:
        ((_, composed),) = Handouts(library, room.workshop, PaperOptions(language="en"))
        return first_page_of(composed.render())

    assert "One thing to do • Wombat." in page() and "taken on" not in page()
    add_action(library, room.workshop, Wording("Potoroo", who.participant_id))
    assert "What you have taken on in the workshop • Wombat. • Potoroo." in page() and "One thing" not in page()
    keep_own_action(library, who, OWN)
    first = page()
    assert first.index("One thing to do • Quokka") < first.index("I am asked about it by") < first.index("taken on")
    assert "A suggestion" not in first
    # A part that was left out has its line; one that is there is not asked again.
    assert "On this day" in first and first.count("I’ll see it worked when") == 1
    keep_own_action(library, who, OwnAction("Quokka", date(2027, 3, 2)))
    first = page()
    assert "Quokka. On 2 March 2027. I’ll see it worked when I am asked about it by" in first
    assert "On this day" not in first


def test_a_pattern_one_would_not_hear_first_has_something_before_it(library: Library) -> None:
    """Else what stands on the bars is not said again beside a pattern."""
    room = Room(library, 2, all_questions=True)
    plain = {key: [9 // len(each.codes) + (at < 9 % len(each.codes)) for at in range(len(each.codes))]
             for key, each in room.factors.items()} | {"group": [4, 4, 1, 0], "replaceable": [5, 3, 1]}  # fmt: skip
    room.counted(9, plain | {"energy": [7, 1, 1]})
    room.counted(9, plain | {"function": [8, 1, 0]})
    tired, alike = (
        first_page_of(composed.render())
        for _, composed in Handouts(library, room.workshop, PaperOptions(language="en"))
    )
    assert tired.index("you answered “") < tired.index("less energy than before")
    assert "8 of your 9 contacts do the same kind of work" in alike and "you answered “" not in alike

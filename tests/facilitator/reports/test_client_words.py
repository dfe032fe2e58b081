"""What stands out is said in the client's words for a team and a department, on every paper and in both languages."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.insight_rules import Rule, load_rules
from facilitator.exercises.network.setup import change_words, get_setup
from facilitator.exercises.network.wording import Words
from facilitator.i18n import speaking, tr
from facilitator.reports import compose
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of

PEOPLE = 12
IN_TEAM = [10, 1, 0, 0]
ALL_SIDES = [3, 3, 3, 3]
OTHERS = {"interaction": [3, 3, 2, 2, 1], "time_known": [1, 3, 4, 3, 1]}


@pytest.fixture
def counted(library: Library, workshop: int, network_step: int) -> int:
    """Five people with a list in their own team, seven with one on all sides; by numbers alone."""
    here = len(people_of(library, workshop))
    add_people(library, workshop, [Person(f"Person {number}") for number in range(PEOPLE - here)])
    with library.change("count"):
        for place, person in enumerate(people_of(library, workshop)):
            who = Who(network_step, person.id)
            answers.accept_notice(library, who)
            answers.set_list_length(library, who, 12)
            for factor in get_setup(library, network_step).active:
                counts = (IN_TEAM if place < 5 else ALL_SIDES) if factor.key == "group" else OTHERS.get(factor.key, [])
                for code, count in enumerate(counts, start=1):
                    answers.set_tally(library, who, factor.key, code, count)
            answers.finish(library, who)
    return network_step


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def papers(library: Library, workshop: int, options: PaperOptions | None = None) -> tuple[str, str]:
    """The handout of the first person, and the summary."""
    _, handout = next(iter(compose.Handouts(library, workshop, options)))
    return text_of(handout.render()), text_of(compose.summary(library, workshop, options).render())


def test_the_papers_say_the_clients_words(library: Library, workshop: int, counted: int) -> None:
    usual, summary = papers(library, workshop)
    assert "One of the 11 contacts you rated here works beyond your own team." in usual
    assert "5 of 12 people have two contacts or fewer beyond their own team." in summary
    change_words(library, counted, team="die Schicht", department="der Bereich")
    handout, summary = papers(library, workshop)
    assert "works beyond your own Schicht." in handout and "your own team" not in handout
    assert "Which news from another Schicht would you like to hear sooner?" in handout
    assert "5 of 12 people have two contacts or fewer beyond their own Schicht." in summary
    assert "their own team" not in summary
    handout, summary = papers(library, workshop, PaperOptions(language="de"))
    assert "arbeitet außerhalb von Ihrer Schicht." in handout and "Ihrem Team" not in handout
    assert "aus einer anderen Schicht" in handout
    assert "höchstens zwei Kontakte außerhalb von ihrer Schicht." in summary and "ihrem Team" not in summary


SAID = (
    "observation",
    "observation_all",
    "observation_one",
    "observation_none",
    "question",
    "step",
    "room",
    "room_step",
)


def said_by(rule: Rule, words: Words) -> list[str]:
    numbers = dict.fromkeys(("count", "of", "size", "contacts", "n", "percent", "groups", *rule.fill), "7")
    texts = (getattr(rule, name) for name in SAID)
    return [tr(text, **numbers, **words.units()) for text in texts if text]


def test_each_rule_bends_around_the_clients_words() -> None:
    rules = load_rules().rules
    words = Words("die Kolonne", "der Bezirk")
    of_german = [("Team", "Kolonne"), ("Abteilung", "Bezirk")]
    for language, usual, bent in (("en", ("team", "department"), "another Kolonne"), ("de", None, "Ihrer Kolonne")):
        with speaking(language):
            told = " ".join(text for rule in rules for text in said_by(rule, words))
            plain = " ".join(text for rule in rules for text in said_by(rule, Words()))
        assert bent in told and "{" not in told
        for place, (german, own) in enumerate(of_german):
            before = usual[place] if usual else german
            assert before in plain and before not in told
            assert plain.count(before) == told.count(own)
    with speaking("de"):
        told = " ".join(text for rule in rules for text in said_by(rule, words))
        # Without its article nobody knows how to bend it: the sentence stays as it is.
        unbent = [text for rule in rules for text in said_by(rule, Words("Kantine", "Bezirk"))]
        assert unbent == [text for rule in rules for text in said_by(rule, Words())]
    for wrong in ("Ihrem Kolonne", "ihrem Kolonne", "einem anderen Kolonne", "jedem Kolonne", "Ihrer Bezirk"):
        assert wrong not in told
    assert "Ihrem Bezirk" in told and "jeder Kolonne" in told

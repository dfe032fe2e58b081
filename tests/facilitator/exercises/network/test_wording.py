"""The client's words, words of earlier sets, and answers that mean the same in two versions of a question."""

from dataclasses import replace

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor, load_factor_set
from facilitator.exercises.network.setup import change_factors, change_words, get_setup
from facilitator.exercises.network.wording import codes_between, means_the_same, tally_question
from facilitator.exercises.network.worksheets.edition import worksheet_edition
from facilitator.exercises.steps import add_exercise
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.papers import PaperOptions, keep_paper_options

NEW = {factor.key: factor for factor in load_factor_set("standard").factors}
OLD = {factor.key: factor for factor in load_factor_set("earlier_standard").factors}


def where(library: Library, step: int) -> Factor:
    return next(factor for factor in get_setup(library, step).factors if factor.key == "group")


@pytest.mark.parametrize(
    ("team", "department", "english", "german"),
    [
        (
            "die Schicht",
            "der Bereich",
            ("In my Schicht", "Another Schicht, same Bereich", "Another Bereich", "Outside the organisation"),
            ("Meine Schicht", "Andere Schicht, gleicher Bereich", "Anderer Bereich", "Außerhalb der Organisation"),
        ),
        (
            "shift",
            "",
            ("In my shift", "Another shift, same department", "Another department", "Outside the organisation"),
            ("Mein shift", "Anderes shift, gleiche Abteilung", "Andere Abteilung", "Außerhalb der Organisation"),
        ),
        (
            "Nachtschicht",
            "Abteilung",
            (
                "In my Nachtschicht",
                "Another Nachtschicht, same Abteilung",
                "Another Abteilung",
                "Outside the organisation",
            ),
            (
                "Meine Nachtschicht",
                "Andere Nachtschicht, gleiche Abteilung",
                "Andere Abteilung",
                "Außerhalb der Organisation",
            ),
        ),
        (
            "",
            "Das  Werk",
            ("In my team", "Another team, same Werk", "Another Werk", "Outside the organisation"),
            ("Mein Team", "Anderes Team, gleiches Werk", "Anderes Werk", "Außerhalb der Organisation"),
        ),
    ],
)
def test_the_clients_words_stand_in_the_answers_of_each_language(
    library: Library,
    network_step: int,
    team: str,
    department: str,
    english: tuple[str, ...],
    german: tuple[str, ...],
) -> None:
    before = worksheet_edition(library, network_step)
    done = change_words(library, network_step, team=team, department=department)
    shown = where(library, network_step)
    with speaking("de"):
        auf_deutsch = where(library, network_step)
    assert (shown.codes, auf_deutsch.codes) == (english, german)
    # Sheets that were made before stay good: their digits mean the same.
    assert worksheet_edition(library, network_step) == before
    for asked in (shown, auf_deutsch):
        words = AnswerWords(asked)
        for code, told in enumerate(zip(english, german, NEW["group"].codes, OLD["group"].codes, strict=True), 1):
            assert [words.read(word) for word in told] == [code] * 4
    done.undo()
    assert where(library, network_step) == NEW["group"]


@pytest.mark.parametrize(
    ("word", "own", "beyond"),
    [
        ("Schicht", "Meine Schicht", "Ihrer Schicht"),
        ("Pflegedienst", "Mein Pflegedienst", "Ihrem Pflegedienst"),
        ("Stellwerk", "Mein Stellwerk", "Ihrem Stellwerk"),
        ("die Kantine", "Meine Kantine", "Ihrer Kantine"),
    ],
)
def test_a_german_word_is_bent_though_nobody_wrote_its_article(
    library: Library, network_step: int, word: str, own: str, beyond: str
) -> None:
    keep_paper_options(library, get_step(library, network_step).workshop_id, PaperOptions(language="de"))
    change_words(library, network_step, team=word, department="")
    with speaking("de"):
        assert where(library, network_step).codes[0] == own
        words = get_setup(library, network_step).words
        assert tr("None of {contacts} works beyond your own {team}.", contacts="–", **words.units()).endswith(
            f"außerhalb von {beyond}."
        )


def test_german_papers_take_no_word_whose_article_nobody_knows(library: Library, network_step: int) -> None:
    keep_paper_options(library, get_step(library, network_step).workshop_id, PaperOptions(language="de"))
    with pytest.raises(Invalid, match="write “Kantine” with its article"):
        change_words(library, network_step, team="Schicht", department="Kantine")
    assert not get_setup(library, network_step).words
    keep_paper_options(library, get_step(library, network_step).workshop_id, PaperOptions(language="en"))
    change_words(library, network_step, team="canteen", department="")
    assert where(library, network_step).codes[0] == "In my canteen"


def test_words_go_on_when_questions_are_edited_and_come_to_the_next_step(
    library: Library, workshop: int, network_step: int
) -> None:
    change_words(library, network_step, team="line", department="plant")
    edited = [
        replace(factor, label="Where", codes=(*factor.codes[:3], "Elsewhere")) if factor.key == "group" else factor
        for factor in get_setup(library, network_step).factors
    ]
    change_factors(library, network_step, edited)
    assert where(library, network_step).codes == (
        "In my line",
        "Another line, same plant",
        "Another plant",
        "Elsewhere",
    )
    another = add_exercise(library, workshop, "network").value
    assert where(library, another).codes[0] == "In my line"
    change_words(library, network_step, team="", department="")
    assert where(library, network_step).codes == (*NEW["group"].codes[:3], "Elsewhere")


def test_a_tally_asks_in_the_words_of_its_set_or_of_the_question() -> None:
    assert tally_question(NEW["group"], 12) == "Of your 12 people, how many work …"
    own = Factor("mood", "Mood", "How cheerful are they?", "strength", ("a bit", "very"))
    assert tally_question(own, 8) == "How cheerful are they? Of your 8 people, how many?"
    assert (
        tally_question(own, 1) == "How cheerful are they?" and tally_question(NEW["group"], 1) == "Where do they work?"
    )
    assert tally_question(replace(NEW["group"], question="Where?"), 8) == "Where? Of your 8 people, how many?"
    with speaking("de"):
        assert "1 Personen" not in tally_question(NEW["group"], 1)
        assert "12" in tally_question(NEW["group"], 12) and "Personen" in tally_question(NEW["group"], 12)
        assert tally_question(NEW["group"], 1) == "Wo arbeitet die Person?"


def test_answers_of_two_versions_meet_by_their_words() -> None:
    assert codes_between(OLD["proximity"], NEW["proximity"]) == {1: 1, 2: 3, 3: 3, 4: 4}
    assert not means_the_same(OLD["proximity"], NEW["proximity"])
    for key in ("group", "interaction", "time_known", "hierarchy"):
        assert means_the_same(OLD[key], NEW[key])
    # Of another kind is another question; reworded ones meet by their places.
    assert codes_between(OLD["function"], NEW["function"]) == {}
    mine = replace(NEW["group"], codes=("Wir", "Die da", "Die dort", "Die anderen"))
    assert codes_between(mine, NEW["group"]) == {1: 1, 2: 2, 3: 3, 4: 4}
    assert codes_between(replace(mine, codes=mine.codes[:3]), NEW["group"]) == {}

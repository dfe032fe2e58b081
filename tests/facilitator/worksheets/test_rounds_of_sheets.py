"""A sheet is of the round it was made for, and its digits mean what stood beside them."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from shutil import copy

import pytest
from pypdf import PdfReader, PdfWriter
from saved import saved
from written_cards import Writer, own_cards

from facilitator.errors import Invalid
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import remove_latest_round, start_round
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.network.worksheets import names
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.setup import change_settings
from facilitator.exercises.three_questions.setup import get_setup as get_card
from facilitator.progress import finish
from facilitator.questionnaires.setup import new_round
from facilitator.storage.library import open_library
from facilitator.worksheets.returned import Returned, Verdict, bring_in, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import Person, add_people, people_of, remove_people

FIRST = {names.contact(1): "Anna", names.rating(1, "group"): "2"}
SECOND = {names.contact(1): "Anna", names.rating(1, "group"): "4"}


def labels(posted, person: int, round_: int) -> dict[str, dict[str, int]]:
    view = read_network(posted.library, posted.step("network"), person, round_)
    return {contact.label: dict(contact.ratings) for contact in view.contacts}


@pytest.fixture
def second_round(posted) -> int:
    """Round 2, begun after the last person alone had answered the first one; returns the step."""
    step = posted.step("network")
    add_contact(posted.library, Who(step, posted.people[5]), "Somebody")
    assert start_round(posted.library, step, "After 30 days").value == 2
    return step


def new_forms(posted, folder: Path) -> list[Path]:
    return finish(export_worksheets(posted.library, posted.workshop, folder, fillable=True))


def one(posted, path: Path) -> Returned:
    [found] = posted.look(path)
    return found


def test_a_late_sheet_of_round_1_goes_into_round_1(posted, fill, second_round: int) -> None:
    path, person = fill(posted.sheet(0), FIRST, second_round), posted.people[0]
    found = one(posted, path)
    assert found.verdict is Verdict.NEW
    assert "It is of “Round 1” and goes there; “After 30 days” has begun since." in found.remarks
    done = finish(bring_in(posted.library, posted.workshop, [found]))
    assert labels(posted, person, 1) == {"Anna": {"group": 2}}
    assert labels(posted, person, 2) == {}
    assert one(posted, path).verdict is Verdict.SAME
    done.undo.run()
    assert labels(posted, person, 1) == {}


def test_a_sheet_of_round_1_does_not_touch_who_has_begun_round_2(posted, fill, second_round: int) -> None:
    person = posted.people[0]
    add_contact(posted.library, Who(second_round, person), "Of round 2")
    found = one(posted, fill(posted.sheet(0), FIRST, second_round))
    assert (found.verdict, found.writes) == (Verdict.REFUSED, ())
    assert "It is of “Round 1”, and its person has begun “After 30 days” since" in found.sentence
    assert "Ask for the sheet of “After 30 days”" in found.sentence


def test_who_begins_round_2_while_a_sheet_is_looked_at_is_not_overtaken(posted, fill, second_round: int) -> None:
    person = posted.people[0]
    found = one(posted, fill(posted.sheet(0), FIRST, second_round))
    add_contact(posted.library, Who(second_round, person), "Of round 2")
    with pytest.raises(Invalid, match="has begun a later round meanwhile"):
        finish(bring_in(posted.library, posted.workshop, [found]))
    assert labels(posted, person, 1) == {} and list(labels(posted, person, 2)) == ["Of round 2"]


def test_a_round_that_starts_while_a_sheet_is_looked_at_does_not_draw_it_in(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[0]
    add_contact(posted.library, Who(step, posted.people[5]), "Somebody")
    found = one(posted, fill(posted.sheet(0), FIRST, step))
    start_round(posted.library, step)
    finish(bring_in(posted.library, posted.workshop, [found]))
    assert labels(posted, person, 1) and not labels(posted, person, 2)


def test_sheets_of_both_rounds_go_each_into_its_own(posted, fill, tmp_path: Path, second_round: int) -> None:
    person = posted.people[0]
    later = new_forms(posted, tmp_path / "round 2")[0]
    assert "After 30 days" in PdfReader(later).pages[0].extract_text()
    # The second is saved first and stands first in the folder.
    of_second = fill(later, SECOND, second_round, name="a.pdf")
    of_first = fill(posted.sheet(0), FIRST, second_round, name="b.pdf")
    found = posted.look(of_second, of_first)
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.NEW]
    finish(bring_in(posted.library, posted.workshop, found))
    assert labels(posted, person, 1) == {"Anna": {"group": 2}}
    assert labels(posted, person, 2) == {"Anna": {"group": 4}}


def test_a_sheet_of_a_round_that_was_taken_back_is_refused(posted, fill, tmp_path: Path, second_round: int) -> None:
    path = fill(new_forms(posted, tmp_path / "round 2")[0], SECOND, second_round)
    remove_latest_round(posted.library, second_round)
    found = one(posted, path)
    assert found.verdict is Verdict.REFUSED and "round 2, which is no longer there" in found.sentence


def test_a_sheet_that_does_not_say_its_round_counts_while_there_is_one(posted, fill, old_form) -> None:
    step, person = posted.step("network"), posted.people[0]
    words = {names.contact(1): "Anna", names.rating(1, "group"): "Another unit", names.rating(1, "proximity"): "2"}
    old = fill(old_form(posted.sheet(0)), words, step)
    found = one(posted, old)
    assert (found.verdict, found.remarks) == (Verdict.NEW, ())
    finish(bring_in(posted.library, posted.workshop, [found]))
    assert labels(posted, person, 1) == {"Anna": {"group": 3, "proximity": 2}}
    start_round(posted.library, step, "After 30 days")
    found = one(posted, old)
    assert (found.verdict, found.writes) == (Verdict.REFUSED, ())
    assert "does not say which round it is of, and “After 30 days” has begun" in found.sentence


def test_digits_of_a_question_that_got_other_answers_are_not_taken(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[0]
    fields = {
        names.contact(1): "Anna", names.rating(1, "group"): "2", names.rating(1, "proximity"): "1",
        names.contact(2): "Bert", names.rating(2, "group"): "3",
    }  # fmt: skip
    path = fill(posted.sheet(0), fields, step)
    setup = get_setup(posted.library, step)
    turned = [
        replace(factor, codes=tuple(reversed(factor.codes))) if factor.key == "group" else factor
        for factor in setup.factors
        if factor.key != "hierarchy"
    ]
    change_factors(posted.library, step, turned)
    found = one(posted, path)
    assert found.remarks == (
        "2 answers to “Where they work” were left out: the question got other answers after this sheet was made. "
        "Type them in by hand.",
    )
    finish(bring_in(posted.library, posted.workshop, [found]))
    assert labels(posted, person, 1) == {"Anna": {"proximity": 1}, "Bert": {}}


def test_answers_to_a_question_that_is_gone_are_said(posted, fill) -> None:
    step = posted.step("network")
    path = fill(posted.sheet(0), {**FIRST, names.rating(1, "hierarchy"): "0"}, step)
    setup = get_setup(posted.library, step)
    change_factors(posted.library, step, [each for each in setup.factors if each.key != "hierarchy"])
    assert one(posted, path).remarks == ("1 answer belongs to a question that is no longer asked, and was left out.",)


def test_counts_of_a_question_that_got_other_answers_are_not_taken(posted, fill) -> None:
    step = posted.step("network")
    path = fill(posted.sheet(0), {names.LENGTH: "12", names.count("group", 1): "12"}, step)
    setup = get_setup(posted.library, step)
    turned = [replace(each, codes=tuple(reversed(each.codes))) for each in setup.factors]
    change_factors(posted.library, step, turned)
    found = one(posted, path)
    assert "1 answer to “Where they work” was left out" in found.remarks[0]
    assert "Where they work: 0 of 12" in found.open_parts


def test_cards_keep_what_their_sheet_said_of_names(posted, fill, tmp_path: Path) -> None:
    step = posted.step("three_questions")
    keep = {"dots": 3, "several": False, "together": "alone"}
    first = get_card(posted.library, step).prompts[0].id
    change_settings(posted.library, step, names="initials", **keep)
    form = new_forms(posted, tmp_path / "initials")[0]
    path = fill(form, {f"prompt_{first}-1": "We waited for weeks"}, step)
    assert one(posted, path).verdict is Verdict.NEW
    change_settings(posted.library, step, names="signed", **keep)
    found = one(posted, path)
    assert (found.verdict, found.writes) == (Verdict.EMPTY, ())
    assert "initials alone would stand below its cards" in found.remarks[0]


def test_a_card_on_the_sheets_of_two_rounds_comes_in_once(posted, fill, tmp_path: Path, second_round: int) -> None:
    cards, person = posted.step("three_questions"), posted.people[0]
    card = {f"prompt_{get_card(posted.library, cards).prompts[0].id}-1": "The same on both"}
    of_first = fill(fill(posted.sheet(0), FIRST, second_round), card, cards)
    of_second = fill(fill(new_forms(posted, tmp_path / "round 2")[0], SECOND, second_round), card, cards)
    finish(bring_in(posted.library, posted.workshop, posted.look(of_first, of_second)))
    assert [each.text for each in own_cards(posted.library, Writer(cards, person))] == ["The same on both"]
    assert labels(posted, person, 1) == {"Anna": {"group": 2}}
    assert labels(posted, person, 2) == {"Anna": {"group": 4}}


def test_sheets_of_a_person_between_rounds_of_two_steps_go_over_each_other_only_when_ticked(
    posted, fill, tmp_path: Path
) -> None:
    library, workshop, person = posted.library, posted.workshop, posted.people[0]
    mix, network = add_exercise(library, workshop, "learning_mix").value, posted.step("network")
    name = people_of(library, workshop)[0].name
    sheets, back = {}, {}
    for now in ("neither", "the mix", "both"):
        remove_people(library, posted.people[1:])
        finish(export_worksheets(library, workshop, tmp_path / now, fillable=True))
        sheets[now] = tmp_path / now / f"Worksheet {name}.pdf"
        later = add_people(library, workshop, [Person(f"Before {now}")]).value[0]
        if now == "neither":
            exercise("learning_mix").simulate(library, mix, later, Random(1))
            new_round(library, mix)
        else:
            add_contact(library, Who(network, later), "Somebody")
            start_round(library, network)
    for place, (now, group) in enumerate({"neither": "2", "the mix": "4", "both": "3"}.items()):
        values = {names.contact(1): "Ole", names.rating(1, "group"): group}
        values = {prefix_of(network) + field: text for field, text in values.items()}
        back[now] = fill(sheets[now], values | {f"{prefix_of(mix)}capability": str(place + 1)}, name=f"{now}.pdf")
        os.utime(back[now], (place, place))
    first, second, third = posted.look(*back.values())
    # The second is of the same round of contacts as the first, the third of the same round of the mix as the second.
    assert [each.verdict for each in (first, second, third)] == [Verdict.NEW, Verdict.CHANGED, Verdict.CHANGED]
    assert "says otherwise of the same questions: “neither.pdf”" in second.sentence
    assert "says otherwise of the same questions" in third.sentence
    done = finish(bring_in(library, workshop, [first]))
    assert labels(posted, person, 1) == {"Ole": {"group": 2}}
    done.undo()
    finish(bring_in(library, workshop, [first, second, third]))
    assert (labels(posted, person, 1), labels(posted, person, 2)) == ({"Ole": {"group": 4}}, {"Ole": {"group": 3}})


def test_a_step_that_has_the_id_of_another_exercises_takes_nothing(posted, fill, tmp_path: Path) -> None:
    """An older copy that is brought back gives ids anew."""
    step = add_exercise(posted.library, posted.workshop, "network").value
    path = fill(new_forms(posted, tmp_path / "later")[0], {names.contact(1): "Anna"}, step)
    older = Path(copy(posted.folder.parent / "library.sqlite", tmp_path / "older.sqlite"))
    with closing(open_library(older)) as restored:
        assert add_exercise(restored, posted.workshop, "challenge").value == step
        [found] = finish(look_through(restored, posted.workshop, [path]))
    gone = "A part of it belongs to a step that is no longer on the agenda, and was left out."
    assert (found.verdict, found.remarks) == (Verdict.EMPTY, (gone,))


def test_pages_of_two_rounds_of_a_person_are_no_sheet(posted, fill, tmp_path: Path, second_round: int) -> None:
    """Joined, they have all pages and fields of one sheet, and a mark that is genuine."""
    then = fill(posted.sheet(0), FIRST, second_round)
    late = fill(new_forms(posted, tmp_path / "second")[0], SECOND, second_round, "late.pdf")
    pages = len(PdfReader(then).pages)
    for number, (one_sheet, other) in enumerate(((then, late), (late, then))):
        writer = PdfWriter()
        writer.append(one_sheet, pages=(0, 1))
        writer.append(other, pages=(1, pages))
        path = tmp_path / f"both {number}.pdf"
        saved(writer, path)
        found = one(posted, path)
        assert found.verdict is Verdict.REFUSED and "made at different times" in found.sentence
    assert one(posted, then).occasion == 1 and one(posted, late).occasion == 2

"""One's own action: its owner's alone, among the room's by their tick, and gone with what it belongs to."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from facilitator.actions.actions import actions_of, change_action
from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.answers import Who, add_contact, finish, set_list_length, set_tally
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action, share_own_action
from facilitator.exercises.network.own_action.asking import is_asked, read_a_day
from facilitator.exercises.network.own_action.last_time import last_actions
from facilitator.exercises.network.own_action.rows import LONGEST, OwnAction
from facilitator.exercises.network.rounds.earlier import read_earlier
from facilitator.exercises.network.rounds.rounds import remove_latest_round, start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import (
    duplicate_workshop,
    erase_participant,
    exercise_steps,
    move_answers,
    remove_participants,
    what_moves,
)
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import languages, long_day, short_day, speaking
from facilitator.progress import finish as to_the_end
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.reports.export import export_reports
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import confirm_same
from facilitator.workshop.workshops import new_workshop

QUOKKA = OwnAction("Quokka after the shift meeting", date(2027, 3, 2), "a setter", "Numbat seen")


@pytest.fixture
def pair(library: Library, workshop: int, network_step: int) -> tuple[Who, Who]:
    """Two people who have counted their lists; the first one has typed an action."""
    first, second, *_ = (Who(network_step, person.id) for person in people_of(library, workshop))
    for who in (first, second):
        set_list_length(library, who, 12)
        for factor in get_setup(library, network_step).active:
            set_tally(library, who, factor.key, 1, 12)
        finish(library, who)
    keep_own_action(library, first, QUOKKA)
    return first, second


def own(library: Library, who: Who) -> OwnAction:
    return read_own_action(library, who.step_id, who.participant_id)


@pytest.mark.parametrize("where", ["what", "partner", "sign"])
def test_who_is_named_stands_in_no_paper_of_the_client(
    library: Library, workshop: int, network_step: int, where: str
) -> None:
    """Contacts are third parties, and nobody on the roster was asked either."""
    anna, bo, *_ = people_of(library, workshop)
    who = Who(network_step, anna.id)
    add_contact(library, who, "Raj Nair")
    for name in ("Raj", bo.name.split()[0]):
        named = replace(QUOKKA, **{where: f"I ask {name} on Tuesday"})
        keep_own_action(library, who, named)
        with pytest.raises(Invalid, match="is named there"):
            share_own_action(library, who, True)
        assert actions_of(library, workshop) == []
    add_contact(library, who, "Thị Minh Will")
    keep_own_action(library, who, replace(QUOKKA, what="On Tuesday I will ask for this"))
    share_own_action(library, who, True)
    with pytest.raises(Invalid, match="Raj Nair"):
        keep_own_action(library, who, named := replace(QUOKKA, partner="Raj"))
    assert own(library, who).partner == "a setter"
    share_own_action(library, who, False)
    keep_own_action(library, who, named)
    assert own(library, who).partner == "Raj" and actions_of(library, workshop) == []


def test_it_joins_by_the_tick_follows_its_owner_and_leaves_without_it(
    library: Library, workshop: int, pair: tuple[Who, Who]
) -> None:
    who, _ = pair
    assert own(library, who) == QUOKKA
    assert actions_of(library, workshop) == []
    heard: list[Topic] = []
    library.changed.connect(lambda change: heard.append(change.topic))
    share_own_action(library, who, True)
    assert Topic.ACTIONS in heard
    [joined] = actions_of(library, workshop)
    assert joined.wording.what == "Quokka after the shift meeting (with: a setter)"
    assert (joined.wording.owner_id, joined.wording.due, joined.wording.sign) == (
        who.participant_id, QUOKKA.day, QUOKKA.sign)  # fmt: skip
    assert own(library, who).shared
    share_own_action(library, who, True)
    assert len(actions_of(library, workshop)) == 1
    # The facilitator notes what came of it; new words of its owner leave that as it is.
    change_action(library, joined.id, replace(joined.wording, status="changed", seen="half of it"))
    keep_own_action(library, who, OwnAction("Wombat instead"))
    [joined] = actions_of(library, workshop)
    assert (joined.wording.what, joined.wording.status, joined.wording.seen) == (
        "Wombat instead", "changed", "half of it")  # fmt: skip
    back = share_own_action(library, who, False)
    assert actions_of(library, workshop) == [] and own(library, who) == OwnAction("Wombat instead")
    back.undo()
    assert own(library, who).shared
    keep_own_action(library, who, OwnAction())
    assert actions_of(library, workshop) == [] and not own(library, who)


def test_nothing_is_ticked_that_is_not_written(library: Library, workshop: int, pair: tuple[Who, Who]) -> None:
    _, other = pair
    with pytest.raises(Invalid, match="Write first"):
        share_own_action(library, other, True)
    keep_own_action(library, other, OwnAction(partner="a setter"))
    with pytest.raises(Invalid, match="Write first"):
        share_own_action(library, other, True)
    with pytest.raises(Invalid, match="longer than"):
        keep_own_action(library, other, OwnAction("x" * (LONGEST + 1)))


def test_it_goes_with_the_answers_the_round_and_the_person(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who]
) -> None:
    who, _ = pair
    share_own_action(library, who, True)
    for done in (
        lambda: exercise("network").discard(library, network_step, who.participant_id),
        lambda: remove_participants(library, [who.participant_id]),
    ):
        undo = done().undo
        assert actions_of(library, workshop) == []
        undo()
        assert own(library, who).shared and len(actions_of(library, workshop)) == 1
    assert own(library, who) and duplicate_workshop(library, workshop).value
    assert len(actions_of(library, workshop)) == 1
    start_round(library, network_step, "After 30 days")
    assert not own(library, who)
    keep_own_action(library, who, OwnAction("Bilby"))
    share_own_action(library, who, True)
    remove_latest_round(library, network_step)
    assert [each.wording.what for each in actions_of(library, workshop)] == [QUOKKA.for_all("en")]
    assert own(library, who).what == QUOKKA.what


def test_an_erased_person_leaves_no_action(library: Library, workshop: int, pair: tuple[Who, Who]) -> None:
    who, _ = pair
    share_own_action(library, who, True)
    erase_participant(library, who.participant_id)
    assert actions_of(library, workshop) == []
    library.close()
    assert b"Quokka" not in library.path.read_bytes() and b"Numbat" not in library.path.read_bytes()


def test_under_another_name_it_goes_along_and_its_tick_does_not(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who]
) -> None:
    who, other = pair
    share_own_action(library, who, True)
    found = what_moves(library, network_step, who.participant_id, other.participant_id)
    assert any("only the person can tick it again" in remark for remark in found.remarks)
    heard: list[Change] = []
    library.changed.connect(heard.append)
    undo = move_answers(library, network_step, who.participant_id, other.participant_id).undo
    assert own(library, other) == QUOKKA and not own(library, who)
    assert actions_of(library, workshop) == [] and Topic.ACTIONS in {each.topic for each in heard}
    undo()
    assert own(library, who).shared


def test_it_is_on_the_own_papers_alone(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who], tmp_path: Path
) -> None:
    who, other = pair
    remove_participants(library, [person.id for person in people_of(library, workshop)[2:]])
    names = {person.id: person.name for person in people_of(library, workshop)}

    def papers(folder: str) -> dict[str, str]:
        written = to_the_end(export_reports(library, workshop, tmp_path / folder))
        return {path.name: " ".join(page.extract_text() for page in PdfReader(path).pages) for path in written}

    first = papers("alone")
    mine = first.pop(f"Handout {names[who.participant_id]}.pdf")
    assert "With: a setter. I’ll see it worked when: Numbat seen. On 2 March 2027." in " ".join(mine.split())
    assert "I am asked about it by" in mine and "When (a moment that will come)" not in mine
    assert not [name for name, text in first.items() if "Quokka" in text]
    assert "When (a moment that will come)" in first[f"Handout {names[other.participant_id]}.pdf"]
    assert not [line for line in activity_of(library, workshop) if "Quokka" in repr(line)]
    share_own_action(library, who, True)
    second = papers("shared")
    assert "Quokka" in second.pop("Summary.pdf")
    # Its owner reads it once, in their own words, and nobody else does.
    assert second.pop(f"Handout {names[who.participant_id]}.pdf").count("Quokka") == 1
    assert not [name for name, text in second.items() if "Quokka" in text]


def test_the_follow_ups_handout_tells_its_owner_alone_what_they_wrote_last_time(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who], tmp_path: Path
) -> None:
    who, _ = pair
    remove_participants(library, [person.id for person in people_of(library, workshop)[2:]])
    names = {person.id: person.name for person in people_of(library, workshop)}
    told = "Last time you wrote: Quokka after the shift meeting. With: a setter. I’ll see it worked when: Numbat seen."

    def papers(folder: str) -> dict[str, list[str]]:
        written = to_the_end(export_reports(library, workshop, tmp_path / folder))
        return {
            path.name: [" ".join(page.extract_text().split()) for page in PdfReader(path).pages] for path in written
        }

    assert not [name for name, pages in papers("before").items() if any("Last time" in page for page in pages)]
    start_round(library, network_step, "After 30 days")
    for each in pair:
        set_list_length(library, each, 11)
        for factor in get_setup(library, network_step).active:
            set_tally(library, each, factor.key, 1, 11)
        finish(library, each)
    found = papers("after")
    first, *_ = found[f"Handout {names[who.participant_id]}.pdf"]
    assert told in first and first.index("One thing to do") < first.index(told)
    # Below it is room for the next one.
    assert first.index(told) < first.index("When (a moment that will come)")
    keep_own_action(library, who, OwnAction("Bilby"))
    share_own_action(library, who, True)
    found = papers("again")
    first, *_ = found.pop(f"Handout {names[who.participant_id]}.pdf")
    assert first.index(told) < first.index("Bilby")
    assert not [name for name, pages in found.items() if any("Quokka" in page or "Last time" in page for page in pages)]


def test_as_the_same_person_of_an_earlier_workshop_one_is_told_too(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who]
) -> None:
    who, _ = pair
    again = start_workshop(library, "Follow-up").value
    step = next(step.id for step, each in exercise_steps(library, again) if each.kind == "network")
    mine = Who(step, add_people(library, again, [Person("Same")]).value[0])
    set_list_length(library, mine, 12)
    finish(library, mine)
    assert last_actions(library, step, read_earlier(library, step)) == {}
    confirm_same(library, mine.participant_id, who.participant_id)
    assert last_actions(library, step, read_earlier(library, step)) == {mine.participant_id: QUOKKA}


def test_named_files_bring_it_back_and_pseudonymous_ones_do_not_have_it(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who], tmp_path: Path
) -> None:
    who, other = pair
    keep_own_action(library, other, OwnAction("Bilby"))
    share_own_action(library, who, True)
    # Somebody who has nothing but an action loses it as little.
    third = Who(network_step, people_of(library, workshop)[2].id)
    keep_own_action(library, third, OwnAction("Potoroo"))
    for form in (Format.JSON, Format.CSV, Format.GRAPHML):
        written = export_workshop(library, workshop, form, tmp_path / f"nobody.{form}", pseudonyms=True)
        for path in written:
            content = path.read_bytes()
            if form is Format.JSON:
                # What its owner put among the room's actions is there, as nobody's.
                found = json.loads(content)
                assert [(each["owner"], each["source"]) for each in found.pop("actions")] == [(None, "")]
                content = json.dumps(found).encode()
            assert not [word for word in (b"Quokka", b"Numbat", b"Bilby", b"Potoroo") if word in content], path
            assert "own_action" not in path.name
    whole = export_workshop(library, workshop, Format.JSON, tmp_path / "whole.json")
    copy = new_workshop(library, "Copy").value
    import_files(library, copy, whole)
    step = next(step.id for step, each in exercise_steps(library, copy) if each.kind == "network")
    people = {person.name: person.id for person in people_of(library, copy)}
    names = {person.id: person.name for person in people_of(library, workshop)}
    there = [Who(step, people[names[each.participant_id]]) for each in (who, other, third)]
    assert [own(library, each) for each in there] == [
        OwnAction(QUOKKA.what, QUOKKA.day, QUOKKA.partner, QUOKKA.sign, shared=True),
        OwnAction("Bilby"),
        OwnAction("Potoroo"),
    ]
    share_own_action(library, there[0], False)
    assert actions_of(library, copy) == []

    tables = export_workshop(library, workshop, Format.CSV, tmp_path / "tables")
    assert [path for path in tables if "own_actions" in path.name]
    again = start_workshop(library, "Again").value
    import_files(library, again, tables)
    step = next(step.id for step, each in exercise_steps(library, again) if each.kind == "network")
    people = {person.name: person.id for person in people_of(library, again)}
    # A table brings the words; the tick is its owner's.
    assert own(library, Who(step, people[names[who.participant_id]])) == QUOKKA
    assert actions_of(library, again) == []


def test_the_notice_and_everything_of_one_person_tell_of_it(
    library: Library, workshop: int, pair: tuple[Who, Who]
) -> None:
    who, other = pair
    said = " ".join(text for _, texts in notice_of(library, workshop).sections for text in texts)
    assert (
        "What you are going to do, as far as you type it or hand it in." in said
        and "by your tick all, with your name" in said
    )
    assert "Quokka" in repr(access(library, who.participant_id))
    assert "Quokka" not in repr(access(library, other.participant_id))


def test_under_a_works_agreement_it_is_written_by_hand(
    library: Library, workshop: int, network_step: int, pair: tuple[Who, Who]
) -> None:
    who, other = pair
    add_contact(library, other, "X")
    exercise("network").discard(library, network_step, other.participant_id)
    with pytest.raises(Invalid, match="typed what they are going to do"):
        change_agreement(library, workshop, holds=True)
    exercise("network").discard(library, network_step, who.participant_id)
    change_agreement(library, workshop, holds=True)
    assert not is_asked(library, network_step)
    with pytest.raises(Invalid, match="by hand"):
        keep_own_action(library, who, QUOKKA)
    said = " ".join(text for _, texts in notice_of(library, workshop).sections for text in texts)
    assert "going to do" not in said


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 360))
def test_a_day_without_a_year_is_the_next_one_of_that_name(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_a_day(f" {day.day}.{day.month}. ", today) == day
    assert read_a_day(f"{day:%d.%m}", today) == day
    assert read_a_day(f"{day:%d.%m.%Y}", today) == day
    assert read_a_day(day.isoformat(), today) == day
    assert read_a_day("soon", today) is None and read_a_day("31.2.", today) is None
    assert read_a_day("31 Feb 2026", today) is None and read_a_day("3 Foo 2026", today) is None
    for language in languages():
        with speaking(language):
            shown = (short_day(day), long_day(day))
        # What one language shows is read under the windows of any other.
        assert [read_a_day(each, today) for each in shown] == [day, day]


def test_what_joins_the_actions_is_worded_in_the_language_of_the_papers(
    library: Library, workshop: int, pair: tuple[Who, Who]
) -> None:
    """Whatever language the windows speak in which a form is typed in."""
    who, _ = pair
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    with speaking("en"):
        share_own_action(library, who, True)
    [joined] = actions_of(library, workshop)
    assert joined.wording.what == "Quokka after the shift meeting (mit: a setter)"
    with speaking("en"):
        keep_own_action(library, who, replace(QUOKKA, what="Wombat"))
    assert [each.wording.what for each in actions_of(library, workshop)] == ["Wombat (mit: a setter)"]

"""Forms that come back: told by their mark, compared, brought in, and taken back."""

import os
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from saved import saved
from written_cards import Writer, own_cards

from facilitator.actions.actions import actions_of
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.answers import finish as finish_answers
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import read_network, standings
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.exercises.network.worksheets import names
from facilitator.exercises.network.worksheets.returned import read_fields
from facilitator.exercises.steps import exercise_steps, move_answers
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.cards import add_for_room, correct_card
from facilitator.exercises.three_questions.setup import get_setup as get_card
from facilitator.progress import finish
from facilitator.questionnaires.reading import responses
from facilitator.rehearsal.people import people
from facilitator.storage.backups import copies
from facilitator.storage.library import open_library
from facilitator.worksheets.returned import Verdict, bring_in, files_in, left_out, look_through
from facilitator.worksheets.writing import export_worksheets
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from facilitator.workshop.standings import State


def answers(posted, contacts: int = 3, *, leave_open: int = 0) -> dict[str, str]:
    """The fields of a list of contacts, each rated with the digits of the first answers in turn."""
    setup = get_setup(posted.library, posted.step("network"))
    fields = {}
    for number in range(1, contacts + 1):
        fields[names.contact(number)] = f"Kontakt {number} ß漢"
        for factor in setup.active:
            if number > contacts - leave_open:
                continue
            fields[names.rating(number, factor.key)] = str(number % len(factor.codes) + 1)
    return fields


def test_a_filled_form_becomes_its_persons_answers(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[1]
    fields = answers(posted) | {names.tie(1, 3): "/Yes"}
    path = fill(posted.sheet(1), fields, step, name="anything at all.PDF")
    [sheet] = posted.look(path)
    assert (sheet.verdict, sheet.participant_id) == (Verdict.NEW, person)
    assert "3 contacts, 18 of 18 answers, 1 pair know each other" in sheet.sentence
    assert not read_network(posted.library, step, person).entry, "looking changes nothing"
    done = finish(bring_in(posted.library, posted.workshop, [sheet]))
    assert done.value == 1
    assert [copy.reason for copy in copies(posted.library.path)] == ["before-import"]
    view = read_network(posted.library, step, person)
    setup = get_setup(posted.library, step)
    assert [contact.label for contact in view.contacts] == [f"Kontakt {n} ß漢" for n in (1, 2, 3)]
    for number, contact in enumerate(view.contacts, start=1):
        assert contact.ratings == {factor.key: number % len(factor.codes) + 1 for factor in setup.active}
    assert view.ties == {(view.contacts[0].id, view.contacts[2].id)}
    assert view.finished
    assert posted.look(path)[0].verdict is Verdict.SAME
    done.undo.run()
    assert not read_network(posted.library, step, person).contacts
    assert posted.look(path)[0].verdict is Verdict.NEW


def test_a_german_form_brings_what_an_english_one_does(posted, fill, tmp_path: Path) -> None:
    step, person = posted.step("network"), posted.people[0]
    german = PaperOptions(language="de")
    [form, *_] = finish(
        export_worksheets(posted.library, posted.workshop, tmp_path / "de", fillable=True, options=german)
    )
    assert form.name.startswith("Arbeitsblatt ")
    printed = " ".join(PdfReader(form).pages[0].extract_text().split())
    assert "2 Anderes Team, gleiche Abteilung" in printed and "0 Nicht zu vergleichen" in printed
    german_words = {"group": "2", "hierarchy": "0", "proximity": "Andere Stadt", "interaction": "-"}
    values = {names.rating(1, key): typed for key, typed in german_words.items()}
    english = set(PdfReader(posted.sheet(0)).get_fields() or {})
    assert set(PdfReader(form).get_fields() or {}) == english
    [sheet] = posted.look(fill(form, {names.contact(1): "A", **values}, step))
    assert (sheet.verdict, sheet.remarks) == (Verdict.NEW, ())
    finish(bring_in(posted.library, posted.workshop, [sheet]))
    [contact] = read_network(posted.library, step, person).contacts
    assert contact.ratings == {"group": 2, "hierarchy": -1, "proximity": 3, "interaction": -3}


def test_a_second_sheet_keeps_who_stays_and_what_it_does_not_say(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[0]
    finish(bring_in(posted.library, posted.workshop, posted.look(fill(posted.sheet(0), answers(posted), step))))
    before = read_network(posted.library, step, person)
    fields = answers(posted, leave_open=3)
    fields[names.contact(1)] = "Somebody else"
    fields[names.rating(2, "group")] = "Outside"
    path = fill(posted.sheet(0), fields, step)
    [sheet] = posted.look(path)
    assert sheet.verdict is Verdict.CHANGED
    assert sheet.sentence == "Differs from what is there: 1 contact more, 1 contact goes, 1 other answer."
    assert sheet.open_parts[0] == "17 answers are open"
    finish(bring_in(posted.library, posted.workshop, [sheet]))
    after = {contact.label: contact for contact in read_network(posted.library, step, person).contacts}
    kept = {contact.label: contact for contact in before.contacts}
    assert after.keys() == {"Somebody else", "Kontakt 2 ß漢", "Kontakt 3 ß漢"}
    assert after["Kontakt 3 ß漢"] == kept["Kontakt 3 ß漢"], "an empty box takes nothing away"
    assert after["Kontakt 2 ß漢"].id == kept["Kontakt 2 ß漢"].id
    assert after["Kontakt 2 ß漢"].ratings == {**kept["Kontakt 2 ß漢"].ratings, "group": 4}


def test_answers_may_be_words_numbers_or_nonsense(posted, fill) -> None:
    step = posted.step("network")
    values = {
        names.contact(1): "A", names.rating(1, "group"): "2", names.rating(1, "proximity"): "another CITY",
        names.contact(2): "", names.rating(2, "hierarchy"): "Not comparable", names.rating(2, "group"): "9",
    }  # fmt: skip
    sheet = read_fields(get_setup(posted.library, step), values)
    assert sheet.contacts == [("A", {"group": 2, "proximity": 3}), ("2", {"hierarchy": -1})]
    assert sheet.remarks == ["Row 2: “9” is no answer to “Where they work” and was left out."]
    assert sheet.ties is None


def test_a_sheet_that_did_not_come_in_whole_is_counted_at_the_end(posted, fill) -> None:
    step = posted.step("network")
    whole = fill(posted.sheet(0), {names.contact(1): "A", names.rating(1, "group"): "2"}, step, name="whole.pdf")
    part = fill(posted.sheet(1), {names.contact(1): "A", names.rating(1, "group"): "9"}, step, name="part.pdf")
    sheets = posted.look(whole, part)
    finish(bring_in(posted.library, posted.workshop, sheets))
    said = left_out(sheets, sheets)
    assert "Not everything on 1 sheet" in said and "part.pdf" in said and "whole.pdf" not in said


def test_counts_come_in_without_any_name(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[2]
    setup = get_setup(posted.library, step)
    fields = {names.LENGTH: "12"}
    for factor in setup.active:
        fields[names.count(factor.key, 1)] = "7"
        fields[names.count(factor.key, 2)] = "5"
    fields[names.count("group", 2)] = "4"
    [sheet] = posted.look(fill(posted.sheet(2), fields, step))
    assert sheet.sentence == "12 people counted, 5 of 6 questions."
    assert sheet.open_parts == ("Where they work: 11 of 12",)
    finish(bring_in(posted.library, posted.workshop, [sheet]))
    view = read_network(posted.library, step, person)
    assert (view.entry, view.list_length, view.finished) == ("tally", 12, False)
    assert view.tally["group"] == {1: 7, 2: 4}
    assert standings(posted.library, step, person)[0].state is State.BUSY


def test_cards_come_in_signed_and_once(posted, fill) -> None:
    step, person = posted.step("three_questions"), posted.people[3]
    first = get_card(posted.library, step).prompts[0].id
    path = fill(posted.sheet(3), {f"prompt_{first}-1": "We waited\nfor weeks", f"prompt_{first}-2": "x" * 200}, step)
    [sheet] = posted.look(path)
    assert sheet.verdict is Verdict.NEW and sheet.sentence == "1 card."
    assert "longer than 160 letters" in sheet.remarks[0]
    finish(bring_in(posted.library, posted.workshop, [sheet]))
    assert [(card.text, card.sent) for card in own_cards(posted.library, Writer(step, person))] == [
        ("We waited for weeks", True)
    ]
    assert posted.look(path)[0].verdict is Verdict.SAME


def test_a_later_sheet_rewords_its_own_cards_and_no_others(posted, fill) -> None:
    step, person = posted.step("three_questions"), posted.people[3]
    first, second = (prompt.id for prompt in get_card(posted.library, step).prompts[:2])
    said = {
        f"prompt_{first}-1": "We waited for weeks",
        f"prompt_{first}-2": "Two systems",
        f"prompt_{second}-1": "One list",
    }
    early = fill(posted.sheet(3), said, step)
    finish(bring_in(posted.library, posted.workshop, posted.look(early)))
    spoken = add_for_room(posted.library, step, first, "Said in the room", person).value
    mended = next(card for card in own_cards(posted.library, Writer(step, person)) if card.text == "One list")
    correct_card(posted.library, step, mended.id, "One list of open decisions")
    assert posted.look(early)[0].verdict is Verdict.SAME, "a wording mended on the wall is not taken back"

    later = fill(posted.sheet(3), {**said, f"prompt_{first}-1": "We waited three weeks for an answer"}, step)
    [sheet] = posted.look(later)
    assert (sheet.verdict, sheet.sentence) == (Verdict.CHANGED, "Differs from what is there: 1 card reworded.")
    done = finish(bring_in(posted.library, posted.workshop, [sheet]))
    texts = {card.text for card in own_cards(posted.library, Writer(step, person))}
    assert texts == {
        *("We waited three weeks for an answer", "Two systems"),
        *("Said in the room", "One list of open decisions"),
    }
    assert spoken in {card.id for card in own_cards(posted.library, Writer(step, person))}
    assert posted.look(later)[0].verdict is Verdict.SAME
    done.undo.run()
    assert "We waited for weeks" in {card.text for card in own_cards(posted.library, Writer(step, person))}
    assert posted.look(early)[0].verdict is Verdict.SAME


def test_files_that_are_no_sheet_of_this_workshop_say_why(posted, fill, flatten, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(posted.sheet(0).read_bytes()[:3000])
    text = tmp_path / "letter.pdf"
    text.write_text("Dear facilitator, here is my sheet.")
    other = tmp_path / "other.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    saved(writer, other)
    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=PdfReader(posted.sheet(0)))
    writer.encrypt("secret", algorithm="RC4-128")
    saved(writer, locked)
    altered = fill(posted.sheet(0), {"facilitator-sheet": "1.1.2.abc"})
    elsewhere = start_workshop(posted.library, "Another one").value
    add_people(posted.library, elsewhere, people(1))
    [strange, _] = finish(export_worksheets(posted.library, elsewhere, tmp_path / "elsewhere", fillable=True))
    gone = posted.sheet(5)
    remove_people(posted.library, [posted.people[5]])
    paths = [damaged, text, other, locked, altered, strange, gone, flatten(posted.sheet(4))]
    found = posted.look(*paths)
    assert {each.verdict for each in found} == {Verdict.REFUSED}
    for each, words in zip(
        found,
        ("damaged", "damaged", "none of these worksheets", "password", "another library", "“Another one”",
         "no longer on the roster", "printed or saved flat"), strict=True,
    ):  # fmt: skip
        assert words in each.sentence
    name = posted.sheet(4).stem.removeprefix("Worksheet ")
    assert found[-1].sentence.startswith(f"This is the sheet of {name}.")
    with pytest.raises(Invalid, match="None of these"):
        finish(bring_in(posted.library, posted.workshop, found))


def test_a_sheet_of_another_library_is_not_taken_for_ours(posted, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other.sqlite")
    twin = start_workshop(other, "Learning across borders").value
    add_people(other, twin, people(6))
    written = finish(export_worksheets(other, twin, tmp_path / "twin", fillable=True))
    other.close()
    assert {each.verdict for each in posted.look(*written)} == {Verdict.REFUSED}


def test_blank_sheets_are_somebodys_by_name_or_by_choice(posted, fill) -> None:
    step = posted.step("network")
    named = fill(posted.blank, {"participant-name": "  aleksandra wiśniewska-KOWALCZYK "})
    named = fill(named, answers(posted), step)
    unknown = fill(fill(posted.blank, {"participant-name": "Nobody Known"}), answers(posted), step)
    empty = fill(posted.blank, {})
    found = posted.look(named, unknown, empty)
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.NOBODY, Verdict.EMPTY]
    assert found[0].participant_id == posted.people[0]
    assert "“Nobody Known”" in found[1].sentence
    [chosen] = posted.look(unknown, owners={unknown: posted.people[4]})
    assert (chosen.verdict, chosen.participant_id) == (Verdict.NEW, posted.people[4])


def test_of_two_sheets_of_one_person_the_later_counts(posted, fill) -> None:
    step = posted.step("network")
    early = fill(posted.sheet(0), answers(posted, 2), step, name="b.pdf")
    late = fill(posted.sheet(0), answers(posted, 4), step, name="a.pdf")
    os.utime(early, (1_000_000, 1_000_000))
    found = posted.look(late, early)
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.OLDER]
    assert "“a.pdf”" in found[1].sentence
    finish(bring_in(posted.library, posted.workshop, found))
    assert len(read_network(posted.library, step, posted.people[0]).contacts) == 4


def test_stopping_half_way_changes_nothing(posted, fill) -> None:
    step = posted.step("network")
    found = posted.look(*(fill(posted.sheet(place), answers(posted), step) for place in range(4)))
    work = bring_in(posted.library, posted.workshop, found)
    for _ in range(3):
        next(work)
    work.close()
    assert not any(read_network(posted.library, step, person).entry for person in posted.people)


def test_what_was_typed_at_the_station_meanwhile_is_not_lost_in_silence(posted, fill) -> None:
    who = Who(posted.step("network"), posted.people[0])
    add_contact(posted.library, who, "Typed here")
    finish_answers(posted.library, who)
    [sheet] = posted.look(fill(posted.sheet(0), answers(posted, 1), who.step_id))
    assert sheet.verdict is Verdict.CHANGED
    assert sheet.sentence == "Differs from what is there: 1 contact more, 1 contact goes."


def test_a_folder_is_read_with_what_is_below_it(posted, tmp_path: Path) -> None:
    below = tmp_path / "mail" / "attachments"
    below.mkdir(parents=True)
    (below / "A.PDF").write_bytes(posted.sheet(0).read_bytes())
    (tmp_path / "mail" / "notes.txt").write_text("no sheet")
    assert [path.name for path in files_in([tmp_path / "mail"])] == ["A.PDF", "notes.txt"]
    with pytest.raises(BadFile, match="no PDF"):
        empty = tmp_path / "empty"
        empty.mkdir()
        files_in([empty])


FACTORS = (
    Factor("near", "Near", "How near?", "distance", ("here", "there", "far")),
    Factor("odd", "Odd", "Odd?", "nominal", ("1", "two", "n/a"), not_comparable="skip"),
)
SETUP = Setup(1, 1, FACTORS, True, True, 1, 15)
LISTS = st.lists(
    st.tuples(
        st.text("aé漢 1", min_size=1, max_size=8).filter(str.strip),
        st.fixed_dictionaries(
            {}, optional={"near": st.sampled_from([1, 2, 3, -3]), "odd": st.sampled_from([1, 2, 3, -1, -3])}
        ),
    ),
    min_size=1,
    max_size=15,
)  # fmt: skip


@given(LISTS, st.sets(st.tuples(st.integers(1, 15), st.integers(1, 15)).filter(lambda pair: pair[0] < pair[1])))
def test_any_list_is_read_as_it_was_written(rows, ties) -> None:
    words = {factor.key: AnswerWords(factor) for factor in FACTORS}
    values = {}
    for number, (label, ratings) in enumerate(rows, start=1):
        values[names.contact(number)] = label
        values |= {names.rating(number, key): words[key].write(code) for key, code in ratings.items()}
    values |= {names.tie(low, high): "/Yes" for low, high in ties}
    sheet = read_fields(SETUP, values)
    assert sheet.contacts == [(" ".join(label.split()), ratings) for label, ratings in rows]
    told = {(low - 1, high - 1) for low, high in ties if high <= len(rows)}
    assert sheet.ties == (told or None)
    # A tick beside an empty row is no tie, and is said.
    assert len(sheet.remarks) == len(ties) - len(told)


def test_every_file_of_a_folder_is_listed_and_leftovers_of_systems_are_not(posted, tmp_path: Path) -> None:
    back = tmp_path / "back"
    (back / "__MACOSX").mkdir(parents=True)
    for name in (
        "._A.pdf",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$form.docx",
        ".~lock.a.odt#",
        "__MACOSX/._B.pdf",
    ):
        (back / name).write_bytes(b"\x00\x05\x16\x07")
    told = {
        "photo.HEIC": "picture",
        "answers.xlsx": "Import it by itself",
        "Re form.eml": "attached",
        "all.zip": "Unpack",
        "form.docx": "not the PDF form",
        "form.pdf.crdownload": "Download it again",
        "whatever": "no PDF",
    }
    for name in told:
        (back / name).write_bytes(b"something")
    (back / "A.pdf").write_bytes(posted.sheet(0).read_bytes())
    (back / "renamed by mail").write_bytes(posted.sheet(1).read_bytes())
    found = {each.path.name: each for each in posted.look(*files_in([back]))}
    assert found.keys() == {*told, "A.pdf", "renamed by mail"}
    for name, words in told.items():
        assert found[name].verdict is Verdict.REFUSED and words in found[name].sentence, name
    assert found["A.pdf"].verdict is found["renamed by mail"].verdict is Verdict.EMPTY
    said = left_out(list(found.values()), [])
    assert said.startswith("Left out: 7 files (") and "A.pdf" not in said


def test_a_folder_without_a_pdf_names_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "._Worksheet Anna.pdf").write_bytes(b"x")
    with pytest.raises(BadFile, match=r"photo\.jpg") as refused:
        files_in([tmp_path])
    assert "Worksheet Anna" not in refused.value.sentence
    with pytest.raises(BadFile, match="leftovers"):
        files_in([tmp_path / "._Worksheet Anna.pdf"])


def test_who_answers_while_sheets_are_looked_at_is_not_written_over(posted, fill) -> None:
    step, person = posted.step("network"), posted.people[0]
    sheets = posted.look(fill(posted.sheet(0), answers(posted, 1), step), fill(posted.sheet(1), answers(posted), step))
    assert [each.verdict for each in sheets] == [Verdict.NEW, Verdict.NEW]
    add_contact(posted.library, Who(step, person), "Typed here")
    with pytest.raises(Invalid, match="has answered since the files were looked at"):
        finish(bring_in(posted.library, posted.workshop, sheets))
    assert [each.label for each in read_network(posted.library, step, person).contacts] == ["Typed here"]
    assert not read_network(posted.library, step, posted.people[1]).entry, "all or none"


def test_a_written_name_takes_no_place_of_a_sheet_that_says_whose_it_is(posted, fill) -> None:
    step = posted.step("network")
    name = people_of(posted.library, posted.workshop)[0].name
    own = fill(posted.sheet(0), answers(posted, 2), step, name="own.pdf")
    namesake = fill(fill(posted.blank, {"participant-name": name}), answers(posted, 4), step, name="blank.pdf")
    os.utime(own, (1_000_000, 1_000_000))
    found = posted.look(own, namesake)
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.NOBODY]
    assert "“own.pdf”" in found[1].sentence and "Choose the person" in found[1].sentence
    # Chosen, it is that person's second one.
    found = posted.look(own, namesake, owners={namesake: posted.people[0]})
    assert [each.verdict for each in found] == [Verdict.OLDER, Verdict.NEW]
    assert "Of 1 file a later copy counts (“own.pdf”)." in left_out(found, found[1:])


def test_what_nothing_could_be_taken_of_is_counted_as_left_out(posted, fill) -> None:
    step = posted.step("network")
    useful = fill(posted.sheet(0), answers(posted, 1), step)
    useless = fill(posted.sheet(1), {names.LENGTH: "many"}, step, name="useless.pdf")
    found = posted.look(useful, useless, fill(posted.sheet(2), {}))
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.EMPTY, Verdict.EMPTY]
    assert left_out(found, found[:1]) == "Left out: 1 file (“useless.pdf”)."


def test_namesakes_are_told_apart_in_what_came_back(posted, fill) -> None:
    first, second, *_ = people_of(posted.library, posted.workshop)
    update_person(posted.library, second.id, Person(first.name, team="Elsewhere"))
    (found,) = posted.look(fill(posted.sheet(0), answers(posted, 1), posted.step("network")))
    assert found.name == f"{first.name}, {first.team}"


def test_what_was_moved_to_its_owner_does_not_come_back_under_the_wrong_name(posted, fill) -> None:
    step, (wrong, right, *_) = posted.step("network"), posted.people
    sheet = fill(posted.sheet(0), answers(posted), step)
    finish(bring_in(posted.library, posted.workshop, posted.look(sheet)))
    moved = move_answers(posted.library, step, wrong, right)
    # The folder is read once more when the next sheets have come.
    (found,) = posted.look(sheet)
    name = people_of(posted.library, posted.workshop)[1].name
    assert (found.verdict, found.participant_id) == (Verdict.CHANGED, wrong), "it waits for a tick"
    assert found.sentence.startswith(f"The very same is under “{name}” already: 3 contacts")
    # Another list is another one.
    assert posted.look(fill(posted.sheet(0), answers(posted, 4), step))[0].verdict is Verdict.NEW
    moved.undo()
    assert posted.look(sheet)[0].verdict is Verdict.SAME


def test_an_own_action_comes_back_with_its_tick_and_nothing_is_lost(posted, fill) -> None:
    step, people = posted.step("network"), posted.people
    action = {
        names.ACTION_WHAT: "Ask the setter ß漢",
        names.ACTION_DAY: "2.3.2027",
        names.ACTION_PARTNER: "a setter",
        names.ACTION_SIGN: "One thing less goes wrong",
    }
    ticked = fill(posted.sheet(0), answers(posted) | action | {names.ACTION_SHARED: "/Yes"}, step, name="a.pdf")
    plain = fill(posted.sheet(1), action | {names.ACTION_DAY: "soon"}, step, name="b.pdf")
    looked = posted.look(ticked, plain)
    assert "what they are going to do" in looked[0].sentence
    assert any("“soon” is no day" in remark for remark in looked[1].remarks)
    done = finish(bring_in(posted.library, posted.workshop, looked))
    kept = read_own_action(posted.library, step, people[0])
    assert kept == OwnAction("Ask the setter ß漢", date(2027, 3, 2), "a setter", "One thing less goes wrong", True)
    assert [each.wording.owner_id for each in actions_of(posted.library, posted.workshop)] == [people[0]]
    # Whoever wrote nothing but this has not lost it, and is not done with the list.
    assert read_own_action(posted.library, step, people[1]).what == "Ask the setter ß漢"
    assert not read_network(posted.library, step, people[1]).entry
    assert [sheet.verdict for sheet in posted.look(ticked, plain)] == [Verdict.SAME, Verdict.SAME]
    done.undo()
    assert not read_own_action(posted.library, step, people[0])
    assert actions_of(posted.library, posted.workshop) == []
    # What the station has is gone over by the facilitator's tick alone, box by box.
    keep_own_action(posted.library, Who(step, people[0]), OwnAction("Typed at the station", sign="seen there"))
    [sheet] = posted.look(fill(posted.sheet(0), {names.ACTION_WHAT: "From the form"}, step, name="c.pdf"))
    assert sheet.verdict is Verdict.CHANGED
    finish(bring_in(posted.library, posted.workshop, [sheet]))
    assert read_own_action(posted.library, step, people[0]) == OwnAction("From the form", sign="seen there")


def test_an_own_action_that_names_somebody_comes_in_for_its_owner_alone(posted, fill) -> None:
    step, people = posted.step("network"), posted.people
    action = {
        names.ACTION_WHAT: "Ask about the line",
        names.ACTION_PARTNER: people_of(posted.library, posted.workshop)[1].name,
    }
    form = fill(posted.sheet(0), answers(posted) | action | {names.ACTION_SHARED: "/Yes"}, step)
    looked = posted.look(form)
    assert any("stands on the handout alone" in remark for remark in looked[0].remarks)
    finish(bring_in(posted.library, posted.workshop, looked))
    assert read_own_action(posted.library, step, people[0]).partner == action[names.ACTION_PARTNER]
    assert actions_of(posted.library, posted.workshop) == []


def test_an_own_action_of_before_the_works_agreement_stays_on_paper(posted, fill) -> None:
    step = posted.step("network")
    form = fill(posted.sheet(2), {names.ACTION_WHAT: "Quokka"}, step)
    change_agreement(posted.library, posted.workshop, holds=True)
    [sheet] = posted.look(form)
    assert sheet.verdict is Verdict.EMPTY
    assert any("the works agreement keeps it on paper" in remark for remark in sheet.remarks)


def test_of_the_sheets_of_a_team_one_comes_in_and_the_others_wait(library, fill, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Our work", template="canvas").value
    add_people(library, workshop, [Person("Ann Berg", team="IT"), Person("Ben Roy", team="IT"), Person("Cleo Fox")])
    written = finish(export_worksheets(library, workshop, tmp_path / "canvas", fillable=True))
    (step,) = [step.id for step, _ in exercise_steps(library, workshop)]
    said = {"Ann Berg": "Ann’s line", "Ben Roy": "Ben’s line", "Cleo Fox": "Cleo’s line"}
    sheets = [
        fill(path, {"work": said[name]}, step, f"{name}.pdf")
        for name in said
        for path in written
        if path.stem.endswith(name)
    ]

    def works() -> dict[tuple[int, ...], tuple[str | None, ...]]:
        return {each.members: tuple(v.word for v in each.given.values("work")) for each in responses(library, step)}

    ann, ben, cleo = (person.id for person in people_of(library, workshop))
    found = finish(look_through(library, workshop, sheets))
    assert [each.verdict for each in found] == [Verdict.NEW, Verdict.CHANGED, Verdict.NEW]
    assert "Answers together with Ann Berg, whose sheet is here too: “Ann Berg.pdf”." in found[1].sentence
    done = finish(bring_in(library, workshop, [each for each in found if each.verdict is Verdict.NEW]))
    assert works() == {(ann, ben): ("Ann’s line",), (cleo,): ("Cleo’s line",)}
    done.undo()
    # Who ticks it has been told that it goes over the other.
    finish(bring_in(library, workshop, found))
    assert works() == {(ann, ben): ("Ben’s line",), (cleo,): ("Cleo’s line",)}


def test_mails_and_zips_are_opened_for_their_forms(posted, fill, tmp_path: Path) -> None:
    """As Outlook, Apple Mail and Thunderbird save mails: with a logo in the text, and with another mail forwarded."""
    who = Who(posted.step("network"), posted.people[0])
    first = fill(posted.sheet(0), answers(posted, 1), who.step_id)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "My sheet", "anna@example.org", "Mon, 02 Nov 2026 09:00:00 +0100"
    mail.set_content("Here it is.")
    mail.add_related(b"\x89PNG logo", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    mail.add_attachment(first.read_bytes(), maintype="application", subtype="octet-stream", filename="sheet.pdf")
    forwarding = EmailMessage()
    forwarding["Subject"], forwarding["Date"] = "Fwd", "Tue, 03 Nov 2026 09:00:00 +0100"
    forwarding.set_content("See below.")
    forwarding.add_attachment(mail)
    forwarding.add_attachment(b"x", maintype="image", subtype="jpeg", filename="photo.jpg")
    back = tmp_path / "mails"
    back.mkdir()
    (back / "Fwd.eml").write_bytes(forwarding.as_bytes())
    (back / "empty.eml").write_bytes(b"Subject: Hello\n\nNo form here.\n")
    (back / "Re.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with ZipFile(back / "all.zip", "w") as archive:
        archive.writestr("in/Worksheet B.pdf", posted.sheet(1).read_bytes())
        archive.writestr("__MACOSX/._Worksheet B.pdf", b"x")
        archive.writestr("notes.txt", b"x")
    found = {str(each.path.relative_to(back)): each for each in posted.look(*files_in([back]))}
    assert {name: each.verdict.value for name, each in found.items()} == {
        "Fwd.eml/sheet.pdf": "new",
        "Fwd.eml/photo.jpg": "refused",
        "empty.eml": "refused",
        "Re.msg": "refused",
        "all.zip/Worksheet B.pdf": "empty",
        "all.zip/notes.txt": "refused",
    }
    assert "nothing attached" in found["empty.eml"].sentence and "Outlook" in found["Re.msg"].sentence
    assert "Enter worksheets from paper" in found["Fwd.eml/photo.jpg"].sentence
    finish(bring_in(posted.library, posted.workshop, [found["Fwd.eml/sheet.pdf"]]))
    again = {each.path.name: each.verdict for each in posted.look(*files_in([back]))}
    assert again["sheet.pdf"] is Verdict.SAME
    assert sorted(each.name for each in tmp_path.rglob("*.pdf") if "mails" in each.parts) == []


def test_of_two_mails_the_later_one_counts(posted, fill, tmp_path: Path) -> None:
    step = posted.step("network")
    for day, count in ((3, 1), (5, 2), (4, 3)):
        mail = EmailMessage()
        mail["Subject"], mail["Date"] = "Sheet", f"Tue, 0{day} Nov 2026 09:00:00 +0100"
        content = fill(posted.sheet(0), answers(posted, count), step).read_bytes()
        mail.add_attachment(content, maintype="application", subtype="pdf", filename="sheet.pdf")
        (tmp_path / f"{count}.eml").write_bytes(mail.as_bytes())
    found = posted.look(*(tmp_path / f"{count}.eml" for count in (1, 2, 3)))
    assert [each.verdict for each in found] == [Verdict.OLDER, Verdict.NEW, Verdict.OLDER]


def test_a_scan_is_sent_to_where_it_is_typed_in(posted, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    page = canvas.Canvas(str(scan))
    page.drawImage(ImageReader(Image.new("RGB", (40, 60), "white")), 0, 0, 400, 600)
    page.save()
    [found] = posted.look(scan)
    assert found.verdict is Verdict.REFUSED
    assert "PDF of pictures" in found.sentence and "Enter worksheets from paper" in found.sentence

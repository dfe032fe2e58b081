"""What of stories leaves the library: on paper, as files, and nothing of what was withdrawn."""

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from command_line import facilitator
from pypdf import PdfReader
from storytelling import KIND, House

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.stories.board import agree, begin_on, erase, plan, read_programme, set_retold, tick, withdraw
from facilitator.exercises.stories.readers import add_reader, readers, take_readers
from facilitator.exercises.stories.told import Said, State, read_stories
from facilitator.import_plans import Options
from facilitator.post.dated import claim, dated_letters, note
from facilitator.post.tables import DatedState
from facilitator.progress import finish
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.questionnaires.model import Value
from facilitator.reports.compose import Handouts, summary
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.worksheets.posters import export_posters
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import get_participant
from facilitator.workshop.workshops import new_workshop

FIRST = date(2026, 3, 2)
SECRET = "plumage of herons"


@pytest.fixture
def house(library: Library) -> House:
    return House(library)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def paper(house: House, *, names: bool) -> str:
    options = PaperOptions(names=names, language="en", cover=False)
    return words(summary(house.library, house.workshop, options).render())


def hung_up(house: House, out: Path) -> dict[str, str]:
    """The words of all pages to hang up and of all booklets, by their files."""
    paths = finish(export_posters(house.library, house.workshop, out, options=PaperOptions(language="en")))
    return {path.stem: words(path.read_bytes()) for path in paths}


def handout(house: House, person: int) -> str:
    made = Handouts(house.library, house.workshop).of(get_participant(house.library, house.people[person]))
    return "" if made is None else words(made.render())


def files(house: House, out: Path, *, nameless: bool = True) -> bytes:
    """Everything that leaves by the command line."""
    for form, name in (("csv", "csv"), ("json", "all.json")):
        facilitator("export", house.workshop, "--format", form, "-o", out / name, "--library", house.library.path)
        if nameless:
            nobodys = ("--pseudonyms", "-o", out / f"nobody-{name}")
            facilitator("export", house.workshop, "--format", form, *nobodys, "--library", house.library.path)
    return b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())


def test_a_withdrawn_story_leaves_nothing_and_erased_no_byte(house: House, tmp_path: Path) -> None:
    library, step = house.library, house.step
    told = house.planned(0, did=f"I saw the {SECRET}.", headline=f"On the {SECRET}", where="outside")
    for person in range(1, 5):
        house.tell(person, f"The story of {person}.")
    begin_on(library, step, FIRST)
    add_reader(library, step, "Ona", "ona@example.net", "house", FIRST)
    (letter,) = dated_letters(library, house.workshop, FIRST)
    assert claim(library, letter)
    note(library, letter, DatedState.SENT)
    assert SECRET in paper(house, names=True)
    before = hung_up(house, tmp_path / "posters")
    assert len(before) == 4 and all(SECRET in text for text in before.values())
    assert files(house, tmp_path / "before", nameless=False).count(SECRET.encode()) == 4, (
        "twice in a table, twice in the whole file"
    )
    withdraw(library, step, told)
    assert SECRET not in paper(house, names=True)
    assert SECRET.encode() not in files(house, tmp_path / "after")
    assert exercise(KIND).dated_mails(library, step) == [] and exercise(KIND).posters(library, step) == []
    assert SECRET in json.dumps(access(library, house.people[0]), default=str), "it is still kept of them"
    table = exercise(KIND).export_table(library, step)
    assert table is not None and "1 story is not in it" in table.problems[-1].sentence
    erase(library, step, told)
    assert told not in {each.id for each in read_stories(library, step)}
    left = b"".join(each.read_bytes() for each in library.path.parent.glob(f"{library.path.name}*"))
    assert SECRET.encode() not in left and f"story {told}".encode() not in left


def test_only_a_withdrawn_story_is_erased(house: House) -> None:
    told = house.planned(0)
    with pytest.raises(Invalid, match="Withdraw it first"):
        erase(house.library, house.step, told)


def test_with_pseudonyms_no_story_and_no_reader_leaves(house: House, tmp_path: Path) -> None:
    house.planned(0, did=f"I saw the {SECRET}.")
    for person in range(1, 5):
        house.tell(person, f"The {SECRET} of {person}.", reads=True)
    take_readers(house.library, house.step, [house.people[1]], FIRST)
    add_reader(house.library, house.step, "Ona Far", "ona@example.net", "house", FIRST)
    files(house, tmp_path)
    for path in (tmp_path / "nobody-all.json", *(tmp_path / "nobody-csv").rglob("*.csv")):
        left = path.read_bytes()
        assert b"reads" in left
        assert SECRET.encode() not in left and b"Ona" not in left and b"ona@example" not in left


def test_the_client_reads_what_may_go_there_and_a_nameless_summary_what_names_nobody(house: House) -> None:
    house.planned(0, did="I stayed in the house.", headline="House")
    house.planned(1, did="I drew it badly.", headline="Drawing", where="client")
    told = house.tell(2, "I asked Dora Lind.", named=[3], headline="Asking", where="outside")
    tick(house.library, house.step, told, house.people[3], Said.AGREES)
    agree(house.library, house.step, told)
    named, nameless = paper(house, names=True), paper(house, names=False)
    assert "I drew it badly." in named and "Ben Ruiz" in named and "I asked Dora Lind." in named
    assert "I stayed" not in named and "I stayed" not in nameless
    assert "I drew it badly." in nameless and "Ben Ruiz" not in nameless
    assert "Dora" not in nameless and "1 more story names somebody" in nameless


def test_a_booklet_has_what_may_go_there_and_tells_on_which_page(library: Library, tmp_path: Path) -> None:
    house = House.of_a_year(library)
    withdraw(library, house.step, read_stories(library, house.step)[9].id)
    paths = finish(export_posters(library, house.workshop, tmp_path, options=PaperOptions(language="en")))
    booklets = {path.stem.rpartition(" ")[2]: PdfReader(path) for path in paths if path.stem.startswith("Booklet")}
    assert booklets.keys() == {"house", "client"}, "nothing of it may go outside"
    pages = [" ".join(page.extract_text().split()) for page in booklets["client"].pages]
    assert len(pages) == 1 + 2 + 51 and "For this house and the client alone." in pages[1]
    contents = dict(re.findall(r"(Headline \d+) Teller \d+ (\d+)", " ".join(pages[1:3])))
    assert len(contents) == 51 and "Headline 10" not in contents
    for headline, page in contents.items():
        assert f"{headline} The work" in pages[int(page) - 1]


def test_who_is_in_a_story_reads_its_final_text_on_their_handout_until_they_said(house: House) -> None:
    told = house.tell(0, "I asked our only planner.", named=[2], agrees=False)
    assert "Stories in which you are" not in handout(house, 2), "its teller has not agreed yet"
    house.tell(0, "I asked our only planner.", named=[2])
    assert "I asked our only planner." in handout(house, 2) and "I do not agree" in handout(house, 2)
    assert "only planner" not in handout(house, 3)
    tick(house.library, house.step, told, house.people[2], Said.AGREES)
    assert "Stories in which you are" not in handout(house, 2)
    house.answer(0, "did", Value(word="I asked our only planner twice."))
    assert "only planner twice" in handout(house, 2), "another text is to be read again"
    house.tell(1, "It took Lind three days.")
    assert "three days" not in handout(house, 3), "a part of a name may be somebody else’s"


def test_a_handout_has_ones_own_story(house: House) -> None:
    house.tell(0, "I stayed in the house.", agrees=False)
    assert "I stayed in the house." in handout(house, 0) and "I stayed in the house." not in handout(house, 1)


def test_the_whole_of_it_goes_to_another_library_and_goes_on_there(house: House) -> None:
    library, step = house.library, house.step
    one = house.tell(0, "I asked Ben.", headline="One")
    tick(library, step, one, house.people[1], Said.AGREES)
    agree(library, step, one)
    plan(library, step, one)
    house.planned(1, headline="Two")
    withdraw(library, step, house.planned(2, did=SECRET, headline="Gone"))
    set_retold(library, step, one, True)
    begin_on(library, step, FIRST)
    house.wants(3)
    take_readers(library, step, [house.people[3]], FIRST)
    add_reader(library, step, "Ona", "ona@example.net", "client", FIRST)
    letter = dated_letters(library, house.workshop, FIRST)[0]
    assert claim(library, letter)
    note(library, letter, DatedState.SENT)
    sent = to_json(library, house.workshop)
    there = new_workshop(library, "There").value
    plan_workshop(library, there, read_workshop("all.json", sent)).apply()
    ((other, _),) = exercise_steps(library, there)
    found = read_stories(library, other.id)
    assert [(each.headline, each.state, each.retold) for each in found] == [
        ("One", State.SENT, True),
        ("Two", State.PLANNED, None),
    ]
    assert [each.said for each in found[0].named] == [Said.AGREES]
    assert [(each.to.name, each.circle, each.week) for each in readers(library, other.id)] == [
        ("Dora Lind", "house", 1),
        ("Ona", "client", 1),
    ]
    assert read_programme(library, other.id).begins == FIRST
    before = {
        (each.mail.to.name, each.mail.about): each.stand for each in dated_letters(library, house.workshop, FIRST)
    }
    after = {(each.mail.to.name, each.mail.about): each.stand for each in dated_letters(library, there, FIRST)}
    assert before == after
    assert exercise(KIND).metrics(library, other.id)[KIND][0]["stories"]["withdrawn"] == 0
    broken = json.loads(sent)
    broken["agenda"][0]["data"]["stories"][0]["person"] = 999
    with pytest.raises((BadFile, Invalid)):
        plan_workshop(
            library, new_workshop(library, "Broken").value, read_workshop("b.json", json.dumps(broken).encode())
        ).apply()


def test_a_table_brings_the_same_stories_back(house: House) -> None:
    house.tell(0, "I asked Ben Ruiz.", headline="One", where="client", named=[1], reads=True)
    house.tell(1, headline="Two", agrees=False)
    table = exercise(KIND).export_table(house.library, house.step)
    assert table is not None and exercise(KIND).is_own_export(table.headers)
    there = House(house.library)
    plan = exercise(KIND).plan_import(house.library, there.step, table, Options())
    assert [each.sentence for each in plan.problems] == []
    plan.apply()
    for before, after in zip(*(read_stories(house.library, step) for step in (house.step, there.step)), strict=True):
        assert (after.teller, after.headline, after.parts, after.circle, after.until, after.text) == (
            before.teller,
            before.headline,
            before.parts,
            before.circle,
            before.until,
            before.text,
        )
        assert [(each.name, each.by_teller, each.in_text) for each in after.named] == [
            (each.name, each.by_teller, each.in_text) for each in before.named
        ]


def test_the_notice_says_how_far_a_story_goes(house: House) -> None:
    said = " ".join(text for _, texts in notice_of(house.library, house.workshop).sections for text in texts)
    assert "Your story, how far it may go" in said and "can’t be called back" in said
    assert "who is named in it, once you have agreed" in said


def test_the_copy_for_a_person_has_what_they_said_to_stories(house: House) -> None:
    told = house.tell(0, "I asked Ben Ruiz.")
    tick(house.library, house.step, told, house.people[1], Said.DECLINES)
    house.wants(1)
    take_readers(house.library, house.step, [house.people[1]], FIRST)
    (step,) = access(house.library, house.people[1])["answers"]
    assert step["data"]["said_to_stories"] == [{"said": "declines", "day": date.today().isoformat()}]
    assert step["data"]["gets_the_stories_since"] == "2026-03-02"
    assert "I asked Ben" not in json.dumps(step["data"], default=str)

"""Recognition: who may read which thanks, on every way out of the library."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from facilitator.charts.rows import Rows
from facilitator.cli import create_app
from facilitator.exercises.recognition.thanks import PERSON, TEAM, read_thanks, shown
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, erase_participant, exercise_steps, move_answers, what_moves
from facilitator.exercises.templates import start_workshop
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.questionnaires.answers import put, reopen, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import change_questionnaire, get_setup, new_round
from facilitator.questionnaires.teams import team_id
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts, summary
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import Person, add_people, get_participant, update_person
from facilitator.workshop.workshops import new_workshop

KIND = "recognition"
CAST = (
    Person("Ada Moor", "ada@example.org", "North"),
    Person("Ben Ruiz", "ben@example.org", "North"),
    Person("Cem Aksoy", "cem@example.org", "South"),
    Person("Dora Lind", "dora@example.org", "South"),
    Person("Edo Vink", "edo@example.org", "West"),
)


class Room:
    """A workshop of five people who say thanks."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.workshop = new_workshop(library, "Room").value
        self.people = list(add_people(library, self.workshop, CAST).value)
        self.step = add_exercise(library, self.workshop, KIND).value

    def agree(self, person: int, *, yes: bool = True) -> None:
        self._consent(person, "be_shown", None, yes)
        send(self.library, self._who(person))

    def thank(
        self, giver: int, whom: int | str, why: str, *, tell: bool = False, room: bool = False, of: str = "me"
    ) -> None:
        who = self._who(giver)
        kind = TEAM if isinstance(whom, str) else PERSON
        value = self._team(whom) if isinstance(whom, str) else Value(person=self.people[whom])
        (subject,) = put(self.library, who, kind, [value]).value
        put(self.library, who, f"{kind}_for", [Value(word=why)], subject)
        put(self.library, who, f"{kind}_from", [Value(of)], subject)
        for key, yes in ((f"{kind}_tell", tell), (f"{kind}_room", room)):
            self._consent(giver, key, subject, yes)
        send(self.library, who)

    def _team(self, name: str) -> Value:
        with self.library.change("Teams") as change:
            return Value(team=team_id(change.session, self.workshop, name))

    def _consent(self, person: int, key: str, about: int | None, yes: bool) -> None:
        value = Value(day=date.today()) if yes else Value(missing="declined")
        put(self.library, self._who(person), key, [value], about)

    def _who(self, person: int) -> Who:
        return Who(self.step, self.people[person])

    def shown(self) -> list[str]:
        return [each.why for each in shown(read_thanks(self.library, self.step))]

    def summary(self, *, names: bool = True) -> str:
        sections = exercise(KIND).summary_sections(self.library, self.step, names=names)
        return " ".join(text for section in sections for text in section.texts)

    def handout(self, person: int) -> str:
        paper = Handouts(self.library, self.workshop).of(get_participant(self.library, self.people[person]))
        return "" if paper is None else words(paper.render())

    def files(self, out: Path) -> bytes:
        """Everything that leaves by the command line, but the whole workshop's own file."""
        for number, command in enumerate(
            (
                ["export", str(self.workshop), "--format", "csv", "-o", str(out / "csv")],
                ["export", str(self.workshop), "--format", "csv", "--pseudonyms", "-o", str(out / "nobody")],
                ["export", str(self.workshop), "--format", "json", "--pseudonyms", "-o", str(out / "nobody.json")],
                ["metrics", str(self.workshop), "--json"],
            )
        ):
            run = CliRunner().invoke(create_app(), [*command, "--library", str(self.library.path)])
            assert run.exit_code == 0, (command, run.output)
            out.mkdir(exist_ok=True)
            (out / f"said-{number}").write_text(run.output, encoding="utf-8")
        return b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())


@pytest.fixture
def room(library: Library) -> Room:
    return Room(library)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_room_reads_only_what_both_sides_agreed_to(room: Room) -> None:
    room.thank(0, 2, "the new form", room=True)
    assert room.shown() == [], "Cem has not agreed"
    room.agree(2, yes=False)
    assert room.shown() == [], "Cem has declined"
    room.agree(2)
    assert room.shown() == ["the new form"]
    room.thank(0, 2, "the new form", room=False)
    assert room.shown() == [], "Ada keeps it back"


def test_a_team_is_shown_where_somebody_of_it_agreed_and_nobody_declined(room: Room) -> None:
    room.thank(0, "South", "the list of faults", room=True, of="my_team")
    assert room.shown() == []
    room.agree(2)
    assert room.shown() == ["the list of faults"]
    (thanks,) = shown(read_thanks(room.library, room.step))
    assert (thanks.giver, thanks.to, thanks.across) == ("North", "South", True)
    room.agree(3, yes=False)
    assert room.shown() == []


def test_what_is_kept_back_leaves_no_byte_behind(room: Room, tmp_path: Path) -> None:
    room.thank(0, 2, "plumage of herons", tell=False, room=True)
    room.thank(1, "South", "bottled thunder", tell=False, room=False)
    for person in range(len(CAST)):
        room.agree(person, yes=False)
    left = room.files(tmp_path / "out")
    for secret in ("plumage of herons", "bottled thunder"):
        assert secret.encode() not in left
        assert secret not in room.summary()
        assert all(secret not in room.handout(person) for person in (2, 3, 4))
    run = CliRunner().invoke(
        create_app(), ["metrics", str(room.workshop), "--json", "--library", str(room.library.path)]
    )
    (found,) = json.loads(run.stdout)[KIND]
    assert (found["thanks_to_teams"], found["thanks_to_people"], found["for_the_room"]) == (1, 1, 0)
    table = exercise(KIND).export_table(room.library, room.step)
    assert table is not None and [each.sentence for each in table.problems][-1].startswith("2 thanks are not in it")


def test_with_pseudonyms_no_thanks_leaves_though_everybody_agreed(room: Room, tmp_path: Path) -> None:
    room.thank(0, 2, "plumage of herons", tell=True, room=True)
    for person in range(len(CAST)):
        room.agree(person)
    files = room.files(tmp_path / "out")
    assert b"plumage of herons" in (tmp_path / "out" / "csv" / "recognition.csv").read_bytes()
    assert files.count(b"plumage of herons") == 1


def test_one_reads_on_the_handout_what_was_told_to_one_and_to_ones_team(room: Room) -> None:
    room.thank(0, 2, "the new form", tell=True)
    room.thank(1, "South", "the review", tell=True)
    cem, dora, edo = (room.handout(person) for person in (2, 3, 4))
    assert "Thanks to you" in cem and "the new form (Ada Moor)" in cem and "South: the review (Ben Ruiz)" in cem
    assert "the review" in dora and "the new form" not in dora
    assert "Thanks to you" not in edo
    # What was answered about an answer stands beside it.
    assert "South · Thanks to the team for: the review" in room.handout(1)


def test_a_summary_without_names_has_teams_and_counts_people(room: Room) -> None:
    room.thank(0, 2, "the new form", room=True)
    room.thank(1, "South", "the review", room=True)
    room.agree(2)
    named, nameless = room.summary(names=True), room.summary(names=False)
    assert "Cem Aksoy" in named and "Ben Ruiz" in named
    assert "the review" in nameless and "the new form" not in nameless
    told = words(summary(room.library, room.workshop).render())
    assert "1 thanks names a colleague" in told and not [each for each in CAST if each.name in told]


def test_another_sentence_takes_consent_back_and_so_does_a_new_round(room: Room) -> None:
    room.thank(0, 2, "the new form", room=True)
    room.agree(2)
    asked = get_setup(room.library, room.step).questionnaire
    questions = [
        each.model_copy(update={"text": "Quite another sentence."}) if each.key == "be_shown" else each
        for each in asked.questions
    ]
    change_questionnaire(room.library, room.step, asked.edited(questions=tuple(questions)))
    assert room.shown() == []
    room.agree(2)
    assert room.shown() == ["the new form"]
    new_round(room.library, room.step)
    assert room.shown() == []


def test_the_notice_says_who_reads_a_thanks(room: Room) -> None:
    said = " ".join(text for _, texts in notice_of(room.library, room.workshop).sections for text in texts)
    assert "Whom you thank" in said and "only if you and they agree" in said


@pytest.mark.parametrize("who", [0, 2])
def test_erasing_works_for_both_sides(room: Room, who: int) -> None:
    room.thank(0, 2, "plumage of herons", tell=True, room=True)
    room.agree(2)
    erase_participant(room.library, room.people[who])
    assert read_thanks(room.library, room.step) == []
    room.library.close()
    assert b"plumage of herons" not in room.library.path.read_bytes()


def test_the_template_runs_it_and_the_whole_workshop_comes_back(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Thanks", template="recognition").value
    ids = add_people(library, workshop, people(12)).value
    (step,) = [found.id for found, each in exercise_steps(library, workshop) if each.kind == KIND]
    for number, person in enumerate(ids):
        exercise(KIND).simulate(library, step, person, Random(number))
    path = tmp_path / "all.json"
    other = str(tmp_path / "other.sqlite")
    where = ["--library", str(library.path)]
    for command in (
        ["export", str(workshop), "--format", "json", "-o", str(path), *where],
        ["new", "There", "--library", other],
        ["import", "There", str(path), "--library", other],
        ["report", str(workshop), "-o", str(tmp_path / "papers"), *where],
        ["worksheets", str(workshop), "-o", str(tmp_path / "sheets"), *where],
    ):
        run = CliRunner().invoke(create_app(), command)
        assert run.exit_code == 0, (command, run.output)
    elsewhere = open_library(Path(other))
    (there,) = exercise(KIND).metrics(elsewhere, _step(elsewhere, 1))[KIND]
    elsewhere.close()
    (here,) = exercise(KIND).metrics(library, step)[KIND]
    assert there == here and here["thanks_to_people"] > 0 and here["for_the_room"] > 0


def _step(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == KIND)


def test_moved_answers_let_the_room_read_no_thanks_that_their_owner_has_not_agreed_to(room: Room) -> None:
    library, (ada, _, cem, dora, edo) = room.library, room.people
    room.thank(0, 2, "the new form", room=True, tell=True)
    room.thank(1, 3, "for dora", room=True, tell=True)
    room.agree(2)
    assert room.shown() == ["the new form"]
    # What Cem ticked is no tick of Dora's, to whom another thanks goes.
    told = what_moves(library, room.step, cem, dora)
    assert any("agreed to" in each for each in told.remarks), told.remarks
    moved = move_answers(library, room.step, cem, dora)
    assert room.shown() == [] and "for dora" not in room.summary()
    moved.undo()
    assert room.shown() == ["the new form"]
    # Nor may the room, or who is thanked, read that somebody says thanks who has not said so.
    move_answers(library, room.step, ada, edo)
    assert room.shown() == [] and "the new form" not in room.handout(2)
    assert "Edo Vink" in {each.giver for each in read_thanks(library, room.step)}


def test_the_copy_for_a_person_has_the_thanks_that_they_are_let_read(room: Room) -> None:
    room.thank(0, 2, "the new form", tell=True)
    room.thank(1, 2, "kept back")
    (step,) = access(room.library, room.people[2])["answers"]
    assert [(each["from"], each["for"]) for each in step["data"]["thanks"]] == [("Ada Moor", "the new form")]
    assert "kept back" not in json.dumps(access(room.library, room.people[2]), default=str)
    assert access(room.library, room.people[4])["answers"] == []
    erase_participant(room.library, room.people[2])
    assert "the new form" not in json.dumps(access(room.library, room.people[0]), default=str)


def test_a_no_holds_though_its_answers_are_open_again_or_it_is_said_later(room: Room) -> None:
    library, (_, _, cem, dora, _) = room.library, room.people
    room.thank(0, "South", "bottled thunder", room=True)
    room.agree(2)
    room.agree(3, yes=False)
    assert room.shown() == []
    # Whoever is let go on has not said yes by that.
    reopen(library, Who(room.step, dora))
    assert room.shown() == [] and "bottled thunder" not in room.summary()
    room.agree(3)
    assert room.shown() == ["bottled thunder"]
    # No is said by saying it, yes by sending it.
    put(library, Who(room.step, cem), "be_shown", [Value(missing="declined")])
    assert room.shown() == []
    reopen(library, Who(room.step, cem))
    put(library, Who(room.step, cem), "be_shown", [Value(day=date.today())])
    reopen(library, Who(room.step, dora))
    assert room.shown() == []
    room.agree(2)
    room.agree(3)
    # Asked anew, a no takes back the yes of the round before, in tables too.
    new_round(library, room.step)
    assert "bottled thunder" in in_the_table(room)
    put(library, Who(room.step, dora), "be_shown", [Value(missing="declined")])
    assert "bottled thunder" not in in_the_table(room)


def in_the_table(room: Room) -> str:
    table = exercise(KIND).exchange_table(room.library, room.step, pseudonyms=None)
    assert table is not None
    return " ".join(cell for row in table.rows for cell in row)


def where(room: Room) -> tuple[list[tuple[str, str]], int, bool]:
    figure = exercise(KIND).figures(room.library, room.step)["where"]
    assert isinstance(figure.chart, Rows)
    return [(row.label, row.bars[0][1]) for row in figure.chart.rows], figure.people, figure.is_withheld


def test_where_thanks_go_is_counted_of_as_many_as_say_them(room: Room) -> None:
    for person in range(len(CAST)):
        room.agree(person)
    room.thank(0, 2, "the new form")
    # Five have sent, and one of them says thanks.
    assert where(room)[1:] == (1, True)


def test_private_thanks_of_few_are_not_the_difference_to_those_that_are_read(library: Library) -> None:
    """The room reads the others with their givers: of whoever is not among these it would know what they did."""
    room = Room(library)
    room.people += add_people(library, room.workshop, [Person(f"More {at}", team="South") for at in range(5)]).value
    for person in range(5):
        room.agree(person)
    for giver in range(5, 10):
        room.thank(giver, 0, "the review", room=True)
        room.agree(giver)
    assert len(room.shown()) == 5

    def told() -> tuple[int, str]:
        figure = exercise(KIND).figures(library, room.step)["where"]
        assert not figure.is_withheld
        return sum(int(number) for _, number in where(room)[0]), figure.sentence

    count, sentence = told()
    assert count == 5 and "private ones too" in sentence
    room.thank(4, 0, "the form")
    count, sentence = told()
    assert count == 5 and "the private ones of too few are left out · 5 of 10 people" in sentence
    for giver in range(4):
        room.thank(giver, 4, "the form")
    count, sentence = told()
    assert count == 10 and "private ones too · 10 of 10 people" in sentence


def test_nobody_is_counted_by_the_team_that_they_are_alone_in(library: Library) -> None:
    room = Room(library)
    for person in room.people[2:]:
        update_person(library, person, Person(get_participant(library, person).name, team="North"))
    update_person(library, room.people[4], Person("Edo Vink", team="West"))
    for giver in range(4):
        room.thank(giver, 4, "the review")
    room.thank(4, 0, "the form")
    rows, people, _ = where(room)
    assert (rows, people) == ([("To teams and people together", "5")], 5), "five thanks across are four to Edo"


def test_an_export_says_what_is_not_in_it_and_the_whole_workshop_that_all_is(room: Room, tmp_path: Path) -> None:
    room.thank(0, 2, "plumage of herons", room=True)
    for person in range(len(CAST)):
        room.agree(person, yes=person != 2)

    def said(form: str, *more: str) -> str:
        out = str(tmp_path / f"out-{form}-{len(more)}")
        command = ["export", str(room.workshop), "--format", form, "-o", out, *more]
        run = CliRunner().invoke(create_app(), [*command, "--library", str(room.library.path)])
        assert run.exit_code == 0
        return run.stderr

    assert "“Recognition”: 1 thanks is not in it: who says it" in said("csv")
    assert "with pseudonyms none is" in said("xlsx", "--pseudonyms")
    assert "everything that the library does, also what people keep back" in said("json")
    assert "plumage of herons" in (tmp_path / "out-json-0.json").read_text(encoding="utf-8")
    assert "keep back" not in said("json", "--pseudonyms")

"""Each exercise in each command: a table of all pairs, of which a new exercise is missed in none."""

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command_line import facilitator
from icalendar import Calendar
from prepared import add_sample
from pypdf import PdfReader

from facilitator.actions.actions import actions_of, add_actions
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.promises import open_promises
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.stories.board import begin_on
from facilitator.exercises.stories.readers import add_reader
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.workshops import get_workshop, new_workshop

COMMANDS = (
    "sample",
    "metrics",
    "report",
    "handouts",
    "csv",
    "xlsx",
    "json",
    "import",
    "worksheets",
    "calendar",
    "mail",
)

NOTHING = {
    ("looking_back", "handouts"): "what all did together is in the summary",
    ("looking_back", "mail"): "it has no letters, and is in no handout",
    ("looking_back", "worksheets"): "it asks nobody anything",
    ("looking_back", "sample"): "it asks nobody anything",
    ("looking_back", "calendar"): "what is followed up has its days in the workshop that agreed on it",
    **{
        (kind, "calendar"): "nothing of it has a day"
        for kind in ("composed", "learning_mix", "recognition", "stories", "success_cases")
    },
}
"""Where an exercise has nothing to say to a command, and why. Every other pair must be seen."""


EMPTY_HERE = {"cards-looked-back": "the first reflection of a room looks back at nothing"}
"""Tables beside that have no row in this room, and why."""


class Room:
    """A workshop that runs every exercise, and what each command has written of it."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.folder = library, folder
        self.workshop = add_sample(library, count=5)
        people = [person.id for person in people_of(library, self.workshop)]
        there = {each.kind for _, each in exercise_steps(library, self.workshop)}
        for each in exercises():
            if each.kind not in there:
                step = add_exercise(library, self.workshop, each.kind).value
                for person in people:
                    each.simulate(library, step, person, Random(person))
                each.simulate_room(library, step, Random(step))
        self.steps = {each.kind: (step, each) for step, each in exercise_steps(library, self.workshop)}
        for step, _ in self.steps.values():
            add_actions(library, self.workshop, open_promises(library, step.id)[:2])
        held_on = get_workshop(library, self.workshop).held_on
        assert held_on is not None
        stories = self.steps["stories"][0].id
        begin_on(library, stories, held_on)
        add_reader(library, stories, "Rita Reader", "rita@example.org", "house", held_on)
        self._run()

    def _run(self) -> None:
        where, folder = ("--library", self.library.path), self.folder
        self.measured = json.loads(facilitator("metrics", self.workshop, "--json", *where).stdout)
        facilitator("report", self.workshop, "-o", folder / "papers", *where)
        for form in ("csv", "xlsx", "json"):
            target = folder / form if form == "csv" else folder / form / f"all.{form}"
            facilitator("export", self.workshop, "--format", form, "-o", target, *where)
        facilitator("worksheets", self.workshop, "--fillable", "-o", folder / "sheets", *where)
        facilitator("calendar", self.workshop, "-o", folder / "days.ics", *where)
        facilitator("calendar", self.workshop, "--by-owner", "-o", folder / "days", *where)
        self.due = facilitator("mail", self.workshop, "--due", *where).stdout
        facilitator("mail", self.workshop, "-o", folder / "drafts", *where)
        self.summary = text_of(next(iter(sorted((folder / "papers").glob("*ummary*.pdf")))))
        self.handouts = text_of(*(path for path in (folder / "papers").glob("*.pdf") if "ummary" not in path.name))
        sheet = next(iter(sorted((folder / "sheets").glob("*.pdf"))))
        # The fields of a step begin with its id.
        self.asked_on_paper = {name.partition("-")[0] for name in PdfReader(sheet).get_fields() or ()}
        self.days = {
            str(event.get("SUMMARY"))
            for path in (folder / "days.ics", *(folder / "days").glob("*.ics"))
            for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        }
        self.document = json.loads((folder / "json" / "all.json").read_bytes())
        self.back = self._brought_back()

    def _brought_back(self) -> dict[str, Any]:
        """What is measured of each exercise where its tables have come in."""
        with_all = new_workshop(self.library, "There", held_on=get_workshop(self.library, self.workshop).held_on).value
        facts = [Person(each.name, each.email, each.team) for each in people_of(self.library, self.workshop)]
        add_people(self.library, with_all, facts)
        steps = {kind: add_exercise(self.library, with_all, kind).value for kind in self.steps}
        tables = sorted((self.folder / "csv").glob("*.csv"))
        facilitator("import", with_all, *tables, "--library", self.library.path)
        return {kind: self.steps[kind][1].metrics(self.library, step) for kind, step in steps.items()}

    def says(self, kind: str, command: str) -> bool:
        """Whether what a command has written knows of an exercise."""
        step, each = self.steps[kind]
        found = getattr(self, f"_in_{command}")(step, each)
        assert isinstance(found, bool)
        return found

    def _in_sample(self, step: AgendaStep, each: Exercise) -> bool:
        standings = each.standings(self.library, step.id)
        return each.has(Exercise.simulate) and all(one.state.value == "done" for one in standings)

    def _in_metrics(self, step: AgendaStep, each: Exercise) -> bool:
        return bool(each.metrics(self.library, step.id).keys() & self.measured.keys())

    def _in_report(self, step: AgendaStep, each: Exercise) -> bool:
        return any_of((one.title for one in each.summary_sections(self.library, step.id)), self.summary)

    def _in_handouts(self, step: AgendaStep, each: Exercise) -> bool:
        sections = each.handout_sections(self.library, step.id)
        people = people_of(self.library, self.workshop)
        return any_of((one.title for person in people for one in sections(person.id)), self.handouts)

    def _in_csv(self, step: AgendaStep, each: Exercise, form: str = "csv") -> bool:
        table = each.exchange_table(self.library, step.id, pseudonyms=None)
        names = [table.source] if table is not None else [*each.exchange_tables(self.library, step.id, pseudonyms=None)]
        names += [one.name for one in each.tables_beside(self.library, step.id) if one.name not in EMPTY_HERE]
        paths = [path.stem for path in (self.folder / form).iterdir()]
        # A workbook of an exercise with several tables holds them as sheets.
        return bool(names) and all(any(path.endswith(name) or path == "all" for path in paths) for name in names)

    def _in_xlsx(self, step: AgendaStep, each: Exercise) -> bool:
        return self._in_csv(step, each, "xlsx")

    def _in_json(self, step: AgendaStep, each: Exercise) -> bool:
        return any(one["exercise"] == each.kind and one["data"] for one in self.document["agenda"])

    def _in_import(self, step: AgendaStep, each: Exercise) -> bool:
        return counted(self.back[each.kind]) > 0

    def _in_worksheets(self, step: AgendaStep, each: Exercise) -> bool:
        return each.has(Exercise.read_worksheets) and str(step.id) in self.asked_on_paper

    def _in_calendar(self, step: AgendaStep, each: Exercise) -> bool:
        people: list[int | None] = [None, *(person.id for person in people_of(self.library, self.workshop))]
        planned = each.planned_days(self.library, step.id)
        titles = {day.title for person in people for day in planned(person)}
        promised = {one.wording.what for one in actions_of(self.library, self.workshop, step.id) if one.wording.due}
        return any(title in day for title in titles | promised for day in self.days)

    def _in_mail(self, step: AgendaStep, each: Exercise) -> bool:
        # Handouts go as they are; letters that have a day are listed.
        return bool(list((self.folder / "drafts").glob("*.eml"))) and (
            self._in_handouts(step, each) or step.title in self.due
        )


def squeezed(text: str) -> str:
    return "".join(text.split())


def any_of(titles: Iterable[str], text: str) -> bool:
    return any(squeezed(title) in text for title in titles)


def text_of(*paths: Path) -> str:
    return squeezed(" ".join(page.extract_text() for path in paths for page in PdfReader(path).pages))


def counted(measured: Any) -> int:
    """How many numbers above nought there are in what is measured."""
    if isinstance(measured, dict):
        return sum(map(counted, measured.values()))
    if isinstance(measured, list):
        return sum(map(counted, measured))
    return int(isinstance(measured, int | float) and not isinstance(measured, bool) and measured > 0)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Room]:
    folder = tmp_path_factory.mktemp("every")
    with closing(open_library(folder / "library.sqlite")) as library:
        yield Room(library, folder)


@pytest.mark.parametrize("kind", [each.kind for each in exercises()])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_exercise_is_known_to_every_command(room: Room, kind: str, command: str) -> None:
    assert room.says(kind, command) != ((kind, command) in NOTHING), NOTHING.get((kind, command), "It is not there.")

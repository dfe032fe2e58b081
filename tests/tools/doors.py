"""The doors through which files of other people come in, and a file of each kind that goes through: to be mutated.

A door takes a content and returns what came of it in a word. Whatever it does but importing or refusing in a sentence
is an error, and so is a refusal after which the library is another one.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import mutations
from content_uses import Use, content_uses, edited_content, forget_what_was_read
from mutations import Mutation
from pypdf import PdfReader, PdfWriter

from facilitator import exercises
from facilitator.content_files import read_as
from facilitator.described.simulation import SamplesFile
from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.about import About
from facilitator.exercises.challenge import deck
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.guide import GuideFile
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import factors, insight_rules, steps, timing
from facilitator.exercises.network.setup import change_offer
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.three_questions import templates as card_templates
from facilitator.exercises.three_questions import timing as card_timing
from facilitator.progress import LongWork, finish
from facilitator.questionnaires import question_file
from facilitator.questionnaires.model import Questionnaire, read_record
from facilitator.questionnaires.simulation import of_one
from facilitator.rehearsal.people import people
from facilitator.rehearsal.sample import sample_workshop
from facilitator.resources import resource
from facilitator.sharing.exchange import Format, exchange_files
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.handing_over import hand_over, take_over
from facilitator.sharing.importing import import_files
from facilitator.sharing.station_merge import bring_back, look_at
from facilitator.sharing.stations import make_station, take_station, write_answers
from facilitator.storage.library import Done, Library, open_library
from facilitator.worksheets.returned import bring_in, look_through
from facilitator.worksheets.writing import export_worksheets
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import new_workshop

Offered = tuple[bytes, Callable[[Path], object]]
"""A sound content file, and what is done with one."""
SLOW = 2.0
"""Seconds of this thread's processor: more is a hang to whoever waits."""
AGENDAS = ("sample", "challenge", "recognition", "stories", "looking_back", "canvas", "how_we_learn", "follow_up")
KINDS: Mapping[str, Mutation] = {
    "csv": mutations.CSV,
    "xlsx": mutations.XLSX,
    "graphml": mutations.GRAPHML,
    "json": mutations.JSON,
    "pdf": mutations.PDF,
    "workshop": mutations.WORKSHOP,
    "station": mutations.WORKSHOP,
    "content": mutations.JSON,
}


@dataclass
class Doors:
    """A library that files are thrown at; `seeds` are sound ones of each kind, with the workshop they belong into."""

    library: Library
    folder: Path
    seeds: dict[str, list[tuple[str, int, bytes]]] = field(default_factory=dict)
    content: dict[str, Callable[[Path], object]] = field(default_factory=dict)

    def throw(self, kind: str, chance: Random) -> str:
        """Mutate a file of this kind, offer it, and return the kind of what came of it.

        Raises AssertionError, with the file left in the folder, for a trace, a hang, or a change after a refusal.
        """
        name, workshop, sound = chance.choice(self.seeds[kind])
        return self.offer(kind, name, workshop, KINDS[kind](sound, chance))

    def offer(self, kind: str, name: str, workshop: int, content: bytes) -> str:
        """Offer one file under this name."""
        path = self.folder / name
        path.write_bytes(content)
        before, start = self._version(), _seconds()
        try:
            came_of_it = self._go_in(kind, workshop, path, content)
        except FacilitatorError as error:
            assert error.sentence.strip(), f"{path}: refused without a word"
            assert "Traceback" not in error.sentence
            assert self._version() == before, f"{path}: changed though refused: {error.sentence}"
            came_of_it = "refused"
        except Exception as error:
            raise AssertionError(f"{path}: {type(error).__name__}: {error}"[:600]) from error
        took = _seconds() - start
        assert took < SLOW, f"{path}: it took {took:.1f} s"
        return came_of_it

    def _version(self) -> int:
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def __post_init__(self) -> None:
        self._watch = sqlite3.connect(self.library.path)

    def close(self) -> None:
        """Let go of the library."""
        self._watch.close()
        self.library.close()

    def _go_in(self, kind: str, workshop: int, path: Path, content: bytes) -> str:
        if kind == "content":
            self.content[str(path.relative_to(self.folder))](path)
            return "read"
        if kind == "pdf":
            (found,) = finish(look_through(self.library, workshop, [path]))
            assert found.sentence
            if not found.brings:
                return found.verdict.value
            finish(bring_in(self.library, workshop, [found])).undo()
            return "imported"
        if kind in ("workshop", "station"):
            self._take_over(path).undo()
            return "imported"
        done = import_files(self.library, workshop, [path]).done
        if done is None:
            return "errors told"
        # What came in can go out again, in the form that is checked most strictly, and be taken back.
        exchange_files(self.library, workshop, Format.JSON, path)
        done.undo()
        return "imported"

    def _take_over(self, path: Path) -> Done[Any]:
        """A workshop that was handed over, one that makes this computer a station, or what a station brings back."""
        handed = read_handed(path)
        if handed.station is None:
            return take_over(self.library, handed)
        if not handed.station.answers:
            return take_station(self.library, handed)
        return finish(bring_back(self.library, handed, look_at(self.library, handed).left))


def _seconds() -> float:
    # Of this process: what other programs take of a busy machine is none of ours.
    return process_time()


@contextmanager
def doors(folder: Path, agendas: Sequence[str] = AGENDAS) -> Iterator[Doors]:
    """The doors of a new library in this folder, with a workshop of each of these agendas."""
    made = Doors(open_library(folder / "library.sqlite"), folder)
    with closing(made), edited_content(folder):
        _make(made, agendas)
        yield made


def _make(made: Doors, agendas: Sequence[str]) -> None:
    library, folder = made.library, made.folder
    seeds = made.seeds = {kind: [] for kind in KINDS}
    empty = new_workshop(library, "Empty").value
    workshops = []
    for agenda in agendas:
        workshop = sample_workshop(library, template="" if agenda == "sample" else agenda, count=4).value
        workshops.append(workshop)
        whole = exchange_files(library, workshop, Format.JSON, folder / "x.json")
        seeds["json"] += [("whole.json", empty, content) for content in whole.values()]
        for wanted, kind in ((Format.CSV, "csv"), (Format.XLSX, "xlsx")):
            with suppress(Invalid):  # This agenda has no answers in tables.
                files = exchange_files(library, workshop, wanted, folder / "x")
                seeds[kind] += [(f"{path.stem}.{kind}", workshop, content) for path, content in files.items()]
        if agenda == "sample":
            graph = exchange_files(library, workshop, Format.GRAPHML, folder / "x.graphml")
            seeds["graphml"] += [("graph.graphml", workshop, b"".join(content)) for content in graph.values()]
            seeds["csv"] += [("people.csv", workshop, text.encode()) for text in _ROSTERS]
            _sheets(made)
            _stations(made, workshop)
        made.seeds["workshop"].append(_handed(hand_over(library, workshop, folder / "handed.workshop", None)))
    content = _content(library) | _of_exercises() | _used(library, made.folder, workshops)
    seeds["content"] = [(name, 0, sound) for name, (sound, _) in content.items()]
    made.content = {name: read for name, (_, read) in content.items()}


def _sheets(made: Doors) -> None:
    """Two filled forms for few contacts: one of somebody who has answered, and one of somebody who has not."""
    workshop = new_workshop(made.library, "On paper").value
    answered, _ = add_people(made.library, workshop, people(2)).value
    step = add_exercise(made.library, workshop, "network").value
    change_offer(made.library, step, offers_contact=True, offers_tally=True, fewest=1, most=3)
    exercise("network").simulate(made.library, step, answered, Random(1))
    out = made.folder / "sheets"
    for path in finish(export_worksheets(made.library, workshop, out, fillable=True))[:2]:
        reader = PdfReader(path)
        writer = PdfWriter(clone_from=reader)
        names = [name for name in reader.get_fields() or {} if "contact" in name or "answer" in name]
        for page in writer.pages:
            writer.update_page_form_field_values(page, dict.fromkeys(names[:60], "2"), auto_regenerate=False)
        whole = BytesIO()
        writer.write(whole)
        made.seeds["pdf"].append((path.name, workshop, whole.getvalue()))


def _stations(made: Doors, workshop: int) -> None:
    """What makes another computer a station of this one, what comes back from there, and the same the other way."""
    library, folder = made.library, made.folder
    with closing(open_library(folder / "there" / "library.sqlite")) as there:
        path = finish(make_station(library, workshop, folder / "there.workshop"))
        other = take_station(there, read_handed(path)).value
        path.unlink()
        for step, each in exercise_steps(there, other):
            if each.has(Exercise.answers_by):
                for number, person in enumerate(people_of(there, other)[:6]):
                    each.simulate(there, step.id, person.id, Random(number))
        made.seeds["station"] += [
            _handed(write_answers(there, other, folder / "back.workshop")),
            _handed(make_station(there, other, folder / "station.workshop")),
        ]


def _handed(writing: LongWork[Path]) -> tuple[str, int, bytes]:
    path = finish(writing)
    content = path.read_bytes()
    path.unlink()
    return path.name, 0, content


_ROSTERS = (
    "Name;E-Mail;Team;Ort\r\nAnna Berg;anna@example.org;Vertrieb;Bonn\r\nÖzgür Çelik;;Technik;\r\n",
    "participant,contact,group,proximity,interaction\nA B,Zed,1,2,3\nA B,Yan,2,2,1\nC D,Xu,3,1,1\n",
)


def _content(library: Library) -> dict[str, Offered]:
    """The files of content that a facilitator may edit or hand on, and what reads them."""

    def file(*parts: str, read: Callable[[Path], object]) -> Offered:
        return resource(*parts).read_bytes(), read

    def form(kind: type[ExerciseContent]) -> Callable[[Path], object]:
        return lambda path: read_content(path, kind)

    return {
        "rules.json": file("insights", "standard.json", read=form(insight_rules.Rules)),
        "steps.json": file("insights", "steps", "standard.json", read=form(steps.StepsFile)),
        "factors.json": file("factor_sets", "standard.json", read=factors.read_factor_set),
        "guide.json": file("guide", "network.json", read=form(GuideFile)),
        "timing.json": file("timing", "network.json", read=form(timing.Timing)),
        "cards_timing.json": file("timing", "three_questions.json", read=form(card_timing.Timing)),
        "cards.json": file("three_questions", "reflection.json", read=form(card_templates.CardTemplate)),
        "deck.json": file("challenge", "deck.json", read=deck.read_path),
        "questions.json": (question_file.write_file(_questions()), question_file.read_path),
    }


def _of_exercises() -> dict[str, Offered]:
    """What an exercise's folder says of it, asks, and answers in a rehearsal."""
    readers: dict[str, Callable[[Path], object]] = {
        "exercise.json": lambda path: read_content(path, About),
        "questionnaire.json": lambda path: read_record(Questionnaire, path.read_bytes(), path.name),
        "samples.json": lambda path: of_one(read_as(SamplesFile, path).model_dump(), 1),
    }
    folder = Path(exercises.__file__).parent
    return {
        f"{path.parent.name}-{name}": (path.read_bytes(), read)
        for name, read in readers.items()
        for path in sorted(folder.glob(f"*/{name}"))
    }


def _used(library: Library, folder: Path, workshops: Sequence[int]) -> dict[str, Offered]:
    """The program's own ones, each read and used where it lies, and sound again afterwards."""

    def use(sound: bytes, of_it: Use, path: Path) -> None:
        forget_what_was_read()
        try:
            of_it()
        finally:
            path.write_bytes(sound)
            forget_what_was_read()

    found = {}
    for name, of_it in content_uses(library, workshops, folder).items():
        sound = resource(*name.split("/")).read_bytes()
        found[f"resources/{name}"] = sound, partial(use, sound, of_it)
    return found


def _questions() -> Questionnaire:
    content = resource("questionnaires", "retrospective.json").read_bytes()
    return question_file.read_file(content, "retrospective.json").questionnaire

"""What an exercise keeps beside the answers leaves by tables and comes back equal: marks, plans, readers, dots."""

import csv
import inspect
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from prepared import prepared
from sqlmodel import SQLModel

from facilitator.errors import Invalid
from facilitator.exercises.challenge.plans import make_plan, plan_of, swap
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.stories.board import read_programme, set_retold, tick, withdraw
from facilitator.exercises.stories.readers import add_reader, readers, set_left
from facilitator.exercises.stories.told import Said, State
from facilitator.exercises.success_cases.cases import cases, say_fact
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.earlier import LookBack, choose_earlier, look_back, review
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.nameless import Pseudonyms
from facilitator.post.dated import Stand, dated_letters
from facilitator.post.dated_sending import draft_letters
from facilitator.progress import finish
from facilitator.rehearsal.sample import sample_workshop
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.storage.library import Library
from facilitator.tabular import Loss
from facilitator.workshop.agenda import get_step
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import confirm_same
from facilitator.workshop.workshops import get_workshop, new_workshop

NOT_BY_TABLES = {
    "card_dots": "whose dots they are is in no table: see the sums",
    "card_mark": "a theme is told by its name, and no card of these is hidden",
    "card_setup": "settings",
    "challenge_setup": "settings",
    "look_back_setup": "settings",
}
"""Tables of exercises that no file of rows brings back equal, and why."""


def own_tables() -> set[str]:
    """The tables that exercises have beside those of all questionnaires; networks are looked at in `test_exchange`."""
    found: set[str] = set()
    for each in exercises():
        if each.kind == "network":
            continue
        with suppress(ModuleNotFoundError):
            module = import_module(f"{type(each).HOME}.{each.kind}.tables")
            own = [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__]
            found |= {str(one.__tablename__) for one in own if issubclass(one, SQLModel)}
    return found


def sample(library: Library, key: str) -> int:
    """A sample in which each table beside the answers holds something of each kind."""

    def make() -> int:
        workshop = sample_workshop(library, template=key, count=8).value
        for step, each in exercise_steps(library, workshop):
            FILL.get(each.kind, lambda *_: None)(library, step.id)
        return workshop

    return prepared(library, f"bring back {key}", make)


def fill_stories(library: Library, step: int) -> None:
    first, second, *_ = read_programme(library, step).by_week.values()
    set_retold(library, step, first.id, True)
    set_retold(library, step, second.id, False)
    joined = date.today() - timedelta(days=date.today().weekday())
    add_reader(library, step, "Rita: Reader; Ltd", "rita@example.org", "client", joined)
    gone = add_reader(library, step, "Gone", "gone@example.org", "outside", joined).value
    set_left(library, step, gone, True)


def fill_cases(library: Library, step: int) -> None:
    say_fact(library, step, cases(library, step)[0].participant_id, "Faults = halved; 4 → 2")


def fill_plans(library: Library, step: int) -> None:
    for person in people_of(library, get_step(library, step).workshop_id)[:3]:
        make_plan(library, step, person.id)
    plan = plan_of(library, step, person.id)
    one, other = next(
        (a.place, b.place)
        for a in plan.days
        for b in plan.days
        if a.place < b.place < 5 and not (a.returns or b.returns)
    )
    swap(library, step, person.id, one, other)


FILL: dict[str, Callable[[Library, int], None]] = {
    "stories": fill_stories,
    "success_cases": fill_cases,
    "challenge": fill_plans,
}


def elsewhere(library: Library, workshop: int, there: Library, key: str) -> int:
    """The same agenda for the same people, without an answer."""
    back = start_workshop(there, "Back", template=key, held_on=get_workshop(library, workshop).held_on).value
    people = people_of(library, workshop)
    came = add_people(there, back, [Person(each.name, each.email, each.team) for each in people]).value
    for person, now in zip(people, came, strict=True):
        # What somebody agreed to is in no table, and over whom a network is told follows from it.
        set_counted(there, now, may_be_counted(library, person.id))
    return back


def columns(path: Path) -> dict[str, Counter[object]]:
    """All values that are no ids, by table and column."""
    found: dict[str, Counter[object]] = {}
    with closing(sqlite3.connect(path)) as file:
        for table in own_tables() | {"dated_mail", "mail_stop", "response", "response_member"}:
            ids = {"id", *(key[3] for key in file.execute(f"PRAGMA foreign_key_list({table})"))}
            for column in file.execute(f"PRAGMA table_info({table})").fetchall():
                if column[1] not in ids | {"key", "recipient", "changed_at", "said", "stopped_at"}:
                    values = (value for (value,) in file.execute(f'SELECT "{column[1]}" FROM {table}'))
                    found[f"{table}.{column[1]}"] = Counter(values)
            found[f"{table} rows"] = Counter(file.execute(f"SELECT count(*) FROM {table}").fetchone())
    return found


def only_marks_and_days(found: dict[str, Counter[object]]) -> dict[str, Counter[object]]:
    return {name: each for name, each in found.items() if name.partition(".")[0].split()[0] not in NOT_BY_TABLES}


@pytest.fixture
def there(tmp_path: Path, new_library: Callable[[Path], Library]) -> Iterator[Library]:
    with closing(new_library(tmp_path / "there.sqlite")) as library:
        yield library


def refused(outcome: Imported) -> list[str]:
    return [str(problem) for each in outcome.files for problem in each.proposal.plan.problems]


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("key", ["half_day", "challenge", "stories", "follow_up"])
def test_what_is_kept_beside_the_answers_comes_back_by_tables(
    library: Library, there: Library, tmp_path: Path, key: str, form: Format
) -> None:
    workshop = sample(library, key)
    if key == "stories":
        finish(draft_letters(library, workshop, tmp_path / "drafts", today=date.today() + timedelta(weeks=2)))
    target = tmp_path / "out" if form is Format.CSV else tmp_path / "out" / "all.xlsx"
    written = export_workshop(library, workshop, form, target, heads="de" if form is Format.XLSX else "")
    back = elsewhere(library, workshop, there, key)
    outcome = import_files(there, back, written)
    assert not outcome.failed, refused(outcome)
    assert refused(outcome) == []
    before, after = columns(library.path), columns(there.path)
    assert only_marks_and_days(after) == only_marks_and_days(before)
    for (step, each), (other, _) in zip(exercise_steps(library, workshop), exercise_steps(there, back), strict=True):
        then, now = (json.dumps(each.metrics(*one), sort_keys=True) for one in ((library, step.id), (there, other.id)))
        if each.kind != "three_questions":
            assert now == then, each.kind
            continue
        # Its phase is a setting, and actions have a table of their own.
        walls = [read_wall(*one) for one in ((library, step.id), (there, other.id))]
        told = [
            sorted((card.text, card.signature, card.dots, names.get(card.theme_id or 0)) for card in wall.cards)
            for wall in walls
            for names in [{theme.id: (theme.name, theme.dots) for theme in wall.themes}]
        ]
        assert told[1] == told[0] and walls[0].laid == walls[1].laid > 0
        assert any(" & " in signature for _, signature, *_ in told[0])
    if key == "stories":
        # Nothing that went goes again.
        later = date.today() + timedelta(weeks=2)
        assert [each.mail.to.name for each in dated_letters(there, back, later) if each.stand is Stand.DUE] == [
            each.mail.to.name for each in dated_letters(library, workshop, later) if each.stand is Stand.DUE
        ]
    # Once more changes nothing.
    again = import_files(there, back, written)
    assert not again.failed and columns(there.path) == after


def test_every_table_of_an_exercise_is_looked_at() -> None:
    assert set(NOT_BY_TABLES) <= own_tables()
    assert own_tables() - set(NOT_BY_TABLES) == {
        "card_review",
        "card_theme",
        "challenge_day",
        "story",
        "story_named",
        "story_programme",
        "story_reader",
        "success_mark",
    }


def later(library: Library, workshop: int) -> tuple[int, int]:
    """A workshop of the same people that looks back at the reflection of another: its id, and its step's."""
    again = start_workshop(library, "Later", template="team_weekly").value
    add_people(library, again, [Person(each.name) for each in people_of(library, workshop)])
    for now, then in zip(people_of(library, again), people_of(library, workshop), strict=True):
        confirm_same(library, now.id, then.id)
    (before, step) = (
        next(step.id for step, each in exercise_steps(library, held) if each.kind == "three_questions")
        for held in (workshop, again)
    )
    choose_earlier(library, step, before)
    return again, step


def looked(library: Library, step: int) -> LookBack:
    found = look_back(library, step)
    assert found is not None
    return found


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_what_became_of_the_last_improvements_comes_back_by_tables(
    library: Library, there: Library, tmp_path: Path, form: Format
) -> None:
    workshop = sample(library, "half_day")
    again, step = later(library, workshop)
    first, second, *others = looked(library, step).improvements
    assert others
    review(library, step, first.target, "kept", "Half an hour less; = 2 a week")
    review(library, step, second.target, "dropped")
    target = tmp_path / "out" if form is Format.CSV else tmp_path / "out" / "all.xlsx"
    written = export_workshop(library, again, form, target, heads="de" if form is Format.XLSX else "")
    with pytest.raises(Invalid):
        # With pseudonyms nothing of it leaves.
        export_workshop(library, again, Format.CSV, tmp_path / "nobody", pseudonyms=True)
    back = elsewhere(library, workshop, there, "half_day")
    assert not import_files(there, back, export_workshop(library, workshop, Format.CSV, tmp_path / "first")).failed
    other, its_step = later(there, back)
    outcome = import_files(there, other, written)
    assert not outcome.failed and refused(outcome) == []
    told = [
        {(each.target.kind, each.what, each.status, each.seen) for each in looked(*one).improvements}
        for one in ((library, step), (there, its_step))
    ]
    assert told[1] == told[0]
    after = columns(there.path)
    assert not import_files(there, other, written).failed and columns(there.path) == after

    if form is Format.CSV:
        rows = list(csv.DictReader((target / "cards-looked-back.csv").open(encoding="utf-8-sig")))
        wrong = [
            {**rows[0], "improvement": "Nobody has ever said so"},
            {**rows[0], "improvement_became": "perhaps"},
            {**rows[1], "improvement_is": "a mug"},
            {**rows[1], "improvement_became": "changed", "improvement_seen": "Twice"},
        ]
        outcome = brought(there, other, tmp_path / "wrong.csv", wrong[:1] + wrong[3:])
        assert not outcome.failed and "not among the improvements" in " ".join(refused(outcome))
        now = {(each.status, each.seen) for each in looked(there, its_step).improvements if each.status != "open"}
        assert now == {("kept", rows[0]["improvement_seen"]), ("changed", "Twice")}
        for row, said in ((wrong[1], "None of open, kept"), (wrong[2], "No theme and no card")):
            assert said in " ".join(refused(brought(there, other, tmp_path / "wrong.csv", [row])))


def exported(library: Library, workshop: int, folder: Path) -> dict[str, list[dict[str, str]]]:
    export_workshop(library, workshop, Format.CSV, folder)
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8-sig"))) for path in folder.glob("*.csv")}


def brought(there: Library, back: int, path: Path, rows: list[dict[str, str]]) -> Imported:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return import_files(there, back, [path])


def test_nobody_has_agreed_to_words_that_were_changed_in_the_table(
    library: Library, there: Library, tmp_path: Path
) -> None:
    workshop = sample(library, "stories")
    back = elsewhere(library, workshop, there, "stories")
    rows = exported(library, workshop, tmp_path / "out")["stories"]
    changed = next(row for row in rows if row["story_agreed"])
    changed["work"] += " And more."
    changed["story_consents"] = f"{rows[0]['participant']}: agrees 2026-01-05"
    outcome = brought(there, back, tmp_path / "s.csv", rows)
    assert not outcome.failed
    said = [each for each in refused(outcome) if "others than those that were agreed to" in each]
    assert len(said) == 2, "what was agreed, and by whom"
    step, other = (exercise_steps(*one)[-1][0].id for one in ((library, workshop), (there, back)))
    drafts = [
        sum(each.state is State.DRAFT for each in read_programme(*one).stories)
        for one in ((library, step), (there, other))
    ]
    assert drafts[1] == drafts[0] + 1


def test_a_no_that_was_said_since_is_not_taken_back_by_a_table(library: Library, tmp_path: Path) -> None:
    """A file that was written before somebody declined still says that they agree."""
    workshop = sample(library, "stories")
    step = exercise_steps(library, workshop)[-1][0].id
    story, somebody = next((each, named) for each in read_programme(library, step).stories for named in each.named
                           if named.said is Said.AGREES)  # fmt: skip
    rows = exported(library, workshop, tmp_path / "out")["stories"]
    tick(library, step, story.id, somebody.participant_id, Said.DECLINES)
    outcome = brought(library, workshop, tmp_path / "s.csv", rows)
    assert not outcome.failed
    assert sum("said something else since" in each for each in refused(outcome)) == 1
    assert not any("the table goes over it" in each for each in refused(outcome))
    named = next(each for each in read_programme(library, step).stories if each.id == story.id).named
    assert [each.said for each in named if each.participant_id == somebody.participant_id] == [Said.DECLINES]


def test_a_week_that_another_story_has_stays_its_own(library: Library, there: Library, tmp_path: Path) -> None:
    workshop = sample(library, "stories")
    back = elsewhere(library, workshop, there, "stories")
    rows = [row for row in exported(library, workshop, tmp_path / "out")["stories"] if row["story_week"]]
    rows[1]["story_week"] = rows[0]["story_week"]
    rows[2]["story_week"] = "soon"
    outcome = brought(there, back, tmp_path / "s.csv", rows)
    said = refused(outcome)
    assert not outcome.failed
    assert sum("Another story has this week" in each for each in said) == 1
    assert sum("no weeks of a programme" in each for each in said) == 1


def test_two_people_who_tell_the_same_have_no_week_together(library: Library, there: Library, tmp_path: Path) -> None:
    """As where a row was copied and given to somebody else: words alone do not say whose a story is."""
    workshop = sample(library, "stories")
    back = elsewhere(library, workshop, there, "stories")
    first = next(row for row in exported(library, workshop, tmp_path / "out")["stories"] if row["story_week"] == "1")
    other = {**first, "participant": "Somebody Else", "email": "", "story_consents": ""}
    outcome = brought(there, back, tmp_path / "s.csv", [first, other])
    assert not outcome.failed
    assert sum("Another story has this week" in each for each in refused(outcome)) == 1


def test_a_cell_with_two_faults_is_left_out_once(library: Library, there: Library, tmp_path: Path) -> None:
    workshop = sample(library, "stories")
    back = elsewhere(library, workshop, there, "stories")
    first = next(row for row in exported(library, workshop, tmp_path / "out")["stories"] if row["story_week"] == "1")
    outcome = brought(
        there, back, tmp_path / "s.csv", [{**first, "story_agreed": "perhaps", "headline": "Other words"}]
    )
    assert not outcome.failed
    assert sum("Neither yes nor no" in each for each in refused(outcome)) == 1


def test_no_withdrawn_story_and_with_pseudonyms_no_mark_no_plan_and_no_reader_leaves(
    library: Library, tmp_path: Path
) -> None:
    stories = sample(library, "stories")
    step = exercise_steps(library, stories)[-1][0].id
    gone = read_programme(library, step).by_week[1]
    withdraw(library, step, gone.id)
    rows = exported(library, stories, tmp_path / "out")["stories"]
    assert gone.text not in {row["story_text"] for row in rows} and not any(row["story_week"] == "1" for row in rows)
    for key in ("challenge", "follow_up", "stories"):
        workshop = stories if key == "stories" else sample(library, key)
        nobodys = Pseudonyms(each.id for each in people_of(library, workshop))
        for each_step, each in exercise_steps(library, workshop):
            assert all(one.table(nobodys) is None for one in each.tables_beside(library, each_step.id))
            table = each.exchange_table(library, each_step.id, pseudonyms=nobodys)
            own = each.own_columns(library, each_step.id)
            if table is not None and own is not None:
                assert not {field.key for field in own.fields} & set(table.headers)


def test_plans_and_readers_that_do_not_fit_are_left_out_with_the_reason(
    library: Library, there: Library, tmp_path: Path
) -> None:
    workshop = sample(library, "challenge")
    back = elsewhere(library, workshop, there, "challenge")
    rows = exported(library, workshop, tmp_path / "out")["challenge-plans"]
    names = list(dict.fromkeys(row["plan_of"] for row in rows))
    assert len(names) == len(people_of(library, workshop))
    first = next(row for row in rows if row["plan_of"] == names[0])
    first["plan_card"] = "no_such_card"
    rows = [row for row in rows if (row["plan_of"], row["plan_day"]) != (names[1], "3")]
    outcome = brought(there, back, tmp_path / "p.csv", rows)
    assert not outcome.failed
    assert sorted(each.rpartition("“")[2][:-2] for each in refused(outcome)) == sorted(names[:2])
    step = exercise_steps(there, back)[-1][0].id
    made = [plan_of(there, step, person.id).is_made for person in people_of(there, back)]
    assert made.count(True) == len(names) - 2
    readers_ = [
        {"reader": "No address", "reader_address": "", "reader_since": "2026-01-05"},
        {"reader": people_of(there, back)[0].name, "reader_address": "", "reader_since": "2026-01-05"},
        {"reader": "Fine", "reader_address": "fine@example.org", "reader_since": "2026-01-05"},
        {"reader": "Late", "reader_address": "late@example.org", "reader_since": "2026-01-05"},
    ]
    readers_ = [{**each, "reader_got": "1 sent 2026-01-05" if each["reader"] == "Late" else ""} for each in readers_]
    house = start_workshop(there, "Stories", template="stories").value
    add_people(there, house, [Person(each.name) for each in people_of(there, back)])
    outcome = brought(there, house, tmp_path / "r.csv", readers_)
    said = " ".join(refused(outcome))
    assert not outcome.failed and "needs an address" in said and "have not asked" in said and "no week here" in said
    told = exercise_steps(there, house)[-1][0].id
    assert [each.to.name for each in readers(there, told)] == ["Fine"]


@pytest.mark.parametrize("kinds", [["network"], ["network", "stories"], ["canvas"]])
def test_readings_keep_their_values_beside_any_exercise(library: Library, tmp_path: Path, kinds: list[str]) -> None:
    """A column “value” is dropped from the questions of a study; here it is a reading."""
    workshop = new_workshop(library, "One").value
    for kind in (*kinds, "looking_back"):
        add_exercise(library, workshop, kind)
    text = "indicator,day,value\nRework,2026-01-05,12\nRework,2026-01-12,9.5\n"
    (tmp_path / "readings.csv").write_text(text)
    outcome = import_files(library, workshop, [tmp_path / "readings.csv"])
    assert not outcome.failed, refused(outcome)
    step = exercise_steps(library, workshop)[-1][0].id
    table = exercise("looking_back").export_table(library, step)
    assert table is not None and table.column("value") == ["12", "9.5"]


@pytest.mark.parametrize(
    "agenda", ["sample", "canvas", "challenge", "follow_up", "stories", "recognition", "team_goals"]
)
def test_tables_in_words_are_known_where_their_exercise_is_not_run(
    library: Library, tmp_path: Path, agenda: str
) -> None:
    """By keys, English and German words alike: what belongs comes in, of the rest every row is counted."""
    workshop = sample(library, agenda)
    here = start_workshop(library, "Another agenda", template="network_60").value
    known = {each.kind for _, each in exercise_steps(library, here)}
    told = []
    for heads in ("", "en", "de"):
        written = export_workshop(library, workshop, Format.CSV, tmp_path / (heads or "keys"), heads=heads)
        files = import_files(library, here, written, dry_run=True, aside=True).files
        told.append({
            each.path.name: (
                each.proposal.target.label,
                each.proposal.plan.summary,
                sum(len(one.numbers) for one in each.proposal.plan.problems if one.loss is Loss.ROW),
            )
            for each in files
        })  # fmt: skip
        rows = {path.name: len(list(csv.reader(path.open(encoding="utf-8-sig")))) - 1 for path in written}
        for name, (label, _, left) in told[-1].items():
            kinds = {each.kind for each in exercises() if each.title == label}
            assert not kinds or kinds & known or left == rows[name], name
    assert told[0] == told[1] == told[2]
    assert any(left for _, _, left in told[0].values()), "nothing was brought that has no place"


@pytest.mark.parametrize("heads", ["en", "de"])
def test_answers_in_words_come_back_equal(library: Library, there: Library, tmp_path: Path, heads: str) -> None:
    """With whom people answered, and whom they named, among them."""
    workshop = sample(library, "canvas")
    keys = export_workshop(library, workshop, Format.CSV, tmp_path / "keys")
    back = start_workshop(there, "Back", template="canvas").value
    outcome = import_files(there, back, export_workshop(library, workshop, Format.CSV, tmp_path / heads, heads=heads))
    assert not outcome.failed and refused(outcome) == []
    again = export_workshop(there, back, Format.CSV, tmp_path / "again")
    assert again[0].read_text() == keys[0].read_text()


def test_german_headings_say_the_questions_of_a_bundled_set_in_german(library: Library, tmp_path: Path) -> None:
    (path,) = export_workshop(library, sample(library, "canvas"), Format.CSV, tmp_path / "de", heads="de")
    heads = next(csv.reader(path.open(encoding="utf-8-sig")))
    assert "Unsere Arbeit" in heads and "Our work" not in heads

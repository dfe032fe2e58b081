"""The JSON file of a whole workshop brings back everything that the windows know of it."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from prepared import add_sample
from sqlmodel import select

from facilitator.actions.actions import Source, Wording, actions_of, add_action
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.rounds.rounds import rename_round, rounds_of, start_round
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.earlier import choose_earlier, look_back, review
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.i18n import short_day
from facilitator.import_plans import Options
from facilitator.questionnaires.tables import AnswerRow, AnswerSource
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import schema
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.consent import counted_since, has_consented, set_consent
from facilitator.workshop.data_protection import describe_protection, note_reading, protection_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.runs import runs_of
from facilitator.workshop.tables import utc
from facilitator.workshop.timer import pause_timer, read_timer
from facilitator.workshop.workshops import describe_workshop, get_workshop


def kinds(library: Library, workshop: int, kind: str) -> list[int]:
    return [step.id for step, exercise in exercise_steps(library, workshop) if exercise.kind == kind]


@pytest.fixture
def full(library: Library) -> int:
    """The sample with everything in it that a workshop can gather."""
    workshop = add_sample(library)
    describe_workshop(library, workshop, client="Acme", follow_up=date(2030, 1, 2))
    (network,), (card,) = kinds(library, workshop, "network"), kinds(library, workshop, "three_questions")
    people = people_of(library, workshop)
    rename_round(library, network, 1, "Before")
    start_round(library, network, "After 30 days")
    who = Who(network, people[0].id)
    answers.add_contact(library, who, "Somebody new")
    answers.finish(library, who)
    set_consent(library, network, people[2].id, True)
    with library.change("a card from a sheet") as change:
        one = change.session.exec(select(AnswerRow).where(AnswerRow.step_id == card)).first()
        assert one is not None
        field = f"prompt_{get_setup(library, card).prompts[0].id}-2"
        row = AnswerSource(answer_id=one.id, participant_id=people[3].id, place=field, text="As on paper")
        change.session.add(row)
    later = add_exercise(library, workshop, "three_questions").value
    choose_earlier(library, later, card)
    ahead = look_back(library, later)
    assert ahead is not None
    first = ahead.improvements[0]
    review(library, later, first.target, "kept", "It runs every week")
    word = f"{first.target.kind} {first.target.id}"
    add_action(library, workshop, Wording("Go on with it", people[1].id, people[2].id), Source(later, word))
    add_action(library, workshop, Wording("Ask outside"), Source(network, "insight few_outside"))
    steps = steps_of(library, workshop)
    run_step(library, steps[0].id)
    run_step(library, network)
    pause_timer(library, workshop, True)
    order = (f"{card}.cards", f"{network}.room", "actions")
    keep_paper_options(library, workshop, PaperOptions(order, (f"{network}.method",), True, False, "letter", "de"))
    return workshop


def exported(library: Library, workshop: int, folder: Path, **options: Any) -> Any:
    (path,) = export_workshop(library, workshop, Format.JSON, folder / f"{workshop}.json", **options)
    return path, json.loads(path.read_text(encoding="utf-8"))


def alike(document: Any) -> Any:
    """The file with ids as they come: people's and contacts' are the library's own."""
    seen: dict[tuple[str, int], int] = {}

    def number(kind: str, own: int | None) -> int | None:
        return None if own is None else seen.setdefault((kind, own), len(seen))

    def mend(part: Any) -> Any:
        if isinstance(part, list):
            return [mend(each) for each in part]
        if not isinstance(part, dict):
            return part
        found = {key: mend(value) for key, value in part.items()}
        if "answers" in found:
            found |= {"id": number("contact", found["id"]), "kept": number("contact", found["kept"])}
        if found.get("ties"):
            found["ties"] = sorted(sorted(number("contact", end) for end in tie) for tie in found["ties"])
        for key in ("person", "author", "lead", "owner", "partner", "participant"):
            if key in found:
                found[key] = number("person", found[key])
        if "email" in found:
            found["id"] = number("person", found["id"])
        if {"what", "day", "sign"} <= found.keys():
            found["id"] = number("own action", found["id"])
        if str(found.get("source", "")).startswith("own action "):
            found["source"] = number("own action", int(found["source"].rpartition(" ")[2]))
        if "refused" in found:
            found["refused"] = [number("person", each) for each in found["refused"]]
        return found

    document["workshop"].pop("title")
    return mend({"people": document["people"], **document})


def test_everything_comes_back_the_same(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    back = start_workshop(library, "Back").value
    found = import_files(library, back, [path])
    assert not found.failed
    assert [str(problem) for file in found.files for problem in file.proposal.plan.problems] == []
    again = alike(exported(library, back, tmp_path)[1])
    for key, part in alike(document).items():
        assert again[key] == part, key


def test_what_the_windows_know_is_there_again(library: Library, tmp_path: Path, full: int) -> None:
    path, _ = exported(library, full, tmp_path)
    back = start_workshop(library, "Back").value
    import_files(library, back, [path])
    assert [(step.title, step.kind, step.minutes, step.notes) for step in steps_of(library, back)] == [
        (step.title, step.kind, step.minutes, step.notes) for step in steps_of(library, full)
    ]
    (network,), (card, later) = kinds(library, back, "network"), kinds(library, back, "three_questions")
    assert [each.title for each in rounds_of(library, network)] == ["Before", "After 30 days"]
    named = [person.id for person in people_of(library, back) if has_consented(library, network, person.id)]
    assert named == [people_of(library, back)[2].id]
    # The actions, and that they came from the very theme or card.
    themes = {f"theme {theme.id}": theme.name for theme in read_wall(library, card).themes}
    before = {f"theme {theme.id}": theme.name for step in kinds(library, full, "three_questions")
              for theme in read_wall(library, step).themes}  # fmt: skip
    told, kept = (
        [(each.wording.what, each.owner, each.partner, named.get(each.source.what)) for each in actions_of(library, of)]
        for of, named in ((back, themes), (full, before))
    )
    assert told == kept
    assert any(each.source.what in themes for each in actions_of(library, back))
    assert actions_of(library, back)[-1].source == Source(network, "insight few_outside")
    again = look_back(library, later)
    assert again is not None
    assert again.reflection.step_id == card
    assert (again.improvements[0].status, again.improvements[0].seen) == ("kept", "It runs every week")
    # The clock: what had passed has passed, and the pause goes on.
    timer, original = read_timer(library, back), read_timer(library, full)
    assert timer is not None
    assert original is not None
    assert not timer.running
    assert timer.step_id == network
    assert (timer.planned, timer.seconds) == (original.planned, pytest.approx(original.seconds))
    papers = paper_options(library, back)
    assert papers.order == (f"{card}.cards", f"{network}.room", "actions")
    assert papers.left_out == (f"{network}.method",)
    assert (papers.names, papers.cover, papers.paper, papers.language) == (True, False, "letter", "de")
    assert get_workshop(library, back).client == "Acme"


def test_the_import_is_undone_as_one(library: Library, tmp_path: Path, full: int) -> None:
    path, _ = exported(library, full, tmp_path)
    back = start_workshop(library, "Back").value
    agenda = [step.title for step in steps_of(library, back)]
    done = import_files(library, back, [path]).done
    assert done is not None
    done.undo()
    assert people_of(library, back) == []
    assert [step.title for step in steps_of(library, back)] == agenda


def test_a_workshop_in_use_keeps_its_agenda_and_clock_and_says_what_is_left_out(
    library: Library, tmp_path: Path, full: int
) -> None:
    path, document = exported(library, full, tmp_path)
    back = start_workshop(library, "In use").value
    own = steps_of(library, back)
    run_step(library, own[0].id)
    found = import_files(library, back, [path])
    talks = sum(not step["exercise"] for step in document["agenda"])
    problem, *origins = found.files[0].proposal.plan.causes
    assert "These steps are left out" in str(problem)
    assert f"{talks} steps that collect no answers" in found.left_out
    assert all("came from" in str(each) for each in origins)
    assert [step.title for step in steps_of(library, back)][: len(own)] == [step.title for step in own]
    open_runs = [run for run in runs_of(library, back) if run.ended_at is None]
    assert [run.step_id for run in open_runs] == [own[0].id]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"exercise": "tea_party", "data": {"cups": 3}}, "does not know its exercise"),
        ({"data": None}, "no answers and no settings"),
    ],
)
def test_an_exercise_without_its_part_is_said(
    library: Library, tmp_path: Path, full: int, change: dict[str, Any], says: str
) -> None:
    path, document = exported(library, full, tmp_path)
    place = next(place for place, step in enumerate(document["agenda"]) if step["exercise"] == "network")
    document["agenda"][place] |= change
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    problem, *origins = import_files(library, back, [path]).files[0].proposal.plan.problems
    assert all("came from" in str(each) for each in origins)
    assert says in str(problem)
    assert document["agenda"][place]["title"] in str(problem)


def test_a_person_who_is_missing_or_there_twice_stops_the_file(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    people = document["people"]
    for wrong in (people[1:] + people[2:3], [*people[:1], *people[2:]]):
        path.write_text(json.dumps({**document, "people": wrong}), encoding="utf-8")
        back = start_workshop(library, "Back").value
        with pytest.raises(BadFile, match="person"):
            import_files(library, back, [path])
        assert people_of(library, back) == []


def test_a_file_with_pseudonyms_tells_no_moment_and_no_consent(library: Library, tmp_path: Path, full: int) -> None:
    _, document = exported(library, full, tmp_path, pseudonyms=True)
    assert all(not step["runs"] and not step["named"] and not step["started_at"] for step in document["agenda"])
    network = next(step["data"] for step in document["agenda"] if step["exercise"] == "network")
    moments = {one[key] for one in network["lists"] for key in ("notice_read_at", "began_at", "finished_at")}
    assert moments == {None}


def test_a_file_of_before_the_clocks_comes_in(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    document.pop("papers")
    for step in document["agenda"]:
        for key in ("started_at", "ended_at", "runs", "named"):
            step.pop(key)
    for action in document["actions"]:
        action.pop("step")
        action.pop("source")
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    assert not import_files(library, back, [path]).failed
    assert len(actions_of(library, back)) == len(actions_of(library, full))


@pytest.mark.parametrize("wrong", [{"step": 99}, {"source": "theme 99"}])
def test_an_action_that_came_from_nothing_in_the_file_stops_it(
    library: Library, tmp_path: Path, full: int, wrong: dict[str, Any]
) -> None:
    path, document = exported(library, full, tmp_path)
    action = next(each for each in document["actions"] if each["step"] is not None)
    action |= wrong
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    with pytest.raises(BadFile, match="99"):
        import_files(library, back, [path])
    assert people_of(library, back) == []


def test_a_list_that_is_twice_in_the_file_stops_it(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    lists = next(step["data"]["lists"] for step in document["agenda"] if step["exercise"] == "network")
    lists.append(lists[0])
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    with pytest.raises(BadFile, match="twice in this file"):
        import_files(library, back, [path])
    assert people_of(library, back) == []


def of_kind(document: Any, kind: str) -> Any:
    return next(step["data"] for step in document["agenda"] if step["exercise"] == kind)


def test_a_file_that_contradicts_itself_is_refused_in_words(library: Library, tmp_path: Path) -> None:
    there = start_workshop(library, "There", template="follow_up").value
    add_people(library, there, [Person("Ann", "ann@x.org"), Person("Ben")])
    (step,) = kinds(library, there, "success_cases")
    for person in people_of(library, there):
        exercise("success_cases").simulate(library, step, person.id, Random(person.id))
    path, document = exported(library, there, tmp_path)
    cases = of_kind(document, "success_cases")
    first = cases["answers"]["responses"][0]
    mark = {"person": document["people"][0]["id"], "round": 1, "marked": True, "fact": ""}
    back = start_workshop(library, "Back").value
    for part, wrong, sentence in (
        (first, {"people": [document["people"][1]["id"]]}, "somebody has answered twice in one round"),
        (first, {"people": first["people"] * 2}, "somebody has answered twice in one round"),
        (first, {"round": 5}, "answers of a later round than its latest"),
        (cases, {"marks": [mark, mark]}, "the answers of “.*” contradict themselves"),
        (
            cases["answers"],
            {"teams": [{"id": 1, "name": "IT"}, {"id": 2, "name": "it"}]},
            "two teams have the same name",
        ),
    ):
        before = dict(part)
        part |= wrong
        path.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(BadFile, match=sentence):
            import_files(library, back, [path])
        part.clear()
        part |= before
    assert people_of(library, back) == []
    document["people"][0]["name"] = "Jürgen"
    path.write_bytes(json.dumps(document, ensure_ascii=False).encode("cp1252"))
    with pytest.raises(BadFile, match="another encoding than UTF-8"):
        import_files(library, back, [path])
    document["people"][1]["email"] = "ann@x.org"
    path.write_text(json.dumps(document), encoding="utf-8")
    (file,) = import_files(library, back, [path]).files
    assert any("what is mailed to one reaches both" in each.sentence for each in file.proposal.plan.problems)


def test_answers_of_another_exercise_and_thanks_to_oneself_are_refused(library: Library, tmp_path: Path) -> None:
    there = start_workshop(library, "There").value
    add_people(library, there, [Person("Ann"), Person("Ben")])
    ann, ben = (person.id for person in people_of(library, there))
    made = {kind: add_exercise(library, there, kind).value for kind in ("recognition", "team_goals", "leaders_minutes")}
    for kind, step in made.items():
        exercise(kind).simulate(library, step, ann, Random(3))
    path, document = exported(library, there, tmp_path)
    back = start_workshop(library, "Back").value
    goals = of_kind(document, "team_goals")
    steps = {step["exercise"]: step for step in document["agenda"]}
    # Two of five questions have the same keys; without the name of the set the others tell it.
    for data in (goals, {key: value for key, value in goals.items() if key != "source"}):
        minutes, steps["leaders_minutes"]["data"] = steps["leaders_minutes"]["data"], data
        path.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(BadFile, match=f"“{steps['leaders_minutes']['title']}” holds what another exercise asks"):
            import_files(library, back, [path])
        steps["leaders_minutes"]["data"] = minutes
    thanks = steps["recognition"]["data"]["responses"][0]
    to_ben = next(each for each in thanks["answers"] if each.get("person") == ben)
    to_ben["person"] = ann
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadFile, match="names themselves"):
        import_files(library, back, [path])
    assert people_of(library, back) == []
    to_ben["person"] = ben
    path.write_text(json.dumps(document), encoding="utf-8")
    assert not import_files(library, back, [path]).failed


def test_what_is_not_taken_over_of_who_is_renamed_is_counted(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    document["people"][0] |= {"email": "one@example.org", "team": "North"}
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    add_people(library, back, [Person("Somebody Else", "one@example.org", "South")])
    found = import_files(library, back, [path], Options(renames=None))
    assert people_of(library, back)[0].name == document["people"][0]["name"]
    assert people_of(library, back)[0].team == "South"
    assert "single cell" in found.left_out


def test_what_two_parts_of_the_schema_call_alike_is_kept_apart() -> None:
    definitions = schema()["$defs"]
    assert definitions["PlanRecord"] != definitions["challenge_PlanRecord"], "a room's plan, and a plan of cards"
    text = json.dumps(definitions["data_of_challenge"])
    assert "#/$defs/challenge_PlanRecord" in text and '"#/$defs/PlanRecord"' not in text
    # Nothing is pointed to that is not there.
    pointed = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema())))
    assert pointed <= definitions.keys()


def test_what_people_agreed_to_and_were_promised_travels(library: Library, tmp_path: Path, full: int) -> None:
    one, two, three, *_ = people_of(library, full)
    set_counted(library, one.id, False)
    set_counted(library, one.id, True)
    note_reading(library, two.id, "1", "de")
    day = protection_of(library, full).keep_until
    path, document = exported(library, full, tmp_path)
    agreed = {each["name"]: each["counted_at"] for each in document["people"] if each["counted"]}
    back = start_workshop(library, "Back").value
    ids = add_people(library, back, [Person(each.name, each.email) for each in (one, two)]).value
    describe_workshop(library, back, client="Other", held_on=day)
    describe_protection(library, back, responsible="", contact="", keep_until=day + timedelta(days=300))
    found = import_files(library, back, [path]).files[0].proposal.plan
    with library.read() as session:
        since = counted_since(session, back)
    names = {person.id: person.name for person in people_of(library, back)}
    # Whoever was here may have taken it back here.
    assert {names[person]: utc(moment) for person, moment in since.items()} == {
        name: datetime.fromisoformat(moment) for name, moment in agreed.items() if name not in (one.name, two.name)
    }
    assert not set(ids) & since.keys() and three.name in agreed
    assert any("2 people of the roster agreed in the file to be counted" in each for each in found.summary)
    promise = protection_of(library, back)
    assert (promise.promised, promise.keep_until, promise.readings) == (day, day, 1)
    assert any(f"erased on {short_day(day)}: so is this workshop" in each for each in found.summary)
    assert any(each.startswith("It stays here as it is: client, ") for each in found.summary)
    document["people"][3] |= {"counted": False, "counted_at": "2026-01-01T10:00:00Z"}
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadFile, match="did not agree"):
        import_files(library, start_workshop(library, "More").value, [path])


def test_nobody_is_erased_along_with_a_file_whose_time_is_over(library: Library, tmp_path: Path, full: int) -> None:
    path, document = exported(library, full, tmp_path)
    over = date.today() - timedelta(days=1)
    document["people"][0]["notice"] = {
        "version": "1", "language": "en", "keep_until": over.isoformat(), "read_at": "2026-01-01T10:00:00Z",
    }  # fmt: skip
    path.write_text(json.dumps(document), encoding="utf-8")
    used = start_workshop(library, "In use").value
    add_people(library, used, [Person("Somebody Else")])
    refused = import_files(library, used, [path])
    assert refused.failed and "this workshop would be erased with it" in str(refused.files[0].proposal.plan.causes[0])
    assert [person.name for person in people_of(library, used)] == ["Somebody Else"]
    fresh = start_workshop(library, "Fresh").value
    outcome = import_files(library, fresh, [path])
    assert any("so is this workshop" in each for each in outcome.files[0].proposal.plan.summary)
    assert protection_of(library, fresh).keep_until == over, "and erased once it is run no longer"


def test_a_file_edited_by_hand_brings_nothing_that_could_not_be(library: Library, tmp_path: Path, full: int) -> None:
    answers.accept_notice(library, Who(kinds(library, full, "network")[0], people_of(library, full)[1].id))
    path, document = exported(library, full, tmp_path)
    network = next(step["data"] for step in document["agenda"] if step["exercise"] == "network")
    later = next(one for one in network["lists"] if one["round"] == 2 and len(one["contacts"]) > 1)
    person, other = later["person"], next(one for one in network["lists"] if one["person"] != later["person"])
    if not other["contacts"]:
        other = next(one for one in network["lists"] if one["person"] != person and one["contacts"])
    first, second, *_ = later["contacts"]
    foreign = other["contacts"][0]["id"]
    assert other["round"] == 1
    before, somebody = json.dumps(document), other["person"]

    def refused(change: Callable[[], object], match: str) -> None:
        change()
        path.write_text(json.dumps(document), encoding="utf-8")
        back = start_workshop(library, "Back").value
        with pytest.raises((BadFile, Invalid), match=match):
            import_files(library, back, [path])
        assert people_of(library, back) == []
        for part, own in ((first, 0), (second, 1)):
            step = next(each["data"] for each in json.loads(before)["agenda"] if each["exercise"] == "network")
            again = next(one for one in step["lists"] if (one["person"], one["round"]) == (person, 2))
            part.clear()
            part.update(again["contacts"][own])
            later["ties"] = again["ties"]
        document["workshop"]["held_on"] = json.loads(before)["workshop"]["held_on"]

    wrong = f"Mend the list of person {person} in round 2"
    refused(lambda: first.update(participant=person), wrong)
    refused(lambda: (first.update(participant=somebody), second.update(participant=somebody)), wrong)
    refused(lambda: first.update(kept=foreign), wrong)
    refused(lambda: first.update(kept=second["id"]), wrong)
    refused(lambda: first.update(kept=987654), "not in the file: 987654")
    refused(lambda: later.update(ties=[[first["id"], foreign]]), wrong)
    # Days on which others are counted on: the whole list of workshops could not be read any more.
    refused(lambda: document["workshop"].update(held_on="9999-12-31"), "No workshop is held in the year 9999")
    later["began_at"], first["label"] = "2026-01-01T08:00:00", "A\nB\u200b"
    document["people"][0]["email"] = "n/a"
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    outcome = import_files(library, back, [path])
    assert "“n/a” is no e-mail address: nobody is mailed there." in str(outcome.files[0].proposal.plan.causes[0])
    [network] = [
        step["data"] for step in exported(library, back, tmp_path)[1]["agenda"] if step["exercise"] == "network"
    ]
    mended = next(one for one in network["lists"] if one["began_at"] == "2026-01-01T08:00:00Z")
    assert mended["contacts"][0]["label"] == "A B"


@pytest.mark.parametrize(
    ("kind", "part"),
    [("network", "questions"), ("three_questions", "themes"), ("three_questions", "cards"),
     ("three_questions", "writers")],
)  # fmt: skip
def test_what_stands_twice_in_a_step_stops_the_file(
    library: Library, tmp_path: Path, full: int, kind: str, part: str
) -> None:
    """Of two themes with one number, or two questions with one key, nobody can tell which one answers are about."""
    path, document = exported(library, full, tmp_path)
    there = of_kind(document, kind)[part]
    there.append(dict(there[0]))
    path.write_text(json.dumps(document), encoding="utf-8")
    back = start_workshop(library, "Back").value
    with pytest.raises(BadFile, match="is in it twice"):
        import_files(library, back, [path])
    assert people_of(library, back) == []


@pytest.mark.parametrize(("version", "says"), [(2, "newer version"), (0, "version: "), (None, "version: ")])
def test_only_a_newer_file_is_called_newer(
    library: Library, tmp_path: Path, full: int, version: int | None, says: str
) -> None:
    path, document = exported(library, full, tmp_path)
    path.write_text(json.dumps(document | {"version": version}), encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        import_files(library, start_workshop(library, "Back").value, [path])

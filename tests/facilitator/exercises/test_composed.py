"""Questions that a facilitator makes: whatever is composed goes every way that the house has."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from added_exercise import added_exercise
from asked import ANY, Asked, contents, fill, opened_copy, questionnaires
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import by
from jsonschema import Draft202012Validator
from pypdf import PdfReader, PdfWriter
from typer.testing import CliRunner

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Rows
from facilitator.charts.spider import Spider
from facilitator.cli import create_app
from facilitator.described.agreement import data_kept
from facilitator.described.editing import ask
from facilitator.described.question_templates import example, examples, keep_template, own_templates, remove_template
from facilitator.described.setup import BEGINS_WITH
from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, duplicate_step, erase_participant, exercise_steps, offered
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import speaking
from facilitator.progress import finish
from facilitator.questionnaires import model
from facilitator.questionnaires.answers import Lacking, put, put_entry, send
from facilitator.questionnaires.building import change_question
from facilitator.questionnaires.flow import READ_OVER, Flow
from facilitator.questionnaires.model import Option, Questionnaire, Scale, Someone, Text, Value
from facilitator.questionnaires.question_file import QuestionFile, read_file, read_path, write_file
from facilitator.questionnaires.reading import Who, has_sent, read_given, responses
from facilitator.questionnaires.setup import get_setup
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts, summary
from facilitator.resources import resource
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, schema, to_json
from facilitator.storage.library import Library
from facilitator.worksheets.returned import bring_in, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import Person, add_people, get_participant, people_of
from facilitator.workshop.workshops import new_workshop

KIND = "composed"
FILES = Path(__file__).parents[2] / "data" / "questions"


def begin(library: Library, asked: Questionnaire | str, count: int = 6) -> tuple[int, int, list[int]]:
    """A workshop with a step that asks this, and people of two teams."""
    workshop = new_workshop(library, "Room").value
    roster = [Person(each.name, each.email, ("North", "South")[at % 2]) for at, each in enumerate(people(count))]
    ids = list(add_people(library, workshop, roster).value)
    begins = asked if isinstance(asked, str) else asked.model_dump(mode="json")
    return workshop, add_exercise(library, workshop, KIND, options={BEGINS_WITH: begins}).value, ids


def told(library: Library, step: int) -> list[dict[str, str]]:
    """What was sent, without ids: people by their names."""
    workshop = get_setup(library, step).workshop_id
    names = {person.id: person.name for person in people_of(library, workshop)}
    found = []
    for each in responses(library, step):
        rows = {
            f"{question} {about}": str(
                [(names.get(value.person or 0), value._replace(person=None, team=None)) for value in values]
            )
            for (question, about), values in contents(each.given).items()  # type: ignore[misc]
        }
        found.append({"who": " & ".join(sorted(names[person] for person in each.members)), **rows})
    return sorted(found, key=lambda each: each["who"])


def words_in(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def goes_every_way(library: Library, handed_on: QuestionFile, folder: Path, draw: Any = None) -> None:
    """Station, export, import, the whole workshop's file, paper and PDFs."""
    asked = read_file(write_file(handed_on.questionnaire), "x.json").questionnaire
    assert asked == handed_on.questionnaire
    workshop, step, ids = begin(library, asked)
    own = exercise(KIND)
    for number, person in enumerate(ids[:5]):
        if draw is None:
            own.simulate(library, step, person, Random(number))
        else:
            fill(draw, Asked(library, step, workshop, tuple(ids)), number)
    sent = sum(has_sent(library, Who(step, person)) for person in ids[:5])
    assert sent == 5 or draw is not None
    if not any(each.given for each in responses(library, step)):
        # Everybody passed over everything: there is nothing that could go anywhere.
        return
    # A table, to the same people's step elsewhere and back in.
    written = export_workshop(library, workshop, Format.CSV, folder / "csv")
    target = duplicate_step(library, step).value
    assert get_setup(library, target).questionnaire == asked
    (table,) = [path for path in written if KIND in path.name]
    with library.change("One step to go to"):
        other = new_workshop(library, "Elsewhere").value
        there = add_exercise(library, other, KIND, options={BEGINS_WITH: asked.model_dump(mode="json")}).value
        add_people(library, other, [Person(each.name, each.email, each.team) for each in people_of(library, workshop)])
    imported = import_files(library, other, [table])
    assert not imported.failed, [file.proposal.plan.problems for file in imported.files]
    kept = [row for row in told(library, step) if len(row) > 1]
    assert [row for row in told(library, there) if len(row) > 1] == kept
    # The whole workshop.
    content = to_json(library, workshop)
    by(schema).validate(json.loads(content))
    third = new_workshop(library, "Third").value
    plan_workshop(library, third, read_workshop("room.json", content)).apply()
    restored = [found.id for found, each in exercise_steps(library, third) if each.kind == KIND]
    assert told(library, restored[0]) == told(library, step)
    # A form for somebody who has not answered yet, filled in and back again.
    name = people_of(library, workshop)[5].name
    finish(export_worksheets(library, workshop, folder / "sheets", fillable=True))
    form = next(path for path in (folder / "sheets").glob("*.pdf") if name in path.name).read_bytes()
    fields = PdfReader(BytesIO(form)).get_fields() or {}
    texts = [
        question
        for question in asked.by_key.values()
        if isinstance(question, Text) and question.about is None and question.only_if is None
    ]
    if texts and not asked.anonymous:
        key = texts[0].key
        field = next(each for each in fields if each in (f"{prefix_of(step)}{key}", f"{prefix_of(step)}{key}-1"))
        writer = PdfWriter(clone_from=PdfReader(BytesIO(form)))
        for page in writer.pages:
            writer.update_page_form_field_values(page, {field: "Zoe"}, auto_regenerate=False)
        back = folder / "back.pdf"
        writer.write(back)
        (sheet,) = finish(look_through(library, workshop, [back]))
        finish(bring_in(library, workshop, [sheet]))
        assert [value.word for value in read_given(library, Who(step, ids[5])).values(key)] == ["Zoe"]
    # Papers.
    assert "".join(asked.title.split()) in words_in(summary(library, workshop).render())
    answered = next((person for person in ids[:5] if read_given(library, Who(step, person))), None)
    if answered is not None and not asked.anonymous:
        assert "".join(asked.title.split()) in words_in(
            Handouts(library, workshop).of(get_participant(library, answered)).render()
        )
    (found,) = own.metrics(library, step)[KIND]
    assert found["sent"] >= sent


@pytest.mark.parametrize("name", ["programme_4", "programme_5", "programme_6"])
def test_the_questionnaires_of_the_programmes_could_have_been_made_so(
    library: Library, tmp_path: Path, name: str
) -> None:
    goes_every_way(library, read_path(FILES / f"{name}.json"), tmp_path)


@given(data=st.data())
@settings(ANY, max_examples=share_of(10))
def test_whatever_is_composed_goes_every_way(empty_library: Path, data: st.DataObject) -> None:
    with opened_copy(empty_library) as library, TemporaryDirectory() as folder:
        handed_on = QuestionFile(questionnaire=data.draw(questionnaires()))
        goes_every_way(library, handed_on, Path(folder), data.draw)


@pytest.mark.parametrize("name", [name for name, _ in examples()])
def test_every_example_is_answered_shown_and_said_in_german(library: Library, name: str) -> None:
    workshop, step, ids = begin(library, name, 18)
    for number, person in enumerate(ids):
        exercise(KIND).simulate(library, step, person, Random(number))
    asked = get_setup(library, step).questionnaire
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert found["sent"] == 18 and found["title"]
    titles = dict(exercise(KIND).figure_titles_of(library, step))
    figures = exercise(KIND).figures(library, step)
    assert list(figures) == list(titles)
    if not asked.anonymous:
        assert all(figure.chart.has_values and not figure.is_withheld for figure in figures.values())
    with speaking("de"):
        german = exercise(KIND).figure_titles_of(library, step)
        (section,) = exercise(KIND).summary_sections(library, step)
    assert all(dict(german)[key] != title for key, title in titles.items())
    assert asked.title not in section.texts
    assert "".join(asked.title.split()) in words_in(summary(library, workshop).render())
    assert example(name).minutes


def test_the_template_runs_it(library: Library) -> None:
    workshop = start_workshop(library, "Back", template="looking_back").value
    steps = [(step, each) for step, each in exercise_steps(library, workshop) if each.kind == KIND]
    assert [get_setup(library, step.id).questionnaire.title for step, _ in steps] == [
        "Check-in",
        "Retrospective",
        "Lessons learned",
    ]
    for number, person in enumerate(add_people(library, workshop, people(6)).value):
        for step, each in steps:
            each.simulate(library, step.id, person, Random(number))
    text = words_in(summary(library, workshop).render())
    assert all(title in text for title in ("Check-in", "Retrospective", "Lessonslearned", "6of6people"))


def test_what_is_kept_can_be_begun_with_and_removed(library: Library) -> None:
    asked = Questionnaire(title="Mine", questions=(Text(key="a", text="What?"),))
    keep_template(library, "  Our round ", asked, 15)
    keep_template(library, "Another", asked)
    keep_template(library, "our ROUND", asked.edited(title="Newer"), 20)
    assert [(each.title, each.minutes) for each in own_templates(library)] == [("Another", None), ("our ROUND", 20)]
    (begins,) = [each for each in exercise(KIND).beginnings(library) if each.title == "our ROUND"]
    step = add_exercise(library, new_workshop(library, "Room").value, KIND, options=begins.options).value
    assert get_setup(library, step).questionnaire.title == "Newer" and get_setup(library, step).source == ""
    remove_template(library, "Our Round")
    assert [each.title for each in own_templates(library)] == ["Another"]
    with pytest.raises(Invalid, match="title"):
        keep_template(library, " ", asked)
    # An exercise whose questions are only worded begins with its own.
    assert exercise("learning_mix").beginnings(library) == ()


def test_by_command_a_file_comes_in_and_goes_out(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "Room").value
    run, app = CliRunner(), create_app()
    args = ["--library", str(library.path)]
    added = run.invoke(app, ["add-questions", str(workshop), str(FILES / "programme_6.json"), *args])
    assert added.exit_code == 0, added.output
    ((step, _),) = exercise_steps(library, workshop)
    assert added.stdout.strip() == str(step.id) and (step.title, step.minutes) == ("Recognition", 10)
    target = tmp_path / "out.json"
    assert run.invoke(app, ["questions", str(step.id), "-o", str(target), *args]).exit_code == 0
    assert target.read_bytes() == (FILES / "programme_6.json").read_bytes()
    bad = tmp_path / "bad.json"
    bad.write_text(target.read_text(encoding="utf-8").replace('"someone"', '"somebody"'), encoding="utf-8")
    refused = run.invoke(app, ["add-questions", str(workshop), str(bad), *args])
    assert refused.exit_code != 0 and "questionnaire → questions → 2" in str(refused.exception)
    assert len(exercise_steps(library, workshop)) == 1


def send_choice(library: Library, step: int, person: int, *answers: tuple[str, Sequence[Value]]) -> None:
    for key, values in answers:
        put(library, Who(step, person), key, values)
    send(library, Who(step, person))


def test_what_the_room_reads_was_agreed_and_nothing_is_shown_of_few(library: Library) -> None:
    asked = Questionnaire(
        title="Round",
        questions=(
            model.OneOf(key="which", text="Which?", options=(Option(key="a", label="A"), Option(key="b", label="B"))),
            Text(key="word", text="One word", to_room=True),
            Text(key="secret", text="For me alone"),
            model.Scale(
                key="sure",
                text="How sure?",
                labels=("Not", "Quite"),
                only_if=model.Condition(question="which", any_of=("b",)),
            ),
            Text(key="why", text="Why B?", to_room=True, only_if=model.Condition(question="which", any_of=("b",))),
        ),
    )
    workshop, step, ids = begin(library, asked, 9)
    for number, person in enumerate(ids):
        which = "b" if number < 4 else "a"
        put_entry(library, Who(step, person), "word", "Same" if number < 3 else f"word {number}")
        put_entry(library, Who(step, person), "secret", f"secret {number}")
        put(library, Who(step, person), "which", [Value(which)])
        if which == "b":
            put_entry(library, Who(step, person), "why", f"because {number}")
            put(library, Who(step, person), "sure", [Value(number=1)])
        send(library, Who(step, person))
    figures = exercise(KIND).figures(library, step)
    assert [key for key, _ in exercise(KIND).figure_titles_of(library, step)] == [
        "q.which",
        "q.word",
        "q.sure",
        "q.why",
    ]
    assert figures["q.word"].chart.texts()[0] == "Same (3 times)" and not figures["q.word"].is_withheld
    # Nine have sent, and four of them were asked why.
    for key in ("q.why", "q.sure"):
        assert figures[key].is_withheld and figures[key].people == 4
    assert not figures["q.which"].is_withheld
    text = words_in(summary(library, workshop).render())
    assert "word8" in text and "secret" not in text and "because" not in text
    assert "Samewordsof" not in text
    before = figures["q.word"].words
    erase_participant(library, ids[8])
    assert "word 8" not in str(exercise(KIND).figures(library, step)["q.word"])
    assert exercise(KIND).figures(library, step)["q.word"].words < before
    pulse = add_exercise(library, workshop, KIND, options={BEGINS_WITH: "team_pulse"}).value
    kept = data_kept(exercise(KIND), library, pulse)
    assert kept.nobodys and "could harm you if it got about: Load." in kept.what
    # Where it is asked, people read so: at the station and on paper, and in the notice of the workshop.
    assert "One word" in data_kept(exercise(KIND), library, step).seen
    sheet = exercise(KIND).worksheet_sections(library, step)
    from facilitator.documents.form_fields import Pen

    assert "The room and the summary show what you write here, without your name." in " ".join(
        sheet(Pen(True), True)[0].texts
    )


def test_under_a_works_agreement_nobody_is_asked_for_by_name(library: Library) -> None:
    plain = Questionnaire(title="Plain", questions=(Text(key="a", text="What?"),))
    naming = plain.edited(questions=[{"kind": "someone", "key": "who", "text": "Who helps?"}])
    workshop, step, _ = begin(library, plain)
    change_agreement(library, workshop, holds=True)
    with pytest.raises(Invalid, match="Who helps"):
        ask(library, step, naming)
    with pytest.raises(Invalid, match="Who helps"):
        add_exercise(library, workshop, KIND, options={BEGINS_WITH: naming.model_dump(mode="json")})
    assert get_setup(library, step).questionnaire == plain
    other, _, _ = begin(library, naming)
    with pytest.raises(Invalid, match="Who helps"):
        change_agreement(library, other, holds=True)


CHECKED = {
    "sorting/__init__.py": "",
    "sorting/exercise.json": '{"title": "Sorting", "minutes": 12}',
    "sorting/questionnaire.json": Questionnaire(
        title="Sorting",
        questions=(
            Text(key="ideas", text="Which ideas?", entries=3),
            model.SeveralOf(
                key="chosen", text="Which is it?", options=(Option(key="a", label="A"), Option(key="b", label="B"))
            ),
        ),
    ).model_dump_json(),
    "sorting/check.py": """
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise


@implements(Exercise.check)
def check(library, step_id, given):
    return ["Choose one of each field."] if len(given.options("chosen")) != 1 else []
""",
}


def test_an_exercise_checks_what_is_sent_by_every_way(library: Library, tmp_path: Path) -> None:
    with added_exercise(tmp_path / "exercises", CHECKED):
        workshop = new_workshop(library, "Room").value
        first, second, third = add_people(library, workshop, people(3)).value
        step = add_exercise(library, workshop, "sorting").value
        both = [Value("a"), Value("b")]
        own = exercise("sorting")
        from facilitator.described.flow_parts import check_of

        flow = Flow(library, step, first, check=check_of(library, step))
        flow.next()
        flow.put("chosen", both)
        flow.go_to(READ_OVER)
        said: list[str] = []
        flow.warned.connect(lambda sentence: said.append(sentence))
        assert not flow.next() and said == ["Choose one of each field."]
        assert not has_sent(library, Who(step, first))
        flow.put("chosen", both[:1])
        assert flow.next() and has_sent(library, Who(step, first))
        # A table and a sheet leave open what does not fit, and lose nothing of it.
        name = people_of(library, workshop)[1].name
        (tmp_path / "t.csv").write_text(f"participant,chosen-a,chosen-b,sent\n{name},x,x,yes\n", encoding="utf-8")
        assert not import_files(library, workshop, [tmp_path / "t.csv"]).failed
        assert read_given(library, Who(step, second)).options("chosen") == ("a", "b")
        assert not has_sent(library, Who(step, second))
        found = own.read_worksheets(library, step)(third, {"chosen-a": "/Yes", "chosen-b": "/Yes"}, None)
        assert found is not None
        with library.change("Sheet") as change:
            found.write(change.session)
        assert read_given(library, Who(step, third)).options("chosen") == ("a", "b")
        assert not has_sent(library, Who(step, third))
        with pytest.raises(Lacking, match="each field"):
            send(library, Who(step, second), check_of(library, step))


def test_it_is_offered_and_its_examples_are_in_the_published_form(library: Library) -> None:
    assert KIND in [each.kind for each in offered(library)]
    published = json.loads(resource("schemas", "questions-1.json").read_text(encoding="utf-8"))
    from facilitator.questionnaires.question_file import schema as question_schema

    assert published == question_schema()
    Draft202012Validator.check_schema(published)
    paths = [*resource("questionnaires").glob("*.json"), *FILES.glob("*.json")]
    assert len(paths) == 8
    for path in paths:
        Draft202012Validator(published).validate(json.loads(path.read_text(encoding="utf-8")))
    assert {path.stem for path in resource("questionnaires").glob("*.json")} == {name for name, _ in examples()}


def test_what_was_written_for_oneself_is_not_shown_later(library: Library) -> None:
    asked = Questionnaire(title="Round", questions=(Text(key="word", text="One word"), Someone(key="who", text="Who?")))
    _, step, ids = begin(library, asked)
    ask(library, step, change_question(asked, "word", text="In one word"))
    put_entry(library, Who(step, ids[0]), "word", "tired")
    now = get_setup(library, step).questionnaire
    with pytest.raises(Invalid, match="1 answer that the room was not to read"):
        ask(library, step, change_question(now, "word", to_room=True))


def test_no_single_number_is_told_and_each_figure_says_on_whom_it_rests(library: Library) -> None:
    scales = [Scale(key=f"s{at}", text=f"Scale {at}", labels=("low", "middle", "high")) for at in range(3)]
    asked = Questionnaire(title="Numbers", questions=(model.Number(key="years", text="How many years?"), *scales))
    workshop, step, ids = begin(library, asked, 11)

    def years(*numbers: int) -> Figure:
        for person, number in zip(ids, numbers, strict=False):
            send_choice(library, step, person, ("years", [Value(number=number)]), ("s0", [Value(number=2)]))
        figures: dict[str, Figure] = dict(exercise("composed").figures(library, step))
        return figures["q.years"]

    few = years(4, 11, 24, 37, 40)
    assert isinstance(few.chart, Rows) and "half" not in few.sentence
    labels = " ".join(row.label for row in few.chart.rows)
    assert not {"4", "40"} & set(labels.split()), "a class that began with the lowest number would tell it"
    assert sum(int(row.bars[0][1]) for row in few.chart.rows) == 5
    assert "half of them up to" in years(4, 11, 24, 37, 40, 5, 6, 7, 8, 9).sentence
    for person in ids[:6]:
        send_choice(library, step, person, ("s1", [Value(number=1)]))
    spider = exercise("composed").figures(library, step)["scales"]
    # Four of the ten who have sent left one open.
    assert "6+ to 10 of 11 people" in spider.sentence and not spider.is_withheld
    send_choice(library, step, ids[0], ("s2", [Value(number=1)]))
    told = exercise("composed").figures(library, step)["scales"]
    assert "1 scale of too few is left out" in told.sentence and isinstance(told.chart, Spider)
    assert told.chart.series[0].values[2] is None
    put(library, Who(step, ids[0]), "s2", [])
    words = words_in(summary(library, workshop).render())
    # Nobody has answered the third scale, though ten have sent.
    assert "Nobodyhasansweredthis." in words and "Nobodyhassent" not in words


def test_how_many_of_few_left_a_question_open_is_in_no_sentence(library: Library) -> None:
    options = (Option(key="a", label="A"), Option(key="b", label="B"))
    one = {"one": Value(option="a"), "years": Value(number=3), "word": Value(word="calm"), "sure": Value(number=2)}
    asked = Questionnaire(
        title="Left open",
        questions=(
            model.OneOf(key="one", text="One?", options=options),
            model.Number(key="years", text="How many years?"),
            Text(key="word", text="One word", to_room=True),
            Scale(key="sure", text="How sure?", labels=("Not", "Half", "Quite")),
            model.SeveralOf(key="several", text="Several?", options=options),
        ),
    )
    workshop, step, ids = begin(library, asked, 14)

    def sentences(open_: int) -> dict[str, str]:
        for number, person in enumerate(ids[:12]):
            every = [*one.items(), ("several", Value(option="b"))]
            send_choice(library, step, person, *((key, [value] if number >= open_ else []) for key, value in every),
                        ("sure", [one["sure"]]))  # fmt: skip
        return {key[2:]: each.sentence for key, each in exercise("composed").figures(library, step).items()}

    assert all(each.endswith("12 of 14 people") for each in sentences(0).values())
    few = sentences(1)
    assert few.pop("sure").endswith("12 of 14 people")
    # Ticks tell nothing of how many people they are; what each gives once adds up to it, and is said alone.
    assert few.pop("several").endswith(" · 8+ of 14 people")
    assert few.pop("word") == "11 answers" and all(each.endswith(" · 11 answers") for each in few.values())
    assert "11of14" not in words_in(summary(library, workshop).render())
    # As many as the floor are no few.
    assert sentences(5)["several"].endswith("7 of 14 people") and sentences(5)["one"].endswith("7 of 14 people")


def test_what_few_have_answered_is_not_said_to_be_sent_by_few(library: Library) -> None:
    asked = Questionnaire(title="Q", questions=tuple(Text(key=k, text=k, to_room=True) for k in ("one", "two")))
    workshop, step, ids = begin(library, asked, 6)
    for number, person in enumerate(ids):
        send_choice(library, step, person, ("one", [Value(word="yes")]), *[("two", [Value(word="no")])] * (number < 3))
    words = words_in(summary(library, workshop).render())
    assert "Thisrestsonfewerthan5people.Itisshownfrom5peopleon" in words and "3peoplehavesent" not in words

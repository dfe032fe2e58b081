"""Answers in other words than ours, and questions that files bring: said, asked, kept, and taken back whole."""

import json
from pathlib import Path

import pytest
from command_line import facilitator
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from prepared import empty_room

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Factor, load_factor_set
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup, with_answers
from facilitator.exercises.steps import duplicate_workshop, exercise_steps
from facilitator.import_plans import Choice, Options
from facilitator.sharing.importing import Imported, import_files
from facilitator.storage.library import Library

WORDS = {factor.key: AnswerWords(factor) for factor in load_factor_set("standard").factors}


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def step_of(library: Library, room: int) -> int:
    return exercise_steps(library, room)[0][0].id


def bring(library: Library, room: int, folder: Path, *texts: str, options: Options | None = None) -> Imported:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return import_files(library, room, paths, options)


def said(found: Imported) -> str:
    return "\n".join(str(each) for file in found.files for each in file.proposal.plan.problems)


def codes(library: Library, room: int, key: str) -> dict[str, int]:
    views = read_networks(library, step_of(library, room)).values()
    return {one.label: one.ratings[key] for view in views for one in view.contacts if key in one.ratings}


def factor(library: Library, room: int, key: str) -> Factor:
    return next(each for each in get_setup(library, step_of(library, room)).factors if each.key == key)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("interaction", "Every day", 4),
        ("interaction", "once a week", 3),
        ("interaction", "jeden Monat", 2),
        ("interaction", "Several times daily", 5),
        ("interaction", "weeky", 3),
        ("time_known", "1-3 years", 2),
        ("time_known", "<1 year", 1),
        ("time_known", "10+ years", 5),
        ("group", "my own team", 1),
        ("hierarchy", "Junior", 3),
    ],
)
def test_words_near_to_an_answer(key: str, text: str, code: int) -> None:
    assert WORDS[key].read(text) is None
    assert WORDS[key].near(text) == code


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("interaction", "not daily"),
        ("interaction", "Never"),
        ("interaction", "2-3 times a week"),
        ("interaction", "sometimes"),
        ("time_known", "2 years"),
        ("time_known", "1 year"),
        ("group", "same team"),
        ("group", "team"),
        ("hierarchy", ""),
    ],
)
def test_words_that_could_mean_another_answer_are_near_to_none(key: str, text: str) -> None:
    assert WORDS[key].near(text) is None


def test_a_near_answer_is_asked_once_and_known_in_the_next_file(library: Library, room: int, tmp_path: Path) -> None:
    text = "Participant,Contact,How often\nAnn,Bo,Every day\nAnn,Cy,every DAY\n"
    asked = bring(library, room, tmp_path, text)
    assert asked.failed
    assert '--answer "Every day=About daily"' in said(asked)
    assert {(each.text, each.answer, each.taken) for each in asked.offers} == {
        ("Every day", "About daily", False),
        ("every DAY", "About daily", False),
    }
    before = get_setup(library, step_of(library, room))
    taken = bring(library, room, tmp_path, text, options=Options(answers={"every day": "Daily"}))
    assert "is taken for “About daily”" in said(taken)
    assert codes(library, room, "interaction") == {"Bo": 4, "Cy": 4}
    again = bring(library, room, tmp_path, "Participant,Contact,How often\nDi,Ed,EVERY day\n")
    assert not again.failed and not [each for each in again.offers if each.choice is Choice.NEAR]
    assert codes(library, room, "interaction") == {"Bo": 4, "Cy": 4, "Ed": 4}
    # What is kept goes along with a copy of the workshop, and with its undo.
    copy = duplicate_workshop(library, room).value
    assert factor(library, copy, "interaction").confirmed == factor(library, room, "interaction").confirmed != ()
    assert again.done is not None and taken.done is not None
    again.done.undo()
    taken.done.undo()
    assert get_setup(library, step_of(library, room)) == before


def test_numbers_that_count_from_0(library: Library, room: int, tmp_path: Path) -> None:
    found = bring(library, room, tmp_path, "Participant,Contact,How near,How often\nAnn,Bo,0,1\nAnn,Cy,2,5\n")
    assert codes(library, room, "proximity") == {"Bo": 1, "Cy": 3}
    assert codes(library, room, "interaction") == {"Bo": 1, "Cy": 5}
    assert "Column “How near”: Its numbers count from 0: 0 is taken for “A few steps away”, and 3 would be" in said(
        found
    )
    # With the highest number beside the 0, nobody can tell.
    assert bring(library, room, tmp_path, "Participant,Contact,How near\nAnn,Bo,0\nAnn,Cy,4\n").failed


def test_a_question_has_the_answers_of_all_files(library: Library, room: int, tmp_path: Path) -> None:
    files = ("Participant,Contact,Mood\nAnn,Bo,good\nAnn,Cy,bad\n", "Participant,Contact,Mood\nDee,Ed,fine\n")
    options = Options({"Mood": "new ordered question"}, orders={"mood": ("bad", "fine", "good")})
    found = bring(library, room, tmp_path, *files, options=options)
    assert not found.failed, said(found)
    mood = factor(library, room, "Mood")
    assert (mood.kind, mood.codes, mood.has_axis) == ("strength", ("bad", "fine", "good"), True)
    assert codes(library, room, "Mood") == {"Bo": 3, "Cy": 1, "Ed": 2}
    # An answer that comes later offers itself.
    late = "Participant,Contact,Mood\nAnn,Bo,splendid\n"
    refused = bring(library, room, tmp_path, late)
    assert refused.failed
    assert [(each.choice, each.text) for each in refused.offers] == [(Choice.ANSWER, "splendid")]
    assert not bring(library, room, tmp_path, late, options=Options(added=frozenset({"splendid"}))).failed
    assert factor(library, room, "Mood").codes == ("bad", "fine", "good", "splendid")
    assert codes(library, room, "Mood")["Bo"] == 4


def test_an_order_that_forgets_an_answer_is_refused(library: Library, room: int, tmp_path: Path) -> None:
    options = Options({"Mood": "new distance question"}, orders={"Mood": ("bad",)})
    found = bring(library, room, tmp_path, "Participant,Contact,Mood\nAnn,Bo,good\nAnn,Cy,bad\n", options=options)
    assert found.failed
    assert "does not say where these answers stand: “good”" in said(found)


def test_numbers_are_ordered_by_themselves_and_a_later_one_finds_its_place(
    library: Library, room: int, tmp_path: Path
) -> None:
    first = "Participant,Contact,Trust\nAnn,Bo,2\nAnn,Cy,4\nAnn,Di,10\n"
    bring(library, room, tmp_path, first, options=Options({"Trust": "new question"}, off_axis=frozenset({"Trust"})))
    trust = factor(library, room, "Trust")
    assert (trust.kind, trust.codes, trust.has_axis) == ("strength", tuple(map(str, range(2, 11))), False)
    done = bring(library, room, tmp_path, "Participant,Contact,Trust\nEd,Flo,1\n", options=Options(added=None)).done
    assert factor(library, room, "Trust").codes == tuple(map(str, range(1, 11)))
    assert codes(library, room, "Trust") == {"Bo": 2, "Cy": 4, "Di": 10, "Flo": 1}
    assert done is not None
    done.undo()
    assert codes(library, room, "Trust") == {"Bo": 1, "Cy": 3, "Di": 9}


@settings(max_examples=share_of(60), deadline=None)
@given(st.lists(st.integers(0, 40).map(str), min_size=2, unique=True), st.data())
def test_more_answers_keep_those_that_are_there(numbers: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(1, len(numbers) - 1))
    before = Factor("a", "a", "a", "strength", tuple(sorted(numbers[:kept], key=int)), internal=1)
    after = with_answers(before, numbers[kept:])
    assert set(numbers) <= set(after.codes)
    assert list(after.codes) == sorted(after.codes, key=int)
    assert after.internal is not None and after.codes[after.internal - 1] == before.codes[0]


def test_questions_that_nobody_answered_go_off_in_one_step(library: Library, room: int, tmp_path: Path) -> None:
    files = ("Participant,Contact,How often\nAnn,Bo,Weekly\n", "Participant,Contact,How near\nDi,Ed,A few steps away\n")
    offered = bring(library, room, tmp_path, *files)
    idle = [each.answers for each in offered.offers if each.choice is Choice.UNASKED]
    assert idle == [("Where they work", "How long", "Their level", "Kind of work")]
    assert offered.done is not None
    offered.done.undo()
    done = bring(library, room, tmp_path, *files, options=Options(switch_off=True)).done
    active = [each.key for each in get_setup(library, step_of(library, room)).active]
    assert active == ["proximity", "interaction"]
    assert done is not None
    done.undo()
    assert len(get_setup(library, step_of(library, room)).active) == 6


def test_on_the_command_line(library: Library, room: int, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        "Timestamp,Your name,Contact 1,Contact 2,How often [Contact 1],How often [Contact 2],Mood [Contact 1],"
        "Mood [Contact 2]\nx,Ann,Omar,Pia,Every day,Once a week,good,bad\nx,Ben,Kim,,Every day,,fine,\n",
        encoding="utf-8",
    )
    where = ("--library", library.path)
    call = (*where, "import", room, path, "--map", "Mood=new ordered question", "--order", "Mood=bad,fine,good")
    refused = facilitator(*call, code=1)
    assert "“Every day = About daily”, “Once a week = About weekly”" in refused.stderr
    unused = facilitator(*call, "--answer", "Nowhere=About daily", code=1)
    assert "“Nowhere” stands in none of these files." in unused.stderr
    done = facilitator(
        *call, "--off-spider", "Mood", "--switch-off-unanswered", "--answer", "Every day=Daily", "--accept-near"
    )
    assert "3 contacts of 2 people." in done.stdout
    assert "Not needed: 1 column that the file’s program fills by itself (“Timestamp”)." in done.stdout
    measured = json.loads(facilitator(*where, "metrics", room, "--json").stdout)
    assert [each["key"] for each in measured["factors"]] == ["interaction", "Mood"]
    people = {each["name"]: each for each in measured["participants"]}
    assert people["Ann"]["factors"]["interaction"]["strength"] == pytest.approx((0.75 + 0.5) / 2)
    assert people["Ann"]["factors"]["Mood"]["diversity"] is None
    assert people["Ben"]["factors"]["interaction"]["strength"] == pytest.approx(0.75)


def test_several_choices_in_one_cell_are_asked(library: Library, room: int, tmp_path: Path) -> None:
    """A form's ticks: none of them is taken in silence, and a new question has single answers."""
    text = (
        "participant,contact,Channel,group,interaction\n"
        "Anna,Omar,Mail; Phone,In my team;Another department;,About weekly;About daily\n"
        'Anna,Pia,"Phone, Mail","In my team, Another department",About daily;\n'
        'Ben,Kim,Mail,"Another team, same department",About weekly\n'
        "Ben,Lee,Phone;,In my team,About daily\n"
    )
    found = bring(library, room, tmp_path, text, options=Options(new_questions=True))
    assert found.failed
    assert "“Mail; Phone” are several answers, and “Channel” takes one." in said(found)
    near = {each.text: each.answer for each in found.offers if each.choice is Choice.NEAR}
    assert near == {
        "Mail; Phone": "Mail",
        "Phone, Mail": "Mail",
        "In my team;Another department;": "In my team",
        "In my team, Another department": "In my team",
        "About weekly;About daily": "About daily",
    }
    chosen = near | {"Mail; Phone": "Phone"}
    done = bring(library, room, tmp_path, text, options=Options(new_questions=True, answers=chosen))
    assert not done.failed, said(done)
    assert factor(library, room, "Channel").codes == ("Mail", "Phone")
    assert codes(library, room, "Channel") == {"Omar": 2, "Pia": 1, "Kim": 1, "Lee": 2}
    assert codes(library, room, "group") == {"Omar": 1, "Pia": 1, "Kim": 2, "Lee": 1}
    assert codes(library, room, "interaction") == {"Omar": 4, "Pia": 4, "Kim": 3, "Lee": 4}


def test_several_choices_beside_contacts_are_no_list_of_people(library: Library, room: int, tmp_path: Path) -> None:
    text = (
        "Your name,Contact 1,Contact 2,Channel [Contact 1],Channel [Contact 2]\n"
        "Anna,Omar,Pia,Mail; Phone,Mail\nBen,Kim,Lee,Phone,Phone; Mail\n"
    )
    found = bring(library, room, tmp_path, text, options=Options(new_questions=True))
    assert [each.question for each in found.offers if each.choice is Choice.QUESTION] == ["Channel"]
    done = bring(library, room, tmp_path, text, options=Options(new_questions=True, near=True))
    assert not done.failed, said(done)
    assert codes(library, room, "Channel") == {"Omar": 1, "Pia": 1, "Kim": 2, "Lee": 1}


def test_commas_within_an_answer_part_nothing(library: Library, room: int, tmp_path: Path) -> None:
    text = 'participant,contact,Note,interaction\nAnna,Omar,"tall, kind","4,0"\nAnna,Pia,"red, fast","3,0"\n'
    done = bring(library, room, tmp_path, text, options=Options(new_questions=True))
    assert not done.failed, said(done)
    assert factor(library, room, "Note").codes == ("red, fast", "tall, kind")
    assert codes(library, room, "interaction") == {"Omar": 4, "Pia": 3}


@pytest.mark.parametrize(
    ("heading", "key", "texts"),
    [
        ("Frequency", "interaction", ("4", "3")),
        ("How often do you have contact with this person?", "interaction", ("5", "1")),
        ("Contact frequency (1–5)", "interaction", ("5", "1")),
        ("Wie häufig haben Sie Kontakt mit der Person?", "interaction", ("2", "2")),
        ("Years known", "time_known", ("1", "5")),
        ("Relative level", "hierarchy", ("1", "3")),
    ],
)
def test_headings_near_to_a_question_are_asked_once(
    library: Library, room: int, tmp_path: Path, heading: str, key: str, texts: tuple[str, str]
) -> None:
    """Shown, confirmed by its tick, and known in the next file without a word."""
    text = "participant,contact,{}\nAnna,{},{}\nAnna,{},{}\n"
    first = text.format(heading, "Omar", texts[0], "Pia", texts[1])
    found = bring(library, room, tmp_path, first)
    assert found.failed and "Its heading is near to" in said(found)
    (offer,) = (each for each in found.offers if each.choice is Choice.HEADING)
    assert (offer.text, offer.answer, offer.taken) == (heading, key, False)
    done = bring(library, room, tmp_path, first, options=Options(headings=frozenset([heading])))
    assert not done.failed, said(done)
    assert f"Its heading is near to “{factor(library, room, key).label}”, for which it is taken." in said(done)
    assert codes(library, room, key) == {"Omar": int(texts[0]), "Pia": int(texts[1])}
    again = bring(library, room, tmp_path, text.format(heading, "Kim", texts[0], "Lee", texts[1]))
    assert not again.failed, said(again)
    assert "near to" not in said(again)
    assert not [each for each in again.offers if each.choice is Choice.HEADING]
    assert codes(library, room, key)["Kim"] == int(texts[0])
    # It goes with the questions to another workshop, and is no answer there.
    copy = duplicate_workshop(library, room).value
    assert (heading, "") in factor(library, copy, key).confirmed
    assert AnswerWords(factor(library, copy, key)).read(heading) is None


@pytest.mark.parametrize(
    ("heading", "texts"), [("Budget", "12"), ("How useful is it?", "12"), ("Frequency", "ab"), ("Seniority", "49")]
)
def test_other_headings_are_near_to_none(library: Library, room: int, tmp_path: Path, heading: str, texts: str) -> None:
    text = f"participant,contact,{heading}\nAnna,Omar,{texts[0]}\nAnna,Pia,{texts[1]}\n"
    found = bring(library, room, tmp_path, text, options=Options(near=True))
    assert not [each for each in found.offers if each.choice is Choice.HEADING]


def test_two_columns_near_to_one_question_are_neither(library: Library, room: int, tmp_path: Path) -> None:
    text = "participant,contact,Frequency,Contact frequency\nAnna,Omar,4,3\nAnna,Pia,3,3\n"
    found = bring(library, room, tmp_path, text, options=Options(near=True))
    assert found.failed
    assert not [each for each in found.offers if each.choice is Choice.HEADING]


def test_numbers_are_ordered_and_counts_of_rows_are_no_question(library: Library, room: int, tmp_path: Path) -> None:
    text = 'participant,contact,Trust,ID\nAnna,Omar,"1,5",1\nAnna,Pia,"0,5",2\nAnna,Kim,10,3\n'
    done = bring(library, room, tmp_path, text, options=Options(new_questions=True))
    assert not done.failed, said(done)
    trust = factor(library, room, "Trust")
    assert (trust.codes, trust.kind) == (("0,5", "1,5", "10"), "strength")
    assert "ID" not in [each.key for each in get_setup(library, step_of(library, room)).factors]
    assert done.metadata == "Not needed: 1 column that the file’s program fills by itself (“ID”)."

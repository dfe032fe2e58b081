"""Files that came to grief on their way, a few of each kind; `bootstrap.py trust bad_input` throws 10,000 of each."""

import json
import os
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from doors import Doors, doors
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import BadFile, NotFound
from facilitator.exercises.challenge.deck import read_path as read_deck
from facilitator.exercises.guide import bundled_page
from facilitator.exercises.network.factors import load_factor_set
from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.templates import bundled_agenda, start_workshop
from facilitator.exercises.three_questions.templates import load_template
from facilitator.import_plans import Options
from facilitator.json_files import json_in
from facilitator.questionnaires.question_file import read_path as read_questions
from facilitator.sharing.brought import FileKind, kind_of_file
from facilitator.sharing.exchange import Format, exchange_files
from facilitator.sharing.importing import import_files
from facilitator.sharing.tables import exchanged_sheets, read_table
from facilitator.sharing.workbook import to_xlsx
from facilitator.worksheets.opened import opened as worksheets_in
from facilitator.worksheets.reading import Kind, read_sheet
from facilitator.workshop.column_series import series_of

SHARE = {"content": 40, "csv": 6, "xlsx": 3, "graphml": 4, "json": 8, "pdf": 2, "workshop": 3, "station": 5}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("doors"), ["sample"]) as made:
        yield made


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", SHARE)
def test_a_mutated_file_is_imported_or_refused_in_a_sentence(opened: Doors, kind: str) -> None:
    for name, workshop, sound in opened.seeds[kind][-3:]:
        assert opened.offer(kind, name, workshop, sound) in ("imported", "read")

    @settings(max_examples=SHARE[kind])
    @given(st.integers(0, 2**32))
    def throw(seed: int) -> None:
        opened.throw(kind, Random(seed))

    throw()


DEEP = "[" * 100_000
BAD_JSON = {
    '{"a": 1, "a": 2}': "twice",
    '{"a": NaN}': "“NaN” is no number",
    '{"a": -Infinity}': "no number",
    '{"a": 1e999}': "too large",
    f'{{"a": {2**64}}}': "too large",
    '{"a": ' + "9" * 5000 + "}": "too large",
    '{"a": "\\ud83d"}': "half a letter",
    '{"a": ': "no JSON from line 1",
    DEEP: "nested too deep",
    '{"a":' * 100_000: "nested too deep",
}


@pytest.mark.parametrize(("text", "said"), BAD_JSON.items(), ids=range(len(BAD_JSON)))
def test_what_no_library_can_keep_is_refused_at_the_door(text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        json_in(text, "a.json")


def test_a_number_that_is_too_large_and_written_as_text_changes_nothing(opened: Doors) -> None:
    """A form takes it for a number, past the door that looks at those."""
    name, workshop, sound = next(each for each in opened.seeds["json"] if b'"internal": ' in each[2])
    place = sound.index(b'"internal": ') + len(b'"internal": ')
    end = sound.index(b",", place)
    text = sound[:place] + b'"9223372036854775808"' + sound[end:]
    assert opened.offer("json", name, workshop, text) == "refused"


def test_a_number_in_a_question_that_no_library_could_read_again_is_refused(opened: Doors) -> None:
    """What a step asks is kept as JSON: written as text, the number would come in, and the step never open again."""
    name, workshop, _ = opened.seeds["json"][0]
    asking = start_workshop(opened.library, "Canvas").value
    add_exercise(opened.library, asking, "canvas")
    (sound,) = exchange_files(opened.library, asking, Format.JSON, opened.folder / name).values()
    assert opened.offer("json", name, workshop, sound) == "imported"
    for number in (b"9223372036854775808", b"-9223372036854775809", b"1e999"):
        text = re.sub(rb'("words_most": )(null|[0-9]+)', rb'\g<1>"%s"' % number, sound, count=1)
        assert text != sound and opened.offer("json", name, workshop, text) == "refused"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files there")
def test_a_heading_with_a_sign_that_stands_for_nothing_is_one_like_others() -> None:
    """Beside the number of a contact, where columns are told by what stands around it."""
    headers = ("Name", "Contact 1\0: how often\0?")
    (series,) = series_of(headers, (["Anna"], ["4"]), lambda _: frozenset())
    assert dict(series.places) == {1: 1}


def test_nothing_waits_for_a_pipe(tmp_path: Path) -> None:
    """Who hands one in would look at a window that reads for ever."""
    for suffix in ("csv", "xlsx", "json", "pdf", "zip", "eml", "png"):
        path = tmp_path / f"pipe.{suffix}"
        os.mkfifo(path)
        with pytest.raises(BadFile, match="is no file"):
            read_table(path)
        with pytest.raises(BadFile, match="is no file"):
            read_questions(path)
        with pytest.raises(BadFile, match="is no file"):
            read_deck(path)
        assert kind_of_file(path) is FileKind.TABLE
        assert [read_sheet(each.path, each.content).kind for each in worksheets_in([path])] == [Kind.DAMAGED]


def test_a_mail_of_more_bytes_than_can_be_told_is_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "mail.emlx"
    path.write_bytes(b"9" * 5000 + b"\nSubject: Back\n\nNothing attached")
    assert [each.path.name for each in worksheets_in([path])] == ["mail.emlx"]


def test_whole_letters_of_two_halves_come_in() -> None:
    assert json_in('{"a": "\\ud83d\\ude00", "b": [-7, 2.5, null]}', "a") == {"a": "😀", "b": [-7, 2.5, None]}


BAD_GRAPHS = ["7", "{}", "[]", "[7]", "[[]]", '[["a", "a"], ["b", "c"]]', '[["a"], "bc"]', '[["a", "b"], ["c"]]',
              '[["a"], [1]]', '[["a"], [null]]', DEEP]  # fmt: skip


@pytest.mark.parametrize("rows", BAD_GRAPHS)
def test_a_table_on_a_graph_that_is_none_is_refused(opened: Doors, rows: str) -> None:
    """A short row, one that is no list, deep brackets: what was put in by hand ends in a sentence."""
    name, workshop, sound = opened.seeds["graphml"][0]
    place = sound.index(b"[[")
    end = sound.index(b"</data>", place)
    assert opened.offer("graphml", name, workshop, sound[:place] + rows.encode() + sound[end:]) == "refused"


def test_a_graph_of_an_unknown_encoding_is_refused(opened: Doors) -> None:
    name, workshop, sound = opened.seeds["graphml"][0]
    changed = sound.replace(b'encoding="UTF-8"', b'encoding="klingon"')
    assert changed != sound and opened.offer("graphml", name, workshop, changed) == "refused"


def test_a_workshop_with_fewest_above_most_is_refused(opened: Doors) -> None:
    name, workshop, sound = opened.seeds["json"][0]
    whole = json.loads(sound)
    (step,) = [each for each in whole["agenda"] if each["exercise"] == "network"]
    step["data"]["settings"] |= {"fewest": 20, "most": 10}
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) in ("refused", "errors told")


def _deflated(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def test_a_workbook_of_two_million_rows_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    row = b"<row><c t='inlineStr'><is><t>a</t></is></c></row>"
    with zipfile.ZipFile(BytesIO(to_xlsx([["Name"], ["Ada"]]))) as sound, _deflated(path) as large:
        for part in sound.namelist():
            content = sound.read(part)
            if part.endswith("sheet1.xml"):
                head, foot = content.split(b"</sheetData>")
                with large.open(part, "w") as file:
                    file.write(head)
                    for _ in range(200):
                        file.write(row * 10_000)
                    # It breaks off here: whoever parsed it would say that it is damaged.
                    file.write(b"<broken" + foot[:0])
            else:
                large.writestr(part, content)
    for read in (read_table, exchanged_sheets):
        with pytest.raises(BadFile, match="too large: a table can have 200000 rows"):
            read(path)


def test_a_workbook_whose_parts_have_names_in_no_letters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ä", "")
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xd9\x20"))
    assert kind_of_file(path) is FileKind.TABLE
    with pytest.raises(BadFile):
        read_table(path)
    with pytest.raises(BadFile):
        exchanged_sheets(path)


@pytest.mark.parametrize("key", ["a" * 20_000, "../factor_sets/standard", "x\0", ""])
def test_a_key_that_names_no_content_file_is_said(key: str) -> None:
    """What a file names may be anything: too long for a name, another folder, no name at all."""
    for load in (load_factor_set, load_rules, bundled_page, bundled_agenda, load_template):
        with pytest.raises(NotFound):
            load(key)


def test_a_step_that_is_an_exercise_without_a_name_comes_in_as_a_talk(opened: Doors) -> None:
    name, workshop, sound = opened.seeds["json"][0]
    whole = json.loads(sound)
    whole["agenda"][0] |= {"kind": "exercise", "exercise": "", "data": None}
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) == "imported"


def test_a_card_of_signs_that_nobody_sees_is_refused(opened: Doors) -> None:
    name, workshop, sound = opened.seeds["json"][0]
    whole = json.loads(sound)
    (step,) = [each for each in whole["agenda"] if each["exercise"] == "three_questions"]
    step["data"]["cards"][0]["text"] = "\ufeff"
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) == "refused"


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("counts.csv", ",group,2,", f",group,{'9' * 5000},"),
        ("codebook.csv", "group,distance,#-2", "grooup,distance,#-2"),
    ],
)
def test_a_cell_that_no_question_has_is_said(opened: Doors, name: str, was: str, becomes: str) -> None:
    """A number that Python itself refuses to read, and a question of which no answer is left."""
    workshop, sound = next((at, content) for seed, at, content in opened.seeds["csv"] if seed == name)
    changed = sound.decode("utf-8-sig").replace(was, becomes, 1)
    assert changed.encode() != sound and becomes in changed
    assert opened.offer("csv", name, workshop, changed.encode()) in ("refused", "errors told")


@pytest.mark.parametrize("digits", ["9" * 5000, "0" * 4999 + "1"], ids=["nines", "noughts"])
@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("text", ["contact,group\r\nZed,0\r\nYan,", "contact,Trust\r\nZed,2\r\nYan,"])
def test_numbers_that_python_does_not_read_are_answers_like_others(
    opened: Doors, tmp_path: Path, text: str, new: bool, digits: str
) -> None:
    """Of a question that is there, of one that counts from 0, and of a new one."""
    head, first, second = f"{text}{digits}".split("\r\n")
    path = tmp_path / "long.csv"
    path.write_text(f"participant,{head}\nAnn Berg,{first}\nBen Roy,{second}\n")
    done = import_files(
        opened.library, start_workshop(opened.library, "Long").value, [path], Options(new_questions=new)
    )
    assert done.failed or new


@pytest.mark.parametrize("tie", [[0, 1], [1, 0], [0, 0]])
def test_a_tie_that_is_there_twice_or_ties_nobody_is_refused(opened: Doors, tie: list[int]) -> None:
    name, workshop, sound = opened.seeds["json"][0]
    whole = json.loads(sound)
    (step,) = [each for each in whole["agenda"] if each["exercise"] == "network"]
    one = next(each for each in step["data"]["lists"] if len(each["contacts"]) > 1)
    ids = [each["id"] for each in one["contacts"][:2]]
    one["ties"] = [ids, [ids[end] for end in tie]]
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) == "refused"
    one["ties"] = [ids]
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) == "imported"


@pytest.mark.parametrize("what", ["yearly", "tally"])
def test_a_network_that_contradicts_itself_is_refused(opened: Doors, what: str) -> None:
    """Fewer figures than answers, and a count of no answer."""
    name, workshop, sound = opened.seeds["json"][0]
    whole = json.loads(sound)
    (step,) = [each for each in whole["agenda"] if each["exercise"] == "network"]
    if what == "yearly":
        next(each for each in step["data"]["questions"] if each["yearly"])["yearly"].pop()
    else:
        next(each for each in step["data"]["lists"] if each["tally"])["tally"]["group"]["99999-01-01"] = 1
    assert opened.offer("json", name, workshop, json.dumps(whole).encode()) == "refused"

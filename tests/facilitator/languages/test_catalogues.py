"""The catalogues that come with the program: complete, in step with the texts, and filled as the texts are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import translations
from all_texts import all_texts
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from facilitator import i18n

CATALOGUES = sorted(translations.FOLDER.glob("*/LC_MESSAGES/facilitator.po"))

QUOTED = re.compile(r"“([^”{}]+)”|\b(File|Edit|View|Help) →|→ ([A-Z][^.,;:)→“”]*?)…?(?=[.,;:)→]|$| or | in )")
"""What a sentence quotes, and the parts of a way through the menus."""

MANY = re.compile(
    r"(?<!from )(?<!least )(?<!than )(?<!takes )\{(\w+)\} "
    r"(?:people|contacts|lists|answers|questions|cards|actions|reflections|words|ties|workshops|have)\b"
)
LIMITS = {"floor", "least", "most", "limit", "fewest", "smallest", "share", "percent"}
"""Fields that hold no number of what there is."""
OF_SEVERAL = (
    "There are {count} people called",
    "There are names for {known} people",
    "{fewest} to {most} of {all} people",
    "{title}, {people} of {all} people",
    "{theme}: in {count} of {all} reflections",
    "{count} questions × {question} min",
    "{question} Of your {n} people",
)
"""How texts begin of what is never one, or is said otherwise of one."""
OF_MANY = ("charts/", "shapes", "roles/load", "sections/", "insights/", "factor_sets/", "notices/", "agreement")
"""Where numbers stand from the floor on alone, or what is said of one has words of its own."""


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda path: path.parts[-3])
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def calls(file: Path, *names: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of these plain names in a file, which is parsed only where one of them stands in it."""
    source = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if any(f"{name}(" in source for name in names) else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.func.id, node


def bare(label: str) -> str:
    """A label as a sentence quotes it: without the mark of its key, and without the dots of what asks for more."""
    return label.replace("&", "").rstrip("…").rstrip()


def fields(text: str) -> set[str]:
    # A part of a field, such as an ending that German needs, is of the same field.
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_is_a_choice() -> None:
    assert "de" in i18n.languages()
    assert [i18n.language_name(each) for each in i18n.languages()] == ["English", "Deutsch"]


def test_what_waits_for_a_translation_is_named_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    template = Catalog(project="Facilitator", fuzzy=False)
    template.add("A line", locations=[("ui/a.py", 0)])
    template.add(("{count} line", "{count} lines"), locations=[("ui/b.py", 0)])
    assert translations.update(folder, template) == [("ui/a.py", "A line"), ("ui/b.py", "{count} line")]
    file = folder / "facilitator.po"
    file.write_bytes(file.read_bytes().replace(b'msgid "A line"\nmsgstr ""', b'msgid "A line"\nmsgstr "x"'))
    assert translations.update(folder, template) == [("ui/b.py", "{count} line")]


def test_every_text_has_its_translation_and_none_is_left_over(catalogue: Catalog) -> None:
    wanted = {translations.forms(message.id) for message in messages(all_texts())}
    assert {translations.forms(message.id) for message in messages(catalogue)} == wanted
    assert [
        message.id for message in messages(catalogue) if message.fuzzy or not all(translations.forms(message.string))
    ] == []


def test_a_translation_has_the_fields_of_its_text(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for text in translations.forms(message.string):
            # What is said of one may leave the count out, and what is said of many needs no more than those.
            assert fields(text) - {"count"} <= fields(translations.forms(message.id)[-1]), message.id
        assert fields(translations.forms(message.string)[-1]) == fields(translations.forms(message.id)[-1]), message.id


def test_a_translation_ends_as_its_text_does(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for source, text in zip(translations.forms(message.id), translations.forms(message.string), strict=True):
            assert source[-1] == text[-1] or source[-1] not in ".?!:\n", source


def test_what_the_program_reads_is_made_of_the_catalogue(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == translations.compiled(path), "run packaging/translations.py compile"


def test_no_text_of_the_core_is_overlooked() -> None:
    gathered = {translations.forms(message.id) for message in messages(all_texts())}
    overlooked = []
    for file in sorted((translations.ROOT / "facilitator").rglob("*.py")):
        if "cli" in file.parts:
            continue
        for name, node in calls(file, "tr", "trn"):
            texts = node.args[: len(name) - 1]
            said = tuple(each.value for each in texts if isinstance(each, ast.Constant))
            if len(said) == len(texts) and said not in gathered:
                overlooked.append((file.name, said))
    assert overlooked == []


def test_a_sense_is_written_out_and_the_text_is_said_in_another_one_too() -> None:
    """A sense that no other use of the text needs makes translators say the same twice."""
    found = [
        tuple(each.value if isinstance(each, ast.Constant) else None for each in node.args)
        for side in ("facilitator", "ui")
        for file in sorted((translations.ROOT / side).rglob("*.py"))
        for _, node in calls(file, "tr_as")
    ]
    gathered = {(message.context, message.id) for message in messages(all_texts())}
    assert found and set(found) <= gathered
    assert [text for _, text in found if (None, text) not in gathered] == []


def test_a_text_is_said_of_many_in_one_way() -> None:
    """A catalogue knows a text by its form for one: a second form for many, or none, would be said as the first is."""
    ways: dict[object, set[object]] = {}
    for side in ("facilitator", "ui"):
        for file in sorted((translations.ROOT / side).rglob("*.py")):
            for name, node in calls(file, "tr", "trn") if "cli" not in file.parts else ():
                said = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
                if said[0] is not None:
                    ways.setdefault(said[0], set()).add(said[1] if name == "trn" else None)
    assert [text for text, found in ways.items() if len(found) > 1] == []


def test_of_one_nothing_is_said_as_of_many(catalogue: Catalog) -> None:
    """Where a number may be one, its text says which form fits: “1 of 1 contact”, “1 of 12 has answered”."""
    wrong = {
        message.id
        for message in messages(catalogue)
        if isinstance(message.id, str)
        and not message.id.startswith(OF_SEVERAL)
        and {*MANY.findall(message.id)} - LIMITS
        and not any(place in name for name, _ in message.locations for place in OF_MANY)
    }
    assert sorted(wrong) == []


def test_what_is_quoted_of_a_window_is_what_the_window_says(catalogue: Catalog) -> None:
    """A sentence that sends somebody to a menu, a button or a tick names it as it stands there, in this language."""
    said: dict[str, set[str]] = {}
    for message in messages(catalogue):
        if isinstance(message.id, str) and any(file.startswith("ui/") for file, _ in message.locations):
            said.setdefault(bare(message.id), set()).add(bare(str(message.string)))
    wrong = [
        (label, text)
        for message in messages(catalogue)
        for source, text in zip(translations.forms(message.id), translations.forms(message.string), strict=True)
        for label in {bare(each) for found in QUOTED.findall(source) for each in found if each}
        if label in said and not any(words in text for words in said[label])
    ]
    assert wrong == []


def test_what_is_to_be_typed_stands_where_a_window_leaves_it_out(catalogue: Catalog) -> None:
    # What is said of a library at the start is said in a terminal too.
    at_start = ("facilitator/storage/upgrade.py", "facilitator/storage/server/upgrade.py")
    begins = catalogue["On the command line: {options}."]
    for message in messages(catalogue):
        if any(place in at_start for place, _ in message.locations):
            continue
        for words, texts in ((begins.id, message.id), (begins.string, message.string)):
            for text in translations.forms(texts):
                seen = text.partition(words.partition("{")[0].strip())[0]
                assert not re.search(r"(?<![\w-])--[a-z]|command line|Kommandozeile", seen), text


def test_german_speaks_of_people_as_a_plant_would(catalogue: Catalog) -> None:
    """A room is no person, a handout has a German name, nothing is little, and a thing has one name."""
    never = re.compile(
        r"\b(?i:der|den|dem|des|dies\w+) Raum(s|es)?\b|Praxisgemeinschaft|\bIhre[rn]? Ebene\b|\bHandouts?\b|"
        r"sprechen Sie (nur|bloß)|\bbloß\b|\blediglich\b|\bFigur(en)?\b|"
        r"Agenda|Häkchen|Kennzahl|Zusammenfassung"
    )
    if catalogue.locale is None or catalogue.locale.language != "de":
        pytest.skip("these words are German")
    found = [text for message in messages(catalogue) for text in translations.forms(message.string)]
    assert [text for text in found if never.search(text)] == []

"""The catalogues that come with the program: complete, in step with the texts, and filled as the texts are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import translations
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from facilitator import i18n

CATALOGUES = sorted(translations.FOLDER.glob("*/LC_MESSAGES/facilitator.po"))


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


def fields(text: str) -> set[str]:
    # A part of a field, such as an ending that German needs, is of the same field.
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_is_a_choice() -> None:
    assert "de" in i18n.languages()
    assert [i18n.language_name(each) for each in i18n.languages()] == ["English", "Deutsch"]


def test_every_text_has_its_translation_and_none_is_left_over(catalogue: Catalog) -> None:
    wanted = {translations.forms(message.id) for message in messages(translations.gathered())}
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
    gathered = {translations.forms(message.id) for message in messages(translations.gathered())}
    overlooked = []
    for file in sorted((translations.ROOT / "facilitator").rglob("*.py")):
        if "cli" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn"):
                texts = node.args[: len(node.func.id) - 1]
                said = tuple(each.value for each in texts if isinstance(each, ast.Constant))
                if len(said) == len(texts) and said not in gathered:
                    overlooked.append((file.name, said))
    assert overlooked == []


def test_german_speaks_of_people_as_a_plant_would(catalogue: Catalog) -> None:
    """A room is no person, a handout has a German name, and nobody is told that something is little."""
    never = re.compile(
        r"\b(?i:der|den|dem|des|dies\w+) Raum(s|es)?\b|Praxisgemeinschaft|\bIhre[rn]? Ebene\b|\bHandouts?\b|"
        r"sprechen Sie (nur|bloß)|\bbloß\b|\blediglich\b|\bFigur(en)?\b"
    )
    if catalogue.locale is None or catalogue.locale.language != "de":
        pytest.skip("these words are German")
    found = [text for message in messages(catalogue) for text in translations.forms(message.string)]
    assert [text for text in found if never.search(text)] == []

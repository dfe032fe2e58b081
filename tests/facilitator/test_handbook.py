"""The handbook: whole in every language, its pictures and links there, and found by its words."""

import re

import pytest
import translations
from all_texts import all_texts
from babel.messages.pofile import read_po

from facilitator.handbook import chapters, find_in, handbook_languages, pictures_folder, plain_words, terms

_QUOTED = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_MENU = re.compile(r"(\w+) → \*")
_LINK = re.compile(r"\]\(([^)]+)\)")


def test_every_language_has_every_chapter_and_its_commands() -> None:
    assert handbook_languages() == ("en", "de")
    english, german = chapters("en"), chapters("de")
    assert [each.key for each in english] == [each.key for each in german]
    assert len(english) > 12
    for one, other in zip(english, german, strict=True):
        assert one.title != other.title and len(other.text) > 0.6 * len(one.text)
        assert one.text.count("](") == other.text.count("]("), one.key
        # What is to be typed and pressed is the same, whatever is said about it.
        typed = [re.findall(r"^facilitator \S+", each.text, re.M) for each in (one, other)]
        assert typed[0] == typed[1]
        files = [sorted(set(re.findall(r"`resources/[^`]+`", each.text))) for each in (one, other)]
        assert files[0] == files[1], one.key


@pytest.mark.parametrize("language", ["en", "de"])
def test_pictures_and_links_lead_somewhere_and_nowhere_outside(language: str) -> None:
    read = chapters(language)
    keys = {chapter.key for chapter in read}
    for chapter in read:
        for link in _LINK.findall(chapter.text):
            if link.endswith(".png"):
                assert (pictures_folder() / link).is_file(), link
            else:
                assert link.removesuffix(".md").partition("-")[2] in keys, link
    assert sum(path.stat().st_size for path in pictures_folder().iterdir()) < 200_000


def bare(label: str) -> str:
    """A label as somebody says it: without its key, its dots, and what is filled in behind it."""
    words = re.split(r" {2,}|: \{", label.replace("&", "").replace("’", "'"))[0]
    return words.rstrip("… ").casefold()


def labels(language: str) -> set[str]:
    """What the windows say in a language, and what steps, agendas and the notice are called."""
    gathered = all_texts()
    if language != "en":
        with (translations.FOLDER / language / "LC_MESSAGES" / "facilitator.po").open("rb") as file:
            gathered = read_po(file, locale=language)
    seen = ("ui/", "resources/agendas/", "resources/notices/", "facilitator/exercises/")
    return {
        bare(text)
        for message in gathered
        if message.id and any(file.startswith(seen) for file, _ in message.locations)
        for text in translations.forms(message.id if language == "en" else message.string)
    }


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_label_is_quoted_as_the_windows_of_that_language_say_it(language: str) -> None:
    said = labels(language)
    read = [(chapter.key, re.sub(r"(?<=\S)\n(?=\S)", " ", chapter.text)) for chapter in chapters(language)]
    quoted = [(key, each) for key, text in read for each in _QUOTED.findall(text)]
    ready = [("ready", each) for each in re.findall(r"- \*\*([^*]+)\*\*:", dict(read)["first-workshop"])]
    assert len(quoted) > 60 and len(ready) == 5
    assert [(key, each) for key, each in (*quoted, *ready) if bare(each) not in said] == []
    menus = {each for _, text in read for each in _MENU.findall(text)}
    assert len(menus) >= 4
    assert [each for each in menus if not any(label.split()[-1:] == [each.casefold()] for label in said)] == []


def test_all_words_have_to_be_there_and_the_heading_counts_first() -> None:
    read = chapters("en")
    found = find_in(read, "PIN station")
    assert found[0].chapter.key == "first-workshop" and {"station", "commands"} <= {hit.chapter.key for hit in found}
    assert find_in(read, "worksheets")[0].chapter.key == "worksheets"
    assert all("forget-pin" in plain_words(hit.chapter.text) for hit in find_in(read, "forget-pin"))
    assert find_in(read, "no such words anywhere") == []
    assert [hit.chapter for hit in find_in(read, " ")] == list(read)
    assert [hit.chapter.key for hit in find_in(chapters("de"), "MITTLERE hälfte")] == ["projector", "terms"]


def test_terms_are_explained_in_both_languages() -> None:
    wanted = ("n", "median", "middle_half", "diversity", "further_out")
    assert [term.name for term in terms("en", *wanted)] == ["n", "Median", "Middle half", "Diversity", "Further out"]
    assert [term.key for term in terms("de")] == [term.key for term in terms("en")]
    assert all(len(term.text) > 60 for language in ("en", "de") for term in terms(language))
    with pytest.raises(KeyError):
        terms("en", "area")

"""The facilitator's guide on paper, by the command that writes it."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from facilitator.cli import create_app
from facilitator.exercises.guide import GuideText, reword_step, whole_guide
from facilitator.exercises.templates import bundled, start_workshop
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.room_plan import plan_room
from facilitator.workshop.workshops import new_workshop


def written(library: Library, folder: Path, workshop: int, *arguments: str) -> list[str]:
    """The text of each page of the guide that the command writes."""
    create_app()(
        ["--library", str(library.path), "guide", str(workshop), "-o", str(folder), *arguments], standalone_mode=False
    )
    newest = max(folder.glob("*.pdf"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    return [" ".join(page.extract_text().split()) for page in PdfReader(newest).pages]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("key", bundled())
def test_every_template_has_one_page_a_step_in_both_languages(library: Library, key: str, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Learning", template=key).value
    for language, name in (("en", "Facilitator’s guide.pdf"), ("de", "Leitfaden für die Moderation.pdf")):
        pages = written(library, tmp_path, workshop, "--language", language)
        assert (tmp_path / name).exists()
        with speaking(language):
            guide = whole_guide(library, workshop)
        assert len(pages) == 1 + len(guide)
        for text, page in zip(pages[1:], guide, strict=True):
            for line in (*page.text.say.splitlines(), *page.text.words.splitlines(), *page.for_room):
                assert squeezed(line) in text, (page.title, line)
    # On the smaller paper too a page suffices.
    assert len(written(library, tmp_path, workshop, "--language", "de", "--paper", "letter")) == len(pages)


def test_it_says_what_will_not_fit_and_when_each_step_begins(
    library: Library, workshop: int, network_step: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_room(library, workshop, stations=1, expected=24)
    reword_step(library, network_step, GuideText(say="Ελένη begins."))
    pages = written(library, tmp_path, workshop)
    assert "Won’t fit: 9 minutes short for 24 people. At 2 stations it would fit." in pages[0]
    assert "24 people × 1.5 min at 1 station (our estimates)" in pages[0]
    assert "31 minutes, from 0:14" in pages[4] and "Ελένη begins." in pages[4]
    said = capsys.readouterr()
    assert said.err.startswith("Won’t fit: 9 minutes short") and said.out.strip().endswith("Facilitator’s guide.pdf")
    # Nothing is written over.
    written(library, tmp_path, workshop)
    assert len(list(tmp_path.glob("Facilitator’s guide*.pdf"))) == 2


def test_an_empty_agenda_has_a_guide_too(library: Library, tmp_path: Path) -> None:
    workshop = new_workshop(library, "Nothing yet").value
    assert steps_of(library, workshop) == []
    first, before = written(library, tmp_path, workshop)
    assert "The agenda is empty." in first and "Before the workshop" in before

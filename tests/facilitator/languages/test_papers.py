"""Papers in another language than the windows: every word that nobody typed is of that language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from all_texts import all_texts
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from icalendar import Calendar
from prepared import add_sample
from pypdf import PdfReader

from facilitator import i18n
from facilitator.actions.actions import actions_of
from facilitator.errors import Invalid
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.method import method_note
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.post.drafts import write_drafts
from facilitator.post.letters import Letter, keep_template, letter_template, original_template
from facilitator.post.tables import Parcel
from facilitator.progress import finish
from facilitator.questionnaires import translated
from facilitator.reports import compose
from facilitator.reports.compose import Handouts
from facilitator.reports.export import export_reports
from facilitator.sharing.calendar import to_calendar
from facilitator.storage.library import Library
from facilitator.worksheets.writing import MARK, Sheets, export_worksheets
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop, get_workshop

GERMAN = PaperOptions(language="de")
OPEN, CLOSE = "‹", "›"


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=8)


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language in which every text is the English one between marks."""
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="de")
    for message in all_texts():
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, f"{OPEN}{message.id}{CLOSE}", context=message.context)
        elif message.id:
            catalogue.add(message.id, tuple(f"{OPEN}{each}{CLOSE}" for each in message.id))
    with (folder / "facilitator.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "resource", lambda *parts: tmp_path.joinpath(*parts))
    known = (i18n._catalogue, translated._translated)
    for each in known:
        each.cache_clear()
    yield
    for each in known:
        each.cache_clear()


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def outside(text: str, typed: Iterable[str]) -> set[str]:
    """The words of a text that are neither between marks nor among those that were typed."""
    depth, found = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        assert depth >= 0
        found.append(" " if depth or letter == CLOSE else letter)
    known = words(typed)
    strange = words(["".join(found)]) - known
    # What stands side by side in a figure may be read as one word.
    together = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    return {word for word in strange if together.sub("", word)}


def words(texts: Iterable[str]) -> set[str]:
    """All words in texts, without digits and signs."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}


@pytest.mark.usefixtures("marked")
def test_no_word_of_a_document_is_left_in_another_language(library: Library, sampled: int) -> None:
    options = PaperOptions(language="de", names=True)
    # Literature is quoted as it is called, and n is n everywhere.
    allowed = [*method_note().references, *(person.name for person in people_of(library, sampled)), "n"]
    documents = [compose.summary(library, sampled, options), *(each for _, each in Handouts(library, sampled, options))]
    assert len(documents) == 9
    for document in documents:
        text = text_of(document.render())
        assert text.count(OPEN) > 40
        assert outside(text, [*allowed, *document.typed]) == set()


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("fillable", [True, False])
def test_no_word_of_a_worksheet_is_left_in_another_language(library: Library, sampled: int, fillable: bool) -> None:
    sheets, workshop = Sheets(library, sampled, fillable=fillable, options=GERMAN), get_workshop(library, sampled)
    for person in (sheets.people[0], None):
        content = sheets.of(person)
        typed = [person.name if person else "", workshop.title, workshop.facilitator, MARK]
        # The mark of the rounds and questions in the foot is a number that has letters too.
        text = re.sub(r"(\d+\.\d+\.)[0-9a-f]{4}", r"\1", text_of(content))
        assert outside(text, typed) == set()
        for name, field in (PdfReader(BytesIO(content)).get_fields() or {}).items():
            assert "/TU" not in field or not outside(str(field["/TU"]), []), name


def test_a_german_workshop_reads_german_throughout(library: Library, sampled: int, tmp_path: Path) -> None:
    content = compose.summary(library, sampled, GERMAN).render()
    text = " ".join(text_of(content).split())
    assert PdfReader(BytesIO(content)).root_object["/Lang"] == "de"
    for words_there in (
        "Die Netzwerke aller Teilnehmenden",
        "Wo arbeitet die Person?",
        "Anderes Team, gleiche Abteilung",
        "Was wir vorhaben",
    ):
        assert words_there in text
    assert f"{get_workshop(library, sampled).held_on:%d.%m.%Y}" in text
    written = finish(export_reports(library, sampled, tmp_path, options=GERMAN))
    assert written[0].name == "Gesamtauswertung.pdf" and written[1].name.startswith("Auswertung ")
    # Outside of the papers nothing has changed.
    assert i18n.tr("Contents") == "Contents"


def test_the_choice_is_kept_and_goes_for_sheets_letters_and_calendars(
    library: Library, sampled: int, tmp_path: Path
) -> None:
    keep_paper_options(library, sampled, GERMAN)
    assert "Gesamtauswertung" in text_of(compose.summary(library, sampled).render())
    assert "Arbeitsblatt" in text_of(Sheets(library, sampled, fillable=False).of(None))
    assert [path.name for path in finish(export_worksheets(library, sampled, tmp_path / "s", fillable=False))][-2:] == [
        "Alle Arbeitsblätter zum Drucken.pdf",
        "Taschenkarten zum Ausschneiden.pdf",
    ]
    assert actions_of(library, sampled)
    events = Calendar.from_ical(to_calendar(library, sampled)).walk("VEVENT")
    assert all(
        "Vereinbart bei" in str(event["DESCRIPTION"]) or "Rückblick" in str(event["DESCRIPTION"]) for event in events
    )
    describe_workshop(library, sampled, facilitator="Mara")
    letter = letter_template(library, language="de")
    [draft, *_] = finish(write_drafts(library, sampled, tmp_path / "m", letter))
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    assert mail["Subject"].startswith("Ihre Auswertung zu „")
    body = mail.get_body()
    assert body is not None
    held_on = get_workshop(library, sampled).held_on
    assert held_on is not None
    with i18n.speaking("de"):
        assert i18n.long_day(held_on) in body.get_content()
    [attachment] = mail.iter_attachments()
    assert str(attachment.get_filename()).startswith("Auswertung ")
    assert "Ihr Netzwerk" in text_of(attachment.get_content())


def test_what_was_reworded_stays_as_it_is(library: Library, workshop: int, network_step: int) -> None:
    first, *others = get_setup(library, network_step).factors
    change_factors(library, network_step, [replace(first, question="Which harbour?"), *others])
    text = " ".join(text_of(Sheets(library, workshop, fillable=False, options=GERMAN).of(None)).split())
    assert "Which harbour?" in text and "Wie viele haben wo ihren üblichen Arbeitsplatz?" in text
    with i18n.speaking("de"):
        assert i18n.tr_content("factor:group", "Which harbour?") == "Which harbour?"
    assert i18n.tr_content("factor:group", "My team") == "My team"


def test_a_word_of_ones_own_is_not_taken_for_a_bundled_one(library: Library, workshop: int, network_step: int) -> None:
    # Both are among the program's own words for other questions, and have a German there.
    asked = Factor("climate", "How often", "Where do they like to be?", "nominal", ("Another country", "How near"))
    change_factors(library, network_step, [*get_setup(library, network_step).factors, asked])
    text = " ".join(text_of(Sheets(library, workshop, fillable=False, options=GERMAN).of(None)).split())
    assert all(word in text for word in ("Another country", "How near")) and "Anderes Land" in text


def test_each_language_has_a_letter_of_its_own(library: Library) -> None:
    own = Letter("Hallo {first_name}", "Anbei.")
    keep_template(library, own, language="de")
    assert letter_template(library, language="de") == own
    assert letter_template(library) == original_template()
    assert original_template(Parcel.WORKSHEET, "de") != original_template(Parcel.WORKSHEET) != original_template()


def test_a_language_there_are_no_texts_in_is_not_spoken(library: Library, sampled: int) -> None:
    workshop = get_workshop(library, sampled)
    assert PaperOptions(language="xx").spoken(workshop) == "en"
    workshop.language = "de"
    assert (PaperOptions().spoken(workshop), PaperOptions(language="en").spoken(workshop)) == ("de", "en")
    with pytest.raises(Invalid, match="xx"):
        keep_paper_options(library, sampled, PaperOptions(language="xx"))

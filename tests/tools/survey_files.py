"""Answers of a room as survey programs and people write them: one row a respondent, contacts side by side.

Made from what the programs document of their files:

- Google Forms (support.google.com/docs/answer/139706): a sheet of responses that begins with “Timestamp”, then with the
  address where it is collected, then a column a question under its title; a grid has a column a row of it, “Title
  [Row]”. Questions of one title have headings of one text.
- Microsoft Forms (support.microsoft.com, “Check and share your form results”): a workbook whose columns are ID, Start
  time, Completion time, Email, Name, then the questions. Headings of an Excel table differ: later ones of one title
  get a number behind it without a space.
- Qualtrics (qualtrics.com/support, “Understanding your dataset”): three lines of headings, numbers of questions, their
  words and {"ImportId":…}; columns of metadata before them. A matrix is “Q6_1”, its words “Question - Row”; loop and
  merge writes “1_Q7”. A question that was seen and not answered can be -99.
- LimeSurvey (manual.limesurvey.org/Exporting_results): id, submitdate, lastpage, startlanguage, seed, then codes such
  as “who[SQ001]” and “how[SQ001]”, or the words, “Question? [Part]”. What was not shown is “N/A”.
- Typeform (help.typeform.com, “Export your responses”): “#”, the questions by their titles, then Response Type, the
  times and Network ID.
- REDCap (“Repeating Instruments”, “Data Exports”, labels): a row a record and one for each of what repeats, told apart
  by Repeat Instrument and Repeat Instance; “Complete?” ends each instrument.
- SurveyMonkey (help.surveymonkey.com, “Exporting survey results”): two lines of headings, the question once over its
  parts.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

OFTEN, WHERE = "interaction", "group"
TITLES = {OFTEN: "How often do you have contact?", WHERE: "Where do they work?"}


@dataclass(frozen=True)
class Named:
    """One contact with the answers by question."""

    name: str
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """What one person answered."""

    name: str
    email: str
    contacts: tuple[Named, ...]


Room = Sequence[Response]


def _csv(lines: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def _most(room: Room) -> int:
    return max(2, *(len(each.contacts) for each in room))


def _contact(each: Response, place: int) -> Named:
    return each.contacts[place] if place < len(each.contacts) else Named("")


def _by_contact(each: Response, most: int) -> list[str]:
    """The cells contact by contact: name, then the answers."""
    found = [_contact(each, place) for place in range(most)]
    return [cell for one in found for cell in (one.name, *(one.answers.get(key, "") for key in TITLES))]


def _by_question(each: Response, most: int) -> list[str]:
    """The cells question by question: all names, then all answers to the first question."""
    found = [_contact(each, place) for place in range(most)]
    return [one.name for one in found] + [one.answers.get(key, "") for key in TITLES for one in found]


def google_sections(room: Room) -> str:
    """Google Forms with a section a contact, whose questions have the same titles."""
    most = _most(room)
    head = ["Timestamp", "Email Address", "Your name", *(["Name of the contact", *TITLES.values()] * most)]
    rows = [["2026/11/20 9:00:12 AM GMT+1", each.email, each.name, *_by_contact(each, most)] for each in room]
    return _csv([head, *rows])


def google_grid(room: Room) -> str:
    """Google Forms with a short text a contact and a grid a question."""
    most = _most(room)
    head = ["Zeitstempel", "Ihr Name", *(f"Contact {number + 1}" for number in range(most))]
    head += [f"{title} [Contact {number + 1}]" for title in TITLES.values() for number in range(most)]
    return _csv([head, *(["20.11.2026 09:00:12", each.name, *_by_question(each, most)] for each in room)])


def microsoft(room: Room) -> str:
    """Microsoft Forms with the same questions again and again, answered by people who signed in."""
    most = _most(room)
    head = ["ID", "Start time", "Completion time", "Email", "Name"]
    for number in range(most):
        again = str(number + 1) if number else ""
        head += [f"{title}{again}" for title in ("Name or initials of the contact", *TITLES.values())]
    meta = ["11/20/26 9:00:12", "11/20/26 9:05:40"]
    rows = [[str(at), *meta, each.email, each.name, *_by_contact(each, most)] for at, each in enumerate(room, 1)]
    return _csv([head, *rows])


_QUALTRICS = [
    "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
    "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
    "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
]  # fmt: skip


def _qualtrics(room: Room, codes: list[str], words: list[str], rows: list[list[str]]) -> str:
    metadata = [
        ["2026-11-20 09:00:12", "2026-11-20 09:05:40", "IP Address", "192.0.2.7", "100", "328", "True",
         "2026-11-20 09:05:41", f"R_{at}abc", "", "", each.email, "", "59.9", "10.7", "email", "EN"]
        for at, each in enumerate(room)
    ]  # fmt: skip
    marks = [f'{{"ImportId":"QID{place}"}}' for place in range(len(_QUALTRICS) + len(codes))]
    lines = [[*_QUALTRICS, *codes], [*_QUALTRICS, *words], marks]
    return _csv([*lines, *([*meta, *row] for meta, row in zip(metadata, rows, strict=True))])


def qualtrics_matrix(room: Room) -> str:
    """Qualtrics with a form of names and a matrix a question."""
    most = _most(room)
    numbers = range(1, most + 1)
    codes = ["Q1", *(f"Q5_{each}" for each in numbers), *(f"Q{q}_{each}" for q in (6, 7) for each in numbers)]
    words = ["What is your name?", *(f"Whom do you turn to? - Contact {each}" for each in numbers)]
    words += [f"{title} - Contact {each}" for title in TITLES.values() for each in numbers]
    return _qualtrics(room, codes, words, [[each.name, *_by_question(each, most)] for each in room])


def qualtrics_side_by_side(room: Room) -> str:
    """Qualtrics with one side-by-side table: rows are contacts, columns the name and the questions."""
    most = _most(room)
    numbers = range(1, most + 1)
    parts = ["Name", *TITLES.values()]
    codes = ["Q1", *(f"Q5#{part}_{each}" for part in range(1, len(parts) + 1) for each in numbers)]
    words = ["Your name", *(f"Your contacts - {part} - Contact {each}" for part in parts for each in numbers)]
    return _qualtrics(room, codes, words, [[each.name, *_by_question(each, most)] for each in room])


def qualtrics_loop(room: Room) -> str:
    """Qualtrics with loop and merge over the names that were typed."""
    most = _most(room)
    numbers = range(1, most + 1)
    codes = ["Q1", *(f"Q5_{each}" for each in numbers), *(f"{each}_Q{q}" for each in numbers for q in (6, 7))]
    words = ["Your name", *(f"Whom do you turn to? - Contact {each}" for each in numbers)]
    words += [title for _ in numbers for title in TITLES.values()]
    rows = []
    for each in room:
        found = [_contact(each, place) for place in range(most)]
        asked = [one.answers.get(key, "-99" if one.name else "") for one in found for key in TITLES]
        rows.append([each.name, *(one.name for one in found), *asked])
    return _qualtrics(room, codes, words, rows)


def limesurvey_codes(room: Room) -> str:
    """LimeSurvey with codes for headings; what was not shown is N/A."""
    most = _most(room)
    parts = [f"[SQ{number:03}]" for number in range(1, most + 1)]
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "myname", "myemail"]
    head += [f"{code}{part}" for code in ("who", "often", "where") for part in parts]
    rows = []
    for at, each in enumerate(room, start=1):
        cells = [cell or "N/A" for cell in _by_question(each, most)]
        rows.append([str(at), "2026-11-20 09:05:40", "3", "en", f"18{at}", each.name, each.email, *cells])
    return _csv([head, *rows])


def limesurvey_words(room: Room) -> str:
    """LimeSurvey with the words of the questions, in an array of texts: “Question? [Row][Column]”."""
    most = _most(room)
    parts = ["Name", *TITLES.values()]
    head = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "First name", "Last name"]
    head += [f"Your contacts [Person {number}][{part}]" for number in range(1, most + 1) for part in parts]
    rows = []
    for at, each in enumerate(room, start=1):
        first, _, last = each.name.partition(" ")
        meta = [str(at), "2026-11-20 09:05:40", "3", "en", f"18{at}"]
        rows.append([*meta, first, last, *_by_contact(each, most)])
    return _csv([head, *rows])


_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def typeform(room: Room) -> str:
    """Typeform, whose questions are told apart by a word."""
    most = _most(room)
    head = ["#", "What is your name?"]
    for word in _ORDINALS[:most]:
        head += [f"{word} person: {part}" for part in ("name or initials", *TITLES.values())]
    meta = ["completed", "2026-11-20 09:00:12", "", "2026-11-20 09:05:40", "a1f3", ""]
    head += ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]
    return _csv([head, *([f"x{at}c9", each.name, *_by_contact(each, most), *meta] for at, each in enumerate(room))])


def redcap(room: Room) -> str:
    """REDCap with an instrument that repeats, by its labels."""
    head = ["Record ID", "Repeat Instrument", "Repeat Instance", "Your name", "E-mail", "Complete?"]
    lines = [[*head, "Name or initials of the contact", *TITLES.values(), "Complete?"]]
    for at, each in enumerate(room, start=1):
        lines.append([str(at), "", "", each.name, each.email, "Complete", *[""] * (len(TITLES) + 2)])
        for turn, one in enumerate(each.contacts, start=1):
            answers = [one.answers.get(key, "") for key in TITLES]
            lines.append([str(at), "Contacts", str(turn), "", "", "", one.name, *answers, "Complete"])
    return _csv(lines)


def surveymonkey(room: Room) -> str:
    """SurveyMonkey with its two lines of headings."""
    most = _most(room)
    upper = ["Respondent ID", "Collector ID", "Date Created", "Date Modified", "IP Address", "Email Address"]
    lower = ["", "", "", "", "", "", "Open-Ended Response"]
    upper += ["Your name"]
    for title in ("Whom do you turn to?", *TITLES.values()):
        upper += [title, *[""] * (most - 1)]
        lower += [f"Contact {number}" for number in range(1, most + 1)]
    meta = ["8823", "11/20/2026", "11/20/2026", "192.0.2.7"]
    rows = [[f"118{at}", *meta, each.email, each.name, *_by_question(each, most)] for at, each in enumerate(room)]
    return _csv([upper, lower, *rows])


def _by_hand(title: Callable[[int, str], str]) -> Callable[[Room], str]:
    def write(room: Room) -> str:
        most = _most(room)
        head = ["Name", "E-mail"]
        for number in range(1, most + 1):
            head += [title(number, part) for part in ("name", *TITLES.values())]
        return _csv([head, *([each.name, each.email, *_by_contact(each, most)] for each in room)])

    return write


def two_lines(room: Room) -> str:
    """By hand, with a line of merged cells over the headings."""
    most = _most(room)
    upper = ["", ""]
    for number in range(1, most + 1):
        upper += [f"Contact {number}", *[""] * len(TITLES)]
    lower = ["Name", "E-mail", *(["Name", *TITLES.values()] * most)]
    return _csv([upper, lower, *([each.name, each.email, *_by_contact(each, most)] for each in room)])


LAYOUTS: dict[str, Callable[[Room], str]] = {
    "google_sections": google_sections,
    "google_grid": google_grid,
    "microsoft": microsoft,
    "qualtrics_matrix": qualtrics_matrix,
    "qualtrics_side_by_side": qualtrics_side_by_side,
    "qualtrics_loop": qualtrics_loop,
    "limesurvey_codes": limesurvey_codes,
    "limesurvey_words": limesurvey_words,
    "surveymonkey": surveymonkey,
    "typeform": typeform,
    "number_in_front": _by_hand(lambda number, part: f"{number}. Contact: {part}"),
    "ordinal_in_front": _by_hand(lambda n, part: f"{n}{('th', 'st', 'nd', 'rd', *['th'] * 9)[n]} contact - {part}"),
    "contact_in_front": _by_hand(lambda number, part: f"Contact {number}: {part}"),
    "in_brackets": _by_hand(lambda number, part: f"[Person {number}] {part}"),
    "behind": _by_hand(lambda number, part: f"{part} (contact {number})"),
    "underscore": _by_hand(lambda number, part: f"contact_{number}_{part}"),
    "slash": _by_hand(lambda number, part: f"contact{number}/{part}"),
    "two_lines": two_lines,
}

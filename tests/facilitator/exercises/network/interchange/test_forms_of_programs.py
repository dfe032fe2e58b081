"""Answers in wide form as survey programs export them, each layout after the program's documentation.

LimeSurvey: "Export responses", headings as code and text. Qualtrics: "Understanding your dataset", piped text, Loop &
Merge. Typeform: "Export your responses", recall. SoSci Survey: "Datensatz: Aufbau", labels in the second line.
Microsoft Forms: a workbook's repeated headings. EFS Survey: codes for missing values. REDCap: labels of headings.
"""

import csv
from pathlib import Path

import pytest
from prepared import empty_room

from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

KIM, LOU, ADA = "Kim", "Lou", "Ada"
EVERYBODY = {"Noor": {KIM: (4, 1), LOU: (3, 3)}, "Udo": {ADA: (2, 4)}}
"""Who named whom, by code of how often there is contact and of where they work."""
EN = {4: "Daily", 3: "Weekly", 2: "Monthly"}, {1: "In my team", 3: "Another department", 4: "Outside the organisation"}
DE = {4: "täglich", 3: "wöchentlich", 2: "monatlich"}, {1: "In meinem Team", 3: "Andere Abteilung",
                                                         4: "Außerhalb der Organisation"}  # fmt: skip
ES = {4: "Todos los días", 3: "Cada semana", 2: "Una vez al mes"}, {1: "En mi equipo", 3: "Otro departamento",
                                                                     4: "Fuera de la empresa"}  # fmt: skip


def rows(words, *, by_question: bool = False, none: str = "") -> list[list[str]]:
    """The cells of each respondent: contact by contact, or question by question."""
    often, where = words
    found = []
    for name, contacts in EVERYBODY.items():
        each = [(contact, often[code], where[place]) for contact, (code, place) in contacts.items()]
        each += [(none,) * 3] * (2 - len(each))
        cells = zip(*each, strict=True) if by_question else each
        found.append([name, *(cell for group in cells for cell in group)])
    return found


def of_two(*questions: str) -> list[str]:
    return [question.format(number) for number in (1, 2) for question in questions]


def limesurvey() -> list[list[str]]:
    parts = [("Whom do you turn to?", 1), ("How often do you have contact?", 2), ("Where do they work?", 3)]
    heads = [f"G2Q{at}[SQ00{n}]. {text} [Person {n}]" for text, at in parts for n in (1, 2)]
    heads = ["id. Response ID", "lastpage. Last page", "G1Q1. What is your name?", *heads]
    return [heads, *(["4", "3", *each] for each in rows(EN, by_question=True))]


def qualtrics(piped: str, loops: str) -> list[list[str]]:
    asked = [f"How often do you have contact with {piped}?", f"Where does {piped} work?"]
    codes = ["ResponseId", "Q1", "Q2_1", "Q2_2", *(f"{n}_Q{q}" for n in (1, 2) for q in (3, 4))]
    texts = ["Response ID", "What is your name?", "Whom do you turn to? - Person 1", "Whom do you turn to? - Person 2"]
    texts += [each.replace("#", loops.format(n)) for n in (1, 2) for each in asked]
    marks = ['{"ImportId":"_recordId"}', *(f'{{"ImportId":"QID{n}"}}' for n in range(7))]
    answers = [
        ["R_1", name, first, second, *of_first, often, where]
        for name, first, *of_first, second, often, where in rows(EN)
    ]
    return [codes, texts, marks, *answers]


def typeform(marks: tuple[str, str]) -> list[list[str]]:
    questions = ("Who is person no. {n} you turn to?", "How often do you talk with {who}?", "Where does {who} work?")
    heads = [each.format(n=n, who=marks[n - 1]) for n in (1, 2) for each in questions]
    return [["#", "Hi, what is your *name*?", *heads, "Response Type", "Network ID"],
            *(["a1", *each, "completed", "ff"] for each in rows(EN))]  # fmt: skip


def sosci() -> list[list[str]]:
    codes = ["CASE", "SERIAL", "QUESTNNR", "MODE", "STARTED", "NA01_01", *(f"KO0{q}_0{n}" for q in (1, 2, 3)
                                                                           for n in (1, 2)), "TIME001"]  # fmt: skip
    words = ["Interview-Nummer (fortlaufend)", "Personenkennung", "Fragebogen", "Interview-Modus",
             "Zeitpunkt zu dem das Interview begonnen hat (Europe/Berlin)", "Name: [01]",
             *(f"{text}: Person {n}" for text in ("Kontakte", "Wie oft haben Sie Kontakt?", "Wo arbeitet die Person?")
               for n in (1, 2)), "Verweildauer Seite 1"]  # fmt: skip
    before = ["31", "", "base", "interview", "2026-11-23 09:00:00"]
    return [codes, words, *([*before, *each, "20"] for each in rows(DE, by_question=True))]


def microsoft() -> list[list[str]]:
    questions = ["Nombre o iniciales de la persona", "¿Con qué frecuencia hablan?", "¿Dónde trabaja esta persona?"]
    heads = ["ID", "Hora de inicio", "Correo electrónico", "Nombre", *questions, *(f"{each}2" for each in questions)]
    return [heads, *(["1", "2026-11-23 09:00", "anonymous", *each] for each in rows(ES))]


def by_hand() -> list[list[str]]:
    """A line above that groups, and a heading that says too little: its texts tell."""
    return [["Teilnehmer", "Kontakt 1", "", "", "Kontakt 2", "", ""], ["Name", *("Name", "Häufigkeit", "Wer?") * 2],
            *rows(DE)]  # fmt: skip


def in_french() -> list[list[str]]:
    """Each heading has a contact's word in it, and one asks how often."""
    words = ({4: "Chaque jour", 3: "Une fois par semaine", 2: "Une fois par mois"},
             {1: "Mon équipe", 3: "Autre service", 4: "Externe"})  # fmt: skip
    heads = of_two("nom | Contact {}", "Fréquence des contacts | Contact {}", "Où travaille-t-il ? | Contact {}")
    return [["Nom et prénom", *heads], *rows(words)]


def unipark() -> list[list[str]]:
    heads = of_two("Kontakt {} - Name", "Kontakt {} - Wie oft haben Sie Kontakt?", "Kontakt {} - Wo arbeitet er?")
    return [["lfdn", "dispcode", "Ihr Name", *heads, "rts4410001"],
            *(["1", "31", *each, "12"] for each in rows(DE, none="-77"))]  # fmt: skip


def redcap() -> list[list[str]]:
    heads = of_two(
        "Name of contact {}", "How often do you have contact with contact {}?", "Where does contact {} work?"
    )
    return [["Record ID", "Survey Timestamp", "Your full name", *heads, "Complete?"],
            *(["1", "2026-11-23 09:00:00", *each, "Complete"] for each in rows(EN))]  # fmt: skip


PROGRAMS = {
    "LimeSurvey": limesurvey(),
    "Qualtrics, text of the list": qualtrics("${q://QID2/ChoiceTextEntryValue/#}", "{}"),
    "Qualtrics, as it shows text of the list": qualtrics("[QID2-ChoiceTextEntryValue-#]", "{}"),
    "Qualtrics, a field of the loop": qualtrics("${lm://Field/1}", ""),
    "Typeform, numbers": typeform(("person no. 1", "person no. 2")),
    "Typeform, recall": typeform(("{{field:01ABC}}", "{{field:02DEF}}")),
    "SoSci Survey": sosci(),
    "Microsoft Forms": microsoft(),
    "by hand": by_hand(),
    "frequency of contact": in_french(),
    "Unipark": unipark(),
    "REDCap": redcap(),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_everybodys_contacts_come_in(library: Library, tmp_path: Path, program: str) -> None:
    path = tmp_path / "form.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(PROGRAMS[program])
    workshop = empty_room(library)
    outcome = import_files(library, workshop, [path], Options(near=True))
    told = "\n".join(str(cause) for file in outcome.files for cause in file.proposal.plan.causes)
    assert not outcome.failed, told
    assert outcome.left_out == "", told
    names = {person.id: person.name for person in people_of(library, workshop)}
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    views = read_networks(library, step)
    found = {names[person]: {each.label: dict(each.ratings) for each in view.contacts}
             for person, view in views.items()}  # fmt: skip
    assert found == {name: {contact: {"interaction": often, "group": where} for contact, (often, where) in own.items()}
                     for name, own in EVERYBODY.items()}  # fmt: skip

"""A table may use the words of a paper in another language than that of the program and of the workshop."""

from pathlib import Path

import pytest
from prepared import empty_room

from facilitator.exercises.network.answer_words import AnswerWords
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import in_all_languages, languages, speaking
from facilitator.import_plans import Options
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of


def network(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")


def test_every_question_and_answer_in_every_language(library: Library, tmp_path: Path) -> None:
    for language in languages():
        for heading in ("label", "question"):
            workshop = start_workshop(library, f"{language} {heading}").value
            step = network(library, workshop)
            with speaking(language):
                said = get_setup(library, step).factors
            asked = {each.key: AnswerWords(each) for each in get_setup(library, step).factors}
            heads, cells = ["Participant", "Contact"], ["Anna", "Xu"]
            for each in said:
                # The last answer, so that no answer is right by its place alone. What is private is no contact's.
                if not each.private:
                    heads.append(getattr(each, heading))
                    cells.append(each.codes[-1])
                for code, word in enumerate(each.codes, start=1):
                    assert asked[each.key].read(word) == code
                if each.not_comparable:
                    assert asked[each.key].read(each.not_comparable) == Missing.NOT_COMPARABLE
            path = tmp_path / "contacts.csv"
            rows = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in (heads, cells)]
            path.write_text("\n".join(rows), encoding="utf-8")
            outcome = import_files(library, workshop, [path])
            assert not outcome.failed and outcome.left_out == ""
            (view,) = read_networks(library, step).values()
            assert dict(view.contacts[0].ratings) == {each.key: len(each.codes) for each in said if not each.private}


def test_words_of_people_are_in_one_language() -> None:
    assert in_all_languages("factor:group", "Wie gerne ich hingehe") == ("Wie gerne ich hingehe",)
    assert in_all_languages("factor:group", "") == ("",)


ROWS = (("Anne Berg", "Omar", 1, 3), ("Anne Berg", "Pia", 2, 4), ("Bo Lind", "Omar", 4, 2))
"""Who named whom, where they work, and how often there is contact, by number of answer."""
WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Who are you?", "Whom do you turn to?", "Where do they work?", "How often are you in touch?"),
        ("my team", "another team, same department", "another department", "outside the organisation"),
        ("Less often", "once a month", "once a week", "every day"),
    ),
    "de": (
        ("Wer sind Sie?", "An wen wenden Sie sich?", "Wo arbeitet die Person?", "Wie häufig haben Sie Kontakt?"),
        ("Mein Team", "Anderes Team, gleiche Abteilung", "Andere Abteilung", "Außerhalb der Organisation"),
        ("selten", "jeden Monat", "jede Woche", "jeden Tag"),
    ),
    "fr": (
        ("Qui êtes-vous ?", "Vers qui vous tournez-vous ?", "Où travaille-t-il ?",
         "À quelle fréquence échangez-vous ?"),
        ("Dans mon équipe", "Autre équipe, même service", "Autre service", "En dehors de l'organisation"),
        ("Quelques fois par an", "Une fois par mois", "Chaque semaine", "Tous les jours"),
    ),
    "es": (
        ("¿Quién es usted?", "¿A quién acude?", "¿Dónde trabaja esta persona?", "¿Con qué frecuencia hablan?"),
        ("En mi equipo", "Otro equipo, mismo departamento", "Otro departamento", "Fuera de la organización"),
        ("Rara vez", "Una vez al mes", "Cada semana", "Todos los días"),
    ),
    "it": (
        ("Chi è Lei?", "A chi si rivolge?", "Dove lavora questa persona?", "Quanto spesso vi sentite?"),
        ("Nel mio team", "Altro team, stesso reparto", "Altro reparto", "Fuori dall'organizzazione"),
        ("Di rado", "Una volta al mese", "Ogni settimana", "Ogni giorno"),
    ),
    "nl": (
        ("Wie bent u?", "Tot wie wendt u zich?", "Waar werkt deze persoon?", "Hoe vaak heeft u contact?"),
        ("In mijn team", "Ander team, zelfde afdeling", "Andere afdeling", "Buiten de organisatie"),
        ("Zelden", "Maandelijks", "Elke week", "Dagelijks"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_headings_that_are_questions_and_answers_in_the_words_of_forms(
    library: Library, tmp_path: Path, language: str
) -> None:
    heads, where, often = WORDS[language]
    workshop = empty_room(library)
    path = tmp_path / "answers.csv"
    lines = [heads, *((whose, other, where[w - 1], often[o - 1]) for whose, other, w, o in ROWS)]
    path.write_text("\n".join(";".join(cells) for cells in lines), encoding="utf-8")
    outcome = import_files(library, workshop, [path], Options(near=True))
    assert not outcome.failed and outcome.left_out == ""
    names = {each.id: each.name for each in people_of(library, workshop)}
    found = [
        (names[person], each.label, each.ratings["group"], each.ratings["interaction"])
        for person, view in read_networks(library, network(library, workshop)).items()
        for each in view.contacts
    ]
    assert tuple(found) == ROWS, "third parties are nobody of the room"


@pytest.mark.parametrize(
    ("text", "near"),
    [("Another company", 3), ("Another country", 3), ("In my spare time", 1), ("Another team", None),
     ("In meinem Team", 1), ("Anderes Team in derselben Abteilung", 2), ("in einer anderen Abteilung", 3),
     ("außerhalb der Firma", 4)],
)  # fmt: skip
def test_what_only_begins_like_an_answer_is_asked_about(library: Library, text: str, near: int | None) -> None:
    step = network(library, empty_room(library))
    words = AnswerWords(next(each for each in get_setup(library, step).factors if each.key == "group"))
    assert words.read(text) is None
    assert words.near(text) == near

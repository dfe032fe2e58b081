"""People brought in a table: told apart, never doubled, never emptied."""

import pytest
from prepared import empty_room

from facilitator.errors import Invalid
from facilitator.import_plans import Options, Plan, left_out
from facilitator.person_changes import Asked
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import ROSTER_FIELDS, Person, add_people, people_of
from facilitator.workshop.roster_columns import match_roster
from facilitator.workshop.roster_import import plan_roster


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def table(text: str, *, headings: bool = True) -> Table:
    headers, *rows = [tuple(cell.strip() for cell in line.split(";")) for line in text.strip().splitlines()]
    return Table("people.csv", headers, tuple(rows), tuple(range(2, len(rows) + 2)), headings=headings)


def roster_of(library: Library, workshop_id: int) -> list[Person]:
    people = people_of(library, workshop_id)
    return [Person(*(getattr(person, key) for key in ROSTER_FIELDS)) for person in people]


def places(plan: Plan, *, error: bool) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.column) for problem in plan.problems if problem.error is error]


@pytest.mark.parametrize(
    "headers",
    [
        "Name;E-mail;Department;Office;Job title",
        "FULL NAME;email address;unit;City;Grade",
        "Vollständiger Name;E-Mail-Adresse;Abteilung;Standort;Hierarchieebene",
        "Nom complet;Courriel;Équipe;Lieu;Poste",
        "Nombre completo;Correo electrónico;Departamento;Ubicación;Cargo",
        "ФИО;Почта;Отдел;Город;Должность",
        "Nom et prénoms;Adresse e-mail professionnelle;Pôle;Lieu de travail;Fonction",
        "Apellidos y nombre;Dirección de correo electrónico;Grupo;Centro de trabajo;Puesto de trabajo",
        "Nominativo;Indirizzo di posta elettronica;Reparto;Sede di lavoro;Qualifica",
        "Medewerker;E-mailadres;Dienst;Standplaats;Functietitel",
        "Who are you?;What is your e-mail address?;Which team do you work in?;Where are you based?;What is your role?",
        "Wer sind Sie?;Wie lautet Ihre E-Mail-Adresse?;In welchem Team sind Sie?;Ihr Dienstort;Ihre Stellung",
        "Qui êtes-vous ?;Votre adresse e-mail ?;Dans quelle équipe travaillez-vous ?;Où travaillez-vous ?;Votre poste",
        "¿Quién eres?;¿Cuál es su correo electrónico?;¿En qué equipo trabajas?;¿Dónde trabajas?;Su cargo",
        "Come ti chiami?;La tua e-mail;In quale team lavori?;Dove lavori?;Il tuo ruolo",
        "Wat is uw naam?;Wat is uw e-mailadres?;In welk team werkt u?;Waar werkt u?;Uw functie",
    ],
)
def test_headings_of_many_languages_and_headings_that_are_questions(library: Library, room: int, headers: str) -> None:
    plan = plan_roster(library, room, table(f"{headers}\nAnna Berg;a@x.org;Sales;Bonn;Lead"))
    assert plan.problems == ()
    assert plan.summary == ("1 person is added.",)
    plan.apply()
    assert roster_of(library, room) == [Person("Anna Berg", "a@x.org", "Sales", "Bonn", "Lead")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First name;Last name\nAnna;Berg", "Anna Berg"),
        ("Nachname;Vorname\nBerg;Anna", "Anna Berg"),
        ("Name;Vorname\nBerg;Anna", "Anna Berg"),
        ("Nombre;Apellidos\nAna;García López", "Ana García López"),
        ("Nom;Prénom\nLindberg;Li", "Li Lindberg"),
        ("Name;First name\nAnna Berg;Anna", "Anna Berg"),
        ("First name;Last name\nAnna;", "Anna"),
        ("name\nAnna Berg <anna@x.org>", "Anna Berg"),
    ],
)
def test_names_in_parts(library: Library, room: int, text: str, name: str) -> None:
    plan_roster(library, room, table(text)).apply()
    assert [person.name for person in people_of(library, room)] == [name]


def test_known_people_get_what_the_file_says_and_keep_the_rest(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna Berg", "a@x.org", "Sales", "Bonn"), Person("Ben Roy", "b@x.org")])
    heard: list[Change] = []
    library.changed.connect(heard.append)
    plan = plan_roster(
        library, room, table("name;email;team;location\nANNA  berg;;Support;\nBenjamin Roy;B@x.org;;\nCleo;;;Rome")
    )
    assert plan.summary == ("1 person is added.", "2 people are updated.")
    assert heard == []
    done = plan.apply()
    assert roster_of(library, room) == [
        Person("Anna Berg", "a@x.org", "Support", "Bonn"),
        Person("Benjamin Roy", "B@x.org"),
        Person("Cleo", location="Rome"),
    ]
    assert heard == [Change(Topic.ROSTER, room)]
    done.undo()
    assert [person.name for person in people_of(library, room)] == ["Anna Berg", "Ben Roy"]


def test_the_same_file_twice_changes_nothing(library: Library, room: int) -> None:
    people = table("name;email;team\nAnna;a@x.org;Sales\nAnna;b@x.org;\nBen;;x")
    plan_roster(library, room, people).apply()
    before = roster_of(library, room)
    plan = plan_roster(library, room, people)
    assert plan.summary == ("3 people are on the roster already.",)
    plan.apply()
    assert roster_of(library, room) == before


def test_repeats_within_the_file_are_one_person_and_said(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;team;level\nAnna;Sales;\nanna;;Lead\nBen;;"))
    assert places(plan, error=False) == [(3, "")]
    plan.apply()
    assert roster_of(library, room) == [Person("Anna", team="Sales", level="Lead"), Person("Ben")]


def test_namesakes_are_told_apart_by_their_address(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;email\nAnna;a@x.org\nAnna;b@x.org"))
    assert places(plan, error=False) == [(3, "")]
    plan.apply()
    plan = plan_roster(library, room, table("name;email;team\nAnna;b@x.org;Sales"))
    plan.apply()
    assert [person.team for person in people_of(library, room)] == ["", "Sales"]
    plan = plan_roster(library, room, table("name;team\nAnna;Sales"))
    assert places(plan, error=True) == [(2, "")]


def test_errors_name_their_row_and_nothing_changes(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna"), Person("Anna")])
    plan = plan_roster(library, room, table("name;team\nBen;Sales\nAnna;Support"))
    assert places(plan, error=True) == [(3, "")]
    with pytest.raises(Invalid, match="Row 3: There are 2 people called “Anna”"):
        plan.apply()
    assert roster_of(library, room) == [Person("Anna"), Person("Anna")]


def test_what_is_no_address_costs_nobody_but_its_row_the_address(library: Library, room: int) -> None:
    rows = "name;E-Mail\nAnna;a@x.org\nBen;ben at x\nCleo;n/a\nDora;d@x.org; e@x.org\nEve;mailto:eve@x.org"
    plan = plan_roster(library, room, table(rows.replace("d@x.org; e", "d@x.org, e")))
    assert places(plan, error=True) == []
    assert places(plan, error=False) == [(3, "E-Mail"), (4, "E-Mail"), (5, "E-Mail")]
    plan.apply()
    assert [person.email for person in people_of(library, room)] == ["a@x.org", "", "", "d@x.org", "eve@x.org"]


def test_a_table_without_names_is_refused(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("colour;shape\nred;round"))
    assert len(plan.errors) == 1
    assert '--map "COLUMN=name"' in plan.errors[0].sentence


def test_columns_are_matched_by_hand_in_any_case(library: Library, room: int) -> None:
    people = table("who;Where;team\nAnna;Bonn;x")
    chosen = Options({"WHO": "Name", "where": "location", "team": "ignore"})
    assert match_roster(people, chosen) == {"who": "name", "Where": "location", "team": "ignore"}
    plan_roster(library, room, people, chosen).apply()
    assert roster_of(library, room) == [Person("Anna", location="Bonn")]


@pytest.mark.parametrize("mapping", [{"none": "name"}, {"name": "shoe size"}, {"name": "team", "team": "team"}])
def test_a_match_that_cannot_be_is_an_error(library: Library, room: int, mapping: dict[str, str]) -> None:
    assert plan_roster(library, room, table("name;team\nAnna;x"), Options(mapping)).errors


def test_left_out_columns_are_said(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;shoe size;empty\nAnna;38;"))
    assert places(plan, error=False) == [(None, "shoe size")]
    assert plan.errors == ()


def test_without_headings_the_columns_are_told_by_what_they_hold(library: Library, room: int) -> None:
    people = table("Column A;Column B;Column C\nAnna;;Sales\nBen;b@x.org;", headings=False)
    assert list(match_roster(people, Options()).values()) == ["name", "email", "team"]
    plan_roster(library, room, people).apply()
    assert roster_of(library, room) == [Person("Anna", team="Sales"), Person("Ben", "b@x.org")]


def test_what_changed_since_the_preview_is_seen(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;team\nAnna;Sales"))
    add_people(library, room, [Person("Anna")])
    plan.apply()
    assert roster_of(library, room) == [Person("Anna", team="Sales")]


def renamings(plan: Plan) -> list[tuple[int, str, str, bool]]:
    return [(change.row, change.name, change.new_name, change.agreed) for change in plan.asked]


def test_an_address_beside_another_name_renames_nobody_unasked(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna Kowalska", "a@x.org", "Line 4")])
    people = table("name;email;team\nNew Person;A@x.org;Sales")
    plan = plan_roster(library, room, people)
    assert plan.summary == ("1 person is added.",)
    assert renamings(plan) == [(2, "Anna Kowalska", "New Person", False)]
    assert "New Person" in str(plan.changes[0]) and "added as another person" in str(plan.changes[0])
    assert [problem.value for problem in plan.problems] == ["A@x.org"]
    plan.apply()
    assert roster_of(library, room) == [
        Person("Anna Kowalska", "a@x.org", "Line 4"),
        Person("New Person", "A@x.org", "Sales"),
    ]
    again = plan_roster(library, room, people)
    assert again.summary == ("1 person is on the roster already.",) and not again.asked


@pytest.mark.parametrize("rows", [frozenset({2}), None])
def test_a_renaming_that_was_agreed_to_keeps_the_person(
    library: Library, room: int, rows: frozenset[int] | None
) -> None:
    anna = add_people(library, room, [Person("Anna Kowalska", "a@x.org", "Line 4")]).value
    plan = plan_roster(library, room, table("name;email\nAnna Nowak;a@x.org"), Options(renames=rows))
    assert renamings(plan) == [(2, "Anna Kowalska", "Anna Nowak", True)]
    plan.apply()
    assert [(person.id, person.name) for person in people_of(library, room)] == [(anna[0], "Anna Nowak")]


def test_one_agreed_row_renames_nobody_else(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna", "a@x.org"), Person("Ben", "b@x.org")])
    plan = plan_roster(library, room, table("name;email\nXu;a@x.org\nYi;b@x.org"), Options(renames=frozenset({3})))
    plan.apply()
    assert [person.name for person in people_of(library, room)] == ["Anna", "Yi", "Xu"]


def test_other_spellings_update_and_every_change_is_told(library: Library, room: int) -> None:
    add_people(library, room, [Person("Berg, Anna", "a@x.org", "Sales"), Person("Ben Roy", "b@x.org", location="Oslo")])
    plan = plan_roster(
        library, room, table("name;email;team;location\nBen Roy;b2@x.org;;Rome\nDr. Anna Berg;a@x.org;Support;")
    )
    assert [(change.row, change.name, change.facts) for change in plan.changes] == [
        (2, "Ben Roy", (("E-mail", "b@x.org", "b2@x.org"), ("Location", "Oslo", "Rome"))),
        (3, "Berg, Anna", (("Name", "Berg, Anna", "Dr. Anna Berg"), ("Team", "Sales", "Support"))),
    ]
    assert not plan.asked
    assert str(plan.changes[0]) == "Row 2, Ben Roy: E-mail “b@x.org” → “b2@x.org”, Location “Oslo” → “Rome”"


def test_people_who_share_an_address_are_told_apart_by_name(library: Library, room: int) -> None:
    people = table("name;email\nAnna Berg;desk@x.org\nBen Dahl;desk@x.org")
    for summary in ("2 people are added.", "2 people are on the roster already."):
        plan = plan_roster(library, room, people)
        assert plan.summary == (summary,) and not plan.errors and not plan.asked
        (remark,) = plan.causes
        assert remark.rows == (2, 3) and "desk@x.org" in remark.sentence
        plan.apply()
    assert len(people_of(library, room)) == 2
    plan = plan_roster(library, room, table("name;email\nCem Ek;desk@x.org"))
    assert plan.summary == ("1 person is added.",) and not plan.asked


def test_rows_of_one_person_in_two_spellings_are_one(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;email;team\nBen Roy;b@x.org;\nRoy, Benjamin;b@x.org;Sales"))
    assert plan.summary == ("1 person is added.",)
    assert places(plan, error=False) == [(3, "")]
    plan.apply()
    assert roster_of(library, room) == [Person("Roy, Benjamin", "b@x.org", "Sales")]


def test_a_new_name_much_like_one_of_the_roster_is_pointed_out(library: Library, room: int) -> None:
    add_people(library, room, [Person("Jürgen Müller")])
    plan = plan_roster(library, room, table("name\nMueller, Juergen\nAnna"))
    assert places(plan, error=False) == [(2, "")]
    assert "Jürgen Müller" in plan.problems[0].sentence


def test_namesakes_without_an_address_are_refused_never_the_first_one(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna", "a@x.org"), Person("Anna", "b@x.org")])
    for text in ("name;team\nAnna;Sales", "name;email;team\nanna;;Sales"):
        plan = plan_roster(library, room, table(text))
        assert len(plan.errors) == 1 and "2 people" in plan.errors[0].sentence
    # Another address is another Anna.
    assert plan_roster(library, room, table("name;email\nAnna;c@x.org")).summary == ("1 person is added.",)


def test_rows_that_name_nobody_are_left_out_and_counted(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("name;email;team;coming\nAnna;;;yes\n;;;no\n;;Sales;\n;;;no"))
    assert plan.summary == ("1 person is added.",)
    assert not plan.errors
    assert left_out([plan]) == "Left out: 3 rows, 1 column (“coming”) with 3 filled cells."
    assert [cause.rows or (cause.row,) for cause in plan.causes][1:] == [(3, 5), (4,)]


def test_an_address_that_goes_to_somebody_else_is_pointed_out(library: Library, room: int) -> None:
    add_people(library, room, [Person("Anna", "a@x.org"), Person("Ben", "b@x.org")])
    plan = plan_roster(library, room, table("name;email\nAnna;b@x.org\nBen;a@x.org"))
    assert [change.name for change in plan.changes] == ["Anna", "Ben"]
    (cause,) = plan.causes
    assert cause.rows == (2, 3) and "right rows" in cause.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Employee;Name\n1021;Anna Berg\n1022;Bo Li",
        "Name;Employee\nAnna Berg;1021\nBo Li;1022",
        "Respondent;Name\nCem Ek;Anna Berg\nCem Ek;Bo Li",
        "Participant;Full name\n1;Anna Berg\n2;Bo Li",
    ],
)
def test_people_are_who_is_named_and_no_numbers(library: Library, room: int, text: str) -> None:
    plan_roster(library, room, table(text)).apply()
    assert [person.name for person in roster_of(library, room)] == ["Anna Berg", "Bo Li"]


def test_a_word_for_no_address_loses_nothing_and_what_is_none_is_counted(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table("Name;E-mail\nAnna;n/a\nBo;nowhere\nCem;somewhere\nDora;d@x.org"))
    assert left_out([plan]) == "Left out: 2 single cells."
    assert [str(cause) for cause in plan.causes] == [
        "Row 2, column “E-mail”: “n/a” stands for no address: this person is taken without one.",
        "Rows 3–4, column “E-mail”: These are no e-mail addresses, and their people are taken without one: “nowhere”, "
        "“somewhere”.",
    ]


TWINS = (
    "Name;E-mail;Team;Level\nJo Lind;;Sales;Lead\nJO LIND;;IT;Staff\nJo Lind;;Sales;\nKim Ek;k@x.org;IT;\nKim Ek;;HR;"
)


def test_rows_of_one_name_that_contradict_each_other_are_asked_about(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table(TWINS), Options(renames=frozenset()))
    assert [(each.row, each.name, each.asked, each.agreed) for each in plan.changes] == [
        (3, "JO LIND", Asked.TWICE, False),
        (6, "Kim Ek", Asked.TWICE, False),
    ]
    assert (left_out([plan]), [each.row for each in plan.problems]) == ("", [4])
    plan.apply()
    people = [
        Person("Jo Lind", team="Sales", level="Lead"),
        Person("JO LIND", team="IT", level="Staff"),
        Person("Kim Ek", "k@x.org", "IT"),
        Person("Kim Ek", team="HR"),
    ]
    assert roster_of(library, room) == people
    again = plan_roster(library, room, table(TWINS), Options(renames=frozenset()))
    assert again.summary == ("4 people are on the roster already.",)
    again.apply()
    assert roster_of(library, room) == people


def test_who_agrees_takes_rows_of_one_name_as_one_and_is_told_what_is_lost(library: Library, room: int) -> None:
    plan = plan_roster(library, room, table(TWINS), Options(renames=frozenset({3})))
    assert [(each.row, each.agreed) for each in plan.changes] == [(3, True), (4, False), (6, False)]
    assert left_out([plan]) == "Left out: 2 single cells."
    plan.apply()
    assert roster_of(library, room)[:2] == [
        Person("Jo Lind", team="IT", level="Staff"), Person("Jo Lind", team="Sales")
    ]  # fmt: skip


def test_a_row_with_anothers_address_that_contradicts_its_person_waits_whole(library: Library, room: int) -> None:
    """As where only the column of the names was sorted: whose team that is nobody knows."""
    add_people(library, room, [Person("Ada", "ada@x.org", "Sales"), Person("Bea", "bea@x.org", "IT"), Person("Cem")])
    text = "Name;E-mail;Team\nBea;ada@x.org;Sales\nAda;bea@x.org;IT\nCem;bea@x.org;HR"
    plan = plan_roster(library, room, table(text), Options(renames=frozenset()))
    assert left_out([plan]) == "Left out: 5 single cells."
    plan.apply()
    assert roster_of(library, room) == [
        Person("Ada", "ada@x.org", "Sales"), Person("Bea", "bea@x.org", "IT"), Person("Cem", team="HR")
    ]  # fmt: skip
    plan_roster(library, room, table(text), Options(renames=frozenset({2, 3}))).apply()
    assert roster_of(library, room)[:2] == [Person("Ada", "bea@x.org", "IT"), Person("Bea", "ada@x.org", "Sales")]


def test_a_question_about_others_is_no_fact_of_who_answers(library: Library, room: int) -> None:
    # In German “sie” are others, “Sie” is who reads it.
    plan = plan_roster(library, room, table("Name;In welchem Team sind sie?;Where do they work?\nAnna;Vertrieb;Bonn"))
    assert [problem.column for problem in plan.problems] == ["In welchem Team sind sie?", "Where do they work?"]
    plan.apply()
    assert roster_of(library, room) == [Person("Anna")]


@pytest.mark.parametrize(
    ("text", "name", "given"),
    [
        ("Voornaam;Tussenvoegsel;Achternaam\nJan;van der;Berg", "Jan van der Berg", "Jan"),
        ("Voornaam;Tussenvoegsel;Achternaam\nAnna;;Bakker", "Anna Bakker", "Anna"),
        ("Nombre;Apellidos\nAna María;Ruiz Gil", "Ana María Ruiz Gil", "Ana María"),
        ("Nome;Cognome\nAnna;Bianchi", "Anna Bianchi", "Anna"),
        ("Nom;Prénom\nDupont;Jean", "Jean Dupont", "Jean"),
        ("Name;Last name\nAnna Berg;Berg", "Anna Berg", ""),
    ],
)
def test_names_in_parts_of_several_languages(library: Library, room: int, text: str, name: str, given: str) -> None:
    plan = plan_roster(library, room, table(text))
    assert plan.problems == ()
    plan.apply()
    assert [(each.name, each.given_name) for each in people_of(library, room)] == [(name, given)]

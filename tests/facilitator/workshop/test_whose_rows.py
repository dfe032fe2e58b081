"""Whose the rows of a table are, told by its headings in several languages and by what it holds."""

import pytest

from facilitator.tabular import Table
from facilitator.workshop.whose import Rows
from facilitator.workshop.whose_rows import whose_rows


def table(text: str, *, headings: bool = True) -> Table:
    headers, *rows = [tuple(cell.strip() for cell in line.split(";")) for line in text.strip().splitlines()]
    return Table("any.csv", headers, tuple(rows), tuple(range(2, len(rows) + 2)), headings=headings)


@pytest.mark.parametrize(
    ("text", "owner", "other"),
    [
        ("nodeID;networkCanvasEgoUUID;networkCanvasUUID;name\n1;e;a;Ole\n2;e;b;Pia", "networkCanvasEgoUUID", "name"),
        ("nodeID;networkCanvasEgoUUID;near\n1;e;x1\n2;e;x2", "networkCanvasEgoUUID", "nodeID"),
        ("edgeID;from;to;networkCanvasEgoUUID\n1;1;2;e", "networkCanvasEgoUUID", ""),
        (".altID;.egoID;close\n1;1;4\n2;1;3", ".egoID", ".altID"),
        (".egoID;.srcID;.tgtID\n1;1;2", ".egoID", ""),
        ("Interview ID;EgoID;Alter Number;Alter Name\n7;E;1;Ole\n7;E;2;Pia", "EgoID", "Alter Name"),
        ("EGO_ID;ALTER_NAME;SEX\n1;Ole;m\n1;Pia;w", "EGO_ID", "ALTER_NAME"),
        ("Participant;Contact\nAnn;Ole\nBen;Pia", "Participant", "Contact"),
        ("Respondent;Person;Tie\nAnn;Ole;a\nAnn;Pia;b\nBen;Kim;a", "Respondent", "Person"),
        ("Name;Named by\nOle;Ann\nPia;Ann\nKim;Ben", "Named by", "Name"),
        ("Teilnehmerin;Kontaktperson;Alter\nAnn;Ole;34\nBen;Pia;51", "Teilnehmerin", "Kontaktperson"),
        ("Befragte/r;Genannte Person\nAnn;Ole\nBen;Pia", "Befragte/r", "Genannte Person"),
        ("egoID;alterID;contact_is;group", "egoID", "alterID"),
    ],
)
def test_rows_that_belong_to_somebody(text: str, owner: str, other: str) -> None:
    found = whose_rows(table(text))
    assert (found.rows, found.owner, found.other) == (Rows.OTHERS, owner, other)
    assert f"“{owner}”" in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Name;Contact\nAnn;Ole\nBen;Pia",
        "Colleague;Employee\nOle;Ann\nPia;Ann\nKim;Ben\nUdo;Ben",
        "Participant ID;Name;Team\n1;Ann;IT\n2;Ben;HR",
        "Respondent ID;E-mail;First Name;Last Name\n118;a@x.org;Ann;Berg\n119;b@x.org;Ben;Roy",
        "First Name;Last Name;Account Owner\nAnn;Berg;Zoe\nBen;Roy;Zoe",
        "Email;Name;Owner\na@x.org;Ann;Zoe\nb@x.org;Ben;Zoe",
        "Name;Nominated by\nAnn;Zoe\nBen;Zoe",
        "Name;Team;Asked by\nAnn;North;Zoe\nBen;South;Zoe",
        "Name;Team;Beziehung zu\nAnn;Nord;Zoe\nBen;Süd;Zoe",
        "Name;Kontakt von\nOle;Ann\nPia;Ann",
        "from;to;weight\nAnn;Ben;1\nBen;Cleo;2",
        "Source;Target;Type\n1;2;Directed",
        "Vertex 1;Vertex 2\nAnn;Ben",
        "nodeID;networkCanvasUUID;name\n1;a;Ole",
        "name;alter.sex\nOle;m\nPia;w",
        "Name;Ann;Ben;Cleo\nAnn;0;1;1\nBen;1;0;0\nCleo;0;1;0",
        "Name;Goes for help\nAnn;Ole\nAnn;Pia\nBen;Kim\nBen;Udo",
    ],
)
def test_tables_that_can_be_read_in_two_ways(text: str) -> None:
    found = whose_rows(table(text))
    assert found.rows is Rows.EITHER
    assert found.sentence
    assert not found.wide


@pytest.mark.parametrize(
    "text",
    [
        "Respondent;Contact 1 name;Contact 1 close;Contact 2 name\nAnn;Ole;2;Pia",
        "Respondent;Contact 1;Contact 2\nAnn;Ole;Pia\nBen;Kim;Udo",
        "Your name;1st contact;2nd contact\nAnn;Ole;Pia",
        "name;alter_1_name;alter_1_sex;alter_2_name\nAnn;Ole;m;Pia",
        "Name;Person 1;Person 1: wie oft;Person 2\nAnn;Ole;2;Pia",
    ],
)
def test_contacts_side_by_side(text: str) -> None:
    assert whose_rows(table(text)).wide


@pytest.mark.parametrize(
    "text",
    [
        "Name;Team;Manager\nAnn;IT;Zoe\nBen;IT;Zoe\nCleo;HR;Zoe\nDora;HR;Zoe",
        "Employee;Department;Supervisor;Buddy\nAnn;IT;Zoe;Ben\nBen;IT;Zoe;Ann",
        "Name;Emergency contact 1;Emergency contact 2\nAnn;Otto;Ida\nBen;Olga;Ute",
        "Name;Contact\nAnn;+49 151 2345678\nBen;0151 333444",
        "Name;Contact number;Contact email\nAnn;0151 2345678;a@x.org",
        "First name;Last name;Display name\nAnn;Berg;Berg Ann\nBen;Roy;Roy Ben",
        "Participant ID;Participant name\n1;Ann\n2;Ben",
        "Name;Participant\nAnn;yes\nBen;no\nCleo;yes",
        "Name;From;To\nAnn;2026-01-02;2026-01-04\nBen;2026-01-02;2026-01-04",
        "First Name;Last Name;Referred By\nAnn;Berg;\nBen;Roy;",
        "Full Name;User Action\nAnn;Joined\nAnn;Left\nBen;Joined\nBen;Left",
        "Respondent;E-mail;Team\nAnn;a@x.org;IT\nBen;b@x.org;HR",
        "First Name;Last Name;URL;Company\nAnn;Berg;x;Acme\nBen;Roy;y;Acme",
        "Name;Alter in Jahren\nAnn;34\nBen;51",
    ],
)
def test_rosters_stay_rosters(text: str) -> None:
    assert whose_rows(table(text)).rows is Rows.OPEN


def test_the_german_word_for_age_is_no_contact() -> None:
    assert whose_rows(table("Teilnehmer;Alter;Team\nAnn;34;IT\nBen;51;HR")).rows is Rows.PEOPLE
    assert whose_rows(table("Teilnehmer;Alter;Team\nAnn;1;IT\nAnn;2;HR")).rows is Rows.OTHERS


def test_interviews_by_themselves() -> None:
    found = whose_rows(table("networkCanvasEgoUUID;networkCanvasCaseID\ne1;c1\ne2;c2"))
    assert (found.rows, found.owner) == (Rows.EGOS, "networkCanvasEgoUUID")


def test_without_headings_names_that_repeat_beside_others_are_asked_about() -> None:
    text = "Column A;Column B\nAnn;Ole\nAnn;Pia\nBen;Kim\nBen;Udo"
    assert whose_rows(table(text, headings=False)).rows is Rows.EITHER
    text = "Column A;Column B\nAnn;IT\nBen;IT\nCleo;HR"
    assert whose_rows(table(text, headings=False)).rows is Rows.OPEN


@pytest.mark.parametrize(
    "asking",
    [
        "Who do you turn to for advice?",
        "Person you trust most",
        "Name of a colleague who helps me",
        "Works closely with",
        "Wen fragen Sie um Rat?",
        "An wen wenden Sie sich?",
        "Mit wem arbeiten Sie eng zusammen?",
        "Vertrauensperson",
        "À qui demandez-vous conseil ?",
    ],
)
@pytest.mark.parametrize("named", ["Mia Klee|Ole Ek|Mia Klee", "MK|OE|PQ", "Mia, Ole|Pia und Udo|Kim", "Mia||"])
def test_a_question_about_others_as_a_heading_is_asked_about(asking: str, named: str) -> None:
    first, second, third = named.split("|")
    text = f"Name;{asking};Department\nGus New;{first};Buying\nHal New;{second};IT\nIda New;{third};HR"
    found = whose_rows(table(text))
    assert (found.rows, found.other) == (Rows.EITHER, asking)


@pytest.mark.parametrize(
    "text",
    [
        "Name;Who helped you?;Team\nAnn;yes;IT\nBen;no;HR",
        "Name;Which team do you turn to?\nAnn;24\nBen;31",
        "Name;Where do you work?;Team you work with\nAnn;Rome;IT\nBen;Oslo;HR",
        "Name;Who does the catering\nAnn;\nBen;",
    ],
)
def test_a_question_that_holds_no_names_leaves_a_roster_one(text: str) -> None:
    assert whose_rows(table(text)).rows is Rows.OPEN

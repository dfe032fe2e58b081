"""Nobody becomes a participant because somebody else named them, and nobody's facts become another's."""

from pathlib import Path

import pytest
from prepared import empty_room

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.sharing.file_tables import pasted_roster
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.proposals import recognise
from facilitator.sharing.targets import Kind
from facilitator.sharing.workbook import to_workbook
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

CANVAS = (
    "nodeID,networkCanvasEgoUUID,networkCanvasUUID,Contact_Freq,name\n"
    "1,e1,a1,Daily,Ole\n2,e1,a2,Weekly,Pia\n3,e2,a3,Daily,Ole\n"
)
CANVAS_EDGES = "edgeID,from,to,networkCanvasEgoUUID,networkCanvasSourceUUID\n1,1,2,e1,a1\n"
FACTS = (
    "Participant,Contact,Team,Office,Their rank\nAnn,Ole,HR,Rome,Higher\nAnn,Pia,IT,Oslo,Lower\nBen,Kim,IT,Oslo,Same\n"
)
ROOM = "from,to\nAnn,Ben\nBen,Cleo\n"
WIDE = (
    "Name,E-mail,Contact 1 name,Contact 1: How often,Contact 2 name\n"
    "Ann,a@x.org,Ole,Daily,Pia\nBen,b@x.org,Kim,Daily,Udo\n"
)


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def imported(
    library: Library,
    workshop_id: int,
    folder: Path,
    text: str,
    options: Options | None = None,
    rows: Kind | None = None,
) -> Imported:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return import_files(library, workshop_id, [path], options, rows={path: rows} if rows else None)


def roster(library: Library, workshop_id: int) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.team, each.location, each.level) for each in people_of(library, workshop_id)]


def contacts(library: Library, workshop_id: int) -> dict[str, dict[str, dict[str, int]]]:
    step = exercise_steps(library, workshop_id)[0][0].id
    names = {person.id: person.name for person in people_of(library, workshop_id)}
    return {
        names[person]: {contact.label: dict(contact.ratings) for contact in view.contacts}
        for person, view in read_networks(library, step).items()
    }


def said(found: Imported) -> str:
    return " ".join(str(problem) for file in found.files for problem in file.proposal.plan.problems)


def test_contacts_of_network_canvas_are_those_of_their_interview(library: Library, room: int, tmp_path: Path) -> None:
    found = imported(library, room, tmp_path, CANVAS)
    assert not found.failed
    assert "Column “Contact_Freq”: Its texts are the answers to “How often”" in said(found)
    assert roster(library, room) == [("e1", "", "", ""), ("e2", "", "", "")]
    answers = {"e1": {"Ole": {"interaction": 4}, "Pia": {"interaction": 3}}, "e2": {"Ole": {"interaction": 4}}}
    assert contacts(library, room) == answers


def test_ties_of_network_canvas_need_their_contacts(library: Library, room: int, tmp_path: Path) -> None:
    assert imported(library, room, tmp_path, CANVAS_EDGES).failed
    assert roster(library, room) == []
    nameless = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nameless[0].write_text(CANVAS.replace(",name", "").replace(",Ole", "").replace(",Pia", ""), encoding="utf-8")
    nameless[1].write_text(CANVAS_EDGES, encoding="utf-8")
    found = import_files(library, room, nameless)
    assert not found.failed
    assert found.files[1].proposal.plan.summary == ("1 tie of 1 person.",)


def test_without_an_exercise_contacts_are_refused_too(library: Library, tmp_path: Path) -> None:
    bare = new_workshop(library, "Bare").value
    for text in (CANVAS, CANVAS_EDGES, FACTS, ROOM, WIDE):
        found = imported(library, bare, tmp_path, text)
        assert found.files[0].proposal.target.kind is Kind.UNDECIDED
        assert "--as people" in said(found) and "--as answers" not in said(found)
    assert roster(library, bare) == []
    with pytest.raises(Invalid, match="no exercise"):
        imported(library, bare, tmp_path, ROOM, rows=Kind.ANSWERS)


@pytest.mark.parametrize("text", [ROOM, "Name,Contact\nAnn,Ole\nBen,Pia\n", "Name,Owner\nOle,Ann\nPia,Ann\n"])
def test_what_can_be_both_is_asked_and_nothing_is_imported(
    library: Library, room: int, tmp_path: Path, text: str
) -> None:
    found = imported(library, room, tmp_path, text)
    assert found.failed
    assert found.files[0].proposal.question
    assert "--as people or --as answers" in said(found)
    assert (roster(library, room), contacts(library, room)) == ([], {})
    with pytest.raises(Invalid):
        found.files[0].proposal.plan.apply()


def test_the_person_decides(library: Library, room: int, tmp_path: Path) -> None:
    assert not imported(library, room, tmp_path, ROOM, rows=Kind.ANSWERS).failed
    assert contacts(library, room) == {"Ann": {"Ben": {}}, "Ben": {"Cleo": {}}}
    other = start_workshop(library, "Other").value
    assert not imported(library, other, tmp_path, WIDE, rows=Kind.ROSTER).failed
    assert [name for name, *_ in roster(library, other)] == ["Ann", "Ben"]
    assert not imported(library, other, tmp_path, WIDE, rows=Kind.ANSWERS).failed
    assert contacts(library, other) == {
        "Ann": {"Ole": {"interaction": 4}, "Pia": {}},
        "Ben": {"Kim": {"interaction": 4}, "Udo": {}},
    }
    assert [name for name, *_ in roster(library, other)] == ["Ann", "Ben"]
    third = start_workshop(library, "Third").value
    assert not imported(library, third, tmp_path, CANVAS, rows=Kind.ROSTER).failed
    assert [name for name, *_ in roster(library, third)] == ["Ole", "Pia"]


def test_a_name_that_is_matched_does_not_make_contacts_participants(
    library: Library, room: int, tmp_path: Path
) -> None:
    found = imported(library, room, tmp_path, "Participant,Contact\nAnn,Ole\n", Options({"Contact": "name"}))
    assert found.failed
    assert roster(library, room) == []
    decided = imported(library, room, tmp_path, "Name,Contact\nAnn,Ole\n", Options({"Name": "participant"}))
    assert not decided.failed
    assert contacts(library, room) == {"Ann": {"Ole": {}}}


def test_contacts_side_by_side_are_no_ties(library: Library, room: int, tmp_path: Path) -> None:
    imported(library, room, tmp_path, "Participant,Contact\nAnn,Ole\nAnn,Pia\nAnn,Kim\n")
    text = "Participant,Contact 1,Contact 2,Contact 3\nAnn,Ole,Pia,Kim\n"
    assert not imported(library, room, tmp_path, text).failed
    assert contacts(library, room) == {"Ann": {"Ole": {}, "Pia": {}, "Kim": {}}}


def test_facts_beside_a_contact_are_the_contacts(library: Library, room: int, tmp_path: Path) -> None:
    found = imported(library, room, tmp_path, FACTS)
    assert {problem.column for problem in found.files[0].proposal.plan.errors} == {"Team", "Office"}
    assert '--map "Team=new question"' in said(found) and '--map "Team=participant_team"' in said(found)
    assert roster(library, room) == []

    chosen = Options({"Team": "new question", "Office": "participant_location"})
    found = imported(library, room, tmp_path, FACTS, chosen)
    assert "It differs between the rows of “Ann”. It is not taken over for them." in said(found)
    assert roster(library, room) == [("Ann", "", "", ""), ("Ben", "", "Oslo", "")]
    step = exercise_steps(library, room)[0][0].id
    question = get_setup(library, step).factors[-1]
    assert (question.key, question.codes) == ("Team", ("HR", "IT"))
    assert contacts(library, room)["Ann"] == {
        "Ole": {"Team": 1, "hierarchy": 1},
        "Pia": {"Team": 2, "hierarchy": 3},
    }


def test_all_new_questions_at_once_leave_the_participant_alone(library: Library, room: int, tmp_path: Path) -> None:
    assert not imported(library, room, tmp_path, FACTS, Options(new_questions=True)).failed
    assert roster(library, room) == [("Ann", "", "", ""), ("Ben", "", "", "")]


def test_a_column_in_the_words_of_a_question_is_that_question(library: Library, room: int, tmp_path: Path) -> None:
    text = "Participant,Contact,Team\nAnn,Ole,My team\nAnn,Pia,Outside\n"
    found = imported(library, room, tmp_path, text)
    assert not found.failed
    assert contacts(library, room) == {"Ann": {"Ole": {"group": 1}, "Pia": {"group": 4}}}
    # Numbers are the answers of any question, and two columns can't both be one.
    for twice in ("Ann,Ole,1,x\nAnn,Pia,2,y", "Ann,Ole,Daily,Weekly\nAnn,Pia,Weekly,Daily"):
        assert imported(library, room, tmp_path, f"Participant,Contact,Chat,Mail\n{twice}\n").failed


def test_a_contacts_address_is_nobodys_and_no_answer(library: Library, room: int, tmp_path: Path) -> None:
    text = "Participant,Contact,E-mail\nAnn,Ole,ole@x.org\nAnn,Pia,pia@x.org\n"
    for options in (Options(), Options(new_questions=True), Options({"E-mail": "new question"})):
        found = imported(library, room, tmp_path, text, options)
        assert "It holds names or addresses of people" in said(found)
    assert people_of(library, room) == []
    assert not imported(library, room, tmp_path, text, Options({"E-mail": "ignore"})).failed
    assert [person.email for person in people_of(library, room)] == [""]


def test_names_beside_a_contact_are_no_answers(library: Library, room: int, tmp_path: Path) -> None:
    text = ".egoID,.altID,name,close\n1,1,Ole,4\n1,2,Pia,3\n"
    found = imported(library, room, tmp_path, text, Options(new_questions=True))
    assert [problem.column for problem in found.files[0].proposal.plan.errors] == ["name"]


def test_pasted_contacts_are_no_people(library: Library, room: int) -> None:
    for text, kind in (
        ("ego\talter\n1\tOle\n1\tPia", Kind.ANSWERS),
        ("Ann\tOle\nAnn\tPia\nBen\tKim\nBen\tUdo", Kind.UNDECIDED),
        ("Respondent\tContact 1\tContact 2\nAnn\tOle\tPia", Kind.ANSWERS),
    ):
        assert recognise(library, room, pasted_roster(text)).target.kind is kind


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", b'{"nodes": [{"name": "Ole"}]}', "JSON file that Facilitator did not write"),
        ("a.txt", b"dl n=2 format=edgelist1\ndata:\n1 2", "UCINET"),
        ("a.net", b'*Vertices 2\n1 "Ole"\n2 "Pia"\n*Arcs\n1 2 1\n', "Pajek"),
        ("a.txt", b"version: 1\n\ndn: cn=Ole,ou=people\ncn: Ole\n", "export of a directory"),
        ("a.txt", b"dn: cn=Ole,ou=people\ncn: Ole\n", "export of a directory"),
        ("chat.txt", b"12.01.26, 14:03 - Ole: Who comes?\n12.01.26, 14:05 - Pia: Me\n", "a chat that was exported"),
        ("chat.txt", b"[1/12/26, 2:03:10 PM] Ole: Who comes?\n[1/12/26, 2:05:00 PM] Pia: Me\n", "a chat that was exp"),
    ],
)
def test_other_files_are_named(
    library: Library, room: int, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFile, match=sentence):
        import_files(library, room, [tmp_path / name])


@pytest.mark.parametrize(("member", "sentence"), [("protocol.json", "protocol of Network"), ("a.csv", "an archive")])
def test_archives_are_named(library: Library, room: int, tmp_path: Path, member: str, sentence: str) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "a.netcanvas", "w") as archive:
        archive.writestr(member, "{}")
    with pytest.raises(BadFile, match=sentence):
        import_files(library, room, [tmp_path / "a.netcanvas"])


@pytest.mark.parametrize(
    "text",
    [
        "Name,How often,How near\nOle,4,2\nPia,3,1\n",
        "Name,frequency\nOle,Daily\nPia,Weekly\n",
        "Name,Relationship,Age\nOle,friend,33\nPia,boss,44\n",
        "Name,Note\nOle,mother\nPia,grandfather\n",
        "Name;Treffen\nOle;jeden Arbeitstag\nPia;einmal pro Woche\n",
        "Interviewer,Name,Relation\nAnn,Ole,friend\nAnn,Pia,boss\nBen,Kim,friend\n",
        "Name;Beziehung\nOle;Freund\n",
        "Name,Wie oft,Wie nah\nOle,4,2\nPia,3,1\n",
        "Name;Häufigkeit\nOle;Täglich\nPia;Wöchentlich\n",
    ],
)
def test_contacts_without_an_owner_are_asked_about(library: Library, room: int, tmp_path: Path, text: str) -> None:
    found = imported(library, room, tmp_path, text)
    assert found.failed
    (proposal,) = [file.proposal for file in found.files]
    assert "no column says whose contacts" in proposal.question
    assert roster(library, room) == []
    people = imported(library, room, tmp_path, text, rows=Kind.ROSTER)
    assert not people.failed and people.left_out


@pytest.mark.parametrize(
    "text",
    [
        "Name,E-mail,Function,Group\nAnn,a@x.org,Nurse,A\nBen,b@x.org,Cook,B\n",
        "Name,Group\nAnn,A\nBen,B\n",
        "Name,E-mail,How often\nAnn,a@x.org,Daily\n",
    ],
)
def test_a_roster_with_other_columns_is_not_asked_about(library: Library, room: int, tmp_path: Path, text: str) -> None:
    assert not imported(library, room, tmp_path, text).failed
    assert roster(library, room)[0][0] == "Ann"


OF_SOMEBODY = (
    "Name;Verantwortlich\nOle;Ann\nPia;Ann\nKim;Ben\nUdo;Ben",
    "Name;Voice\nOle Hansen;Ann Berg\nPia Roth;Ann Berg\nKim Lee;Ben Roy",
    "Name;E-mail;Gemeldet durch\nOle;o@x.org;Ann\nPia;p@x.org;Ann\nKim;k@x.org;Ben",
    "Nom;Courriel\nOle;ann@x.org\nPia;ann@x.org\nKim;ben@x.org\nUdo;ben@x.org",
    "Name;E-mail;Desk mail\nOle;o@x.org;ann@x.org\nPia;p@x.org;ann@x.org\nKim;k@x.org;ben@x.org",
    "Name;PID\nOle;P01\nPia;P01\nKim;P02\nUdo;P02",
    "Name;Fall-Nr\nOle;1\nPia;1\nKim;2\nUdo;1",
    "Name;resp\nOle;1\nPia;1\nKim;2\nUdo;2",
    "Name;Token\nOle;8f3a-11\nPia;8f3a-11\nKim;77bc-02\nUdo;77bc-02",
    "Wer sagt es;Name\nAnn;Ole\n;Pia\n;Kim\nBen;Udo\n;Eva",
    "Nombre;Quién lo cuenta\nOle;Ana\nPía;Ana\nKim;Beto\nUdo;Beto",
    "Nome;Raccontato da\nOle;Ana\nPia;Ana\nKim;Beto",
    "Nom;Saisi par\nOle;Ann\nPia;Ann\nKim;Ben\nUdo;Ben",
    "Navn;Innmelder\nOle;Anne\nPia;Anne\nKim;Bo\nUdo;Bo",
    "Imię i nazwisko;Głos\nOle;Anna\nPia;Anna\nKim;Jan\nUdo;Jan",
    "Имя;Рассказал\nОле;Анна\nПиа;Анна\nКим;Борис\nУдо;Борис",
    "Name;谁\n王芳;李雷\n张伟;李雷\n刘洋;韩梅\n陈静;韩梅",
    "Name;مصدر\nOle;ليلى\nPia;ليلى\nKim;عمر\nUdo;عمر",
    "First name;Last name;Entered\nOle;Hansen;Ann Berg\nPia;Roth;Ann Berg",
    "name;seen\nole;ann\npia;ann\nkim;ben\nudo;ben",
    "Colleague;Seen\nOle;Ann\nPia;Ann\nKim;Ben",
    "Name;Alter;Quelle der Angabe\nOle;34;Ann\nPia;51;Ann\nKim;40;Ben",
    "Name;Godparent of record\nOle;Kim\nPia;Ole\nKim;Pia\nUdo;Ole",
    "Name;Team;Wer\nOle;IT;Ann\nPia;HR;Ann\nKim;IT;Ben\nUdo;IT;Ben",
    "Name;Team member\nOle;Ann\nPia;Ann\nKim;Ben\nUdo;Ben",
    "Name;Wer\nOle;Berg, Anna\nPia;Berg, Anna\nKim;Roy, Ben",
    "Name;Wer\nOle;AB\nPia;AB\nKim;BR\nUdo;BR",
    "Name;Wer\nOle;Ann\nPia;Ann\nKim;Ann",
    "Name;Email;Wer\nOle;o@x.org;anna.berg\nPia;p@x.org;anna.berg\nKim;k@x.org;ben.roy",
    "Name;Wer\nOle;Dr. Anna van der Berg\nPia;Dr. Anna van der Berg",
    "Name;Phone;Entered by\nOle;0170 1;Ann\nPia;0170 2;Ann\nKim;0170 3;Ben",
    "Name;Told by\nOle;Ann\nPia;Ann\nKim;Ben",
    "Name;Name\nOle;Ann Berg\nPia;Ben Roy",
    "Nom;Nom\nOle;Berg\nPia;Roy",
    "First name;Last name;First name;Last name\nOle;Berg;Ann;Roth\nPia;Roy;Ben;Lee",
    "Participant;Participant\nAnn;Ole\nBen;Pia",
    "First name;Last name;E-mail;Contact Owner Alias\nOle;Moe;o@x.org;aberg\nPia;Nor;p@x.org;bek",
    "First name;Last name;E-mail;Record owner: Full name\nOle;Moe;o@x.org;Ann Berg\nPia;Nor;p@x.org;Ben Roy",
    "Name;E-mail;Owner e-mail\nOle;o@x.org;ann@x.org\nPia;p@x.org;ben@x.org",
    "Name;E-mail;Created by\nOle;o@x.org;Ann Berg\nPia;p@x.org;Ann Berg\nKim;k@x.org;Ben Roy",
    "First name;Last name;Connected On\nOle;Moe;20 Nov 2026\nPia;Nor;21 Nov 2026",
    "Name;Username;Followed at\nOle;@ole;2020\nPia;@pia;2021",
    "Name;Friended on\nOle;2020-01-01\nPia;2021-01-01",
    "Vorname;Nachname;Kontakt seit\nOle;Moe;2020\nPia;Nor;2021",
    "Name;Number;Type;Date\nOle;0170 1;Outgoing;2026-11-01\nPia;0170 2;Missed;2026-11-02",
    "Name;Rank 1;Rank 2\nAnn Berg;Ole Moe;Pia Nor\nBen Roy;Pia Nor;Kim Lee",
    "Name;Wahl 1;Wahl 2\nAnn Berg;Ole Moe;Pia Nor\nBen Roy;Pia Nor;Kim Lee",
    "Mitarbeiter;Vorname;Nachname\nBerg, Anna;Lia;Berg\nBerg, Anna;Tom;Berg\nEk, Bo;Kai;Ek",
    "Name (First);Name (Last);E-mail;First name\nAnn;Berg;a@x.org;Ole\nBen;Roy;b@x.org;Pia",
)
"""Lists of contacts whose heading says in no known word whose they are."""

OF_THEIR_OWN = (
    "Name;Team;Manager\nAnn;IT;Zoe\nBen;IT;Zoe\nCleo;HR;Ann",
    "Name;E-mail;Team;Supervisor;Buddy;Trainer\nAnn;a@x.org;IT;Zoe Z;Ben;Tim\nBen;b@x.org;IT;Zoe Z;Ann;Tim",
    "Name;Department;Office\nAnn;Human Resources;New York\nBen;Human Resources;New York",
    "Name;Line manager;Reports to\nAnn;Zoe;Zoe\nBen;Zoe;Zoe\nCy;Zoe;Zoe",
    "Name;Führungskraft;Teamleiter\nAnn;Zoe;Tim\nBen;Zoe;Tim\nCy;Zoe;Tim",
    "Name;Diet;T-shirt size;Session\nAnn;vegan;M;Morning\nBen;none;L;Morning\nCy;none;M;Noon",
    "Name;E-mail;Werkbank\nAnn;a@x.org;Halle\nBen;b@x.org;Halle\nCy;c@x.org;Dock",
    "Name;Second mail;E-mail\nAnn;a@home.org;a@x.org\nBen;b@home.org;b@x.org",
    "Nom;Responsable\nAnn;Zoe\nBen;Zoe\nCy;Zoe",
    "Nombre;Jefe;Sede\nAnn;Zoe;Bilbao\nBen;Zoe;Bilbao\nCy;Zoe;Vigo",
    "Imię i nazwisko;Kierownik\nAnn;Zoe\nBen;Zoe\nCy;Zoe",
    "Имя;Руководитель\nАнна;Зоя\nБорис;Зоя\nВера;Зоя",
    "Name;直属上司;所属部門\nAnn;李雷;営業\nBen;李雷;営業\nCy;李雷;開発",
    "Name;Kostenstelle;Personalnummer;Abteilungsnummer\nAnn;4711;1;10\nBen;4711;2;10\nCy;4712;3;20",
    "Name;Cost centre no;Room number\nAnn;4711;R1\nBen;4711;R1\nCy;4712;R2",
    "Name;Wunsch;Vesper\nAnn;mehr Zeit;vegetarisch\nBen;nichts;keins\nCy;nichts;keins",
    "Name;Years;Score\nAnn;3;80\nBen;12;70\nCy;3;80\nDo;12;70",
    "Name;Funktion;Einsatzort\nAnn;Leiterin Einkauf;Bad Homburg\nBen;Sachbearbeiter;Bad Homburg",
    "Name;Nationality;Mother tongue\nAnn;Swiss;German\nBen;Swiss;German\nCy;Dutch;German",
    "Name;HR business partner;Mentor (internal)\nAnn;Zoe Z;Tim T\nBen;Zoe Z;Tim T",
    "Name;Emergency contact;Nickname\nAnn;Otto Berg;Annie\nBen;Ida Roy;Benny",
    "Vorname;Nachname;Geschlecht;Eintritt;Wohnort;Konfession\nAnn;Berg;w;2020-01-01;Bonn;ev\nBen;Roy;m;2019-02-02;Bonn;rk",
    "Name;Station;Werkzeug;Kürzel\nAnn;Montage;Bohrer;AB\nBen;Montage;Säge;BR\nCy;Lager;Bohrer;CL",
    "Name;Shift supervisor;Plant\nAnn;Zoe;Augsburg\nBen;Zoe;Augsburg\nCy;Tim;Augsburg",
    "Name;Managed by;Trained by\nAnn;Zoe;Tim\nBen;Zoe;Tim\nCy;Tim;Tim",
    "Name;E-mail\nAnn;a@x.org\nAnn;a@x.org\nBen;b@x.org\nBen;b@x.org",
    "Name;Name\nAnn Berg;Ann Berg\nBen Roy;Ben Roy",
    "Name;Rank;Position 1;Place\nAnn;2;Sales Manager;Bad Homburg\nBen;1;Sales Manager;Bad Homburg",
    "Name;Contacted on;Joined on;Member since\nAnn;2026-01-01;2026-01-01;2020\nBen;2026-01-01;2026-01-01;2020",
    "Name;Created;Created on;Modified by\nAnn;2026-01-01;2026-01-01;Zoe Z\nBen;2026-01-01;2026-01-01;Zoe Z",
    "Display name;First name;Last name\nBerg, A.;Anna;Berg\nB. Roy;Ben;Roy",
    "First name;Preferred first name;Last name\nAnna;Anna;Berg\nMargaret;Peggy;Roy\nBo;Bo;Ek",
    "Name;First name;Last name\naberg;Anna;Berg\nbroy;Ben;Roy",
)
"""Rosters with what companies say of their people."""


def test_who_is_named_under_a_heading_nobody_knows_is_asked_about(library: Library, room: int, tmp_path: Path) -> None:
    for text in OF_SOMEBODY:
        found = imported(library, room, tmp_path, text)
        assert found.failed and "--as people or --as answers" in said(found), text
        assert (roster(library, room), contacts(library, room)) == ([], {}), text


def test_what_companies_say_of_their_people_raises_no_question(library: Library, room: int, tmp_path: Path) -> None:
    for text in OF_THEIR_OWN:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        found = import_files(library, room, [path], dry_run=True)
        assert not found.failed and not found.files[0].proposal.question, text
        assert "people are added" in found.files[0].proposal.plan.summary[0], text


def test_a_list_under_an_unknown_heading_comes_in_as_the_person_says(
    library: Library, room: int, tmp_path: Path
) -> None:
    assert not imported(library, room, tmp_path, OF_SOMEBODY[0], rows=Kind.ANSWERS).failed
    assert contacts(library, room) == {"Ann": {"Ole": {}, "Pia": {}}, "Ben": {"Kim": {}, "Udo": {}}}
    other = start_workshop(library, "Other").value
    assert not imported(library, other, tmp_path, OF_SOMEBODY[0], rows=Kind.ROSTER).failed
    assert [name for name, *_ in roster(library, other)] == ["Ole", "Pia", "Kim", "Udo"]


def test_people_of_the_roster_are_known_in_any_column(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person(name="zoé d."), Person(name="Q7")])
    text = "Name;Was\nOle;zoé d.\nPia;Q7\nKim;zoé d."
    found = imported(library, room, tmp_path, text)
    assert "“Was” holds other people than “Name”" in said(found)
    pasted = recognise(library, room, pasted_roster("Ole Hansen\tzoé d.\nPia Roth\tQ7"))
    assert pasted.target.kind is Kind.UNDECIDED
    assert recognise(library, room, pasted_roster("Ole Hansen\tSales\nPia Roth\tSales")).target.kind is Kind.ROSTER


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("file", "Contacts of Anja Roth,\n\nName,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“Contacts of Anja Roth”"),
        ("file", "Netzwerk von Anja Roth;\nName;Team\nBo Lund;Ops\nEva Stahl;HR\n", "“Netzwerk von Anja Roth”"),
        ("my network", "Name,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“my network”"),
        ("Anja Roth - contacts", "Name,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“Anja Roth - contacts”"),
        ("file", "Name,Team\nAnja Roth:,\nBo Lund,Ops\nCarl Voss:,\nEva Stahl,HR\n", "“Anja Roth:”"),
        ("file", "People Anja relies on,\nName,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“People Anja relies on”"),
        ("Wen Anja fragt", "Name,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“Wen Anja fragt”"),
        ("Anja Roth", "Name,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“Anja Roth”"),
        ("2 Roth_Anja", "Name,Team\nBo Lund,Ops\nEva Stahl,HR\n", "“2 Roth_Anja”"),
    ],
)
def test_a_table_that_is_called_somebodys_contacts_is_asked_about(
    library: Library, room: int, tmp_path: Path, name: str, text: str, said: str
) -> None:
    add_people(library, room, [Person("Anja Roth")])
    path = tmp_path / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    found = import_files(library, room, [path])
    (problem,) = found.files[0].proposal.plan.errors
    assert said in problem.sentence and "--as people" in problem.sentence
    assert [each.name for each in people_of(library, room)] == ["Anja Roth"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Anja's contacts.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Lund\nEND:VCARD\n"),
        ("Anja Roth.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Lund\nEND:VCARD\n"),
        ("my contacts.txt", "Bo Lund\nEva Stahl\n"),
        ("Anja Roth.txt", "Bo Lund\nEva Stahl\n"),
    ],
)
def test_the_name_of_cards_and_of_a_text_says_whose_they_are(
    library: Library, room: int, tmp_path: Path, name: str, content: str
) -> None:
    add_people(library, room, [Person("Anja Roth")])
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = import_files(library, room, [path])
    assert found.failed and "is called" in found.files[0].proposal.question
    assert [each.name for each in people_of(library, room)] == ["Anja Roth"]
    path = path.rename(tmp_path / f"people of June{path.suffix}")
    assert not import_files(library, room, [path]).failed


@pytest.mark.parametrize(
    "text",
    [
        "Anja: Bo, Carl, Eva\nBo: Carl, Dora\n",
        "Anja -> Bo\nCarl → Dora\n",
        "Anja asks Bo and Carl\nBo asks Dora\n",
        "Present: Anja, Bo\nApologies: Carl\n",
    ],
)
def test_lines_that_name_somebody_and_others_are_asked_about(library: Library, room: int, text: str) -> None:
    pasted = recognise(library, room, pasted_roster(text))
    assert pasted.target.kind is Kind.UNDECIDED
    assert f"“{text.splitlines()[0]}” names several people" in pasted.question
    plain = "Dr. Anja Roth (she/her)\nBo Lund - Sales\nEva: \nCarl Voss 10:42\n"
    assert recognise(library, room, pasted_roster(plain)).target.kind is Kind.ROSTER


@pytest.mark.parametrize(
    ("text", "names", "remark"),
    [
        (
            "From: Clara Chef <clara@x.org>\nTo: Anja Roth <a@x.org>; Bo Lund <b@x.org>,\n  Eva <e@x.org>\n"
            "Cc: Boss <boss@x.org>\nSubject: Workshop: what next\n",
            ["Anja Roth", "Bo Lund", "Eva", "Boss"],
            "“From:”, “Subject:”",
        ),
        (
            "Organisator:\tClara Chef <clara@x.org>\nErforderlich:\tRoth, Anja <a@x.org>; Lund, Bo <b@x.org>\n",
            ["Roth, Anja", "Lund, Bo"],
            "“Organisator:”",
        ),
        ("Von: Clara Chef\nAn: Anja Roth; Bo Lund\nBetreff: Termin\n", ["Anja Roth", "Bo Lund"], "“Von:”, “Betreff:”"),
    ],
)
def test_of_a_mail_that_is_pasted_its_recipients_are_people(
    library: Library, room: int, text: str, names: list[str], remark: str
) -> None:
    pasted = recognise(library, room, pasted_roster(text))
    assert pasted.target.kind is Kind.ROSTER
    pasted.plan.apply()
    assert [each.name for each in people_of(library, room)] == names
    told = " ".join(str(cause) for cause in pasted.plan.causes)
    assert f"only its recipients are taken; left out is what stands behind {remark}" in told
    assert ("Those behind “Cc:” are among them" in told) is ("Boss" in names)


def test_who_lists_their_own_name_is_told(library: Library, room: int, tmp_path: Path) -> None:
    found = imported(library, room, tmp_path, "Participant,Contact\nAnja Roth,anja roth\nAnja Roth,Bo\n")
    assert "Row 2, column “Contact”: It has the name of the person whose list it is." in said(found)


def test_the_name_of_a_sheet_says_whose_contacts_it_holds(library: Library, room: int, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rows = [["Name", "Company"], ["Bo Lund", "Ops"], ["Eva Stahl", "HR"]]
    path.write_bytes(to_workbook({"My contacts": rows}))
    assert import_files(library, room, [path]).failed
    path.write_bytes(to_workbook({"Members of the sales team": rows}))
    assert not import_files(library, room, [path]).failed
    assert [each.name for each in people_of(library, room)] == ["Bo Lund", "Eva Stahl"]


def test_a_part_of_a_name_is_said_to_be_one(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anja Roth"), Person("Carl Voss"), Person("Kim Ek"), Person("Kim Berg")])
    found = imported(library, room, tmp_path, "Participant,Contact\nAnja,Ole\nCarl V.,Pia\nKim,Udo\n")
    assert "“Anja”, “Carl V.”" in said(found) or ("“Anja” is" in said(found) and "“Carl V.” is" in said(found))
    # Who of two is meant can't be told; a new person is added as the summary says.
    assert "“Kim”" not in said(found)


@pytest.mark.parametrize(
    ("text", "own", "left"),
    [
        (
            "Participant;Contact;Team;E-mail\nGus;Mia;Buying;mia@x.org\nHal;Ole;IT;ole@x.org",
            [("Gus", "", "", ""), ("Hal", "", "", "")],
            "3 columns (“Contact”, “Team”, “E-mail”) with 6",
        ),
        (
            "Kontakt;Team;Teilnehmer;Standort\nMia;Einkauf;Gus;Bonn\nOle;IT;Hal;Kiel",
            [("Gus", "", "Bonn", ""), ("Hal", "", "Kiel", "")],
            "2 columns (“Kontakt”, “Team”) with 4",
        ),
        (
            "Name;Team;Wen fragen Sie um Rat?;Büro;Ebene\nGus;Recht;Mia;Kiel;Chef\nHal;Recht;Ole;Bonn;",
            [("Gus", "Recht", "", ""), ("Hal", "Recht", "", "")],
            "3 columns (“Wen fragen Sie um Rat?”, “Büro”, “Ebene”) with 5",
        ),
        # Who named somebody stands beside them, and so do their facts.
        (
            "Name;Named by;Team\nMia;Gus;Buying\nOle;Hal;IT",
            [("Mia", "Buying", "", ""), ("Ole", "IT", "", "")],
            "1 column (“Named by”) with 2",
        ),
    ],
)
def test_facts_behind_a_contact_are_the_participants_only_by_choice(
    library: Library, room: int, tmp_path: Path, text: str, own: list[tuple[str, ...]], left: str
) -> None:
    found = imported(library, room, tmp_path, text, rows=Kind.ROSTER)
    assert roster(library, room) == own
    assert [each.email for each in people_of(library, room)] == ["", ""]
    assert found.left_out == f"Left out: {left} filled cells."
    for column in ("Team", "Büro"):
        if f"Column “{column}”: It stands behind" in said(found):
            assert found.done is not None
            found.done.undo()
            field = {"Team": "team", "Büro": "location"}[column]
            assert f'--map "{column}={field}"' in said(found)
            imported(library, room, tmp_path, text, Options({column: field}), rows=Kind.ROSTER)
            assert getattr(people_of(library, room)[0], field) in ("Buying", "Einkauf", "Kiel")


def test_nobody_who_answered_is_called_by_their_address(library: Library, room: int, tmp_path: Path) -> None:
    add_people(library, room, [Person("Anna Berg", "anna@x.org")])
    text = "Kontakt;Teilnehmer\nMia;anna@x.org\nOle;zoe.ek@x.org\nPia;ZOE.EK@x.org\nUdo;Anna Berg (2)\n"
    found = imported(library, room, tmp_path, text)
    assert [(each.name, each.email) for each in people_of(library, room)] == [
        ("Anna Berg", "anna@x.org"),
        ("Zoe Ek", "zoe.ek@x.org"),
        ("Anna Berg (2)", ""),
    ]
    assert {name: set(those) for name, those in contacts(library, room).items()} == {
        "Anna Berg": {"Mia"}, "Zoe Ek": {"Ole", "Pia"}, "Anna Berg (2)": {"Udo"}
    }  # fmt: skip
    assert "“Zoe Ek” is made of the address" in said(found)
    assert "“Anna Berg (2)” is added as a new person. On the roster is “Anna Berg”" in said(found)


def test_a_list_that_somebody_else_has_already_is_pointed_out(library: Library, room: int, tmp_path: Path) -> None:
    """As where names changed places in an export: no address tells it, and the contacts do."""
    rows = [("Ann", "Ole"), ("Ann", "Pia"), ("Ann", "Kim"), ("Ben", "Udo"), ("Ben", "Eli"), ("Ben", "Zoë"),
            ("Cy", "1"), ("Cy", "2"), ("Cy", "3")]  # fmt: skip

    def brought(names: dict[str, str]) -> str:
        text = "".join(f"{names.get(who, who)},{contact}\n" for who, contact in rows)
        found = imported(library, room, tmp_path, f"Participant,Contact\n{text}")
        if found.done is not None and names:
            found.done.undo()
        return said(found)

    assert "very same" not in brought({}) + brought({})
    assert "Look whether these rows are those of “Dora”" in brought({"Ann": "Dora"})
    told = brought({"Ann": "Ben", "Ben": "Ann"})
    assert "“Ben” already. Look whether these rows are those of “Ann”" in told
    assert "“Ann” already. Look whether these rows are those of “Ben”" in told
    assert "very same" not in brought({"Cy": "Dora"}), "numbers are on many lists"


FORM = (
    "Timestamp,Your name,Your department,Name of the first person you ask for advice,How often do you talk to them?,"
    "Their department,Name of the second person you ask for advice,How often do you talk to them? 2,"
    "Their department 2\n"
    "2026/11/01,Anna Berg,Buying,Ole Moe,About daily,IT,Pia Nor,About weekly,HR\n"
    "2026/11/01,Bo Ek,Kitchen,Kim Lee,About daily,IT,,,\n"
)


def test_of_the_first_and_second_person_the_names_are_taken_and_no_departments(
    library: Library, room: int, tmp_path: Path
) -> None:
    asked = imported(library, room, tmp_path, FORM)
    assert asked.failed and "Their department" in said(asked) and not people_of(library, room)
    imported(library, room, tmp_path, FORM, Options(mapping={"Their department": "ignore"}))
    found = contacts(library, room)
    named = {name: set(each) for name, each in found.items()}
    assert named == {"Anna Berg": {"Ole Moe", "Pia Nor"}, "Bo Ek": {"Kim Lee"}}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Respondent,Ole Moe,Pia Nor\nAnna Berg,1,\nBo Ek,,2\n", True),
        ("Name,Maria Moe,Thomas Nor\nAnna Berg,1,\nBo Ek,,2\n", True),
        ("Name,Weekly Hours,Start Year\nAnna Berg,38,2019\nBo Ek,40,2021\n", False),
        ("Respondent,Job Satisfaction,Team Trust\nAnna Berg,4,5\nBo Ek,3,2\n", False),
    ],
)
def test_columns_headed_by_people_are_asked_about(
    library: Library, room: int, tmp_path: Path, text: str, asked: bool
) -> None:
    outcome = imported(library, room, tmp_path, text)
    assert outcome.failed is asked and ("headed by people" in said(outcome)) is asked
    assert len(people_of(library, room)) == (0 if asked else 2)


def test_numbers_are_nobody_among_people_who_have_names(library: Library, room: int, tmp_path: Path) -> None:
    people, answers = tmp_path / "people.csv", tmp_path / "answers.csv"
    people.write_text("ID,Name\n1,Anna Berg\n2,Bo Ek\n")
    answers.write_text("Participant ID,Contact\n1,Ole\n2,Pia\n")
    together = import_files(library, room, [people, answers])
    assert together.failed and "“1” is a number and no name" in said(together)
    assert not people_of(library, room)
    mixed = imported(library, room, tmp_path, "Name\nAnna Berg\n17\n")
    assert mixed.failed and "“17” is a number and no name" in said(mixed)
    assert not people_of(library, room)
    # A study in which everybody is a number stays one.
    assert not imported(library, room, tmp_path, "Participant ID,Contact\n1,Ole\n2,Pia\n").failed
    assert [each.name for each in people_of(library, room)] == ["1", "2"]

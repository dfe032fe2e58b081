"""Lists of people as other programs write them, through the door by which they come in.

Layouts are those of Outlook's, Google's and Thunderbird's contact exports, of Teams', Zoom's, Webex's and Outlook's
lists of those who attended or were invited, of vCard (RFC 6350, RFC 2426, vCard 2.1), and of what people type.
"""

import zipfile
from pathlib import Path

import pytest
from command_line import facilitator
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from prepared import empty_room

from facilitator.errors import BadFile
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.person_changes import Asked
from facilitator.sharing.file_tables import pasted_roster
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.proposals import recognise
from facilitator.sharing.tables import read_table
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.people_lists import tidied
from facilitator.workshop.roster import people_of
from facilitator.workshop.written_names import name_and_address


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def brought(library: Library, room: int, path: Path, content: str, encoding: str = "utf-8", **options) -> Imported:
    path.write_bytes(content.replace("\n", "\r\n").encode(encoding))
    return import_files(library, room, [path], Options(**options))


def brought_as_people(library: Library, room: int, path: Path, content: str, **options) -> Imported:
    """As `brought`, where somebody has said that the rows are people."""
    path.write_text(content, encoding="utf-8")
    return import_files(library, room, [path], Options(**options), rows={path: Kind.ROSTER})


def roster_of(library: Library, room: int) -> list[str]:
    """Everybody as “name|address|team|given name”, without what is empty at the end."""
    return [
        "|".join((each.name, each.email, each.team, each.given_name)).rstrip("|") for each in people_of(library, room)
    ]


def told(outcome: Imported) -> str:
    return "\n".join(str(cause) for file in outcome.files for cause in file.proposal.plan.causes)


TEAMS = (
    "1. Summary\nMeeting title\tKick-off\nAttended participants\t3\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Anna Berg\t9:00\t10:00\t1h\ta@x.org\ta@x.org\tOrganizer\nBen Dahl (External)\t9:00\t10:00\t1h\t\t\tPresenter\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nCleo Ek\t9\t10\t1h\tc@x.org\tGuest\n"
)
ZOOM = (
    "Meeting ID,Topic,Start Time,User Email,Duration (Minutes),Participants\n81,Kick-off,9:00,h@x.org,60,2\n\n"
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Anna Berg,a@x.org,9:00,9:30,30,No\nBen (iPad),,9:00,10:00,60,Yes\nAnna Berg,a@x.org,9:40,10:00,20,No\n"
)


@pytest.mark.parametrize(
    ("content", "encoding", "people"),
    [
        (TEAMS, "utf-16", ["Anna Berg|a@x.org", "Ben Dahl"]),
        (ZOOM, "utf-8-sig", ["Anna Berg|a@x.org", "Ben"]),
        (
            "Full Name\tUser Action\tTimestamp\nBerg, Anna\tJoined\t9:00\nBerg, Anna\tLeft\t9:40\nBen\tJoined\t9:01\n",
            "utf-16",
            ["Berg, Anna", "Ben"],
        ),
        (
            "Meeting Name\tDisplay Name\tFirst Name\tLast Name\tRole\tAttendee Email\tJoin Time\tAttendance Duration\n"
            "W\tAnna Berg\tAnna\tBerg\tHost\ta@x.org\t9\t60\nW\tBo Li\tBo\tLi\tAttendee\tb@x.org\t9\t60\n",
            "utf-16-le",
            ["Anna Berg|a@x.org||Anna", "Bo Li|b@x.org||Bo"],
        ),
        (
            '"Title","First Name","Last Name","Company","Department","Business City","E-mail Address"\n'
            '"Dr.","Bjørn","Dahl","Acme","IT","Oslo","b@x.org"\n',
            "cp1252",
            ["Bjørn Dahl|b@x.org|IT|Bjørn"],
        ),
        (
            "First Name,Last Name,Organization Name,Organization Department,E-mail 1 - Label,E-mail 1 - Value\n"
            "Anna,Berg,Acme,Sales,* Work,a@x.org\n,,Acme GmbH,,* Work,info@x.org\n",
            "utf-8",
            ["Anna Berg|a@x.org|Sales|Anna"],
        ),
        ("Anrede;Name;Vorname;Abteilung\nFrau;Berg;Anna-Lena;Vertrieb\n", "cp1252",
         ["Anna-Lena Berg||Vertrieb|Anna-Lena"]),
        ("Jméno a příjmení;E-mail\nŽaneta Dvořáková;z@x.org\n", "cp1250", ["Žaneta Dvořáková|z@x.org"]),
        ("氏名,部署\n山田 太郎,営業\n", "shift_jis", ["山田 太郎||営業"]),
        ("What is your name?,Email Address,Which team are you in?\nAnna Berg,a@x.org,IT\n", "utf-8",
         ["Anna Berg|a@x.org|IT"]),
        ("Name,E-mail\nSales,\nAnna,a@x.org\nBo,\nTeam Nord:,\nCleo,c@x.org\n", "utf-8",
         ["Anna|a@x.org|Sales", "Bo||Sales", "Cleo|c@x.org|Team Nord"]),
        ("Name\nAnna Berg/Sales/Acme@Acme\nb.li@x.org\n", "utf-8", ["Anna Berg", "B Li|b.li@x.org"]),
        # Members of a team as Microsoft Teams lists them, a guest by the name that was made of their address.
        ("Display Name,User Principal Name,Role\nAnna Berg,a@x.org,Owner\n"
         "Bo Li (Guest),bo_li_y.org#EXT#@x.onmicrosoft.com,Guest\n", "utf-8",
         ["Anna Berg|a@x.org", "Bo Li|bo_li@y.org"]),
    ],
)  # fmt: skip
def test_lists_of_other_programs(
    library: Library, room: int, tmp_path: Path, content: str, encoding: str, people: list[str]
) -> None:
    outcome = brought(library, room, tmp_path / "people.csv", content, encoding)
    assert not outcome.failed, told(outcome)
    assert roster_of(library, room) == people


CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Berg;Anna;Maria;Dr.;\nFN:Dr. Anna Maria Berg\nORG:Acme\\, Inc.;Sales\n"
    'item1.EMAIL;type=INTERNET;type=pref:anna@exam\n ple.org\nADR;TYPE="work;x":;;Str 1;Bonn;;;\nEND:VCARD\n'
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen\n"
    "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=BCrgen M=C3=BC=\nller\nEMAIL;INTERNET:j@x.org\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nFN:Bo\nEMAIL;TYPE=home:home@x.org\nEMAIL;PREF=1:bo@x.org\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:The team\nMEMBER:urn:uuid:1\nEND:VCARD\n"
)


def test_address_cards_of_every_version(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought(library, room, tmp_path / "people.vcf", CARDS)
    assert roster_of(library, room) == [
        "Anna Berg|anna@example.org|Sales|Anna", "Jürgen Müller|j@x.org||Jürgen", "Bo|bo@x.org"
    ]  # fmt: skip
    assert outcome.left_out == "Left out: 1 row, 1 single cell."
    assert "group" in told(outcome)


TRACKING = "Name,Attendance,Response\nAnna,Organizer,None\nBo,Required,Accepted\nCleo,Required,Declined\n"


@pytest.mark.parametrize(
    "content",
    [
        TRACKING,
        "Name,Teilnahme,Antwort\nAnna,Organisator,Keine\nBo,Erforderlich,Zugesagt\nCleo,Erforderlich,Abgelehnt\n",
        "Name,Coming?\nAnna,yes\nBo,x\nCleo,no\n",
        "Name,Takes part\nAnna,TRUE\nBo,TRUE\nCleo,FALSE\n,FALSE\n,FALSE\n",
        "Full name,Status\nAnna,Active\nBo,\nCleo,Deactivated\n",
    ],
)
def test_who_declined_is_asked_about_and_left_out(library: Library, room: int, tmp_path: Path, content: str) -> None:
    outcome = brought(library, room, tmp_path / "people.csv", content)
    assert roster_of(library, room) == ["Anna", "Bo"]
    assert [(each.name, each.asked, each.agreed) for each in outcome.asked] == [("Cleo", Asked.DECLINED, False)]
    assert "does not take part" in told(outcome)
    brought(library, room, tmp_path / "people.csv", content, agreed=frozenset([Asked.DECLINED]))
    assert roster_of(library, room) == ["Anna", "Bo", "Cleo"]


@pytest.mark.parametrize(
    "name",
    [
        "Amy Reed;Dan Cole",
        "Amy Reed / Dan Cole",
        "Amy Reed & Dan Cole",
        "Amy Reed and Dan Cole",
        "Rosa Vega / Ivo Soto",
    ],
)
def test_two_people_in_one_cell_are_not_one_person(library: Library, room: int, tmp_path: Path, name: str) -> None:
    content = f"Name\tTeam\n{name}\tA\nPia Nor\tB\nBo Ek\tB\n"
    path = tmp_path / "people.csv"
    outcome = brought_as_people(library, room, path, content)
    assert roster_of(library, room) == ["Pia Nor||B", "Bo Ek||B"]
    assert [(each.name, each.asked, each.agreed) for each in outcome.asked] == [(name, Asked.SEVERAL, False)]
    assert outcome.left_out == "Left out: 1 row."
    brought_as_people(library, room, path, content, agreed=frozenset([Asked.SEVERAL]))
    assert f"{name}||A" in roster_of(library, room)


ROTA = "Day\tMorning\n1\tRosa Vega / Ivo Soto\n2\tIvo Soto\n3\tNuria Paz / Rosa Vega\n"


def test_a_cell_of_a_rota_in_which_two_stand_is_left_out(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought(library, room, tmp_path / "rota.csv", ROTA, mapping={"Morning": "name"})
    assert roster_of(library, room) == ["Ivo Soto"]
    assert outcome.left_out == "Left out: 2 rows, 1 column (“Day”) with 3 filled cells."


ALONE = "Name\tTeam\nOle Moe / Rotes Kreuz\tA\nPia Nor / Diakonie Ulm\tB\nAnna von und zu Stein\tB\nAnn & Ole Ek\tB\n"


def test_an_organisation_or_a_family_behind_a_name_leaves_nobody_out(
    library: Library, room: int, tmp_path: Path
) -> None:
    outcome = brought_as_people(library, room, tmp_path / "people.csv", ALONE)
    assert len(roster_of(library, room)) == 4 and not outcome.asked


MAIL = """Hello all,

these take part on Thursday:

- Karin Weiss (HR)
- Leo Brandt (IT)

Not there is alas Rolf Huth.

Kind regards
"""


def test_the_lines_of_a_mail_around_its_people_stay_out(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought_as_people(library, room, tmp_path / "mail.txt", MAIL)
    assert roster_of(library, room) == ["Karin Weiss (HR)", "Leo Brandt (IT)"]
    assert outcome.left_out == "Left out: 4 rows."


@pytest.mark.parametrize("content", ["Name,Status\nAnna,Senior\nBo,Junior\n", "Name,Remark\nAnna,no\nBo,yes\n"])
def test_what_is_no_answer_to_an_invitation_leaves_nobody_out(
    library: Library, room: int, tmp_path: Path, content: str
) -> None:
    assert not brought(library, room, tmp_path / "people.csv", content).asked
    assert roster_of(library, room) == ["Anna", "Bo"]


def test_pasted_as_people_type_lists(library: Library, room: int) -> None:
    text = (
        "Participants:\n1. Anna Berg\n2) Bo Li - bo@x.org\n\nSales:\n• Cleo Ek (c@x.org)\n☐ Dora, d@x.org\n"
        "*** IT ***\n[x] Eve Fox mailto:e@x.org\nHR\n---\nSMTP:finn.gray@x.org\n"
    )
    recognise(library, room, pasted_roster(text)).plan.apply()
    assert roster_of(library, room) == [
        "Anna Berg", "Bo Li|bo@x.org", "Cleo Ek|c@x.org|Sales", "Dora|d@x.org|Sales", "Eve Fox|e@x.org|IT",
        "Finn Gray|finn.gray@x.org",
    ]  # fmt: skip


def test_a_name_with_a_colon_that_may_be_somebodys_list_is_still_asked_about(
    library: Library, room: int, tmp_path: Path
) -> None:
    outcome = brought(library, room, tmp_path / "p.csv", "Name,E-mail\nAnna Berg:,\nBo,b@x.org\nCleo,c@x.org\n")
    assert outcome.failed and roster_of(library, room) == []


def test_which_of_several_tables_is_taken_is_said_and_chosen(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought(library, room, tmp_path / "report.csv", TEAMS, "utf-16")
    table = outcome.files[0].proposal.table
    assert table.name == "Participants"
    assert table.among == ("Summary", "Participants", "In-Meeting Activities")
    assert "of which “Participants” is taken" in told(outcome)
    brought(library, room, tmp_path / "report.csv", TEAMS, "utf-16", table="in-meeting activities")
    assert roster_of(library, room)[-1] == "Cleo Ek|c@x.org"


WEBINAR = (
    "Attendee Report\nReport Generated:,9:00\nTopic,Webinar ID,Actual Start Time\nKick-off,81,9:00\n"
    "Host Details\nAttended,User Name (Original Name),Email,Join Time,Leave Time\nYes,Anna Berg,a@x.org,9:00,10:00\n"
    "Attendee Details\nAttended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Join Time\n"
    "Yes,Cleo Ek,Cleo,Ek,c@x.org,8:00,9:00\nNo,Dora Fey,Dora,Fey,d@x.org,8:00,--\n"
)
WEBEX = (
    "Meeting number,Meeting name,Meeting start time,Host\n26,Kick-off,9:00,Anna Berg\n\n"
    "Name,Email,Participant type,Join time,Device\nAnna Berg,a@x.org,Host,9:00,PC\nBo,b@x.org,Attendee,9:00,Phone\n"
)
MEET = (
    "* Meeting code: abc\n* Created on 4 March\n\nFull Name,First Seen,Time in Call\nAnna Berg,9:00,1:00\nBo,9:00,1\n"
)


@pytest.mark.parametrize(
    ("content", "parts", "people", "left_out"),
    [
        (TEAMS.replace("Cleo Ek\t9\t10\t1h\tc@x.org\tGuest", "Ben Dahl (External)\t9\t10\t1h\t\tPresenter"),
         "“Summary”, “In-Meeting Activities”", ["Anna Berg", "Ben Dahl"], ""),
        # Whoever is named in one part only is not passed over.
        (TEAMS, "“Summary”", ["Anna Berg", "Ben Dahl"], "Left out: 3 rows."),
        (ZOOM, "“Table 1”", ["Anna Berg", "Ben"], ""),
        (WEBEX, "“Table 1”", ["Anna Berg", "Bo"], ""),
        (MEET, "", ["Anna Berg", "Bo"], ""),
        (WEBINAR, "“Attendee Report”", ["Cleo Ek"], "Left out: 4 rows, 1 column (“Attended”) with 2 filled cells."),
    ],
)  # fmt: skip
def test_the_parts_of_a_report_that_name_nobody_else_are_no_loss(
    library: Library, room: int, tmp_path: Path, content: str, parts: str, people: list[str], left_out: str
) -> None:
    outcome = brought(library, room, tmp_path / "report.csv", content)
    assert [each.name for each in people_of(library, room)] == people
    assert (parts in outcome.metadata) if parts else "report" not in outcome.metadata
    assert outcome.left_out == left_out


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del made["Sheet"]
    made.save(path)
    return path


def test_several_tables_on_one_sheet_and_several_sheets(library: Library, room: int, tmp_path: Path) -> None:
    below = [["People"], ["Name", "Team"], ["Anna", "IT"], [], ["Rooms"], ["Room", "Seats"], ["A1", 12]]
    path = book(tmp_path / "a.xlsx", Info=[["Kick-off"], ["Call HR"]], List=below, Day2=[["Name"], ["Bo"]])
    outcome = import_files(library, room, [path])
    assert roster_of(library, room) == ["Anna||IT"]
    assert outcome.files[0].proposal.table.among == ("List: People", "List: Rooms", "Info", "Day2")
    assert outcome.left_out == "Left out: 3 rows, 2 sheets (“Info”, “Day2”)."
    import_files(library, room, [path], Options(table="Day2"))
    assert roster_of(library, room) == ["Anna||IT", "Bo"]
    beside = [["Name", "Team", None, "Name", "Team"], ["Cleo", "IT", None, "Dora", "HR"]]
    import_files(library, room, [book(tmp_path / "b.xlsx", A=beside)])
    assert roster_of(library, room)[2:] == ["Cleo||IT", "Dora||HR"]


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip
ROW = b'<row r="4" hidden="1"><c t="inlineStr"><is><t>Gone</t></is></c></row>'


@pytest.mark.parametrize("kind", ["strict", "1904", "without styles", "inline"])
def test_every_variant_of_a_workbook(library: Library, room: int, tmp_path: Path, kind: str) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["Name", "Team"], ["Anna", "IT"], ["Bo", "#N/A"]):
        sheet.append(row)
    sheet["B3"].data_type = "e"
    sheet["A4"] = "Gone"
    sheet.row_dimensions[4].hidden = True
    if kind == "1904":
        made.epoch = CALENDAR_MAC_1904
    plain, path = tmp_path / "plain.xlsx", tmp_path / "people.xlsm"
    made.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for loose, strict in STRICT.items() if kind == "strict" else ():
                content = content.replace(loose, strict)
            if kind == "inline" and name.endswith("sheet1.xml"):
                start = content.index(b'<row r="4"')
                content = content[:start] + ROW + content[content.index(b"</row>", start) + len(b"</row>") :]
            if not (kind == "without styles" and name.endswith("styles.xml")):
                new.writestr(name, content)
    outcome = import_files(library, room, [path])
    assert roster_of(library, room) == ["Anna||IT", "Bo"]
    assert "#N/A" in told(outcome) and "hidden in the workbook" in told(outcome)


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="People"><table:table-column/>
<table:table-column table:visibility="collapse"/>{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows="".join(rows)))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*cells: str, said: str = "") -> str:
    written = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>' for each in cells
    )
    return f"<table:table-row {said}>{written}</table:table-row>"


def test_a_spreadsheet_of_libreoffice(library: Library, room: int, tmp_path: Path) -> None:
    path = ods(
        tmp_path / "people.ods",
        ods_row("Name", "Secret", "Team"),
        ods_row("Anna", "s", "IT"),
        ods_row("Bo", "s", "HR", said='table:visibility="filter"'),
        ods_row("Cleo", "s", "HR"),
    )
    outcome = import_files(library, room, [path])
    assert roster_of(library, room) == ["Anna||IT", "Cleo||HR"]
    assert outcome.left_out == "Left out: 1 row, 1 column (“Secret”) with 2 filled cells."
    broken = tmp_path / "broken.ods"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as part:
        part.writestr("mimetype", whole.read("mimetype"))
        part.writestr("content.xml", whole.read("content.xml").replace(b"</table:table>", b""))
    with pytest.raises(BadFile, match="damaged"):
        read_table(broken)
    large = ods(tmp_path / "large.ods", ods_row("Name", said='table:number-rows-repeated="900000"'))
    with pytest.raises(BadFile, match="too large"):
        read_table(large)


def test_a_spreadsheet_of_gnumeric_has_each_cell_on_a_line_of_its_own(
    library: Library, room: int, tmp_path: Path
) -> None:
    rows = (
        ods_row("Name", "Secret", "Team"),
        ods_row("Anna > Bo", "s", "IT"),
        ods_row("Cleo", "s", "HR", said='table:visibility="filter"'),
    )
    apart = (
        row.replace("<table:", "\n    <table:").replace("</table:table-row", "\n  </table:table-row") for row in rows
    )
    outcome = import_files(library, room, [ods(tmp_path / "people.ods", *apart)])
    assert roster_of(library, room) == ["Anna > Bo||IT"]
    assert outcome.left_out == "Left out: 1 row, 1 column (“Secret”) with 1 filled cell."


def test_a_cell_far_from_all_others_costs_no_memory(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for place, text in {"A1": "Name", "A2": "Anna", "A1048576": "Bo", "XFA1": ""}.items():
        sheet[place] = text
    made.save(tmp_path / "far.xlsx")
    table = read_table(tmp_path / "far.xlsx")
    assert table.rows == (("Anna",), ("Bo",)) and table.numbers == (2, 1_048_576)


def test_spellings_of_one_name_stand_side_by_side(library: Library, room: int, tmp_path: Path) -> None:
    names = 'Name\nJörg Müller\nMueller Joerg\n"O’Brien, Pat"\nPat O\'Brien\n'
    outcome = brought(library, room, tmp_path / "p.csv", names)
    assert len(roster_of(library, room)) == 4, told(outcome)
    assert "“Jörg Müller / Mueller Joerg”" in told(outcome) and "“O’Brien, Pat / Pat O'Brien”" in told(outcome)


LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)


WAYS = ("{} <{}>", "{} ({})", "{} - {}", "{}, {}", "{}; {}", "• {} {}", "12. {} <mailto:{}>", "{} SMTP:{}")


@given(st.lists(LETTERS, min_size=1, max_size=3), st.sampled_from(WAYS))
def test_a_name_and_an_address_come_apart_however_they_are_written(words: list[str], way: str) -> None:
    name = " ".join(words)
    assert name_and_address(way.format(name, "anna.berg@example.org")) == (name, "anna.berg@example.org")


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=6))
def test_a_plain_list_loses_nobody(rows: list[tuple[str, str]]) -> None:
    table = pasted_roster("Name\tTeam\n" + "\n".join("\t".join(row) for row in rows))
    assert len(tidied(table).rows) == len(rows)


@pytest.mark.parametrize(
    ("content", "people", "left_out"),
    [
        (
            "Name,Team\nNord,\nAnna Berg,Nord\nBo Lind,Nord\nSüd,\nCy Roy,Süd\n",
            ["Anna Berg||Nord", "Bo Lind||Nord", "Cy Roy||Süd"],
            "",
        ),
        (
            "Name,E-mail\nGroup 1,\nAnna Berg,a@x.org\nBo Lind,b@x.org\nTable B,\nCy Roy,c@x.org\n",
            ["Anna Berg|a@x.org|Group 1", "Bo Lind|b@x.org|Group 1", "Cy Roy|c@x.org|Table B"],
            "",
        ),
        (
            "Name,E-mail\nFacilitators,\nAnna Berg,a@x.org\nWarteliste,\nBo Lind,b@x.org\nInvités,\nCy Roy,c@x.org\n",
            ["Anna Berg|a@x.org", "Bo Lind|b@x.org", "Cy Roy|c@x.org"],
            "Left out: 3 rows.",
        ),
    ],
)
def test_heads_of_sections_without_a_colon_are_nobody(
    library: Library, room: int, tmp_path: Path, content: str, people: list[str], left_out: str
) -> None:
    outcome = brought(library, room, tmp_path / "people.csv", content)
    assert roster_of(library, room) == people
    assert outcome.left_out == left_out
    assert "head" in told(outcome)


SECTIONS = "Name,E-mail\nKraftwerk,\nAnna Berg,a@x.org\nBo Lind,b@x.org\nVertrieb Nord,\nCy Roy,c@x.org\n"


def test_a_word_alone_that_may_be_a_head_is_asked_about(library: Library, room: int, tmp_path: Path) -> None:
    asked = brought(library, room, tmp_path / "people.csv", SECTIONS, agreed=frozenset({Asked.HEAD})).asked
    assert [(each.row, each.name, each.asked) for each in asked] == [
        (2, "Kraftwerk", Asked.HEAD), (5, "Vertrieb Nord", Asked.HEAD)
    ]  # fmt: skip
    heads = ["Anna Berg|a@x.org|Kraftwerk", "Bo Lind|b@x.org|Kraftwerk", "Cy Roy|c@x.org|Vertrieb Nord"]
    assert roster_of(library, room) == heads
    # Without an answer nobody is lost.
    other = start_workshop(library, "Other").value
    path = tmp_path / "people.csv"
    done = facilitator("--library", library.path, "import", other, path)
    assert [name.partition("|")[0] for name in roster_of(library, other)] == [
        "Kraftwerk", "Anna Berg", "Bo Lind", "Vertrieb Nord", "Cy Roy"
    ]  # fmt: skip
    assert "“Kraftwerk” stands alone" in done.stdout and "--heads" in done.stderr
    third = start_workshop(library, "Third").value
    facilitator("--library", library.path, "import", third, path, "--heads")
    assert roster_of(library, third) == heads


@pytest.mark.parametrize(
    "content",
    [
        "Name,E-mail\nAnna,\nBo,b@x.org\nCy,\nDee,d@x.org\n",
        "Name,E-mail\nAnna,\nBo Lind,b@x.org\nCy Roy,c@x.org\n",
        "First name,Last name\nKraftwerk,\nAnna,Berg\nBo,Lind\n",
        "Name,E-mail\nAnna Berg,a@x.org\nBo Lind,b@x.org\nKraftwerk,\n",
    ],
)
def test_given_names_and_who_stands_last_are_people(library: Library, room: int, tmp_path: Path, content: str) -> None:
    assert brought(library, room, tmp_path / "people.csv", content).asked == ()
    assert len(people_of(library, room)) == content.count("\n") - 1


@pytest.mark.parametrize(
    ("content", "people"),
    [
        ("Marketing\nAnna Berg\nBo Lind\n\nFinance\nCy Roy\n", ["Anna Berg||Marketing", "Bo Lind||Marketing",
                                                                "Cy Roy||Finance"]),
        ("To: Anna Berg <a@x.org>; Bo Lind <b@x.org>\nSubject: Monday\n", ["Anna Berg|a@x.org", "Bo Lind|b@x.org"]),
        ("“Berg, Anna” <a@x.org>; Bo Lind <b@x.org>,\n", ["“Berg, Anna”|a@x.org", "Bo Lind|b@x.org"]),
        ("• Anna Berg\n• Bo Lind\n", ["Anna Berg", "Bo Lind"]),
        ("Name;Team\nAnna Berg;IT\n", ["Anna Berg||IT"]),
        ("Bo Lind <b@x.org>; 'cy.roy@x.org'; Berg, Anna <a@x.org>; dee.li@x.org, Eva Ek <e@x.org>;\n",
         ["Bo Lind|b@x.org", "Cy Roy|cy.roy@x.org", "Berg, Anna|a@x.org", "Dee Li|dee.li@x.org", "Eva Ek|e@x.org"]),
        ("anna.berg@x.org; 'bo.lind@x.org'\n", ["Anna Berg|anna.berg@x.org", "Bo Lind|bo.lind@x.org"]),
        ("anna.berg@x.org, bo.lind@x.org,\ncy.roy@x.org\n",
         ["Anna Berg|anna.berg@x.org", "Bo Lind|bo.lind@x.org", "Cy Roy|cy.roy@x.org"]),
        ("Name;E-Mail;Team\nAnna Berg;Anna Berg <a@x.org>;IT\nBo Lind;b@x.org;HR\n",
         ["Anna Berg|a@x.org|IT", "Bo Lind|b@x.org|HR"]),
    ],
)  # fmt: skip
def test_a_text_file_is_read_as_what_is_pasted(
    library: Library, room: int, tmp_path: Path, content: str, people: list[str]
) -> None:
    brought(library, room, tmp_path / "people.txt", content)
    assert roster_of(library, room) == people


def test_a_text_that_lists_nobody_makes_no_people(library: Library, room: int, tmp_path: Path) -> None:
    content = "Minutes of Monday.\nWe decided to try it for a month.\nAnna writes it down. Bo calls them.\n"
    assert brought(library, room, tmp_path / "people.txt", content).failed
    assert people_of(library, room) == []


@pytest.mark.parametrize(
    ("content", "people", "asked"),
    [
        (  # Outlook's tracking of a meeting
            '"Full Name","Attendance","Response"\n"Anna Berg","Meeting Organizer","None"\n'
            '"Bo Lind","Required Attendee","Accepted"\n"Room 4.12","Resource (Room or Equipment)","Accepted"\n',
            ["Anna Berg", "Bo Lind"],
            ["Room 4.12"],
        ),
        (  # Eventbrite's attendees
            "Order #,First Name,Last Name,Email,Ticket Type,Attendee Status\n1,Ann,Berg,a@x.org,Free,Attending\n"
            "2,Ben,Roy,b@x.org,Free,Not Attending\n3,Cy,Fox,c@x.org,Free,Deleted\n",
            ["Ann Berg|a@x.org||Ann"],
            ["Ben Roy", "Cy Fox"],
        ),
        (  # Slack's members
            "username,email,status,fullname,displayname\nann,a@x.org,Admin,Ann Berg,ann\n"
            "ben,b@x.org,Deactivated,Ben Roy,ben\ngithub,,Bot,GitHub,github\ncy,c@x.org,Member,Cy Fox,Cy\n",
            ["Ann Berg|a@x.org", "Cy Fox|c@x.org"],
            ["Ben Roy", "GitHub"],
        ),
        (  # Get-ADUser | Export-Csv
            '#TYPE Selected.Microsoft.ADUser\n"Name","Mail","Department","Enabled","Manager"\n'
            '"Ann Berg","a@x.org","Sales","True","CN=Eva"\n"Ben Roy","b@x.org","IT","False","CN=Eva"\n',
            ["Ann Berg|a@x.org|Sales"],
            ["Ben Roy"],
        ),
        (  # Google Groups' members
            "Members for group workshop\nEmail address,Nickname,Group status,Join year\n"
            "a@x.org,Ann Berg,member,2026\nb@x.org,Ben Roy,owner,2026\n",
            ["Ann Berg|a@x.org", "Ben Roy|b@x.org"],
            [],
        ),
        (  # a list of HR
            "Personalnr.;Nachname Vorname;OrgEinheit;Vorgesetzter\n12345;Berg Anna;Vertrieb;Boss Eva\n"
            "12346;von der Au Eva;IT;Berg Anna\n",
            ["Berg Anna||Vertrieb|Anna", "von der Au Eva||IT"],
            [],
        ),
        (  # Outlook's contacts
            '"Vorname";"Nachname";"Abteilung";"Name des/der Vorgesetzten";"Name Assistent";"Partner/in";"E-Mail"\n'
            '"Anna";"Berg";"IT";"Eva Boss";"Tom Aid";"Karl";"a@x.org"\n'
            '"Bo";"Lind";"IT";"Eva Boss";"";"";"b@x.org"\n',
            ["Anna Berg|a@x.org|IT|Anna", "Bo Lind|b@x.org|IT|Bo"],
            [],
        ),
        (
            "Name,E-mail,Are you coming?,Plus one\nAnn Berg,a@x.org,Yes,Tom\nBen Roy,b@x.org,No,\n",
            ["Ann Berg|a@x.org"],
            ["Ben Roy"],
        ),
        (
            "Name;Abt.;Nehmen Sie teil?\nAnn Berg;IT;Ja\nBen Roy;IT;Nein\n",
            ["Ann Berg||IT"],
            ["Ben Roy"],
        ),
        ("E-mail\nanna.berg@x.org\nbo@x.org\n", ["Anna Berg|anna.berg@x.org", "Bo|bo@x.org"], []),
        (  # GoToWebinar's attendees
            "Attended,Last Name,First Name,Email Address\nYes,Berg,Ann,a@x.org\nNo,Roy,Ben,b@x.org\n",
            ["Ann Berg|a@x.org||Ann"],
            ["Ben Roy"],
        ),
        (  # Workday's workers
            "All Workers,,\n\nWorker,Employee ID,Email - Primary Work\nAnn Berg,1,a@x.org\n"
            "Ben Roy (On Leave),2,b@x.org\nCy Fox (Terminated),3,c@x.org\n",
            ["Ann Berg|a@x.org", "Ben Roy|b@x.org"],
            ["Cy Fox (Terminated)"],
        ),
    ],
)
def test_who_is_nobody_of_the_room_in_exports_of_programs(
    library: Library, room: int, tmp_path: Path, content: str, people: list[str], asked: list[str]
) -> None:
    outcome = brought(library, room, tmp_path / "people.csv", content)
    assert roster_of(library, room) == people
    assert [(each.name, each.asked) for each in outcome.asked] == [(name, Asked.DECLINED) for name in asked]


INVITATION = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nORGANIZER;CN=Ann Berg:mailto:a@x.org\n"
    'ATTENDEE;CN="Roy, Ben";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:b@x.org\n'
    "ATTENDEE;CN=d.ek@x.org;PARTSTAT=NEEDS-ACTION:mailto:\n d.ek@x.org\n"
    "ATTENDEE;PARTSTAT=DECLINED;CN=Cy Fox:MAILTO:c@x.org\n"
    "ATTENDEE;CN=Ann Berg;PARTSTAT=ACCEPTED:mailto:a@x.org\nATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:r1@x.org\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


def test_an_invitation_holds_who_is_invited(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought(library, room, tmp_path / "invite.ics", INVITATION)
    assert roster_of(library, room) == ["Ann Berg|a@x.org", "Roy, Ben|b@x.org", "D Ek|d.ek@x.org"]
    assert [(each.name, each.asked) for each in outcome.asked] == [("Cy Fox", Asked.DECLINED)]
    assert "Rooms and lists are invited too" in told(outcome)
    for content, sentence in (
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "nobody is invited"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE:mailto:a@x.org\n", "damaged"),
    ):
        with pytest.raises(BadFile, match=sentence):
            brought(library, room, tmp_path / "other.ics", content)


def test_a_workbook_of_people_and_whom_they_named_comes_in_whole(library: Library, room: int, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "People"
    for row in (["Name", "E-mail"], ["Ann Berg", "a@x.org"], ["Ben Roy", "b@x.org"]):
        book.active.append(row)
    contacts = book.create_sheet("Contacts")
    for row in (["Participant", "Contact"], ["Ann Berg", "Omar"], ["Ann Berg", "Pia"], ["Ben Roy", "Kim"]):
        contacts.append(row)
    book.create_sheet("Notes").append(["Bring pens"])
    book.save(tmp_path / "study.xlsx")
    outcome = import_files(library, room, [tmp_path / "study.xlsx"])
    assert roster_of(library, room) == ["Ann Berg|a@x.org", "Ben Roy|b@x.org"]
    assert [file.proposal.plan.summary[0] for file in outcome.files] == [
        "2 people are added.",
        "3 contacts of 2 people.",
    ]
    assert outcome.left_out == "Left out: 1 sheet (“Notes”)."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('<?xml version="1.0"?><gexf version="1.2"><graph/></gexf>', "Gephi’s own format"),
        ('<?xml version="1.0"?><feed><entry/></feed>', "is XML"),
        ("<!doctype html><table><tr><td>Anna</td></tr></table>", "is a web page"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(
    library: Library, room: int, tmp_path: Path, content: str, sentence: str
) -> None:
    with pytest.raises(BadFile, match=sentence):
        brought(library, room, tmp_path / "file.xml", content)


def test_what_numbers_tells_of_its_export_is_no_table(library: Library, room: int, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Export Summary"
    book.active.append(
        ["This document was exported from Numbers. Each table was converted to an Excel worksheet. All other objects "
         "on each Numbers sheet were placed on separate worksheets."]
    )  # fmt: skip
    book.active.append(["Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name"])
    book.active.append([None, "Table 1", "Sheet 1 - Table 1"])
    sheet = book.create_sheet("Sheet 1 - Table 1")
    for row in (["from", "to"], ["Ann", "Ben"], ["Ben", "Cy"]):
        sheet.append(row)
    book.save(tmp_path / "ties.xlsx")
    table = read_table(tmp_path / "ties.xlsx")
    assert (table.name, table.headers, table.problems) == ("Sheet 1 - Table 1", ("from", "to"), ())


def test_titles_and_explanations_above_headings_are_no_headings(library: Library, room: int, tmp_path: Path) -> None:
    content = "People of the spring workshop\nstate of Monday\n\nName,Team\nAnn Berg,IT\nBen Roy,HR\n"
    brought(library, room, tmp_path / "people.csv", content)
    assert roster_of(library, room) == ["Ann Berg||IT", "Ben Roy||HR"]


def test_a_room_that_somebody_gets_leaves_nobody_out(library: Library, room: int, tmp_path: Path) -> None:
    content = "Name,Accommodation,Equipment\nAnn Berg,Room,app\nBen Roy,none,none\n"
    assert brought(library, room, tmp_path / "people.csv", content).asked == ()
    assert roster_of(library, room) == ["Ann Berg", "Ben Roy"]


def test_names_are_not_made_of_addresses_where_a_column_may_hold_them(
    library: Library, room: int, tmp_path: Path
) -> None:
    outcome = brought(library, room, tmp_path / "people.csv", "Wer?,E-mail\nAnn Berg,a@x.org\nBen Roy,b@x.org\n")
    assert outcome.failed and "No column holds the names" in told(outcome)


ONLY_ADDRESSES = "Name,E-mail,Team\nAnna Kristine Berg,anna@x.org,Sales\n,ben.dahl@x.org,Support\nCleo Ek,,Sales\n"


def test_an_address_without_a_name_stops_nobody(library: Library, room: int, tmp_path: Path) -> None:
    found = brought(library, room, tmp_path / "list.csv", ONLY_ADDRESSES + ",d.ek@x.org,\n,4711@x.org,\n")
    assert roster_of(library, room) == [
        "Anna Kristine Berg|anna@x.org|Sales", "Ben Dahl|ben.dahl@x.org|Support", "Cleo Ek||Sales", "D Ek|d.ek@x.org"
    ]  # fmt: skip
    assert "Rows 3, 5, column “Name”: There are addresses and no names" in told(found)
    assert "these names are made of the addresses: “Ben Dahl”, “D Ek”" in told(found)
    assert found.left_out == "Left out: 1 row."


@pytest.mark.parametrize("rows", ["anna@x.org,,Sales\n", "zoe@x.org,,Sales\nzoe@x.org,Zoe Ek,\n"])
def test_an_address_without_a_name_is_its_person(library: Library, room: int, tmp_path: Path, rows: str) -> None:
    """Be it one of the roster or of the same list: no twin is made under a name that nobody has."""
    brought(library, room, tmp_path / "first.csv", "Name,E-mail\nAnna Kristine Berg,anna@x.org\n")
    brought(library, room, tmp_path / "list.csv", f"E-mail,Name,Team\n{rows}")
    anna = "Anna Kristine Berg|anna@x.org"
    assert roster_of(library, room) == ([anna, "Zoe Ek|zoe@x.org|Sales"] if "zoe" in rows else [f"{anna}|Sales"])


def test_a_list_of_addresses_makes_no_twins(library: Library, room: int, tmp_path: Path) -> None:
    brought(library, room, tmp_path / "first.csv", "Name,E-mail\nAnna Kristine Berg,anna@x.org\n")
    brought(library, room, tmp_path / "second.csv", "E-mail\nanna@x.org\nben.dahl@x.org\n")
    assert roster_of(library, room) == ["Anna Kristine Berg|anna@x.org", "Ben Dahl|ben.dahl@x.org"]


def test_an_address_of_several_is_nobodys_alone(library: Library, room: int, tmp_path: Path) -> None:
    text = "Name,E-mail,Team\nAnna Berg,desk@x.org,\nBen Dahl,desk@x.org,\n,desk@x.org,Sales\n"
    found = brought(library, room, tmp_path / "list.csv", text)
    assert roster_of(library, room) == ["Anna Berg|desk@x.org", "Ben Dahl|desk@x.org"]
    assert "Row 4" in told(found)
    assert found.left_out == "Left out: 1 row."


def test_answers_beside_an_address_are_its_persons(library: Library, room: int, tmp_path: Path) -> None:
    text = ("Participant,Participant’s e-mail,Contact\n,anna@x.org,Mia\nAnna Berg,anna@x.org,Ole\n"
            ",zoe.ek@x.org,Pia\n")  # fmt: skip
    brought(library, room, tmp_path / "answers.csv", text)
    assert roster_of(library, room) == ["Anna Berg|anna@x.org", "Zoe Ek|zoe.ek@x.org"]


OF_PROGRAMS = {
    "bamboo": "Employee #,Preferred Name,Last Name,Work Email,Reporting to\n1,Anna,Berg,a@x.org,Cleo Dahl\n"
    "2,Bo,Ek,b@x.org,Anna Berg\n",
    "google": "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required]\n"
    "Anna,Berg,a@x.org,/\nBo,Ek,b@x.org,/\n",
    "workday": "Employee ID,Legal Name,Preferred Name,Work Email,Manager\n"
    "1,Anna Berg,Anna Berg,a@x.org,Cleo Dahl\n2,Bo Ek,Bo Ek,b@x.org,Cleo Dahl\n",
    "numbers": "Employee,Name,E-mail\n17,Anna Berg,a@x.org\n18,Bo Ek,b@x.org\n",
}


@pytest.mark.parametrize("program", OF_PROGRAMS)
def test_numbers_and_managers_of_personnel_systems_are_nobody(
    library: Library, room: int, tmp_path: Path, program: str
) -> None:
    found = brought(library, room, tmp_path / "people.csv", OF_PROGRAMS[program])
    people = [(each.name, each.email) for each in people_of(library, room)]
    assert people == [("Anna Berg", "a@x.org"), ("Bo Ek", "b@x.org")], told(found)


def test_a_second_line_of_headings_is_nobody(library: Library, room: int, tmp_path: Path) -> None:
    """As SuccessFactors writes them: what each heading means in words below it, some in other ones."""
    text = ("STATUS,USERID,FIRSTNAME,LASTNAME,MI,EMAIL,DEPARTMENT\n"
            "STATUS,USERID,First Name,Last Name,Middle Name,Email,Department\n"
            "active,1,Anna,Berg,,a@x.org,Sales\nactive,2,Bo,Ek,,b@x.org,HR\n")  # fmt: skip
    found = brought(library, room, tmp_path / "people.csv", text)
    assert roster_of(library, room) == ["Anna Berg|a@x.org|Sales|Anna", "Bo Ek|b@x.org|HR|Bo"]
    assert "Row 2: It says the headings again" in told(found) and "1 row" in found.left_out


@pytest.mark.parametrize(
    "first, last",
    [
        ("Name (First)", "Name (Last)"),
        ("Your Name - First Name", "Your Name - Last Name"),
        ("Name: Vorname", "Name: Nachname"),
    ],
)
def test_names_in_parts_of_one_question(library: Library, room: int, tmp_path: Path, first: str, last: str) -> None:
    """As Formstack, Gravity Forms and Jotform head them."""
    brought(library, room, tmp_path / "people.csv", f"{first},{last},Email\nAnna,Berg,a1@x.org\nBo,Ek,b1@x.org\n")
    assert roster_of(library, room) == ["Anna Berg|a1@x.org||Anna", "Bo Ek|b1@x.org||Bo"]


def test_names_are_not_made_of_addresses_beside_a_column_that_says_name(
    library: Library, room: int, tmp_path: Path
) -> None:
    found = brought(library, room, tmp_path / "people.csv", "Badge name,Email\nAnna,a1@x.org\nBo,b1@x.org\n")
    assert found.failed and "No column holds the names" in told(found)
    other = start_workshop(library, "Other").value
    brought(library, other, tmp_path / "firms.csv", "Company name,Email\nAcme,anna@x.org\nAcme,bo@x.org\n")
    assert roster_of(library, other) == ["Anna|anna@x.org", "Bo|bo@x.org"]


def test_ties_under_a_heading_of_names_are_asked_about(library: Library, room: int, tmp_path: Path) -> None:
    """As Cytoscape writes them: nobody is called “Anna Berg (asks) Bo Ek”. A name with brackets is a name."""
    text = ("SUID,interaction,name,shared name\n1,asks,Anna Berg (asks) Bo Ek,Anna Berg (asks) Bo Ek\n"
            "2,asks,Bo Ek (asks) Cleo Dahl,Bo Ek (asks) Cleo Dahl\n")  # fmt: skip
    found = brought(library, room, tmp_path / "edges.csv", text)
    assert found.failed and "“Anna Berg (asks) Bo Ek” says who is tied to whom" in told(found)
    assert people_of(library, room) == []
    named = "Name,Team\nAnna (née Holm) Berg,Sales\nBo (Bob) Ek,HR\n"
    brought(library, room, tmp_path / "people.csv", named)
    assert [each.name for each in people_of(library, room)] == ["Anna (née Holm) Berg", "Bo (Bob) Ek"]


def test_who_has_nothing_but_a_number_is_called_by_it(library: Library, room: int, tmp_path: Path) -> None:
    brought(library, room, tmp_path / "people.csv", "Name,Team\n17,Sales\n18,HR\n")
    assert [each.name for each in people_of(library, room)] == ["17", "18"]


@pytest.mark.parametrize("tasks", ["☐ Call Ole\n☐ Mail Pia\n☑ Book room\n", "- [ ] Call Ole\n- [x] Mail Pia\n"])
def test_a_list_of_tasks_is_asked_about(library: Library, room: int, tmp_path: Path, tasks: str) -> None:
    outcome = brought(library, room, tmp_path / "list.txt", tasks)
    assert outcome.failed and "is no name of one person" in told(outcome)
    assert roster_of(library, room) == []


def test_what_is_cut_behind_names_is_counted(library: Library, room: int, tmp_path: Path) -> None:
    outcome = brought(
        library, room, tmp_path / "list.csv", "Name,Team\nAnna Berg +49 170 1234567,Buying\nBo Ek (On Leave),Kitchen\n"
    )
    assert roster_of(library, room) == ["Anna Berg||Buying", "Bo Ek||Kitchen"]
    assert "2 single cells" in outcome.left_out


def test_what_cards_hold_besides_is_said_and_counted(library: Library, room: int, tmp_path: Path) -> None:
    """Apple's and Exchange's relatives and managers, and an agent's card within one of version 2.1."""
    outcome = brought(
        library, room, tmp_path / "people.vcf",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Berg\nTEL:0170 1\nitem1.X-ABRELATEDNAMES:Cleo Dahl\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Ek\nX-MS-MANAGER:Cleo Dahl\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nFN:Cy Fox\nAGENT:\nBEGIN:VCARD\nFN:Rut Ask\nEND:VCARD\nEND:VCARD\n",
    )  # fmt: skip
    assert roster_of(library, room) == ["Anna Berg", "Bo Ek", "Cy Fox"]
    assert "Rows 1, 7, 12: This card names others" in told(outcome) and "4 single cells" in outcome.left_out


def test_nodes_that_are_no_people_are_left_out(library: Library, room: int, tmp_path: Path) -> None:
    """As Graph Commons and Kumu write the nodes of a map."""
    outcome = brought(
        library, room, tmp_path / "nodes.csv",
        "Node Type,Name\nPerson,Anna Berg\nPerson,Bo Ek\nOrganization,Acme\nProject,New canteen\n",
    )  # fmt: skip
    assert roster_of(library, room) == ["Anna Berg", "Bo Ek"]
    assert "“Acme”, “New canteen”" in told(outcome) and "2 rows" in outcome.left_out

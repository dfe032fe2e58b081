"""Where a file says two things of one thing, what does not count is named and counted, or nothing is imported."""

import re
from pathlib import Path
from shutil import copy

import pytest
from prepared import add_sample, empty_room

from facilitator.errors import BadFile
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup as network_setup
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.import_plans import Options
from facilitator.person_changes import Asked
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def told(outcome: Imported) -> str:
    return "\n".join(str(cause) for file in outcome.files for cause in file.proposal.plan.causes)


def step_of(library: Library, workshop: int, kind: str) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == kind)


def test_rows_of_one_person_that_disagree(library: Library, room: int, tmp_path: Path) -> None:
    text = (
        "Name;E-mail;Team;Place;Level\nAnna;;Sales;Rome;Lead\nBen;b@x.org;Ops;;\nAnna;a@x.org;Support;rome;\n"
        "Anna;;Board;Paris;Lead\nBen;B@x.org;;Oslo;\n"
    )
    path = written(tmp_path, "people.csv", text)
    asked = import_files(library, room, [path], rows={path: Kind.ROSTER}, dry_run=True).asked
    assert [(each.row, each.asked, each.agreed) for each in asked] == [
        (4, Asked.TWICE, False), (5, Asked.TWICE, False)
    ]  # fmt: skip
    agreed = Options(agreed=frozenset({Asked.TWICE}))
    outcome = import_files(library, room, [path], agreed, rows={path: Kind.ROSTER})
    (anna, ben) = people_of(library, room)
    assert (anna.email, anna.team, anna.location, anna.level) == ("a@x.org", "Board", "Paris", "Lead")
    assert (ben.team, ben.location) == ("Ops", "Oslo")
    assert outcome.left_out == "Left out: 3 single cells."
    for place, value in (("Rows 2, 4, column “Team”", "“Sales”, “Support”"), ("Row 4, column “Place”", "“rome”")):
        assert place in told(outcome) and value in told(outcome)


def test_a_name_with_its_address_keeps_no_brackets(library: Library, room: int, tmp_path: Path) -> None:
    text = "Name;E-mail\nAnna <anna@x.org>;anna@x.org\nBen <old@x.org>;new@x.org\n"
    outcome = import_files(library, room, [written(tmp_path, "people.csv", text)])
    assert [(each.name, each.email) for each in people_of(library, room)] == [
        ("Anna", "anna@x.org"),
        ("Ben", "new@x.org"),
    ]
    assert outcome.left_out == "Left out: 1 single cell."
    assert "old@x.org" in told(outcome)


def test_a_name_that_two_other_columns_contradict_is_counted(library: Library, room: int, tmp_path: Path) -> None:
    text = "Name;First name;Last name\nDr. Anna Berg;Anna;Berg\nOffice North;Ben;Dahl\n"
    outcome = import_files(library, room, [written(tmp_path, "people.csv", text)])
    assert [each.name for each in people_of(library, room)] == ["Anna Berg", "Ben Dahl"]
    assert outcome.left_out == "Left out: 1 single cell."
    assert "“Office North”" in told(outcome)


CONTACTS = "participant;contact\nAnna;Xu\nAnna;Yi\nAnna;Zo\n"


def test_ties_with_two_weights(library: Library, room: int, tmp_path: Path) -> None:
    ties = "participant;from;to;weight\nAnna;Xu;Yi;3\nAnna;Yi;Xu;1\nAnna;Xu;Zo;1\n"
    import_files(library, room, [written(tmp_path, "contacts.csv", CONTACTS)])
    path = written(tmp_path, "ties.csv", ties)
    outcome = import_files(library, room, [path], Options(least_weight=2))
    assert outcome.left_out == "Left out: 2 rows."
    assert "Row 3: It is left out: another row says" in told(outcome)
    assert "Row 4: The tie is weaker" in told(outcome)
    (view,) = read_networks(library, step_of(library, room, "network")).values()
    assert len(view.ties or ()) == 1
    again = import_files(library, room, [path])
    assert again.files[0].proposal.plan.summary == ("2 ties of 1 person.",)
    fewer = import_files(library, room, [written(tmp_path, "ties.csv", "participant;from;to\nAnna;Yi;Zo\n")])
    assert fewer.files[0].proposal.plan.summary[1] == (
        "2 ties of theirs that were there are not in the table, and are taken away."
    )


def test_lists_and_counts_that_disagree_stop_the_import(library: Library, room: int, tmp_path: Path) -> None:
    lists = "participant;list_entry;list_length;ties_asked\nAnna;tally;5;\nAnna;tally;5;no\nAnna;tally;6;\n"
    outcome = import_files(library, room, [written(tmp_path, "egos.csv", lists)])
    assert outcome.failed and people_of(library, room) == []
    assert "Row 4, column “participant”" in told(outcome) and "Row 3" not in told(outcome)
    question = next(factor.key for factor in _factors(library, room))
    egos = written(tmp_path, "egos.csv", "participant;list_entry;list_length;ties_asked\nAnna;tally;5;x\n")
    head = "participant;count_question;count_code;count\n"
    counts = written(tmp_path, "counts.csv", f"{head}Anna;{question};1;2\nAnna;{question};1;2\nAnna;{question};1;3\n")
    outcome = import_files(library, room, [egos, counts])
    assert outcome.failed and "Row 4, column “count”: Row 2 has another number" in told(outcome)
    assert not import_files(library, room, [egos, written(tmp_path, "c.csv", f"{head}Anna;{question};1;2\n")]).failed
    later = import_files(library, room, [written(tmp_path, "c.csv", f"{head}Anna;{question};1;4\n")])
    assert later.files[0].proposal.plan.summary == ("Counts of 1 person.", "1 count that is there changes.")


def _factors(library: Library, workshop: int) -> tuple[Factor, ...]:
    return network_setup(library, step_of(library, workshop, "network")).factors


def test_a_codebook_that_disagrees_with_itself_or_with_what_is_there(
    library: Library, room: int, tmp_path: Path
) -> None:
    head = "variable;kind;code;answer;label;question;asked\n"
    text = head + "site;nominal;1;Here;Site;Where?;yes\nsite;nominal;2;There;Place;Where?;no\n"
    outcome = import_files(library, room, [written(tmp_path, "codebook.csv", text)])
    assert outcome.left_out == "Left out: 2 single cells."
    assert [each.label for each in _factors(library, room)] == ["Site"]
    import_files(library, room, [written(tmp_path, "contacts.csv", "participant;contact;site\nAnna;Xu;Here\n")])
    text = head + "site;nominal;1;Here;Location;Where?;yes\nsite;nominal;2;There;;;\n"
    outcome = import_files(library, room, [written(tmp_path, "codebook.csv", text)])
    assert outcome.left_out == "Left out: 1 single cell." and "column “label”" in told(outcome)
    assert [each.label for each in _factors(library, room)] == ["Site"]


def test_cards_that_are_there_already_and_say_otherwise(library: Library, room: int, tmp_path: Path) -> None:
    step = add_exercise(library, room, "three_questions").value
    question = get_setup(library, step).prompts[0].label
    text = (
        f"question;card;theme;hidden\n{question};Stop;One;no\n{question};Go;;ja\n{question};Go;;\n{question};So;;hm\n"
    )
    first = import_files(library, room, [written(tmp_path, "cards.csv", text)])
    assert first.left_out == "Left out: 1 single cell." and "“hm”" in told(first)
    assert [(card.text, card.hidden) for card in read_wall(library, step).cards] == [
        ("Stop", False), ("Go", True), ("Go", False), ("So", False)]  # fmt: skip
    assert import_files(library, room, [tmp_path / "cards.csv"]).files[0].proposal.plan.summary[0] == "0 cards"
    text = (
        f"question;card;theme;hidden\n{question};stop;Two;yes\n{question};Go;;\n{question};Go;;yes\n{question};Go;;\n"
    )
    later = import_files(library, room, [written(tmp_path, "cards.csv", text)])
    assert later.left_out == "Left out: 2 single cells."
    assert later.files[0].proposal.plan.summary == ("1 card", "3 cards are there already")
    assert [card.text for card in read_wall(library, step).cards].count("Go") == 3


def test_an_export_says_nothing_twice(library: Library, room: int, tmp_path: Path) -> None:
    sample = add_sample(library)
    export_workshop(library, sample, Format.CSV, tmp_path)
    for _ in range(2):
        assert import_files(library, room, sorted(tmp_path.glob("[!c]*.csv"))).left_out == ""


@pytest.fixture(scope="module")
def graph(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample's graph, as it is exported."""
    folder = tmp_path_factory.mktemp("graph")
    library = open_library(Path(copy(empty_library, folder)))
    (path,) = export_workshop(library, add_sample(library), Format.GRAPHML, folder / "out.graphml")
    library.close()
    return path.read_text(encoding="utf-8")


def once(text: str, pattern: str, mend: str) -> str:
    changed, count = re.subn(pattern, mend, text, count=1, flags=re.DOTALL)
    assert count == 1 and changed != text
    return changed


@pytest.mark.parametrize(
    ("pattern", "mend", "said"),
    [
        (r'(<node id="alter1">.*?</node>)', r"\1\1", "“alter1” twice"),
        (r'(<node id="ego2">.*?</node>)', r"\1\1", "“ego2” twice"),
        (r'(<node id="ego2">\s*<data key="n0">)', r'\1ego</data><data key="n0">', "“kind” twice"),
        (r'(<edge id="edge1" source=")ego\d+', r"\1ego9", "“alter"),
        (r'<edge id="edge1" .*?</edge>', "", "“alter"),
        (r'target="alter1"', 'target="nobody"', "“nobody”"),
    ],
)  # fmt: skip
def test_a_graph_that_contradicts_itself_is_refused(
    library: Library, room: int, tmp_path: Path, graph: str, pattern: str, mend: str, said: str
) -> None:
    path = written(tmp_path, "edited.graphml", once(graph, pattern, mend))
    with pytest.raises(BadFile, match=said):
        import_files(library, room, [path])
    assert people_of(library, room) == []


def test_a_workshop_that_says_a_name_twice_is_refused(library: Library, room: int, tmp_path: Path) -> None:
    (path,) = export_workshop(library, add_sample(library), Format.JSON, tmp_path / "w.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(once(text, r'("name": "[^"]*",)', r'\1 "name": "Somebody Else",'), encoding="utf-8")
    with pytest.raises(BadFile, match="“name” twice"):
        import_files(library, room, [path])
    assert people_of(library, room) == []


def test_name_and_address_in_each_others_column_are_told_apart(library: Library, room: int, tmp_path: Path) -> None:
    text = "Name;E-mail\na@x.org;Anna Berg\nben@x.org;Ben\nc@x.org;n/a\nEva;e@x.org\n"
    outcome = import_files(library, room, [written(tmp_path, "people.csv", text)])
    assert [(each.name, each.email) for each in people_of(library, room)][:2] == [
        ("Anna Berg", "a@x.org"),
        ("Ben", "ben@x.org"),
    ]
    assert ("Eva", "e@x.org") in [(each.name, each.email) for each in people_of(library, room)]
    assert "Rows 2–3, column “E-mail”: Name and address stood in each other’s column" in told(outcome)

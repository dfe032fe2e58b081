"""Texts that are pasted or saved without columns: lists of people come in, whatever else it is is asked about.

Chats are as Teams, Slack, Signal, Discord and WhatsApp copy them, networks as UCINET, NetDraw, Pajek, Graphviz and GML
write them.
"""

from pathlib import Path

import pytest
from command_line import facilitator
from prepared import empty_room

from facilitator.errors import BadFile
from facilitator.sharing.file_tables import pasted_roster
from facilitator.sharing.importing import import_files
from facilitator.sharing.proposals import recognise
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

NO_LISTS = (
    "Anna Berg\n10:32\nHello all\nBo Ek\n10:33\nGood morning\n",
    "Anna Berg  10:32\nSee you\n\nBo Ek  10:33\nThank you\n",
    "Anna Berg [10:32 AM]\nSounds good\nBo Ek [10:33 AM]\nYes\n",
    "12.01.26, 14:03 - Ole: Who comes?\n12.01.26, 14:05 - Pia: Me\n",
    "Ole, 14:03\nWho comes?\nPia, 14:05\nMe\n",
    "[20-Nov-26] anna#1234\nYes\n[20-Nov-26] bo#4321\nNo\n",
    "09:00 Welcome\n09:15 Input\n10:00 Break\n",
    "Anna Berg\nBo Ek\nAgenda\n1. Welcome\n2. Budget\n",
    "Hi,\nAnna Berg\nBo Ek\nBest regards\nCleo Dahl\n",
    "Hallo zusammen,\nAnna Berg\nBo Ek\nViele Grüße\nCleo\n",
    "*Node data\nID, gender\nAnna, f\nBo, m\n*Tie data\nfrom, to\nAnna, Bo\n",
    "dl n=3 format=edgelist1\nlabels:\nAnna,Bo,Cleo\n",
    '*Vertices 2\n1 "Ole"\n2 "Pia"\n',
    "graph [\nnode [\nid 1\n]\n]\n",
    "digraph {\nAnna;\n}\n",
    '[{"name": "Anna"}]',
    "<ul><li>Anna</li><li>Bo</li></ul>",
    "Anna Bo 1\nBo Cleo 2\nCleo Anna 1\n",
    "Cleo Dahl / Anna Berg\nDora Falk / Bo Ek\n",
    "Anna & Bo\nCleo & Dora\n",
    "Anna und Bo\nCleo und Dora\n",
    "Anna Berg – Cleo Dahl\nBo Ek – Dora Falk\n",
    "TOP 1 Begrüßung\nTOP 2 Haushalt\n",
    "1. Anna Berg + Bo Ek\n2. Cleo Dahl + Dora Falk\n",
    "Anna Berg\nBo Ek\n\ni. A. Cleo Dahl\n",
    "Anna Berg; Bo\nCleo Dahl\n",
    "Cleo Dahl\n├── Anna Berg\n│   └── Ole Moe\n└── Bo Ek\n",
    "Anna, Bo, Cleo\nDora, Eva\n",
    "Tisch 1: Anna, Bo, Cleo\nTisch 2: Dora, Eva\n",
    "Anna:\n- Ole\n- Pia\nBo:\n- Rut\n",
    "Anna Berg\n    Ole Moe\n    Pia Nor\nBo Ek\n    Rut Ask\n",
    "Anna Berg\n\tOle Moe\n\tPia Nor\nBo Ek\n\tRut Ask\n",
    "Book the room (Anna)\nBuy pens (Bo)\n",
    "Anna Berg mentored by Cleo Dahl\nBo Ek mentored by Dora Falk\n",
    "Anna Berg berichtet an Cleo Dahl\nBo Ek berichtet an Cleo Dahl\n",
    "1. Anna Berg (7 votes)\n2. Bo Ek (5 votes)\n",
)


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list_of_people_is_asked_about(library: Library, room: int, text: str) -> None:
    pasted = recognise(library, room, pasted_roster(text))
    assert pasted.target.kind is Kind.UNDECIDED
    assert pasted.question and pasted.plan.errors


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Anna Berg\nBo Ek\n", ["Anna Berg", "Bo Ek"]),
        ("anna berg\nbo ek\n", ["anna berg", "bo ek"]),
        ("Anna berg\nBo ek\n", ["Anna berg", "Bo ek"]),
        ("Anna Berg, Bo Ek, Cleo Dahl", ["Anna Berg", "Bo Ek", "Cleo Dahl"]),
        ("Anna, Bo, Cleo\n", ["Anna", "Bo", "Cleo"]),
        ("Berg, Anna; Ek, Bo", ["Berg, Anna", "Ek, Bo"]),
        ("Berg, Anna", ["Berg, Anna"]),
        ("Berg, Anna\nEk, Bo\n", ["Berg, Anna", "Ek, Bo"]),
        ("Eva von der Au\nMaría de la Cruz y Sol\nMohammed bin Said\nAnna Berg (she/her)\n",
         ["Eva von der Au", "María de la Cruz y Sol", "Mohammed bin Said", "Anna Berg (she/her)"]),
        ("Anna Berg - Sales\nBo Ek - Head Office\n", ["Anna Berg - Sales", "Bo Ek - Head Office"]),
        ("Anna Berg;Sales\nBo Ek;HR\n", ["Anna Berg", "Bo Ek"]),
        ("I. A. Berg\nI. V. Ek\n", ["I. A. Berg", "I. V. Ek"]),
        ("Anna Berg (2)\nAnna Berg (3)\n", ["Anna Berg (2)", "Anna Berg (3)"]),
        ("  Anna Berg\n  Bo Ek\n", ["Anna Berg", "Bo Ek"]),
        ("Anna O’Neil-Berg\nB. Ek\nJ.-P. Roy\n", ["Anna O’Neil-Berg", "B. Ek", "J.-P. Roy"]),
        ("王芳\n李雷\n", ["王芳", "李雷"]),
        ("Anna Berg, Director of Sales\nBo Ek\nCy Fox\nDo Lee\nEva Roy\n",
         ["Anna Berg, Director of Sales", "Bo Ek", "Cy Fox", "Do Lee", "Eva Roy"]),
        ("Anna Berg +49 151 2345678\nBo Ek, (0151) 333444\n", ["Anna Berg", "Bo Ek"]),
        ("Anna, Bo, ~Cleo, +49 151 2345678, You", ["Anna", "Bo", "Cleo"]),
    ],
)  # fmt: skip
def test_lists_of_people_come_in_unasked(library: Library, room: int, text: str, people: list[str]) -> None:
    pasted = recognise(library, room, pasted_roster(text))
    assert not pasted.question
    pasted.plan.apply()
    assert [each.name for each in people_of(library, room)] == people


def test_the_phone_of_nobody_and_who_is_you_are_left_out_and_counted(library: Library, room: int) -> None:
    """As WhatsApp lists a group: who is no contact has a number alone, and oneself is “You”."""
    pasted = recognise(library, room, pasted_roster("Anna, Bo, ~Cleo, +49 151 2345678, You"))
    assert sum(problem.loss is not None for problem in pasted.plan.problems) == 2


def test_a_saved_chat_waits_for_a_word_on_the_command_line(library: Library, room: int, tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("Anna Berg  10:32\nSee you\n\nBo Ek  10:33\nThank you\n", encoding="utf-8")
    done = facilitator("--library", library.path, "import", room, path, code=1)
    assert "is no name of one person" in done.stderr and "Nothing was imported" in done.stderr
    assert people_of(library, room) == []


@pytest.mark.parametrize("text", ["*Node data\nID gender\nAnna f\n", "*ego data\nID\nAnna\n*alter data\nfrom to\n"])
def test_networks_of_ucinet_are_named(library: Library, room: int, tmp_path: Path, text: str) -> None:
    path = tmp_path / "net.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="UCINET"):
        import_files(library, room, [path])

"""Invitations, as calendars export them and mail programs attach them: iCalendar (RFC 5545) as a table of people.

Whoever is invited is a person but for rooms, resources and lists. Who has declined is told by a column of its own.
"""

import re
from collections import defaultdict

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.sharing.delimited import decode
from facilitator.tabular import Loss, Problem, Table

_HEADERS = ("Name", "E-mail", "Response")
_BEGINS, _ENDS = (re.compile(rf"^{word}:", re.IGNORECASE | re.MULTILINE) for word in ("BEGIN", "END"))
_NOBODY = frozenset(("ROOM", "RESOURCE", "GROUP"))


def is_invitation(content: bytes) -> bool:
    """Whether this is a file of a calendar."""
    return content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR")


def read_invitation(source: str, content: bytes, encoding: str = "") -> Table:
    """Whoever is invited to the event of the file, and who invites.

    Raises BadFile where nobody is, where it holds several meetings of different people, or is damaged.
    """
    # Loaded with the first calendar: it takes long.
    from icalendar import Calendar

    text, _ = decode(source, content, encoding)
    try:
        # What breaks off would be read as far as it goes.
        if len(_BEGINS.findall(text)) != len(_ENDS.findall(text)):
            raise ValueError("it breaks off")
        events = [each for calendar in Calendar.from_ical(text, multiple=True) for each in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise BadFile(tr("“{file}” is a calendar that is damaged. Export it again.", file=source)) from error
    people: dict[str, tuple[str, str, str]] = {}
    meetings: defaultdict[str, set[str]] = defaultdict(set)
    left_out = 0
    for place, event in enumerate(events):
        for key in ("ORGANIZER", "ATTENDEE"):
            found = event.get(key, [])
            for each in found if isinstance(found, list) else [found]:
                address = re.sub(r"^mailto:", "", str(each), flags=re.IGNORECASE)
                said = {name: str(each.params.get(name, "")).strip() for name in ("CN", "PARTSTAT", "CUTYPE", "ROLE")}
                if said["CUTYPE"].upper() in _NOBODY or said["ROLE"].upper() == "NON-PARTICIPANT":
                    left_out += 1
                    continue
                name = "" if "@" in said["CN"] else said["CN"]
                known = people.get(address.casefold(), ("", "", ""))
                people[address.casefold()] = (name or known[0], address, said["PARTSTAT"] or known[2])
                meetings[str(event.get("UID", place))].add(address.casefold())
    if not people:
        raise BadFile(tr("“{file}” is a calendar in which nobody is invited.", file=source))
    if any(invited != set(people) for invited in meetings.values()):
        sentence = tr(
            "“{file}” holds {count} meetings to which different people are invited. Export the meeting of this "
            "workshop alone, and import that.",
            file=source,
            count=len(meetings),
        )
        raise BadFile(sentence)
    # Where a calendar says no name, one is made of the address.
    rows = tuple((name or address, address if name else "", said) for name, address, said in people.values())
    sentence = tr("Rooms and lists are invited too, and left out.")
    problems = (Problem(sentence, error=False, loss=Loss.CELL, cells=left_out),) if left_out else ()
    return Table(source, _HEADERS, rows, tuple(range(1, len(rows) + 1)), problems)

"""How people and teams are written in fields and tables, and who is meant by what is written there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.teams import team_names
from facilitator.text_matching import caseless
from facilitator.workshop.roster import roster
from facilitator.workshop.row_owners import told_apart
from facilitator.workshop.tables import Participant


class Names:
    """The people and teams of a workshop by what they are called; namesakes by their address or their number.

    With pseudonyms these stand for people, and a team is not told. In tables namesakes are `numbered` in the roster's
    order, as in those of all other answers: tables go to other workshops, where nobody has the same number.
    """

    def __init__(
        self,
        people: Sequence[Participant],
        teams: Mapping[int, str],
        pseudonyms: Pseudonyms | None = None,
        *,
        numbered: bool = False,
    ) -> None:
        shared = Counter(caseless(person.name) for person in people)
        addresses = Counter(caseless(person.email) for person in people if person.email)
        self._told: dict[int, str] = {}
        self._people: dict[str, int] = {}
        in_order = told_apart(person.name for person in people)
        for person, in_its_place in zip(people, in_order, strict=True):
            alone = shared[caseless(person.name)] == 1
            address = person.email if person.email and addresses[caseless(person.email)] == 1 else ""
            number = f"{person.name} #{person.id}"
            behind = f"{person.name} <{address}>" if address else number
            self._told[person.id] = person.name if alone else in_its_place if numbered else behind
            for text in (person.name if alone else "", address, behind, number, in_its_place):
                if text:
                    self._people.setdefault(caseless(text), person.id)
        self._teams = dict(teams)
        self._written = {
            caseless(name): name for name in (*(person.team for person in people), *teams.values()) if name
        }
        self._pseudonyms = pseudonyms

    def person(self, person_id: int) -> str:
        """How a person is written."""
        if self._pseudonyms is not None:
            return self._pseudonyms.people[person_id] if self._pseudonyms.may_be_meant(person_id) else ""
        return self._told.get(person_id, "")

    def team(self, team_id: int) -> str:
        """What a team that was named is called now."""
        return "" if self._pseudonyms is not None else self._teams.get(team_id, "")

    def text(self, words: str) -> str:
        """Words that somebody wrote, without names where pseudonyms stand for these."""
        return words if self._pseudonyms is None else self._pseudonyms.without_names(words)

    def find_person(self, text: str) -> int | None:
        """The id of the one person who is meant, None for nobody on the roster or several."""
        return self._people.get(caseless(text))

    def find_team(self, text: str) -> str | None:
        """The team that is meant, as it is written; None for one that nobody is in."""
        return self._written.get(caseless(text))


def read_names(
    session: Session,
    workshop_id: int,
    pseudonyms: Pseudonyms | None = None,
    *,
    numbered: bool = False,
    people: Sequence[Participant] | None = None,
) -> Names:
    """The people and teams of a workshop, within a session; those of the roster, unless others are given."""
    named = team_names(session, workshop_id)
    return Names(roster(session, workshop_id) if people is None else people, {**named}, pseudonyms, numbered=numbered)

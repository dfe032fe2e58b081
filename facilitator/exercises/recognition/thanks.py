"""Who is thanked for what, and who may read it: the present round's, as it is in the library now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Answer
from facilitator.questionnaires.names import Names, read_names
from facilitator.questionnaires.reading import Response, responses, responses_of_rounds
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.teams import team_names
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant

TEAM, PERSON = "team", "person"
"""The questions for whom, and what the keys of the questions about them begin with."""
KINDS = (TEAM, PERSON)
AGREES = "be_shown"
_FOR, _RESULT, _FROM, _TELL, _ROOM = "_for", "_result", "_from", "_tell", "_room"
_OF_TEAM = "my_team"


@dataclass(frozen=True, slots=True)
class Thanks:
    """One thanks: whose words, to whom, for what, and what came of it, "" where nothing was said.

    `id` is that of the answer that names whom. `from_people` are the participants who say it, `to_people` those who are
    thanked, each one of a team. `across` says whether it goes to another team, None where one of the two has none.
    `is_told` that its giver lets those read it, `is_shown` that its giver and those agreed to let the room.
    """

    id: int
    kind: str
    giver: str
    to: str
    from_people: frozenset[int]
    to_people: frozenset[int]
    why: str
    result: str
    across: bool | None
    is_told: bool
    is_shown: bool


def read_thanks(library: Library, step_id: int, round_: int | None = None) -> list[Thanks]:
    """All thanks that were sent in a round, the present one unless another is asked for.

    Those to teams come first, then those to people, each by the names of who is thanked.
    """
    setup = get_setup(library, step_id)
    people = {person.id: person for person in people_of(library, setup.workshop_id)}
    with library.read() as session:
        names = read_names(session, setup.workshop_id)
        teams = team_names(session, setup.workshop_id)
    wanted = round_ or setup.round
    given = {number: responses(library, step_id, number) for number in range(wanted, setup.round + 1)}
    agreed = _who_agreed(given)
    sent = [each for each in given[wanted] if each.sent]
    found = [thanks for each in sent for thanks in _of_response(each, people, names, teams, agreed)]
    return sorted(found, key=lambda thanks: (thanks.kind != TEAM, caseless(thanks.to), caseless(thanks.why)))


def every_thanks(library: Library, step_id: int) -> set[int]:
    """The ids of all thanks of all rounds, of those too that are not sent yet."""
    given = responses_of_rounds(library, step_id)
    return {whom.id for _, each in given for kind in KINDS for whom in each.given.of(kind)}


def unshown(library: Library, step_id: int) -> set[int]:
    """The ids of those that somebody keeps back, or has not sent yet."""
    rounds = range(1, get_setup(library, step_id).round + 1)
    open_ = {thanks.id for round_ in rounds for thanks in shown(read_thanks(library, step_id, round_))}
    return every_thanks(library, step_id) - open_


def shown(thanks: Sequence[Thanks]) -> list[Thanks]:
    """Those that both sides let the room read."""
    return [each for each in thanks if each.is_shown]


def _who_agreed(given: Mapping[int, Sequence[Response]]) -> dict[int, bool]:
    """Of everybody who has said so whether thanks to them may be shown, by what was answered from a round on.

    Yes is said by sending. No holds from the moment at which it is answered: whoever is let go on after a no, changes
    their mind, or says no when asked anew, is shown nowhere meanwhile, nor in what leaves of the rounds before.
    """
    agreed: dict[int, bool] = {}
    for number, found in sorted(given.items()):
        for each in found:
            yes = each.given.agreed(AGREES)
            if (each.given.of(AGREES) and not yes) or (each.sent and number == min(given)):
                agreed |= dict.fromkeys(each.members, yes)
    return agreed


def _of_response(
    response: Response,
    people: Mapping[int, Participant],
    names: Names,
    teams: Mapping[int, str],
    agreed: Mapping[int, bool],
) -> Iterator[Thanks]:
    given = response.given
    giver = people[response.members[0]]
    for kind in KINDS:
        for whom in given.of(kind):
            if whom.value.missing:
                continue
            by_team = given.options(kind + _FROM, whom.id) == (_OF_TEAM,) and bool(giver.team)
            thanked, team, name = _thanked(whom, people, names, teams)
            yield Thanks(
                whom.id,
                kind,
                giver.team if by_team else giver.name,
                name,
                frozenset(response.members),
                thanked,
                given.words(kind + _FOR, whom.id),
                given.words(kind + _RESULT, whom.id),
                caseless(team) != caseless(giver.team) if team and giver.team else None,
                given.agreed(kind + _TELL, whom.id),
                given.agreed(kind + _ROOM, whom.id) and _all_agree(thanked, agreed),
            )


def _thanked(
    whom: Answer, people: Mapping[int, Participant], names: Names, teams: Mapping[int, str]
) -> tuple[frozenset[int], str, str]:
    """The participants who are thanked, their team, and what they are called."""
    if whom.value.team is not None:
        team = teams.get(whom.value.team, "")
        members = (person.id for person in people.values() if caseless(person.team) == caseless(team))
        return frozenset(members), team, names.team(whom.value.team)
    assert whom.value.person is not None  # noqa: S101  # nothing else answers such a question
    person = people[whom.value.person]
    return frozenset({person.id}), person.team, person.name


def _all_agree(thanked: frozenset[int], agreed: Mapping[int, bool]) -> bool:
    """Whether somebody of those agreed and nobody did not: in a team who has not answered is spoken for by the others.

    One person alone has to agree.
    """
    said = [agreed[person] for person in thanked if person in agreed]
    return bool(said) and all(said)


def in_a_line(thanks: Thanks) -> str:
    """For what, and what came of it."""
    return tr("{why} → {result}", why=thanks.why, result=thanks.result) if thanks.result else thanks.why

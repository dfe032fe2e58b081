"""The columns of a table of answers, in which they go out and come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.questionnaires.beside import Cells, OwnColumns
from facilitator.questionnaires.row_columns import EMAIL, PARTICIPANT, ROUND, SENT, WITH, whose_by
from facilitator.tabular import Column, other_names


@dataclass(frozen=True, slots=True)
class WrittenResponse:
    """A response as it is exchanged: whose it is, which round and whether it was sent, and what its `fields` hold.

    Of nobody's answers all but `fields` is empty. `cells` hold what an exercise keeps beside it.
    """

    fields: Mapping[str, str]
    participant: str = ""
    email: str = ""
    others: str = ""
    round: str = ""
    sent: str = ""
    cells: Cells = field(default_factory=dict)


def whose_columns() -> list[Column[WrittenResponse]]:
    """Whose a response is, with whom they answered, in which round, and whether it was sent."""
    known, contacts, words = other_names("roster"), other_names("contacts"), whose_by()
    return [
        Column(
            PARTICIPANT,
            words[PARTICIPANT],
            ("name", *known["name"], *contacts[PARTICIPANT]),
            adds=True,
            written=lambda each: each.participant,
        ),
        Column(EMAIL, words[EMAIL], known["email"], written=lambda each: each.email),
        Column(WITH, words[WITH], ("partners", "partner"), written=lambda each: each.others),
        Column(ROUND, words[ROUND], written=lambda each: each.round),
        Column(SENT, words[SENT], written=lambda each: each.sent),
    ]


def answer_column(key: str, label: str, names: tuple[str, ...] = ()) -> Column[WrittenResponse]:
    """The column of a field of the answers, known by its `names` too."""
    return Column(key, label, names, answers=True, written=lambda each: each.fields.get(key, ""))


def cell_column(key: str) -> Column[WrittenResponse]:
    """A column of an exercise's own."""
    return Column(key, key, written=lambda each: each.cells.get(key, ""))


def own_keys(own: OwnColumns | None) -> list[str]:
    """The keys of an exercise's own columns."""
    return [] if own is None else [field.key for field in own.fields]

"""What a table that is imported changes of people who are on the roster; what changes who somebody is, is asked."""

from dataclasses import dataclass
from enum import StrEnum

from facilitator.i18n import in_quotes, tr


class Asked(StrEnum):
    """Why a change of who somebody is waits for a person's word."""

    ADDRESS = "address"
    """The row has the address of somebody of the roster and another name."""
    MISSING = "missing"
    """The row has a new name, and may be the one person of the roster whom the table does not name."""
    TAKEN = "taken"
    """The row gives somebody of the roster the address that is somebody else's so far."""
    DECLINED = "declined"
    """The row says that its person does not take part."""
    SEVERAL = "several"
    """What stands in the row as a name is that of several people, or of nobody."""
    TWICE = "twice"
    """The row has the name of an earlier one and says otherwise, and may be about the same person all the same."""
    LIST = "list"
    """The rows name the very contacts that somebody else has listed, and may be that one's."""
    HEAD = "head"
    """The row holds one word alone, which may be the team of the people below it, and no person."""


OF_ROWS = frozenset((Asked.DECLINED, Asked.SEVERAL, Asked.TWICE, Asked.LIST, Asked.HEAD))
"""Questions about rows of the table, whose answer changes nobody who is on the roster."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a row of a table changes of somebody who is on the roster as `name`.

    `facts` are the label of each field that changes, what is there now and what would be. With `asked` it changes who
    somebody is: nothing of it is done before somebody says that it is so, and `agreed` tells whether somebody has.
    `other` is who has the address so far, where it is somebody else's.
    """

    row: int
    name: str
    facts: tuple[tuple[str, str, str], ...]
    asked: Asked | None = None
    agreed: bool = True
    other: str = ""

    def __str__(self) -> str:
        """“Row 4, Anna Berg: Team “Sales” → “Support””; where nobody agreed to it, what is done instead."""
        words = self.words
        if self.asked is Asked.DECLINED:
            said = tr("Row {row}: “{name}” does not take part: {changes}.", **words)
            return said if self.agreed else f"{said} " + tr("Left out.")
        if self.asked is Asked.SEVERAL:
            said = tr("Row {row}: “{name}” is no name of one person.", **words)
            return said if self.agreed else f"{said} " + tr("Left out.")
        if self.asked is Asked.HEAD:
            if self.agreed:
                return tr("Row {row}: “{name}” is the team of the people below it.", **words)
            return tr(
                "Row {row}: “{name}” stands alone, may head the people below it, and is added as a person.", **words
            )
        if self.asked is Asked.LIST:
            if self.agreed:
                return tr("Row {row}: “{name}” has the very same contacts as “{other}”.", **words)
            return tr("Row {row}: are these the contacts of “{name}”, or those of “{other}”?", **words)
        if self.asked is None or self.agreed:
            return tr("Row {row}, {name}: {changes}", **words)
        return {
            Asked.ADDRESS: tr(
                "Row {row}: “{new}” has the address of “{name}” and is added as another person.", **words
            ),
            Asked.MISSING: tr(
                "Row {row}: “{new}” is added as another person than “{name}”, whom this file does not name.", **words
            ),
            Asked.TAKEN: tr("Row {row}: “{name}” does not get the address of “{other}”. Left out: {changes}.", **words),
            Asked.TWICE: tr(
                "Row {row}: “{name}” is in an earlier row that says otherwise, and is taken for another person of this "
                "name: {changes}.",
                **words,
            ),
        }[self.asked]

    @property
    def words(self) -> dict[str, object]:
        """What can stand in a sentence about it, by the names of its fields."""
        return {
            "row": self.row, "name": self.name, "new": self.new_name, "other": self.other, "changes": self.what,
        }  # fmt: skip

    @property
    def what(self) -> str:
        """What changes: “Team “Sales” → “Support”, Level → “Lead””."""
        return ", ".join(
            f"{label} {in_quotes(old)} → {in_quotes(new)}" if old else f"{label} → {in_quotes(new)}"
            for label, old, new in self.facts
        )

    @property
    def new_name(self) -> str:
        """The name that the row has."""
        return next((new for _, old, new in self.facts if old == self.name), self.name)

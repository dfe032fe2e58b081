"""The card's words around its three questions: cards, a wall that the room reads, and who reads what on it."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.presentation import Presentation
from facilitator.storage.library import Library


class CardPresentation(Presentation):
    """See `Presentation`."""

    team_is_chosen = True
    says_what_is_open = True

    def sheet_lead(self, asked: Questionnaire) -> str:
        """That the room will read it, and whose name will stand there."""
        said = {
            "signed": tr("Your name will stand below your cards on the wall."),
            "initials": tr("Your initials will stand below your cards on the wall."),
            "anonymous": tr("No name will stand on these cards: hand them in without yours."),
        }[asked.names]
        return tr("A sentence or two for each; the room will read them on a wall of cards. {names}", names=said)

    def entries(self, count: int) -> str:
        """So many cards."""
        return trn("{count} card", "{count} cards", count)

    def new_entries(self, count: int) -> str:
        """So many cards that were not there."""
        return trn("{count} new card", "{count} new cards", count)

    def reworded_entries(self, count: int) -> str:
        """So many cards that read otherwise."""
        return trn("{count} card reworded", "{count} cards reworded", count)

    def nothing_to(self, heads: Sequence[str]) -> str:
        """That these questions are open."""
        return tr("no card below {questions}", questions=", ".join(heads))

    def worded_otherwise(self, head: str) -> str:
        """That a question had other words on the sheet."""
        return tr("“{label}” was worded otherwise on this sheet: look whether its cards fit.", label=head)

    @property
    def only_initials(self) -> str:
        """Why nothing is taken of a sheet that spoke of initials, where names stand now."""
        return tr(
            "The sheet said that initials alone would stand below its cards, and now whole names do: they were "
            "left out. Choose initials for the cards, or ask their writer."
        )

    @property
    def anonymous_now(self) -> str:
        """Why nothing is taken of a sheet where cards are anonymous."""
        return tr("Cards are anonymous here, and a sheet bears a name: they were left out.")


@implements(Exercise.presentation)
def presentation(library: Library, step_id: int) -> Presentation:
    """The card's own words."""
    return CardPresentation()

"""How what a step asks is spoken of: in the words of every questionnaire, or in those of an exercise that has its own.

What can be asked, and how many of it, is data (`questionnaires.model`); these are the sentences around it. A word with
a number in it has forms for one and for many, which data has not.
"""

from collections.abc import Sequence

from facilitator.i18n import tr, trn
from facilitator.questionnaires.model import Questionnaire


class Presentation:
    """The words of every questionnaire. An exercise has a subclass of it, with those that are its own."""

    team_is_chosen = False
    """Whether somebody of a team says who of it answers with them, as in a pair; else all who have not begun do."""
    says_what_is_open = False
    """Whether a sheet that came back says which questions it leaves open, also of those that need no answer."""

    # On a sheet of paper

    def sheet_lead(self, asked: Questionnaire) -> str:
        """What stands above the questions, names included; "" for the notice and what is said of names."""
        return ""

    # Of a sheet that came back

    def entries(self, count: int) -> str:
        """So many answers."""
        return trn("{count} answer", "{count} answers", count)

    def new_entries(self, count: int) -> str:
        """So many entries that were not there."""
        return trn("{count} new entry", "{count} new entries", count)

    def reworded_entries(self, count: int) -> str:
        """So many entries that read otherwise."""
        return trn("{count} entry reworded", "{count} entries reworded", count)

    def nothing_to(self, heads: Sequence[str]) -> str:
        """That these questions are open."""
        return tr("no answer to {questions}", questions=", ".join(heads))

    def worded_otherwise(self, head: str) -> str:
        """That a question had other words on the sheet."""
        return tr("“{question}” was worded otherwise on this sheet: look whether it fits.", question=head)

    @property
    def only_initials(self) -> str:
        """Why nothing is taken of a sheet that spoke of initials, where names stand now."""
        return tr(
            "The sheet said that initials alone would stand beside its answers, and now whole names do: they "
            "were left out. Choose initials, or ask their writer."
        )

    @property
    def anonymous_now(self) -> str:
        """Why nothing is taken of a sheet where answers are anonymous."""
        return tr("Answers are anonymous here, and a sheet bears a name: they were left out.")


PLAIN = Presentation()

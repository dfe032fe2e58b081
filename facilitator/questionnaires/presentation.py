"""How what a step asks is spoken of: in the words of every questionnaire, or in those of an exercise that has its own.

What can be asked, and how many of it, is data (`questionnaires.model`); these are the sentences around it. A word with
a number in it has forms for one and for many, which data has not.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from facilitator.i18n import tr, trn
from facilitator.questionnaires.model import Questionnaire


class NoticeWords(NamedTuple):
    """A notice to read before the first answer: `points` say who sees what, each an `icon`, a `title` and a `text`."""

    title: str
    lead: str
    points: Sequence[Mapping[str, str]]
    closing: str


class Presentation:
    """The words of every questionnaire. An exercise has a subclass of it, with those that are its own."""

    team_is_chosen = False
    """Whether somebody of a team says who of it answers with them, as in a pair; else all who have not begun do."""
    says_what_is_open = False
    """Whether a sheet that came back says which questions it leaves open, also of those that need no answer."""

    # At the station

    def notice(self, asked: Questionnaire, server: str) -> NoticeWords:
        """Who sees what, and what is kept with the answers; `server` is that of the library, "" for a file."""
        promise = {
            "signed": tr("Your name is kept with what you answer: the facilitator sees whose it is."),
            "initials": tr(
                "The facilitator sees whose your answers are; to everybody else they bear initials at most."
            ),
            "anonymous": tr(
                "Nobody can tell whose an answer is: no name is kept with it, and nobody reads it before collecting "
                "ends."
            )
            if not server
            else tr(
                "No name is kept with an answer. Until collecting ends nobody reads it but whoever looks after the "
                "server {server}, who could find out whose it is.",
                server=server,
            ),
        }[asked.names]
        points = [{"icon": "shield-check", "title": tr("Your name"), "text": promise}]
        closing = tr("Every answer is saved as you give it; you can stop and go on later.")
        return NoticeWords(asked.title, asked.notice, points, closing)

    @property
    def begins(self) -> str:
        """The word on the button that goes on from the notice."""
        return tr("Begin")

    @property
    def who_with(self) -> str:
        """The question who answers with somebody."""
        return tr("Who answers with you?")

    def how_with(self, asked: Questionnaire) -> str:
        """What to choose there."""
        return tr("Choose one person, or two where somebody would be left over. You answer together.")

    @property
    def nobody_with(self) -> str:
        """That nobody can be chosen."""
        return tr("Nobody is left to choose: you answer alone.")

    def with_others(self, count: int) -> str:
        """The word on the button that begins with so many others."""
        return trn("Answer with {count} other", "Answer with {count} others", count) if count else tr("Answer alone")

    @property
    def adds_another(self) -> str:
        """By which key another entry is begun."""
        return tr("Enter adds another one.")

    def before_sending(self, asked: Questionnaire, participant_id: int) -> tuple[str, str]:
        """What stands above all answers, to be read over by a participant: a title and a sentence."""
        return asked.title, tr("Read it over once more. It counts when you send it.")

    def sends(self, count: int) -> str:
        """The word on the button that sends so many answers."""
        return tr("Send")

    def drafts_of_their_own(self, count: int) -> str:
        """That so many answers are not sent yet, where these are their writer's alone."""
        return trn(
            "{count} answer that is not sent yet belongs to its writer alone.",
            "{count} answers that are not sent yet belong to their writer alone.",
            count,
        )

    @property
    def left_open(self) -> str:
        """What stands below a question that is not answered."""
        return tr("Left open")

    @property
    def nobody_knows_whose(self) -> str:
        """Why nobody can correct what one person answered, and where it can be done instead."""
        return tr("They are kept without names, so no person’s can be opened here.")

    # Of how far somebody is

    tells_how_many = False
    """Whether `how_far` tells how many answers there are, which are counted then."""

    def how_far(self, *, sent: bool, answers: int | None, done: int, places: int) -> str:
        """How far somebody is who has begun: with `done` of so many questions, and so many answers.

        `answers` is None where nobody may tell how many there are, and where they are not counted.
        """
        if sent:
            return ""
        if not places:
            return tr("begun")
        return trn("{done} of {count} answered", "{done} of {count} answered", places, done=done)

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

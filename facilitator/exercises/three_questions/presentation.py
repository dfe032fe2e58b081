"""The card's words around its three questions: cards, a wall that the room reads, and who reads what on it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from facilitator.content_files import NoticePoint, content
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.setup import SECRET_FROM, get_setup
from facilitator.exercises.three_questions.wall import shared_signature
from facilitator.i18n import tr, trn
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.presentation import NoticeWords, Presentation
from facilitator.records import Record
from facilitator.storage.library import Library


class CardPresentation(Presentation):
    """See `Presentation`."""

    team_is_chosen = True
    says_what_is_open = True

    def __init__(self, library: Library, step_id: int) -> None:
        self._library, self._step_id = library, step_id

    def notice(self, asked: Questionnaire, server: str) -> NoticeWords:
        """Who reads the cards and whose name stands on them; what is written later stays closed for a while."""
        words = NoticeWords(**_notices()[asked.names])
        if server:
            points = [{**point, "text": point.get("server", point["text"])} for point in words.points]
            words = words._replace(points=points)
        if not get_setup(self._library, self._step_id).been_read:
            return words
        late = tr(
            "The room has read the cards so far. What you write now stays closed until at least {count} people "
            "have handed in again.",
            count=SECRET_FROM,
        )
        return words._replace(lead=late)

    @property
    def begins(self) -> str:
        """Reading is no agreeing: what one agrees to is said on the page."""
        return tr("I understand, go on")

    @property
    def who_with(self) -> str:
        """The question who writes with somebody."""
        return tr("Who writes with you?")

    def how_with(self, asked: Questionnaire) -> str:
        """What to choose there."""
        if asked.together == "teams":
            return tr("These are the others of your team. Take out whoever is not here.")
        return tr("Choose one person, or two where somebody would be left over. You share your cards.")

    @property
    def nobody_with(self) -> str:
        """That nobody can be chosen."""
        return tr("Nobody is left to choose: you write alone.")

    def with_others(self, count: int) -> str:
        """The word on the button that begins with so many others."""
        return trn("Write with {count} other", "Write with {count} others", count) if count else tr("Write alone")

    @property
    def adds_another(self) -> str:
        """By which key another card is begun."""
        return tr("Enter adds another card")

    def before_sending(self, asked: Questionnaire, participant_id: int) -> tuple[str, str]:
        """Whose name the room will read below the cards."""
        title = tr("Read it over")
        if asked.anonymous:
            return title, tr("The room will read these cards without any name.")
        names = shared_signature(self._library, self._step_id, participant_id)
        if names:
            return title, tr("The room will read these cards with “{names}” below them.", names=names)
        if asked.names == "initials":
            return title, tr("The room will read these cards with your initials.")
        return title, tr("The room will read these cards with your name.")

    def sends(self, count: int) -> str:
        """The word on the button that sends so many cards."""
        return trn("Send {count} card", "Send {count} cards", count) if count else tr("Finish without a card")

    def drafts_of_their_own(self, count: int) -> str:
        """That so many cards are not sent yet."""
        return tr("Cards that are not sent yet belong to their writer alone: {count}.", count=count)

    @property
    def left_open(self) -> str:
        """What stands below a question without a card."""
        return tr("Nothing written")

    @property
    def nobody_knows_whose(self) -> str:
        """Why nobody can correct one person's cards, and where it can be done instead."""
        return tr("These cards are anonymous: nobody can tell which are whose. Correct a card under Results, Cards.")

    tells_how_many = True

    def how_far(self, *, sent: bool, answers: int | None, done: int, places: int) -> str:
        """How many cards there are, where anybody may tell."""
        if answers is not None and (sent or answers):
            return self.entries(answers)
        return tr("sent") if sent else tr("starting")

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
    return CardPresentation(library, step_id)


class _Notice(Record):
    title: str
    lead: str
    points: tuple[NoticePoint, ...]
    closing: str


class _Notices(Record):
    language: str
    signed: _Notice
    initials: _Notice
    anonymous: _Notice


@cache
def _notices() -> Mapping[str, Any]:
    """One notice for each way of signing: "signed", "initials" and "anonymous"."""
    return content(_Notices, "notices", "three_questions.json").model_dump(exclude_none=True)

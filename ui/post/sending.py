"""One sending of chosen people's handouts, off the thread of the windows, and what is said of it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import first_of, tr, trn
from facilitator.post.account import Account, server_of
from facilitator.post.addressees import Addressee, not_served
from facilitator.post.left_out import left_out_words
from facilitator.post.letters import Letter
from facilitator.post.postman import WAITS
from facilitator.post.sending import Outcome, send_parcels
from facilitator.post.tables import MailState, Parcel
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from ui.work import Work

_NAMES_SHOWN = 6


class SendingJob(QObject):
    """Sends, stops, and says what has become of it. There is at most one sending under way."""

    progressed = Signal(object)
    """A `Progress`."""
    ended = Signal(str, bool)
    """No mail goes out any more: why, "" where it came to its end, and whether something went wrong."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self.outcome: object = None
        """What the last sending that came to its end returned."""
        self.waits: Sequence[float] = WAITS
        """Seconds before each further try of what the server puts off."""
        # A program that is quit must not go on mailing behind closed windows.
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def is_sending(self) -> bool:
        """Whether mails go out."""
        return self._work is not None

    def start(self, sending: LongWork[object]) -> None:
        """Send in a thread."""
        self.outcome = None
        work = self._work = Work(sending)
        work.progressed.connect(self.progressed)
        work.succeeded.connect(self._succeed)
        work.failed.connect(self._fail)
        work.start()

    def stop(self) -> None:
        """Stop after the mail that is on its way."""
        if self._work is not None:
            self._work.cancel()

    def _succeed(self, result: object) -> None:
        self._work, self.outcome = None, result
        self.ended.emit("", False)

    def _fail(self, error: Exception) -> None:
        self._work = None
        if isinstance(error, Cancelled):
            self.ended.emit(tr("Stopped. “Send” goes on with those who are still queued."), False)
            return
        if isinstance(error, FacilitatorError):
            self.ended.emit(error.sentence, True)
            return
        self.ended.emit(tr("Sending has broken off."), True)
        raise error


class Sending(SendingJob):
    """Sends handouts or worksheets."""

    def __init__(self, library: Library, workshop_id: int, parent: QObject, parcel: Parcel) -> None:
        super().__init__(parent)
        self._parcel = parcel
        self._library = library
        self._workshop_id = workshop_id

    def begin(
        self,
        account: Account,
        letter: Letter,
        people: Sequence[Addressee],
        options: PaperOptions,
        *,
        shared: bool = False,
    ) -> None:
        """Send to these people and nobody else; who has had a mail gets it again, since they were asked for.

        `shared` sends also to those who have the same address as somebody else.
        """
        only = frozenset(each.person.id for each in people)
        again = any(each.had_mail for each in people)
        self.start(
            _sent(
                self._library,
                self._workshop_id,
                account,
                letter,
                only,
                again,
                options,
                self._parcel,
                shared,
                self.waits,
            )
        )


def _own_worksheet(account: Account, count: int) -> str:
    return trn(
        "{count} mail goes out through {server}, from {sender}, with that person’s own worksheet.",
        "{count} mails go out through {server}, from {sender}, each with that person’s own worksheet.",
        count,
        server=account.label,
        sender=account.sender,
    )


def _own_handout(account: Account, count: int) -> str:
    return trn(
        "{count} mail goes out through {server}, from {sender}, with that person’s own handout.",
        "{count} mails go out through {server}, from {sender}, each with that person’s own handout.",
        count,
        server=account.label,
        sender=account.sender,
    )


def question(account: Account, people: Sequence[Addressee], parcel: Parcel) -> str:
    """What is about to happen, to be agreed to."""
    sentences = [
        _own_worksheet(account, len(people)) if parcel is Parcel.WORKSHEET else _own_handout(account, len(people))
    ]
    if len(people) > 1:
        minutes = -(-len(people) // account.per_minute)
        sentences.append(
            trn("It takes about {count} minute.", "It takes about {count} minutes.", minutes)
            if minutes > 1
            else tr("It takes less than a minute.")
        )
    again = [each.person.name for each in people if each.had_mail]
    if again:
        shown = first_of(again, _NAMES_SHOWN)
        sentences.append(
            trn(
                "{names} has had it, or may have, and gets it a second time.",
                "{count} of them have had theirs, or may have, and get it a second time: {names}.",
                len(again),
                names=shown,
            )
        )
    return " ".join(sentences)


def log_in_words(addressees: Sequence[Addressee]) -> str:
    """How many mails are how far, and how many can't be sent for what reason."""
    states = Counter(each.delivery.state for each in addressees if each.delivery is not None)
    parts = (
        (MailState.SENT, tr("{count} sent", count=states[MailState.SENT])),
        (MailState.REFUSED, tr("{count} refused", count=states[MailState.REFUSED])),
        (MailState.SENDING, tr("{count} not known", count=states[MailState.SENDING])),
        (MailState.QUEUED, tr("{count} queued", count=states[MailState.QUEUED])),
    )
    counts = " · ".join(words for state, words in parts if states[state])
    open_ones = [each for each in addressees if not each.had_mail]
    return "\n".join([counts, *left_out_words(not_served(open_ones))]).strip()


def _sent(
    library: Library,
    workshop_id: int,
    account: Account,
    letter: Letter,
    only: frozenset[int],
    again: bool,
    options: PaperOptions,
    parcel: Parcel,
    shared: bool,
    waits: Sequence[float],
) -> LongWork[Outcome]:
    # Here and not in the windows' thread: a keyring may first ask the person to unlock it.
    yield Progress(0, len(only))
    server = server_of(account)
    return (
        yield from send_parcels(
            library,
            workshop_id,
            server,
            account.sender,
            letter,
            again=again,
            only=only,
            per_minute=account.per_minute,
            parcel=parcel,
            options=options,
            shared=shared,
            waits=waits,
        )
    )

"""Letting the mails of the queue go: as drafts for the facilitator's own mail program, or through a server.

The words of each are made when its turn comes. So what was withdrawn, stopped or sent from elsewhere in the meantime
does not go.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from facilitator.errors import FacilitatorError, Invalid
from facilitator.files import free_path, make_folder
from facilitator.i18n import speaking, tr, trn
from facilitator.post.dated import DatedLetter, LetterId, claim, dated_letters, going_out, note
from facilitator.post.left_out import not_gone_words
from facilitator.post.letters import Letter
from facilitator.post.messages import named_address, plain_message, sender_address
from facilitator.post.postman import PER_MINUTE, WAITS, Letters, hand_over
from facilitator.post.server import Server
from facilitator.post.tables import DatedState, MailState
from facilitator.progress import LongWork, Progress
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.workshop.addresses import ascii_address
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class LettersOutcome:
    """What came of letting mails go: those that had their turn as they stand now, and why the others had none."""

    letters: tuple[DatedLetter, ...]
    left_out: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """How many went, and what became of the others."""
        stands = Counter(each.stand.value for each in self.letters)
        sent, drafted = stands["sent"], stands["drafted"]
        return [
            *([trn("{count} mail was sent.", "{count} mails were sent.", sent)] if sent else []),
            *([trn("{count} draft written.", "{count} drafts written.", drafted)] if drafted else []),
            *not_gone_words(stands["refused"], stands["put off"], stands["perhaps sent"]),
            *self.left_out,
        ]


class _Turn:
    """Whose turn it is, and what is still to be sent of what was chosen."""

    def __init__(self, library: Library, workshop_id: int, today: date | None, sender: str, *, shared: bool) -> None:
        self._library, self._workshop_id = library, workshop_id
        self._today, self._shared, self._sender = today, shared, sender
        self._workshop = get_workshop(library, workshop_id)
        self.language = spoken_in(library, workshop_id)
        self.left_out: list[str] = []

    def letters(self) -> dict[LetterId, DatedLetter]:
        """The queue as it is now."""
        found = dated_letters(self._library, self._workshop_id, self._today, shared=self._shared)
        return {each.id: each for each in found}

    def compose_mail(self, wanted: DatedLetter, *, draft: bool) -> tuple[DatedLetter, EmailMessage] | None:
        """The mail as it is to go now, once it is written down that it is being handed over; None where it is not."""
        letters = self.letters()
        letter = letters.get(wanted.id)
        if letter is None or not letter.can_go:
            return None
        before = next((each for each in letters.values() if _is_before(each, letter) and not each.is_over), None)
        if before is not None:
            self._leave_out(letter, tr("it waits until “{mail}” has gone", mail=before.mail.about))
            return None
        try:
            with speaking(self.language):
                mail = letter_message(letter, self._sender, self._workshop.facilitator, draft=draft)
        except FacilitatorError as error:
            self._leave_out(letter, error.sentence.rstrip("."))
            return None
        return (letter, mail) if claim(self._library, letter) else None

    def note(self, letter: DatedLetter, state: MailState, said: str = "", /) -> None:
        """Write down how far a mail is; that it is being handed over is written down already."""
        if state is not MailState.SENDING or said:
            note(self._library, letter, DatedState(state.value), said)
        else:
            # Another line is tried after one that broke off before the mail was handed over.
            claim(self._library, letter)

    def _leave_out(self, letter: DatedLetter, why: str) -> None:
        sentence = tr("{name}, “{mail}”: {why}.", name=letter.mail.to.name, mail=letter.mail.about, why=why)
        if sentence not in self.left_out:
            self.left_out.append(sentence)


def _is_before(each: DatedLetter, letter: DatedLetter) -> bool:
    same = (each.step.id, each.mail.to.recipient) == (letter.step.id, letter.mail.to.recipient)
    return same and each.mail.place < letter.mail.place


def letter_message(letter: DatedLetter, sender: str, sender_name: str, *, draft: bool) -> EmailMessage:
    """One mail with its words of now, its attachments, and the line that says how to stop.

    Raises Invalid where there is nothing to be said, or for an address that can't be used.
    """
    written = letter.mail.write()
    if not written.subject.strip():
        raise Invalid(tr("The mail needs a subject."))
    word = tr("stop")
    stop = tr("If you want no more of these mails, answer with the word “{word}”.", word=word)
    to = letter.mail.to
    mail = plain_message(
        Letter(" ".join(written.subject.split()), f"{written.text.rstrip()}\n\n{stop}\n"),
        named_address(ascii_address(to.address), to.name),
        sender,
        sender_name,
        draft=draft,
    )
    if sender:
        mail["List-Unsubscribe"] = f"<mailto:{sender_address(sender).addr_spec}?subject={word}>"
    for each in written.attachments:
        main, _, sub = each.kind.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return mail


def send_letters(
    library: Library,
    workshop_id: int,
    server: Server,
    sender: str,
    *,
    only: Collection[LetterId] | None = None,
    shared: bool = False,
    today: date | None = None,
    per_minute: float = PER_MINUTE,
    waits: Sequence[float] = WAITS,
) -> LongWork[LettersOutcome]:
    """Send what is due of a workshop's queue, or of it `only` these; nobody's mail stops anybody else's.

    What the server puts off is tried again after each of `waits`, in seconds, and stays due then. Raises ServerRefused,
    with no mail lost, when the server can't be used.
    """
    from_address = sender_address(sender).addr_spec
    turn = _Turn(library, workshop_id, today, from_address, shared=shared)
    queue = _queue(turn, only)
    letters = Letters(lambda each: each.mail.to.name, lambda each: turn.compose_mail(each, draft=False), turn.note)
    yield from hand_over(queue, letters, server, from_address, per_minute=per_minute, waits=waits)
    return _outcome(turn, queue)


def draft_letters(
    library: Library,
    workshop_id: int,
    folder: Path,
    *,
    sender: str = "",
    only: Collection[LetterId] | None = None,
    shared: bool = False,
    today: date | None = None,
) -> LongWork[LettersOutcome]:
    """Write what is due, or of it `only` these, as `.eml` files that open as unsent messages.

    From then on they count as gone. A file that is there is kept, and each one is whole or not there. Raises Invalid
    when nothing is due, NotSaved when the folder can't be used.
    """
    turn = _Turn(library, workshop_id, today, sender, shared=shared)
    queue = _queue(turn, only)
    if not queue:
        raise Invalid(tr("No mail is due."))
    make_folder(folder)
    paths = []
    for number, each in enumerate(queue):
        yield Progress(number, len(queue), each.mail.to.name)
        made = turn.compose_mail(each, draft=True)
        if made is None:
            continue
        letter, mail = made
        path = free_path(folder, f"{letter.mail.about} {letter.mail.to.name}", ".eml")
        try:
            write_file(path, mail.as_bytes())
        except FacilitatorError:
            # Whole or not there: so it has certainly not gone.
            note(library, letter, None)
            raise
        note(library, letter, DatedState.DRAFTED)
        paths.append(path)
    yield Progress(len(queue), len(queue))
    return _outcome(turn, queue, paths)


def _queue(turn: _Turn, only: Collection[LetterId] | None) -> list[DatedLetter]:
    return [each for each in going_out(list(turn.letters().values())) if only is None or each.id in only]


def _outcome(turn: _Turn, queue: Sequence[DatedLetter], paths: Sequence[Path] = ()) -> LettersOutcome:
    now = turn.letters()
    return LettersOutcome(tuple(now[each.id] for each in queue if each.id in now), tuple(turn.left_out), tuple(paths))

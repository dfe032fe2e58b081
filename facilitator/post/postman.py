"""Handing mails over one by one, on one line as long as it holds; whoever sends says what is noted of each.

Before a mail is handed over that is noted, and afterwards what came of it. So a mail that was sent is never sent
again, and of one that was on its way when the program died or the line broke off nobody claims to know. What a server
puts off for a while is tried again later; what it still does not take then stays to be sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from math import ceil
from time import monotonic, sleep
from typing import Generic, Protocol, TypeVar

from facilitator.i18n import tr, trn
from facilitator.post.server import LetterDelayed, LetterRefused, Line, LineLost, Server, ServerRefused
from facilitator.post.tables import MailState
from facilitator.progress import LongWork, Progress

T = TypeVar("T")
N = TypeVar("N", contravariant=True)

PER_MINUTE = 60
"""Mails a minute at the most: many servers take a faster sender for a spammer."""
WAITS = (60.0, 180.0, 300.0)
"""Seconds before each further try of what a server put off; the usual greylisting wants five minutes."""
_STEP = 0.2
"""Seconds between two looks at whether to stop, while waiting for the next mail's turn."""
_LINES = 3
"""So many connections are tried for one letter that was not handed over yet."""


@dataclass(frozen=True, slots=True)
class Waiting(Progress):
    """Nothing goes out until the server is asked once more; `label` is the whole sentence, `turn` counts the waits."""

    turn: int = 0


class Note(Protocol[N]):
    """Writes down how far a mail is, in words of the server's where there are any."""

    def __call__(self, each: N, state: MailState, said: str = "", /) -> None:
        """Write it down, on the disk when it returns."""


@dataclass(frozen=True, slots=True)
class Letters(Generic[T]):
    """The mails to be sent: what each is called, how it reads when its turn comes, and what is noted of it.

    `compose_mail` returns the mail as it is now beside what is sent, which may have changed meanwhile, or None where it
    does not go any more.
    """

    name: Callable[[T], str]
    compose_mail: Callable[[T], tuple[T, EmailMessage] | None]
    note: Note[T]


def hand_over(
    queue: Sequence[T],
    letters: Letters[T],
    server: Server,
    sender: str,
    *,
    per_minute: float = PER_MINUTE,
    waits: Sequence[float] = WAITS,
) -> LongWork[None]:
    """Send the mails of the queue in its order.

    What the server puts off is tried again after each of `waits`, in seconds, and so is a mail on which it hangs up
    each time, as some do at one address, where it goes on with the next one. Raises ServerRefused, with no mail lost,
    when the server can't be used.
    """
    postman = _Postman(letters.note, server, sender)
    pause, turn = 60 / per_minute, monotonic()
    to_go, waiting = list(queue), list(waits)
    try:
        while to_go:
            put_off: list[T] = []
            lost = False
            for number, each in enumerate(to_go):
                progress = Progress(len(queue) - len(to_go) + number - len(put_off), len(queue), letters.name(each))
                yield progress
                yield from _wait(turn, progress)
                turn = monotonic() + pause
                compose_mail = letters.compose_mail(each)
                if compose_mail is None:
                    continue
                delayed = postman.deliver(*compose_mail)
                if delayed is not None and delayed.everybody:
                    # The next letter would fare no better, so that it is not asked for everybody one by one.
                    put_off += to_go[number:]
                    if not waiting:
                        raise ServerRefused(
                            tr("{server} takes no mail from {sender} for now: {said}. Try again later.",
                               server=server.label, sender=sender, said=delayed.sentence.rstrip("."))
                        )  # fmt: skip
                    break
                if delayed is not None:
                    put_off.append(each)
                if delayed is not None and delayed.hung_up and (lost or each is to_go[-1]):
                    # It is not about the one person, or nobody is left by whom that could be told.
                    raise ServerRefused(delayed.sentence)
                lost = delayed is not None and delayed.hung_up
            to_go = put_off if waiting else []
            if to_go:
                # A line that nobody speaks on for minutes is taken down by many servers.
                postman.close()
                until = monotonic() + waiting.pop(0)
                yield from _wait(until, Waiting(len(queue) - len(to_go), len(queue), turn=len(waiting)), len(to_go))
        yield Progress(len(queue), len(queue))
    finally:
        postman.close()


def _wait(until: float, progress: Progress, put_off: int = 0) -> LongWork[None]:
    """Wait, and say every moment for what: so it can be stopped."""
    while (left := until - monotonic()) > 0:
        if put_off:
            label = trn(
                "The server puts {count} mail off: tried again in {seconds} s",
                "The server puts {count} mails off: tried again in {seconds} s",
                put_off,
                seconds=ceil(left),
            )
            progress = replace(progress, label=label)
        sleep(min(_STEP, left))
        yield progress


class _Postman(Generic[T]):
    """Hands over letter after letter, on one line as long as it holds, and notes what came of each."""

    def __init__(self, note: Note[T], server: Server, sender: str) -> None:
        self._note = note
        self._server = server
        self._sender = sender
        self._line: Line | None = None

    def deliver(self, each: T, mail: EmailMessage) -> LetterDelayed | None:
        """Hand one mail over; returns how the server put it off, if it did.

        Raises ServerRefused where there is no line to be had; this mail has not gone then.
        """
        for attempt in range(1, _LINES + 1):
            line = self._line = self._line or Line(self._server)
            self._note(each, MailState.SENDING)
            try:
                line.send(mail, self._sender, mail["To"].addresses[0].addr_spec)
            except LetterRefused as error:
                self._note(each, MailState.REFUSED, error.sentence)
            except LetterDelayed as error:
                self._note(each, MailState.QUEUED, error.sentence)
                return error
            except LineLost as error:
                self.close()
                if not error.handed_over:
                    self._note(each, MailState.QUEUED, error.sentence)
                    if attempt < _LINES:
                        continue
                    return LetterDelayed(error.sentence, hung_up=True)
                self._note(each, MailState.SENDING, tr("It is not known whether this mail went out."))
            except ServerRefused as error:
                self._note(each, MailState.QUEUED, error.sentence)
                raise
            else:
                self._note(each, MailState.SENT)
            break
        return None

    def close(self) -> None:
        """Give up the line, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

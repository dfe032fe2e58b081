"""What `facilitator mail --due` does: the queue of mails that have a day to go, listed, drafted or sent."""

from collections.abc import Hashable
from datetime import date
from pathlib import Path

import typer

from facilitator.cli.mailing import sending_told
from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import short_day, tr
from facilitator.post.account import mail_account, server_of
from facilitator.post.dated import DatedLetter, Stand, dated_letters, stand_in_words
from facilitator.post.dated_sending import LettersOutcome, draft_letters, send_letters
from facilitator.post.server import Server, server_at
from facilitator.progress import finish
from facilitator.progress_bar import progress_bar
from facilitator.protection.believed_date import believe, doubt_of
from facilitator.storage.library import Library

_MISSED = frozenset({Stand.REFUSED, Stand.PUT_OFF, Stand.UNKNOWN, Stand.NO_ADDRESS})


def list_letters(library: Library, workshop_id: int, *, shared: bool) -> None:
    """Print the queue by day: the day, how it stands, the address, the name, what it is, and what is in the way."""
    for each in dated_letters(library, workshop_id, shared=shared):
        to = each.mail.to
        words = (short_day(each.day), each.stand.value, to.address, to.name, each.mail.about, stand_in_words(each))
        typer.echo("\t".join(words))


def write_drafts(library: Library, workshop_id: int, folder: Path, sender: str, *, shared: bool) -> None:
    """Write what is due as drafts and print their paths."""
    with progress_bar() as report:
        outcome = finish(draft_letters(library, workshop_id, folder, sender=sender, shared=shared), report)
    for path in outcome.paths:
        typer.echo(path)
    _say(library, workshop_id, outcome, shared=shared)


def send(
    library: Library,
    workshop_id: int,
    url: str | None,
    sender: str,
    *,
    insecure: bool,
    per_minute: float,
    shared: bool,
) -> None:
    """Send what is due through the server of a URL, or that of the account that is kept.

    Raises Invalid where the computer's date is doubted by which something would go.
    """
    today = date.today()
    doubt = doubt_of(library, today)
    if doubt is not None and any(each.can_go for each in dated_letters(library, workshop_id, shared=shared)):
        raise Invalid(tr("No mail was sent. {why}", why=doubt.on_command))
    believe(library, today)
    server, sender = _server(library, url, sender, insecure=insecure)
    work = send_letters(library, workshop_id, server, sender, shared=shared, per_minute=per_minute)

    def log() -> dict[Hashable, tuple[str, ...]]:
        return {each.id: _line(each) for each in dated_letters(library, workshop_id, shared=shared)}

    with sending_told(log) as report:
        outcome = finish(work, report)
    for each in outcome.letters:
        typer.echo("\t".join(_line(each)).rstrip())
    _say(library, workshop_id, outcome, shared=shared)


def _line(each: DatedLetter) -> tuple[str, ...]:
    to = each.mail.to
    return each.stand.value, to.address, to.name, each.mail.about, each.said


def _server(library: Library, url: str | None, sender: str, *, insecure: bool) -> tuple[Server, str]:
    if url is not None:
        server = server_at(url, insecure=insecure)
        sender = sender or (server.user if "@" in server.user else "")
    else:
        account = mail_account(library)
        if account is None:
            raise Invalid(
                tr("No mail server is set up. Set one up under “Mail server” in the window, or say --smtp-url.")
            )
        server, sender = server_of(account), sender or account.sender
    if not sender:
        raise Invalid(tr("Say from which address it is sent: --from you@example.org."))
    return server, sender


def _say(library: Library, workshop_id: int, outcome: LettersOutcome, *, shared: bool) -> None:
    """How it went; raises FacilitatorError where something that is due did not go."""
    sentences = outcome.sentences or [tr("No mail is due.")]
    letters = dated_letters(library, workshop_id, shared=shared)
    missed = [each for each in letters if each.stand in _MISSED and each.day <= date.today()]
    for each in missed:
        typer.echo(
            tr("{name}, “{mail}”: {why}", name=each.mail.to.name, mail=each.mail.about, why=stand_in_words(each)),
            err=True,
        )
    if missed or outcome.left_out:
        raise FacilitatorError(" ".join(sentences), count=len(missed) + len(outcome.left_out))
    typer.echo(" ".join(sentences), err=True)

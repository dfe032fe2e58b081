"""What the commands that send mail say meanwhile, and when they are broken off."""

import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer

from facilitator.errors import FacilitatorError
from facilitator.i18n import trn
from facilitator.post.postman import Waiting
from facilitator.post.tables import MailState
from facilitator.progress import Progress
from facilitator.progress_bar import progress_bar

Log = Mapping[Hashable, Sequence[str]]
"""By mail, what is printed of it: how it stands, the address, the name, and more."""


@contextmanager
def sending_told(log: Callable[[], Log]) -> Iterator[Callable[[Progress], None]]:
    """Report progress to the yielded function.

    Where no terminal shows a bar, it is said once that the server puts mails off. Broken off, by the server or by the
    person, what came of the mails until then is printed, and how many went: nobody may think that none did.
    """
    before = dict(log())
    waits: set[int] = set()

    def told(progress: Progress) -> None:
        if isinstance(progress, Waiting):
            if progress.turn not in waits and not sys.stderr.isatty():
                typer.echo(progress.label, err=True)
            waits.add(progress.turn)
        report(progress)

    try:
        with progress_bar() as report:
            yield told
    except (FacilitatorError, KeyboardInterrupt):
        now = log()
        changed = [each for mail, each in now.items() if before.get(mail) != each]
        for each in changed:
            typer.echo("\t".join(each).rstrip())
        sent = sum(each[0] == MailState.SENT for each in changed)
        typer.echo(trn("{count} mail was sent before that.", "{count} mails were sent before that.", sent), err=True)
        raise

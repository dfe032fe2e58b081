"""Passphrases on the command line, and the command that sets, changes and removes that of the library.

One is typed at the terminal, where it is not shown, or read from a file that its owner alone can read: never from an
argument or the value of a variable, which other programs can look at.
"""

import getpass
import os
import stat
import sys
from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import LibraryOption, chosen_file
from facilitator.errors import Invalid, LibraryRefused, PassphraseWanted
from facilitator.i18n import tr, trn
from facilitator.progress import finish
from facilitator.storage.keys import Passphrase, is_locked, lost_is_lost, salt_of

ENVIRONMENT = "FACILITATOR_PASSPHRASE_FILE"
_META = "facilitator.passphrase_file"
_MOST = 4096

PassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="PATH",
        help="A file that only you can read with the passphrase of the library in its first line, else "
        "FACILITATOR_PASSPHRASE_FILE, else you are asked. Before the command.",
        show_default=False,
    ),
]


def keep_passphrase_file(context: typer.Context, file: Path | None) -> None:
    """Remember the option, or the variable where it was not given."""
    named = os.environ.get(ENVIRONMENT)
    context.meta[_META] = file or (Path(named) if named else None)


def has_passphrase_file(context: typer.Context) -> bool:
    """Whether nobody has to be asked."""
    return context.meta.get(_META) is not None


def unlock_chosen(context: typer.Context, path: Path) -> None:
    """Unlock the library at `path` where it is locked, asking for its passphrase unless a file was given.

    Where there is none and a file was given, it begins with that passphrase. Raises Invalid where the library has no
    passphrase and one was given, PassphraseWanted where nobody can be asked, WrongPassphrase, and LibraryRefused where
    one without would begin in the place of one that had a passphrase.
    """
    file: Path | None = context.meta.get(_META)
    if is_locked(path):
        from facilitator.storage.unlocking import unlock

        unlock(path, _asked(path) if file is None else read_passphrase(file))
    elif file is not None and salt_of(path) is None:
        if path.exists():
            raise Invalid(
                tr(
                    "A passphrase was given, but the library {path} has none, so anybody who gets the file can read "
                    "it. Give it one by “facilitator passphrase”, or leave the passphrase out.",
                    path=path,
                )
            )
        from facilitator.storage.unlocking import make_protected

        make_protected(path, read_passphrase(file))
    elif not path.exists():
        from facilitator.storage.backups import copies

        kept = [copy.path for copy in copies(path) if salt_of(copy.path) is not None]
        if kept:
            raise LibraryRefused(
                tr(
                    "There is no library at {path}, but copies lie beside it of one that has a passphrase. Bring one "
                    "back: “facilitator restore {copy}”. Or begin a new one with a passphrase: --passphrase-file "
                    "before the command.",
                    path=path,
                    copy=kept[0],
                )
            )


def unlock_file(path: Path, file: Path | None) -> None:
    """Unlock any file where it is locked: by the passphrase in `file`, else by asking."""
    if is_locked(path):
        from facilitator.storage.unlocking import unlock

        unlock(path, _asked(path) if file is None else read_passphrase(file))


def unlock_copy(context: typer.Context, path: Path) -> None:
    """Unlock a copy of the library where it is locked by another key than the library's."""
    unlock_file(path, context.meta.get(_META))


def new_passphrase(file: Path | None) -> Passphrase:
    """A passphrase to be set, from the file, else typed twice. Raises Invalid where the two differ."""
    typer.echo(lost_is_lost(), err=True)
    if file is not None:
        return read_passphrase(file)
    typed = ask(tr("New passphrase: "))
    if ask(tr("The same again: ")) != typed:
        raise Invalid(tr("The two passphrases differ. Nothing was changed."))
    return typed


def ask(question: str) -> Passphrase:
    """A passphrase typed at the terminal, which does not show it. Raises PassphraseWanted without a terminal."""
    if not sys.stdin.isatty():
        raise PassphraseWanted(
            tr(
                "A passphrase is needed. Type it at a terminal, or name a file that only you can read: "
                "--passphrase-file before the command, or FACILITATOR_PASSPHRASE_FILE."
            )
        )
    return Passphrase(getpass.getpass(question))


def read_passphrase(file: Path) -> Passphrase:
    """The first line of a file. Raises Invalid where it can't be read, is empty, or others can read it."""
    try:
        with file.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
                raise Invalid(
                    tr(
                        "Others can read the file {path}. Make it yours alone first, as by “chmod 600 {path}”.",
                        path=file,
                    )
                )
            line = opened.readline(_MOST)
        text = line.decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(tr("The passphrase can't be read from {path}.", path=file)) from error
    if not text:
        raise Invalid(tr("The first line of {path} is empty; the passphrase stands there.", path=file))
    return Passphrase(text)


def passphrase(
    context: typer.Context,
    remove: Annotated[bool, typer.Option("--remove", help="Let the library be read without a passphrase.")] = False,
    new_file: Annotated[
        Path | None,
        typer.Option(
            "--new-passphrase-file",
            metavar="PATH",
            help="A file that only you can read with the new passphrase in its first line, else you are asked.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Give the library and its copies a passphrase, change it, or remove it. Close the program first."""
    from facilitator.errors import NotFound
    from facilitator.progress_bar import progress_bar
    from facilitator.storage.backups import copies
    from facilitator.storage.protecting import protect

    path = chosen_file(context, library)
    if not path.is_file():
        raise NotFound(tr("There is no library at {path}.", path=path))
    if is_locked(path):
        unlock_chosen(context, path)
    if remove and salt_of(path) is None:
        raise Invalid(tr("The library {path} has no passphrase.", path=path))
    wanted = None if remove else new_passphrase(new_file)
    with progress_bar() as report:
        stays = finish(protect(path, wanted), report)
    count = len(copies(path))
    if remove:
        said = tr("The library {path} has no passphrase any more: whoever gets the file can read it.", path=path)
    else:
        said = trn(
            "The library {path} and {count} copy of it open by the new passphrase alone.",
            "The library {path} and {count} copies of it open by the new passphrase alone.",
            count,
            path=path,
        )
    typer.echo(said)
    for each in stays:
        typer.echo(tr("This file stays as it was, and anybody can read it: {path}", path=each), err=True)
    if not remove:
        typer.echo(
            tr("Copies, exports and papers that you saved elsewhere before stay as they are; look after them."),
            err=True,
        )


def server_password(
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help="The library, as in --library: postgresql://NAME@SERVER/DATABASE.",
            show_default=False,
        ),
    ],
) -> None:
    """Put the password of a library on a server into this computer's keyring; it is asked for, or read from a pipe."""
    from facilitator.storage.server.address import ServerAddress
    from facilitator.storage.server.passwords import keep_password

    place = ServerAddress.parse(address)
    if not place.user:
        raise Invalid(tr("Say whose password it is: postgresql://name@{host}/{library}", host=place.host, library="…"))
    keep_password(place, typed_password())
    typer.echo(tr("The password is in this computer’s keyring."), err=True)


def server_rights(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="The library, as whoever owns its tables.", show_default=False)
    ],
    members: Annotated[
        str,
        typer.Argument(metavar="ROLE", help="The role whose members work with the library.", show_default=False),
    ],
) -> None:
    """Let everybody have their own rights to each workshop of a library on a server, from now on; by who owns it."""
    from contextlib import closing

    from facilitator.storage.server.address import ServerAddress
    from facilitator.storage.server.library import open_server_library

    with closing(open_server_library(ServerAddress.parse(address), makes=False)) as library:
        library.switch_rights_on(members)
    typer.echo(
        tr("Whoever begins a workshop owns it from now on. Those that were there are yours to give away."), err=True
    )


def typed_password() -> str:
    """A password typed where it is not shown, or from a pipe; never an argument, which all other programs can read."""
    is_typed = sys.stdin is not None and sys.stdin.isatty()
    found: str = typer.prompt(tr("Password"), hide_input=True) if is_typed else sys.stdin.readline().rstrip("\r\n")
    return found


def _asked(path: Path) -> Passphrase:
    return ask(tr("Passphrase of {path}: ", path=path))

"""The one family of exceptions the core raises on purpose.

Each carries a sentence for the person in front of the screen, ready to show, and fields for the program.
Anything else that is raised is a defect: windows show it in the error dialog with a report, the command line prints
one. Both say where it was raised and nothing about people.
"""

import traceback
from pathlib import Path
from types import TracebackType

_PROGRAM = Path(__file__).resolve().parent.parent


class FacilitatorError(Exception):
    """Something the person can understand and mend; `str(error)` is the sentence to show.

    `fields` holds ids and counts for the log. It never holds a name of a person or a contact.
    """

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields


class Invalid(FacilitatorError):
    """A value that can't be accepted: nothing was changed."""


class NotFound(FacilitatorError):
    """A workshop, person or step that is not, or no longer, in the library."""


class BadFile(FacilitatorError):
    """A file that can't be read as what it was offered as: nothing was changed."""


class LibraryRefused(FacilitatorError):
    """The library file can't be opened as it is: from a newer version, another program, or damaged.

    The file was left untouched.
    """


class PassphraseWanted(LibraryRefused):
    """The file has a passphrase, and nobody has said it yet."""


class PasswordWanted(LibraryRefused):
    """The server asks for a password that nobody has said yet, or has refused whoever said one."""


class NothingThere(LibraryRefused):
    """The database is empty: there is no library in it yet."""


class WrongPassphrase(LibraryRefused):
    """The file does not open by this passphrase; nothing was changed."""


class NotSaved(FacilitatorError):
    """The disk or another program stood in the way of writing: what was to be written is not in the library."""


class LibraryGone(NotSaved):
    """The open library is no longer the file at its path: nothing is written to it any more, and it can be copied."""


class ServerAway(LibraryGone):
    """The server of the open library does not answer: nothing is read or written until it does, by itself."""


class Cancelled(FacilitatorError):
    """Long work was stopped at the person's wish; nothing half-made was left behind."""


def where_raised(error: BaseException) -> list[str]:
    """The kinds of an exception and of those that it came from, and the lines of the program that raised them.

    Their messages are left out, because those quote the values they stumbled over, and the folders above the program,
    because those name the person whose computer it is.
    """
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(_kind(link))
        lines.extend(_where(link.__traceback__))
        link = link.__cause__ or link.__context__
        if link is not None:
            lines.append("after")
    return lines


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    # A word, such as the name of a file, may be somebody's.
    fields = {key: value for key, value in getattr(error, "fields", {}).items() if isinstance(value, int | float)}
    return f"{name} {fields}" if fields else name


def _where(trace: TracebackType | None) -> list[str]:
    return [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _place(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_PROGRAM) and "site-packages" not in path.parts:
        return str(path.relative_to(_PROGRAM))
    for folder in ("site-packages", "lib"):
        if folder in path.parts:
            return str(Path(*path.parts[path.parts.index(folder) + 1 :]))
    return path.name

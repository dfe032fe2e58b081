"""PDFs inside what was brought: attachments of mails and the files of zips, as if they lay in the folder themselves.

Nothing is written to the disk: what is in a mail is private.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from facilitator.files import beginning_of
from facilitator.i18n import tr
from facilitator.worksheets.other_files import is_leftover

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_MAILS = (".eml", ".emlx")
_DEEPEST = 4
MOST_BYTES = 200_000_000
"""What is larger is no sheet that came back, nor a mail or an archive of such."""
_LONGEST_SIZE = 20
"""Signs of a line that says how many bytes follow."""
_SMALL_PICTURE = 60_000
"""Bytes. Logos in signatures are smaller, photographs larger."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One file: its place, which may be one inside another file, and what is in it, None to be read from there.

    `saved` is when it was saved or sent, in seconds since 1970, 0 where that is to be asked of the file. `sentence`
    says of a file that was opened and holds nothing why it brings nothing.
    """

    path: Path
    content: bytes | None = None
    saved: float = 0.0
    sentence: str = ""


def may_hold_sheets(path: Path) -> bool:
    """Whether a file is a mail or a zip, which is opened to look for sheets."""
    if path.suffix.lower() in _MAILS:
        return True
    return path.suffix.lower() == ".zip" and _start(path) == _ZIP


def opened(paths: Iterable[Path]) -> Iterator[Opened]:
    """The files, with those inside mails and zips in their place."""
    for path in paths:
        if not may_hold_sheets(path):
            yield Opened(path)
            continue
        try:
            if path.stat().st_size > MOST_BYTES:
                yield Opened(path)
                continue
            content = beginning_of(path, MOST_BYTES)
        except OSError:
            yield Opened(path)
            continue
        yield from _inside(path, content, 0.0, 0)


def _inside(path: Path, content: bytes, saved: float, depth: int) -> Iterator[Opened]:
    """The files inside one, or itself where it can't be opened."""
    if depth >= _DEEPEST:
        yield Opened(path, content, saved)
    elif content.startswith(_ZIP) and path.suffix.lower() == ".zip":
        yield from _of_zip(path, content, saved, depth)
    elif path.suffix.lower() in _MAILS:
        yield from _of_mail(path, content, depth)
    else:
        yield Opened(path, content, saved)


def _of_zip(path: Path, content: bytes, saved: float, depth: int) -> Iterator[Opened]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            members = [each for each in members if not is_leftover(Path(each.filename))]
            if sum(each.file_size for each in members) > MOST_BYTES:
                yield Opened(path, b"", saved, tr("It is too large to be opened. Unpack it, and import what is in it."))
                return
            if any(each.flag_bits & 1 for each in members):
                sentence = tr("It is packed with a password. Unpack it, and import what is in it.")
                yield Opened(path, b"", saved, sentence)
                return
            files = []
            for each in members:
                sent = datetime(*each.date_time).timestamp() if each.date_time >= (1980, 1, 2) else saved
                files.append((path / PurePosixPath(each.filename).name, archive.read(each), sent))
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        yield Opened(path)
        return
    if not files:
        yield Opened(path, b"", saved, tr("There is nothing in it."))
    for inner, found, sent in files:
        yield from _inside(inner, found, sent, depth + 1)


def _of_mail(path: Path, content: bytes, depth: int) -> Iterator[Opened]:
    if path.suffix.lower() == ".emlx":
        # Apple’s program writes the number of bytes above the mail, and its own notes below.
        head, _, rest = content.partition(b"\n")
        content = rest[: int(head)] if head.strip().isdigit() and len(head) < _LONGEST_SIZE else content
    try:
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
        found = list(_attached(mail))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        yield Opened(path)
        return
    if not mail.keys():
        yield Opened(path)
        return
    sent = 0.0
    with suppress(ValueError, TypeError, OverflowError):
        sent = parsedate_to_datetime(str(mail["Date"])).timestamp()
    if not found:
        yield Opened(path, b"", sent, tr("It is an e-mail with nothing attached. Ask for the form."))
    for name, inner in found:
        yield from _inside(path / name, inner, sent, depth + 1)


def _attached(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail and to those that are forwarded in it, without pictures of its text."""
    for number, part in enumerate(mail.walk(), start=1):
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        if not isinstance(payload, bytes) or (not name and not payload.startswith(_PDF)):
            continue
        of_text = part.get_content_maintype() == "image" and part.get("Content-ID") and len(payload) < _SMALL_PICTURE
        if not of_text and not is_leftover(Path(name)) and part.get_content_type() != "application/pkcs7-signature":
            yield name or f"{number}.pdf", payload


def _start(path: Path) -> bytes:
    try:
        return beginning_of(path, len(_ZIP))
    except OSError:
        return b""

"""What lies beside returned worksheets: files that are none are named, leftovers of operating systems passed over."""

from pathlib import Path

from facilitator.files import beginning_of
from facilitator.i18n import tr
from facilitator.sharing.brought import is_leftover

__all__ = ["is_leftover", "is_pdf", "what_it_is"]

_PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
_TABLES = {".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}
_TEXTS = {".doc", ".docx", ".odt", ".rtf", ".txt", ".pages", ".html", ".htm", ".md"}
_MAILS = {".eml", ".msg", ".mbox", ".emlx"}
_PACKED = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"}
_UNFINISHED = {".part", ".crdownload", ".download", ".partial", ".icloud", ".tmp"}
_EXPORTS = {".json", ".graphml"}


def is_pdf(path: Path, content: bytes | None = None) -> bool:
    """Whether a file is a PDF by its content, or says so by its name; `content` is that of one inside another."""
    if content is not None and path.suffix.lower() != ".pdf":
        return b"%PDF-" in content[:1024]
    if path.suffix.lower() == ".pdf":
        return True
    try:
        return b"%PDF-" in beginning_of(path, 1024)
    except OSError:
        return False


def what_it_is(path: Path) -> str:
    """A sentence that says what a file is which is no PDF, and what to do with it."""
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        return tr(
            "It is a picture, such as a photo of a sheet. Type it in by Enter worksheets from paper (Ctrl+P while "
            "its step is chosen in the agenda), or ask for the form."
        )
    if suffix in _TABLES:
        return tr("It is a table, not a worksheet. Import it by itself.")
    if suffix in _EXPORTS:
        return tr("It is an export, not a worksheet. Import it by itself.")
    if suffix == ".msg":
        return tr(
            "It is an e-mail of Outlook. Open it there, and save the PDF that is attached to it, or save the mail as "
            "an .eml."
        )
    if suffix in _MAILS:
        return tr("It is an e-mail. Open it in your mail program, and save the PDF that is attached to it.")
    if suffix in _PACKED:
        return tr("It is packed. Unpack it first, and import what is in it.")
    if suffix in _UNFINISHED:
        return tr("It is not downloaded to its end. Download it again.")
    if suffix in _TEXTS:
        return tr("It is a text, not the PDF form. Type its answers in by hand, or ask for the form.")
    return tr("It is no PDF, so none of these worksheets. Ask what it is.")

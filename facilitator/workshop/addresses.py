"""What an e-mail address is: one rule for what is imported, typed and sent to.

The syntax is checked by `email-validator`, which spells domains as IDNA 2008 has it ("straße.de" is not
"strasse.de"); nothing is asked of any name server. An address that a person could not be reached by, such as
"unknown@example.org" or "x@x", is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from facilitator.content_files import content
from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.records import Record
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless
from facilitator.workshop.find import one_line

_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_BETWEEN = re.compile(r"[;,|\s]+")
_OF_A_GUEST = re.compile(r"(\S+)_([^\s_@#]+\.[^\s_@#]+)#EXT#@\S+", re.IGNORECASE)
"""What Microsoft calls guests of an organisation by, made of their address: no mail is taken there."""
LIKE_AN_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_AROUND = "<>()[]{}\"'“”„‘’`.:,;"


@dataclass(frozen=True, slots=True)
class Found:
    """The address that a text holds, "" where it holds none, and a remark where that needs saying.

    `cause` is the remark for many such texts, which follow it. Something is `lost` where the text held more than a word
    for nothing.
    """

    address: str
    remark: str = ""
    cause: str = ""
    value: str = ""
    lost: bool = False

    def problem(self, row: int, column: str) -> Problem | None:
        """The remark with its place in a table; None where there is nothing to say."""
        if not self.remark:
            return None
        loss = Loss.CELL if self.lost else None
        return Problem(self.remark, row, column, error=False, loss=loss, cause=self.cause, value=self.value)


def is_address(text: str) -> bool:
    """Whether mail can be sent to `text`: a mailbox, @, and a domain with a dot, at which somebody may be."""
    return "@" in text and _in_ascii(text) is not None


def ascii_address(text: str) -> str:
    """The address as every mail server takes it, its domain in ASCII. Raises Invalid with what is wrong."""
    address = text.strip()
    found = _in_ascii(address)
    if found is None:
        mailbox = address.rpartition("@")[0]
        if mailbox and not mailbox.isascii():
            raise Invalid(
                tr(
                    "“{address}” is not an e-mail address that every mail server takes: before the @ there can be no "
                    "accents or other letters.",
                    address=address,
                )
            )
        raise Invalid(tr("“{address}” is not an e-mail address.", address=address))
    return found


def mailbox_of(text: str) -> str:
    """By what two spellings of one address are recognised; "" for what is none."""
    found = _in_ascii(text.strip()) if "@" in text else None
    return (found or "").casefold()


def address_in(text: str) -> Found:
    """The address in what somebody wrote into a table, without what often stands around it ("mailto:", brackets).

    Of several the first one is taken, and said. A text that holds none says so, be it "n/a" or a slip of the pen.
    """
    line = one_line(text)
    if not line:
        return Found("")
    if (guest := _OF_A_GUEST.fullmatch(line)) and is_address(own := f"{guest[1]}@{guest[2]}"):
        remark = tr("“{text}” stands for a guest of another organisation, whose address is {address}.", text=line,
                    address=own)  # fmt: skip
        return Found(own, remark, tr("These stand for guests of other organisations, whose addresses they hold:"), line)
    if is_address(line):
        return Found(line)
    found = list(dict.fromkeys(each for each in map(_tidy, _candidates(line)) if is_address(each)))
    if not found:
        return _none(line)
    if len(found) > 1:
        remark = tr("Of “{text}” the first address is taken, {address}.", text=line, address=found[0])
        return Found(found[0], remark, tr("Of several addresses the first one is taken:"), line, lost=True)
    return Found(found[0])


def typed_address(text: str) -> str:
    """The address in what somebody typed into a field, "" where the field is empty. Raises Invalid for what is none."""
    line = one_line(text)
    found = address_in(line)
    if line and (not found.address or found.remark):
        ascii_address(line)
    return found.address


def _candidates(line: str) -> list[str]:
    return [*_IN_BRACKETS.findall(line), *_BETWEEN.split(line)]


def _tidy(text: str) -> str:
    bare = text.strip(_AROUND)
    return bare[len("mailto:") :].partition("?")[0].strip(_AROUND) if bare.casefold().startswith("mailto:") else bare


def _none(line: str) -> Found:
    if caseless(line) in _contents()["words"]:
        remark = tr("“{text}” stands for no address: this person is taken without one.", text=line)
        return Found("", remark, tr("These stand for no address, and their people are taken without one:"), line)
    remark = tr("“{text}” is not an e-mail address: this person is taken without one.", text=line)
    cause = tr("These are no e-mail addresses, and their people are taken without one:")
    return Found("", remark, cause, line, lost=True)


@lru_cache(maxsize=32768)
def _in_ascii(text: str) -> str | None:
    # Imported here: its tables of letters take a while, and the library window needs no address.
    from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

    # Houses call their own network so, and have a mail server in it.
    SPECIAL_USE_DOMAIN_NAMES[:] = [each for each in SPECIAL_USE_DOMAIN_NAMES if each not in ("local", "test")]
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False, strict=True).ascii_email
    except EmailNotValidError:
        return None
    mailbox, _, domain = (found or "").partition("@")
    # "unknown@example.org" and "xxx@xxx.xx" stand for no address.
    alike = len(set(mailbox.casefold())) == 1 and set(mailbox.casefold()) == set(domain.partition(".")[0])
    return None if alike or mailbox.casefold() in _contents()["mailboxes"] else found


class _NoAddresses(Record):
    title: str
    words: tuple[str, ...]
    mailboxes: tuple[str, ...]


@cache
def _contents() -> dict[str, frozenset[str]]:
    listed = content(_NoAddresses, "names", "no_addresses.json")
    return {"words": frozenset(map(caseless, listed.words)), "mailboxes": frozenset(map(caseless, listed.mailboxes))}


def holds_addresses(texts: Iterable[str]) -> bool:
    """Whether any of the texts is an e-mail address."""
    return any(LIKE_AN_ADDRESS.fullmatch(text.strip()) for text in texts)

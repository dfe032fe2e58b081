"""A name as it stands in a list: without bullets, numbers and remarks of programs, and apart from an address."""

import re
from functools import cache

from facilitator.tabular import other_names
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import is_address

BULLET = re.compile(
    r"\s*(?:[-–—•·▪▫◦‣⁃∙*+○●□■☐☑☒✓✔✗✘➢➤►▶→»]+\s+|[•▪◦‣☐☑☒✓✔✗✘●○□■]\s*|\[[ xX✓✔]?\]\s*"
    r"|\(?\d{1,3}[.)](?:\s+|(?=[^\W\d_]))|~\s*(?=[^\W\d_]))+"
)
"""The sign, number or box with which a line of a list begins; WhatsApp puts a tilde before who is no contact."""
_BOX = re.compile(r"(?:\s*[-–—•*+]\s+)?\s*(?:[☐☑☒✓✔✗✘]|\[[ xX✓✔]?\])\s*\S")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_IN_BRACKETS = re.compile(r"[<(\[]\s*((?:mailto:|smtp:)?[^<>()\[\]\s]+@[^<>()\[\]\s]+)\s*[>)\]]", re.IGNORECASE)
_PLAIN = re.compile(r"(?:mailto:|smtp:)?([^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+)", re.IGNORECASE)
_NOTES = re.compile(r"(?:CN=)?([^/@=]+)(?:/(?:OU?=|C=)?[^/@=]+)+(?:@[\w .-]+)?", re.IGNORECASE)
"""A name as HCL Notes writes it: “Anna Berg/Sales/Acme@Acme”."""
_PHONE = r"(?:\+|\(?00?)\d[\d\s()/.\-]{5,}\d"
_PHONE_BEHIND = re.compile(rf"(?<=[^\W\d_])[\s,:;–—-]+({_PHONE})\s*$")
_NO_NAME = re.compile(rf"{_PHONE}|\S+://\S+|\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[ap]m)?", re.IGNORECASE)
_AROUND = " \t,;:|/<>–—-"
_BETWEEN = re.compile(r"[._+\-]+")


def without_bullet(text: str) -> str:
    """`text` without the sign, the number or the box with which a line of a list begins."""
    bare = text[found.end() :] if (found := BULLET.match(text)) else text
    return bare if any(sign.isalpha() for sign in bare) else text


def has_box(text: str) -> bool:
    """Whether a line begins with a box or a tick, as lists of tasks do, and holds no address."""
    return "@" not in text and bool(_BOX.match(text))


def name_and_address(text: str) -> tuple[str, str]:
    """The two parts of “Anna Berg <anna@example.org>” and the other ways to write both; the address may be ""."""
    if "@" not in text:
        return without_bullet(text), ""
    bare = without_bullet(text).strip()
    if notes := _NOTES.fullmatch(bare):
        return notes[1].strip(), ""
    found = _IN_BRACKETS.search(bare) or _PLAIN.search(bare)
    if found is None:
        return bare, ""
    address = re.sub(r"^(mailto|smtp):", "", found[1], flags=re.IGNORECASE).rstrip(".,;")
    if not is_address(address):
        return bare, ""
    rest = f"{bare[: found.start()]} {bare[found.end() :]}".strip(_AROUND)
    if not any(sign.isalnum() for sign in rest):
        return address, ""
    return " ".join(rest.split()).strip("\"' ").strip(_AROUND), address


def without_tag(name: str) -> tuple[str, str]:
    """A name without what stands behind it and is none, such as “(Guest)” or a phone's number, and that; else ""."""
    if phone := _PHONE_BEHIND.search(name):
        return name[: phone.start()].rstrip(_AROUND), phone[1]
    found = _BRACKETED.search(name)
    if found is None or caseless(found[1]) not in _tags() or not name[: found.start()].strip():
        return name, ""
    return name[: found.start()].strip(), f"({found[1]})"


def without_earlier_name(name: str, header: str) -> tuple[str, str]:
    """A name without the one behind it that somebody had before they renamed themselves in a meeting, and that.

    The heading says that it stands there: “Name (original name)”.
    """
    earlier = in_brackets_behind(name)
    if not earlier or caseless(in_brackets_behind(header)) not in map(caseless, other_names("people_lists")["earlier"]):
        return name, ""
    return _BRACKETED.sub("", name), f"({earlier})"


def is_mark(tag: str) -> bool:
    """Whether what stands behind a name was written there by a program, such as “(Guest)”."""
    return caseless(tag.strip("()")) in map(caseless, other_names("people_lists")["mark"])


def in_brackets_behind(name: str) -> str:
    """What stands in brackets behind a name, "" where there are none."""
    found = _BRACKETED.search(name)
    return found[1].strip() if found and name[: found.start()].strip() else ""


def stands_for_no_name(text: str) -> bool:
    """Whether a text is what somebody is reached by, a time of day, or a word that programs and people put for nobody.

    A number may be all that somebody is called by.
    """
    return bool(_NO_NAME.fullmatch(text)) or caseless(text) in map(caseless, other_names("nobody")["words"])


def name_of(address: str) -> str:
    """A name made of an address: “Anna Berg” of “anna.berg@example.org”; "" where its mailbox has no letters."""
    words = [re.sub(r"\d+$", "", word) for word in _BETWEEN.split(address.partition("@")[0])]
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


@cache
def _tags() -> frozenset[str]:
    return frozenset(map(caseless, other_names("people_lists")["tag"]))

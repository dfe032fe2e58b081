"""A name as it stands in a list: without bullets, numbers and remarks of programs, and apart from an address."""

import re
from functools import cache

from facilitator.tabular import caseless, other_names
from facilitator.workshop.addresses import is_address

_BULLET = re.compile(
    r"\s*(?:[-–—•·▪▫◦‣⁃∙*+○●□■☐☑☒✓✔✗✘➢➤►▶→»]+\s+|[•▪◦‣☐☑☒✓✔✗✘●○□■]\s*|\[[ xX✓✔]?\]\s*"
    r"|\(?\d{1,3}[.)](?:\s+|(?=[^\W\d_])))+"
)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_IN_BRACKETS = re.compile(r"[<(\[]\s*((?:mailto:|smtp:)?[^<>()\[\]\s]+@[^<>()\[\]\s]+)\s*[>)\]]", re.IGNORECASE)
_PLAIN = re.compile(r"(?:mailto:|smtp:)?([^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+)", re.IGNORECASE)
_NOTES = re.compile(r"(?:CN=)?([^/@=]+)(?:/(?:OU?=|C=)?[^/@=]+)+(?:@[\w .-]+)?", re.IGNORECASE)
"""A name as HCL Notes writes it: “Anna Berg/Sales/Acme@Acme”."""
_AROUND = " \t,;:|/<>–—-"
_BETWEEN = re.compile(r"[._+\-]+")


def without_bullet(text: str) -> str:
    """`text` without the sign, the number or the box with which a line of a list begins."""
    bare = text[found.end() :] if (found := _BULLET.match(text)) else text
    return bare if any(sign.isalpha() for sign in bare) else text


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
    """A name without what a program wrote behind it, such as “(Guest)”, and that; "" where it wrote nothing."""
    found = _BRACKETED.search(name)
    if found is None or caseless(found[1]) not in _tags() or not name[: found.start()].strip():
        return name, ""
    return name[: found.start()].strip(), found[1]


def name_of(address: str) -> str:
    """A name made of an address: “Anna Berg” of “anna.berg@example.org”; "" where its mailbox has no letters."""
    words = [re.sub(r"\d+$", "", word) for word in _BETWEEN.split(address.partition("@")[0])]
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


@cache
def _tags() -> frozenset[str]:
    return frozenset(map(caseless, other_names("people_lists")["tag"]))

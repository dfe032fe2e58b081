"""The structure of a document beside its looks, for those who have it read aloud: tagged PDF (ISO 32000-1, 14.7–14.9).

What is drawn within `leaf` is one piece of content with its role, such as a paragraph; `group` holds pieces together,
such as the rows of a table; `artifact` is what nobody needs to hear. On a canvas without `tags` all three do nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol
from xml.sax.saxutils import escape

from facilitator.documents.reportlab_internals import (
    Written,
    add_link,
    add_operator,
    add_to_catalog,
    add_to_page,
    name,
    pages,
    refer,
)

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Spoken(Protocol):
    """What has words."""

    @property
    def text(self) -> str:
        """The words, in reading order."""


class Element:
    """A node of the structure. Kids are elements and, in a leaf, the page and number of its marked content."""

    __slots__ = ("alt", "kids", "links", "marks", "parent", "reference", "role", "said", "turned", "written")

    def __init__(self, role: str, parent: "Element | None", alt: str = "") -> None:
        self.role, self.parent, self.alt = role, parent, alt
        self.kids: list[Element] = []
        self.links: list[tuple[int, bytes]] = []
        self.said: list[Spoken] = []
        self.turned = False
        self.marks: tuple[int, int] | None = None
        self.written = Written()
        self.reference = b""
        if parent is not None:
            parent.kids.append(self)


class Tags:
    """The structure of one document, in the order in which it is drawn."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self._at = self.root
        self._pages: dict[int, list[Element]] = {}
        self._owners: list[Element] = []
        self.total = 0
        self.silent = False

    def begin(self, role: str, alt: str = "") -> Element:
        """Go into a new element below the present one."""
        self._at = Element(role, self._at, alt)
        return self._at

    def end(self) -> None:
        """Go back to the element above."""
        self._at = self._at.parent or self.root

    def item(self) -> None:
        """Go into a new item of a list: of the one before, if that is what stands directly above."""
        last = self._at.kids[-1] if self._at.kids else None
        self._at = last if last is not None and last.role == "L" else Element("L", self._at)
        self.begin("LI")

    def end_item(self) -> None:
        """Go back from an item to what is above its list."""
        self.end()
        self.end()

    def enter(self, element: Element) -> None:
        """Go into an element that was begun before."""
        self._at = element

    def mark(self, role: str, page: int, alt: str = "") -> int:
        """Begin a leaf of this role on a page, counted from 1; returns the number of its content there."""
        leaves = self._pages.setdefault(page, [])
        element = self.begin(role, alt)
        element.marks = (page, len(leaves))
        leaves.append(element)
        return len(leaves) - 1

    def next_owner(self) -> int:
        """The number under which the next link is found, after those of the `total` pages."""
        return self.total + len(self._owners)

    def own(self, page: int, link: bytes) -> None:
        """Put a link of a page into the present element."""
        self._at.links.append((page, link))
        self._owners.append(self._at)

    def say(self, lines: Sequence[Spoken], *, needed: bool) -> None:
        """Note which lines were drawn in the present element; their text is said where it is `needed`."""
        self._at.said += lines
        self._at.turned = self._at.turned or needed

    def write(self, document: Any) -> None:
        """Put the structure into a ReportLab document whose pages are complete."""
        root, parents = Written(), Written()
        add_to_catalog(document, "StructTreeRoot", root)
        add_to_catalog(document, "MarkInfo", Written(b"<< /Marked true >>"))
        rooted, listed = refer(document, root), refer(document, parents)
        elements = list(_all(self.root))
        for element in elements:
            element.reference = refer(document, element.written)
        done = pages(document)
        places = [refer(document, page) for page in done]
        for element in elements:
            element.written.content = _dictionary(element, rooted, places)
        root.content = b"<< /Type /StructTreeRoot /K %s /ParentTree %s >>" % (self.root.reference, listed)
        numbers = []
        for number, page in enumerate(done):
            add_to_page(page, "StructParents", number)
            add_to_page(page, "Tabs", name("S"))
            owners = b" ".join(each.reference for each in self._pages.get(number + 1, ()))
            numbers.append(b"%d [ %s ]" % (number, owners))
        numbers += [b"%d %s" % (self.total + at, owner.reference) for at, owner in enumerate(self._owners)]
        parents.content = b"<< /Nums [ %s ] >>" % b" ".join(numbers)


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        yield from _all(kid)


def _dictionary(element: Element, root: bytes, places: list[bytes]) -> bytes:
    above = root if element.parent is None else element.parent.reference
    parts = [b"<< /S /%s /P %s" % (element.role.encode("ascii"), above)]
    if element.alt:
        parts.append(b"/Alt " + _text(element.alt))
    elif element.turned:
        parts.append(b"/ActualText " + _text("".join(line.text for line in element.said)))
    if element.role == "TH":
        parts.append(b"/A << /O /Table /Scope /Column >>")
    if element.marks is not None:
        page, number = element.marks
        parts.append(b"/Pg %s /K %d" % (places[page - 1], number))
    elif element.kids:
        kids = [kid.reference for kid in element.kids]
        kids += [b"<< /Type /OBJR /Obj %s /Pg %s >>" % (link, places[page - 1]) for page, link in element.links]
        parts.append(b"/K [ %s ]" % b" ".join(kids))
    return b" ".join([*parts, b">>"])


def _text(words: str) -> bytes:
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode("ascii")


def metadata(title: str, author: str, language: str) -> str:
    """Return what a tagged document says of itself, that it is one included, as XMP (ISO 16684-1, ISO 14289-1)."""
    title, author, language = (escape(_NOT_IN_XML.sub("\ufffd", text)) for text in (title, author, language))
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n" if author else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def link(canvas: Any, words: str, bookmark: str, box: tuple[float, float, float, float]) -> None:
    """Make a box a link to a bookmark, part of the element that is drawn; `words` say where it leads."""
    tags: Tags | None = getattr(canvas, "tags", None)
    added = add_link(canvas, words, bookmark, box, None if tags is None else tags.next_owner())
    if tags is not None:
        tags.own(canvas.getPageNumber(), added)


def say(canvas: Any, lines: Sequence[Spoken], *, needed: bool) -> None:
    """Tell which lines were drawn in the present leaf; `needed` where their glyphs are not drawn in reading order."""
    tags: Tags | None = getattr(canvas, "tags", None)
    if tags is not None and tags.silent:
        tags.say(lines, needed=needed)


def group(canvas: Any, role: str) -> AbstractContextManager[None]:
    """Hold together what is drawn within."""
    return _between(canvas, lambda tags: tags.begin(role), Tags.end)


def item(canvas: Any) -> AbstractContextManager[None]:
    """What is drawn within is an item of a list, such as its mark and its words."""
    return _between(canvas, Tags.item, Tags.end_item)


def leaf(canvas: Any, role: str, alt: str = "") -> AbstractContextManager[None]:
    """What is drawn within is one piece of content; `alt` says in words what a figure shows."""

    def begin(tags: Tags) -> None:
        number = tags.mark(role, canvas.getPageNumber(), alt)
        add_operator(canvas, f"/{role} <</MCID {number}>> BDC")
        tags.silent = True

    def end(tags: Tags) -> None:
        _end_content(canvas, tags)
        tags.end()

    return _between(canvas, begin, end)


def artifact(canvas: Any) -> AbstractContextManager[None]:
    """What is drawn within is decoration: grounds, rules, and what every page repeats."""

    def begin(tags: Tags) -> None:
        add_operator(canvas, "/Artifact BMC")
        tags.silent = True

    return _between(canvas, begin, lambda tags: _end_content(canvas, tags))


def _end_content(canvas: Any, tags: Tags) -> None:
    tags.silent = False
    add_operator(canvas, "EMC")


@contextmanager
def _between(canvas: Any, begin: Callable[[Tags], object], end: Callable[[Tags], object]) -> Iterator[None]:
    """Tag what is drawn within; nothing on a canvas without tags, nor within a leaf or an artifact, which are one."""
    tags: Tags | None = getattr(canvas, "tags", None)
    if tags is None or tags.silent:
        yield
        return
    begin(tags)
    yield
    end(tags)

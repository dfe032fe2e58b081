"""Every use of what ReportLab has not published, in one place: objects of the file, pages after they are done.

Written for and tested with the versions that `pyproject.toml` allows; a new one is let in when the tests of this
folder pass with it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable, KeepTogether

# Printable but a quarter larger and slower: a relic of mail programs that took seven bits.
rl_config.useA85 = 0


class Written(pdfdoc.PDFObject):
    """An object of the file in its written form, of which others may speak before it is known."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        """What stands in the file."""
        return self.content


class Finisher(Protocol):
    """What adds objects to a document when all of its pages are drawn."""

    def addObjects(self, document: Any) -> None:  # noqa: N802  # asked for by ReportLab, as of its own fonts
        """Add them."""


def refer(document: Any, thing: Any) -> bytes:
    """Put an object into the document, if it is not there; returns the reference to it as it is written."""
    written: bytes = document.Reference(thing).format(document)
    return written


def compressed(content: bytes, entries: Mapping[str, int | str] | None = None) -> pdfdoc.PDFStream:
    """A stream of what is compressed already (zlib); `entries` go into its dictionary."""
    stream = pdfdoc.PDFStream(content=content, filters=[])
    stream.dictionary["Filter"] = "/FlateDecode"
    for name, value in (entries or {}).items():
        stream.dictionary[name] = value
    return stream


def name(word: str) -> Any:
    """Return a name as a value."""
    return pdfdoc.PDFName(word)


def add_operator(canvas: Any, operator: str) -> None:
    """Add an operator to the content of the present page."""
    canvas._code.append(operator)


def acro_form_of(canvas: Any) -> Any:
    """The form of a document, which draws boxes to tick that look alike once: there are hundreds on a page."""
    form = canvas.acroForm
    if "checkboxAP" not in vars(form):
        form.checkboxAP = cache(form.checkboxAP)
    return form


def finish_with(canvas: Any, finisher: Finisher) -> None:
    """Call `finisher` before the document of a canvas is written."""
    canvas._doc.delayedFonts.append(finisher)


def add_font(document: Any, name: str, font: Written) -> None:
    """Make a font known to every page under `name`."""
    refer(document, font)
    document.idToObject["BasicFonts"].dict[name] = font


def add_to_catalog(document: Any, name: str, value: Any) -> None:
    """Give the catalogue of the document another entry, or another value."""
    catalog = document.Catalog
    if name not in catalog.__NoDefault__ and name not in catalog.__Defaults__:
        catalog.__NoDefault__ = [*catalog.__NoDefault__, name]
    setattr(catalog, name, value)


def add_metadata(document: Any, xml: str) -> None:
    """Give the document its metadata as XMP, which stays readable in the file as it is."""
    content = xml.encode()
    head = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(content)
    add_to_catalog(document, "Metadata", Written(b"%s\nstream\n%s\nendstream" % (head, content)))


class _Link(pdfdoc.LinkAnnotation):
    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


def add_link(
    canvas: Any, words: str, bookmark: str, box: tuple[float, float, float, float], owner: int | None
) -> bytes:
    """Make a box of the page a link to a bookmark; `owner` is its number in the structure, if there is one.

    Returns the reference to it as it is written.
    """
    about: dict[str, Any] = {} if owner is None else {"StructParent": owner}
    link = _Link(box, words, canvas._bookmarkReference(bookmark), "[0 0 0]", **about)
    canvas._addAnnotation(link, f"link-{bookmark}")
    written: bytes = canvas._doc.refAnnotation(f"link-{bookmark}").format(canvas._doc)
    return written


def pages(document: Any) -> list[Any]:
    """The pages that are done, in order."""
    return list(document.Pages.pages)


def add_to_page(page: Any, name: str, value: Any) -> None:
    """Give a page that is done another entry."""
    if name not in page.__NoDefault__:
        page.__NoDefault__ = [*page.__NoDefault__, name]
    setattr(page, name, value)


def together(flowable: KeepTogether) -> list[Flowable]:
    """What ReportLab keeps together in a flowable of its making."""
    return list(flowable._content)  # type: ignore[attr-defined]


class BareCanvas(Canvas):
    """A canvas without a font of its own: each page begins with nothing, and no font is in the file but those used."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class FinishedCanvas(BareCanvas):
    """A canvas whose pages are finished when their number is known: `finish_page` draws on each, then `finish`."""

    _annotationrefs: list[Any]
    _code: list[str]
    _doc: Any
    _filename: Any
    _pageNumber: int  # noqa: N815  # ReportLab's name

    def finish_page(self, number: int, total: int) -> None:
        """Draw what a page of so many still lacks; numbers count from 1."""

    def finish(self, document: Any) -> None:
        """Add what belongs to the whole document; `pages` gives its pages."""

    def save(self) -> None:
        """Finish every page, and write the document."""
        if self._code:
            self.showPage()
        done = pages(self._doc)
        for number, page in enumerate(done, 1):
            self._code, self._annotationrefs, self._pageNumber = [], [], number
            self.finish_page(number, len(done))
            page.stream += "\n".join(self._code) + "\n"
            if self._annotationrefs:
                page.Annots = [*(page.Annots or ()), *self._annotationrefs]
        self._code = []
        self.finish(self._doc)
        self._doc.SaveToFile(self._filename, self)

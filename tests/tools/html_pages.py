"""A browser that knows nothing but the HTML of a page, and goes somebody's way with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from facilitator.html_parts import HtmlPage, Sent
from facilitator.questionnaires.flow import FieldView, Flow
from facilitator.questionnaires.html import page_of


@dataclass
class Input:
    """What can be filled in under one name: `values` are those that can be chosen, empty for words."""

    kind: str
    values: list[str] = field(default_factory=list)
    filled: str = ""


class Browser(HTMLParser):
    """The inputs of a page by their names, as a browser would hold them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inputs: dict[str, Input] = {}
        self.hidden: dict[str, str] = {}
        self._open: Input | None = None
        self._selected = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input" and found["type"] == "hidden":
            self.hidden[found["name"]] = found["value"]
        elif tag == "input":
            kind = found["type"]
            each = self.inputs.setdefault(found["name"], Input(kind))
            if kind in ("radio", "checkbox"):
                each.values.append(found.get("value", "on"))
                if "checked" in found:
                    each.filled = found.get("value", "on")
            else:
                each.filled = found["value"]
        elif tag in ("textarea", "select"):
            self._open = self.inputs.setdefault(found["name"], Input(tag))
        elif tag == "option":
            self._selected = "selected" in found
            if self._open is not None and "value" in found:
                self._open.values.append(found["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        if self._open.kind == "textarea":
            self._open.filled = (self._open.filled + data).removeprefix("\n")
        else:
            self._open.values.append(data)
            if self._selected:
                self._open.filled = data

    @property
    def form(self) -> dict[str, str]:
        """What the browser sends: nothing of what is not ticked."""
        return self.hidden | {
            name: each.filled
            for name, each in self.inputs.items()
            if each.filled or each.kind not in ("radio", "checkbox")
        }


class _Structure(HTMLParser):
    """What a screen reader stumbles over: levels of headings that are left out, and lists of terms that are none."""

    _EMPTY = frozenset(("input", "meta", "link", "br", "img", "meter", "progress"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._level = 0
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._EMPTY:
            return
        if tag in ("h1", "h2", "h3", "h4"):
            if int(tag[1]) > self._level + 1:
                self.wrong.append(f"<{tag}> after level {self._level}")
            self._level = int(tag[1])
        around = self._inside[-2:]
        in_list = around[-1:] == ["dl"] or (around == ["dl", "div"])
        if in_list and tag not in ("dt", "dd", "div"):
            self.wrong.append(f"<{tag}> in a list of terms")
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass


def check_structure(page: str) -> None:
    """Fail where the headings or the lists of a page are not what they seem."""
    wrong = _Structure(page).wrong
    assert not wrong, (wrong, page)


def put_form(flow: Flow, drawn: Iterable[FieldView], form: Mapping[str, str]) -> bool:
    """Answer what a form says of the questions that were drawn, and tell whether all of it is saved."""
    saved = [flow.put_fields(field.spot, form) for field in drawn]
    return all(saved)


def walk(flow: Callable[[], Flow], fill: Callable[[dict[str, Input]], None], most: int = 300) -> list[HtmlPage]:
    """Go the whole way with a browser whose inputs `fill` fills in, each page by a flow of its own; what was drawn."""
    drawn = []
    page = page_of(flow())
    while page is not None:
        drawn.append(page)
        assert len(drawn) < most, page
        browser = Browser(page.body)
        fill(browser.inputs)
        page = page_of(flow(), sent=Sent(page.key, "next", browser.form))
        assert page is None or not page.is_resent, page
    return drawn

"""A page of a questionnaire as plain HTML without a script, and a browser that knows nothing but that HTML.

Only a test draws it so far: it shows that the description of a page is enough to draw it from.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from facilitator.questionnaires import model
from facilitator.questionnaires.fields import MARKS, Name, written
from facilitator.questionnaires.flow import Choice, FieldView, Flow, PageView


def page_as_html(view: PageView, flow: Flow) -> str:
    """The whole page: one form, its fields named as everywhere."""
    parts = [f"<h1>{escape(view.title)}</h1>", *(f"<p>{escape(line)}</p>" for line in view.text.splitlines())]
    parts += [
        f'<label><input type="checkbox" name="partner-{key}"> {escape(name)}</label>' for key, name in view.partners
    ]
    filled = written(flow.setup.questionnaire, flow.given, flow._known.names)
    if view.layout == "grid":
        rows: dict[str, list[FieldView]] = {}
        for each in view.fields:
            rows.setdefault(f"{each.number}. {each.subject}", []).append(each)
        heads = "".join(f"<th>{escape(each.question.head)}</th>" for each in next(iter(rows.values())))
        cells = (
            f"<tr><th>{escape(subject)}</th>" + "".join(f"<td>{_field(each, filled)}</td>" for each in fields) + "</tr>"
            for subject, fields in rows.items()
        )
        parts += [f"<table><tr><th></th>{heads}</tr>", *cells, "</table>"]
    else:
        for each in view.fields:
            about = f" <em>{escape(each.subject)}</em>" if each.subject else ""
            parts.append(
                f"<fieldset><legend>{escape(each.question.text)}{about}</legend>{_field(each, filled)}</fieldset>"
            )
    parts += [f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>" for head, text in view.lines]
    return f"<form method=post>{''.join(parts)}<button>{escape(view.next_text)}</button></form>"


def _field(view: FieldView, filled: dict[str, str]) -> str:
    question = view.question
    own = str(Name(view.spot))

    def box(name: str, kind: str) -> str:
        return f'<input type="{kind}" name="{name}" value="{escape(filled.get(name, ""))}">'

    def tick(name: str, label: str) -> str:
        checked = " checked" if name in filled and filled[name] not in MARKS.values() else ""
        return f'<label><input type="checkbox" name="{name}" value="x"{checked}> {escape(label)}</label>'

    def option(choice: Choice) -> str:
        return str(Name(view.spot, choice.value.option))

    marks = [MARKS["declined"]] * question.may_decline
    parts: list[str] = []
    if isinstance(question, model.Text):
        names = [own] if question.entries == 1 else [str(Name(view.spot, str(n + 1))) for n in range(question.entries)]
        parts = [f'<textarea name="{name}">{escape(filled.get(name, ""))}</textarea>' for name in names]
    elif isinstance(question, model.OneOf | model.Scale):
        for choice in view.choices:
            mark = MARKS["not_applicable"] if choice.value.missing else ""
            value = mark or choice.value.option or f"{choice.value.number:g}"
            checked = " checked" if choice.value in view.values else ""
            parts.append(
                f'<label><input type="radio" name="{own}" value="{value}"{checked}> {escape(choice.label)}</label>'
            )
    elif isinstance(question, model.SeveralOf):
        parts = [tick(option(choice), choice.label) for choice in view.choices]
    elif isinstance(question, model.Rank | model.Counts):
        parts = [f"<label>{box(option(choice), 'number')} {escape(choice.label)}</label>" for choice in view.choices]
    elif isinstance(question, model.Someone):
        names = [own] if question.up_to == 1 else [str(Name(view.spot, str(n + 1))) for n in range(question.up_to)]
        for name in names:
            choices = "".join(
                f"<option{' selected' if filled.get(name) == choice.label else ''}>{escape(choice.label)}</option>"
                for choice in view.choices
            )
            parts.append(f'<select name="{name}"><option></option>{choices}</select>')
    elif isinstance(question, model.Consent):
        parts = [tick(own, question.text)]
    else:
        parts = [box(own, "date" if isinstance(question, model.Day) else "text")]
    for mark in marks:
        checked = " checked" if filled.get(own) == mark else ""
        parts.append(f'<label><input type="radio" name="{own}" value="{mark}"{checked}> Rather not say</label>')
    return "".join(parts)


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
        self._open: Input | None = None
        self._selected = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input":
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

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        if self._open.kind == "textarea":
            self._open.filled += data
        else:
            self._open.values.append(data)
            if self._selected:
                self._open.filled = data

    @property
    def form(self) -> dict[str, str]:
        """What the browser sends: nothing of what is not ticked."""
        return {
            name: each.filled
            for name, each in self.inputs.items()
            if each.filled or each.kind not in ("radio", "checkbox")
        }


def put_form(flow: Flow, drawn: Iterable[FieldView], form: Mapping[str, str]) -> bool:
    """Answer what a form says of the questions that were drawn, and tell whether all of it is saved."""
    saved = [flow.put_fields(field.spot, form) for field in drawn]
    return all(saved)


def walk(flow: Flow, fill: Callable[[dict[str, Input]], None], most: int = 100) -> list[str]:
    """Go the whole way with a browser whose inputs `fill` fills in; the pages that were drawn, as HTML."""
    drawn = []
    ended: list[bool] = []
    flow.finished.connect(lambda: ended.append(True))
    said: list[str] = []
    flow.failed.connect(said.append)
    while not ended:
        view = flow.view()
        page = page_as_html(view, flow)
        drawn.append(page)
        assert len(drawn) < most, page
        browser = Browser(page)
        fill(browser.inputs)
        if browser.inputs and not flow.at.startswith("_"):
            assert put_form(flow, view.fields, browser.form), (said, browser.form)
        partners = [int(name.partition("-")[2]) for name in browser.form if name.startswith("partner-")]
        flow.next(partners)
    return drawn

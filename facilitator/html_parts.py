"""What pages in a browser are made of: a page of an exercise, what somebody sent of it, and HTML that escapes itself.

Every text that comes from a person or the library is escaped where it is put into HTML, in `text` and the functions
below it; what they return is HTML.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

Does = Literal["next", "back", "more"]
"""What was pressed: on, back, or room for more on the same page."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent from the page with this key: what they pressed, and the fields by their names."""

    page: str
    does: Does
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """One page of somebody's way through a step: `body` is the HTML inside its form.

    `at` of `places` is how far the way is. `problem` is a sentence above it that says why it does not go on. With
    `is_resent` it holds what was typed and could not be taken, which is nowhere else: it is not to be loaded anew.
    `goes_on` is the word on the button; "" where nothing can be sent.
    """

    key: str
    title: str
    body: str
    goes_on: str
    can_go_back: bool = False
    at: int = 0
    places: int = 1
    problem: str = ""
    is_resent: bool = False
    more: str = ""
    """The word on a button for more room; "" for none."""
    folded: str = ""
    """Of a notice, the HTML of all that is read only by who wants to."""


@dataclass(slots=True)
class Problems:
    """Sentences that stand beside fields, by the names of these."""

    of: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, sentence: str) -> None:
        """Let a sentence stand beside a field, once."""
        said = self.of.setdefault(name, [])
        if sentence not in said:
            said.append(sentence)


def text(words: str) -> str:
    """Words as HTML, their line breaks kept."""
    return escape(words).replace("\n", "<br>")


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph of a class of the style sheet; "" for no words."""
    return f"<p{_class(kind)}>{text(words)}</p>" if words else ""


def minor_heading(words: str) -> str:
    """A small heading within a page: next below its title, so that no level is left out for screen readers."""
    return f'<h2 class="minor">{text(words)}</h2>'


def list_of(points: Sequence[tuple[str, str]]) -> str:
    """Points, each with a title and what it says."""
    return "".join(f"<dt>{text(title)}</dt><dd>{text(said)}</dd>" for title, said in points)


def hidden(name: str, value: str) -> str:
    """What is sent along and not seen."""
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def tick(kind: Literal["radio", "checkbox"], name: str, value: str, label: str, *, on: bool, more: str = "") -> str:
    """A box to tick with its words, as wide as the page. `more` are further attributes."""
    return (
        f'<label class="tick"><input type="{kind}" name="{escape(name)}" value="{escape(value)}"'
        f"{' checked' if on else ''}{more}> <span>{text(label)}</span></label>"
    )


def line(
    name: str,
    label: str,
    value: str,
    *,
    kind: str = "text",
    more: str = "",
    problems: Sequence[str] = (),
    hint: str = "",
    label_kind: str = "",
) -> str:
    """A line to type in below its label, with what is wrong with it beside it."""
    told = described_by(name, problems)
    return (
        f'<label for="{escape(name)}"{_class(label_kind)}>{text(label)}</label>{paragraph(hint, "hint")}'
        f'{errors(name, problems)}<input id="{escape(name)}" type="{kind}" name="{escape(name)}" '
        f'value="{escape(value)}"{told}{more}>'
    )


def number(name: str, label: str, value: str, *, problems: Sequence[str] = (), label_kind: str = "") -> str:
    """A whole number that is not negative; phones show digits for it."""
    more = ' inputmode="numeric" pattern="[0-9]*" maxlength="4" autocomplete="off"'
    return line(name, label, value, more=more, problems=problems, label_kind=label_kind)


def box(name: str, label: str, value: str, rows: int, longest: int, *, problems: Sequence[str] = ()) -> str:
    """A field for lines of words, whose label is read by screen readers alone."""
    # A line break at the beginning is eaten by the browser.
    return (
        f'{errors(name, problems)}<textarea name="{escape(name)}" rows="{rows}" maxlength="{longest}" '
        f'aria-label="{escape(label)}"{described_by(name, problems)}>\n{escape(value)}</textarea>'
    )


def choice(name: str, label: str, options: Sequence[str], chosen: str) -> str:
    """One of several words, from a list that opens; the first one is none of them."""
    inside = "".join(f"<option{' selected' if each == chosen else ''}>{text(each)}</option>" for each in options)
    return f'<select name="{escape(name)}" aria-label="{escape(label)}"><option value=""></option>{inside}</select>'


def group(name: str, legend: str, inside: str, *, hints: Sequence[str] = (), problems: Sequence[str] = ()) -> str:
    """Fields that belong together, with their question above and what is wrong beside it."""
    said = "".join(paragraph(hint, "hint") for hint in hints)
    return (
        f'<fieldset id="f-{escape(name)}"{described_by(name, problems)}><legend>{text(legend)}</legend>{said}'
        f"{errors(name, problems)}{inside}</fieldset>"
    )


def errors(name: str, problems: Sequence[str]) -> str:
    """What is wrong with a field, beside it."""
    said = " ".join(map(text, problems))
    return f'<p class="error" id="e-{escape(name)}">{said}</p>' if problems else ""


def described_by(name: str, problems: Sequence[str]) -> str:
    """The attributes by which a screen reader says what is wrong with a field."""
    return f' aria-invalid="true" aria-describedby="e-{escape(name)}"' if problems else ""


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""

"""The pages around the pages: head, style and script, names to choose from, the two digits, thanks, and refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from urllib.parse import quote

from facilitator.html_parts import HtmlPage, hidden, line, list_of, paragraph, text
from facilitator.i18n import tr, tr_as
from facilitator.protection.notice import Notice
from facilitator.resources import resource

STYLE, SCRIPT = "style.css", "keep.js"
_DIGITS = ' inputmode="numeric" pattern="[0-9]{2}" maxlength="2" autocomplete="off" class="digits"'
_MOST_LISTED = 14_000
"""Bytes of names on one page: with style and script it stays below 30,000."""
_LETTERS_FROM = 25
"""With so many names their initials lead to them."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name to choose; `detail` tells it from another of the same name. `is_closed` where not anybody may open it.

    `hides_more` as in `Standing`: whoever opens it freely is a guest there.
    """

    person: int
    name: str
    detail: str
    mark: str
    is_closed: bool
    hides_more: bool = False


@cache
def file_of(name: str) -> bytes:
    """The style or the script of all pages."""
    return resource("phones", name).read_bytes()


@cache
def _tag(name: str) -> str:
    """What changes in the address of a file when the file does."""
    return sha256(file_of(name)).hexdigest()[:8]


def document(title: str, inside: str, language: str, *, above: str = "", again: int = 0) -> str:
    """A whole page; with `again` it is loaded anew after so many seconds."""
    refresh = f'<meta http-equiv="refresh" content="{again}">' if again else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">{refresh}'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{text(title)}</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{STYLE}?{_tag(STYLE)}"><script src="{SCRIPT}?{_tag(SCRIPT)}" defer></script>'
        f"</head><body>{above}<main>{inside}</main></body></html>"
    )


def head(step: str, name: str = "", saved: str = "") -> str:
    """What stands above a page: the step, whose page it is, and whether what was sent is kept."""
    whose = f"<b>{text(name)}</b>" if name else ""
    return f'<header><span>{text(step)}</span>{whose}<span id="saved" role="status">{text(saved)}</span></header>'


def names_page(step: str, names: Sequence[Name], language: str, problem: str = "", initial: str = "") -> str:
    """Everybody on the roster, to find oneself; of many those with one initial, which is chosen first."""
    title = tr("Who are you?")
    if not names:
        inside = paragraph(tr("Nobody is on the list of people yet. Please ask your facilitator."))
        return document(title, f"<h1>{text(title)}</h1>{inside}", language, above=head(step))
    rows: dict[str, list[str]] = {}
    for each in names:
        details = "".join(f"<small>{text(said)}</small>" for said in (each.detail, each.mark) if said)
        row = f'<a href="hello?who={each.person}">{text(each.name)}{details}</a></li>'
        of_initial = rows.setdefault(each.name[:1].upper(), [])
        anchor = "" if of_initial else f' id="n-{escape(each.name[:1].upper())}"'
        of_initial.append(f"<li{anchor}>{row}")
    are_many = sum(len(row.encode()) for those in rows.values() for row in those) > _MOST_LISTED
    shown = [row for key, those in rows.items() if not are_many or key == initial for row in those]
    leads = "".join(_initial(each, is_page=are_many, is_shown=are_many and each == initial) for each in rows)
    what = tr("Initials")
    around = f'<nav aria-label="{text(what)}">{leads}</nav>' if len(names) >= _LETTERS_FROM else ""
    asked = paragraph("" if shown else tr("Choose the first letter of your name."))
    inside = f'<h1>{text(title)}</h1>{_alert(problem)}{asked}{around}<ul class="names">{"".join(shown)}</ul>'
    return document(title, inside, language, above=head(step))


def _initial(letter: str, *, is_page: bool, is_shown: bool) -> str:
    to = f"?at={quote(letter)}" if is_page else f"#n-{letter}"
    here = ' aria-current="page"' if is_shown else ""
    return f'<a href="{escape(to)}"{here}>{text(letter)}</a>'


def hello_page(
    step: str,
    name: Name,
    language: str,
    *,
    knows_digits: bool,
    is_open_elsewhere: bool,
    offers: bool,
    server: str,
    problem: str = "",
) -> str:
    """Is this you? With the digits that open the name where it is closed, or to be chosen where there are none yet."""
    title = tr("Hello, {name}", name=name.name)
    whose = hidden("who", str(name.person))
    wrong = [problem] if problem else []
    leave = _link(tr("This is not me"), "./")
    parts = [f"<h1>{text(title)}</h1>", paragraph(name.detail, "hint")]
    if not name.is_closed:
        asked = line("digits", tr("Choose two digits that only you know"), "", more=_DIGITS, problems=wrong)
        later = tr("Go on later, or on another phone?")
        opened = " open" if wrong else ""
        digits = f"<details{opened}><summary>{text(later)}</summary>{asked}</details>" if offers else ""
        ways = _ways(_button(tr("That’s me, go on"), first=True), leave)
        parts.append(f'{paragraph(_honest(server))}<form method="post" action="open">{whose}{digits}{ways}</form>')
        return document(title, "".join(parts), language, above=head(step))
    if is_open_elsewhere:
        parts.append(paragraph(tr("Somebody is answering under this name on another phone.")))
    if knows_digits:
        asked = line("digits", tr("Type your two digits to open your answers"), "", more=_DIGITS, problems=wrong)
        ways = _ways(_button(tr("Open my answers"), first=True), leave)
        parts.append(f'<form method="post" action="open">{whose}{asked}{ways}</form>')
    else:
        said = tr("Your answers are kept, and nobody else should open them here. Please ask your facilitator.")
        parts += [_alert(problem), paragraph(said)]
    ask = _button(tr("Ask the facilitator"), first=not knows_digits)
    parts.append(f'<form method="post" action="ask">{whose}{_ways(ask, "" if knows_digits else leave)}</form>')
    return document(title, "".join(parts), language, above=head(step))


def wait_page(step: str, name: str, code: str, language: str) -> str:
    """Somebody waits for the facilitator, who sees the same number."""
    title = tr("Please ask your facilitator")
    said = tr("Say your name and this number. The page goes on by itself once you are let in.")
    ways = _ways(_link(tr("Back to the names"), "./"))
    inside = f'<h1>{text(title)}</h1><p class="code">{text(code)}</p>{paragraph(said)}{ways}'
    return document(title, inside, language, above=head(step, name), again=3)


def html_page(
    step: str, name: str, page: HtmlPage, language: str, *, is_saved: bool, notice: Notice | None = None
) -> str:
    """A page of somebody's way, in its form."""
    more = _button(page.more, more=' name="does" value="more"') if page.more else ""
    back = _button(tr("Back"), more=' name="does" value="back" formnovalidate') if page.can_go_back else ""
    # The first button is the one that Enter presses.
    on = _button(page.goes_on, first=True, more=' name="does" value="next"') if page.goes_on else ""
    place = tr("Page {at} of {count}", at=page.at + 1, count=page.places)
    bar = f'<progress max="{page.places}" value="{page.at + 1}" aria-label="{text(place)}"></progress>'
    kept = tr("Not sent yet: it is kept here, and sent again as soon as the laptop can be reached.")
    form = (
        f'<form method="post" action="go" id="way" data-kept="{text(kept)}">{hidden("page", page.key)}'
        f'{page.body}{_on_data(notice, page.folded) if notice is not None else ""}<div class="more">{more}</div>'
        f"{_ways(on, back)}</form>"
    )
    stop = _leave(tr("Stop here"))
    inside = f"{bar if page.places > 1 else ''}<h1>{text(page.title)}</h1>{_alert(page.problem)}{form}{stop}"
    return document(page.title, inside, language, above=head(step, name, tr("Saved ✓") if is_saved else ""))


def thanks_page(
    step: str, name: str, language: str, *, done: bool, offers_digits: bool, problem: str = "", chosen: bool = False
) -> str:
    """The end of somebody's way, or where they stopped; with two digits to choose where they have none."""
    title = tr("Thank you") if done else tr("Your answers are kept")
    said = tr("All of it is saved. You can close this page.") if done else tr("You can go on whenever you like.")
    digits = ""
    if offers_digits:
        asked = line(
            "digits", tr("To open your answers here again: two digits"), "", more=f"{_DIGITS} required",
            problems=[problem] if problem else [],
        )  # fmt: skip
        keep = _ways(_button(tr_as("two digits", "Keep")))
        digits = f'<form method="post" action="digits">{asked}{keep}</form>'
    elif chosen:
        digits = paragraph(tr("Your two digits are kept."), "hint")
    again = _ways(_link(tr("Look at my answers"), "go"))
    forget = _leave(tr("Forget me here"))
    inside = f'<p class="mark" aria-hidden="true">✓</p><h1>{text(title)}</h1>{paragraph(said)}{digits}{again}{forget}'
    return document(title, inside, language, above=head(step, name))


def refusal(title: str, sentence: str, language: str, back: str) -> str:
    """A page that says why there is none."""
    ways = _ways(_link(tr("Back to the names"), back))
    return document(title, f"<h1>{text(title)}</h1>{paragraph(sentence)}{ways}", language)


def pin_page(language: str, problem: str) -> str:
    """Asks for the PIN on the facilitator's own phone."""
    title = tr("For the facilitator")
    asked = line(
        "pin", tr("The station’s PIN"), "", kind="password", more=' inputmode="numeric" autocomplete="off" required',
        problems=[problem] if problem else [],
    )  # fmt: skip
    ways = _ways(_button(tr("Open the remote"), first=True))
    form = f'<form method="post" action="remote">{asked}{ways}</form>'
    return document(title, f"<h1>{text(title)}</h1>{form}", language)


def remote_page(lines: Sequence[str], words: Mapping[str, str], language: str) -> str:
    """What the room sees, and a button for each thing that can be done."""
    title = tr("Remote")
    said = "".join(paragraph(each, "short") for each in lines)
    buttons = "".join(_button(each, more=f' name="does" value="{escape(name)}"') for name, each in words.items())
    form = f'<form method="post" action="act" class="remote">{buttons}</form>'
    return document(title, f"<h1>{text(title)}</h1>{said}{form}", language, again=4)


def bare(title: str, sentence: str, language: str) -> str:
    """The same for whoever knows no token: it loads nothing."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{text(title)}</title><h1>{text(title)}</h1>'
        f"<p>{text(sentence)}</p></html>"
    )


def _on_data(notice: Notice, folded: str) -> str:
    sections = list_of([(heading, "\n".join(said)) for heading, said in notice.sections])
    said = f"{notice.purpose} {notice.consent} {notice.others}"
    return (
        f'<p class="short">{text(notice.short)}</p><details><summary>{text(notice.more)}</summary>'
        f"{folded}{paragraph(said)}<dl>{sections}</dl></details>"
    )


def _honest(server: str) -> str:
    if server:
        return tr(
            "These pages come from your facilitator’s laptop. What you answer goes there, and from there to the server "
            "{server}, where it is kept. Whoever is in this Wi-Fi and knows how could read along.",
            server=server,
        )
    return tr(
        "These pages come from your facilitator’s laptop and what you answer goes there alone, not to the internet. "
        "Whoever is in this Wi-Fi and knows how could read along."
    )


def _button(words: str, *, first: bool = False, more: str = "") -> str:
    return f"<button{_first(first)}{more}>{text(words)}</button>"


def _link(words: str, to: str) -> str:
    return f'<a class="other" href="{escape(to)}">{text(words)}</a>'


def _leave(words: str) -> str:
    return f'<form method="post" action="leave" class="leave">{_button(words)}</form>'


def _ways(*ways: str) -> str:
    return f'<div class="ways">{"".join(ways)}</div>'


def _alert(sentence: str) -> str:
    return f'<p class="alert" role="alert">{text(sentence)}</p>' if sentence else ""


def _first(yes: bool) -> str:
    return ' class="first"' if yes else ""

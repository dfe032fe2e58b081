"""The pages of a questionnaire in a browser, without a script: drawn from the description that the station draws.

Nobody's place on the way is kept: each request makes the flow anew, and what is sent says which page it was of. It says
too what stood in each field when it was drawn, as a short sum, so that only what somebody changed is written: with two
phones for one pair neither takes back what the other one has just answered, and a page sent twice changes nothing.

A page that would be longer than a phone should load is shown in parts, each with a page key of its own, `key.N` from
the field N on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b

from facilitator.html_parts import (
    HtmlPage,
    Problems,
    Sent,
    box,
    choice,
    described_by,
    errors,
    group,
    hidden,
    line,
    list_of,
    minor_heading,
    number,
    paragraph,
    text,
    tick,
)
from facilitator.i18n import tr, trn
from facilitator.questionnaires import model
from facilitator.questionnaires.asking import lacks
from facilitator.questionnaires.fields import MARKS, TICKED, Name, Spot, names_of, written_at
from facilitator.questionnaires.flow import NOTICE, PARTNERS, Choice, FieldView, Flow, PageView
from facilitator.questionnaires.words import hints_of
from facilitator.storage.changes import Listener

MOST_BYTES = 22_000
"""Of the fields on one page; what stands around them takes less than 4,000."""
_WAS = "was-"
_PARTNER = "partner-"
_LONGEST_ID = 10
"""So many digits no id of a person has."""
_SPARE = 3
"""Empty fields below the entries that are written."""
_MOST_LISTED = 400
"""Words in lists to choose from, of one question; with more of them they are typed, and completed by the browser."""
_DRAWN_ROWS = 6


class Unheard:
    """A source of changes that tells nothing: a flow that lives for one request reads all there is anyway."""

    def connect(self, listener: Listener) -> None:
        """Hear nothing."""

    def disconnect(self, listener: Listener) -> None:
        """Hear nothing still."""


UNHEARD = Unheard()


def page_of(flow: Flow, at: str = "", sent: Sent | None = None) -> HtmlPage | None:
    """The page `at`, or the one where somebody is; after they `sent` something the next one, None at the way's end."""
    key, _, place = (sent.page if sent else at).partition(".")
    first = int(place) if place.isdecimal() and len(place) < 5 else 0
    if flow.go_to(key):
        return _taken(flow, sent, first) if sent else _drawn(flow, first=first)
    # A page that is not on the way: one that was sent twice, is asked no longer, or is somebody's invention.
    lost = sent is not None and key not in (NOTICE, PARTNERS)
    return _drawn(flow, problem=tr("This page is no longer asked: please go on from here.") if lost else "")


def _taken(flow: Flow, sent: Sent, first: int) -> HtmlPage | None:
    heard = _Heard(flow)
    view = flow.view()
    problems = _answer(flow, view, sent.form, heard)
    if problems.of:
        return _drawn(flow, first=first, form=sent.form, problems=problems)
    if sent.does == "more":
        return _drawn(flow, first=first)
    if sent.does == "back":
        if first:
            return _drawn(flow, first=max((each for each in _starts(flow, view) if each < first), default=0))
        flow.back()
        return _drawn(flow)
    fields = flow.view().fields
    unseen = next((at for at, field in enumerate(fields) if at >= first and _WAS + _own(field) not in sent.form), None)
    if unseen is not None:
        problems = _lacking(flow, [field for field in fields if _WAS + _own(field) in sent.form])
        if problems.of:
            return _drawn(flow, first=first, problems=problems)
        here = _part_of(_starts(flow, view), unseen) == first
        return _drawn(flow, first=unseen, problem=tr("There is more to answer on this page.") if here else "")
    partners = [int(number) for name in sent.form if name.startswith(_PARTNER)
                and (number := name.removeprefix(_PARTNER)).isdecimal() and len(number) < _LONGEST_ID]  # fmt: skip
    if flow.next(partners):
        return None if heard.is_over else _drawn(flow)
    lacking = _lacking(flow, flow.view().fields)
    return _drawn(flow, first=None if lacking.of else first, problems=lacking, problem=heard.take())


def _own(field: FieldView) -> str:
    """The name of a question's own field."""
    return str(Name(field.spot))


def _part_of(starts: Sequence[int], at: int) -> int:
    return max((each for each in starts if each <= at), default=0)


class _Heard:
    """What a flow says while something is done."""

    def __init__(self, flow: Flow) -> None:
        self.said: list[str] = []
        self.is_over = False
        flow.failed.connect(self._say)
        flow.warned.connect(self._say)
        flow.finished.connect(self._end)

    def take(self) -> str:
        said, self.said = " ".join(dict.fromkeys(self.said)), []
        return said

    def _say(self, sentence: str) -> None:
        self.said.append(sentence)

    def _end(self) -> None:
        self.is_over = True


def _answer(flow: Flow, view: PageView, form: Mapping[str, str], heard: _Heard) -> Problems:
    """Answer what the form says of the fields that were drawn; what can't be taken stands beside its field."""
    problems = Problems()
    for field in view.fields:
        own = _own(field)
        was = form.get(_WAS + own)
        if was is None:
            continue
        parts = {name: form[name] for name in _field_names(flow, field.spot) if name in form}
        declines = form.get(_declines(own)) == TICKED
        if _sum(parts, declines=declines) == was:
            continue
        if declines:
            if any(words.strip() for words in parts.values()):
                problems.add(own, tr("It is answered and not answered at once: please take one of the two away."))
                continue
            parts = {own: MARKS["declined"]}
        if not flow.put_fields(field.spot, parts):
            for sentence in heard.said or [tr("This could not be saved.")]:
                problems.add(own, sentence)
        heard.take()
    return problems


def _field_names(flow: Flow, spot: Spot) -> list[str]:
    return [str(name) for name in names_of(flow.setup.questionnaire, spot)]


def _declines(own: str) -> str:
    return f"{own}-_declines"


def _sum(parts: Mapping[str, str], *, declines: bool) -> str:
    """A short sum of what stands in the fields of a question, however the browser ends its lines."""
    tidy = sorted((name, "\n".join(value.split())) for name, value in parts.items() if value.strip())
    return blake2b(repr((tidy, declines)).encode(), digest_size=6).hexdigest()


# Drawing


def _drawn(
    flow: Flow,
    *,
    first: int | None = 0,
    form: Mapping[str, str] | None = None,
    problems: Problems | None = None,
    problem: str = "",
) -> HtmlPage:
    """The page on which the flow is, from the field `first` on, or from the first with a problem where that is None.

    With a form that could not be taken it is filled in as that was.
    """
    view, found = flow.view(), problems or Problems()
    if not view.fields:
        # Nothing is answered on such a page, and partners are few enough to be chosen anew.
        return HtmlPage(
            view.key, view.title, _around(flow, view), tr("Begin") if view.key == PARTNERS else view.next_text,
            view.can_go_back, view.at, view.places, problem, folded=_folded(view),
        )  # fmt: skip
    parts = [_field_of(flow, field, form, found) for field in view.fields]
    if first is None:
        first = next((at for at, field in enumerate(view.fields) if _own(field) in found.of), 0)
    starts = _cut(parts)
    first = _part_of(starts, first)
    end = next((each for each in starts if each > first), len(parts))
    shown = view.fields[first:end]
    most = view.words_most
    counted = trn("{count} word at most, together.", "{count} words at most, together.", most) if most else ""
    return HtmlPage(
        f"{view.key}.{first}" if first else view.key,
        view.title,
        paragraph(counted, "hint") + _together(shown, parts[first:end]),
        view.next_text,
        view.can_go_back or first > 0,
        view.at,
        view.places,
        problem if not found.of else tr("Please look at what is marked."),
        form is not None,
        tr("Room for more") if any(map(_has_more, shown)) else "",
    )


def _around(flow: Flow, view: PageView) -> str:
    """What stands on a page that is none of the questionnaire's."""
    if view.key == NOTICE and view.words is not None:
        return paragraph(view.words.lead)
    if view.key == PARTNERS:
        boxes = [
            tick("checkbox", f"{_PARTNER}{each}", TICKED, name, on=view.are_chosen) for each, name in view.partners
        ]
        return paragraph(view.text) + ("".join(boxes) or paragraph(flow.words.nobody_with))
    return paragraph(view.text) + _read_over(flow, view)


def _folded(view: PageView) -> str:
    if view.words is None:
        return ""
    points = list_of([(point["title"], point["text"]) for point in view.words.points])
    return f"<dl>{points}</dl>{paragraph(view.words.closing)}"


def _lacking(flow: Flow, fields: Iterable[FieldView]) -> Problems:
    asked = flow.setup.questionnaire
    spots = {(field.question.key, field.about): field.spot for field in fields}
    problems = Problems()
    for lack in lacks(asked, flow.given):
        if lack.place in spots:
            problems.add(str(Name(spots[lack.place])), lack.sentence)
    return problems


def _read_over(flow: Flow, view: PageView) -> str:
    asked = flow.setup.questionnaire
    pages = {page.title or asked.title: page.key for page in asked.paged}
    pages |= {question.head: asked.page_of[key].key for key, question in asked.by_key.items()}
    change, said = tr("Change it"), []
    for head, words in view.lines:
        which = tr("Change {question}", question=head)
        link = f'<a href="?at={pages[head]}" aria-label="{text(which)}">{text(change)}</a>'
        said.append(f"<div><dt>{text(head)}</dt><dd>{text(words or flow.words.left_open)}</dd><dd>{link}</dd></div>")
    return f'<dl class="over">{"".join(said)}</dl>'


def _cut(parts: Sequence[str]) -> list[int]:
    """Where the parts of a page begin, so that none is too long."""
    starts, size = [0], 0
    for at, part in enumerate(parts):
        more = len(part.encode())
        if size and size + more > MOST_BYTES:
            starts.append(at)
            size = 0
        size += more
    return starts


def _starts(flow: Flow, view: PageView) -> list[int]:
    return _cut([_field_of(flow, field, None, Problems()) for field in view.fields])


def _together(fields: Sequence[FieldView], parts: Sequence[str]) -> str:
    """What is asked about one answer stands below its words."""
    found, subject = [], ""
    for field, part in zip(fields, parts, strict=True):
        if field.subject and f"{field.number}{field.subject}" != subject:
            found.append(f"<h2>{text(field.subject)}</h2>")
        subject = f"{field.number}{field.subject}" if field.subject else ""
        found.append(part)
    return "".join(found)


def _field_of(flow: Flow, field: FieldView, form: Mapping[str, str] | None, problems: Problems) -> str:
    own = _own(field)
    state, declines = _state(flow, field)
    was = _sum(state, declines=declines)
    if form is not None and _WAS + own in form:
        # What was typed stays, with the sum of what it was typed over.
        was = form[_WAS + own]
        state = {name: form[name] for name in _field_names(flow, field.spot) if name in form}
        declines = form.get(_declines(own)) == TICKED
    inside = _inside(field, own, state)
    if field.question.may_decline and not isinstance(field.question, model.OneOf | model.Scale):
        inside += tick("checkbox", _declines(own), TICKED, tr("Rather not say"), on=declines)
    said = problems.of.get(own, [])
    hints = [*hints_of(field.question), *_limits(field)]
    if isinstance(field.question, model.Consent):
        # Its sentence is what is ticked.
        told = "".join(paragraph(hint, "hint") for hint in hints)
        shown = f"<div{described_by(own, said)}>{told}{errors(own, said)}{inside}</div>"
    else:
        shown = group(own, field.question.text, inside, hints=hints, problems=said)
    return hidden(_WAS + own, was) + shown


def _state(flow: Flow, field: FieldView) -> tuple[dict[str, str], bool]:
    """What a browser sends of a question that nobody has touched, and whether it is declined in a box of its own."""
    question, values, own = field.question, field.values, str(Name(field.spot))
    if not values:
        return {}, False
    if values[0].missing == "declined" and not isinstance(question, model.OneOf | model.Scale):
        return {}, True
    if isinstance(question, model.Consent):
        return ({own: TICKED} if field.answers[0].version and values[0].day else {}), False
    if isinstance(question, model.OneOf | model.Scale):
        return {own: _sent_for(values[0])}, False
    return written_at(flow.setup.questionnaire, field.spot, values, lambda: flow.names), False


def _sent_for(value: model.Value) -> str:
    """What stands for a value of one to be chosen."""
    return MARKS.get(value.missing) or value.option or f"{value.number:g}"


def _inside(field: FieldView, own: str, state: Mapping[str, str]) -> str:
    question = field.question
    drawn: dict[type, Callable[[], str]] = {
        model.Text: lambda: _words(field, own, state),
        model.OneOf: lambda: _one(field, own, state),
        model.Scale: lambda: _one(field, own, state),
        model.SeveralOf: lambda: _several(field, state),
        model.Rank: lambda: _numbers(field, state),
        model.Counts: lambda: _numbers(field, state),
        model.Someone: lambda: _people(field, own, state),
        model.Consent: lambda: tick("checkbox", own, TICKED, question.text, on=own in state),
        model.Day: lambda: _line(question, own, state, kind="date"),
        model.Number: lambda: _line(question, own, state, more=' inputmode="decimal"'),
    }
    return drawn[type(question)]()


def _words(field: FieldView, own: str, state: Mapping[str, str]) -> str:
    question = field.question
    assert isinstance(question, model.Text)  # noqa: S101  # told apart by its type
    rows = min(_DRAWN_ROWS, max(question.rows, 1 if question.longest <= 80 else 2))
    if question.entries == 1:
        return box(own, question.text, state.get(own, ""), rows, question.longest)
    written_ = [str(Name(field.spot, str(number))) for number in range(1, question.entries + 1)]
    count = max((at for at, name in enumerate(written_, start=1) if state.get(name, "").strip()), default=0)
    shown = written_[: min(count + _SPARE, max(question.most_own, count))]
    labels = (tr("{question}, {number}", question=question.head, number=at) for at in range(1, len(shown) + 1))
    return "".join(
        box(name, label, state.get(name, ""), rows, question.longest) for name, label in zip(shown, labels, strict=True)
    )


def _has_more(field: FieldView) -> bool:
    question = field.question
    return isinstance(question, model.Text) and len(field.answers) + _SPARE < question.most_own


def _one(field: FieldView, own: str, state: Mapping[str, str]) -> str:
    chosen = state.get(own, "")
    options = [(_sent_for(each.value), each.label, each.group) for each in field.choices]
    if field.question.may_decline:
        options.append((MARKS["declined"], tr("Rather not say"), ""))
    if chosen and not field.question.required:
        options.append(("", tr("No answer"), ""))
    return _grouped((tick("radio", own, value, label, on=value == chosen), kind) for value, label, kind in options)


def _several(field: FieldView, state: Mapping[str, str]) -> str:
    names = [(str(Name(field.spot, each.value.option)), each) for each in field.choices]
    return _grouped((tick("checkbox", name, TICKED, each.label, on=name in state), each.group) for name, each in names)


def _grouped(parts: Iterable[tuple[str, str]]) -> str:
    found, last = [], ""
    for part, kind in parts:
        if kind != last and kind:
            found.append(minor_heading(kind))
        last = kind
        found.append(part)
    return "".join(found)


def _numbers(field: FieldView, state: Mapping[str, str]) -> str:
    def shown(each: Choice) -> str:
        name = str(Name(field.spot, each.value.option))
        return f'<div class="count">{number(name, each.label, state.get(name, ""))}</div>'

    return "".join(map(shown, field.choices))


def _people(field: FieldView, own: str, state: Mapping[str, str]) -> str:
    question = field.question
    assert isinstance(question, model.Someone)  # noqa: S101  # told apart by its type
    if field.nobody:
        return paragraph(field.nobody, "hint")
    labels = [each.label for each in field.choices]
    names = [own] if question.up_to == 1 else [
        str(Name(field.spot, str(at))) for at in range(1, min(question.up_to, len(labels)) + 1)
    ]  # fmt: skip
    filled = max((at for at, name in enumerate(names, start=1) if state.get(name)), default=0)
    names = names[: max(1, filled + _SPARE)]
    if len(names) * len(labels) <= _MOST_LISTED:
        return "".join(choice(name, question.text, labels, state.get(name, "")) for name in names)
    known = f"l-{own}"
    listed = "".join(f"<option>{text(each)}</option>" for each in labels)
    typed = (
        line(name, tr("Name {number}", number=at), state.get(name, ""), more=f' list="{known}" autocomplete="off"')
        for at, name in enumerate(names, start=1)
    )
    return f'{"".join(typed)}<datalist id="{known}">{listed}</datalist>'


def _line(question: model.Question, own: str, state: Mapping[str, str], kind: str = "text", more: str = "") -> str:
    unit = question.unit if isinstance(question, model.Number) else ""
    return line(own, question.head, state.get(own, ""), kind=kind, more=more, label_kind="spoken") + (
        f' <span class="unit">{text(unit)}</span>' if unit else ""
    )


def _limits(field: FieldView) -> list[str]:
    question = field.question
    if isinstance(question, model.SeveralOf) and question.up_to is not None:
        return [trn("Tick {count} at most.", "Tick {count} at most.", question.up_to)]
    if isinstance(question, model.Rank):
        return [trn("Number the best one: 1.", "Number the best ones from 1 to {count}.", question.best)]
    return []

"""Papers that a works council or a data protection officer asks for, filled from one workshop. Templates, no advice.

What they hold is text in `resources/protection/papers.json`. The catalogue is made from what the exercises hand in, so
that nothing can be shown that is not in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Annotated, Any

from facilitator.actions.actions import actions_of
from facilitator.content_files import content, fields, keyed
from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.style import Paper
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.template import Document
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import duplicate_workshop, exercise_steps
from facilitator.i18n import AGENDA, long_day, short_day, speaking, tr, tr_content, trn
from facilitator.nameless import Pseudonyms
from facilitator.post.account import mail_account
from facilitator.post.dated import dated_mails_to, stopped_by
from facilitator.post.sending import deliveries
from facilitator.post.tables import MailState, Parcel
from facilitator.protection.notice import notice_page
from facilitator.records import Record
from facilitator.reports.branding import branding
from facilitator.reports.compose import Composed
from facilitator.storage.keys import key_of
from facilitator.storage.library import Library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.agenda import said_title
from facilitator.workshop.agreement import FLOOR, paper_foot, under_agreement
from facilitator.workshop.consent import has_consented, may_be_counted
from facilitator.workshop.data_protection import NAMES_KEPT_FOR, protection_of, reading_of
from facilitator.workshop.deletions import deletions
from facilitator.workshop.own_code import has_own_code
from facilitator.workshop.papers import PaperOptions, paper_options
from facilitator.workshop.roster import ROSTER_FIELDS, Person, add_people, get_participant, people_of
from facilitator.workshop.tables import AgendaStep, utc
from facilitator.workshop.workshops import get_workshop

_INVENTED = 9
"""Who answer for the catalogue: more than any floor, so that some list their contacts and some count them."""
Views = Callable[[str], Sequence[str]]
"""What the windows can show the room of an exercise of this kind, by the names of these views."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the papers of one workshop share."""

    library: Library
    workshop_id: int
    options: PaperOptions
    values: Mapping[str, Any]

    def compose(self, title: str, lead: str, flow: Callable[[], list[Any]], typed: Sequence[str] = ()) -> Composed:
        workshop = get_workshop(self.library, self.workshop_id)
        said = _said(_words().disclaimer)
        document = Document(
            title=title,
            kicker=workshop.title,
            author=workshop.facilitator,
            subject=title,
            language=self.options.spoken(workshop),
            paper=Paper[self.options.paper.upper()],
            brand=branding(self.library),
            privacy=paper_foot(self.library, self.workshop_id, ""),
        )
        whole = Section(title, lambda _width: [blocks.lead(lead), *flow(), blocks.callout(said)], tuple(typed))
        return Composed(document, (whole,), (workshop.title, *typed))


def papers(
    library: Library, workshop_id: int, views: Views, options: PaperOptions | None = None
) -> list[tuple[str, Composed]]:
    """All papers of a workshop by their titles: the notice, the templates, the catalogue, what was deleted.

    `options` tell paper and language; those that the workshop keeps, unless others are given.
    """
    chosen = options or paper_options(library, workshop_id)
    notice = notice_page(library, workshop_id, chosen)
    with speaking(notice.document.language):
        page = _Page(library, workshop_id, chosen, _values(library, workshop_id))
        found = [
            notice,
            _fields_paper(page, "record"),
            _fields_paper(page, "processor"),
            _threshold(page),
            _catalogue(page, views),
            _deletions(page),
            _fields_paper(page, "agreement"),
        ]
    return [(each.document.title, each) for each in found]


def access_paper(library: Library, participant_id: int, options: PaperOptions | None = None) -> Composed:
    """What is kept of one participant, for themselves; paper and language as in `papers`. Raises NotFound."""
    person = get_participant(library, participant_id)
    chosen = options or paper_options(library, person.workshop_id)
    with speaking(chosen.spoken(get_workshop(library, person.workshop_id))):
        return _access(_Page(library, person.workshop_id, chosen, {"name": person.name}), participant_id)


def title_of_questions() -> str:
    """What the blank worksheet beside the papers is called."""
    return _said(_words().questions.title)


def access(library: Library, participant_id: int) -> dict[str, Any]:
    """Everything that a workshop keeps of one participant, as JSON values. Raises NotFound."""
    person = get_participant(library, participant_id)
    workshop = get_workshop(library, person.workshop_id)
    reading = reading_of(library, participant_id)
    steps = exercise_steps(library, person.workshop_id)
    actions = [
        each
        for each in actions_of(library, person.workshop_id)
        if participant_id in (each.wording.owner_id, each.wording.partner_id)
    ]
    return {
        "workshop": {"title": workshop.title, "held_on": workshop.held_on, "client": workshop.client},
        "person": {name: getattr(person, name) for name in (*ROSTER_FIELDS, "given_name")},
        "notice": reading
        and {
            "version": reading.version,
            "language": reading.language,
            "keep_until": reading.keep_until,
            "read_at": reading.at,
        },
        "may_be_counted": may_be_counted(library, participant_id),
        "named_to_the_room_in": [step.title for step, _ in steps if has_consented(library, step.id, participant_id)],
        "actions": [
            {
                "what": each.wording.what,
                "owner": each.owner,
                "partner": each.partner,
                "due": each.wording.due,
                "status": each.wording.status,
                "sign": each.wording.sign,
                "seen": each.wording.seen,
            }
            for each in actions
        ],
        "mails": [
            {"parcel": parcel.value, "address": each.address, "state": each.state.value, "at": each.at}
            for parcel in Parcel
            for each in deliveries(library, person.workshop_id, parcel, every_round=True)
            if each.participant_id == participant_id
        ]
        + [
            {"parcel": step, "address": row.address, "state": row.state, "at": utc(row.changed_at)}
            for step, row in dated_mails_to(library, participant_id)
        ],
        "mails_stopped_in": stopped_by(library, participant_id),
        "digits_chosen": has_own_code(library, participant_id),
        "log": [
            {"what": line.label, "step": line.step, "from": line.began_at, "to": line.latest_at, "times": line.times}
            for line in activity_of(library, person.workshop_id, None, participant_id=participant_id)
        ],
        "answers": [
            {"step": step.title, "exercise": each.kind, "data": data}
            for step, each in steps
            if (data := each.person_document(library, step.id, participant_id))
        ],
    }


def _values(library: Library, workshop_id: int) -> dict[str, Any]:
    promise, workshop = protection_of(library, workshop_id), get_workshop(library, workshop_id)
    of_steps = [each.data_kept(library, step.id) for step, each in exercise_steps(library, workshop_id)]
    account = mail_account(library)
    others = not promise.agreement and _names_others(library, workshop_id)
    open_ = "…"
    return _place(library) | {
        "workshop": workshop.title,
        "responsible": promise.responsible or open_,
        "contact": promise.contact or open_,
        "facilitator": workshop.facilitator or open_,
        "people": _participants(library, workshop_id),
        "kept": " ".join(
            [
                _on_roster(promise.agreement),
                *dict.fromkeys(each.what for each in of_steps if each.what),
                tr("What was agreed to do: what, who, with whom, until when, and what became of it."),
                _of_program(),
            ]
        ),
        "seen": " ".join(dict.fromkeys(each.seen for each in of_steps if each.seen)) or open_,
        "mail": tr("through the server {host}", host=account.host)
        if account
        else tr("the facilitator’s own mail program, or paper"),
        "date": long_day(promise.keep_until),
        "days": NAMES_KEPT_FOR.days,
        "floor": FLOOR if promise.agreement else min(_floors(library, workshop_id), default=open_),
        "named": _of_named(others=others),
        "until_then": "; " + _names_until() if others else "",
        "concerned": _concerned(library, workshop_id, agreed=promise.agreement),
        "basis": _basis_of_others() if others else "",
        "profile": _said(_words().agreement_on if promise.agreement else _words().agreement_off, floor=FLOOR),
        "matching": _said(_words().threshold.unmatched if promise.agreement else _words().threshold.matched),
    }


def _place(library: Library) -> dict[str, str]:
    """Where the library lies, who can read it there, and what follows from that."""
    words = _words()
    if library.server:
        return {key: _said(text, host=library.server) for key, text in words.on_a_server}
    encrypted = _said(words.plain if key_of(library.path) is None else words.encrypted)
    return {key: _said(text, encrypted=encrypted) for key, text in words.in_a_file}


def _participants(library: Library, workshop_id: int) -> str:
    return trn("{count} participant", "{count} participants", len(people_of(library, workshop_id)))


def _concerned(library: Library, workshop_id: int, *, agreed: bool) -> str:
    """Whose data it is: the participants', and that of those whom they name."""
    people = _participants(library, workshop_id)
    if agreed or not _names_others(library, workshop_id):
        return people
    return tr("{people}, and the people whom they name on their lists, who were not asked", people=people)


def _names_others(library: Library, workshop_id: int) -> bool:
    return any(each.data_kept(library, step.id).others for step, each in exercise_steps(library, workshop_id))


def _names_until() -> str:
    return tr(
        "names of people who are named on lists {days} days after the last day, or after a follow-up that is planned",
        days=NAMES_KEPT_FOR.days,
    )


def _of_named(*, others: bool) -> str:
    if not others:
        return tr("Nobody is named: people count their lists, and the names stay on their own paper")
    return tr(
        "They were not asked. Initials or numbers are enough; names become numbers {days} days after the last day, or "
        "after a follow-up that is planned, and stand on nobody’s paper but the one of whoever wrote them",
        days=NAMES_KEPT_FOR.days,
    )


def _of_program() -> str:
    """What the program itself notes of participants, whatever the exercises."""
    return tr(
        "Which version of the notice was read and when. Two digits that a participant chose, shown to nobody. What was "
        "mailed to whom and when. When answers were entered, changed or erased, without what they were."
    )


def _basis_of_others() -> str:
    return "; " + tr(
        "for the people who are named, a legitimate interest (Article 6 (1) (f)), to be weighed by the controller: "
        "initials or numbers are enough, and names become numbers {days} days after the last day, or after a follow-up "
        "that is planned",
        days=NAMES_KEPT_FOR.days,
    )


def _on_roster(agreed: bool) -> str:
    if agreed:
        return tr("Name, mail address, team and place on the list of participants.")
    return tr("Name, mail address, team, place and level on the list of participants.")


def _floors(library: Library, workshop_id: int) -> list[int]:
    floors = (_floor(library, step.id, each) for step, each in exercise_steps(library, workshop_id))
    return [floor for floor in floors if floor]


def _floor(library: Library, step_id: int, each: Exercise) -> int:
    """From how many people on an exercise shows something to others; 0 where it has no figures of people."""
    of_figures = (figure.floor for figure in each.figures(library, step_id).values())
    return max((each.released_facts(library, step_id)[0], *of_figures))


def _fields_paper(page: _Page, key: str) -> Composed:
    words: _FieldsPaper = getattr(_words(), key)
    rows = [((blocks.strong(tr(label)),), tr(text, **page.values)) for label, text in words.rows]
    columns = [PrintedColumn(tr("Field"), width=130.0), PrintedColumn(tr("Entry"))]
    return page.compose(_said(words.title), _said(words.lead), lambda: [PrintedTable(columns, rows)], _typed(page))


def _threshold(page: _Page) -> Composed:
    """The criteria, then what could happen to people: who decides on an assessment asks for both."""
    words = _words().threshold

    def table(titles: Sequence[str], rows: Sequence[tuple[str, str]], last: float) -> PrintedTable:
        first, second, third = (tr(title) for title in titles)
        columns = [PrintedColumn(first, width=150.0), PrintedColumn(second), PrintedColumn(third, width=last)]
        return PrintedTable(columns, [((blocks.strong(tr(one)),), tr(does, **page.values), "") for one, does in rows])

    def flow() -> list[Any]:
        criteria = table(words.columns, words.rows, 60.0)
        risks = [blocks.heading(2, tr(words.risks_title)), table(words.risks_columns, words.risks, 90.0)]
        return [criteria, *blocks.together(risks), blocks.paragraph(tr(words.result))]

    return page.compose(_said(words.title), _said(words.lead), flow, _typed(page))


def _catalogue(page: _Page, views: Views) -> Composed:
    words = {key: tr(text) for key, text in _words().catalogue if isinstance(text, str)}
    columns = [PrintedColumn(tr(title), width=width) for title, width in
               zip(_words().catalogue.columns, (110.0, None, 130.0), strict=True)]  # fmt: skip
    shown = _shown_once_answered(page, views, words)

    def flow() -> list[Any]:
        made: list[Any] = []
        for title, rows in shown:
            made += [blocks.heading(2, title), PrintedTable(columns, [one.row for one in rows])]
        whole = [tuple(tr(text, **page.values) for text in row) for row in _words().catalogue.rows]
        return [*made, *blocks.together([blocks.heading(2, words["title_of_whole"]), PrintedTable(columns, whole)])]

    return page.compose(words["title"], words["lead"], flow, [title for title, _ in shown])


@dataclass(frozen=True, slots=True)
class _Shown:
    """One thing that an exercise can show, print or hand on, and `since` how many people; a table has `columns`."""

    where: str
    what: str
    since: str
    columns: tuple[str, ...] = ()

    @property
    def row(self) -> tuple[str, str, str]:
        return self.where, f"{self.what}: {', '.join(self.columns)}" if self.columns else self.what, self.since


def _shown_once_answered(page: _Page, views: Views, words: Mapping[str, str]) -> list[tuple[str, list[_Shown]]]:
    """What each exercise can show, by the title of its step: what it does now, and what it does once it is answered.

    The paper is read before the day, when nothing was answered. So invented people answer in a copy of the workshop
    without anybody's answers, of which nothing stays.
    """
    library, steps = page.library, exercise_steps(page.library, page.workshop_id)
    shown = []
    # Before nobody else can write: it also imports what that needs.
    present = [list(_shown(page, step.id, each, views, words)) for step, each in steps]
    with library.trial(words["title"]):
        copied = replace(page, workshop_id=duplicate_workshop(library, page.workshop_id).value)
        invented = [Person(f"{number}", team=f"{number % 2}") for number in range(_INVENTED)]
        people = add_people(library, copied.workshop_id, invented).value
        copies = exercise_steps(library, copied.workshop_id)
        for (step, each), (copy, _), now in zip(steps, copies, present, strict=True):
            for number, person in enumerate(people):
                each.simulate(library, copy.id, person, _random(step, number))
            each.simulate_room(library, copy.id, _random(step, len(people)))
            shown.append((said_title(step), _either(now, _shown(copied, copy.id, each, views, words), words)))
    return shown


def _random(step: AgendaStep, number: int) -> Random:
    return Random(f"{step.position} {number}")  # noqa: S311  # repeatable on purpose


def _either(now: Iterable[_Shown], answered: Iterable[_Shown], words: Mapping[str, str]) -> list[_Shown]:
    """What is in one of the two, once, with the columns of both, in the order of the places where it is shown."""
    found: dict[tuple[str, str], _Shown] = {}
    for one in (*answered, *now):
        known = found.setdefault((one.where, one.what), one)
        columns = tuple(dict.fromkeys((*known.columns, *one.columns)))
        found[one.where, one.what] = replace(one, columns=columns)
    places = [words[key] for key in ("sections", "handouts", "console", "views", "measures", "tables")]
    return sorted(found.values(), key=lambda one: places.index(one.where))


def _shown(page: _Page, step_id: int, each: Exercise, views: Views, words: Mapping[str, str]) -> Iterator[_Shown]:
    """Everything that an exercise can show, print or hand on as it is now."""
    library = page.library
    floor = _floor(library, step_id, each)
    of_several = str(floor) if floor else words["no_floor"]
    agreed = dict.fromkeys(each.shown_by_consent(library, step_id), words["by_consent"])
    agreed |= dict.fromkeys(each.ruled_out(library, step_id), words["ruled_out"])
    for section in each.summary_sections(library, step_id):
        yield _Shown(words["sections"], section.title, agreed.get(section.title, of_several))
    handout = each.handout_sections(library, step_id)
    own: dict[str, None] = {}
    for person in people_of(library, page.workshop_id):
        own.update(dict.fromkeys(section.title for section in handout(person.id)))
    for title in own:
        yield _Shown(words["handouts"], title, words["own"])
    yield _Shown(words["console"], words["single"], words["raw"])
    for view in views(each.kind):
        yield _Shown(words["views"], tr(view), agreed.get(tr(view), of_several))
    for key in each.metrics(library, step_id):
        yield _Shown(words["measures"], key, words["raw"])
    restricted = words["facilitator"].format(floor=floor)
    # The column is there for other programs, and an agreement lets nobody fill it.
    empty = ("level",) if under_agreement(library, page.workshop_id) else ()
    nobodys = Pseudonyms(person.id for person in people_of(library, page.workshop_id))
    without_names = each.exchange_tables(library, step_id, pseudonyms=nobodys)
    for name, table in each.exchange_tables(library, step_id, pseudonyms=None).items():
        held = restricted if floor and name in without_names else words["raw"]
        headers = (words["always_empty"].format(column=each) if each in empty else each for each in table.headers)
        yield _Shown(words["tables"], name, agreed.get(name, held), tuple(headers))
    single = each.exchange_table(library, step_id, pseudonyms=None)
    if single is not None:
        held = restricted if floor else words["raw"]
        yield _Shown(words["tables"], single.source, held, tuple(single.headers))
    for beside in each.tables_beside(library, step_id):
        yield _Shown(words["tables"], beside.name, words["raw"], tuple(field.key for field in beside.fields))


def _deletions(page: _Page) -> Composed:
    words = _words().deletions
    columns = [PrintedColumn(tr(title), width=width) for title, width in
               zip(words.columns, (70.0, 130.0, None, 110.0), strict=True)]  # fmt: skip
    found = deletions(page.library, page.workshop_id)
    rows = [(short_day(each.at.astimezone().date()), each.workshop, each.said, each.by_whom) for each in found]
    title, lead, none = (_said(text) for text in (words.title, words.lead, words.none))
    end, signed = (_said(text, **page.values) for text in (words.end, words.signed))

    def flow() -> list[Any]:
        table = [PrintedTable(columns, rows)] if rows else [blocks.empty_state(none)]
        return [*table, blocks.paragraph(end), blocks.paragraph(signed)]

    return page.compose(title, lead, flow)


def _access(page: _Page, participant_id: int) -> Composed:
    words = {key: tr(text) for key, text in _words().access}
    found = access(page.library, participant_id)
    reading = reading_of(page.library, participant_id)
    names = {
        "name": tr("Name"),
        "email": tr("Email"),
        "team": tr("Team"),
        "location": tr("Location"),
        "level": tr("Level"),
    }
    consents = [words["counted"]] if found["may_be_counted"] else []
    consents += [words["named"].format(step=tr_content(AGENDA, step)) for step in found["named_to_the_room_in"]]
    answered = [tr_content(AGENDA, each["step"]) for each in found["answers"]]
    read = words["unread"]
    if reading is not None:
        read = words["read"].format(
            version=reading.version,
            day=long_day(reading.at.astimezone().date()),
            date=long_day(reading.keep_until),
        )
    told = (
        (words["roster"], [f"{names[key]}: {value}" for key, value in found["person"].items() if value]),
        (words["notice"], [read]),
        (words["consents"], consents or [words["no_consents"]]),
        (words["answers"], [words["handout"].format(step=step) for step in answered]),
        (words["actions"], [each["what"] for each in found["actions"]]),
        (words["mails"], [f"{each['address']}, {short_day(each['at'].date())}" for each in _sent(found["mails"])]),
        (words["noted"], [*([words["digits"]] if found["digits_chosen"] else []), *map(_logged, found["log"])]),
    )

    def flow() -> list[Any]:
        made: list[Any] = []
        for heading, said in told:
            made += [blocks.heading(3, heading), *(blocks.paragraph(text) for text in said or [words["nothing"]])]
        return made

    typed = [text for _, said in told for text in said]
    return page.compose(words["title"].format(**page.values), words["lead"], flow, typed)


def _logged(line: Mapping[str, Any]) -> str:
    day = short_day(line["to"].astimezone().date())
    return f"{line['what']}, {line['step']}, {day}" if line["step"] else f"{line['what']}, {day}"


def _sent(mails: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [each for each in mails if each["state"] == MailState.SENT.value]


def _typed(page: _Page) -> tuple[str, ...]:
    return tuple(str(page.values[key]) for key in ("workshop", "responsible", "contact", "facilitator"))


def _said(text: str, **values: Any) -> str:
    """A text of the content, translated and filled."""
    return tr(text, **values)


_OF_PLACE = ("where", "erased", "processed", "runs", "readers", "connects", "copies", "copies_of")
_Text = Annotated[
    str,
    fields(
        *("workshop", "responsible", "contact", "facilitator", "people", "kept", "seen", "mail", "date", "days"),
        *("floor", "concerned", "basis", "profile", "matching", "named", "until_then"),
        *_OF_PLACE,
    ),
]


class _Title(Record):
    title: str


class _FieldsPaper(_Title):
    lead: str
    rows: tuple[tuple[str, _Text], ...]


class _Threshold(_FieldsPaper):
    columns: tuple[str, str, str]
    matched: str
    unmatched: str
    risks_title: str
    risks_columns: tuple[str, str, str]
    risks: tuple[tuple[str, _Text], ...]
    result: str


class _Catalogue(_Title):
    lead: str
    columns: tuple[str, str, str]
    view_names: tuple[str, ...]
    sections: str
    handouts: str
    views: str
    measures: str
    tables: str
    own: str
    facilitator: Annotated[str, fields("floor")]
    raw: str
    no_floor: str
    ruled_out: str
    always_empty: Annotated[str, fields("column")]
    by_consent: str
    console: str
    single: str
    title_of_whole: str
    rows: tuple[tuple[_Text, _Text, _Text], ...]


class _Deletions(_Title):
    lead: str
    columns: tuple[str, str, str, str]
    none: str
    end: _Text
    signed: _Text


class _Access(Record):
    title: Annotated[str, fields("name")]
    lead: str
    roster: str
    notice: str
    read: Annotated[str, fields("version", "day", "date")]
    unread: str
    consents: str
    counted: str
    named: Annotated[str, fields("step")]
    no_consents: str
    mails: str
    answers: str
    handout: Annotated[str, fields("step")]
    actions: str
    noted: str
    digits: str
    nothing: str


class _Words(Record):
    disclaimer: str
    record: _FieldsPaper
    processor: _FieldsPaper
    agreement: _FieldsPaper
    threshold: _Threshold
    catalogue: _Catalogue
    deletions: _Deletions
    access: _Access
    agreement_on: Annotated[str, fields("floor")]
    agreement_off: Annotated[str, fields("floor")]
    encrypted: str
    plain: str
    in_a_file: keyed(Annotated[str, fields("encrypted")], *_OF_PLACE)  # type: ignore[valid-type]
    on_a_server: keyed(Annotated[str, fields("host")], *_OF_PLACE)  # type: ignore[valid-type]
    questions: _Title


@cache
def _words() -> _Words:
    return content(_Words, "protection", "papers.json")

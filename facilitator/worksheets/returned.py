"""Returned worksheets: whose each one is, what it would bring, and bringing in all or what was chosen."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import listed, quoted
from facilitator.text_matching import caseless
from facilitator.worksheets.identity import EXERCISE, Identity, verified
from facilitator.worksheets.opened import may_hold_sheets, opened
from facilitator.worksheets.other_files import is_leftover, is_pdf, what_it_is
from facilitator.worksheets.reading import Kind, Sheet, read_sheet
from facilitator.worksheets.whole import Whose, lacks_pages, not_whole, several_people, whose_in
from facilitator.worksheets.writing import NAME_FIELD, prefix_of
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.returned_sheet import ReadSheet, SheetReader
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import list_workshops

_NAMED = 5
"""So many files of a folder without a PDF are named."""


class Verdict(StrEnum):
    """What a returned file is good for."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EMPTY = "empty"
    OLDER = "older"
    NOBODY = "nobody"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Returned:
    """One file, and what it would bring.

    `sentence` says it for the person. `participant_id` and `name` are whose it is, None and "" where that is not
    known. `open_parts` is what was left unanswered on it. Only what is NEW or CHANGED has anything to `write`.
    `occasion` is the time that it is of, of steps that are answered several times. `by_name` says that it is a sheet
    without a mark for one person, which is theirs only by the name that somebody wrote on it. `together` are the steps
    and people whose answers are also those of others, theirs included. `alone` is what would be said of it if the sheet
    of none of these were here too. `times` are the steps that it brings something to, each with the time that it is of
    there; `made_for` are all its steps with the time that it was made for. `sheet` is what was read of the file.
    """

    path: Path
    verdict: Verdict
    sentence: str
    participant_id: int | None = None
    name: str = ""
    open_parts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    writes: tuple[Callable[[Session], None], ...] = ()
    step_ids: tuple[int, ...] = ()
    occasion: int = 1
    by_name: bool = False
    together: frozenset[tuple[int, int]] = frozenset()
    alone: tuple[Verdict, str] | None = None
    times: tuple[tuple[int, int], ...] = ()
    made_for: tuple[tuple[int, int], ...] = ()
    sheet: Sheet | None = field(default=None, compare=False, repr=False)

    @property
    def is_print(self) -> bool:
        """Whether it is a sheet without fields: a flat print, or a PDF of pictures."""
        return (
            self.verdict is Verdict.REFUSED and self.sheet is not None and self.sheet.kind in (Kind.FLAT, Kind.PICTURE)
        )

    @property
    def brings(self) -> bool:
        """Whether there is anything in it to be brought in."""
        return self.verdict in (Verdict.NEW, Verdict.CHANGED)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: those given, and all in a folder and the folders below, whatever they are.

    What operating systems leave behind is passed over. Raises BadFile for a folder without a PDF, which names what is
    there instead, and where nothing else was given than such leftovers.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found += [] if is_leftover(Path(path.name)) else [path]
            continue
        inside = [each for each in sorted(path.rglob("*")) if each.is_file()]
        inside = [each for each in inside if not is_leftover(each.relative_to(path))]
        if not any(is_pdf(each) or may_hold_sheets(each) for each in inside):
            there = tr("There are: {names}.", names=listed((each.name for each in inside), _NAMED))
            none = tr("There is no PDF in the folder {folder}.", folder=path)
            raise BadFile(f"{none} {there}" if inside else none)
        found += inside
    if not found:
        raise BadFile(tr("There is no PDF among these files: they are leftovers of an operating system."))
    return list(dict.fromkeys(found))


def left_out(found: Sequence[Returned], chosen: Sequence[Returned], typed_in: Collection[Path] = ()) -> str:
    """Which files are not brought in although something may be on them, and which are not as they stand.

    In sentences; "" if there is neither. `typed_in` are those that come next, to be typed in.
    """
    paths = {*typed_in, *(each.path for each in chosen)}
    known = (Verdict.SAME, Verdict.OLDER)
    names = [
        each.path.name
        for each in found
        # On a sheet of which nothing could be taken something may be written all the same.
        if each.path not in paths and each.verdict not in known and (each.verdict is not Verdict.EMPTY or each.remarks)
    ]
    older = [each.path.name for each in found if each.verdict is Verdict.OLDER]
    remarked = [each.path.name for each in chosen if each.remarks]
    said = []
    if names:
        said.append(
            trn("Left out: {count} file ({names}).", "Left out: {count} files ({names}).", len(names),
                names=listed(names, _NAMED))
        )  # fmt: skip
    if typed_in:
        said.append(
            trn("Now to be typed in beside its picture: {count} file ({names}).",
                "Now to be typed in beside their pictures: {count} files ({names}).", len(typed_in),
                names=listed((path.name for path in typed_in), _NAMED))
        )  # fmt: skip
    if older:
        said.append(
            trn("Of {count} file a later copy counts ({names}).", "Of {count} files later copies count ({names}).",
                len(older), names=listed(older, _NAMED))
        )  # fmt: skip
    if remarked:
        said.append(
            trn("Not everything on {count} sheet came in as it stands there ({names}): see what is said of it.",
                "Not everything on {count} sheets came in as it stands there ({names}): see what is said of them.",
                len(remarked), names=listed(remarked, _NAMED))
        )  # fmt: skip
    return " ".join(said)


def workshop_of(library: Library, path: Path) -> int | None:
    """The workshop that a returned form was made for, by its mark; None for what holds no mark of this library."""
    marks = (verified(library, token) for token in read_sheet(path).tokens)
    return next((mark.workshop_id for mark in marks if mark is not None), None)


def look_through(
    library: Library, workshop_id: int, paths: Sequence[Path], owners: Mapping[Path, int] | None = None
) -> LongWork[list[Returned]]:
    """Read all files and say of each what it would bring; nothing is changed.

    Mails and zips are opened: what is in them stands under their name, as if they were folders. `owners` names the
    participant of files that do not say whose they are. Of two sheets of one person the one that
    was saved later counts.
    """
    desk = _Desk(library, workshop_id, owners or {})
    found: list[Returned] = []
    for number, path in enumerate(paths):
        for each in opened([path]):
            yield Progress(number, len(paths), each.path.name)
            if each.sentence or not is_pdf(each.path, each.content):
                found.append(Returned(each.path, Verdict.REFUSED, each.sentence or what_it_is(each.path)))
            else:
                sheet = read_sheet(each.path, each.content)
                found.append(desk.returned(each.path, replace(sheet, saved=each.saved)))
    yield Progress(len(paths), len(paths))
    return _one_for_each_time(_one_of_a_team(_latest(found)))


def bring_in(library: Library, workshop_id: int, chosen: Sequence[Returned]) -> LongWork[Done[int]]:
    """Write what the chosen sheets bring, in one transaction after a copy of the library; the value is their number.

    Stopping it changes nothing. Raises Invalid when none of them brings anything, and where one would bring something
    else by now than was said of it.
    """
    # What is of an earlier time goes first: a list of a later one begins as a copy of the one before.
    useful = sorted((each for each in chosen if each.brings), key=lambda each: each.occasion)
    if not useful:
        raise Invalid(tr("None of these sheets brings anything new."))
    yield from library.back_up(BEFORE_IMPORT)
    with library.change(tr("Import worksheets")) as change:
        _refuse_outdated(library, workshop_id, useful)
        written: set[int | None] = set()
        for number, sheet in enumerate(useful):
            yield Progress(number, len(useful), sheet.name)
            # Two sheets of one person, of two rounds, may bring the same card.
            people = {sheet.participant_id, *(person for _, person in sheet.together)}
            present = _again(library, workshop_id, [sheet])[0] if people & written else sheet
            for write in present.writes:
                write(change.session)
            change.session.flush()
            written |= people
        for step_id in sorted({step_id for sheet in useful for step_id in sheet.step_ids}):
            change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
        change.announce(Change(Topic.ACTIONS, workshop_id))
    yield Progress(len(useful), len(useful))
    return change.done(len(useful))


def _again(library: Library, workshop_id: int, chosen: Sequence[Returned]) -> list[Returned]:
    """What is to be said of these sheets now; no file is read again."""
    owners = {each.path: each.participant_id for each in chosen if each.participant_id is not None}
    desk = _Desk(library, workshop_id, owners)
    return [desk.returned(each.path, each.sheet) if each.sheet is not None else each for each in chosen]


def _refuse_outdated(library: Library, workshop_id: int, chosen: Sequence[Returned]) -> None:
    """Raise Invalid where somebody has answered since the sheets were looked at, so that more would be written over."""
    for then, present in zip(chosen, _again(library, workshop_id, chosen), strict=True):
        said = then.alone or (then.verdict, then.sentence)
        if present.verdict is not Verdict.REFUSED and said != (present.verdict, present.sentence):
            raise Invalid(tr("{name} has answered since the files were looked at. Look at them again.", name=then.name))


class _Desk:
    """Where sheets of one workshop are looked at, one after the other."""

    def __init__(self, library: Library, workshop_id: int, owners: Mapping[Path, int]) -> None:
        self._library = library
        self._workshop_id = workshop_id
        self._owners = owners
        self._titles = {card.id: card.title for card in list_workshops(library)}
        people = people_of(library, workshop_id)
        beside = beside_names(people)
        self._names = {person.id: person.name for person in people}
        self._called = {person.id: called(person, beside) for person in people}
        self._readers = {
            step.id: (each.kind, each.read_worksheets(library, step.id))
            for step, each in exercise_steps(library, workshop_id)
            if each.has(Exercise.worksheet_sections)
        }

    def returned(self, path: Path, sheet: Sheet) -> Returned:
        """What one file is and brings."""
        marks = [verified(self._library, token) for token in sheet.tokens]
        if several := several_people(sheet, marks, self._name_of):
            return Returned(path, Verdict.REFUSED, several)
        if sheet.kind is not Kind.FORM:
            return Returned(path, Verdict.REFUSED, self._why_not(sheet), sheet=sheet)
        identity = marks[0] if marks else None
        if identity is None and not any(sheet.tokens):
            # The mark stands on the last page.
            sentence = lacks_pages(sheet) or tr(
                "The hidden mark that says whose it is was taken out of it by another program. Ask for the form as it "
                "was saved in a reader of PDFs."
            )
            return Returned(path, Verdict.REFUSED, sentence, name=self._name_at_the_foot(sheet))
        if identity is None:
            sentence = tr("It was made in another library, or the mark that says whose it is was altered.")
            return Returned(path, Verdict.REFUSED, sentence)
        if identity.workshop_id != self._workshop_id:
            title = self._titles.get(identity.workshop_id)
            sentence = (
                tr("It belongs to the workshop “{title}”.", title=title)
                if title
                else tr("It belongs to a workshop that is no longer in this library.")
            )
            return Returned(path, Verdict.REFUSED, sentence)
        if flaw := not_whole(sheet, identity):
            return Returned(path, Verdict.REFUSED, flaw, name=self._called.get(identity.participant_id or 0, ""))
        owner = self._owner(path, identity, sheet.values)
        try:
            if owner is None or owner not in self._names:
                return self._of_nobody(path, identity, sheet)
            found = self._of(path, owner, identity, sheet)
            by_name = identity.participant_id is None and path not in self._owners
            return replace(found, sheet=sheet, by_name=by_name, made_for=identity.rounds)
        except Invalid as refusal:
            return Returned(path, Verdict.REFUSED, refusal.sentence, name=self._called.get(owner or 0, ""))

    def _name_of(self, whose: Whose) -> str:
        workshop_id, participant_id = whose
        return self._called.get(participant_id, "") if workshop_id == self._workshop_id else ""

    def _name_at_the_foot(self, sheet: Sheet) -> str:
        return next((name for name in map(self._name_of, whose_in(sheet)) if name), "")

    def _why_not(self, sheet: Sheet) -> str:
        if sheet.kind is Kind.LOCKED:
            return tr("It is protected by a password. Ask for a copy without one.")
        if sheet.kind is Kind.DAMAGED:
            return tr("It is damaged, or no PDF at all. Ask for it again.")
        if sheet.kind is Kind.OTHER:
            return tr("It is a PDF, but none of these worksheets.")
        if sheet.kind is Kind.PICTURE:
            return tr(
                "It is a PDF of pictures, such as a scanned sheet. Type it in by Enter worksheets from paper (Ctrl+P "
                "while its step is chosen in the agenda), or ask for the form."
            )
        name = self._name_at_the_foot(sheet)
        how = lacks_pages(sheet) or tr(
            "It was printed or saved flat, so nothing in it can be read. Type it in by Enter worksheets from paper "
            "(Ctrl+P while its step is chosen in the agenda), or ask for the form."
        )
        return tr("This is the sheet of {name}. {how}", name=name, how=how) if name else how

    def _owner(self, path: Path, identity: Identity, values: Mapping[str, str]) -> int | None:
        if identity.participant_id is not None and not self._renamed(identity):
            return identity.participant_id
        if path in self._owners:
            return self._owners[path]
        if identity.participant_id is not None:
            return None
        written = caseless(values.get(NAME_FIELD, ""))
        alike = [each for each, name in self._names.items() if written and caseless(name) == written]
        return alike[0] if len(alike) == 1 else None

    def _renamed(self, identity: Identity) -> bool:
        """Whether the person is called otherwise now than on the sheet, so that it may be somebody else's by now."""
        name = self._names.get(identity.participant_id or 0)
        return bool(name and identity.name) and caseless(name or "") != caseless(identity.name)

    def _of_nobody(self, path: Path, identity: Identity, sheet: Sheet) -> Returned:
        if self._renamed(identity):
            now = self._names[identity.participant_id or 0]
            sentence = tr("It was made for “{name}”, whose row of the roster is called “{now}” by now. Choose the "
                          "person.", name=identity.name, now=now)  # fmt: skip
            return Returned(path, Verdict.NOBODY, sentence, name=identity.name)
        if identity.participant_id is not None:
            return Returned(path, Verdict.REFUSED, tr("Its person is no longer on the roster."))
        written = " ".join(sheet.values.get(NAME_FIELD, "").split())
        if not any(self._read(0, identity, sheet)):
            nothing = tr("Nothing is filled in.")
            return Returned(path, Verdict.EMPTY, nothing, name=written, remarks=self._left_over(identity, sheet))
        sentence = (
            tr("“{name}” is on it, which is nobody’s name on the roster, or several people’s. Choose the person.",
               name=written)
            if written
            else tr("No name is on it. Choose the person.")
        )  # fmt: skip
        return Returned(path, Verdict.NOBODY, sentence, name=written)

    def _of(self, path: Path, owner: int, identity: Identity, sheet: Sheet) -> Returned:
        name = self._called[owner]
        parts = self._read(owner, identity, sheet)
        remarks = tuple(remark for _, part in parts for remark in part.remarks) + self._left_over(identity, sheet)
        if not any(part.found for _, part in parts):
            nothing = tr("Nothing on it could be taken.") if remarks else tr("Nothing is filled in.")
            return Returned(path, Verdict.EMPTY, nothing, owner, name, remarks=remarks)
        bringing = [(step_id, part) for step_id, part in parts if part.changes]
        found = ", ".join(text for _, part in parts for text in part.found)
        occasion = max(part.occasion for _, part in parts)
        open_parts = tuple(text for _, part in parts for text in part.lacks)
        if not bringing:
            return Returned(path, Verdict.SAME, tr("Imported already: {found}.", found=found), owner, name, open_parts,
                            remarks, occasion=occasion)  # fmt: skip
        over = any(part.answered for _, part in bringing)
        changes = ", ".join(text for _, part in bringing for text in part.changes)
        sentence = tr("Differs from what is there: {changes}.", changes=changes) if over else f"{found}."
        others = {part.elsewhere for _, part in bringing if part.elsewhere is not None}
        if others and not over:
            # Somebody's answers on another one's sheet may have been moved to whom they belong.
            over, names = True, quoted(sorted(self._called[each] for each in others))
            sentence = tr("The very same is under {names} already: {found}.", names=names, found=found)
        return Returned(
            path,
            Verdict.CHANGED if over else Verdict.NEW,
            sentence,
            owner,
            name,
            open_parts,
            remarks,
            tuple(part.write for _, part in bringing),
            tuple(step_id for step_id, _ in bringing),
            occasion,
            together=frozenset(
                (step_id, person) for step_id, part in bringing if part.together for person in (owner, *part.together)
            ),
            times=tuple((step_id, part.occasion) for step_id, part in bringing),
        )

    def _read(self, owner: int, identity: Identity, sheet: Sheet) -> list[tuple[int, ReadSheet]]:
        found = []
        for step_id, read in self._fitting(identity).items():
            prefix = prefix_of(step_id)
            own = {name.removeprefix(prefix): text for name, text in sheet.values.items() if name.startswith(prefix)}
            edition = (identity.editions or {}).get(step_id)
            part = read(owner, own, edition) if own else None
            if part is not None:
                found.append((step_id, part))
        return found

    def _fitting(self, identity: Identity) -> dict[int, SheetReader]:
        """What reads a sheet, by step. A step that runs another exercise by now is another one with the same id."""
        then = {step_id: edition.get(EXERCISE) for step_id, edition in (identity.editions or {}).items()}
        return {step_id: read for step_id, (kind, read) in self._readers.items() if then.get(step_id) in (None, kind)}

    def _left_over(self, identity: Identity, sheet: Sheet) -> tuple[str, ...]:
        known = (NAME_FIELD, *map(prefix_of, self._fitting(identity)))
        others = [name for name in sheet.values if not name.startswith(known)]
        remarks = []
        if any(name[:1].isdecimal() for name in others):
            remarks.append(tr("A part of it belongs to a step that is no longer on the agenda, and was left out."))
        if not all(name[:1].isdecimal() for name in others):
            remarks.append(tr("Fields that are none of this sheet’s are filled in; they were left out."))
        if sheet.drawn_over:
            remarks.append(tr("Something is written over its pages, outside the boxes. Look at the file."))
        return tuple(remarks)


def _latest(found: Sequence[Returned]) -> list[Returned]:
    """Of several sheets of one person and one time those before the last one saved count no longer.

    A sheet that is somebody's by a written name alone takes no place of one that says whose it is: it may be of a
    person who is not on the roster.
    """
    own = {(each.participant_id, each.occasion): each for each in found if _counts(each) and not each.by_name}
    found = [_asked(each, own.get((each.participant_id, each.occasion))) for each in found]
    last: dict[tuple[int | None, int], list[Returned]] = {}
    for each in sorted(found, key=lambda each: (_saved(each), each.path)):
        if _counts(each):
            last.setdefault((each.participant_id, each.occasion), []).insert(0, each)
    out = []
    for each in found:
        others = last.get((each.participant_id, each.occasion), ()) if _counts(each) else ()
        later = next((other for other in others if _is_of_the_same_times(each, other)), each)
        if later is each:
            out.append(each)
            continue
        sentence = tr("A later sheet of the same person is there: “{file}”.", file=later.path.name)
        out.append(replace(each, verdict=Verdict.OLDER, sentence=sentence, writes=(), step_ids=()))
    return out


def _saved(each: Returned) -> float:
    """When a sheet was saved, or sent where it was attached to a mail."""
    if each.sheet is not None and each.sheet.saved:
        return each.sheet.saved
    return each.path.stat().st_mtime if each.path.exists() else 0


def _is_of_the_same_times(one: Returned, other: Returned) -> bool:
    """Whether two sheets of a person were made for the same times of their steps, so that one is the other's copy."""
    times = dict(one.made_for)
    return all(times.get(step_id, time) == time for step_id, time in other.made_for)


def _one_of_a_team(found: Sequence[Returned]) -> list[Returned]:
    """The sheets; of those whose people answer together the first counts, and the others would go over it."""
    first: dict[tuple[int, int, int], Returned] = {}
    out = []
    for each in found:
        keys = [(step_id, person, each.occasion) for step_id, person in sorted(each.together)] if each.brings else []
        other = next((first[key] for key in keys if key in first), None)
        if other is None or other.participant_id == each.participant_id:
            first |= dict.fromkeys(keys, each)
            out.append(each)
            continue
        sentence = tr(
            "Answers together with {other}, whose sheet is here too: “{file}”. What differs would go over it.",
            other=other.name,
            file=other.path.name,
        )
        out.append(replace(each, verdict=Verdict.CHANGED, sentence=sentence, alone=(each.verdict, each.sentence)))
    return out


def _one_for_each_time(found: Sequence[Returned]) -> list[Returned]:
    """The sheets; of those that say different things of one step and time of a person the earliest counts.

    Of two sheets of a person, made before and after one of several steps was begun anew, the later one would go over
    what the other one says of the steps that were not.
    """
    first: dict[tuple[int | None, int, int], Returned] = {}
    later: dict[Path, Returned] = {}
    for each in sorted(found, key=lambda each: each.occasion):
        keys = {(each.participant_id, *time) for time in each.times} if each.brings and each.alone is None else set()
        other = next((first[key] for key in keys & first.keys() if _differ(each, first[key], key[1])), None)
        first = dict.fromkeys(keys, each) | first
        if other is None:
            continue
        sentence = tr(
            "Another sheet of the same person is here, and says otherwise of the same questions: “{file}”. What "
            "differs would go over it.",
            file=other.path.name,
        )
        alone = (each.verdict, each.sentence)
        later[each.path] = replace(each, verdict=Verdict.CHANGED, sentence=sentence, alone=alone)
    return [later.get(each.path, each) for each in found]


def _differ(one: Returned, other: Returned, step_id: int) -> bool:
    """Whether two sheets say different things of a step."""
    prefix = prefix_of(step_id)
    said = [
        {name: text for name, text in each.sheet.values.items() if name.startswith(prefix)} if each.sheet else {}
        for each in (one, other)
    ]
    return said[0] != said[1]


def _counts(sheet: Returned) -> bool:
    """Whether what is on a sheet is, or will be, somebody's answers."""
    return sheet.brings or sheet.verdict is Verdict.SAME


def _asked(sheet: Returned, own: Returned | None) -> Returned:
    """`sheet`, whose owner is to be chosen where it is only by its name that of a person whose `own` one is there."""
    if own is None or not sheet.by_name or not _counts(sheet):
        return sheet
    sentence = tr(
        "“{name}” is on it, and the sheet that was made for {name} is here too: “{file}”. Choose the person.",
        name=sheet.name,
        file=own.path.name,
    )
    return Returned(sheet.path, Verdict.NOBODY, sentence, name=sheet.name, remarks=sheet.remarks)

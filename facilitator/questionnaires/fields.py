"""One naming of fields for all that answers are written into, and one reader of them.

A question has the field `key`, an option of it `key-OPTION`, the Nth of several entries `key-N`; asked about the Nth
answer of another question it is `N.key` (in a PDF `N-key`: a point has a meaning of its own there). PDF forms, HTML
forms and the columns of tables have the same names. Why a question is not answered stands in its field `key`, in a
word that is no answer.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from facilitator.errors import Invalid
from facilitator.i18n import month_named, tr
from facilitator.questionnaires import model
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.checking import DECLINED, SKIPPED, checked, tidy
from facilitator.questionnaires.model import Option, Question, Questionnaire, Value
from facilitator.questionnaires.names import Names
from facilitator.text_matching import caseless, without_invisible
from facilitator.workshop.find import one_line
from facilitator.workshop.table_import import whole_number

NOT_APPLICABLE = "n/a"
MARKS = {"declined": DECLINED, "skipped": SKIPPED, "not_applicable": NOT_APPLICABLE}
"""What stands in a question's field when there is no answer, by the kind of `Missing`."""
TICKED = "x"
_BETWEEN = "; "
_YES = frozenset(
    map(caseless, ("x", "yes", "y", "ja", "j", "oui", "sí", "si", "true", "wahr", "1", "on", "✓", "✔", "☑"))
)
_NO = frozenset(map(caseless, ("", "no", "n", "nein", "non", "false", "falsch", "0", "off", "☐")))
_FIELD = re.compile(r"(?:(\d{1,4})[.-])?([a-z][a-z0-9_]{0,39})(?:-(\d{1,4}|[a-z][a-z0-9_]{0,39}))?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,'’\s]\d{3})+")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
"""A day as workbooks and programs write it, with its time or without; 2026/03/31 in Gnumeric and in forms of Google."""
_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+\.?),?\s+(\d{4})")
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


class Spot(NamedTuple):
    """A question in a form: by itself, or about the answer of this number to another question, from 1."""

    question: str
    about: int | None = None


class Name(NamedTuple):
    """The parts of a field's name; `part` is an option's key or a number, "" for the question's own field."""

    spot: Spot
    part: str = ""

    def __str__(self) -> str:
        question, about = self.spot
        own = f"{question}-{self.part}" if self.part else question
        return own if about is None else f"{about}.{own}"

    @property
    def in_pdf(self) -> str:
        """The name of the field of a PDF form."""
        return str(self).replace(".", "-", 1)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is left out of a form, or read otherwise than one may think, with the field where it stands.

    `cause` is the same for all such remarks, and the `value` that is wrong follows it; see `tabular.Problem`.
    """

    field: str
    sentence: str
    left_out: bool = True
    cause: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadFields:
    """What a form says. A spot that nothing is said of is not among `values`; one that is taken back has none.

    `sources` are the fields that single values came from, as they stood there; a team is a word, by its name.
    """

    values: Mapping[Spot, tuple[Value, ...]]
    sources: Mapping[Spot, tuple[tuple[str, str], ...]]
    remarks: tuple[Remark, ...]


def parsed_name(text: str) -> Name | None:
    """The name of a field; None for a text that is none."""
    found = _FIELD.fullmatch(text)
    if found is None:
        return None
    about, question, part = found.groups()
    return Name(Spot(question, int(about) if about else None), part or "")


def names_of(questionnaire: Questionnaire, spot: Spot) -> list[Name]:
    """All fields of a question, its own first."""
    question = questionnaire.by_key[spot.question]
    parts: list[str] = []
    if isinstance(question, model.OneOf | model.SeveralOf | model.Rank | model.Counts):
        parts = [option.key for option in questionnaire.options(spot.question)]
    elif isinstance(question, model.Text | model.Someone):
        most = question.entries if isinstance(question, model.Text) else question.up_to
        parts = [str(number) for number in range(1, most + 1)] if most > 1 else []
    return [Name(spot), *(Name(spot, part) for part in parts)]


def written(questionnaire: Questionnaire, given: Given, names: Names) -> dict[str, str]:
    """The fields of what somebody has answered, with what stands in them; `read_fields` reads it back."""
    found: dict[str, str] = {}
    for key, question in questionnaire.by_key.items():
        if question.about is None:
            _write(questionnaire, Spot(key), given.values(key), names, found)
        else:
            for number, subject in enumerate(given.of(question.about), start=1):
                _write(questionnaire, Spot(key, number), given.values(key, subject.id), names, found)
    return found


def written_at(
    questionnaire: Questionnaire, spot: Spot, values: Sequence[Value], names: Callable[[], Names]
) -> dict[str, str]:
    """The fields of one question that is answered by these; names are asked for only where people or teams are."""
    found: dict[str, str] = {}
    named = isinstance(questionnaire.by_key[spot.question], model.Someone)
    _write(questionnaire, spot, values, names() if named else Names((), {}), found)
    return found


def _write(
    questionnaire: Questionnaire, spot: Spot, values: Sequence[Value], names: Names, found: dict[str, str]
) -> None:
    if not values:
        return
    own = str(Name(spot))
    question = questionnaire.by_key[spot.question]
    if values[0].missing:
        found[own] = MARKS[values[0].missing]
    elif isinstance(question, model.OneOf):
        found[own] = option_text(questionnaire, spot.question, values[0].option)
    elif isinstance(question, model.SeveralOf):
        found.update({str(Name(spot, value.option)): TICKED for value in values})
    elif isinstance(question, model.Rank):
        found.update({str(Name(spot, value.option)): str(at) for at, value in enumerate(values, start=1)})
    elif isinstance(question, model.Counts):
        found.update({str(Name(spot, value.option)): f"{value.number:g}" for value in values})
    else:
        texts = [_text(question, value, names) for value in values]
        numbered = len(names_of(questionnaire, spot)) > 1
        for at, text in enumerate(texts, start=1):
            found[str(Name(spot, str(at) if numbered else ""))] = text


def _text(question: Question, value: Value, names: Names) -> str:
    if value.word is not None:
        return names.text(value.word)
    if value.person is not None:
        return names.person(value.person)
    if value.team is not None:
        return names.team(value.team)
    if value.day is not None:
        return value.day.isoformat()
    number = value.number or 0.0
    return f"{number:.{question.digits}f}" if isinstance(question, model.Number) else f"{number:g}"


def option_text(questionnaire: Questionnaire, key: str, option: str) -> str:
    """What stands for an option: its label, unless that could be read as something else."""
    label = next((each.label for each in questionnaire.options(key) if each.key == option), option)
    unclear = caseless(label) in map(caseless, MARKS.values()) or one_line(label) != label
    return option if unclear else label


class FieldReader:
    """Reads forms of one questionnaire; what all of them need is made once.

    `versions` are earlier ones, by their number, whose wordings and options are understood. With `codes` a number
    stands for the option in that place, as on paper; of which `version` the form is tells which options those are.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        names: Names,
        *,
        today: date,
        versions: Mapping[int, Questionnaire] | None = None,
        version: int | None = None,
        codes: bool = False,
    ) -> None:
        self.asked = questionnaire
        self.names = names
        self.today = today
        self.versions = dict(versions or {})
        self.then = self.versions.get(version or 0, questionnaire)
        self.codes = codes

    def read(self, form: Mapping[str, str], shown: Collection[Spot] = ()) -> ReadFields:
        """Read the fields of a form. An empty one says nothing, but for the questions `shown`: there it takes back."""
        fields: dict[Spot, dict[str, str]] = {spot: {} for spot in shown}
        remarks: list[Remark] = []
        for field, text in form.items():
            name = parsed_name(field)
            if not without_invisible(text).strip():
                continue
            if name is None or not self._is_there(name.spot):
                remarks.append(Remark(field, tr("This question is no longer asked: its answer is left out.")))
            else:
                fields.setdefault(name.spot, {})[name.part] = text
        if not shown:
            fields = self._closed_up(fields, remarks)
        values: dict[Spot, tuple[Value, ...]] = {}
        sources: dict[Spot, tuple[tuple[str, str], ...]] = {}
        for spot, parts in fields.items():
            reading = _Reading(self, spot, remarks)
            found = reading.values(parts)
            if found is not None and (found or spot in shown):
                values[spot], sources[spot] = tuple(each for each, _ in found), tuple(each for _, each in found)
                if self.asked.by_key[spot.question].hidden and found:
                    remarks.append(Remark(str(Name(spot)), _no_longer(self.asked.by_key[spot.question].head), False))
        order = list(self.asked.by_key)
        spots = sorted(values, key=lambda spot: (order.index(spot.question), spot.about or 0))
        return ReadFields(
            {spot: values[spot] for spot in spots}, {spot: sources[spot] for spot in spots}, tuple(remarks)
        )

    def _closed_up(self, fields: Mapping[Spot, dict[str, str]], remarks: list[Remark]) -> dict[Spot, dict[str, str]]:
        """The fields with loops numbered as their entries will be, where rows between them were left empty."""
        found: dict[Spot, dict[str, str]] = {}
        for spot, parts in fields.items():
            entries = fields.get(Spot(self.asked.by_key[spot.question].about or ""), {})
            numbers = sorted(number for part in entries if (number := whole_number(part)) is not None)
            if spot.about is None or not numbers:
                found[spot] = parts
            elif spot.about in numbers:
                found[Spot(spot.question, numbers.index(spot.about) + 1)] = parts
            else:
                sentence = tr("Row {number} has answers and nobody or nothing that they are about.", number=spot.about)
                remarks.append(Remark(str(Name(spot)), sentence))
        return found

    def _is_there(self, spot: Spot) -> bool:
        question = self.asked.find(spot.question)
        return question is not None and (question.about is None) == (spot.about is None) and spot.about != 0

    def option(self, key: str, text: str, at: str, remarks: list[Remark]) -> str | None:
        """The key of the option that is meant, of those there are now; a remark where it is one that is gone."""
        now = {option.key: option for option in self.asked.options(key)}
        found = _match(now.values(), text)
        for then in (self.then, *reversed(self.versions.values())):
            if found is None and key in then.by_key:
                found = _match(then.options(key), text)
        if found is None and self.codes and (number := whole_number(text)) is not None:
            listed = coded(self.then, key) if key in self.then.by_key else []
            if 1 <= number <= len(listed):
                found = listed[number - 1].key
        if found is None:
            sentence = tr("“{text}” is none of the answers: it is left out.", text=text)
            remarks.append(Remark(at, sentence, cause=tr("None of the answers, and left out:"), value=text))
        elif found not in now:
            remarks.append(Remark(at, tr("“{text}” is no longer an answer: it is left out.", text=text)))
            return None
        elif now[found].hidden:
            remarks.append(Remark(at, _no_longer(now[found].label), False))
        return found


def coded(questionnaire: Questionnaire, key: str) -> list[Option]:
    """The options of a question that are offered, in the order of the numbers that stand for them on paper."""
    return [option for option in questionnaire.options(key) if not option.hidden]


def _no_longer(what: str) -> str:
    return tr("“{what}” is no longer asked; what stood there is taken.", what=what)


def _match(options: Collection[Option], text: str) -> str | None:
    """The option whose label or, failing that, whose key this is."""
    wanted = caseless(text)
    by_label = next((option.key for option in options if caseless(option.label) == wanted), None)
    return by_label or next((option.key for option in options if caseless(option.key) == wanted), None)


_Found = list[tuple[Value, tuple[str, str]]]


class _Reading:
    """One question of one form while it is being read."""

    def __init__(self, reader: FieldReader, spot: Spot, remarks: list[Remark]) -> None:
        self._reader = reader
        self._spot = spot
        self._remarks = remarks
        self._question = reader.asked.by_key[spot.question]

    def values(self, parts: Mapping[str, str]) -> _Found | None:
        """The values with the fields they came from; None where what is there can't be taken."""
        own = one_line(parts.get("", ""))
        others = {part: text for part, text in parts.items() if part}
        missing = next((kind for kind, mark in MARKS.items() if caseless(own) == caseless(mark)), "") if own else ""
        question = self._question
        if isinstance(question, model.Someone) and not own and set(others) == {"1"} and others["1"].strip() == DECLINED:
            # On paper it stands where the first name would.
            missing, own, others = "declined", DECLINED, {}
        if missing == "skipped" and (question.required or others):
            missing = own = ""
        if missing == "not_applicable" and not isinstance(question, model.Scale):
            missing = ""
        if missing == "declined" and not (question.may_decline or isinstance(question, model.Consent)):
            missing = ""
        if missing and others:
            return self._refused(tr("It is answered and not answered at once: it is left out."))
        if missing:
            return self._checked([(Value(missing=missing), (self._at(), own))])
        read: Callable[[str, Mapping[str, str]], _Found | None] = {
            model.Text: self._words,
            model.OneOf: self._one,
            model.SeveralOf: self._ticks,
            model.Rank: self._ranks,
            model.Counts: self._counts,
            model.Someone: self._people,
            model.Scale: self._single,
            model.Number: self._single,
            model.Day: self._single,
            model.Consent: self._single,
        }[type(question)]
        found = read(parts.get("", ""), others)
        return None if found is None else self._checked(found)

    def _checked(self, found: _Found) -> _Found | None:
        """What is found, as it will be kept; None with a remark where the question does not take it."""
        question = self._question
        keys = {option.key for option in self._reader.asked.options(question.key)}
        teams = isinstance(question, model.Someone) and question.whom == "team"
        try:
            # Teams have no ids yet.
            taken = checked(question, keys, [Value(team=at) if teams and each.word else each
                                             for at, (each, _) in enumerate(found)])  # fmt: skip
        except Invalid as error:
            return self._refused(error.sentence)
        if isinstance(question, model.Text):
            return [(value, source) for value, (_, source) in zip(taken, found, strict=True)]
        return [each for at, each in enumerate(found) if each[0] not in [value for value, _ in found[:at]]]

    def _refused(self, sentence: str) -> _Found | None:
        self._remarks.append(Remark(self._at(), sentence))
        return None

    def _at(self, part: str = "") -> str:
        return str(Name(self._spot, part))

    def _words(self, own: str, others: Mapping[str, str]) -> _Found:
        question = self._question
        assert isinstance(question, model.Text)  # noqa: S101  # told apart by its type above
        texts = [("", own)] if own.strip() else []
        if question.entries > 1 and question.rows == 1 and len(own.strip().splitlines()) > 1:
            texts = [("", line) for line in own.splitlines()]
        texts += sorted(others.items(), key=lambda each: int(each[0]) if each[0].isdecimal() else 0)
        found: _Found = []
        for part, text in texts:
            value = tidy(question, text)
            if question.entries > 1 and value is not None and len(value.word or "") > question.longest:
                # The others are taken.
                sentence = tr(
                    "“{question}” takes {most} letters: what is longer than {most} letters was left out. Shorten it "
                    "and type it in by hand: “{text}”",
                    question=question.head,
                    most=question.longest,
                    text=value.word,
                )
                self._remarks.append(Remark(self._at(part), sentence))
                continue
            if "\t" in text.strip():
                # In a box of several lines some readers of PDFs write the key instead of going on.
                self._remarks.append(
                    Remark(self._at(part), tr("The Tab key was typed here: look whether it is two answers."), False)
                )
            if value is not None:
                found.append((value, (self._at(part), text)))
        return found

    def _one(self, own: str, others: Mapping[str, str]) -> _Found | None:
        chosen = [(part, part) for part, text in others.items() if self._is_yes(part, text)]
        if own.strip():
            chosen.append(("", one_line(own)))
        found: dict[str, tuple[str, str]] = {}
        for part, text in chosen:
            option = self._reader.option(self._spot.question, text, self._at(part), self._remarks)
            if option is not None:
                found.setdefault(option, (self._at(part), text))
        if len(found) > 1:
            return self._refused(tr("Several answers are ticked, and one is asked for: it is left out."))
        return [(Value(option), source) for option, source in found.items()]

    def _ticks(self, own: str, others: Mapping[str, str]) -> _Found:
        found: dict[str, tuple[str, str]] = {}
        texts = [(part, part) for part, text in others.items() if self._is_yes(part, text)]
        texts += [("", text) for text in self._pieces(own)]
        for part, text in texts:
            option = self._reader.option(self._spot.question, text, self._at(part), self._remarks)
            if option is not None:
                found.setdefault(option, (self._at(part), text))
        order = [option.key for option in self._reader.asked.options(self._spot.question)]
        return [(Value(option), found[option]) for option in order if option in found]

    def _is_yes(self, part: str, text: str) -> bool:
        said = caseless(text.lstrip("/"))  # as a box of a PDF says it
        if said in _NO:
            return False
        # Forms exports repeat the option in its column; an HTML form sends what it was told to.
        if said not in _YES and said != caseless(part) and not self._names_option(part, text):
            self._remarks.append(
                Remark(self._at(part), tr("“{text}” is taken for a tick.", text=one_line(text)), False)
            )
        return True

    def _names_option(self, part: str, text: str) -> bool:
        return _match(self._reader.asked.options(self._spot.question), one_line(text)) == part

    def _pieces(self, cell: str) -> list[str]:
        """The answers in one cell: between semicolons or lines, else between commas, which labels may hold too."""
        pieces = [one_line(piece) for piece in re.split(r"[;\n]", cell)]
        found: list[str] = []
        for piece in filter(None, pieces):
            found += list(self._at_commas(piece))
        return found

    def _at_commas(self, piece: str) -> Iterator[str]:
        words = piece.split(",")
        at = 0
        while at < len(words):
            for end in range(len(words), at, -1):
                text = ",".join(words[at:end]).strip()
                if end == at + 1 or self._is_known(text):
                    if text:
                        yield text
                    at = end
                    break

    def _is_known(self, text: str) -> bool:
        everything = (self._reader.asked, *self._reader.versions.values())
        key = self._spot.question
        return any(_match(each.options(key), text) is not None for each in everything if key in each.by_key)

    def _ranks(self, own: str, others: Mapping[str, str]) -> _Found | None:
        key = self._spot.question
        listed = [("", text) for text in self._pieces(own)]
        if others:
            ranks = {part: one_line(text).rstrip(".") for part, text in others.items()}
            wrong = [part for part, text in ranks.items() if (whole_number(text) or 0) < 1]
            if wrong or len({int(text) for text in ranks.values()}) < len(ranks):
                return self._refused(tr("Ranks are numbers from 1, each once: they are left out."))
            listed = [(part, part) for part in sorted(ranks, key=lambda part: int(ranks[part]))]
        found: dict[str, tuple[str, str]] = {}
        for part, text in listed:
            option = self._reader.option(key, text, self._at(part), self._remarks)
            if option is not None:
                found.setdefault(option, (self._at(part), text))
        return [(Value(option), source) for option, source in found.items()]

    def _counts(self, _own: str, others: Mapping[str, str]) -> _Found | None:
        found: dict[str, tuple[Value, tuple[str, str]]] = {}
        for part, text in others.items():
            number = _number(text, 0)
            if number is None:
                return self._refused(tr("“{text}” is no number: these counts are left out.", text=one_line(text)))
            option = self._reader.option(self._spot.question, part, self._at(part), self._remarks)
            if option is not None:
                found[option] = Value(option, number=number), (self._at(part), text)
        order = [option.key for option in self._reader.asked.options(self._spot.question)]
        return [found[option] for option in order if option in found]

    def _people(self, own: str, others: Mapping[str, str]) -> _Found:
        question = self._question
        assert isinstance(question, model.Someone)  # noqa: S101  # told apart by its type above
        texts = [("", one_line(own))] if self._someone(question, one_line(own)) is not None else []
        if not texts:
            texts = [("", one_line(text)) for text in re.split(r"[;\n]", own) if one_line(text)]
        texts += sorted(((part, one_line(text)) for part, text in others.items()), key=lambda each: each[0].zfill(4))
        found: _Found = []
        for part, text in texts:
            value = self._someone(question, text)
            if value is None:
                sentence = tr("“{text}” is nobody on the roster, or several people: left out.", text=text)
                cause = tr("Nobody on the roster, or several people, and left out:")
                if question.whom == "team":
                    sentence = tr("“{text}” is no team on the roster: it is left out.", text=text)
                    cause = tr("No teams on the roster, and left out:")
                self._remarks.append(Remark(self._at(part), sentence, cause=cause, value=text))
            else:
                found.append((value, (self._at(part), text)))
        return found

    def _someone(self, question: model.Someone, text: str) -> Value | None:
        if not text:
            return None
        if question.whom == "team":
            team = self._reader.names.find_team(text)
            return None if team is None else Value(word=team)
        person = self._reader.names.find_person(text)
        return None if person is None else Value(person=person)

    def _single(self, own: str, others: Mapping[str, str]) -> _Found | None:
        text = one_line(own or next(iter(others.values()), "")).removeprefix("/")
        if not text:
            return []
        question = self._question
        value: Value | None = None
        if isinstance(question, model.Scale):
            value = self._point(question, text)
        elif isinstance(question, model.Number):
            bare = text.removesuffix(question.unit).strip() if question.unit else text
            number = _number(bare, question.digits)
            value = None if number is None else Value(number=number)
        elif isinstance(question, model.Day):
            day = read_day(text)
            value = None if day is None else Value(day=day)
        elif isinstance(question, model.Consent):
            if caseless(text) in _NO:
                return [(Value(missing="declined"), (self._at(), text))]
            day = self._reader.today if caseless(text) in _YES else read_day(text)
            value = None if day is None else Value(day=day)
        if value is None:
            sentence = tr("“{text}” is no answer to this question: it is left out.", text=text)
            self._remarks.append(Remark(self._at(), sentence, cause=tr("No answers to it, and left out:"), value=text))
            return None
        return [(value, (self._at(), text))]

    def _point(self, question: model.Scale, text: str) -> Value | None:
        number = _number(text, 0)
        if number is not None and number in question.points:
            return Value(number=number)
        if question.not_applicable and (caseless(text) == caseless(question.not_applicable) or number == 0):
            return Value(missing="not_applicable")
        everything = [self._reader.asked, self._reader.then, *self._reader.versions.values()]
        for each in everything:
            then = each.find(question.key)
            if not isinstance(then, model.Scale):
                continue
            for at, label in enumerate(then.labels):
                if caseless(label) == caseless(text) and then.points[at] in question.points:
                    return Value(number=then.points[at])
        return None


def _number(text: str, digits: int) -> float | None:
    """A number as people write it in any language; None for what is none."""
    bare = re.sub(r"[\s'’]", "", one_line(text)).replace("−", "-")
    if digits < 3 and _THOUSANDS.fullmatch(one_line(text)):
        bare = re.sub(r"[.,]", "", bare)
    if not re.fullmatch(r"[+-]?\d{1,12}([.,]\d{1,12})?", bare):
        return None
    return float(bare.replace(",", "."))


def read_day(text: str) -> date | None:
    """A date as people write it; None for what is none, or could be two."""
    if iso := _ISO.fullmatch(text):
        try:
            return date(int(iso[1]), int(iso[3]), int(iso[4]))
        except ValueError:
            return None
    if named := _NAMED.fullmatch(text):
        month = month_named(named[2])
        try:
            return date(int(named[3]), month, int(named[1])) if month else None
        except ValueError:
            return None
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    first, second, year = map(int, found.groups())
    if "/" in text and first != second:
        # Whether the day or the month comes first is told by a number that can only be a day.
        if second > 12:
            first, second = second, first
        elif first <= 12:
            return None
    try:
        return date(year, second, first)
    except ValueError:
        return None

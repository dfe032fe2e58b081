"""What a workshop's documents hold: which sections in which order, on which paper, with names or without."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TypeVar

from facilitator.errors import Invalid
from facilitator.i18n import languages, tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import preference, set_preference

T = TypeVar("T")
_KEY = "report_options"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The choices for one workshop.

    `order` and `left_out` hold keys of sections; those in neither follow in their usual order. With `names`, the
    summary says who wrote a card and whose an action is, as the room agreed; contacts are named nowhere. `language`
    is one of `i18n.languages`, "" for that of the windows.
    """

    order: tuple[str, ...] = field(default=())
    left_out: tuple[str, ...] = field(default=())
    names: bool = False
    cover: bool = True
    paper: str = "a4"
    language: str = ""

    def arranged(self, sections: Sequence[tuple[str, T]]) -> list[T]:
        """The sections that are wanted, given with their keys, in the order that is wanted."""
        place = {key: number for number, key in enumerate(self.order)}
        usual = {key: number for number, (key, _) in enumerate(sections)}
        wanted = [(key, each) for key, each in sections if key not in self.left_out]
        wanted.sort(key=lambda pair: _place(pair[0], place, usual))
        return [each for _, each in wanted]


def report_options(library: Library, workshop_id: int) -> ReportOptions:
    """What was chosen for a workshop's documents."""
    stored = preference(library, f"{_KEY}:{workshop_id}")
    if stored is None:
        return ReportOptions()
    return ReportOptions(**{**stored, "order": tuple(stored["order"]), "left_out": tuple(stored["left_out"])})


def keep_report_options(library: Library, workshop_id: int, options: ReportOptions) -> None:
    """Choose. Raises Invalid for a language or a paper there is none of."""
    check(options)
    set_preference(library, f"{_KEY}:{workshop_id}", asdict(options))


def check(options: ReportOptions) -> None:
    """Raise Invalid for a language or a paper there is none of."""
    if options.paper not in ("a4", "letter"):
        raise Invalid(tr("There is no paper “{name}”.", name=options.paper))
    if options.language and options.language not in languages():
        raise Invalid(tr("There are no texts in “{name}”.", name=options.language))


def only(options: ReportOptions, wanted: Sequence[str], there: Sequence[str]) -> ReportOptions:
    """The options with the `wanted` sections alone, in their order. Raises Invalid for one that is not `there`."""
    for key in wanted:
        if key not in there:
            raise Invalid(tr("There is no section “{key}”. There are: {all}.", key=key, all=", ".join(there)))
    return replace(options, order=tuple(wanted), left_out=tuple(key for key in there if key not in wanted))


def _place(key: str, chosen: dict[str, int], usual: dict[str, int]) -> tuple[float, int]:
    """Chosen ones by the choice; one that is new stays behind the last chosen one before it in the usual order."""
    if key in chosen:
        return chosen[key], 0
    before = [chosen[other] for other, number in usual.items() if other in chosen and number < usual[key]]
    return (max(before) if before else -1), usual[key] + 1

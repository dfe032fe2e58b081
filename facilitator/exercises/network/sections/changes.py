"""What changed since the last round: people first, then the shape. For handout and summary."""

from collections.abc import Sequence
from typing import Any

from facilitator.charts.series import Series, suits_a_spider
from facilitator.charts.spider import Spider
from facilitator.charts.styles import EARLIER
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.insights import RoomInsight, thresholds_are_ours
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.read import ContactView
from facilitator.exercises.network.rounds.changes import SHAPES, PersonChange
from facilitator.exercises.network.rounds.findings import EarlierFindings
from facilitator.exercises.network.rounds.paired import PairedChange, Points, RoomChange
from facilitator.exercises.network.rounds.shown import ShownChange
from facilitator.exercises.network.sections.figures import STYLE_OF_SHAPE, hundredths, labels, shape_name
from facilitator.exercises.network.wording import without_strength
from facilitator.i18n import half, short_day, tr, tr_as, trn
from facilitator.paired_means import FEWEST

_FIGURES = 260.0


def own_change(room: RoomProfiles, change: PersonChange) -> list[Any]:
    """One person against themselves; it names their own contacts."""
    flow: list[Any] = [
        blocks.space_for(_FIGURES),
        blocks.heading(2, tr("What changed since “{title}”", title=change.earlier.title)),
        *_people(change),
    ]
    figures = [figure for shape in SHAPES if (figure := _figure(room, change, shape))]
    if figures:
        flow.append(blocks.SideBySide(figures))
    return [*flow, *_remarks(change)]


def room_changed(found: ShownChange | Withheld, title: str) -> list[Any]:
    """Everybody against themselves, put together; it names nobody, and of too few people tells their number alone."""
    if isinstance(found, Withheld):
        return [blocks.heading(2, title), blocks.paragraph(_too_few(found))]
    change = found.change
    flow: list[Any] = [
        blocks.space_for(_FIGURES),
        blocks.heading(2, title),
        blocks.paragraph(_taking_part(change)),
    ]
    if change.kept is not None and change.added is not None and change.dropped is not None:
        flow.append(
            blocks.paragraph(
                trn(
                    "The {count} person who listed single contacts both times kept {kept}, added {added} and dropped "
                    "{dropped} contacts.",
                    "The {count} people who listed single contacts both times on average kept {kept}, added {added} "
                    "and dropped {dropped} contacts.",
                    change.listed,
                    kept=half(change.kept),
                    added=half(change.added),
                    dropped=half(change.dropped),
                )
            )
        )
    columns = [
        PrintedColumn(tr("Question")),
        PrintedColumn(tr("Mean before"), "right"),
        PrintedColumn(tr("Mean after"), "right"),
        PrintedColumn(tr_as("column", "Change"), "right"),
        PrintedColumn(tr("95% interval"), "right"),
        PrintedColumn(tr("People"), "right"),
    ]
    for shape in SHAPES:
        rows = [_row(axis, axis.points) for axis in change.shapes[shape] if axis.points is not None]
        if rows:
            flow += [blocks.heading(3, shape_name(shape)), PrintedTable(columns, rows)]
            flow += _not_compared([axis.label for axis in change.shapes[shape] if axis.points is None], shape)
    return [
        *flow,
        blocks.caption(
            tr(
                "Means over the people in the last column, the same ones before and after, in points of 100; so they "
                "may differ from the medians of everybody. The change is the difference of the two as they stand "
                "here. An interval that holds 0 leaves open whether anything changed; its ends are rounded outwards, "
                "and with fewer than {least} people there is none.",
                least=FEWEST,
            )
        ),
        blocks.caption(
            tr(
                "Of twenty such intervals about one leaves 0 out by chance alone. Who came again may differ from who "
                "did not, and there is nobody to compare them with: what a change came from is not told."
            )
        ),
        *([blocks.caption(_levels_withheld())] if found.levels_withheld else []),
    ]


def _too_few(found: Withheld) -> str:
    said = trn(
        "{answered} of {count} person who answered before has finished now.",
        "{answered} of {count} people who answered before have finished now.",
        found.of,
        answered=found.answered,
    )
    why = tr("Changes are shown from {floor} people on.", floor=found.floor)
    return f"{said} {why}"


def _levels_withheld() -> str:
    return tr(
        "A dash, or no row: all who answered that time and those who answered both times differ by so few people that "
        "both figures together would tell of them."
    )


def stood_out(earlier: Sequence[EarlierFindings]) -> list[Any]:
    """What stood out before, each with its day and on whom it rests, to stand beside what stands out now."""
    flow: list[Any] = []
    for each in earlier:
        titled = (
            tr("“{title}”, {day}", title=each.title, day=short_day(each.when))
            if each.when
            else tr("“{title}”", title=each.title)
        )
        flow.append(blocks.heading(3, tr("What stood out then: {round}", round=titled)))
        if each.elsewhere:
            base = trn(
                "Of that workshop, {count} person who came again.", "Of that workshop, {count} people who came again.",
                each.people,
            )  # fmt: skip
        else:
            base = trn("{count} person had answered.", "{count} people had answered.", each.people)
        flow.append(blocks.paragraph(base))
        if each.found:
            flow += blocks.bullets([one.sentence for one in each.found])
            if notes := how_far(each.found, each.unsaid, each.people):
                flow.append(blocks.caption(" ".join(notes)))
        else:
            flow.append(blocks.empty_state(nothing_told()))
    return flow


def nothing_told() -> str:
    """What is said where nothing stands out of which may be told."""
    return tr("Nothing stands out that could be said without telling of single people.")


def how_far(found: Sequence[RoomInsight], unsaid: int, answered: int) -> list[str]:
    """On whom these sentences rest where it is not everybody, how many are not there, and whose numbers they have."""
    notes = []
    if any(one.of != answered for one in found):
        notes.append(
            trn(
                "{count} person answered; a sentence counts those of whom it can be judged, who rated enough contacts.",
                "{count} people answered; a sentence counts those of whom it can be judged, who rated enough contacts.",
                answered,
            )
        )
    if unsaid:
        notes.append(
            trn(
                "{count} more thing holds for a third of the room or more; the most widespread are said.",
                "{count} more things hold for a third of the room or more; the most widespread are said.",
                unsaid,
            )
        )
    if found:
        notes.append(thresholds_are_ours())
    return notes


def lists_unfinished(count: int) -> str:
    """That so many of the lists are still being made."""
    return trn("{count} of these lists is not finished.", "{count} of these lists are not finished.", count)


def _taking_part(change: RoomChange) -> str:
    said = trn(
        "{count} person has answered before and after, and is compared with themselves.",
        "{count} people have answered before and after, and are compared each with themselves.",
        change.people,
    )
    if len(change.before) > 1:
        lists = ", ".join(tr("“{title}” ({count})", title=title, count=count) for title, count in change.before.items())
        said += " " + tr("Before is each person’s latest earlier list: {lists}.", lists=lists)
    if not change.waiting:
        return said
    waiting = trn(
        "{count} more answered before and has not finished now.",
        "{count} more answered before and have not finished now.",
        change.waiting,
    )
    return f"{said} {waiting}"


def _row(axis: PairedChange, shown: Points) -> tuple[str, ...]:
    interval = "–" if shown.low is None or shown.high is None else f"{_signed(shown.low)} … {_signed(shown.high)}"
    before, after = ("–" if each is None else str(each) for each in (shown.before, shown.after))
    return (axis.label, before, after, _signed(shown.change), interval, str(axis.n))


def _not_compared(labels: Sequence[str], shape: str) -> list[Any]:
    """What has no row, said; questions that are in the other shape alone are none of them."""
    if not labels or shape != "diversity":
        return []
    questions = ", ".join(labels)
    return [blocks.caption(tr("Not shown, since it would tell of too few people: {questions}.", questions=questions))]


def _signed(points: int) -> str:
    return "0" if points == 0 else f"{points:+d}".replace("-", "−")


def _people(change: PersonChange) -> list[Any]:
    if change.kept is None or change.added is None or change.dropped is None:
        text = tr("One of the two lists holds numbers only, so it can’t be told who stayed and who is new.")
        return [blocks.paragraph(text)]
    if not change.added and not change.dropped:
        same = trn(
            "The same contact is on both lists.", "The same {count} contacts are on both lists.", len(change.kept)
        )
        return [blocks.paragraph(same)]
    counts = trn(
        "You kept {count} contact, added {added} and no longer list {dropped}.",
        "You kept {count} contacts, added {added} and no longer list {dropped}.",
        len(change.kept), added=len(change.added), dropped=len(change.dropped),
    )  # fmt: skip
    named = []
    if change.added:
        named.append(tr("New: {names}", names=_names(change.added)))
    if change.dropped:
        named.append(tr("No longer on the list: {names}", names=_names(change.dropped)))
    return [blocks.paragraph(counts), *blocks.bullets(named)]


def _names(contacts: Sequence[ContactView]) -> str:
    return ", ".join(contact.label for contact in contacts)


def _figure(room: RoomProfiles, change: PersonChange, shape: str) -> Figure | None:
    axes = change.shapes[shape]
    now = Series(tr("You now"), [axis.after for axis in axes], STYLE_OF_SHAPE[shape])
    then = Series(change.earlier.title, [axis.before for axis in axes], EARLIER)
    if not (suits_a_spider([now]) and suits_a_spider([then])):
        return None
    mark = without_strength(room.axes, shape)
    return Figure(Spider(labels(room, shape), [then, now]), title=shape_name(shape), caption=mark)


def _remarks(change: PersonChange) -> list[Any]:
    if change.is_of_few:
        return [blocks.note(tr("With fewer than {count} contacts a change of the shape says nothing.", count=FEW))]
    if not change.remarks:
        return [blocks.note(tr("No question moved by ten points or more: less than that is not worth a remark."))]
    said = []
    for shape, axis in change.remarks:
        words = {
            "shape": shape_name(shape),
            "label": axis.label,
            "before": hundredths(axis.before),
            "after": hundredths(axis.after),
            "then": axis.contacts[0],
            "now": axis.contacts[1],
        }
        if (axis.difference or 0) > 0:
            said.append(
                tr("{shape} of “{label}” rose from {before} (of {then} contacts) to {after} (of {now}).", **words)
            )
        else:
            said.append(
                tr("{shape} of “{label}” fell from {before} (of {then} contacts) to {after} (of {now}).", **words)
            )
    return blocks.bullets(said)

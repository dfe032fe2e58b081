"""The workshops as a list for the view: texts at once, pictures as they become known.

The list is there before the library is: see `facilitator.workshop.listing`. So nothing here imports the database when
the module is loaded.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QThreadPool

from facilitator.errors import FacilitatorError
from facilitator.i18n import short_day, tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.workshop.listing import WorkshopCard
from ui.library.roles import FACTS_ROLE, ID_ROLE, PICTURE_ROLE
from ui.work import Work

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from facilitator.workshop.live_listing import LiveListing

Index = QModelIndex | QPersistentModelIndex
Picture = tuple[float | None, ...]
Listing = Callable[[str, bool], list[WorkshopCard]]
"""The workshops found for a search; the second is whether those in the bin are searched."""

_MOST_WANTED = 60
"""More cards than a screen shows: a wish older than that was scrolled past."""


class CardsModel(QAbstractListModel):
    """Workshops, newest first. Roles: title (display), id, facts line, picture.

    A picture is computed when its card is first painted, one at a time and in a thread, so that a library of
    thousands opens at once and scrolls without a halt.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing: Listing | None = None
        self._library: Library | None = None
        self._cards: list[WorkshopCard] = []
        self._rows: dict[int, int] = {}
        self._pictures: dict[int, Picture] = {}
        self._wanted: list[int] = []
        self._drawing: int | None = None
        self._work: Work | None = None
        self._resting = False
        self.search = ""
        self.deleted = False

    @property
    def can_be_read(self) -> bool:
        """Whether there is anything to list from yet."""
        return self._listing is not None

    def read_from(self, listing: Listing) -> None:
        """Until a library is there, read what `listing` finds for a search; `reload` follows."""
        self._listing = listing

    def attach(self, library: "Library", listing: "LiveListing") -> None:
        """From now on read this library, pictures included; `reload` follows."""
        # A model lives as long as somebody holds it, and this method does.
        self._library, self._listing = library, listing.cards

    def reload(self) -> None:
        """Read the workshops anew, keeping the pictures that are known."""
        self.beginResetModel()
        self._cards = self._read(self.search, self.deleted)
        self._rows = {card.id: row for row, card in enumerate(self._cards)}
        self._wanted.clear()
        self.endResetModel()

    def tell_days_anew(self) -> None:
        """Say again what is told by the day of today, such as "Yesterday" and how long something is kept."""
        if self._cards:
            last = self.index(len(self._cards) - 1)
            self.dataChanged.emit(self.index(0), last, [FACTS_ROLE, Qt.ItemDataRole.AccessibleTextRole])

    def ids_in_bin(self) -> list[int]:
        """Every workshop in the bin, whatever is searched for."""
        return [card.id for card in self._read("", True)]

    def _read(self, search: str, deleted: bool) -> list[WorkshopCard]:
        return [] if self._listing is None else self._listing(search, deleted)

    def forget_picture(self, workshop_id: int) -> None:
        """The answers of this workshop changed: its picture is computed again when it is next painted; 0 means all."""
        if workshop_id:
            self._pictures.pop(workshop_id, None)
        else:
            self._pictures.clear()
        if self._drawing == workshop_id or not workshop_id:
            # What is being computed is of the answers before.
            self._drawing = None
        self._repaint(workshop_id)

    def rest(self, resting: bool) -> None:
        """Compute no picture from now on, and wait for the one that is being computed; or go on."""
        self._resting = resting
        self._draw_next()
        if resting and self._work is not None:
            QThreadPool.globalInstance().waitForDone()

    def title_of(self, workshop_id: int) -> str:
        """The title of a listed workshop; "" when it is not listed."""
        row = self.row_of(workshop_id)
        return "" if row is None else self._cards[row].title

    def row_of(self, workshop_id: int) -> int | None:
        """The row of a workshop; None when it is not listed."""
        return self._rows.get(workshop_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per workshop."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See the roles above."""
        card = self._cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
            return card.title
        if role == ID_ROLE:
            return card.id
        if role == FACTS_ROLE:
            return _facts(card)
        if role == PICTURE_ROLE:
            return self._picture(card.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((card.title, *_facts(card)))
        return None

    def _picture(self, workshop_id: int) -> Picture:
        if workshop_id not in self._pictures and workshop_id not in self._wanted and workshop_id != self._drawing:
            self._wanted.append(workshop_id)
            del self._wanted[:-_MOST_WANTED]
            self._draw_next()
        return self._pictures.get(workshop_id, ())

    def _draw_next(self) -> None:
        if self._work is not None or self._resting or not self._wanted or self._library is None:
            return
        # The newest wish first: it is for a card that is in sight now.
        self._drawing = self._wanted.pop()
        self._work = Work(_drawing(self._library, self._drawing))
        self._work.succeeded.connect(self._drawn)
        self._work.failed.connect(self._not_drawn)
        self._work.start()

    def _drawn(self, result: tuple[int, Picture]) -> None:
        workshop_id, picture = result
        self._work = None
        if self._drawing == workshop_id:
            self._pictures[workshop_id] = picture
            self._drawing = None
            self._repaint(workshop_id)
        self._draw_next()

    def _not_drawn(self, error: Exception) -> None:
        self._work = None
        if self._drawing is not None:
            # Not again and again: the workshop is gone, or what is wrong with it is said once.
            self._pictures[self._drawing] = ()
            self._drawing = None
        self._draw_next()
        if not isinstance(error, FacilitatorError):
            raise error

    def _repaint(self, workshop_id: int) -> None:
        row = self.row_of(workshop_id)
        if row is not None:
            at = self.index(row)
            self.dataChanged.emit(at, at, [PICTURE_ROLE])


def _drawing(library: "Library", workshop_id: int) -> LongWork[tuple[int, Picture]]:
    from facilitator.exercises.steps import exercise_steps

    yield Progress(0, 1)
    pictures = (step.picture(library, at.id) for at, step in exercise_steps(library, workshop_id))
    return workshop_id, next((picture for picture in pictures if picture), ())


def _facts(card: WorkshopCard) -> tuple[str, ...]:
    """Short lines under the title: when and how many people, for whom if that is known, and how long it is kept."""
    day = _day(card.held_on) if card.held_on else tr("no date")
    people = trn("{count} person", "{count} people", card.people)
    return tuple(filter(None, (f"{day} · {people}", card.client, _until(card))))


def _day(held_on: date) -> str:
    """The day as one thinks of it while it is near."""
    near = {-1: tr("Yesterday"), 0: tr("Today"), 1: tr("Tomorrow")}
    said = near.get((held_on - date.today()).days)
    return short_day(held_on) if said is None else tr("{day}, {date}", day=said, date=short_day(held_on))


def _until(card: WorkshopCard) -> str:
    """How long it is kept yet: counted where it goes by itself, else the day from which on it should be deleted."""
    today = date.today()
    if card.erased_on is None:
        day = short_day(card.kept_until)
        return tr("keep until {day}", day=day) if card.kept_until > today else tr("delete since {day}", day=day)
    days = (card.erased_on - today).days
    return trn("erased in {count} day", "erased in {count} days", days) if days > 0 else tr("erased at the next start")

"""The workshops that were opened last, for the menus of console and library."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.workshops import list_workshops

_MOST = 8
RECENT: Preference[list[int]] = Preference("recent", list[int], [], personal=True)
"""Ids of workshops, the one opened last first."""


def note_opened(library: Library, workshop_id: int) -> None:
    """Put a workshop to the top of the list."""
    before = RECENT.get(library)
    now = [workshop_id, *(each for each in before if each != workshop_id)][:_MOST]
    if now != before:
        RECENT.set(library, now)


def recent_workshops(library: Library) -> list[tuple[int, str]]:
    """Id and title of those that are still there, the one opened last first."""
    titles = {card.id: card.title for card in list_workshops(library)}
    return [(each, titles[each]) for each in RECENT.get(library) if each in titles]


def recent_menu(
    parent: QWidget, library: Library, open_one: Callable[[int], object], current: int | None = None
) -> QMenu:
    """The submenu; it reads the list each time it is opened, and leaves out the workshop that is open."""
    menu = QMenu(tr("Open recent"), parent)
    menu.setObjectName("recent")

    def fill() -> None:
        menu.clear()
        others = [each for each in recent_workshops(library) if each[0] != current]
        for workshop_id, title in others:
            # An ampersand would be taken for a key.
            action = menu.addAction(title.replace("&", "&&"))
            action.setData(workshop_id)
            action.triggered.connect(lambda _checked=False, workshop_id=workshop_id: open_one(workshop_id))
        if not others:
            menu.addAction(tr("No other workshop was opened yet")).setEnabled(False)

    menu.aboutToShow.connect(fill)
    return menu

"""What is in a layout, without a Python object for each of Qt's own items in it.

PySide 6.10 and 6.11 keep such an object, known by the item's address, for as long as the layout lives. Qt deletes the
item with the widget in it and says nothing. What comes to lie at that address next, a timer or another layout, is two
things to PySide then, and the program crashes when it ends. Objects for items come from `itemAt`, and from `addLayout`
with a layout that is filled already. 6.12 minds this, but cannot be used yet, see pyproject.toml.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QGridLayout, QLayout, QWidget

_NESTING = {
    QBoxLayout: ("addLayout", "insertLayout"),
    QGridLayout: ("addLayout",),
    QFormLayout: ("addRow", "insertRow"),
}


def parts_of(layout: QLayout) -> dict[int, QWidget | QLayout]:
    """Return the widgets and layouts in a layout of a window by their place. Spacers are not among them."""
    owner = layout.parentWidget()
    near = owner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if owner is not None else []
    found: dict[int, QWidget | QLayout] = {layout.indexOf(each): each for each in near}
    found |= {layout.indexOf(each): each for each in layout.children() if isinstance(each, QLayout)}
    return {place: found[place] for place in sorted(found) if place >= 0}


def forget_items_of_layouts() -> None:
    """From now on let PySide forget the items of a layout that is put into another. To be called before any window."""
    for layout, names in _NESTING.items():
        for name in names:
            method = getattr(layout, name)
            if not hasattr(method, "__wrapped__"):
                setattr(layout, name, _forgetting(method))


def _forgetting(method: Callable[..., None]) -> Callable[..., None]:
    # What `wraps` takes over else, a docstring, Qt for Python would put together of all signatures, for 12 ms.
    @wraps(method, assigned=("__name__",), updated=())
    def nested(*arguments: Any, **named: Any) -> None:
        method(*arguments, **named)
        for each in arguments[1:]:
            if isinstance(each, QLayout):
                _forget(each)

    return nested


def _forget(layout: QLayout) -> None:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            _forget(item)
        elif item is not None and not shiboken6.createdByPython(item):
            shiboken6.invalidate(item)

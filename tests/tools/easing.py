"""Whether something in a widget is moving."""

from PySide6.QtCore import QAbstractAnimation
from PySide6.QtWidgets import QWidget


def is_easing(widget: QWidget) -> bool:
    """Whether any animation of the widget, or in it, is running."""
    return any(each.state() is QAbstractAnimation.State.Running for each in widget.findChildren(QAbstractAnimation))

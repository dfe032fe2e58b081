"""What a window is to those who hear it or use keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

Role = QAccessible.Role
INTERACTIVE = {
    *(Role.PushButton, Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton),
    *(Role.ComboBox, Role.EditableText, Role.SpinBox, Role.Slider, Role.Dial, Role.HotkeyField, Role.Link),
    *(Role.List, Role.ListItem, Role.Table, Role.Tree, Role.TreeItem, Role.MenuItem, Role.PageTab, Role.PageTabList),
    *(Role.Dialog, Role.Window, Role.ProgressBar),
}


def unnamed(window: QWidget) -> list[str]:
    """What can be used but has no name that could be read out."""
    found: list[str] = []

    def walk(node: QAccessibleInterface, depth: int) -> None:
        if node.state().invisible or depth > 40:
            return
        thing = node.object()
        role = node.role()
        named = bool(node.text(QAccessible.Text.Name).strip())
        if isinstance(thing, QComboBox | QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            # Else Qt reads out what stands in it.
            named = bool(thing.accessibleName().strip()) or _has_label(thing)
        if role in INTERACTIVE and not named and role is not Role.PageTabList:
            found.append(f"{role} {thing.objectName() if thing else ''} {type(thing).__name__}")
        # A table of many rows is all of one making: its first ones tell.
        for number in range(min(node.childCount(), 80)):
            child = node.child(number)
            if child is not None and child.isValid():
                walk(child, depth + 1)

    walk(QAccessible.queryAccessibleInterface(window), 0)
    return found


def _has_label(field: QWidget) -> bool:
    return any(label.buddy() is field and label.text().strip() for label in field.window().findChildren(QLabel))


def out_of_reach(window: QWidget) -> list[str]:
    """Buttons, fields and choices that Tab never comes to."""
    reached: set[QWidget] = set()
    start = window.nextInFocusChain()
    at = start
    while at is not None and at not in reached:
        reached.add(at)
        at = at.nextInFocusChain()
    return [
        each.objectName() or type(each).__name__
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for each in window.findChildren(kind)
        if each.isVisibleTo(window)
        and each.isEnabled()
        and each.objectName() not in ("", "qt_spinbox_lineedit", "qt_tableview_cornerbutton")
        # Their keys are those of the grid or field beside them.
        and not (each.objectName().startswith("network-") or "-keypad-" in each.objectName())
        # A word for some seconds, which takes no keys from where somebody types.
        and each.objectName() != "room-toast-undo"
        and (each not in reached or each.focusPolicy() == Qt.FocusPolicy.NoFocus)
    ]

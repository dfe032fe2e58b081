"""What can be done in the library window: one action each for its button, its place in the menus and its keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from facilitator.i18n import tr

SEPARATOR = ""


def make_actions(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """All actions by name, added to the window so that their keys work in it."""
    standard = QKeySequence.StandardKey
    delete = [QKeySequence(standard.Delete)]
    known: dict[str, tuple[str, list[QKeySequence]]] = {
        "new": (tr("New workshop…"), [QKeySequence("Ctrl+N")]),
        "sample": (tr("Open the sample workshop"), []),
        "samples": (tr("Try another agenda on the sample’s people…"), []),
        "import": (tr("Import a file…"), [QKeySequence("Ctrl+I")]),
        "paste": (tr("Paste people, answers or files"), [QKeySequence(standard.Paste)]),
        "open": (tr("Open"), [QKeySequence("Ctrl+O")]),
        "hand_over": (tr("Hand over this workshop…"), []),
        "take_over": (tr("Take over a workshop…"), []),
        "rights": (tr("Who may do what with this workshop…"), []),
        "copies": (tr("Bring back an earlier copy…"), []),
        "check": (tr("Check this library…"), []),
        "preferences": (tr("Preferences…"), [QKeySequence("Ctrl+,")]),
        "passphrase": (tr("Passphrase of the library…"), []),
        "other": (tr("Choose another library…"), []),
        "remind": (tr("Remind of old workshops…"), []),
        "quit": (tr("Quit"), [QKeySequence("Ctrl+Q")]),
        "details": (tr("Details…"), [QKeySequence("Alt+Return")]),
        "rename": (tr("Rename…"), [QKeySequence("F2")]),
        "duplicate": (tr("Duplicate"), [QKeySequence("Ctrl+D")]),
        "follow_up": (tr("Plan the follow-up…"), []),
        "delete": (tr("Delete"), delete),
        "restore": (tr("Bring back"), [QKeySequence("Ctrl+R")]),
        "erase": (tr("Erase for good…"), delete),
        "empty": (tr("Erase all for good…"), []),
        "find": (tr("Find"), [QKeySequence("Ctrl+F")]),
        "deleted": (tr("Recently deleted"), [QKeySequence("Ctrl+Shift+D")]),
        "tour": (tr("Show me around"), []),
        "handbook": (tr("Handbook"), [QKeySequence(standard.HelpContents)]),
        "about": (tr("About Facilitator"), []),
    }
    made = {}
    for name, (text, keys) in known.items():
        action = QAction(text, window)
        action.setObjectName(name)
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False, act=handlers[name]: act())
        window.addAction(action)
        made[name] = action
    made["deleted"].setCheckable(True)
    made["quit"].setMenuRole(QAction.MenuRole.QuitRole)
    made["about"].setMenuRole(QAction.MenuRole.AboutRole)
    made["preferences"].setMenuRole(QAction.MenuRole.PreferencesRole)
    return made


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """The usual places."""
    menus = (
        (
            tr("&File"),
            (
                "new",
                "open",
                "recent",
                SEPARATOR,
                "sample",
                "samples",
                "import",
                SEPARATOR,
                "hand_over",
                "take_over",
                "rights",
                SEPARATOR,
                "copies",
                "check",
                "remind",
                "passphrase",
                "other",
                SEPARATOR,
                "quit",
            ),
        ),
        (
            tr("&Edit"),
            (
                "undo",
                "redo",
                "paste",
                SEPARATOR,
                "details",
                "rename",
                "duplicate",
                "follow_up",
                "delete",
                SEPARATOR,
                "restore",
                "erase",
                "empty",
                SEPARATOR,
                "preferences",
            ),
        ),
        (tr("&View"), ("find", "deleted")),
        (tr("&Help"), ("handbook", "tour", SEPARATOR, "about")),
    )
    bar.clear()
    for title, names in menus:
        menu = bar.addMenu(title)
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            elif name in actions:
                menu.addAction(actions[name])

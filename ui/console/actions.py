"""Everything the facilitator can do, as data: one list makes the menus, the shortcuts and the shortcut sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from facilitator.i18n import tr
from ui.theme.icons import icon

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing to do. `keys` are shortcuts in Qt's portable form.

    A letter alone finds in lists and is written in fields, so the menu shows the key that works there too.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    picture: str = ""
    checkable: bool = False
    short: str = ""
    """The word on a button, where the menu's text is too long for one."""


def specs() -> dict[str, ActionSpec]:
    """All actions by name."""
    listed = (
        ActionSpec("back", tr("Back to the library"), ("Ctrl+W",), "layout-grid"),
        ActionSpec("export", tr("Export…"), ("Ctrl+E",), "download"),
        ActionSpec("hand_over", tr("Hand over this workshop…"), (), "share-2"),
        ActionSpec("pictures", tr("Pictures for slides…"), ("Ctrl+Shift+S",), "presentation"),
        ActionSpec("documents", tr("Documents…"), ("Ctrl+Shift+D",), "file-text"),
        ActionSpec("mail", tr("Mail handouts…"), ("Ctrl+M",), "mail"),
        ActionSpec("letters", tr("Letters that are due…"), ("Ctrl+Shift+M",), "mail"),
        ActionSpec("worksheets", tr("Worksheets…"), ("Ctrl+Shift+P",), "printer"),
        ActionSpec("posters", tr("Pages to hang up…"), (), "printer"),
        ActionSpec("ready", tr("Get ready"), ("Ctrl+0",), "list"),
        ActionSpec("protection", tr("Data protection…"), (), "shield-check"),
        ActionSpec("access", tr("Everything kept of this person…"), (), "shield"),
        ActionSpec("mail_worksheets", tr("Mail worksheets…"), (), "mail"),
        ActionSpec("returned", tr("Import returned worksheets…"), ("Ctrl+Shift+I",), "folder-open"),
        ActionSpec("preferences", tr("Preferences…"), (), "sliders-horizontal"),
        ActionSpec("quit", tr("Quit"), ("Ctrl+Q",)),
        ActionSpec("rename_step", tr("Edit step…"), ("F2",), "pencil"),
        ActionSpec("remove_step", tr("Remove step"), ("Ctrl+Backspace",), "trash-2"),
        ActionSpec("add_step", tr("Add step…"), ("Ctrl+N",), "plus"),
        ActionSpec("duplicate_step", tr("Duplicate step"), ("Ctrl+D",), "copy"),
        ActionSpec("save_template", tr("Keep agenda as a template…"), (), "save"),
        ActionSpec("step_up", tr("Move step up"), ("Ctrl+Up",), "arrow-up"),
        ActionSpec("step_down", tr("Move step down"), ("Ctrl+Down",), "arrow-down"),
        ActionSpec("find_person", tr("Find a person"), ("Ctrl+F",), "search"),
        ActionSpec("page_run", tr("People at work"), ("Ctrl+1",), checkable=True),
        ActionSpec("page_results", tr("Results"), ("Ctrl+2",), checkable=True),
        ActionSpec("page_notes", tr("Guide and notes"), ("Ctrl+3",), checkable=True),
        ActionSpec("guide", tr("Guide of the step being run"), ("G", "Ctrl+Shift+G"), "book-open", False, tr("Guide")),
        ActionSpec("edit_guide", tr("Edit the guide’s page…"), ("Ctrl+G",), "pencil"),
        ActionSpec("time", tr("People, stations and time…"), ("Ctrl+Shift+T",), "clock"),
        ActionSpec("next_step", tr("Start next step"), ("N", "Ctrl+Right"), "skip-forward"),
        ActionSpec("previous_step", tr("Back to previous step"), ("Ctrl+Left",), "arrow-left"),
        ActionSpec("start_step", tr("Start chosen step"), ("Ctrl+Return",), "play"),
        ActionSpec("end_workshop", tr("End the workshop"), (), "flag"),
        ActionSpec("settings", tr("Exercise settings…"), ("Ctrl+,",), "settings"),
        ActionSpec("paper", tr("Enter worksheets from paper…"), ("Ctrl+P",), "clipboard-list"),
        ActionSpec("people", tr("People…"), ("Ctrl+R",), "users"),
        ActionSpec("actions", tr("Actions…"), ("Ctrl+L",), "flag"),
        ActionSpec("import", tr("Import…"), ("Ctrl+I",), "upload"),
        ActionSpec("paste", tr("Paste people, answers or files"), ("Ctrl+V",), "clipboard-paste"),
        ActionSpec("strip_names", tr("Remove contact names…"), (), "shield"),
        ActionSpec("station", tr("Open station"), ("Ctrl+T",), "laptop"),
        ActionSpec("phones", tr("Let phones answer…"), (), "share-2"),
        ActionSpec("station_settings", tr("Station settings…"), (), "sliders-horizontal"),
        ActionSpec("make_station", tr("Make a station for another computer…"), (), "share-2"),
        ActionSpec("hand_back", tr("Hand the answers of this station back…"), (), "share-2"),
        ActionSpec("bring_back", tr("Bring answers back…"), (), "folder-open"),
        ActionSpec("station_help", tr("The station: what it keeps…"), (), "circle-help"),
        ActionSpec("reduce_motion", tr("Reduce motion"), (), checkable=True),
        ActionSpec("projector", tr("Projector"), ("F5",), "presentation", checkable=True),
        ActionSpec("room_depth", tr("Rows of chairs…"), (), "users"),
        ActionSpec("screen_numbers", tr("Show the number of each screen"), (), "monitor"),
        ActionSpec("blank", tr("Blank the projector"), ("B", "Ctrl+B"), "eye-off", True, tr("Blank")),
        ActionSpec("freeze", tr("Freeze the projector"), ("F", "Ctrl+Shift+F"), "snowflake", True, tr("Freeze")),
        ActionSpec("next_view", tr("Next view on the projector"), ("V", "Ctrl+Shift+V")),
        ActionSpec("next_choice", tr("Switch the view's first choice"), ("C", "Ctrl+Shift+C")),
        ActionSpec("take_back", tr("Show the room again what it saw before"), ("U", "Ctrl+U"), "rotate-ccw"),
        ActionSpec("dark", tr("Dark projector"), ("D", "Ctrl+Shift+K"), "moon", checkable=True),
        ActionSpec("larger_text", tr("Larger text on the projector"), ("Ctrl++", "Ctrl+="), "plus"),
        ActionSpec("smaller_text", tr("Smaller text on the projector"), ("Ctrl+-",), "minus"),
        ActionSpec("room_clock", tr("Time left on the projector"), ("T", "Ctrl+Shift+L"), "clock", checkable=True),
        ActionSpec("correct", tr("Correct answers…"), ("Ctrl+Shift+E",), "pencil"),
        ActionSpec("move_answers", tr("These answers belong to…"), (), "users"),
        ActionSpec("highlight", tr("Highlight on the projector"), ("H", "Ctrl+H"), "star", checkable=True),
        ActionSpec("reopen", tr("Let this person go on"), (), "rotate-ccw"),
        ActionSpec("clear", tr("Clear this person’s answers"), (), "delete"),
        ActionSpec("timer_pause", tr("Pause or resume the timer"), ("P", "Ctrl+Space"), "pause"),
        ActionSpec("timer_more", tr("One minute more"), ("+",), "plus"),
        ActionSpec("timer_less", tr("One minute less"), ("-",), "minus"),
        ActionSpec("timer_sound", tr("Sound when the time is up"), (), "", checkable=True),
        ActionSpec("activity", tr("What was done…"), (), "list"),
        ActionSpec("handbook", tr("Handbook"), ("F1",), "book-open"),
        ActionSpec("tour", tr("Show me around"), (), "eye"),
        ActionSpec("shortcuts", tr("Keyboard shortcuts"), ("?",), "keyboard"),
        ActionSpec("method", tr("How the measures work"), ("Shift+F1",), "book-open"),
        ActionSpec("about", tr("About Facilitator"), (), "info"),
    )
    return {spec.name: spec for spec in listed}


def menus() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The menu bar: titles, and the names of the actions below them. `undo` and `redo` come from the history."""
    return (
        (
            tr("&File"),
            (
                *("documents", "export", "pictures", "mail", "letters", SEPARATOR),
                *("worksheets", "posters", "mail_worksheets", "returned", SEPARATOR),
                *("import", "hand_over", SEPARATOR),
                *("protection", SEPARATOR),
                *("save_template", SEPARATOR, "recent", "back", "quit"),
            ),
        ),
        (
            tr("&Edit"),
            (
                *("undo", "redo", "paste", SEPARATOR),
                *("add_step", "rename_step", "duplicate_step", "remove_step", "step_up", "step_down", SEPARATOR),
                *("edit_guide", SEPARATOR),
                *("find_person", "correct", "move_answers", "reopen", "clear", "access", SEPARATOR),
                "preferences",
            ),
        ),
        (
            tr("&View"),
            (
                *("page_run", "page_results", "page_notes", "guide", SEPARATOR),
                *("projector", "blank", "freeze", "next_view", "next_choice", "highlight", "take_back", SEPARATOR),
                *("dark", "larger_text", "smaller_text", "room_depth", "room_clock", "screen_numbers", SEPARATOR),
                *("reduce_motion",),
            ),
        ),
        (
            tr("&Workshop"),
            (
                *("ready", SEPARATOR),
                *("next_step", "previous_step", "start_step", "end_workshop", SEPARATOR),
                *("timer_pause", "timer_more", "timer_less", "timer_sound", SEPARATOR),
                *("people", "time", "actions", "settings", "paper", SEPARATOR),
                *("station", "phones", "station_settings", "make_station", "bring_back", "hand_back", SEPARATOR),
                *("activity", "strip_names"),
            ),
        ),
        (tr("&Help"), ("handbook", "tour", "shortcuts", "station_help", "method", SEPARATOR, "about")),
    )


ActionTable = Mapping[str, QAction]


def make_actions(owner: QObject, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One QAction per spec, each calling the handler of its name."""
    made: dict[str, QAction] = {}
    for spec in specs().values():
        action = QAction(spec.text, owner)
        action.setObjectName(f"action-{spec.name}")
        if spec.picture:
            action.setIcon(icon(spec.picture))
        action.setIconText(spec.short or spec.text)
        action.setToolTip(_told(spec))
        action.setCheckable(spec.checkable)
        # In a menu the tick stands in the picture's place.
        action.setIconVisibleInMenu(not spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in sorted(spec.keys, key=_is_letter)])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        handler = handlers[spec.name]
        action.triggered.connect(lambda _checked=False, handler=handler: handler())
        made[spec.name] = action
    return made


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalpha()


def _told(spec: ActionSpec) -> str:
    """What it does and its keys."""
    if not spec.keys:
        return spec.text
    letter, *others = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys)
    if _is_letter(letter) and others:
        return tr("{what} ({letter}; {keys} in a list or a field)", what=spec.text, letter=letter, keys=others[0])
    return tr("{what} ({keys})", what=spec.text, keys=letter)


def fill_menu_bar(bar: QMenuBar, actions: ActionTable) -> None:
    """Put the actions into the menus they belong to."""
    for title, names in menus():
        menu = bar.addMenu(title)
        fill_menu(menu, actions, names)


def fill_menu(menu: QMenu, actions: ActionTable, names: tuple[str, ...]) -> None:
    """Put the named actions into one menu."""
    for name in names:
        if name == SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])

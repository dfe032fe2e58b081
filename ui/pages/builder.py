"""What a step asks, made of questions: each change is one operation that is committed at once and can be undone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.described.editing import ask, begun
from facilitator.described.question_templates import (
    EXAMPLES,
    example,
    examples,
    keep_template,
    own_templates,
    remove_template,
)
from facilitator.errors import FacilitatorError, NotFound
from facilitator.files import usable_name
from facilitator.i18n import speaking, tr
from facilitator.questionnaires import building
from facilitator.questionnaires.flow import NOTICE
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.question_file import read_path, write_file
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import as_stored, translated
from facilitator.questionnaires.worksheet import not_on_sheets
from facilitator.sharing import tables
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.papers import spoken_in
from ui.dialogs import Panel, ask_line, icon_button, message, refused
from ui.file_dialogs import ask_for_file, ask_where_to_write, documents
from ui.history import History
from ui.pages.builder_form import BuilderForm, PageForm, QuestionForm, StepForm
from ui.pages.preview import Preview
from ui.theme.icons import icon
from ui.theme.widgets import Scrolled

_WIDTH, _HEIGHT = 1180, 760
_TREE = 380
_PREVIEW = 1
_SOON = 200
"""Milliseconds after which the preview follows."""
_PLACE = Qt.ItemDataRole.UserRole
_STEP, _PAGE, _QUESTION = "step", "page", "question"
_ICONS = {
    "text": "message-square",
    "one_of": "circle-dot",
    "several_of": "circle-check",
    "rank": "star",
    "scale": "sliders-horizontal",
    "number": "hash",
    "day": "calendar",
    "someone": "users",
    "consent": "shield-check",
    "counts": "tally-5",
}
Place = tuple[str, str]
"""What is looked at: the step, or a page or a question by its key."""


class QuestionTree(QTreeWidget):
    """The step, its pages and their questions. A question can be dragged to another place."""

    dropped = Signal(str, str, str)
    """A question is to be asked on this page, before this question or, with "", last."""
    removed = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setIndentation(16)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Alt and an arrow moves."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where it is to be; the library decides, and the tree shows what came of it."""
        source, target = self.currentItem(), self.itemAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if source is None or target is None or source.data(0, _PLACE)[0] != _QUESTION:
            return
        kind, key = target.data(0, _PLACE)
        question = source.data(0, _PLACE)[1]
        if kind == _PAGE:
            self.dropped.emit(question, key, "")
        elif kind == _QUESTION and key != question:
            page = target.parent()
            assert page is not None  # noqa: S101  # a question stands below its page
            before = page.child(page.indexOfChild(target) + 1) if below else target
            self.dropped.emit(
                question, page.data(0, _PLACE)[1], before.data(0, _PLACE)[1] if before is not None else ""
            )


class BuilderDialog(Panel):
    """The questions at the left; at the right what is chosen of them, to be edited and to be tried."""

    # Return ends what is written in a field, and not the window.
    enter_presses_main = False

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        title = tr("Questions of “{step}”", step=said_title(get_step(library, step_id)))
        super().__init__(parent, title, "pages-builder", (_WIDTH, _HEIGHT))
        self._library, self._step_id, self._history = library, step_id, history
        self._read_setup()
        self.form: BuilderForm | None = None
        self._shown: tuple[Place, object] | None = None
        self._undo, self._redo = history.actions(self)
        self.addActions([self._undo, self._redo])
        self.tree = QuestionTree()
        self.tree.setObjectName("builder-tree")
        self.tree.setAccessibleName(tr("Pages and questions"))
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_current())
        self.tree.dropped.connect(self._drop)
        self.tree.removed.connect(self.remove)
        self.tree.moved.connect(self.move_current)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        # The fields in it take the keyboard, and are scrolled into sight.
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview = Preview(library, step_id)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("builder-tabs")
        self.tabs.addTab(self.area, tr("Edit"))
        self.tabs.addTab(Scrolled(self.preview), tr("Preview"))
        self.tabs.currentChanged.connect(lambda _at: self._show_preview())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addLayout(self._tools())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("builder-parts")
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.tabs)
        self.splitter.setSizes([_TREE, _WIDTH - _TREE])
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.content.addWidget(self.splitter, 1)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.paper = self.say("", "caption")
        self.paper.setObjectName("builder-paper")
        self._end()
        QShortcut(QKeySequence("Ctrl+Return"), self, lambda: self.add("one_of"))
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show_preview)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        history.stack.indexChanged.connect(self._later.start)
        self._fill((_STEP, ""))

    @property
    def asked(self) -> Questionnaire:
        """What the step asks now."""
        return self._setup.questionnaire

    @property
    def place(self) -> Place:
        """What is looked at."""
        item = self.tree.currentItem()
        return item.data(0, _PLACE) if item is not None else (_STEP, "")

    # What can be done with the question that is looked at

    def add(self, kind: str) -> None:
        """Ask one thing more, after the question that is looked at, or at the end of its page."""
        page, after = self._here()
        made: list[str] = []

        def make(asked: Questionnaire) -> Questionnaire:
            edited, key = building.add_question(asked, kind, page, after)
            made.append(key)
            return edited

        if self.change(make, tr("Add question")):
            self.look_at((_QUESTION, made[0]))
            self._write_text()

    def copy(self) -> None:
        """Ask the same once more, to be changed."""
        made: list[str] = []

        def make(asked: Questionnaire) -> Questionnaire:
            edited, key = building.copy_question(asked, self.place[1])
            made.append(key)
            return edited

        if self.place[0] == _QUESTION and self.change(make, tr("Copy question")):
            self.look_at((_QUESTION, made[0]))

    def remove(self) -> None:
        """Ask it no more; of a page only the border goes."""
        kind, key = self.place
        if kind == _QUESTION:
            keys = list(self.asked.by_key)
            at = keys.index(key)
            if self.change(lambda asked: building.remove_question(asked, key), tr("Remove question")):
                left = list(self.asked.by_key)
                self.look_at((_QUESTION, left[min(at, len(left) - 1)]))
        elif kind == _PAGE and self.asked.pages:
            self.change(lambda asked: building.join_page(asked, key), tr("Join pages"))

    def move_current(self, by: int) -> None:
        """Ask it earlier or later."""
        kind, key = self.place
        moves: dict[str, Callable[..., Questionnaire]] = {
            _QUESTION: building.move_question,
            _PAGE: building.move_page,
        }
        if kind in moves:
            self.change(lambda asked: moves[kind](asked, key, by), tr("Move question"))

    def split(self) -> None:
        """Begin a new page with the question that is looked at."""
        made: list[str] = []

        def make(asked: Questionnaire) -> Questionnaire:
            edited, key = building.split_page(asked, self.place[1])
            made.append(key)
            return edited

        if self.place[0] != _QUESTION:
            self._say(tr("Choose the question that the new page begins with."))
        elif self.change(make, tr("New page")):
            self.look_at((_PAGE, made[0]))

    def change(self, make: Callable[[Questionnaire], Questionnaire], label: str, source: str | None = None) -> bool:
        """Make something else of what is asked, and commit it; False with the reason in place where it is refused."""
        try:
            # As it is now: somebody may have answered meanwhile, or undone something.
            self._read_setup()
            edited = make(self.asked)
            if edited == self.asked:
                return True
            if source is None:
                with speaking(self._language):
                    edited = as_stored(edited, self._kept.questionnaire, self._kept.source)
            done = ask(self._library, self._step_id, edited, label, source)
        except FacilitatorError as error:
            # What is shown is not what is asked: the fields are made anew.
            self._shown = None
            self._later.start()
            self._say(error.sentence)
            return False
        self._say("")
        self._read_setup()
        self._history.note(done)
        return True

    def look_at(self, place: Place) -> None:
        """Show the step, a page or a question."""
        self._fill(place)

    # Templates and files

    def begin_with(self, name: str) -> None:
        """Ask what an example asks."""
        source = f"{EXAMPLES}/{name}"
        if self.change(lambda _asked: example(name).questionnaire, tr("Begin with an example"), source):
            self.look_at((_STEP, ""))

    def begin_with_own(self, title: str) -> None:
        """Ask what a template of the facilitator's asks."""
        found = next((each for each in own_templates(self._library) if each.title == title), None)
        if found is not None and self.change(lambda _asked: found.questionnaire, tr("Begin with a template"), ""):
            self.look_at((_STEP, ""))

    def read_file(self, path: Path) -> None:
        """Ask what a file asks; nothing changes where it is none."""
        try:
            read = read_path(path)
        except FacilitatorError as error:
            refused(self, error)
            return
        if self.change(lambda _asked: read.questionnaire, tr("Questions from a file"), ""):
            self.look_at((_STEP, ""))

    def write_file(self, path: Path) -> None:
        """Write a file to be handed on: the questions, and no answer."""
        try:
            minutes = get_step(self._library, self._step_id).minutes or None
            tables.write_file(path, write_file(self.asked, minutes), overwrite=True)
        except FacilitatorError as error:
            refused(self, error)
            return
        message(self, tr("Questions written"), tr("{path}\nIt holds the questions and no answer.", path=path))

    def keep(self, title: str) -> None:
        """Keep the questions as a template; raises Invalid without a title."""
        keep_template(self._library, title, self.asked, get_step(self._library, self._step_id).minutes or None)

    # How it looks

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        adding = QToolButton()
        adding.setObjectName("builder-add")
        adding.setText(tr("Add question"))
        adding.setAccessibleName(tr("Add question"))
        adding.setIcon(icon("plus"))
        adding.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        adding.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(adding)
        for kind in building.question_kinds():
            action = menu.addAction(icon(_ICONS[kind.key]), kind.title, partial(self.add, kind.key))
            action.setObjectName(f"builder-add-{kind.key}")
        adding.setMenu(menu)
        line.addWidget(adding)
        line.addStretch(1)
        for name, picture, words, act in (
            ("split", "file-text", tr("New page from here"), self.split),
            ("copy", "copy", tr("Copy"), self.copy),
            ("up", "arrow-up", tr("Earlier (Alt+↑)"), lambda: self.move_current(-1)),
            ("down", "arrow-down", tr("Later (Alt+↓)"), lambda: self.move_current(1)),
            ("remove", "trash-2", tr("Remove (Delete)"), self.remove),
        ):
            button = icon_button(f"builder-{name}", picture, "", act, "quiet")
            button.setToolTip(words)
            button.setAccessibleName(words)
            line.addWidget(button)
        return line

    def _end(self) -> None:
        """Undo, what to begin with, what becomes of the questions, and the end."""
        for action, picture in ((self._undo, "undo-2"), (self._redo, "redo-2")):
            action.setIcon(icon(picture))
            button = QToolButton()
            button.setDefaultAction(action)
            self.tools.addWidget(button)
        self._begin_menu = self._menu(tr("Begin with"), "builder-begin", self._fill_beginnings)
        self._file_menu = self._menu(tr("Keep and hand on"), "builder-keep", self._fill_keeping)
        self.button(tr("Close"), "close", "primary", self.accept)

    def _menu(self, words: str, name: str, fill: Callable[[QMenu], None]) -> QMenu:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        menu = QMenu(button)
        button.setMenu(menu)
        menu.aboutToShow.connect(lambda: fill(menu))
        self.tools.addWidget(button)
        return menu

    def _fill_beginnings(self, menu: QMenu) -> None:
        menu.clear()
        for name, title in examples():
            menu.addAction(title, partial(self.begin_with, name))
        own = own_templates(self._library)
        if own:
            menu.addSection(tr("Your own"))
            for each in own:
                menu.addAction(each.title, partial(self.begin_with_own, each.title))
        menu.addSeparator()
        menu.addAction(icon("folder-open"), tr("A file…"), self._choose_file)

    def _fill_keeping(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(icon("save"), tr("Keep as a template…"), self._ask_for_title)
        menu.addAction(icon("file-down"), tr("Hand on as a file…"), self._choose_target)
        own = own_templates(self._library)
        if own:
            removing = menu.addMenu(icon("trash-2"), tr("Remove a template"))
            for each in own:
                removing.addAction(each.title, partial(remove_template, self._library, each.title))

    def _choose_file(self) -> None:
        ask_for_file(self, tr("Questions from a file"), self.read_file, tr("Questions (*.json)"))

    def _choose_target(self) -> None:
        name = usable_name(self.asked.title) or "questions"
        ask_where_to_write(self, tr("Hand on as a file"), documents() / f"{name}.json", self.write_file)

    def _ask_for_title(self) -> None:
        ask_line(self, tr("Keep as a template"), tr("Title"), self.asked.title, tr("Keep"), self.keep)

    # What is shown

    def _read_setup(self) -> None:
        kept = self._kept = get_setup(self._library, self._step_id)
        self._language = spoken_in(self._library, kept.workshop_id)
        with speaking(self._language):
            # As participants read it.
            self._setup = replace(kept, questionnaire=translated(kept.questionnaire, kept.source))

    def _follow(self) -> None:
        """Something was committed, undone or refused: show what is asked now."""
        try:
            self._read_setup()
        except NotFound:
            # The step is gone, and its questions with it.
            self.reject()
            return
        self._fill(self.place)

    def _fill(self, place: Place) -> None:
        """Make the tree anew where something is elsewhere than it was; what is looked at stays so if it is there."""
        wanted = list(self._places())
        there = [item.data(0, _PLACE) for item in self._items()]
        if [each for each, *_ in wanted] != there:
            self.tree.blockSignals(True)
            self.tree.clear()
            parents: dict[str, QTreeWidgetItem] = {}
            for each, *_ in wanted:
                item = QTreeWidgetItem()
                item.setData(0, _PLACE, each)
                flags = item.flags() | Qt.ItemFlag.ItemIsDropEnabled
                if each[0] != _QUESTION:
                    flags &= ~Qt.ItemFlag.ItemIsDragEnabled
                item.setFlags(flags)
                if each[0] == _STEP:
                    self.tree.addTopLevelItem(item)
                else:
                    parents["step" if each[0] == _PAGE else "page"].addChild(item)
                parents[each[0]] = item
            self.tree.expandAll()
            self.tree.blockSignals(False)
        for item, (_, words, picture, hidden) in zip(self._items(), wanted, strict=True):
            item.setText(0, tr("{question} (not asked)", question=words) if hidden else words)
            item.setToolTip(0, words)
            item.setIcon(0, icon(picture, "muted" if hidden else "text"))
        chosen = next((item for item in self._items() if item.data(0, _PLACE) == place), self.tree.topLevelItem(0))
        if chosen is not None and chosen is not self.tree.currentItem():
            self.tree.setCurrentItem(chosen)
        self._show_current()
        left_out = not_on_sheets(self.asked)
        self.paper.setText(
            "\n".join(tr("A sheet of paper can’t ask “{question}”. {why}", question=each.head, why=why)
                      for each, why in left_out)
        )  # fmt: skip
        self.paper.setVisible(bool(left_out))

    def _places(self) -> Iterator[tuple[Place, str, str, bool]]:
        yield (_STEP, ""), self.asked.title, "clipboard-list", False
        for number, page in enumerate(self.asked.paged, start=1):
            yield (_PAGE, page.key), page.title or tr("Page {number}", number=number), "file-text", False
            for key in page.questions:
                question = self.asked.by_key[key]
                yield (_QUESTION, key), question.head, _ICONS[str(getattr(question, "kind", ""))], question.hidden

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []

        def walk(item: QTreeWidgetItem | None) -> None:
            if item is not None:
                found.append(item)
                for at in range(item.childCount()):
                    walk(item.child(at))

        walk(self.tree.topLevelItem(0))
        return found

    def _show_current(self) -> None:
        kind, key = place = self.place
        has_begun = begun(self._library, self._step_id)
        what: dict[str, Any] = {
            _STEP: (self.asked.title, self.asked.notice, self.asked.names, self.asked.together, has_begun),
            _PAGE: next((each for each in self.asked.paged if each.key == key), None),
            _QUESTION: self.asked.find(key),
        }
        now = place, what[kind]
        known = self._shown is not None and self._shown[0] == place and what[kind] in (self._shown[1], self._typed)
        if not known:
            self._make_form(place, has_begun)
        self._shown = now
        self._soon.start()

    def _make_form(self, place: Place, has_begun: bool) -> None:
        kind, key = place
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and self.area.isAncestorOf(focus) else ""
        scrolled = self.area.verticalScrollBar().value() if name else 0
        self._typed: object = None
        if kind == _QUESTION:
            form: BuilderForm = self._question_form(key)
        elif kind == _PAGE:
            page = next(each for each in self.asked.paged if each.key == key)
            form = PageForm(self.asked, page)
            form.changed.connect(
                lambda fields: self._typing(lambda asked: building.change_page(asked, key, **fields), tr("Change page"))
            )
        else:
            form = StepForm(self.asked, begun=has_begun)
            form.changed.connect(
                lambda fields: self._typing(lambda asked: building.change_step(asked, **fields), tr("Change step"))
            )
        self.form = form
        self.area.setWidget(form)
        if name:
            again = form.findChild(QWidget, name)
            if again is not None:
                again.setFocus()
            self.area.verticalScrollBar().setValue(scrolled)

    def _question_form(self, key: str) -> QuestionForm:
        form = QuestionForm(self.asked, self.asked.by_key[key])
        form.changed.connect(
            lambda fields: self._typing(
                lambda asked: building.change_question(asked, key, **fields), tr("Change question")
            )
        )

        def other_kind(kind: str) -> None:
            self._shown = None
            self.change(lambda asked: building.change_kind(asked, key, kind), tr("Change question"))
            self._later.start()

        form.kind_wanted.connect(other_kind)
        return form

    def _typing(self, make: Callable[[Questionnaire], Questionnaire], label: str) -> None:
        """Commit what a field says; the fields stay as they are, so that the keyboard does."""
        kind, key = self.place
        if not self.change(make, label):
            return
        if kind == _QUESTION:
            before, self._typed = self._shown[1] if self._shown else None, self.asked.find(key)
            structure = ("about", "options", "labels", "from_ticks", "privacy")
            if any(getattr(before, name, None) != getattr(self._typed, name, None) for name in structure):
                # Others of its fields depend on these.
                self._typed = None

    def _show_preview(self) -> None:
        if self.tabs.currentIndex() != _PREVIEW:
            return
        kind, key = self.place
        page = {_STEP: NOTICE, _PAGE: key}.get(kind)
        if page is None:
            question = self.asked.find(key)
            page = self.asked.page_of[question.key].key if question is not None else NOTICE
        self.preview.show_page(self.asked, page)

    def _here(self) -> tuple[str, str | None]:
        kind, key = self.place
        if kind == _QUESTION:
            return self.asked.page_of[key].key, key
        return (key if kind == _PAGE else self.asked.paged[-1].key), None

    def _write_text(self) -> None:
        """Let the new question be worded at once."""
        self.tabs.setCurrentWidget(self.area)
        field = self.form.findChild(QWidget, "builder-text") if self.form is not None else None
        if field is not None:
            field.setFocus()
            getattr(field, "selectAll", lambda: None)()

    def _drop(self, question: str, page: str, before: str) -> None:
        self.change(lambda asked: building.put_question(asked, question, page, before or None), tr("Move question"))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

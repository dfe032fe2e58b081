"""What a step asks, to be reworded, hidden and reordered; what was answered stays with its question."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from facilitator.exercises.folder import supplies
from facilitator.exercises.registry import exercise
from facilitator.i18n import speaking, tr
from facilitator.questionnaires.model import Option, Page, Question, Questionnaire
from facilitator.questionnaires.setup import change_questionnaire, get_setup
from facilitator.questionnaires.translated import as_stored, translated
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_in
from ui.dialogs import Form, icon_button
from ui.exercises.hooks import ExerciseUi
from ui.history import History
from ui.pages.builder import BuilderDialog

_WIDTH, _HEIGHT = 860, 640
_KEY = Qt.ItemDataRole.UserRole


class SettingsDialog(Form):
    """A tree of pages, questions and options. Nothing is written before it is saved, and that can be undone."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Exercise settings"), "pages-settings", (_WIDTH, _HEIGHT))
        self._library, self._step_id, self._history = library, step_id, history
        self._setup = setup = get_setup(library, step_id)
        self._language = spoken_in(library, setup.workshop_id)
        with speaking(self._language):
            # As participants read it.
            self._asked = asked = translated(setup.questionnaire, setup.source)
        self.title = self.named(QLineEdit(asked.title), "pages-title", tr("Title"))
        self.notice = self.named(QLineEdit(asked.notice), "pages-notice", tr("Notice"))
        self.notice.setCursorPosition(0)
        self.names = self.named(QComboBox(), "pages-names", tr("Whose names stand beside answers"))
        for names, words in (
            ("signed", tr("Signed: the name is kept with the answers")),
            ("initials", tr("Initials stand beside answers; you can see whose they are")),
            ("anonymous", tr("Anonymous: no author, not even in the file")),
        ):
            self.names.addItem(words, names)
        self.names.setCurrentIndex(self.names.findData(asked.names))
        rows = QFormLayout()
        for label, field in ((tr("Title"), self.title), (tr("Notice"), self.notice), (tr("Names"), self.names)):
            rows.addRow(label, field)
        self.content.addLayout(rows)
        self.say(tr("Double-click or F2 to reword. What is not ticked is not asked."), "caption")
        self.tree = self.named(QTreeWidget(), "pages-tree", tr("Questions and answers to choose from"))
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.DoubleClicked | QTreeWidget.EditTrigger.EditKeyPressed)
        for page in asked.paged:
            self._add_page(page)
        self.tree.expandToDepth(0)
        self.content.addWidget(self.tree, 1)
        line = QHBoxLayout()
        line.addWidget(icon_button("pages-up", "arrow-up", tr("Further up"), lambda: self.move_item(-1)))
        line.addWidget(icon_button("pages-down", "arrow-down", tr("Further down"), lambda: self.move_item(1)))
        line.addStretch(1)
        self.content.addLayout(line)
        self.end_with(tr("Save"), self._save)

    def move_item(self, by: int) -> None:
        """Move the current question or option among its own."""
        item = self.tree.currentItem()
        parent = item.parent() if item is not None else None
        if item is None or parent is None:
            return
        place = parent.indexOfChild(item)
        if 0 <= place + by < parent.childCount():
            expanded = item.isExpanded()
            parent.takeChild(place)
            parent.insertChild(place + by, item)
            item.setExpanded(expanded)
            self.tree.setCurrentItem(item)

    def item(self, key: str) -> QTreeWidgetItem:
        """The row of a question ("question") or an option ("question-option"); raises KeyError."""
        for page in range(self.tree.topLevelItemCount()):
            for question in _children(self.tree.topLevelItem(page)):
                for each in (question, *_children(question)):
                    if each.data(0, _KEY) == key:
                        return each
        raise KeyError(key)

    def _add_page(self, page: Page) -> None:
        item = QTreeWidgetItem([page.title or tr("Questions")])
        item.setData(0, _KEY, page.key)
        item.setFlags(item.flags() | (Qt.ItemFlag.ItemIsEditable if self._asked.pages else Qt.ItemFlag.NoItemFlags))
        self.tree.addTopLevelItem(item)
        for key in page.questions:
            question = self._asked.by_key[key]
            row = _row(question.text, key, shown=not question.hidden)
            item.addChild(row)
            for option in getattr(question, "options", ()):
                row.addChild(_row(option.label, f"{key}-{option.key}", shown=not option.hidden))

    def _save(self) -> None:
        pages, questions = [], []
        for place, page in enumerate(self._asked.paged):
            item = self.tree.topLevelItem(place)
            rows = _children(item)
            questions += [self._question(row) for row in rows]
            keys = tuple(row.data(0, _KEY) for row in rows)
            pages.append(page.model_copy(update={"title": _words(item) if page.title else "", "questions": keys}))
        fields = {
            "title": self.title.text(),
            "notice": self.notice.text(),
            "names": self.names.currentData(),
            "questions": [question.model_dump() for question in questions],
            "pages": [page.model_dump() for page in pages] if self._asked.pages else (),
        }
        edited: Questionnaire = self._asked.edited(**fields)
        if edited != self._asked:
            with speaking(self._language):
                edited = as_stored(edited, self._setup.questionnaire, self._setup.source)
            self._history.note(change_questionnaire(self._library, self._step_id, edited))

    def _question(self, row: QTreeWidgetItem) -> Question:
        question = self._asked.by_key[row.data(0, _KEY)]
        update: dict[str, object] = {"text": _words(row), "hidden": not _is_ticked(row)}
        options = {option.key: option for option in getattr(question, "options", ())}
        if options:
            update["options"] = tuple(self._option(options, child) for child in _children(row))
        return question.model_copy(update=update)

    def _option(self, options: dict[str, Option], row: QTreeWidgetItem) -> Option:
        option = options[row.data(0, _KEY).partition("-")[2]]
        return option.model_copy(update={"label": _words(row), "hidden": not _is_ticked(row)})


def _row(words: str, key: str, *, shown: bool) -> QTreeWidgetItem:
    row = QTreeWidgetItem([words])
    row.setData(0, _KEY, key)
    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
    row.setCheckState(0, Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
    return row


def _children(item: QTreeWidgetItem | None) -> list[QTreeWidgetItem]:
    found = [item.child(place) for place in range(item.childCount())] if item is not None else []
    return [child for child in found if child is not None]


def _words(item: QTreeWidgetItem | None) -> str:
    return item.text(0) if item is not None else ""


def _is_ticked(row: QTreeWidgetItem) -> bool:
    return row.checkState(0) is Qt.CheckState.Checked


@supplies(ExerciseUi.settings_dialog)
def settings_dialog(folder: ExerciseUi, library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
    """The questions: to be made, or to be worded only, as the exercise allows."""
    if exercise(folder.kind).builds_questions:
        return BuilderDialog(library, step_id, history, parent)
    return SettingsDialog(library, step_id, history, parent)

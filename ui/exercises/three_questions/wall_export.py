"""The wall as files, at any moment: tables, text and pictures."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from facilitator.errors import FacilitatorError, NotSaved
from facilitator.exercises.three_questions.live_wall import face_down
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.exercises.three_questions.wall_text import wall_as_json, wall_as_markdown
from facilitator.files import with_suffix
from facilitator.i18n import tr
from facilitator.sharing.tables import refuse_over, write_file
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step, said_title
from ui.dialogs import message, refused
from ui.exercises.three_questions.boards import themes_board, votes_board, wall_board
from ui.file_dialogs import ask_where_to_write, documents
from ui.wall.picture import save_pictures

_SUFFIXES = (".csv", ".xlsx", ".json", ".md", ".png", ".svg")


class ExportMenu(QMenu):
    """One entry per kind of file; each asks where to."""

    def __init__(self, library: Library, step_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wall-export-menu")
        self._library, self._step_id = library, step_id
        names = {
            ".csv": tr("Cards as CSV…"),
            ".xlsx": tr("Cards as XLSX…"),
            ".json": tr("Wall as JSON…"),
            ".md": tr("Wall as Markdown…"),
            ".png": tr("Pictures of the wall (PNG)…"),
            ".svg": tr("Pictures of the wall (SVG)…"),
        }
        for suffix, words in names.items():
            action = self.addAction(words, partial(self._ask, suffix))
            action.setObjectName(f"wall-export-{suffix[1:]}")

    def _ask(self, suffix: str) -> None:
        title = said_title(get_step(self._library, self._step_id))
        name = "".join(" " if letter in '<>:"/\\|?*' else letter for letter in title).strip(". ") or "wall"
        proposed = documents() / f"{name}{suffix}"
        ask_where_to_write(self.parentWidget(), tr("Export the wall"), proposed, partial(self._write, suffix))

    def _write(self, suffix: str, chosen: Path) -> None:
        path = with_suffix(chosen, suffix, _SUFFIXES)
        try:
            if path != chosen:
                # Of a file of this name nobody was asked whether it may go.
                refuse_over(path)
            written = export_wall(self._library, self._step_id, path)
        except FacilitatorError as error:
            refused(self.parentWidget(), error)
            return
        files = "\n".join(str(each) for each in written)
        message(self.parentWidget(), tr("Export finished"), files)


def export_wall(library: Library, step_id: int, path: Path) -> list[Path]:
    """Write the wall in the form that the suffix of `path` says, and return the files.

    Pictures are the wall, then themes and votes where there are any, each page a file. Raises NotSaved.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise NotSaved(tr("A wall can be written as {kinds}.", kinds=", ".join(_SUFFIXES)))
    path.parent.mkdir(parents=True, exist_ok=True)
    if suffix in (".csv", ".xlsx"):
        from facilitator.sharing.exporting import export_answers

        export_answers(library, step_id, path)
        return [path]
    if suffix in (".json", ".md"):
        text = wall_as_json(library, step_id) if suffix == ".json" else wall_as_markdown(library, step_id)
        # The dialog has asked before it let anybody choose a file that is there.
        write_file(path, text.encode(), overwrite=True)
        return [path]
    wall = read_wall(library, step_id)
    lie, _ = face_down(library, step_id, wall)
    written = save_pictures(wall_board(wall, lie), path.with_suffix(""), suffix)
    if wall.revealed and wall.themes:
        written += save_pictures(themes_board(wall), path.with_name(f"{path.stem}-themes"), suffix)
    if wall.revealed and wall.laid:
        written += save_pictures(votes_board(wall, live=True), path.with_name(f"{path.stem}-votes"), suffix)
    return written

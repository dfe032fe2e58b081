"""Bringing an earlier copy of the library back: which there are, and what is in each."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import short_day, short_moment, tr, trn
from facilitator.storage.backups import copies
from facilitator.storage.keys import is_locked
from facilitator.workshop.listing import cards_at
from ui.dialogs import Form, Panel, message

_MOST = 60
_AROUND = 14
"""Pixels above and below the words of a row, together."""


class CopiesDialog(Form):
    """The copies, the newest first, and the workshops that are in the chosen one."""

    def __init__(self, parent: QWidget | None, library: Path, take: Callable[[Path], object]) -> None:
        super().__init__(parent, tr("Bring back an earlier copy"), "copies", (760, 460))
        self._take = take
        self.say(
            tr(
                "Everything is then as it was in the copy; what is there now is copied first, so that you can come "
                "back to it. The program closes its windows and opens them again. Mails that went since are not sent "
                "again. What people took back since, such as a story or a consent, is there again: take it back anew."
            )
        )
        self.list = self.named(QListWidget(), "copies-list", tr("Copies"))
        self.preview = self.named(QPlainTextEdit(), "copies-preview", tr("Workshops in this copy"))
        self.preview.setReadOnly(True)
        for copy in copies(library):
            row = QListWidgetItem(f"{short_moment(copy.made_at)} · {_why(copy.reason)}")
            row.setData(Qt.ItemDataRole.UserRole, copy.path)
            row.setSizeHint(QSize(0, self.fontMetrics().height() + _AROUND))
            self.list.addItem(row)
        across = QHBoxLayout()
        across.addWidget(self.list, 1)
        across.addWidget(self.preview, 1)
        self.content.addLayout(across, 1)
        self.unlock = self.button(tr("Type its passphrase…"), "unlock", "secondary", self._unlock)
        self.bring = self.end_with(tr("Bring this copy back"), self._chosen)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> Path:
        """The copy that is chosen."""
        path: Path = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return path

    def _chosen(self) -> None:
        self._take(self.chosen)

    def _unlock(self) -> None:
        # Imported here: few have copies of another passphrase.
        from ui.passphrases import UnlockDialog

        UnlockDialog(self, self.chosen, self._show, "unlock-copy").open()

    def _show(self) -> None:
        self.unlock.setVisible(is_locked(self.chosen))
        try:
            cards = cards_at(self.chosen)
        except FacilitatorError as error:
            self.preview.setPlainText(error.sentence)
            self.bring.setEnabled(False)
            return
        self.bring.setEnabled(not is_locked(self.chosen))
        if is_locked(self.chosen):
            self.preview.setPlainText(
                tr("It has a passphrase of its own: type it to see what is in the copy, and to bring it back.")
            )
            return
        if cards is None:
            self.preview.setPlainText(tr("It was made by an earlier version and is brought up to date."))
            return
        lines = [trn("{count} workshop", "{count} workshops", len(cards)), ""]
        for card in cards[:_MOST]:
            people = trn("{count} person", "{count} people", card.people)
            day = short_day(card.held_on) if card.held_on else ""
            lines.append(" · ".join(part for part in (card.title, day, people) if part))
        if len(cards) > _MOST:
            lines.append(trn("and {count} more workshop", "and {count} more workshops", len(cards) - _MOST))
        self.preview.setPlainText("\n".join(lines))


def choose_copy(parent: QWidget | None, library: Path, take: Callable[[Path], object]) -> Panel:
    """Let a copy be chosen; `take` gets its path."""
    if not copies(library):
        return message(
            parent,
            tr("There is no earlier copy yet"),
            tr(
                "A copy is made each hour in which something changed, at the end of each workshop, and before an "
                "import. When something is erased for good, all copies go and one is made of what is left."
            ),
        )
    dialog = CopiesDialog(parent, library, take)
    dialog.open()
    return dialog


def _why(reason: str) -> str:
    known = {
        "hourly": tr("made each hour"),
        "end": tr("end of a workshop"),
        "before-import": tr("before an import"),
        "before-bringing-back": tr("before a copy was brought back"),
        "after-erasing": tr("after something was erased"),
        "by-command": tr("made by hand"),
    }
    return known.get(reason, tr("before an upgrade") if reason.startswith("before-upgrade") else reason)

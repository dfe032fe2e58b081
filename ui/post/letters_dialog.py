"""The window of mails that have a day to go: what is due, its words, drafts and sending, and who gets no more."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError, NotFound
from facilitator.i18n import speaking, tr, trn
from facilitator.post.account import Account, server_of
from facilitator.post.dated import (
    DatedLetter,
    LetterId,
    Stand,
    dated_letters,
    say_gone,
    say_not_gone,
    set_stopped,
)
from facilitator.post.dated_sending import LettersOutcome, draft_letters, letter_message, send_letters
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import said_title
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.workshops import get_workshop
from ui.bridge import LibraryBridge
from ui.dialogs import ProgressDialog, confirm, icon_button
from ui.folders import folder_of, tell_written
from ui.history import History
from ui.post.drafts import DraftsForm
from ui.post.letters_list import LettersList
from ui.post.mail_window import MailWindow, hidden_words, padded
from ui.post.sending import SendingJob
from ui.theme.widgets import Card, ElidedLabel
from ui.work import Work

_SOON = timedelta(days=7)
_NOW, _ALL = "now", "all"


class LettersDialog(MailWindow):
    """The queue of one workshop."""

    def __init__(self, bridge: LibraryBridge, history: History, workshop_id: int, parent: QWidget | None) -> None:
        super().__init__(bridge, workshop_id, parent, tr("Letters that are due"), "letters", (1180, 640))
        self._history = history
        self._found: list[DatedLetter] | None = None
        self.list = LettersList()
        self.preview = LetterPreview(self._library, workshop_id)
        self.sending = SendingJob(self)
        self.empty = hidden_words("letters-empty")
        self._lay_out()
        self._connect()
        self._say_empty(tr("Looking what is due"))
        self.list.setFocus()
        self.refresh()

    def _lay_out(self) -> None:
        self.shown = QComboBox()
        self.shown.setObjectName("letters-shown")
        self.shown.setAccessibleName(tr("Which letters are listed"))
        self.shown.addItem(tr("Due, and within a week"), _NOW)
        self.shown.addItem(tr("All, those that went too"), _ALL)
        self.empty.setProperty("role", "caption")
        self.shared = QCheckBox(tr("Also where several have one address"))
        self.shared.setObjectName("letters-shared")
        self.shared.hide()
        top = QHBoxLayout()
        heading = QLabel(tr("By day"))
        heading.setProperty("role", "heading")
        top.addWidget(heading, 1)
        top.addWidget(self.shown)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.shared)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("letters-parts")
        across.addWidget(padded(left, top=0, right=12))
        across.addWidget(padded(self.preview, left=12, top=0))
        across.setSizes([700, 440])
        across.setChildrenCollapsible(False)
        across.setHandleWidth(1)
        self.content.setSpacing(12)
        self.content.addWidget(across, 1)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.outcome)
        self.make_foot()

    def _connect(self) -> None:
        self.undo_with(self._history)
        self.follow(self._bridge, self._follow, workshop_id=self._workshop_id)
        self.shown.activated.connect(lambda _row: self._fill())
        self.shared.clicked.connect(lambda _on: self.refresh())
        self.list.looked_at.connect(self._show_preview)
        self.list.ticked_others.connect(self._enable)
        self.preview.gone.clicked.connect(lambda: self._decide(say_gone))
        self.preview.not_gone.clicked.connect(lambda: self._decide(say_not_gone))
        self.preview.stop.clicked.connect(self._stop_or_go_on)
        self.sending.progressed.connect(self.bar.show_progress)
        self.sending.ended.connect(self._sending_ended)

    # What is there

    @property
    def is_read(self) -> bool:
        """Whether it has been found out what there is to go."""
        return self._found is not None

    def reading(self) -> LongWork[list[DatedLetter]]:
        """What there is to go: a year of stories for many readers takes a moment."""
        return _due(self._library, self._workshop_id, self.shared.isChecked())

    def show_found(self, found: object) -> None:
        """See the class."""
        self._found = found if isinstance(found, list) else []
        self._fill()

    def show_failed(self, error: FacilitatorError) -> None:
        """See the class; without its workshop the window goes."""
        if isinstance(error, NotFound):
            self.done(0)
        else:
            self._say_empty(error.sentence)

    def _fill(self) -> None:
        if self._found is None:
            return
        self.shared.setVisible(self.shared.isChecked() or any(each.shares_with for each in self._found))
        soon = date.today() + _SOON
        shown = [
            each
            for each in self._found
            if self.shown.currentData() == _ALL
            or each.stand is Stand.UNKNOWN
            or (not each.is_over and each.day <= soon)
        ]
        self.list.show_letters(shown)
        if shown:
            self._say_empty("")
        elif self._found:
            self._say_empty(tr("Nothing is due, and nothing within a week."))
        else:
            self._say_empty(
                tr("No step of this workshop has letters to send. Stories and the 30-day challenge have, once set up.")
            )
        self._enable()

    def _say_empty(self, text: str) -> None:
        self.empty.setText(text)
        self.empty.setVisible(bool(text))
        self.list.setVisible(not text)

    def _enable(self) -> None:
        self.enable_foot(len(self.list.chosen))
        self.preview.setEnabled(not self.sending.is_sending)

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES:
            self._later.start()

    def _show_preview(self, letter: DatedLetter | None) -> None:
        self.preview.show_letter(letter, "" if letter is None else self.list.state_of(letter), self.account)

    # What can be done

    def _decide(self, say: Callable[[Library, DatedLetter], Done[None]]) -> None:
        letter = self.list.current
        if letter is not None:
            self._history.attempt(self, lambda: say(self._library, letter))

    def _stop_or_go_on(self, stopped: bool) -> None:
        letter = self.list.current
        if letter is not None:
            self._history.attempt(self, lambda: set_stopped(self._library, letter, stopped))

    def ask_for_folder(self) -> DraftsForm:
        """Write drafts of what is ticked, once a folder is chosen."""
        only = frozenset(each.id for each in self.list.chosen)

        def go_on(folder: Path) -> None:
            def written(result: object) -> None:
                said = " ".join(result.sentences) if isinstance(result, LettersOutcome) else ""
                tell_written(self, tr("Drafts saved"), f"{said} {folder}", folder, "drafts-done")

            sender = "" if self.account is None else self.account.sender
            shared = self.shared.isChecked()
            work = draft_letters(self._library, self._workshop_id, folder, sender=sender, only=only, shared=shared)
            ProgressDialog(self, tr("Saving drafts"), Work(work), written, keeps=True).begin()

        folder = folder_of(get_workshop(self._library, self._workshop_id).title) / tr("Drafts")
        form = DraftsForm(self, folder, len(only), go_on)
        form.open()
        return form

    def ask_to_send(self) -> None:
        """Send what is ticked, once that was agreed to; without a server ask for one first."""
        account = self.account
        if account is None:
            self.ask_for_server(self.ask_to_send)
            return
        chosen = self.list.chosen
        said = trn(
            "{count} mail goes out through {server}, from {sender}. What went can’t be called back.",
            "{count} mails go out through {server}, from {sender}. What went can’t be called back.",
            len(chosen),
            server=account.label,
            sender=account.sender,
        )
        yes = trn("Send {count} mail", "Send {count} mails", len(chosen))
        only = frozenset(each.id for each in chosen)
        confirm(self, tr("Send now?"), said, yes, lambda: self.send(account, only))

    def send(self, account: Account, only: Collection[LetterId]) -> None:
        """Send these mails."""
        self.tell("")
        self.bar.begin()
        shared, waits = self.shared.isChecked(), self.sending.waits
        self.sending.start(_sent(self._library, self._workshop_id, account, only, shared, waits))
        self.list.set_sending(True)
        self._enable()
        self.bar.stop.setFocus()

    def _sending_ended(self, why: str, failed: bool) -> None:
        self.bar.hide()
        self.list.set_sending(False)
        outcome = self.sending.outcome
        sentences = outcome.sentences if isinstance(outcome, LettersOutcome) else []
        self.tell(" ".join([*filter(None, [why]), *sentences]), failed=failed)
        self.refresh()
        self.list.setFocus()

    def reject(self) -> None:
        """Close, unless mails go out: then only if that is agreed to."""
        if not self.sending.is_sending:
            self.done(0)
            return
        said = tr("Mails are still going out. Those that have not had their turn stay due.")
        confirm(self, tr("Stop sending?"), said, tr("Stop and close"), lambda: self.done(0))


class LetterPreview(Card):
    """One mail as it would go now, and what the facilitator says of it."""

    def __init__(self, library: Library, workshop_id: int) -> None:
        super().__init__()
        self._library, self._workshop_id = library, workshop_id
        self._work: Work | None = None
        self._wanted: tuple[DatedLetter, str] | None = None
        self.heading = ElidedLabel()
        self.heading.setProperty("role", "heading")
        self.to = ElidedLabel()
        self.to.setProperty("role", "caption")
        self.state = QLabel()
        self.state.setObjectName("letters-state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.subject = ElidedLabel()
        self.subject.setObjectName("letters-subject")
        font = self.subject.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.subject.setFont(font)
        self.body = QPlainTextEdit()
        self.body.setObjectName("letters-body")
        self.body.setAccessibleName(tr("The mail as it goes now"))
        self.body.setReadOnly(True)
        self.body.setTabChangesFocus(True)
        self.attachments = ElidedLabel()
        self.attachments.setObjectName("letters-attachments")
        self.attachments.setProperty("role", "caption")
        self.stop = QCheckBox()
        self.stop.setObjectName("letters-stop")
        self.gone = icon_button("letters-gone", "check", tr("It has gone"), lambda: None)
        self.not_gone = icon_button("letters-not-gone", "rotate-ccw", tr("It has not gone"), lambda: None)
        row = QHBoxLayout()
        row.addWidget(self.gone)
        row.addWidget(self.not_gone)
        row.addStretch(1)
        for part in (self.heading, self.to, self.state, self.subject, self.body, self.attachments, self.stop):
            self.column.addWidget(part, 1 if part is self.body else 0)
        self.column.addLayout(row)
        self.show_letter(None, "", None)

    def show_letter(self, letter: DatedLetter | None, state: str, account: Account | None) -> None:
        """Show a mail, its words as soon as they are made."""
        self.heading.setText(tr("The mail") if letter is None else letter.mail.about)
        self.to.setText("" if letter is None else f"{letter.mail.to.name} · {letter.mail.to.address}")
        self.state.setText(state)
        for part in (self.to, self.state, self.stop):
            part.setVisible(letter is not None)
        self.gone.setVisible(letter is not None and letter.stand is Stand.UNKNOWN)
        self.not_gone.setVisible(letter is not None and letter.stand in (Stand.UNKNOWN, Stand.DRAFTED))
        if letter is None:
            self._say("", "", "")
            self.body.setPlaceholderText(tr("Choose a letter in the list to see it."))
            return
        self.stop.setText(tr("Gets no more of “{step}”", step=said_title(letter.step)))
        self.stop.setChecked(letter.stopped)
        self._wanted = letter, "" if account is None else account.sender
        if self._work is None:
            self._make()

    def _make(self) -> None:
        if self._wanted is None:
            return
        letter, sender = self._wanted
        self._wanted = None
        work = self._work = Work(_words_of(self._library, self._workshop_id, letter, sender))
        work.succeeded.connect(self._words_ready)
        work.failed.connect(self._words_failed)
        work.start()

    def _words_ready(self, words: object) -> None:
        self._work = None
        if self._wanted is not None:
            self._make()
        elif isinstance(words, tuple):
            self._say(*words)

    def _words_failed(self, error: Exception) -> None:
        self._work = None
        if not isinstance(error, FacilitatorError):
            raise error
        if self._wanted is not None:
            self._make()
            return
        self._say("", "", "")
        self.body.setPlaceholderText(error.sentence)

    def _say(self, subject: str, body: str, attachments: str) -> None:
        self.subject.setText(subject)
        self.body.setPlainText(body)
        self.attachments.setText(attachments)
        self.attachments.setVisible(bool(attachments))


def letters_dialog(parent: QWidget | None, bridge: LibraryBridge, history: History, workshop_id: int) -> LettersDialog:
    """Open the window."""
    dialog = LettersDialog(bridge, history, workshop_id, parent)
    dialog.open()
    return dialog


def _due(library: Library, workshop_id: int, shared: bool) -> LongWork[list[DatedLetter]]:
    yield Progress(0, 1)
    return dated_letters(library, workshop_id, shared=shared)


def _words_of(library: Library, workshop_id: int, letter: DatedLetter, sender: str) -> LongWork[tuple[str, str, str]]:
    yield Progress(0, 1)
    with speaking(spoken_in(library, workshop_id)):
        mail = letter_message(letter, sender, "", draft=True)
    body = mail.get_body(("plain",))
    names = ", ".join(each.get_filename() or "" for each in mail.iter_attachments())
    return str(mail["Subject"]), "" if body is None else body.get_content().replace("\r\n", "\n"), names


def _sent(
    library: Library,
    workshop_id: int,
    account: Account,
    only: Collection[LetterId],
    shared: bool,
    waits: Sequence[float],
) -> LongWork[object]:
    # Here and not in the windows' thread: a keyring may first ask the person to unlock it.
    yield Progress(0, len(only))
    server = server_of(account)
    return (
        yield from send_letters(
            library,
            workshop_id,
            server,
            account.sender,
            only=only,
            per_minute=account.per_minute,
            shared=shared,
            waits=waits,
        )
    )

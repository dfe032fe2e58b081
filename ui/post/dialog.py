"""The window in which handouts are mailed: one letter for all, whom it goes to, how each one gets it, and sending."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from facilitator.errors import FacilitatorError, NotFound
from facilitator.i18n import tr, trn
from facilitator.post.account import Account, mail_account
from facilitator.post.addressees import Addressee, addressees, not_served, with_parcel
from facilitator.post.letters import Letter, keep_template, letter_template, original_template
from facilitator.post.tables import Parcel
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.workshops import get_workshop
from ui.bridge import LibraryBridge
from ui.dialogs import confirm, icon_button, refused
from ui.post.drafts import drafts_dialog
from ui.post.letter import LetterEditor
from ui.post.people import PeoplePane
from ui.post.people_model import AddresseeModel
from ui.post.preview import Preview
from ui.post.progress import SendingBar
from ui.post.sending import Sending, log_in_words, question
from ui.post.server_form import ServerForm
from ui.post.shared import ask_about_shared
from ui.screens import resize_within
from ui.theme.widgets import ElidedLabel
from ui.work import Work

_LATER = 400
"""Milliseconds after which a burst of answers is looked at: each may bring somebody a handout."""


class MailDialog(QDialog):
    """Mails the handouts, or the worksheets, of one workshop.

    What became of each mail is in the library, and read from there.
    """

    def __init__(
        self, bridge: LibraryBridge, workshop_id: int, parent: QWidget | None, parcel: Parcel = Parcel.HANDOUT
    ) -> None:
        super().__init__(parent)
        self._parcel = parcel
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mail")
        self.setWindowTitle(tr("Mail worksheets") if parcel is Parcel.WORKSHEET else tr("Mail handouts"))
        resize_within(self, 1240, 660)
        library = self._library = bridge.library
        self._bridge, self._workshop_id = bridge, workshop_id
        self._workshop = get_workshop(library, workshop_id)
        self._ready: frozenset[int] | None = None
        self._looking: Work | None = None
        self._looks_again = False
        self.account = mail_account(library)
        self.model = AddresseeModel(self)
        self.people = PeoplePane(self.model)
        kept = paper_options(library, workshop_id)
        self._language = kept.spoken(self._workshop)
        self.letter = LetterEditor(*self._templates(), self._language)
        self.preview = Preview(parcel, kept.paper)
        self.sending = Sending(library, workshop_id, self, parcel)
        self.bar = SendingBar()
        self.outcome, self.counts = hidden_words("mail-outcome"), hidden_words("mail-counts")
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._lay_out()
        self._connect()
        self._say_server()
        self._look()
        self.letter.subject.setFocus()

    def _lay_out(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(padded(self.letter, top=0))
        right.addWidget(padded(self.preview, bottom=0))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(padded(self.people, right=12))
        across.addWidget(padded(right, left=12))
        across.setSizes([690, 510])
        for splitter in (right, across):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(across, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.outcome)
        layout.addWidget(self.counts)
        layout.addLayout(self._bottom())

    def _bottom(self) -> QHBoxLayout:
        self._server = icon_button("mail-server", "settings", tr("Mail server…"), self.ask_for_server)
        self._through = ElidedLabel()
        self._through.setObjectName("mail-through")
        self._through.setProperty("role", "caption")
        self._drafts = icon_button("mail-drafts", "folder", tr("Save drafts…"), self.ask_for_folder)
        self._send = icon_button("mail-send", "mail", tr("Send…"), self.ask_to_send, "primary")
        done = icon_button("mail-done", "", tr("Close"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self._server)
        row.addWidget(self._through, 1)
        for button in (self._drafts, self._send, done):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._bridge.changed.connect(self._follow)
        self._later.timeout.connect(self._look)
        self.people.looked_at.connect(lambda _person: self._show_preview())
        self.letter.changed.connect(self._show_preview)
        self.letter.changed.connect(self._enable)
        self.model.ticked_others.connect(self._enable)
        self.sending.progressed.connect(self.bar.show_progress)
        self.sending.ended.connect(self._sending_ended)
        self.bar.stop_wanted.connect(self.stop)
        for choice in (self.preview.paper, self.letter.language):
            choice.activated.connect(lambda _row: self._choose_papers())

    # What is there

    def _look(self) -> None:
        """Find out in a thread who has a handout: that takes a moment in a large room."""
        if self._looking is not None:
            self._looks_again = True
            return
        self._looking = Work(_looked(self._library, self._workshop_id, self._parcel))
        self._looking.succeeded.connect(self._looked)
        self._looking.failed.connect(self._not_looked)
        self._looking.start()

    def _looked(self, found: object) -> None:
        self._looking = None
        self._ready = found if isinstance(found, frozenset) else frozenset()
        self._fill()
        if self._looks_again:
            self._looks_again = False
            self._look()

    def _not_looked(self, error: Exception) -> None:
        self._looking = None
        if isinstance(error, FacilitatorError):
            self.people.say(error.sentence)
            return
        raise error

    def _fill(self) -> None:
        if self._ready is None:
            return
        first = not self.model.addressees
        self.model.show(addressees(self._library, self._workshop_id, self._ready, self._parcel))
        nobody = tr("There is nobody on the roster yet. Add people under Workshop, People.")
        self.people.say("" if self.model.addressees else nobody)
        if first and self.model.addressees:
            self.people.table.setFocus()
        self._show_preview()
        self._enable()

    def _show_preview(self) -> None:
        self.preview.show_mail(self.people.current, self.letter.letter, self._workshop, self._language)

    def _say_server(self) -> None:
        words = tr("Sending needs a mail server; drafts need none.")
        if self.account is not None:
            words = tr("{sender}, through {server}", sender=self.account.sender, server=self.account.label)
        self._through.setText(words)

    def _enable(self) -> None:
        under_way, count = self.sending.is_under_way, len(self.model.chosen)
        ready = bool(count) and self.letter.is_right and not under_way
        self._drafts.setEnabled(ready)
        self._send.setEnabled(ready)
        self._send.setText(trn("Send {count} mail…", "Send {count} mails…", count) if count else tr("Send…"))
        self._server.setEnabled(not under_way)
        self.letter.setEnabled(not under_way)
        self.preview.paper.setEnabled(not under_way)

    def _follow(self, change: Change) -> None:
        if change.workshop_id not in (self._workshop_id, None):
            return
        try:
            if change.topic is Topic.WORKSHOPS:
                self._workshop = get_workshop(self._library, self._workshop_id)
                self._show_preview()
            elif change.topic in (Topic.ROSTER, Topic.ERASED):
                self._fill()
            if change.topic in (Topic.ANSWERS, Topic.ACTIONS, Topic.AGENDA, Topic.SETTINGS, Topic.ERASED):
                self._later.start()
        except NotFound:
            self.done(0)

    @property
    def options(self) -> PaperOptions:
        """How the attachments are to be."""
        kept = paper_options(self._library, self._workshop_id)
        return replace(kept, paper=str(self.preview.paper.currentData()), language=self._language)

    # What can be done

    def ask_for_folder(self) -> None:
        """Write drafts for those who are ticked, once a folder is chosen."""
        if self._keep_letter():
            ask_about_shared(self, self.model.addressees, self.model.chosen, self._ask_for_folder)

    def _ask_for_folder(self, people: list[Addressee], shared: bool) -> None:
        only = frozenset(each.person.id for each in people)
        drafts_dialog(
            self,
            self._library,
            self._workshop_id,
            self.letter.letter,
            only,
            self.options,
            self._parcel,
            [each for each in not_served(self.model.addressees) if each.participant_id not in only],
            shared=shared,
        )

    def ask_for_server(self, then: Callable[[], object] | None = None) -> ServerForm:
        """Open the settings of the mail server; `then` is called once there are some."""

        def kept(account: Account | None) -> None:
            self.account = account
            self._say_server()
            if account is not None and then is not None:
                then()

        form = ServerForm(self, self._library, kept)
        form.open()
        return form

    def ask_to_send(self) -> None:
        """Send to those who are ticked, once that was agreed to; without a server ask for one first."""
        if not self._keep_letter():
            return
        account = self.account
        if account is None:
            self.ask_for_server(self.ask_to_send)
            return
        ask_about_shared(
            self,
            self.model.addressees,
            self.model.chosen,
            lambda people, shared: self._ask_to_send(account, people, shared),
        )

    def _ask_to_send(self, account: Account, people: list[Addressee], shared: bool) -> None:
        again = any(each.had_mail for each in people)
        yes = trn("Send {count} mail", "Send {count} mails", len(people))
        heading = tr("Send a second time?") if again else tr("Send now?")
        said = question(account, people, self._parcel)
        confirm(self, heading, said, yes, lambda: self.send(account, people, shared=shared), danger=again)

    def send(self, account: Account, people: Sequence[Addressee], *, shared: bool = False) -> None:
        """Send to these people."""
        self._tell("", "")
        self.bar.begin()
        self.sending.begin(account, self.letter.letter, people, self.options, shared=shared)
        self.people.set_sending(True)
        self._enable()
        self.bar.stop.setFocus()

    def _tell(self, why: str, counts: str, *, failed: bool = False) -> None:
        self.outcome.setText(why)
        self.outcome.setProperty("role", "error" if failed else "body")
        self.outcome.style().polish(self.outcome)
        self.outcome.setVisible(bool(why))
        self.counts.setText(counts)
        self.counts.setVisible(bool(counts))

    def stop(self) -> None:
        """Stop after the mail that is on its way; those who are still queued stay so."""
        self.bar.say_stopping()
        self.sending.stop()

    def _sending_ended(self, why: str, failed: bool) -> None:
        self.bar.hide()
        self.people.set_sending(False)
        self._fill()
        self._tell(why, log_in_words(self.model.addressees), failed=failed)
        self.people.table.setFocus()

    # The letter outlives the window, one for each language

    def _templates(self) -> tuple[Letter, Letter]:
        """The letter to begin with, and the one that comes with the program."""
        return (
            letter_template(self._library, self._parcel, self._language),
            original_template(self._parcel, self._language),
        )

    def _choose_papers(self) -> None:
        """Keep how the attachments are to be; another language has a letter of its own."""
        chosen = self.letter.language
        if chosen.currentData() != self._language:
            if self._keep_letter():
                self._language = str(chosen.currentData())
                self.letter.begin_with(*self._templates())
            else:
                chosen.setCurrentIndex(chosen.findData(self._language))
        keep_paper_options(self._library, self._workshop_id, self.options)

    def _keep_letter(self) -> bool:
        letter = self.letter.letter
        try:
            if letter != letter_template(self._library, self._parcel, self._language):
                keep_template(self._library, letter, self._parcel, self._language)
        except FacilitatorError as error:
            refused(self, error)
            return False
        return True

    def reject(self) -> None:
        """Close, unless mails go out or the letter can't be kept: then only if that is agreed to."""
        if self.sending.is_under_way:
            confirm(
                self,
                tr("Stop sending?"),
                tr("Mails are still going out. Those who have not had theirs stay queued, and can be sent to later."),
                tr("Stop and close"),
                self._leave,
            )
        elif not self.letter.is_right:
            confirm(
                self,
                tr("Close without keeping the letter?"),
                tr("The letter can’t be kept as it is: {problem}", problem=self.letter.problem.text()),
                tr("Close"),
                self._leave,
                danger=True,
            )
        else:
            self._leave()

    def _leave(self) -> None:
        if not self.letter.is_right or self._keep_letter():
            self.done(0)

    def done(self, result: int) -> None:
        """Send nothing more once the window is closed."""
        self.sending.stop()
        super().done(result)


def mail_dialog(
    parent: QWidget | None, bridge: LibraryBridge, workshop_id: int, parcel: Parcel = Parcel.HANDOUT
) -> MailDialog:
    """Open the window."""
    dialog = MailDialog(bridge, workshop_id, parent, parcel)
    dialog.open()
    return dialog


def _looked(library: Library, workshop_id: int, parcel: Parcel) -> LongWork[frozenset[int]]:
    yield Progress(0, 1)
    return with_parcel(library, workshop_id, parcel)


def padded(widget: QWidget, *, left: int = 0, top: int = 12, right: int = 0, bottom: int = 12) -> QWidget:
    """`widget` with room around it, away from the splitter's line."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(left, top, right, bottom)
    layout.addWidget(widget)
    return holder


def hidden_words(name: str) -> QLabel:
    """A line that is hidden until there is something to be said."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.hide()
    return label

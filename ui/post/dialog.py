"""The window in which handouts are mailed: one letter for all, whom it goes to, how each one gets it, and sending."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.post.account import Account
from facilitator.post.addressees import Addressee, addressees, not_served, with_parcel
from facilitator.post.letters import Letter, keep_template, letter_template, original_template
from facilitator.post.tables import Parcel
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from facilitator.workshop.workshops import get_workshop
from ui.bridge import LibraryBridge, Rereading
from ui.dialogs import confirm, refused
from ui.post.drafts import drafts_dialog
from ui.post.letter import LetterEditor
from ui.post.mail_window import MailWindow, hidden_words, padded
from ui.post.people import PeoplePane
from ui.post.people_model import AddresseeModel
from ui.post.preview import Preview
from ui.post.sending import Sending, log_in_words, question
from ui.post.shared import ask_about_shared


class MailDialog(MailWindow):
    """Mails the handouts, or the worksheets, of one workshop."""

    sending: Sending

    def __init__(
        self, bridge: LibraryBridge, workshop_id: int, parent: QWidget | None, parcel: Parcel = Parcel.HANDOUT
    ) -> None:
        title = tr("Mail worksheets") if parcel is Parcel.WORKSHEET else tr("Mail handouts")
        super().__init__(bridge, workshop_id, parent, title, "mail", (1240, 660))
        self._parcel = parcel
        library = bridge.library
        self._workshop = get_workshop(library, workshop_id)
        self._ready: frozenset[int] | None = None
        self.model = AddresseeModel(self)
        self.people = PeoplePane(self.model)
        kept = paper_options(library, workshop_id)
        self._language = kept.spoken(self._workshop)
        self.letter = LetterEditor(*self._templates(), self._language)
        self.preview = Preview(parcel, kept.paper)
        self.sending = Sending(library, workshop_id, self, parcel)
        self.counts = hidden_words("mail-counts")
        self._lay_out()
        self._connect()
        self.refresh()
        self.letter.subject.setFocus()

    def _lay_out(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical)
        right.setObjectName("mail-letter-parts")
        right.addWidget(padded(self.letter, top=0))
        right.addWidget(padded(self.preview, bottom=0))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("mail-parts")
        across.addWidget(padded(self.people, right=12))
        across.addWidget(padded(right, left=12))
        across.setSizes([690, 510])
        for splitter in (right, across):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.content.setSpacing(12)
        self.content.addWidget(across, 1)
        for each in (self.bar, self.outcome, self.counts):
            self.content.addWidget(each)
        self.make_foot()

    def _connect(self) -> None:
        self._again = Rereading(self, self._fill)
        self.follow(self._bridge, self._follow, workshop_id=self._workshop_id)
        self.people.looked_at.connect(lambda _person: self._show_preview())
        self.letter.changed.connect(self._show_preview)
        self.letter.changed.connect(self._enable)
        self.model.ticked_others.connect(self._enable)
        self.sending.progressed.connect(self.bar.show_progress)
        self.sending.ended.connect(self._sending_ended)
        for choice in (self.preview.paper, self.letter.language):
            choice.activated.connect(lambda _row: self._choose_papers())

    # What is there

    def reading(self) -> LongWork[frozenset[int]]:
        """Who has a handout, or a worksheet."""
        return _prepared(self._library, self._workshop_id, self._parcel)

    def show_found(self, found: object) -> None:
        """See the class."""
        self._ready = found if isinstance(found, frozenset) else frozenset()
        self._fill()

    def show_failed(self, error: FacilitatorError) -> None:
        """See the class."""
        self.people.say(error.sentence)

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

    def _enable(self) -> None:
        self.enable_foot(len(self.model.chosen), ready=self.letter.is_right)
        under_way = self.sending.is_sending
        self.letter.setEnabled(not under_way)
        self.preview.paper.setEnabled(not under_way)

    def _follow(self, change: Change) -> None:
        if change.topic is Topic.WORKSHOPS:
            self._workshop = get_workshop(self._library, self._workshop_id)
            self._show_preview()
        elif change.topic in (Topic.ROSTER, Topic.ERASED) and not self._again.isActive():
            # Each mail that goes out changes how somebody stands, some of them ten times a second.
            self._again.start()
        if change.topic in (Topic.ANSWERS, Topic.ACTIONS, Topic.AGENDA, Topic.SETTINGS, Topic.ERASED):
            self._later.start()

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
        self.tell("")
        self._say_counts("")
        self.bar.begin()
        self.sending.begin(account, self.letter.letter, people, self.options, shared=shared)
        self.people.set_sending(True)
        self._enable()
        self.bar.stop.setFocus()

    def _say_counts(self, counts: str) -> None:
        self.counts.setText(counts)
        self.counts.setVisible(bool(counts))

    def _sending_ended(self, why: str, failed: bool) -> None:
        self.bar.hide()
        self.people.set_sending(False)
        self._fill()
        self.tell(why, failed=failed)
        self._say_counts(log_in_words(self.model.addressees))
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
        if self.sending.is_sending:
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


def mail_dialog(
    parent: QWidget | None, bridge: LibraryBridge, workshop_id: int, parcel: Parcel = Parcel.HANDOUT
) -> MailDialog:
    """Open the window."""
    dialog = MailDialog(bridge, workshop_id, parent, parcel)
    dialog.open()
    return dialog


def _prepared(library: Library, workshop_id: int, parcel: Parcel) -> LongWork[frozenset[int]]:
    yield Progress(0, 1)
    return with_parcel(library, workshop_id, parcel)

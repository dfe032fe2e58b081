"""The mail as one person will get it."""

from contextlib import suppress

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit

from facilitator.errors import FacilitatorError
from facilitator.i18n import speaking, tr
from facilitator.post.addressees import Addressee
from facilitator.post.letters import Letter, fill_in
from facilitator.post.messages import attachment_name
from facilitator.post.tables import Parcel
from facilitator.workshop.tables import Workshop
from ui.dialogs import paragraph
from ui.post.words import standing
from ui.theme.icons import icon
from ui.theme.widgets import Card, ElidedLabel

PAPERS = ("a4", "letter")


class Preview(Card):
    """To whom, what the server said of it, subject, text and attachment."""

    def __init__(self, parcel: Parcel, paper: str) -> None:
        """`paper` is "a4" or "letter"."""
        super().__init__()
        self._parcel = parcel
        self.heading = ElidedLabel()
        self.heading.setProperty("role", "heading")
        self.heading.setObjectName("mail-preview-heading")
        self.to = ElidedLabel()
        self.to.setObjectName("mail-preview-to")
        self.to.setProperty("role", "caption")
        self.trouble = paragraph("", "error")
        self.trouble.setObjectName("mail-preview-trouble")
        self.subject = ElidedLabel()
        self.subject.setObjectName("mail-preview-subject")
        font = self.subject.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.subject.setFont(font)
        self.body = QPlainTextEdit()
        self.body.setObjectName("mail-preview-body")
        self.body.setAccessibleName(tr("The letter, filled in"))
        self.body.setReadOnly(True)
        self.body.setTabChangesFocus(True)
        self.attachment = ElidedLabel()
        self.attachment.setObjectName("mail-preview-attachment")
        self._clip = QLabel()
        self._clip.setPixmap(icon("file-text", "muted").pixmap(QSize(18, 18)))
        self.paper = QComboBox()
        self.paper.setObjectName("mail-paper")
        self.paper.setAccessibleName(tr("Paper of the attachments"))
        for key, text in zip(PAPERS, (tr("A4"), tr("US Letter")), strict=True):
            self.paper.addItem(text, key)
        self.paper.setCurrentIndex(PAPERS.index(paper))
        bottom = QHBoxLayout()
        bottom.addWidget(self._clip)
        bottom.addWidget(self.attachment, 1)
        bottom.addWidget(self.paper)
        for part in (self.heading, self.to, self.trouble, self.subject, self.body):
            self.column.addWidget(part, 1 if part is self.body else 0)
        self.column.addLayout(bottom)

    def show_mail(self, addressee: Addressee | None, letter: Letter, workshop: Workshop, language: str) -> None:
        """Fill the letter in for one person, in its language; what can't be filled in shows nothing."""
        self.heading.setText(tr("The mail"))
        self.body.setPlaceholderText(tr("Choose somebody in the list to see their mail."))
        filled = Letter("", "")
        if addressee is not None:
            self.heading.setText(tr("As {name} gets it", name=addressee.called))
            self.body.setPlaceholderText(tr("The letter can’t be filled in as it is."))
            # Where it can't be filled in, the editor beside it says what is wrong.
            with suppress(FacilitatorError), speaking(language):
                filled = fill_in(letter, addressee.person, workshop)
        can = addressee is not None and addressee.can_have_mail
        self.to.setText(tr("To: {address}", address=addressee.person.email) if addressee and can else "")
        self.to.setVisible(can)
        refused = addressee is not None and addressee.delivery is not None and addressee.delivery.said
        self.trouble.setText(standing(addressee) if addressee is not None and refused else "")
        self.trouble.setVisible(bool(self.trouble.text()))
        self.subject.setText(filled.subject)
        self.body.setPlainText(filled.body)
        with speaking(language):
            name = ""
            if addressee is not None and addressee.has_parcel:
                name = attachment_name(addressee.called, self._parcel, addressee.number)
        self.attachment.setText(name)
        self._clip.setVisible(bool(self.attachment.text()))
